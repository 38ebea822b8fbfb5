ALTER TABLE digicase_appointment ADD COLUMN jobseeker_answer TEXT;

ALTER TABLE digicase_appointment ADD COLUMN consultant_answer TEXT;

CREATE TABLE digicase_feed (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    feed TEXT NOT NULL,
    "on" DATE NOT NULL,
    told TEXT NOT NULL,
    CONSTRAINT pk_digicase_feed PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_feed_feed ON digicase_feed (feed);

CREATE TABLE digicase_feed_change (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    feed TEXT NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_digicase_feed_change PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_feed_change_feed ON digicase_feed_change (feed);
