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

ALTER TABLE digicase_appointment ADD COLUMN held_until DATETIME;

ALTER TABLE digicase_notice ADD COLUMN planned_at DATETIME;

DROP INDEX uq_digicase_contact_reference;

ALTER TABLE digicase_contact RENAME TO digicase_contact_before;

CREATE TABLE digicase_contact (
    reference TEXT NOT NULL,
    name TEXT,
    email TEXT,
    phone TEXT,
    address TEXT,
    contact_by TEXT,
    language TEXT,
    quiet_from TIME,
    quiet_until TIME,
    digest BOOLEAN NOT NULL,
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT pk_digicase_contact PRIMARY KEY (id)
);

INSERT INTO digicase_contact (reference, name, email, phone, address, contact_by, language, quiet_from, quiet_until, digest, id, version)
SELECT reference, name, email, phone, address, contact_by, NULL, NULL, NULL, false, id, version
FROM digicase_contact_before;

DROP TABLE digicase_contact_before;

CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);

DROP INDEX uq_digicase_series_name;

ALTER TABLE digicase_series RENAME TO digicase_series_before;

CREATE TABLE digicase_series (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    location TEXT NOT NULL,
    weekdays TEXT NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    starts TIME NOT NULL,
    ends TIME NOT NULL,
    slot_minutes BIGINT NOT NULL,
    places BIGINT NOT NULL,
    walk_in_places BIGINT NOT NULL,
    coach TEXT NOT NULL,
    skipped TEXT NOT NULL,
    coach_rota TEXT NOT NULL,
    location_rota TEXT NOT NULL,
    needs TEXT NOT NULL,
    notice_hours BIGINT NOT NULL,
    horizon_days BIGINT,
    CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);

INSERT INTO digicase_series (id, version, name, location, weekdays, first, last, starts, ends, slot_minutes, places, walk_in_places, coach, skipped, coach_rota, location_rota, needs, notice_hours, horizon_days)
SELECT id, version, name, location, weekdays, first, last, starts, ends, slot_minutes, places, walk_in_places, coach, skipped, '[]', '[]', '[]', 0, NULL
FROM digicase_series_before;

DROP TABLE digicase_series_before;

CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);

DROP INDEX ix_digicase_zitdag_coach_on;

DROP INDEX ix_digicase_zitdag_location_on;

DROP INDEX ix_digicase_zitdag_on;

DROP INDEX ix_digicase_zitdag_series;

DROP INDEX uq_digicase_zitdag_coach_on_starts;

DROP INDEX uq_digicase_zitdag_location_on_starts;

ALTER TABLE digicase_zitdag RENAME TO digicase_zitdag_before;

CREATE TABLE digicase_zitdag (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    series CHAR(32) NOT NULL,
    location TEXT NOT NULL,
    "on" DATE NOT NULL,
    starts TIME NOT NULL,
    ends TIME NOT NULL,
    slot_minutes BIGINT NOT NULL,
    places BIGINT NOT NULL,
    walk_in_places BIGINT NOT NULL,
    coach TEXT NOT NULL,
    most_places BIGINT NOT NULL,
    why TEXT,
    state TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    changed_at DATETIME NOT NULL,
    needs TEXT NOT NULL,
    notice_hours BIGINT NOT NULL,
    horizon_days BIGINT,
    CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);

INSERT INTO digicase_zitdag (id, version, series, location, "on", starts, ends, slot_minutes, places, walk_in_places, coach, most_places, why, state, sequence, changed_at, needs, notice_hours, horizon_days)
SELECT id, version, series, location, "on", starts, ends, slot_minutes, places, walk_in_places, coach, most_places, why, state, sequence, changed_at, '[]', 0, NULL
FROM digicase_zitdag_before;

DROP TABLE digicase_zitdag_before;

CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");

CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");

CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");

CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);

CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';

CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';

CREATE TABLE digicase_location (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    seats BIGINT,
    equipment TEXT NOT NULL,
    companions_count BOOLEAN NOT NULL,
    CONSTRAINT pk_digicase_location PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_location_name ON digicase_location (name);

CREATE TABLE digicase_standby (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    series CHAR(32),
    slots BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    since DATETIME NOT NULL,
    appointment CHAR(32),
    declined TEXT NOT NULL,
    accompanied_by TEXT,
    left_on DATE,
    CONSTRAINT pk_digicase_standby PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_standby_left_on_rank_since ON digicase_standby (left_on, rank, since);

CREATE UNIQUE INDEX uq_digicase_standby_case ON digicase_standby ("case") WHERE left_on IS NULL;
