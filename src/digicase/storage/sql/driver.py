"""Sessions on a driver's own connection, in the transaction that another library or a host has open on it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.ports import Session
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import translated
from digicase.storage.sql.opening import parse
from digicase.storage.sql.session import SqlSession
from digicase.storage.sql.statements import Statements
from digicase.storage.sql.tables import REVISION, Schema

URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://", "mariadb": "mariadb+pymysql://"}


class DriverSessions:
    """Opens sessions on connections of `sqlite3`, psycopg 3 or PyMySQL that somebody else owns.

    For whoever writes a storage on a host's own connections, such as Django's. The tables must be there already
    (`digicase.migrate`, or `digicase.metadata`), at the `revision`. Nothing is ever committed, rolled back or closed.
    `place` is the URL by which errors name the database.
    """

    revision: ClassVar[str] = REVISION
    """The revision of the schema that sessions read and write, as the table `digicase_alembic_version` must say."""

    def __init__(self, dialect: str, schema: str | None = None, *, place: str | None = None) -> None:
        if dialect not in URLS:
            raise StorageError(dialect, "there is no such SQL engine here", f"Known are: {', '.join(URLS)}")
        self._current: ContextVar[Any] = ContextVar("connection")
        settings = {"use_native_hstore": False} if dialect == "postgresql" else {}
        self._engine = sa.create_engine(
            URLS[dialect],
            creator=lambda: Borrowed(self._current.get()),
            poolclass=sa.pool.NullPool,
            hide_parameters=True,
            **settings,
        )
        if place is not None:
            self._engine.url = parse(place)
        self._statements, self._dialect = Statements(Schema(dialect, schema)), DIALECTS[dialect]

    @contextmanager
    def on(self, connection: Any, /, *, read_only: bool = False) -> Iterator[Session]:
        """Return a session in the transaction that is open on a driver's connection."""
        token = self._current.set(connection)
        try:
            with translated(self._engine.url):
                borrowed = self._engine.connect()
            with borrowed:
                with translated(self._engine.url):
                    self._dialect.check_host(borrowed)
                with closing(SqlSession(borrowed, self._statements, read_only=read_only)) as session:
                    yield session
        finally:
            self._current.reset(token)


class Borrowed:
    """A driver's connection as SQLAlchemy may use it: its transaction belongs to somebody else."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def commit(self) -> None:
        """Leave the transaction open."""

    def rollback(self) -> None:
        """Leave the transaction open."""

    def close(self) -> None:
        """Leave the connection open."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """Return a cursor; on SQLite one that tells dates as text, whatever converters the owner has registered."""
        if isinstance(self._connection, sqlite3.Connection):
            return self._connection.cursor(PlainCursor)
        return self._connection.cursor(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class PlainCursor(sqlite3.Cursor):
    """A cursor of SQLite's own values."""

    def fetchone(self) -> Any:
        """Return the next row, or None."""
        row = super().fetchone()
        return row if row is None else tuple(map(_plain, row))

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next rows."""
        return [tuple(map(_plain, row)) for row in super().fetchmany(size or self.arraysize)]

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        return [tuple(map(_plain, row)) for row in super().fetchall()]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
