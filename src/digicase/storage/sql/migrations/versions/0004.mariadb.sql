ALTER TABLE digicase_appointment ADD COLUMN walk_in BOOL NOT NULL DEFAULT false;

ALTER TABLE digicase_appointment ALTER COLUMN walk_in DROP DEFAULT;

ALTER TABLE digicase_appointment ADD COLUMN consultant_came BOOL;

ALTER TABLE digicase_appointment ADD COLUMN practised LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_appointment ALTER COLUMN practised DROP DEFAULT;

ALTER TABLE digicase_appointment ADD COLUMN next_step LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_appointment ADD COLUMN reported_on DATE;

ALTER TABLE digicase_appointment ADD COLUMN answered_on DATE;

ALTER TABLE digicase_assessment ADD COLUMN staff CHAR(32);

ALTER TABLE digicase_assessment ADD COLUMN continues CHAR(32);

ALTER TABLE digicase_assessment MODIFY `case` CHAR(32);

CREATE INDEX ix_digicase_assessment_staff ON digicase_assessment (staff);

ALTER TABLE digicase_case ADD COLUMN funder LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_case ADD COLUMN goal_steps LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN goal_steps DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN referrals LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN referrals DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN pauses LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN pauses DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN reopened LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN reopened DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN kept LONGTEXT COLLATE utf8mb4_nopad_bin;

CREATE INDEX ix_digicase_case_closed_on ON digicase_case (closed_on);

CREATE TABLE digicase_destruction_list (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    made_on DATE NOT NULL,
    made_by LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    cases LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    approved_on DATE,
    approved_by LONGTEXT COLLATE utf8mb4_nopad_bin,
    destroyed_on DATE,
    erased BIGINT NOT NULL,
    `left` BIGINT NOT NULL,
    CONSTRAINT pk_digicase_destruction_list PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_destruction_list_destroyed_on ON digicase_destruction_list (destroyed_on);

CREATE INDEX ix_digicase_keyed_request_result ON digicase_keyed_request (result);

CREATE TABLE digicase_note (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32) NOT NULL,
    kind LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    about CHAR(32),
    reply_to CHAR(32),
    author LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    role LONGTEXT COLLATE utf8mb4_nopad_bin,
    visibility LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    text LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    at DATETIME(6) NOT NULL,
    edits LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_note PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_note_about ON digicase_note (about);

CREATE INDEX ix_digicase_note_case ON digicase_note (`case`);

CREATE TABLE digicase_outreach (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    kind LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    `on` DATE NOT NULL,
    audience LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    language LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    topic LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    number BIGINT NOT NULL,
    CONSTRAINT pk_digicase_outreach PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_outreach_on ON digicase_outreach (`on`);

ALTER TABLE digicase_package ADD COLUMN parts LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_package ALTER COLUMN parts DROP DEFAULT;

CREATE TABLE digicase_remains (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    kind VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    year BIGINT NOT NULL,
    `group` LONGTEXT COLLATE utf8mb4_nopad_bin,
    funder LONGTEXT COLLATE utf8mb4_nopad_bin,
    outcome LONGTEXT COLLATE utf8mb4_nopad_bin,
    device LONGTEXT COLLATE utf8mb4_nopad_bin,
    months BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    goals_reached BIGINT NOT NULL,
    CONSTRAINT pk_digicase_remains PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_remains_kind ON digicase_remains (kind);

CREATE INDEX ix_digicase_repair_loan ON digicase_repair (loan);

ALTER TABLE digicase_series ADD COLUMN walk_in_places BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_series ALTER COLUMN walk_in_places DROP DEFAULT;

ALTER TABLE digicase_staff ADD COLUMN trainings LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_staff ALTER COLUMN trainings DROP DEFAULT;

ALTER TABLE digicase_staff ADD COLUMN left_on DATE;

CREATE TABLE digicase_subscription (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    token_hash VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    audience LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    owner VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    holder VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    language LONGTEXT COLLATE utf8mb4_nopad_bin,
    cancelled LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
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
    `case` CHAR(32) NOT NULL,
    assessment CHAR(32),
    adviser LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    adviser_version LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    reasons LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    goals LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    practise LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    sessions BIGINT NOT NULL,
    device LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    dongle BOOL NOT NULL,
    decisions LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    drawn_up_on DATE NOT NULL,
    agreed_on DATE,
    agreement LONGTEXT COLLATE utf8mb4_nopad_bin,
    replaced_on DATE,
    uq_case BOOL GENERATED ALWAYS AS (CASE WHEN replaced_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_support_plan PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_support_plan_case ON digicase_support_plan (`case`);

CREATE UNIQUE INDEX uq_digicase_support_plan_case ON digicase_support_plan (`case`, uq_case);

CREATE TABLE digicase_task (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32),
    subject CHAR(32) NOT NULL,
    rule LONGTEXT COLLATE utf8mb4_nopad_bin,
    what LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    owner VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    role VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    due_on DATE NOT NULL,
    state LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    done_on DATE,
    done_by LONGTEXT COLLATE utf8mb4_nopad_bin,
    remark LONGTEXT COLLATE utf8mb4_nopad_bin,
    changed_at DATETIME(6) NOT NULL,
    dedup_key VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_task PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_task_case ON digicase_task (`case`);

CREATE INDEX ix_digicase_task_owner_due_on ON digicase_task (owner, due_on);

CREATE INDEX ix_digicase_task_role_due_on ON digicase_task (role, due_on);

CREATE INDEX ix_digicase_task_subject ON digicase_task (subject);

CREATE UNIQUE INDEX uq_digicase_task_dedup_key ON digicase_task (dedup_key);

CREATE TABLE digicase_template (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    device LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    parts LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_template PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_template_name ON digicase_template (name);

ALTER TABLE digicase_zitdag ADD COLUMN walk_in_places BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_zitdag ALTER COLUMN walk_in_places DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN most_places BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_zitdag ALTER COLUMN most_places DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN why LONGTEXT COLLATE utf8mb4_nopad_bin;
