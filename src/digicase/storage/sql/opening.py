"""Opening a database: which engine it is, whether it is ours, and whether we know its schema."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.errors import InvalidData, Problem, StorageError
from digicase.storage.sql.dialects import DIALECTS, Dialect
from digicase.storage.sql.faults import connected, shown, translated
from digicase.storage.sql.standing import (
    Standing,
    command,
    holds_records,
    look,
    make_schema,
    making,
    marking,
    missing,
    unmarked,
)
from digicase.storage.sql.storage import SqlStorage
from digicase.storage.sql.tables import REVISION, Schema


def open(url: str, create: bool | None) -> SqlStorage:
    """Open a database by its URL. The tables are made where it is empty, or where `create` says so.

    A database with other tables only, one of an older or newer schema, and one whose tables of ours hold records but
    are not marked with their revision, are refused with the remedy.
    """
    parsed = parse(url)
    dialect = DIALECTS[parsed.get_backend_name()]
    engine = dialect.make_engine(parsed, create=create)
    schema = Schema(engine.dialect.name, schema_in(parsed))
    try:
        _prepare(dialect, engine, schema, parsed, create)
        dialect.settle(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStorage(engine, schema)


def parse(url: str) -> sa.URL:
    """Return a URL taken apart; one that cannot be read is InvalidData, and is not shown, since it may hold secrets."""
    try:
        return sa.make_url(url)
    except (exc.ArgumentError, ValueError):
        form = f"{url.partition('://')[0]}://user:password@host:port/database"
        raise InvalidData([Problem("storage", f"the URL cannot be read; write it as {form}")]) from None


def schema_in(url: sa.URL) -> str | None:
    """Return the schema that a URL names, for engines that have them."""
    named = url.query.get("schema")
    return named if named is None or isinstance(named, str) else named[0]


def _prepare(dialect: Dialect, engine: sa.Engine, schema: Schema, where: sa.URL, create: bool | None) -> None:
    with translated(where), connected(engine) as connection, dialect.begin(connection, read_only=False):
        dialect.open_alone(connection)
        found = look(connection, schema, shown(where))
        if found.mark is None:
            _make(connection, schema, found, shown(where), create)
        elif found.mark != REVISION:
            reason = f"its schema is revision {found.mark}; this digicase knows {REVISION}"
            raise StorageError(shown(where), reason, f"Make a backup, then run: {command(shown(where))}")


def _make(connection: sa.Connection, schema: Schema, found: Standing, where: str, create: bool | None) -> None:
    """Make our tables, or the rest of them where that was interrupted: while they hold no record, nothing is lost."""
    absent, empty = missing(connection, schema, found), not holds_records(connection, schema, found)
    wanted = create or (create is None and not found.others)
    if found.ours and not (wanted and empty and absent.can_be_made(empty=True)):
        raise unmarked(where, absent, empty=empty)
    if found.others and not wanted:
        reason = f"it is not a digicase database: it holds {', '.join(found.others[:3])}"
        raise StorageError(where, reason, "Name another, or add our tables to it with digicase.open(url, create=True)")
    if not wanted:
        raise StorageError(where, "it is empty", "Make the tables with digicase.open(url, create=True)")
    if schema.metadata.schema is not None:
        make_schema(connection, schema.metadata.schema)
    for statement in (*making(absent), *marking(schema, None, REVISION)):
        connection.execute(statement)
