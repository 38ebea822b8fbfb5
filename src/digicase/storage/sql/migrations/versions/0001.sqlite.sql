CREATE TABLE digicase_package (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    label TEXT NOT NULL,
    device TEXT NOT NULL,
    has_dongle BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_package_state ON digicase_package (state);

CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);

CREATE TABLE digicase_item (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    package CHAR(32),
    kind TEXT NOT NULL,
    model TEXT,
    serial TEXT,
    tag TEXT,
    iccid TEXT,
    msisdn TEXT,
    acquired_on DATE,
    retired_on DATE,
    CONSTRAINT pk_digicase_item PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_item_package ON digicase_item (package);

CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;

CREATE TABLE digicase_case (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    reference TEXT NOT NULL,
    consultant TEXT NOT NULL,
    language TEXT NOT NULL,
    guidance_from DATE NOT NULL,
    guidance_until DATE,
    goals TEXT NOT NULL,
    own_devices TEXT NOT NULL,
    home_internet TEXT,
    prefers_touch BOOLEAN NOT NULL,
    language_support BOOLEAN NOT NULL,
    confidence BIGINT NOT NULL,
    closed_on DATE,
    outcome TEXT,
    CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);

CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);

CREATE TABLE digicase_staff (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    reference TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    trained BOOLEAN NOT NULL,
    CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);

CREATE TABLE digicase_contact (
    reference TEXT NOT NULL,
    name TEXT,
    email TEXT,
    phone TEXT,
    address TEXT,
    contact_by TEXT,
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT pk_digicase_contact PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);

CREATE TABLE digicase_assessment (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    framework TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    "on" DATE NOT NULL,
    answers TEXT NOT NULL,
    corrects CHAR(32),
    CONSTRAINT pk_digicase_assessment PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");

CREATE TABLE digicase_loan (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    package CHAR(32) NOT NULL,
    "case" CHAR(32) NOT NULL,
    items TEXT NOT NULL,
    policy TEXT NOT NULL,
    lent_on DATE NOT NULL,
    nominal_due_on DATE NOT NULL,
    due_on DATE NOT NULL,
    extensions TEXT NOT NULL,
    returned_on DATE,
    CONSTRAINT pk_digicase_loan PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");

CREATE INDEX ix_digicase_loan_due_on ON digicase_loan (due_on);

CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);

CREATE UNIQUE INDEX uq_digicase_loan_case ON digicase_loan ("case") WHERE returned_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;

CREATE TABLE digicase_waiting_place (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    device TEXT NOT NULL,
    dongle BOOLEAN NOT NULL,
    rank BIGINT NOT NULL,
    since DATE NOT NULL,
    left_on DATE,
    CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);

CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;

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
    coach TEXT NOT NULL,
    skipped TEXT NOT NULL,
    CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);

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
    coach TEXT NOT NULL,
    state TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    changed_at DATETIME NOT NULL,
    CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");

CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");

CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");

CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);

CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';

CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';

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
    state TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    changed_at DATETIME NOT NULL,
    CONSTRAINT pk_digicase_appointment PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");

CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");

CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");

CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");

CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");

CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);

CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';

CREATE TABLE digicase_notice (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject CHAR(32) NOT NULL,
    dedup_key TEXT NOT NULL,
    recipient TEXT NOT NULL,
    audience TEXT NOT NULL,
    language TEXT,
    due_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    data TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    token CHAR(32),
    sent_at DATETIME,
    error TEXT,
    CONSTRAINT pk_digicase_notice PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);

CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);

CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);

CREATE TABLE digicase_journal_entry (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    at DATETIME NOT NULL,
    actor TEXT NOT NULL,
    event TEXT NOT NULL,
    subject CHAR(32) NOT NULL,
    "case" CHAR(32),
    data TEXT NOT NULL,
    CONSTRAINT pk_digicase_journal_entry PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");

CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
