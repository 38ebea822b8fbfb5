"""Bringing a database to the schema that this digicase knows, or saying what that would take."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from digicase.ports import Migration
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import connected, shown, translated
from digicase.storage.sql.migrations import HERE
from digicase.storage.sql.opening import parse, schema_in
from digicase.storage.sql.planning import Plan, anew, incomplete, planned
from digicase.storage.sql.standing import look, make_schema, missing
from digicase.storage.sql.tables import REVISION, Schema


def migrate(url: str, *, check: bool = False, sql: bool = False) -> Migration:
    """Upgrade a database, or with `check` only say what is to be done, or with `sql` return the statements instead.

    One without tables of ours gets them, also beside the tables of others. Tables that a host's own migrations made,
    without a mark of our revision, are marked when they are as ours must be. What cannot be mended is refused.
    """
    parsed = parse(url)
    where = shown(parsed)
    dialect = DIALECTS[parsed.get_backend_name()]
    engine = dialect.make_engine(parsed, create=False if check else None)
    schema = Schema(engine.dialect.name, schema_in(parsed))
    only_looks = check or sql
    if sql and dialect.IS_A_FILE and not Path(str(parsed.database)).exists():  # looking into it would make it
        plan = anew(schema)
        return Migration(before=None, after=None, steps=plan.steps, sql=_sql(engine, schema, plan))
    try:
        with translated(parsed), connected(engine) as connection, dialect.begin(connection, read_only=only_looks):
            if not only_looks:
                dialect.open_alone(connection)
            plan = planned(connection, schema, where)
            if not only_looks:
                _carry_out(connection, schema, plan, where)
            text = _sql(engine, schema, plan) if sql else ""
        return Migration(before=plan.before, after=plan.before if only_looks else REVISION, steps=plan.steps, sql=text)
    finally:
        engine.dispose()


def _carry_out(connection: sa.Connection, schema: Schema, plan: Plan, where: str) -> None:
    if schema.metadata.schema is not None and plan.steps:
        make_schema(connection, schema.metadata.schema)
        connection.execute(
            sa.text("SELECT set_config('search_path', :name, true)"), {"name": _quoted(connection.dialect, schema)}
        )
    for statement in plan.statements:
        connection.execute(statement)
    if plan.start == REVISION:
        return
    with _quiet():
        command.upgrade(_config(schema, connection=connection), "digicase@head")
    if absent := missing(connection, schema, look(connection, schema, where)):
        raise incomplete(where, REVISION, absent, empty=False)


def _sql(engine: sa.Engine, schema: Schema, plan: Plan) -> str:
    """Return what a plan takes, as one transaction: one that fails leaves nothing half done where the engine can."""
    if not plan.steps:
        return ""
    buffer = io.StringIO()
    if schema.metadata.schema is not None:
        name = _quoted(engine.dialect, schema)
        buffer.write(f"CREATE SCHEMA IF NOT EXISTS {name};\n\nSET search_path TO {name};\n\n")
    buffer.write("BEGIN;\n\n")
    for statement in plan.statements:
        text = statement.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})
        buffer.write(f"{str(text).strip()};\n\n")
    if plan.start != REVISION:
        config = _config(schema, dialect=engine.dialect.name, buffer=buffer)
        command.upgrade(config, f"{plan.start}:digicase@head", sql=True)
    buffer.write("COMMIT;\n")
    return buffer.getvalue()


def _quoted(dialect: sa.Dialect, schema: Schema) -> str:
    return dialect.identifier_preparer.quote(str(schema.metadata.schema))


def _config(schema: Schema, **attributes: object) -> Config:
    config = Config(output_buffer=io.StringIO(), stdout=io.StringIO())
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes.update({"schema": schema.metadata.schema, **attributes})
    return config


@contextmanager
def _quiet() -> Iterator[None]:
    with redirect_stdout(io.StringIO()):
        yield
