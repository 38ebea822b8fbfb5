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

ALTER TABLE digicase_series ADD COLUMN coach_rota TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_series ALTER COLUMN coach_rota DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN location_rota TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_series ALTER COLUMN location_rota DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN needs TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_series ALTER COLUMN needs DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN notice_hours BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_series ALTER COLUMN notice_hours DROP DEFAULT;

ALTER TABLE digicase_series ADD COLUMN horizon_days BIGINT;

ALTER TABLE digicase_zitdag ADD COLUMN needs TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_zitdag ALTER COLUMN needs DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN notice_hours BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_zitdag ALTER COLUMN notice_hours DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN horizon_days BIGINT;

ALTER TABLE digicase_appointment ADD COLUMN held_until TIMESTAMP WITH TIME ZONE;

ALTER TABLE digicase_notice ADD COLUMN planned_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE digicase_contact ADD COLUMN language TEXT COLLATE "C";

ALTER TABLE digicase_contact ADD COLUMN quiet_from TIME WITHOUT TIME ZONE;

ALTER TABLE digicase_contact ADD COLUMN quiet_until TIME WITHOUT TIME ZONE;

ALTER TABLE digicase_contact ADD COLUMN digest BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE digicase_contact ALTER COLUMN digest DROP DEFAULT;

CREATE TABLE digicase_location (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    seats BIGINT,
    equipment TEXT COLLATE "C" NOT NULL,
    companions_count BOOLEAN NOT NULL,
    CONSTRAINT pk_digicase_location PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_location_name ON digicase_location (name);

CREATE TABLE digicase_standby (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    "case" UUID NOT NULL,
    series UUID,
    slots BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    appointment UUID,
    declined TEXT COLLATE "C" NOT NULL,
    accompanied_by TEXT COLLATE "C",
    left_on DATE,
    CONSTRAINT pk_digicase_standby PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_standby_left_on_rank_since ON digicase_standby (left_on, rank, since);

CREATE UNIQUE INDEX uq_digicase_standby_case ON digicase_standby ("case") WHERE left_on IS NULL;
