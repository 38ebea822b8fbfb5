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

ALTER TABLE digicase_series ADD COLUMN coach_rota LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_series ALTER COLUMN coach_rota DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN location_rota LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_series ALTER COLUMN location_rota DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN needs LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_series ALTER COLUMN needs DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN notice_hours BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_series ALTER COLUMN notice_hours DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN horizon_days BIGINT;

ALTER TABLE digicase_zitdag ADD COLUMN needs LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_zitdag ALTER COLUMN needs DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN notice_hours BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_zitdag ALTER COLUMN notice_hours DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN horizon_days BIGINT;

ALTER TABLE digicase_appointment ADD COLUMN held_until DATETIME(6);

ALTER TABLE digicase_notice ADD COLUMN planned_at DATETIME(6);

ALTER TABLE digicase_contact ADD COLUMN language LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_contact ADD COLUMN quiet_from TIME(6);

ALTER TABLE digicase_contact ADD COLUMN quiet_until TIME(6);

ALTER TABLE digicase_contact ADD COLUMN digest BOOL NOT NULL DEFAULT false;

ALTER TABLE digicase_contact ALTER COLUMN digest DROP DEFAULT;

CREATE TABLE digicase_location (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    seats BIGINT,
    equipment LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    companions_count BOOL NOT NULL,
    CONSTRAINT pk_digicase_location PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_location_name ON digicase_location (name);

CREATE TABLE digicase_standby (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32) NOT NULL,
    series CHAR(32),
    slots BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    since DATETIME(6) NOT NULL,
    appointment CHAR(32),
    declined LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    accompanied_by LONGTEXT COLLATE utf8mb4_nopad_bin,
    left_on DATE,
    uq_case BOOL GENERATED ALWAYS AS (CASE WHEN left_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_standby PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_standby_left_on_rank_since ON digicase_standby (left_on, rank, since);

CREATE UNIQUE INDEX uq_digicase_standby_case ON digicase_standby (`case`, uq_case);
