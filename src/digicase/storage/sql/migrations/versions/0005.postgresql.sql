ALTER TABLE digicase_appointment ADD COLUMN jobseeker_answer TEXT COLLATE "C";

ALTER TABLE digicase_appointment ADD COLUMN consultant_answer TEXT COLLATE "C";

CREATE TABLE digicase_feed (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    feed TEXT COLLATE "C" NOT NULL,
    "on" DATE NOT NULL,
    told TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_digicase_feed PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_feed_feed ON digicase_feed (feed);

CREATE TABLE digicase_feed_change (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    feed TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_digicase_feed_change PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_feed_change_feed ON digicase_feed_change (feed);
