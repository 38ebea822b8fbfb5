"""Opening a database: which engine it is, whether it is ours, and whether we know its schema."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.errors import InvalidData, Problem, StorageError
from digicase.storage.sql.dialects import DIALECTS, Dialect
from digicase.storage.sql.faults import connected, shown, translated
from digicase.storage.sql.storage import SqlStorage
from digicase.storage.sql.tables import PREFIX, REVISION, REVISIONS, Schema


def open(url: str, create: bool | None) -> SqlStorage:
    """Open a database by its URL. The tables are made where it is empty, or where `create` says so.

    A database with other tables only, and one made by a newer digicase, is refused with the remedy.
    """
    parsed = parse(url)
    dialect = DIALECTS[parsed.get_backend_name()]
    engine = dialect.make_engine(parsed, create=create)
    schema = Schema(engine.dialect.name, schema_in(parsed))
    try:
        _prepare(dialect, engine, schema, create)
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


def _prepare(dialect: Dialect, engine: sa.Engine, schema: Schema, create: bool | None) -> None:
    where = shown(engine.url)
    with translated(engine.url), connected(engine) as connection, dialect.begin(connection, read_only=False):
        dialect.open_alone(connection)
        names = sa.inspect(connection).get_table_names(schema=schema.metadata.schema)
        ours = sorted(name for name in names if name.startswith(PREFIX))
        if ours and schema.version.name in ours:
            _check_revision(where, connection.execute(sa.select(schema.version.c.version_num)).scalars().all())
        elif ours:
            reason = f"it holds {ours[0]} but not {schema.version.name}"
            raise StorageError(where, reason, "Restore the whole database from a backup")
        elif create or (create is None and not names):
            schema.create(connection)
        elif names:
            reason = f"it is not a digicase database: it holds {', '.join(sorted(names)[:3])}"
            remedy = "Name another, or add our tables to it with digicase.open(url, create=True)"
            raise StorageError(where, reason, remedy)
        else:
            raise StorageError(where, "it is empty", "Make the tables with digicase.open(url, create=True)")


def _check_revision(where: str, found: Sequence[str]) -> None:
    if list(found) == [REVISION]:
        return
    reason = f"its schema is revision {', '.join(found) or 'none'}; this digicase knows {REVISION}"
    if not set(found) - set(REVISIONS):
        raise StorageError(where, reason, "Make a backup, then run: python -m digicase migrate URL")
    if found:
        raise StorageError(where, reason, "Upgrade digicase to the version that made it: pip install -U digicase")
