"""The SQL storage: an engine, the schema it must hold, and transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.storage.sql.faults import translated
from digicase.storage.sql.session import SqlSession
from digicase.storage.sql.tables import PREFIX, REVISION, Schema

READ_ONLY = "digicase_read_only"


class SqlStorage:
    """Records in tables. Writing transactions on SQLite take the write lock at once, so that none fails half-way."""

    def __init__(self, engine: sa.Engine, schema: Schema) -> None:
        self._engine, self._schema = engine, schema
        self._closed = False

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlSession]:
        """Open a transaction; committed when the block ends, rolled back whole when it raises."""
        self._check()
        with (
            translated(self._engine.url),
            self._engine.connect() as connection,
            connection.execution_options(**{READ_ONLY: read_only}).begin(),
            closing(SqlSession(connection, self._schema, read_only=read_only)) as session,
        ):
            yield session

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
        _probe(transaction)
        with closing(SqlSession(transaction, self._schema)) as session:
            yield session

    def _check(self) -> None:
        if self._closed:
            raise StorageError(_shown(self._engine), "it was closed", "Open it anew with digicase.open(...)")


def open(url: str, create: bool | None) -> SqlStorage:
    """Open a database by its URL. The tables are made where it is empty, or where `create` says so.

    A database with other tables only, and one made by a newer digicase, is refused with the remedy.
    """
    parsed = sa.make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    if sqlite and (parsed.database in (None, "", ":memory:") or parsed.query.get("mode") == "memory"):
        raise StorageError(
            url, "an SQLite database in memory belongs to one connection only", 'Use "memory://", or a file'
        )
    durability = parsed.query.get("synchronous", "FULL")
    engine = sa.create_engine(parsed.difference_update_query(["synchronous"]), hide_parameters=True)
    if sqlite:
        _tame_sqlite(engine, str(durability).upper())
    schema = Schema()
    try:
        _prepare(engine, schema, create)
        if sqlite:
            _let_readers_go_on(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStorage(engine, schema)


def _tame_sqlite(engine: sa.Engine, durability: str) -> None:
    """Take transactions into our own hands: the driver's implicit ones begin too late for locks to help."""
    if durability not in ("OFF", "NORMAL", "FULL", "EXTRA"):
        raise StorageError(_shown(engine), f"synchronous={durability} is not known", "Use FULL (the default) or NORMAL")

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in (f"synchronous={durability}", "busy_timeout=5000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _let_readers_go_on(engine: sa.Engine) -> None:
    """Set write-ahead logging, which SQLite keeps in the file: not before the file is known to be ours."""
    with translated(engine.url), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode=WAL").close()


def _prepare(engine: sa.Engine, schema: Schema, create: bool | None) -> None:
    where = _shown(engine)
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


def _shown(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _check_revision(where: str, found: Any) -> None:
    if list(found) != [REVISION]:
        reason = f"its schema is revision {', '.join(found) or 'none'}; this digicase knows {REVISION}"
        raise StorageError(where, reason, "Upgrade digicase to the version that made it: pip install -U digicase")


def _probe(connection: sa.Connection) -> None:
    """Refuse a host's SQLite connection whose driver would commit behind the host's back."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(sa.select(1))
    if not getattr(connection.connection.driver_connection, "in_transaction", True):
        raise StorageError(
            "the host's SQLite engine",
            "its driver begins transactions late, so a rollback would not undo everything",
            "Set isolation_level=None on connect and issue BEGIN in a `begin` listener; see docs/embedding.md",
        )
