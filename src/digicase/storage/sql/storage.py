"""The SQL storage: an engine, the schema it must hold, and transactions on it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.storage.sql import sqlite
from digicase.storage.sql.faults import shown, translated
from digicase.storage.sql.session import SqlSession
from digicase.storage.sql.tables import PREFIX, REVISION, Schema


class SqlStorage:
    """Records in tables. Writing transactions on SQLite take the write lock at once, so that none fails half-way."""

    def __init__(self, engine: sa.Engine, schema: Schema) -> None:
        self._engine, self._schema = engine, schema
        self._closed = False

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlSession]:
        """Open a transaction; committed when the block ends, rolled back whole when it raises."""
        self._check()
        ours = functools.partial(translated, self._engine.url)  # what the caller's block raises is the caller's own
        with ours():
            connection = self._engine.connect()
        with closing(connection):
            with ours():
                transaction = connection.execution_options(**{sqlite.READ_ONLY: read_only}).begin()
            try:
                with closing(SqlSession(connection, self._schema, read_only=read_only)) as session:
                    yield session
            except BaseException:
                with ours():
                    transaction.rollback()
                raise
            with ours():
                transaction.commit()

    def close(self) -> None:
        """Close all connections; sessions that are open end as they were going to."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def join(self, transaction: Any, /) -> Iterator[SqlSession]:
        """Return a session on the host's SQLAlchemy connection, in the transaction that it has begun or begins."""
        self._check()
        if not isinstance(transaction, sa.Connection):
            raise StorageError(
                "join", f"{type(transaction).__name__} is not a SQLAlchemy Connection", "Give gent.on(connection)"
            )
        if transaction.dialect.name == "sqlite":
            sqlite.probe(transaction)
        with closing(SqlSession(transaction, self._schema)) as session:
            yield session

    def _check(self) -> None:
        if self._closed:
            raise StorageError(shown(self._engine.url), "it was closed", "Open it anew with digicase.open(...)")


def open(url: str, create: bool | None) -> SqlStorage:
    """Open a database by its URL. The tables are made where it is empty, or where `create` says so.

    A database with other tables only, and one made by a newer digicase, is refused with the remedy.
    """
    parsed = sa.make_url(url)
    engine = sqlite.make_engine(parsed, create=create)
    schema = Schema()
    try:
        _prepare(engine, schema, create)
        sqlite.let_readers_go_on(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStorage(engine, schema)


def _prepare(engine: sa.Engine, schema: Schema, create: bool | None) -> None:
    where = shown(engine.url)
    with translated(engine.url), engine.begin() as connection:
        names = sa.inspect(connection).get_table_names()
        ours = sorted(name for name in names if name.startswith(PREFIX))
        if ours and schema.version.name in ours:
            _check_revision(where, connection.execute(sa.select(schema.version.c.version_num)).scalars().all())
        elif ours:
            raise StorageError(
                where, f"it holds {ours[0]} but not {schema.version.name}", "Restore the whole database from a backup"
            )
        elif create or (create is None and not names):
            schema.metadata.create_all(connection)
            connection.execute(schema.version.insert().values(version_num=REVISION))
        elif names:
            reason = f"it is not a digicase database: it holds {', '.join(sorted(names)[:3])}"
            raise StorageError(
                where, reason, "Name another file, or add our tables to it with digicase.open(url, create=True)"
            )
        else:
            raise StorageError(where, "it is empty", "Make the tables with digicase.open(url, create=True)")


def _check_revision(where: str, found: Any) -> None:
    if list(found) != [REVISION]:
        reason = f"its schema is revision {', '.join(found) or 'none'}; this digicase knows {REVISION}"
        raise StorageError(where, reason, "Upgrade digicase to the version that made it: pip install -U digicase")
