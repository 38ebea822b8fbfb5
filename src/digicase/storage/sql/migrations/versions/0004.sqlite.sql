DROP INDEX ix_digicase_appointment_zitdag;

DROP INDEX uq_digicase_appointment_zitdag_case;

DROP INDEX ix_digicase_appointment_accompanied_by_on;

DROP INDEX ix_digicase_appointment_location_on;

DROP INDEX ix_digicase_appointment_coach_on;

DROP INDEX ix_digicase_appointment_consultant_on;

DROP INDEX ix_digicase_appointment_case;

ALTER TABLE digicase_appointment RENAME TO digicase_appointment_before;

CREATE TABLE digicase_appointment (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    zitdag CHAR(32) NOT NULL,
    "case" CHAR(32) NOT NULL,
    "on" DATE NOT NULL,
    at TIME NOT NULL,
    minutes BIGINT NOT NULL,
    coach TEXT NOT NULL,
    location TEXT NOT NULL,
    consultant TEXT NOT NULL,
    accompanied_by TEXT,
    about TEXT NOT NULL,
    walk_in BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    consultant_came BOOLEAN,
    practised TEXT NOT NULL,
    next_step TEXT,
    reported_on DATE,
    answered_on DATE,
    sequence BIGINT NOT NULL,
    changed_at DATETIME NOT NULL,
    CONSTRAINT pk_digicase_appointment PRIMARY KEY (id)
);

INSERT INTO digicase_appointment (id, version, zitdag, "case", "on", at, minutes, coach, location, consultant, accompanied_by, about, walk_in, state, consultant_came, practised, next_step, reported_on, answered_on, sequence, changed_at)
SELECT id, version, zitdag, "case", "on", at, minutes, coach, location, consultant, accompanied_by, about, 0, state, NULL, '[]', NULL, NULL, NULL, sequence, changed_at FROM digicase_appointment_before;

DROP TABLE digicase_appointment_before;

CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");

CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");

CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");

CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");

CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");

CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);

CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';

DROP INDEX ix_digicase_assessment_case;

ALTER TABLE digicase_assessment RENAME TO digicase_assessment_before;

CREATE TABLE digicase_assessment (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32),
    staff CHAR(32),
    framework TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    "on" DATE NOT NULL,
    answers TEXT NOT NULL,
    corrects CHAR(32),
    continues CHAR(32),
    CONSTRAINT pk_digicase_assessment PRIMARY KEY (id)
);

INSERT INTO digicase_assessment (id, version, "case", staff, framework, framework_version, "on", answers, corrects, continues)
SELECT id, version, "case", NULL, framework, framework_version, "on", answers, corrects, NULL FROM digicase_assessment_before;

DROP TABLE digicase_assessment_before;

CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");

CREATE INDEX ix_digicase_assessment_staff ON digicase_assessment (staff);

DROP INDEX uq_digicase_case_reference;

DROP INDEX ix_digicase_case_consultant;

ALTER TABLE digicase_case RENAME TO digicase_case_before;

CREATE TABLE digicase_case (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    reference TEXT NOT NULL,
    consultant TEXT NOT NULL,
    language TEXT NOT NULL,
    "group" TEXT,
    guidance_from DATE NOT NULL,
    guidance_until DATE,
    goals TEXT NOT NULL,
    own_devices TEXT NOT NULL,
    home_internet TEXT,
    prefers_touch BOOLEAN NOT NULL,
    language_support BOOLEAN NOT NULL,
    confidence BIGINT NOT NULL,
    funder TEXT,
    goal_steps TEXT NOT NULL,
    referrals TEXT NOT NULL,
    pauses TEXT NOT NULL,
    reopened TEXT NOT NULL,
    kept TEXT,
    closed_on DATE,
    outcome TEXT,
    CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);

INSERT INTO digicase_case (id, version, reference, consultant, language, "group", guidance_from, guidance_until, goals, own_devices, home_internet, prefers_touch, language_support, confidence, funder, goal_steps, referrals, pauses, reopened, kept, closed_on, outcome)
SELECT id, version, reference, consultant, language, "group", guidance_from, guidance_until, goals, own_devices, home_internet, prefers_touch, language_support, confidence, NULL, '[]', '[]', '[]', '[]', NULL, closed_on, outcome FROM digicase_case_before;

DROP TABLE digicase_case_before;

CREATE INDEX ix_digicase_case_closed_on ON digicase_case (closed_on);

CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);

CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);

CREATE TABLE digicase_destruction_list (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    made_on DATE NOT NULL,
    made_by TEXT NOT NULL,
    cases TEXT NOT NULL,
    approved_on DATE,
    approved_by TEXT,
    destroyed_on DATE,
    erased BIGINT NOT NULL,
    "left" BIGINT NOT NULL,
    CONSTRAINT pk_digicase_destruction_list PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_destruction_list_destroyed_on ON digicase_destruction_list (destroyed_on);

CREATE INDEX ix_digicase_keyed_request_result ON digicase_keyed_request (result);

CREATE TABLE digicase_note (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    kind TEXT NOT NULL,
    about CHAR(32),
    reply_to CHAR(32),
    author TEXT NOT NULL,
    role TEXT,
    visibility TEXT NOT NULL,
    text TEXT NOT NULL,
    at DATETIME NOT NULL,
    edits TEXT NOT NULL,
    CONSTRAINT pk_digicase_note PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_note_about ON digicase_note (about);

CREATE INDEX ix_digicase_note_case ON digicase_note ("case");

CREATE TABLE digicase_outreach (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    "on" DATE NOT NULL,
    audience TEXT NOT NULL,
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    number BIGINT NOT NULL,
    CONSTRAINT pk_digicase_outreach PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_outreach_on ON digicase_outreach ("on");

DROP INDEX ix_digicase_package_device_state;

DROP INDEX ix_digicase_package_state;

DROP INDEX uq_digicase_package_label;

ALTER TABLE digicase_package RENAME TO digicase_package_before;

CREATE TABLE digicase_package (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    label TEXT NOT NULL,
    device TEXT NOT NULL,
    has_dongle BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    parts TEXT NOT NULL,
    location TEXT,
    ready_on DATE,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);

INSERT INTO digicase_package (id, version, label, device, has_dongle, state, parts, location, ready_on, remarks)
SELECT id, version, label, device, has_dongle, state, '[]', location, ready_on, remarks FROM digicase_package_before;

DROP TABLE digicase_package_before;

CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);

CREATE INDEX ix_digicase_package_state ON digicase_package (state);

CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);

CREATE TABLE digicase_remains (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    "group" TEXT,
    funder TEXT,
    outcome TEXT,
    device TEXT,
    months BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    goals_reached BIGINT NOT NULL,
    CONSTRAINT pk_digicase_remains PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_remains_kind ON digicase_remains (kind);

CREATE INDEX ix_digicase_repair_loan ON digicase_repair (loan);

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
    CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);

INSERT INTO digicase_series (id, version, name, location, weekdays, first, last, starts, ends, slot_minutes, places, walk_in_places, coach, skipped)
SELECT id, version, name, location, weekdays, first, last, starts, ends, slot_minutes, places, 0, coach, skipped FROM digicase_series_before;

DROP TABLE digicase_series_before;

CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);

DROP INDEX uq_digicase_staff_reference;

ALTER TABLE digicase_staff RENAME TO digicase_staff_before;

CREATE TABLE digicase_staff (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    reference TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    trained BOOLEAN NOT NULL,
    trainings TEXT NOT NULL,
    left_on DATE,
    CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);

INSERT INTO digicase_staff (id, version, reference, role, language, trained, trainings, left_on)
SELECT id, version, reference, role, language, trained, '[]', NULL FROM digicase_staff_before;

DROP TABLE digicase_staff_before;

CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);

CREATE TABLE digicase_subscription (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    audience TEXT NOT NULL,
    owner TEXT,
    holder TEXT NOT NULL,
    language TEXT,
    cancelled TEXT NOT NULL,
    made_on DATE NOT NULL,
    last_used_on DATE,
    revoked_on DATE,
    CONSTRAINT pk_digicase_subscription PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_subscription_holder ON digicase_subscription (holder);

CREATE INDEX ix_digicase_subscription_owner ON digicase_subscription (owner);

CREATE UNIQUE INDEX uq_digicase_subscription_token_hash ON digicase_subscription (token_hash);

CREATE TABLE digicase_support_plan (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    assessment CHAR(32),
    adviser TEXT NOT NULL,
    adviser_version TEXT NOT NULL,
    reasons TEXT NOT NULL,
    goals TEXT NOT NULL,
    practise TEXT NOT NULL,
    sessions BIGINT NOT NULL,
    device TEXT NOT NULL,
    dongle BOOLEAN NOT NULL,
    decisions TEXT NOT NULL,
    drawn_up_on DATE NOT NULL,
    agreed_on DATE,
    agreement TEXT,
    replaced_on DATE,
    CONSTRAINT pk_digicase_support_plan PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_support_plan_case ON digicase_support_plan ("case");

CREATE UNIQUE INDEX uq_digicase_support_plan_case ON digicase_support_plan ("case") WHERE replaced_on IS NULL;

CREATE TABLE digicase_task (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32),
    subject CHAR(32) NOT NULL,
    rule TEXT,
    what TEXT NOT NULL,
    owner TEXT,
    role TEXT,
    due_on DATE NOT NULL,
    state TEXT NOT NULL,
    done_on DATE,
    done_by TEXT,
    remark TEXT,
    changed_at DATETIME NOT NULL,
    dedup_key TEXT NOT NULL,
    CONSTRAINT pk_digicase_task PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_task_case ON digicase_task ("case");

CREATE INDEX ix_digicase_task_owner_due_on ON digicase_task (owner, due_on);

CREATE INDEX ix_digicase_task_role_due_on ON digicase_task (role, due_on);

CREATE INDEX ix_digicase_task_subject ON digicase_task (subject);

CREATE UNIQUE INDEX uq_digicase_task_dedup_key ON digicase_task (dedup_key);

CREATE TABLE digicase_template (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    device TEXT NOT NULL,
    parts TEXT NOT NULL,
    CONSTRAINT pk_digicase_template PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_template_name ON digicase_template (name);

DROP INDEX ix_digicase_zitdag_series;

DROP INDEX uq_digicase_zitdag_coach_on_starts;

DROP INDEX ix_digicase_zitdag_on;

DROP INDEX ix_digicase_zitdag_coach_on;

DROP INDEX uq_digicase_zitdag_location_on_starts;

DROP INDEX ix_digicase_zitdag_location_on;

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
    CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);

INSERT INTO digicase_zitdag (id, version, series, location, "on", starts, ends, slot_minutes, places, walk_in_places, coach, most_places, why, state, sequence, changed_at)
SELECT id, version, series, location, "on", starts, ends, slot_minutes, places, 0, coach, 0, NULL, state, sequence, changed_at FROM digicase_zitdag_before;

DROP TABLE digicase_zitdag_before;

CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");

CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");

CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");

CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);

CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';

CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
