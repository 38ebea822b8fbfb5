"""What there is of us in a database, whether it is as it must be, and what would make it so."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.storage.sql.tables import REVISION, REVISIONS, VERSION_TABLE, Schema

Statement = sa.schema.ExecutableDDLElement | sa.UpdateBase

RESTORE = "Restore the whole database from a backup"
LEAVE_ONE = f"Leave the right one in {VERSION_TABLE}, or restore the whole database from a backup"
COMPLETE = "Let the host's migrations make what digicase.metadata(...) holds, or "
BEGIN_ANEW = f"{COMPLETE}drop our tables, which hold no record, and run it again"
COMPLETE_OR_RESTORE = f"{COMPLETE}restore the whole database from a backup"


@attrs.frozen
class Standing:
    """Which tables there are, of others and of ours, and the revision that ours are marked with."""

    others: Sequence[str]
    ours: Sequence[str]
    mark: str | None


@attrs.frozen
class Missing:
    """What is not there as it must be: tables and indexes that can be made, and what is other than ours."""

    tables: Sequence[sa.Table]
    indexes: Sequence[sa.Index]
    others: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.tables or self.indexes or self.others)

    def __str__(self) -> str:
        names = (*(table.name for table in self.tables), *(str(index.name) for index in self.indexes), *self.others)
        return ", ".join(sorted(names))

    def can_be_made(self, *, empty: bool) -> bool:
        """Tell whether making it repairs all; what holds records and lacks a table or key has lost more than that."""
        return not self.others and (empty or not (self.tables or any(index.unique for index in self.indexes)))


def look(connection: sa.Connection, schema: Schema, where: str) -> Standing:
    """Look what is there; the mark of a newer digicase, and several at once, are refused."""
    names = sa.inspect(connection).get_table_names(schema=schema.metadata.schema)
    known = {table.name for table in schema.metadata.tables.values()}
    marks = connection.execute(sa.select(schema.version.c.version_num)).scalars() if VERSION_TABLE in names else ()
    ours = sorted(known.intersection(names) - {VERSION_TABLE})
    return Standing(sorted({*names} - known), ours, _mark(where, sorted(marks)))


def _mark(where: str, marks: Sequence[str]) -> str | None:
    if newer := ", ".join(mark for mark in marks if mark not in REVISIONS):
        reason = f"its schema is revision {newer}; this digicase knows {REVISION}"
        raise StorageError(where, reason, "Upgrade digicase to the version that made it: pip install -U digicase")
    if len(marks) > 1:
        reason = f"it is marked as revisions {' and '.join(marks)} at once"
        raise StorageError(where, reason, LEAVE_ONE)
    return marks[0] if marks else None


def holds_records(connection: sa.Connection, schema: Schema, found: Standing) -> bool:
    """Tell whether a table of ours holds any record; one without them all has nothing to lose."""
    tables = [table for table in schema.metadata.tables.values() if table.name in found.ours]
    return any(connection.execute(sa.select(1).select_from(table).limit(1)).first() for table in tables)


def columns_there(connection: sa.Connection, schema: Schema, found: Standing) -> set[tuple[str, str | None]]:
    """Return our tables and their columns, as table and column; None stands for the whole table."""
    asked: dict[str, Any] = {"schema": schema.metadata.schema, "filter_names": found.ours}
    tables = sa.inspect(connection).get_multi_columns(**asked) if found.ours else {}
    columns = {(str(table), str(row["name"])) for (_, table), rows in tables.items() for row in rows}
    return {*columns, *((table, None) for table in found.ours)}


def missing(connection: sa.Connection, schema: Schema, found: Standing) -> Missing:
    """Compare our tables, columns, keys and indexes with what there is; what there is besides does no harm."""
    dialect, inspector = connection.dialect.name, sa.inspect(connection)
    asked: dict[str, Any] = {"schema": schema.metadata.schema, "filter_names": found.ours}
    columns = inspector.get_multi_columns(**asked) if found.ours else {}
    keys = inspector.get_multi_pk_constraint(**asked) if found.ours else {}
    indexes = inspector.get_multi_indexes(**asked) if found.ours else {}
    tables, absent, others = list[sa.Table](), list[sa.Index](), list[str]()
    for table in schema.metadata.tables.values():
        if table is schema.version:
            continue
        if table.name not in found.ours:
            tables.append(table)
            continue
        name = (schema.metadata.schema, table.name)
        others.extend(_other_columns(table, columns[name], keys[name]))
        there = {row["name"]: _shape_there(dialect, row) for row in indexes[name]}
        for index in _indexes(table):
            if index.name not in there:
                absent.append(index)
            elif there[index.name] != _shape(dialect, index):
                others.append(str(index.name))
    return Missing(tables, absent, others)


def _other_columns(table: sa.Table, columns: Collection[Any], key: Mapping[str, Any]) -> list[str]:
    there = {row["name"]: row["nullable"] for row in columns}
    told = [f"{table.name}.{column.name}" for column in table.c if column.name not in there]
    for column in table.c:
        if there.get(column.name, column.nullable) != column.nullable:
            told.append(f"{table.name}.{column.name} as {'NULL' if column.nullable else 'NOT NULL'}")
    if key["constrained_columns"] != [column.name for column in table.primary_key]:
        told.append(f"{table.name}.id as the primary key")
    return told


def _shape(dialect: str, index: sa.Index) -> tuple[object, ...]:
    partial = index.dialect_kwargs.get(f"{dialect}_where") is not None
    return [column.name for column in index.columns], bool(index.unique), partial


def _shape_there(dialect: str, row: Mapping[str, Any]) -> tuple[object, ...]:
    partial = row.get("dialect_options", {}).get(f"{dialect}_where") is not None
    return row["column_names"], bool(row["unique"]), partial


def make_schema(connection: sa.Connection, name: str) -> None:
    """Make a schema that is not there; one that is needs no right to make any."""
    if not sa.inspect(connection).has_schema(name):
        connection.execute(sa.schema.CreateSchema(name, if_not_exists=True))


def making(absent: Missing) -> list[Statement]:
    """Return the statements that make what is missing."""
    indexes = [*(index for table in absent.tables for index in _indexes(table)), *absent.indexes]
    return [*map(sa.schema.CreateTable, absent.tables), *map(sa.schema.CreateIndex, indexes)]


def _indexes(table: sa.Table) -> list[sa.Index]:
    return sorted(table.indexes, key=lambda index: str(index.name))


def marking(schema: Schema, before: str | None, after: str) -> list[Statement]:
    """Return the statements that mark our tables with a revision."""
    if before is not None:
        return [schema.version.update().values(version_num=after)]
    return [
        sa.schema.CreateTable(schema.version, if_not_exists=True),
        schema.version.insert().values(version_num=after),
    ]


def unmarked(where: str, absent: Missing, *, empty: bool) -> StorageError:
    """Return what to tell of tables of ours that are not marked."""
    reason = "our tables in it are not marked"
    if absent.can_be_made(empty=empty):
        return StorageError(where, reason, f"Run: {command(where)}")
    return StorageError(where, f"{reason}, and missing are {absent}", BEGIN_ANEW if empty else RESTORE)


def command(where: str) -> str:
    """Return the command that brings a database to our schema, as a shell takes it."""
    return f"python -m digicase migrate {shlex.quote(where)}"
