CREATE TABLE digicase_keyed_request (
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    result UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_digicase_keyed_request PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);

CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request (key);
