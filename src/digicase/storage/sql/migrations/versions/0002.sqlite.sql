CREATE TABLE digicase_keyed_request (
    id CHAR(32) NOT NULL,
    version BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    result CHAR(32) NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_digicase_keyed_request PRIMARY KEY (id)
);

CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);

CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request ("key");
