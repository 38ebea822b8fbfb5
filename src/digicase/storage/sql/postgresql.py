"""What is special to PostgreSQL: a failed statement spoils its transaction, and a schema may be ours alone."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.storage.sql import servers
from digicase.storage.sql.faults import driver_errors, in_words_of_sqlalchemy, shown
from digicase.storage.sql.sending import Question, Rows, Values, Writing, one_by_one

IS_A_FILE: bool = False
SURVIVES_ERRORS: bool = False
LONGEST_NAME = 63
"""How many bytes a name has at most."""
OPENING = 0x64696769
"""The number of our advisory lock: `digi` in ASCII."""


def make_engine(url: sa.URL, *, create: bool | None) -> sa.Engine:  # noqa: ARG001 - a server's database is made by others
    """Return an engine that speaks of moments in UTC, so that the driver can tell even the last of the year 9999."""
    schema = url.query.get("schema", "public")
    if not isinstance(schema, str) or not 0 < len(schema.encode()) <= LONGEST_NAME:
        remedy = f"Give one name of at most {LONGEST_NAME} bytes: ?schema=gent"
        raise StorageError(shown(url), "its schema is none, several or too long a name", remedy)
    options = " ".join((str(url.query.get("options", "")), "-c timezone=UTC")).strip()
    own, settings = ("schema", "options"), {"options": options}
    return servers.make_engine(url, driver="psycopg", extra="postgresql", own=own, connect_args=settings)


def settle(engine: sa.Engine) -> None:
    """Do nothing: a server keeps its own settings."""


def scrub(engine: sa.Engine) -> None:
    """Do nothing: its vacuum removes what was deleted."""


def open_alone(connection: sa.Connection) -> None:
    """Wait until nobody else opens a database for the first time, until the transaction ends."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(OPENING)))


def begin(connection: sa.Connection, *, read_only: bool) -> sa.Transaction:
    """Begin, and let the server hold reading transactions to reading, so that they can be sent to a replica."""
    if read_only:
        connection.execution_options(postgresql_readonly=True)
    return connection.begin()


def ask(connection: sa.Connection, question: Question, values: Values, size: int) -> Iterator[Rows]:
    """Ask the driver itself, where it is psycopg 3: to a short answer SQLAlchemy adds more than the reading of it.

    As for `send`: whoever listens to SQLAlchemy's statements does not hear of these.
    """
    if not _is_ours(connection.dialect):
        yield from question.pages(connection, values, size)
        return
    try:
        with _begun(connection).cursor() as cursor:
            cursor.execute(question.text.text, question.text.arrange(values))
            while rows := cursor.fetchmany(size):
                yield rows
    except driver_errors(connection) as error:
        raise in_words_of_sqlalchemy(connection, error) from error


def send(connection: sa.Connection, writings: Sequence[Writing]) -> Iterator[int]:
    """Send all at once, so that a save is one way to the server and back, where the driver is psycopg 3.

    It speaks to the driver, past SQLAlchemy, which has no word for this: whoever listens to SQLAlchemy's statements
    does not hear of these.
    """
    if not _is_ours(connection.dialect) or not _pipelines():
        yield from one_by_one(connection, writings, survives=SURVIVES_ERRORS)
        return
    driver = _begun(connection)
    cursors, failed = [driver.cursor() for _ in writings], None
    try:
        with driver.pipeline():
            for cursor, writing in zip(cursors, writings, strict=True):
                if len(writing.rows) > 1:
                    cursor.executemany(writing.change.text, [*map(writing.change.arrange, writing.rows)])
                else:
                    cursor.execute(writing.change.text, writing.change.arrange(writing.rows[0]))
    except driver_errors(connection) as error:
        failed = error
    for cursor, writing in zip(cursors, writings, strict=True):
        if failed is not None and cursor.rowcount != len(writing.rows):
            raise in_words_of_sqlalchemy(connection, failed) from failed
        yield cursor.rowcount


def _is_ours(dialect: sa.Dialect) -> bool:
    """Tell whether we speak to this driver itself: psycopg 3, not in async code."""
    return dialect.driver == "psycopg" and not dialect.is_async


def _begun(connection: sa.Connection) -> Any:
    """Return the driver's own connection; SQLAlchemy knows that a transaction is open on it."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


@functools.cache
def _pipelines() -> bool:
    """Tell whether psycopg's libpq is of version 14 or later."""
    import psycopg  # an extra, and here only where its connection is in use

    return psycopg.Pipeline.is_supported()


def prepare_host(engine: sa.Engine) -> sa.Engine:
    """Return the engine as it is: every isolation level that PostgreSQL has will do, but for AUTOCOMMIT."""
    return engine


def check_host(connection: sa.Connection) -> None:
    """Refuse a connection that commits by itself; row locks and versions hold at every isolation level."""
    servers.refuse_autocommit(connection, by_itself=bool(getattr(connection.connection, "autocommit", False)))
