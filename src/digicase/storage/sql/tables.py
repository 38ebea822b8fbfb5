"""The tables, derived from the records: one per kind, prefixed, with every key and index that the records declare."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from cattrs.preconf.json import JsonConverter
from sqlalchemy.dialects import mysql, postgresql, sqlite

from digicase.domain.kinds import RECORDS
from digicase.domain.record import Criterion, Key, Operator, Query, Record, kind_of, without_none
from digicase.errors import UnreadableRow
from digicase.plain import json_converter
from digicase.storage.sql.columns import MARIADB, Codec, codec

PREFIX = "digicase_"
REVISIONS = ("0001", "0002")
REVISION = REVISIONS[-1]
"""The schema's revision. The version table is Alembic's, under our own name so that two libraries can share a store."""
VERSION_TABLE = f"{PREFIX}alembic_version"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class KindTable:
    """One kind of record as a table: its statements, and the way from rows to records and back."""

    def __init__(self, cls: type[Any], metadata: sa.MetaData, converter: JsonConverter, dialect: str) -> None:
        self.cls, self.kind = cls, kind_of(cls)
        indexed = {name for fields in self._indexed() for name in fields}
        self.codecs: Mapping[str, Codec] = {
            name: codec(hint, converter, indexed=name in indexed) for name, hint in self.kind.fields.items()
        }
        keys = marked_keys(self) if dialect in MARIADB else partial_keys(self)
        self.table = sa.Table(PREFIX + self.kind.name, metadata, *self._columns(), *keys, *self._indexes())
        columns = self.table.c
        mine = (columns.id == sa.bindparam("its_id")) & (columns.version == sa.bindparam("its_version"))
        self.select = sa.select(*(columns[name] for name in self.codecs))
        self.get = self.select.where(columns.id == sa.bindparam("its_id"))
        self.get_locked = self.get.with_for_update()
        inserts: dict[str, sa.Insert] = {
            "sqlite": sqlite.insert(self.table).on_conflict_do_nothing(),
            "postgresql": postgresql.insert(self.table).on_conflict_do_nothing(),
        }
        self.inserts: Mapping[str, sa.Insert] = {
            name: insert.execution_options(preserve_rowcount=True)
            for name, insert in (inserts | dict.fromkeys(MARIADB, self.table.insert())).items()
        }
        self.update = (
            self.table.update().where(mine).values({name: sa.bindparam(name) for name in self.codecs if name != "id"})
        )
        self.delete = self.table.delete().where(mine)
        self._finds: dict[Any, sa.Select[Any]] = {}
        self._updates: dict[tuple[tuple[str, ...], ...], sa.Update] = {}

    def update_unless_held(self, keys: tuple[Key, ...]) -> sa.Update:
        """Return the update that changes nothing where another record holds one of these keys of the new values.

        For engines on which a failed statement spoils the transaction.
        """
        names = tuple(key.fields for key in keys)
        if names not in self._updates:
            other = self.table.alias("other")
            taken = [
                sa.exists().where(
                    other.c.id != sa.bindparam("its_id"),
                    *(other.c[name] == sa.bindparam(name, type_=other.c[name].type) for name in key.fields),
                    *self.conditions(key, other.c),
                )
                for key in keys
            ]
            self._updates[names] = self.update.where(*(~exists for exists in taken))
        return self._updates[names]

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

    def unreadable(self, id: object, error: Exception) -> UnreadableRow:
        """Return the error that names a row which holds what no record can, without showing it."""
        reason = f"the row cannot be read ({type(error).__name__})"
        return UnreadableRow(f"{self.table.name} {id}", reason, "Restore it from a backup, or remove it.")

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

    def create(self, connection: sa.Connection) -> None:
        """Make the schema, where it has a name, and all tables; mark them with our revision."""
        if self.metadata.schema is not None:
            connection.execute(sa.schema.CreateSchema(self.metadata.schema, if_not_exists=True))
        self.metadata.create_all(connection)
        connection.execute(self.version.insert().values(version_num=REVISION))

    def of(self, cls: type[Any]) -> KindTable:
        """Return the table of a kind of record."""
        return self.kinds[cls]


def metadata(dialect: str, schema: str | None = None) -> sa.MetaData:
    """Return our tables as SQLAlchemy metadata for an engine, for a host that makes them by its own migrations.

    `dialect` is sqlite, postgresql or mariadb. After the host's migration `digicase.migrate(url)` marks them as ours.
    """
    return Schema(dialect, schema).metadata
