ALTER TABLE digicase_case ADD COLUMN "group" TEXT COLLATE "C";

ALTER TABLE digicase_item ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'in_use';

ALTER TABLE digicase_item ALTER COLUMN state DROP DEFAULT;

ALTER TABLE digicase_item ADD COLUMN loan UUID;

ALTER TABLE digicase_item ADD COLUMN sim TEXT COLLATE "C";

DROP INDEX ix_digicase_loan_due_on;

DROP INDEX uq_digicase_loan_case;

ALTER TABLE digicase_loan ADD COLUMN device TEXT COLLATE "C";

ALTER TABLE digicase_loan ADD COLUMN left_without TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN left_without DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN handed_over TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN handed_over DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN policy_version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE digicase_loan ALTER COLUMN policy_version DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN provisional BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE digicase_loan ALTER COLUMN provisional DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN agreement TEXT COLLATE "C";

ALTER TABLE digicase_loan ADD COLUMN deposit_cents BIGINT NOT NULL DEFAULT 0;

ALTER TABLE digicase_loan ALTER COLUMN deposit_cents DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN overrides TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN overrides DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN swaps TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN swaps DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN recall TEXT COLLATE "C";

ALTER TABLE digicase_loan ADD COLUMN claimed_on DATE;

ALTER TABLE digicase_loan ADD COLUMN lost_on DATE;

ALTER TABLE digicase_loan ADD COLUMN came_back TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_loan ALTER COLUMN came_back DROP DEFAULT;

ALTER TABLE digicase_loan ADD COLUMN outcome TEXT COLLATE "C";

CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);

CREATE INDEX ix_digicase_loan_returned_on_device_due_on ON digicase_loan (returned_on, device, due_on);

CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);

CREATE TABLE digicase_loan_request (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    "case" UUID NOT NULL,
    wanted TEXT COLLATE "C" NOT NULL,
    loan UUID,
    device TEXT COLLATE "C",
    dongle BOOLEAN NOT NULL,
    first DATE,
    reason TEXT COLLATE "C" NOT NULL,
    asked_on DATE NOT NULL,
    decided_on DATE,
    granted BOOLEAN,
    decided_by TEXT COLLATE "C",
    answer TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_digicase_loan_request PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_loan_request_case ON digicase_loan_request ("case");

CREATE INDEX ix_digicase_loan_request_decided_on_asked_on ON digicase_loan_request (decided_on, asked_on);

CREATE UNIQUE INDEX uq_digicase_loan_request_case_wanted ON digicase_loan_request ("case", wanted) WHERE decided_on IS NULL;

ALTER TABLE digicase_package ADD COLUMN location TEXT COLLATE "C";

ALTER TABLE digicase_package ADD COLUMN ready_on DATE;

CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);

CREATE TABLE digicase_repair (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    item UUID NOT NULL,
    loan UUID,
    reason TEXT COLLATE "C" NOT NULL,
    begun_on DATE NOT NULL,
    ended_on DATE,
    repaired BOOLEAN,
    cost_cents BIGINT,
    CONSTRAINT pk_digicase_repair PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);

CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item) WHERE ended_on IS NULL;

CREATE TABLE digicase_reservation (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    "case" UUID NOT NULL,
    package UUID NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
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
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    begun_on DATE NOT NULL,
    ended_on DATE,
    found TEXT COLLATE "C" NOT NULL,
    unexpected TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_digicase_stocktake PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);

ALTER TABLE digicase_waiting_place ADD COLUMN package UUID;

ALTER TABLE digicase_waiting_place ADD COLUMN held_until DATE;

ALTER TABLE digicase_waiting_place ADD COLUMN declined TEXT COLLATE "C" NOT NULL DEFAULT '[]';

ALTER TABLE digicase_waiting_place ALTER COLUMN declined DROP DEFAULT;

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
