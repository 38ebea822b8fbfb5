"""What is special to PostgreSQL: a failed statement spoils its transaction, and a schema may be ours alone."""

from __future__ import annotations

import sqlalchemy as sa

from digicase.storage.sql import servers

SURVIVES_ERRORS = False
OPENING = 0x64696769
"""The number of our advisory lock: `digi` in ASCII."""


def make_engine(url: sa.URL, *, create: bool | None) -> sa.Engine:  # noqa: ARG001 - a server's database is made by others
    """Return an engine that speaks of moments in UTC, so that the driver can tell even the last of the year 9999."""
    return servers.make_engine(url, extra="postgresql", own=("schema",), connect_args={"options": "-c timezone=UTC"})


def settle(engine: sa.Engine) -> None:
    """Do nothing: a server keeps its own settings."""


def scrub(engine: sa.Engine) -> None:
    """Do nothing: its vacuum removes what was deleted."""


def open_alone(connection: sa.Connection) -> None:
    """Wait until nobody else opens a database for the first time, until the transaction ends."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(OPENING)))


def begin(connection: sa.Connection, *, read_only: bool) -> sa.Transaction:
    """Begin, and let the server hold reading transactions to reading, so that they can be sent to a replica."""
    return connection.execution_options(postgresql_readonly=read_only).begin()


def prepare_host(engine: sa.Engine) -> sa.Engine:
    """Return the engine as it is: every isolation level that PostgreSQL has will do."""
    return engine


def check_host(connection: sa.Connection) -> None:
    """Refuse nothing: row locks and versions hold at every isolation level that PostgreSQL has."""
