ALTER TABLE digicase_appointment ADD COLUMN jobseeker_answer LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_appointment ADD COLUMN consultant_answer LONGTEXT COLLATE utf8mb4_nopad_bin;

CREATE TABLE digicase_feed (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    feed VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    `on` DATE NOT NULL,
    told LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_feed PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_feed_feed ON digicase_feed (feed);

CREATE TABLE digicase_feed_change (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    feed VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    at DATETIME(6) NOT NULL,
    CONSTRAINT pk_digicase_feed_change PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_feed_change_feed ON digicase_feed_change (feed);
