"""What is special to SQLite: transactions in our own hands, durability, and hosts whose driver begins too late."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from digicase.errors import StorageError
from digicase.storage.sql import servers
from digicase.storage.sql.faults import in_words_of_sqlalchemy, shown, translated
from digicase.storage.sql.sending import Question, Rows, Values, Writing, one_by_one

IS_A_FILE: bool = True
SURVIVES_ERRORS: bool = True
DRIVER = "pysqlite"
"""What SQLAlchemy calls the driver that Python has itself, sqlite3."""
READ_ONLY = "digicase_read_only"
"""The execution option by which a host says that a transaction only reads, so that it waits for no writer."""

SETTINGS = {"synchronous": "FULL", "timeout": "5"}
"""What a URL may set, and otherwise: how durable a commit is, and how many seconds a writer waits for another."""


def make_engine(url: sa.URL, *, create: bool | None) -> sa.Engine:
    """Return an engine on a file that begins its transactions itself; a URL it cannot honour is a `StorageError`."""
    where = shown(url)
    if url.host:
        raise StorageError(
            where, f"{url.host} stands where a server would", f"Write sqlite:///{url.host}, with three /"
        )
    if url.database in (None, "", ":memory:") or url.query.get("mode") == "memory":
        reason = "an SQLite database in memory belongs to one connection only"
        raise StorageError(where, reason, 'Use "memory://", or a file')
    unknown = sorted(set(url.query) - set(SETTINGS))
    if unknown:
        raise StorageError(where, f"{', '.join(unknown)} is not known here", f"Known are: {', '.join(SETTINGS)}")
    if create is False and not Path(str(url.database)).exists():
        raise StorageError(
            where,
            "there is no such file",
            "Name an existing one, or make it first: digicase migrate URL, or digicase.open(url)",
        )
    settings = SETTINGS | dict(url.query)
    pragmas = (
        f"synchronous={_durability(where, settings['synchronous'])}",
        f"busy_timeout={_milliseconds(where, settings['timeout'])}",
        "foreign_keys=ON",
        "secure_delete=ON",
    )
    engine = servers.make_engine(url.set(query={}), driver=DRIVER, extra="sqlite")
    _set(engine, pragmas)
    return engine


def _durability(where: str, given: object) -> str:
    level = str(given).upper()
    if level not in ("OFF", "NORMAL", "FULL", "EXTRA"):
        raise StorageError(where, f"synchronous={given} is not known", "Use FULL (the default) or NORMAL")
    return level


def _milliseconds(where: str, given: object) -> int:
    try:
        milliseconds = round(float(str(given)) * 1000)
    except (ValueError, OverflowError):
        raise StorageError(where, f"timeout={given} is not a number", "Give seconds, such as timeout=5") from None
    if milliseconds < 0:
        raise StorageError(where, f"timeout={given} is negative", "Give seconds, such as timeout=5")
    return milliseconds


def _set(engine: sa.Engine, pragmas: tuple[str, ...]) -> None:
    """Set pragmas on each connection, and take its transactions out of the driver's hands: see `begin`."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()


def settle(engine: sa.Engine) -> None:
    """Set write-ahead logging, which SQLite keeps in the file: not before the file is known to be ours."""
    with translated(engine.url), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode=WAL").close()


def scrub(engine: sa.Engine) -> None:
    """Leave nothing of what was removed in the log: what was in the file itself was overwritten with zeros."""
    with translated(engine.url), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def open_alone(connection: sa.Connection) -> None:
    """Do nothing: the transaction has taken the write lock."""


def begin(connection: sa.Connection, *, read_only: bool) -> sa.Transaction:
    """Begin, and take the write lock at once unless we only read: the driver would begin too late for locks to help.

    It is no listener: an engine with a `begin` listener looks for listeners at every statement.
    """
    transaction = connection.begin()
    _begin(connection, read_only=read_only)
    return transaction


def _begin(connection: sa.Connection, *, read_only: bool) -> None:
    statement = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    try:
        connection.connection.cursor().execute(statement)
    except sqlite3.Error as error:
        raise exc.OperationalError(statement, None, error) from error


def prepare_host(engine: sa.Engine) -> sa.Engine:
    """Take the transactions of a host's engine out of the driver's hands; connections it has idle are made anew."""
    if not event.contains(engine, "begin", _host_begins):
        event.listen(engine, "connect", _host_connects)
        event.listen(engine, "begin", _host_begins)
        engine.dispose()
    return engine


def _host_connects(connection: Any, _: Any) -> None:
    connection.isolation_level = None


def _host_begins(connection: sa.Connection) -> None:
    _begin(connection, read_only=connection.get_execution_options().get(READ_ONLY, False))


def ask(connection: sa.Connection, question: Question, values: Values, size: int) -> Iterator[Rows]:
    """Ask the driver itself, where it is sqlite3: to a short answer SQLAlchemy adds more than the reading of it.

    As for `send`: whoever listens to SQLAlchemy's statements does not hear of these.
    """
    if connection.dialect.driver != DRIVER:
        yield from question.pages(connection, values, size)
        return
    try:
        cursor = _cursor(connection).execute(question.text.text, question.text.arrange(values))
        while rows := cursor.fetchmany(size):
            yield rows
            if len(rows) < size:
                break
    except sqlite3.Error as error:
        raise in_words_of_sqlalchemy(connection, error) from error


def send(connection: sa.Connection, writings: Sequence[Writing]) -> Iterator[int]:
    """Send one after the other, to the driver itself where it is sqlite3; what a key refuses counts as nothing."""
    if connection.dialect.driver != DRIVER:
        yield from one_by_one(connection, writings, survives=SURVIVES_ERRORS)
        return
    cursor = _cursor(connection)
    for writing in writings:
        text, arrange = writing.change.text, writing.change.arrange
        try:
            if len(writing.rows) > 1:
                cursor.executemany(text, [*map(arrange, writing.rows)])
            else:
                cursor.execute(text, arrange(writing.rows[0]))
        except sqlite3.IntegrityError:
            yield 0
        except sqlite3.Error as error:
            raise in_words_of_sqlalchemy(connection, error) from error
        else:
            yield cursor.rowcount


def _cursor(connection: sa.Connection) -> Any:
    """Return a cursor of the driver's; SQLAlchemy knows that a transaction is open on its connection."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.cursor()


def check_host(connection: sa.Connection) -> None:
    """Refuse a host's connection whose driver would commit behind the host's back."""
    connection.execute(sa.select(1))
    if not getattr(connection.connection.driver_connection, "in_transaction", True):
        raise StorageError(
            "the host's SQLite engine",
            "its driver begins transactions late, so a rollback would not undo everything",
            "Make the engine with digicase.prepare_engine(sqlalchemy.create_engine(...))",
        )
