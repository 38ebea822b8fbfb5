CREATE TABLE digicase_package (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    label VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    device LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    has_dongle BOOL NOT NULL,
    state VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    remarks LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_package_state ON digicase_package (state);

CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);

CREATE TABLE digicase_item (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `package` CHAR(32),
    kind LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    model LONGTEXT COLLATE utf8mb4_nopad_bin,
    serial VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    tag VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    iccid VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    msisdn VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    acquired_on DATE,
    retired_on DATE,
    uq_serial BOOL GENERATED ALWAYS AS (CASE WHEN retired_on IS NULL THEN 1 END) VIRTUAL,
    uq_tag BOOL GENERATED ALWAYS AS (CASE WHEN retired_on IS NULL THEN 1 END) VIRTUAL,
    uq_iccid BOOL GENERATED ALWAYS AS (CASE WHEN retired_on IS NULL THEN 1 END) VIRTUAL,
    uq_msisdn BOOL GENERATED ALWAYS AS (CASE WHEN retired_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_item PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_item_package ON digicase_item (`package`);

CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid, uq_iccid);

CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn, uq_msisdn);

CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial, uq_serial);

CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag, uq_tag);

CREATE TABLE digicase_case (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    reference VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    consultant VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    language LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    guidance_from DATE NOT NULL,
    guidance_until DATE,
    goals LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    own_devices LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    home_internet LONGTEXT COLLATE utf8mb4_nopad_bin,
    prefers_touch BOOL NOT NULL,
    language_support BOOL NOT NULL,
    confidence BIGINT NOT NULL,
    closed_on DATE,
    outcome LONGTEXT COLLATE utf8mb4_nopad_bin,
    CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);

CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);

CREATE TABLE digicase_staff (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    reference VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    role LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    language LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    trained BOOL NOT NULL,
    CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);

CREATE TABLE digicase_contact (
    reference VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    name LONGTEXT COLLATE utf8mb4_nopad_bin,
    email LONGTEXT COLLATE utf8mb4_nopad_bin,
    phone LONGTEXT COLLATE utf8mb4_nopad_bin,
    address LONGTEXT COLLATE utf8mb4_nopad_bin,
    contact_by LONGTEXT COLLATE utf8mb4_nopad_bin,
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT pk_digicase_contact PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);

CREATE TABLE digicase_assessment (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32) NOT NULL,
    framework LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    framework_version LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    `on` DATE NOT NULL,
    answers LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    corrects CHAR(32),
    CONSTRAINT pk_digicase_assessment PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_assessment_case ON digicase_assessment (`case`);

CREATE TABLE digicase_loan (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `package` CHAR(32) NOT NULL,
    `case` CHAR(32) NOT NULL,
    items LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    policy LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    lent_on DATE NOT NULL,
    nominal_due_on DATE NOT NULL,
    due_on DATE NOT NULL,
    extensions LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    returned_on DATE,
    uq_package BOOL GENERATED ALWAYS AS (CASE WHEN returned_on IS NULL THEN 1 END) VIRTUAL,
    uq_case BOOL GENERATED ALWAYS AS (CASE WHEN returned_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_loan PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_loan_case ON digicase_loan (`case`);

CREATE INDEX ix_digicase_loan_due_on ON digicase_loan (due_on);

CREATE INDEX ix_digicase_loan_package ON digicase_loan (`package`);

CREATE UNIQUE INDEX uq_digicase_loan_case ON digicase_loan (`case`, uq_case);

CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (`package`, uq_package);

CREATE TABLE digicase_waiting_place (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32) NOT NULL,
    device VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    dongle BOOL NOT NULL,
    rank BIGINT NOT NULL,
    since DATE NOT NULL,
    left_on DATE,
    uq_case BOOL GENERATED ALWAYS AS (CASE WHEN left_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);

CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place (`case`, uq_case);

CREATE TABLE digicase_series (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    location LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    weekdays LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    starts TIME(6) NOT NULL,
    ends TIME(6) NOT NULL,
    slot_minutes BIGINT NOT NULL,
    places BIGINT NOT NULL,
    coach LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    skipped LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);

CREATE TABLE digicase_zitdag (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    series CHAR(32) NOT NULL,
    location VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    `on` DATE NOT NULL,
    starts TIME(6) NOT NULL,
    ends TIME(6) NOT NULL,
    slot_minutes BIGINT NOT NULL,
    places BIGINT NOT NULL,
    coach VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    state LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    sequence BIGINT NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    uq_coach_on_starts BOOL GENERATED ALWAYS AS (CASE WHEN state = 'planned' THEN 1 END) VIRTUAL,
    uq_location_on_starts BOOL GENERATED ALWAYS AS (CASE WHEN state = 'planned' THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, `on`);

CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, `on`);

CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag (`on`);

CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);

CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, `on`, starts, uq_coach_on_starts);

CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, `on`, starts, uq_location_on_starts);

CREATE TABLE digicase_appointment (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    zitdag CHAR(32) NOT NULL,
    `case` CHAR(32) NOT NULL,
    `on` DATE NOT NULL,
    at TIME(6) NOT NULL,
    minutes BIGINT NOT NULL,
    coach VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    location VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    consultant VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    accompanied_by VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    about LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    state LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    sequence BIGINT NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    uq_zitdag_case BOOL GENERATED ALWAYS AS (CASE WHEN state = 'booked' THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_appointment PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, `on`);

CREATE INDEX ix_digicase_appointment_case ON digicase_appointment (`case`);

CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, `on`);

CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, `on`);

CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, `on`);

CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);

CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, `case`, uq_zitdag_case);

CREATE TABLE digicase_notice (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    kind LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    subject CHAR(32) NOT NULL,
    dedup_key VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    recipient LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    audience LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    language LONGTEXT COLLATE utf8mb4_nopad_bin,
    due_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    data LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    state VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    attempts BIGINT NOT NULL,
    token CHAR(32),
    sent_at DATETIME(6),
    error LONGTEXT COLLATE utf8mb4_nopad_bin,
    CONSTRAINT pk_digicase_notice PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);

CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);

CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);

CREATE TABLE digicase_journal_entry (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    at DATETIME(6) NOT NULL,
    actor LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    event LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    subject CHAR(32) NOT NULL,
    `case` CHAR(32),
    data LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_journal_entry PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry (`case`);

CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
