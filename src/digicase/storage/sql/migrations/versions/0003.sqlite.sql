DROP INDEX ix_digicase_case_consultant;

DROP INDEX uq_digicase_case_reference;

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
    closed_on DATE,
    outcome TEXT,
    CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);

INSERT INTO digicase_case (id, version, reference, consultant, language, "group", guidance_from, guidance_until, goals, own_devices, home_internet, prefers_touch, language_support, confidence, closed_on, outcome)
SELECT id, version, reference, consultant, language, NULL, guidance_from, guidance_until, goals, own_devices, home_internet, prefers_touch, language_support, confidence, closed_on, outcome FROM digicase_case_before;

DROP TABLE digicase_case_before;

CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);

CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);

DROP INDEX ix_digicase_item_package;

DROP INDEX uq_digicase_item_iccid;

DROP INDEX uq_digicase_item_msisdn;

DROP INDEX uq_digicase_item_serial;

DROP INDEX uq_digicase_item_tag;

ALTER TABLE digicase_item RENAME TO digicase_item_before;

CREATE TABLE digicase_item (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    package CHAR(32),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    loan CHAR(32),
    sim TEXT,
    model TEXT,
    serial TEXT,
    tag TEXT,
    iccid TEXT,
    msisdn TEXT,
    acquired_on DATE,
    retired_on DATE,
    CONSTRAINT pk_digicase_item PRIMARY KEY (id)
);

INSERT INTO digicase_item (id, version, package, kind, state, loan, sim, model, serial, tag, iccid, msisdn, acquired_on, retired_on)
SELECT id, version, package, kind, 'in_use', NULL, NULL, model, serial, tag, iccid, msisdn, acquired_on, retired_on FROM digicase_item_before;

DROP TABLE digicase_item_before;

CREATE INDEX ix_digicase_item_package ON digicase_item (package);

CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;

DROP INDEX ix_digicase_loan_case;

DROP INDEX ix_digicase_loan_due_on;

DROP INDEX ix_digicase_loan_package;

DROP INDEX uq_digicase_loan_case;

DROP INDEX uq_digicase_loan_package;

ALTER TABLE digicase_loan RENAME TO digicase_loan_before;

CREATE TABLE digicase_loan (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    package CHAR(32) NOT NULL,
    "case" CHAR(32) NOT NULL,
    device TEXT,
    items TEXT NOT NULL,
    left_without TEXT NOT NULL,
    handed_over TEXT NOT NULL,
    policy TEXT NOT NULL,
    policy_version BIGINT NOT NULL,
    lent_on DATE NOT NULL,
    nominal_due_on DATE NOT NULL,
    due_on DATE NOT NULL,
    provisional BOOLEAN NOT NULL,
    agreement TEXT,
    deposit_cents BIGINT NOT NULL,
    extensions TEXT NOT NULL,
    overrides TEXT NOT NULL,
    swaps TEXT NOT NULL,
    recall TEXT,
    claimed_on DATE,
    lost_on DATE,
    came_back TEXT NOT NULL,
    returned_on DATE,
    outcome TEXT,
    CONSTRAINT pk_digicase_loan PRIMARY KEY (id)
);

INSERT INTO digicase_loan (id, version, package, "case", device, items, left_without, handed_over, policy, policy_version, lent_on, nominal_due_on, due_on, provisional, agreement, deposit_cents, extensions, overrides, swaps, recall, claimed_on, lost_on, came_back, returned_on, outcome)
SELECT id, version, package, "case", NULL, items, '[]', '[]', policy, 1, lent_on, nominal_due_on, due_on, 0, NULL, 0, extensions, '[]', '[]', NULL, NULL, NULL, '[]', returned_on, NULL FROM digicase_loan_before;

DROP TABLE digicase_loan_before;

CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");

CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);

CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);

CREATE INDEX ix_digicase_loan_returned_on_device_due_on ON digicase_loan (returned_on, device, due_on);

CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);

CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;

CREATE TABLE digicase_loan_request (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    wanted TEXT NOT NULL,
    loan CHAR(32),
    device TEXT,
    dongle BOOLEAN NOT NULL,
    first DATE,
    reason TEXT NOT NULL,
    asked_on DATE NOT NULL,
    decided_on DATE,
    granted BOOLEAN,
    decided_by TEXT,
    answer TEXT NOT NULL,
    CONSTRAINT pk_digicase_loan_request PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_loan_request_case ON digicase_loan_request ("case");

CREATE INDEX ix_digicase_loan_request_decided_on_asked_on ON digicase_loan_request (decided_on, asked_on);

CREATE UNIQUE INDEX uq_digicase_loan_request_case_wanted ON digicase_loan_request ("case", wanted) WHERE decided_on IS NULL;

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
    location TEXT,
    ready_on DATE,
    remarks TEXT NOT NULL,
    CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);

INSERT INTO digicase_package (id, version, label, device, has_dongle, state, location, ready_on, remarks)
SELECT id, version, label, device, has_dongle, state, NULL, NULL, remarks FROM digicase_package_before;

DROP TABLE digicase_package_before;

CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);

CREATE INDEX ix_digicase_package_state ON digicase_package (state);

CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);

CREATE TABLE digicase_repair (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    item CHAR(32) NOT NULL,
    loan CHAR(32),
    reason TEXT NOT NULL,
    begun_on DATE NOT NULL,
    ended_on DATE,
    repaired BOOLEAN,
    cost_cents BIGINT,
    CONSTRAINT pk_digicase_repair PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);

CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item) WHERE ended_on IS NULL;

CREATE TABLE digicase_reservation (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    package CHAR(32) NOT NULL,
    device TEXT NOT NULL,
    first DATE NOT NULL,
    until DATE NOT NULL,
    ended_on DATE,
    taken BOOLEAN NOT NULL,
    CONSTRAINT pk_digicase_reservation PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_reservation_case ON digicase_reservation ("case");

CREATE INDEX ix_digicase_reservation_ended_on_device ON digicase_reservation (ended_on, device);

CREATE INDEX ix_digicase_reservation_ended_on_package ON digicase_reservation (ended_on, package);

CREATE TABLE digicase_stocktake (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    begun_on DATE NOT NULL,
    ended_on DATE,
    found TEXT NOT NULL,
    unexpected TEXT NOT NULL,
    CONSTRAINT pk_digicase_stocktake PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);

DROP INDEX ix_digicase_waiting_place_left_on_device;

DROP INDEX uq_digicase_waiting_place_case;

ALTER TABLE digicase_waiting_place RENAME TO digicase_waiting_place_before;

CREATE TABLE digicase_waiting_place (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "case" CHAR(32) NOT NULL,
    device TEXT NOT NULL,
    dongle BOOLEAN NOT NULL,
    rank BIGINT NOT NULL,
    since DATE NOT NULL,
    package CHAR(32),
    held_until DATE,
    declined TEXT NOT NULL,
    left_on DATE,
    CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);

INSERT INTO digicase_waiting_place (id, version, "case", device, dongle, rank, since, package, held_until, declined, left_on)
SELECT id, version, "case", device, dongle, rank, since, NULL, NULL, '[]', left_on FROM digicase_waiting_place_before;

DROP TABLE digicase_waiting_place_before;

CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);

CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;

CREATE UNIQUE INDEX uq_digicase_waiting_place_package ON digicase_waiting_place (package) WHERE left_on IS NULL;

UPDATE digicase_loan SET device = (
    SELECT digicase_package.device FROM digicase_package WHERE digicase_package.id = digicase_loan.package
);

UPDATE digicase_item SET loan = (
    SELECT digicase_loan.id FROM digicase_loan
    WHERE digicase_loan.package = digicase_item.package AND digicase_loan.returned_on IS NULL
);

UPDATE digicase_item SET state = 'to_inspect' WHERE package IN (
    SELECT id FROM digicase_package WHERE state IN ('to_inspect', 'in_repair')
);

UPDATE digicase_item SET state = 'retired' WHERE retired_on IS NOT NULL;

UPDATE digicase_item SET sim = CASE WHEN loan IS NULL THEN 'inactive' ELSE 'active' END WHERE kind = 'sim_card';
