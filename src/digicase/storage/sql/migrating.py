"""Bringing a database to the schema that this digicase knows, or saying what that would take."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from digicase.errors import StorageError
from digicase.ports import Migration
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import connected, shown, translated
from digicase.storage.sql.migrations import HERE
from digicase.storage.sql.opening import parse, schema_in
from digicase.storage.sql.tables import REVISION, REVISIONS, VERSION_TABLE, Schema


def migrate(url: str, *, check: bool = False, sql: bool = False) -> Migration:
    """Upgrade a database, or with `check` only say what is to be done, or with `sql` return the statements instead.

    An empty database gets the tables. Tables that a host's own migrations made, without a mark of our revision, are
    marked when they are as ours must be, and refused with the differences otherwise.
    """
    parsed = parse(url)
    dialect = DIALECTS[parsed.get_backend_name()]
    engine = dialect.make_engine(parsed, create=False if check else None)
    schema = Schema(engine.dialect.name, schema_in(parsed))
    if sql and dialect.IS_A_FILE and not Path(str(parsed.database)).exists():  # looking into it would make it
        return Migration(before=None, after=None, steps=_steps(None, shown(engine.url)), sql=_sql(engine, schema, None))
    try:
        with translated(engine.url), connected(engine) as connection, dialect.begin(connection, read_only=False):
            before = _revision(connection, schema) or _unmarked(connection, schema, mark=not (check or sql))
            steps = _steps(before, shown(engine.url))
            text = _sql(engine, schema, before) if sql else ""
            if steps and not (check or sql):
                _upgrade(connection, schema)
        return Migration(before=before, after=before if check or sql else REVISION, steps=steps, sql=text)
    finally:
        engine.dispose()


def _revision(connection: sa.Connection, schema: Schema) -> str | None:
    if not sa.inspect(connection).has_table(VERSION_TABLE, schema=schema.metadata.schema):
        return None
    found: str | None = connection.execute(sa.select(schema.version.c.version_num)).scalars().first()
    return found


def _unmarked(connection: sa.Connection, schema: Schema, *, mark: bool) -> str | None:
    """Return our revision where a host's migrations made our tables as they must be; None where none is there."""
    inspector, differences, there = sa.inspect(connection), list[str](), 0
    for table in schema.metadata.sorted_tables:
        if inspector.has_table(table.name, schema=table.schema):
            there += table is not schema.version
            known = {column["name"] for column in inspector.get_columns(table.name, schema=table.schema)}
            differences += [f"{table.name}.{column.name}" for column in table.c if column.name not in known]
        elif table is not schema.version:
            differences.append(table.name)
    if not there:
        return None
    if differences:
        reason = f"it holds tables of ours without a revision; missing are {', '.join(differences)}"
        remedy = "Let the host's migrations make what digicase.metadata(...) holds"
        raise StorageError(shown(connection.engine.url), reason, remedy)
    if mark:
        schema.version.create(connection, checkfirst=True)
        connection.execute(schema.version.insert().values(version_num=REVISION))
    return REVISION


def _steps(before: str | None, where: str) -> tuple[str, ...]:
    if before is not None and before not in REVISIONS:
        reason = f"its schema is revision {before}; this digicase knows {REVISION}"
        raise StorageError(where, reason, "Upgrade digicase to the version that made it: pip install -U digicase")
    scripts = ScriptDirectory(str(HERE))
    todo = REVISIONS[0 if before is None else REVISIONS.index(before) + 1 :]
    return tuple(f"{revision}: {scripts.get_revision(revision).doc}" for revision in todo)


def _upgrade(connection: sa.Connection, schema: Schema) -> None:
    if schema.metadata.schema is not None:
        connection.execute(sa.schema.CreateSchema(schema.metadata.schema, if_not_exists=True))
        connection.execute(sa.text("SELECT set_config('search_path', :name, true)"), {"name": schema.metadata.schema})
    with _quiet():
        command.upgrade(_config(schema, connection=connection), "digicase@head")


def _sql(engine: sa.Engine, schema: Schema, before: str | None) -> str:
    buffer = io.StringIO()
    if schema.metadata.schema is not None:
        name = engine.dialect.identifier_preparer.quote(schema.metadata.schema)
        buffer.write(f"CREATE SCHEMA IF NOT EXISTS {name};\n\nSET search_path TO {name};\n\n")
    config = _config(schema, dialect=engine.dialect.name, buffer=buffer)
    span = "digicase@head" if before is None else f"{before}:digicase@head"
    if before != REVISION:
        command.upgrade(config, span, sql=True)
    return buffer.getvalue()


def _config(schema: Schema, **attributes: object) -> Config:
    config = Config(output_buffer=io.StringIO(), stdout=io.StringIO())
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes.update({"schema": schema.metadata.schema, **attributes})
    return config


@contextmanager
def _quiet() -> Iterator[None]:
    with redirect_stdout(io.StringIO()):
        yield
