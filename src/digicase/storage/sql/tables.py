"""The tables, derived from the records: one per kind, prefixed, with every key and index that the records declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from cattrs.preconf.json import JsonConverter
from sqlalchemy.dialects import mysql

from digicase.domain.kinds import RECORDS
from digicase.domain.record import Key, kind_of, without_none
from digicase.errors import InvalidData, Problem
from digicase.plain import json_converter
from digicase.storage.sql.columns import ENGINES, MARIADB, Codec, codec, plain

PREFIX = "digicase_"
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
REVISION = REVISIONS[-1]
"""The schema's revision. The version table is Alembic's, under our own name so that two libraries can share a store."""
VERSION_TABLE = f"{PREFIX}alembic_version"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class KindTable:
    """One kind of record as a table, with every key and index that it declares."""

    def __init__(self, cls: type[Any], metadata: sa.MetaData, converter: JsonConverter, dialect: str) -> None:
        self.cls, self.kind = cls, kind_of(cls)
        indexed = {name for fields in self._indexed() for name in fields}
        self.codecs: Mapping[str, Codec] = {
            name: codec(hint, converter, dialect, indexed=name in indexed) for name, hint in self.kind.fields.items()
        }
        keys = marked_keys(self) if dialect in MARIADB else partial_keys(self)
        self.table = sa.Table(PREFIX + self.kind.name, metadata, *self._columns(), *keys, *self._indexes())

    def conditions(self, key: Key, columns: Any) -> list[sa.ColumnElement[bool]]:
        """Return when a conditional key applies, with the values written out."""
        return [
            columns[name].is_(None)
            if value is None
            else columns[name] == sa.literal(self.encode(name, value), self.codecs[name].type, literal_execute=True)
            for name, value in key.where.items()
        ]

    def name(self, sort: str, fields: Sequence[str]) -> str:
        """Return the name of an index: it stays the same for good, since migrations call it by name."""
        return f"{sort}_{PREFIX}{self.kind.name}_{'_'.join(fields)}"

    def _columns(self) -> list[sa.Column[Any]]:
        return [
            sa.Column(name, self.codecs[name].type, primary_key=name == "id", nullable=without_none(hint)[1])
            for name, hint in self.kind.fields.items()
        ]

    def _indexed(self) -> list[tuple[str, ...]]:
        return [*(key.fields for key in self.kind.unique), *self.kind.indexed]

    def _indexes(self) -> list[sa.Index]:
        return [sa.Index(self.name("ix", fields), *fields) for fields in self.kind.indexed]

    def encode(self, field: str, value: Any) -> Any:
        """Return a field's value as its column takes it."""
        encode = self.codecs[field].encode
        return encode(value) if encode is not None and value is not None else value


def partial_keys(of: KindTable) -> list[sa.Index]:
    """Return the unique keys as partial indexes."""
    return [sa.Index(of.name("uq", key.fields), *key.fields, unique=True, **_only(of, key)) for key in of.kind.unique]


def _only(of: KindTable, key: Key) -> dict[str, Any]:
    conditions = of.conditions(key, {name: sa.column(name) for name in key.where})
    return dict.fromkeys(("sqlite_where", "postgresql_where"), sa.and_(*conditions)) if conditions else {}


def marked_keys(of: KindTable) -> list[sa.Column[Any] | sa.Index]:
    """Return the unique keys for MariaDB, which has no partial indexes: a generated mark, NULL where none applies."""
    items: list[sa.Column[Any] | sa.Index] = []
    for key in of.kind.unique:
        fields, mark = key.fields, f"uq_{'_'.join(key.fields)}"
        if key.where:
            condition = sa.and_(*of.conditions(key, {n: sa.column(n) for n in key.where}))
            text = condition.compile(dialect=mysql.dialect(), compile_kwargs={"literal_binds": True})
            items.append(sa.Column(mark, sa.Boolean(), sa.Computed(f"CASE WHEN {text} THEN 1 END", persisted=False)))
            fields = (*fields, mark)
        items.append(sa.Index(of.name("uq", key.fields), *fields, unique=True))
    return items


class Schema:
    """All tables of digicase, as an engine needs them, in one metadata which a host may merge into its own."""

    def __init__(self, dialect: str, schema: str | None = None) -> None:
        self.metadata = sa.MetaData(schema=schema, naming_convention=NAMING)
        converter = json_converter()
        self.kinds = {cls: KindTable(cls, self.metadata, converter, dialect) for cls in RECORDS}
        self.version = sa.Table(
            VERSION_TABLE,
            self.metadata,
            sa.Column("version_num", sa.String(32), nullable=False),
            sa.PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),  # as Alembic itself makes it
        )

    def of(self, cls: type[Any]) -> KindTable:
        """Return the table of a kind of record."""
        return self.kinds[cls]


def metadata(dialect: str, schema: str | None = None) -> sa.MetaData:
    """Return our tables as SQLAlchemy metadata for an engine, for a host that makes them by its own migrations.

    `dialect` is sqlite, postgresql or mariadb; another is InvalidData. The types are SQLAlchemy's own, for Alembic to
    write down. After the host's migration `digicase.migrate(url)` marks the tables as ours.
    """
    if dialect not in (*ENGINES, *MARIADB):
        reason = f"{dialect!r} is not known here; known are {', '.join(ENGINES)}"
        raise InvalidData([Problem("dialect", reason)])
    found = Schema(dialect, schema).metadata
    for table in found.tables.values():
        for column in table.c:
            column.type = plain(column.type, dialect)
    return found
