ALTER TABLE digicase_case ADD COLUMN `group` LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_item ADD COLUMN state LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'in_use';

ALTER TABLE digicase_item ALTER COLUMN state DROP DEFAULT;

ALTER TABLE digicase_item ADD COLUMN loan CHAR(32);

ALTER TABLE digicase_item ADD COLUMN sim LONGTEXT COLLATE utf8mb4_nopad_bin;

DROP INDEX ix_digicase_loan_due_on ON digicase_loan;

DROP INDEX uq_digicase_loan_case ON digicase_loan;

ALTER TABLE digicase_loan DROP COLUMN uq_case;

ALTER TABLE digicase_loan ADD COLUMN device VARCHAR(255) COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_loan ADD COLUMN left_without LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN left_without DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN handed_over LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN handed_over DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN policy_version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE digicase_loan ALTER COLUMN policy_version DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN provisional BOOL NOT NULL DEFAULT false;

ALTER TABLE digicase_loan ALTER COLUMN provisional DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN agreement LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_loan ADD COLUMN deposit_cents BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_loan ALTER COLUMN deposit_cents DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN overrides LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN overrides DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN swaps LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN swaps DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN recall LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_loan ADD COLUMN claimed_on DATE;

ALTER TABLE digicase_loan ADD COLUMN lost_on DATE;

ALTER TABLE digicase_loan ADD COLUMN came_back LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN came_back DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN outcome LONGTEXT COLLATE utf8mb4_nopad_bin;

CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);

CREATE INDEX ix_digicase_loan_returned_on_device_due_on ON digicase_loan (returned_on, device, due_on);

CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);

CREATE TABLE digicase_loan_request (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32) NOT NULL,
    wanted VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    loan CHAR(32),
    device LONGTEXT COLLATE utf8mb4_nopad_bin,
    dongle BOOL NOT NULL,
    first DATE,
    reason LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    asked_on DATE NOT NULL,
    decided_on DATE,
    granted BOOL,
    decided_by LONGTEXT COLLATE utf8mb4_nopad_bin,
    answer LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    uq_case_wanted BOOL GENERATED ALWAYS AS (CASE WHEN decided_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_loan_request PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_loan_request_case ON digicase_loan_request (`case`);

CREATE INDEX ix_digicase_loan_request_decided_on_asked_on ON digicase_loan_request (decided_on, asked_on);

CREATE UNIQUE INDEX uq_digicase_loan_request_case_wanted ON digicase_loan_request (`case`, wanted, uq_case_wanted);

ALTER TABLE digicase_package ADD COLUMN location LONGTEXT COLLATE utf8mb4_nopad_bin;

ALTER TABLE digicase_package ADD COLUMN ready_on DATE;

ALTER TABLE digicase_package MODIFY device VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL;

CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);

CREATE TABLE digicase_repair (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    item CHAR(32) NOT NULL,
    loan CHAR(32),
    reason LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    begun_on DATE NOT NULL,
    ended_on DATE,
    repaired BOOL,
    cost_cents BIGINT,
    uq_item BOOL GENERATED ALWAYS AS (CASE WHEN ended_on IS NULL THEN 1 END) VIRTUAL,
    CONSTRAINT pk_digicase_repair PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);

CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item, uq_item);

CREATE TABLE digicase_reservation (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    `case` CHAR(32) NOT NULL,
    `package` CHAR(32) NOT NULL,
    device VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    first DATE NOT NULL,
    until DATE NOT NULL,
    ended_on DATE,
    taken BOOL NOT NULL,
    CONSTRAINT pk_digicase_reservation PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_reservation_case ON digicase_reservation (`case`);

CREATE INDEX ix_digicase_reservation_ended_on_device ON digicase_reservation (ended_on, device);

CREATE INDEX ix_digicase_reservation_ended_on_package ON digicase_reservation (ended_on, `package`);

CREATE TABLE digicase_stocktake (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    name VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
    begun_on DATE NOT NULL,
    ended_on DATE,
    found LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    unexpected LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL,
    CONSTRAINT pk_digicase_stocktake PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);

ALTER TABLE digicase_waiting_place ADD COLUMN `package` CHAR(32);

ALTER TABLE digicase_waiting_place ADD COLUMN held_until DATE;

ALTER TABLE digicase_waiting_place ADD COLUMN declined LONGTEXT COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '[]';

ALTER TABLE digicase_waiting_place ALTER COLUMN declined DROP DEFAULT;

ALTER TABLE digicase_waiting_place ADD COLUMN uq_package BOOL GENERATED ALWAYS AS (CASE WHEN left_on IS NULL THEN 1 END) VIRTUAL;

CREATE UNIQUE INDEX uq_digicase_waiting_place_package ON digicase_waiting_place (`package`, uq_package);

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
