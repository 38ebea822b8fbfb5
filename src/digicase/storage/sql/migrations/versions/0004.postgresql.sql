ALTER TABLE digicase_appointment ADD COLUMN walk_in BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE digicase_appointment ALTER COLUMN walk_in DROP DEFAULT;

ALTER TABLE digicase_appointment ADD COLUMN consultant_came BOOLEAN;

ALTER TABLE digicase_appointment ADD COLUMN practised TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_appointment ALTER COLUMN practised DROP DEFAULT;

ALTER TABLE digicase_appointment ADD COLUMN next_step TEXT COLLATE "C";

ALTER TABLE digicase_appointment ADD COLUMN reported_on DATE;

ALTER TABLE digicase_appointment ADD COLUMN answered_on DATE;

ALTER TABLE digicase_assessment ADD COLUMN staff UUID;

ALTER TABLE digicase_assessment ADD COLUMN continues UUID;

ALTER TABLE digicase_assessment ALTER COLUMN "case" DROP NOT NULL;

CREATE INDEX ix_digicase_assessment_staff ON digicase_assessment (staff);

ALTER TABLE digicase_case ADD COLUMN funder TEXT COLLATE "C";

ALTER TABLE digicase_case ADD COLUMN goal_steps TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN goal_steps DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN referrals TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN referrals DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN pauses TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN pauses DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN reopened TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_case ALTER COLUMN reopened DROP DEFAULT;

ALTER TABLE digicase_case ADD COLUMN kept TEXT COLLATE "C";

CREATE INDEX ix_digicase_case_closed_on ON digicase_case (closed_on);

CREATE TABLE digicase_destruction_list (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    made_on DATE NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    cases TEXT COLLATE "C" NOT NULL,
    approved_on DATE,
    approved_by TEXT COLLATE "C",
    destroyed_on DATE,
    erased BIGINT NOT NULL,
    "left" BIGINT NOT NULL,
    CONSTRAINT pk_digicase_destruction_list PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_destruction_list_destroyed_on ON digicase_destruction_list (destroyed_on);

CREATE INDEX ix_digicase_keyed_request_result ON digicase_keyed_request (result);

CREATE TABLE digicase_note (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    "case" UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    about UUID,
    reply_to UUID,
    author TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C",
    visibility TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    edits TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_digicase_note PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_note_about ON digicase_note (about);

CREATE INDEX ix_digicase_note_case ON digicase_note ("case");

CREATE TABLE digicase_outreach (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    "on" DATE NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    CONSTRAINT pk_digicase_outreach PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_outreach_on ON digicase_outreach ("on");

ALTER TABLE digicase_package ADD COLUMN parts TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_package ALTER COLUMN parts DROP DEFAULT;

CREATE TABLE digicase_remains (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    year BIGINT NOT NULL,
    "group" TEXT COLLATE "C",
    funder TEXT COLLATE "C",
    outcome TEXT COLLATE "C",
    device TEXT COLLATE "C",
    months BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    goals_reached BIGINT NOT NULL,
    CONSTRAINT pk_digicase_remains PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_remains_kind ON digicase_remains (kind);

CREATE INDEX ix_digicase_repair_loan ON digicase_repair (loan);

ALTER TABLE digicase_series ADD COLUMN walk_in_places BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_series ALTER COLUMN walk_in_places DROP DEFAULT;

ALTER TABLE digicase_staff ADD COLUMN trainings TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_staff ALTER COLUMN trainings DROP DEFAULT;

ALTER TABLE digicase_staff ADD COLUMN left_on DATE;

CREATE TABLE digicase_subscription (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    token_hash TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C",
    holder TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C",
    cancelled TEXT COLLATE "C" NOT NULL,
    made_on DATE NOT NULL,
    last_used_on DATE,
    revoked_on DATE,
    CONSTRAINT pk_digicase_subscription PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_subscription_holder ON digicase_subscription (holder);

CREATE INDEX ix_digicase_subscription_owner ON digicase_subscription (owner);

CREATE UNIQUE INDEX uq_digicase_subscription_token_hash ON digicase_subscription (token_hash);

CREATE TABLE digicase_support_plan (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    "case" UUID NOT NULL,
    assessment UUID,
    adviser TEXT COLLATE "C" NOT NULL,
    adviser_version TEXT COLLATE "C" NOT NULL,
    reasons TEXT COLLATE "C" NOT NULL,
    goals TEXT COLLATE "C" NOT NULL,
    practise TEXT COLLATE "C" NOT NULL,
    sessions BIGINT NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    dongle BOOLEAN NOT NULL,
    decisions TEXT COLLATE "C" NOT NULL,
    drawn_up_on DATE NOT NULL,
    agreed_on DATE,
    agreement TEXT COLLATE "C",
    replaced_on DATE,
    CONSTRAINT pk_digicase_support_plan PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_support_plan_case ON digicase_support_plan ("case");

CREATE UNIQUE INDEX uq_digicase_support_plan_case ON digicase_support_plan ("case") WHERE replaced_on IS NULL;

CREATE TABLE digicase_task (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    "case" UUID,
    subject UUID NOT NULL,
    rule TEXT COLLATE "C",
    what TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C",
    role TEXT COLLATE "C",
    due_on DATE NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    done_on DATE,
    done_by TEXT COLLATE "C",
    remark TEXT COLLATE "C",
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    dedup_key TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_digicase_task PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_task_case ON digicase_task ("case");

CREATE INDEX ix_digicase_task_owner_due_on ON digicase_task (owner, due_on);

CREATE INDEX ix_digicase_task_role_due_on ON digicase_task (role, due_on);

CREATE INDEX ix_digicase_task_subject ON digicase_task (subject);

CREATE UNIQUE INDEX uq_digicase_task_dedup_key ON digicase_task (dedup_key);

CREATE TABLE digicase_template (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    parts TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_digicase_template PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_template_name ON digicase_template (name);

ALTER TABLE digicase_zitdag ADD COLUMN walk_in_places BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_zitdag ALTER COLUMN walk_in_places DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN most_places BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_zitdag ALTER COLUMN most_places DROP DEFAULT;

ALTER TABLE digicase_zitdag ADD COLUMN why TEXT COLLATE "C";
