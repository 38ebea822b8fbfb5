"""The tables, derived from the records: one per kind, prefixed, with every key and index that the records declare."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from cattrs.preconf.json import JsonConverter
from sqlalchemy.dialects import postgresql, sqlite

from digicase.domain.kinds import RECORDS
from digicase.domain.record import Criterion, Key, Operator, Query, Record, kind_of, without_none
from digicase.errors import StorageError
from digicase.storage.sql.columns import Codec, codec, json_converter

PREFIX = "digicase_"
REVISION = "0001"
"""The schema's revision. The version table is Alembic's, under our own name so that two libraries can share a store."""

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class KindTable:
    """One kind of record as a table: its statements, and the way from rows to records and back."""

    def __init__(self, cls: type[Any], metadata: sa.MetaData, converter: JsonConverter) -> None:
        self.cls, self.kind = cls, kind_of(cls)
        self.codecs: Mapping[str, Codec] = {name: codec(hint, converter) for name, hint in self.kind.fields.items()}
        self.table = sa.Table(PREFIX + self.kind.name, metadata, *self._columns(), *self._indexes())
        columns = self.table.c
        mine = (columns.id == sa.bindparam("its_id")) & (columns.version == sa.bindparam("its_version"))
        self.select = sa.select(self.table)
        self.get = self.select.where(columns.id == sa.bindparam("its_id"))
        self.get_locked = self.get.with_for_update()
        self.inserts: Mapping[str, sa.Insert] = {
            dialect: insert(self.table).on_conflict_do_nothing() for dialect, insert in INSERTS.items()
        }
        self.update = (
            self.table.update().where(mine).values({name: sa.bindparam(name) for name in self.codecs if name != "id"})
        )
        self.delete = self.table.delete().where(mine)
        self._finds: dict[Any, sa.Select[Any]] = {}

    def _columns(self) -> list[sa.Column[Any]]:
        return [
            sa.Column(name, self.codecs[name].type, primary_key=name == "id", nullable=without_none(hint)[1])
            for name, hint in self.kind.fields.items()
        ]

    def _indexes(self) -> list[sa.Index]:
        unique = [
            sa.Index(self._name("uq", key.fields), *key.fields, unique=True, **self._partial(key))
            for key in self.kind.unique
        ]
        return unique + [sa.Index(self._name("ix", fields), *fields) for fields in self.kind.indexed]

    def _name(self, sort: str, fields: Sequence[str]) -> str:
        return f"{sort}_{PREFIX}{self.kind.name}_{'_'.join(fields)}"

    def _partial(self, key: Key) -> dict[str, Any]:
        if not key.where:
            return {}
        conditions = [
            sa.column(name).is_(None)
            if value is None
            else sa.column(name, self.codecs[name].type) == self.encode(name, value)
            for name, value in key.where.items()
        ]
        return dict.fromkeys(("sqlite_where", "postgresql_where"), sa.and_(*conditions))

    def encode(self, field: str, value: Any) -> Any:
        """Return a field's value as its column takes it."""
        encode = self.codecs[field].encode
        return encode(value) if encode is not None and value is not None else value

    def row(self, record: Record) -> dict[str, Any]:
        """Return a record as a row."""
        values = {name: getattr(record, name) for name in self.codecs}
        for name, encode in self._encoders:
            if values[name] is not None:
                values[name] = encode(values[name])
        return values

    @functools.cached_property
    def _encoders(self) -> tuple[tuple[str, Any], ...]:
        return tuple((name, codec.encode) for name, codec in self.codecs.items() if codec.encode is not None)

    @functools.cached_property
    def _decoders(self) -> tuple[tuple[int, str, Any], ...]:
        return tuple(
            (i, name, codec.decode) for i, (name, codec) in enumerate(self.codecs.items()) if codec.decode is not None
        )

    def record(self, row: Sequence[Any]) -> Any:
        """Return a row as a record; a row that cannot be read is a `StorageError` that names it."""
        values = dict(zip(self.codecs, row, strict=True))
        try:
            for i, name, decode in self._decoders:
                if row[i] is not None:
                    values[name] = decode(row[i])
            return self.cls(**values)
        except Exception as error:
            raise self.unreadable(values["id"], error) from error

    def unreadable(self, id: object, error: Exception) -> StorageError:
        """Return the error that names a row which holds what no record can, without showing it."""
        reason = f"the row cannot be read ({type(error).__name__})"
        return StorageError(f"{self.table.name} {id}", reason, "Restore it from a backup, or remove it")

    def find(self, query: Query[Any], *, after: Any | None, limit: int | None) -> tuple[sa.Select[Any], dict[str, Any]]:
        """Return the statement for a query's shape, made once, and the parameters for this query."""
        criteria = query.criteria()
        asked = tuple((c.field, c.operator, c.value if c.operator is Operator.IS_NULL else None) for c in criteria)
        shape = (type(query), asked, after is not None, limit is not None)
        statement = self._finds.get(shape)
        if statement is None:
            statement = self._finds[shape] = self._build(
                query, criteria, after=after is not None, limit=limit is not None
            )
        values = {f"c{i}": self._bound(c) for i, c in enumerate(criteria) if c.operator is not Operator.IS_NULL}
        if after is not None:
            values |= {f"a{i}": self.encode(name, getattr(after, name)) for i, name in enumerate((*query.sort, "id"))}
        return statement, values | ({"its_limit": limit} if limit is not None else {})

    def where(self, criteria: Sequence[Criterion]) -> list[sa.ColumnElement[bool]]:
        """Return the conditions of criteria, with their values as parameters `c0`, `c1`, ..."""
        return [self._condition(criterion, f"c{i}") for i, criterion in enumerate(criteria)]

    def _build(self, query: Query[Any], criteria: Sequence[Criterion], *, after: bool, limit: bool) -> sa.Select[Any]:
        columns = [self.table.c[name] for name in (*query.sort, "id")]
        statement = self.select.where(*self.where(criteria)).order_by(*columns)
        if after:
            marks = [sa.bindparam(f"a{i}", type_=column.type) for i, column in enumerate(columns)]
            statement = statement.where(sa.tuple_(*columns) > sa.tuple_(*marks))
        return statement.limit(sa.bindparam("its_limit", type_=sa.Integer())) if limit else statement

    def _condition(self, criterion: Criterion, name: str) -> sa.ColumnElement[bool]:
        column = self.table.c[criterion.field]
        if criterion.operator is Operator.IS_NULL:
            return column.is_(None) if criterion.value else column.is_not(None)
        if criterion.operator is Operator.ONE_OF:
            return column.in_(sa.bindparam(name, expanding=True, type_=column.type))
        value = sa.bindparam(name, type_=column.type)
        if criterion.operator is Operator.EQ:
            return column == value
        return column < value if criterion.operator is Operator.LT else column >= value

    def _bound(self, criterion: Criterion) -> Any:
        if criterion.operator is Operator.ONE_OF:
            return [self.encode(criterion.field, value) for value in criterion.value]
        return self.encode(criterion.field, criterion.value)


class Schema:
    """All tables of digicase in one metadata, which a host may merge into its own."""

    def __init__(self, schema: str | None = None) -> None:
        self.metadata = sa.MetaData(schema=schema, naming_convention=NAMING)
        converter = json_converter()
        self.kinds = {cls: KindTable(cls, self.metadata, converter) for cls in RECORDS}
        self.version = sa.Table(
            f"{PREFIX}alembic_version", self.metadata, sa.Column("version_num", sa.String(32), primary_key=True)
        )

    def of(self, cls: type[Any]) -> KindTable:
        """Return the table of a kind of record."""
        return self.kinds[cls]
