"""The statements on each kind's table, made once for a dialect, with values as the driver takes them.

SQLAlchemy writes every statement and knows how each engine keeps a value. What it would work out anew at every
execution is kept: for what writes, the text and the order of the parameters; for what reads, the expression, beside
which SQLAlchemy itself keeps text and columns. The conversions are ours, column by column (docs/performance.md).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from digicase.domain.record import Criterion, Key, Operator, Query, Record
from digicase.errors import UnreadableRow
from digicase.storage.sql.rows import make_reader, make_writer
from digicase.storage.sql.sending import Change, Question, Values, as_driven, binding, compiled, reading
from digicase.storage.sql.tables import KindTable, Schema

MANY = 16
"""From how many rows on it is worth while to read column by column, and to look which values repeat."""
E = TypeVar("E", sa.Update, sa.Delete)


class BadRow(Exception):
    """One of the rows holds what no record can; the cause is what was raised over it."""


class Statements:
    """The statements of every kind, for each dialect that a connection has had."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made: WeakKeyDictionary[sa.Dialect, dict[type[Any], KindStatements]] = WeakKeyDictionary()

    def on(self, dialect: sa.Dialect) -> Callable[[type[Any]], KindStatements]:
        """Return what gives a kind's statements for a dialect."""
        made = self._made.setdefault(dialect, {})

        def of(cls: type[Any]) -> KindStatements:
            if cls not in made:
                made[cls] = KindStatements(self._schema.of(cls), dialect)
            return made[cls]

        return of


class KindStatements:
    """The statements on one kind's table, and the way from rows to records and back."""

    def __init__(self, table: KindTable, dialect: sa.Dialect) -> None:
        self.kind, self.name, self._cls = table.kind, table.table.name, table.cls
        self._table, self._dialect = table, dialect
        self._columns = as_driven(table.table)
        self._names = tuple(table.codecs)
        self._binders = {name: binding(codec, dialect) for name, codec in table.codecs.items()}
        self.raised = make_writer(self._cls, self._binders)
        self._readers = {name: reading(codec, dialect) for name, codec in table.codecs.items()}
        self._record = make_reader(self._cls, self._readers)
        self._repeating = {name for name, codec in table.codecs.items() if codec.repeats}
        self._select = sa.select(*(self._columns[name] for name in self._names))
        one = self._select.where(self._columns["id"] == self._given("id"))
        self.get = Question(one, dialect)
        self.get_locked = Question(one.with_for_update(), dialect)
        self._updates: dict[tuple[tuple[str, ...], ...], Change] = {}
        self._questions: dict[Any, Question] = {}

    @functools.cached_property
    def insert(self) -> Change:
        """The insert of a row, which counts what it did instead of failing, where the engine can."""
        return compiled(_insert(self._table, self._dialect), self._dialect, self._names)

    @functools.cached_property
    def delete(self) -> Change:
        """The delete of a row at a version."""
        return compiled(self._same(self._table.table.delete()), self._dialect)

    def bind(self, field: str, value: Any) -> Any:
        """Return a field's value as the driver takes it."""
        binder = self._binders[field]
        return value if binder is None or value is None else binder(value)

    def identity(self, record: Record, *, version: int) -> dict[str, Any]:
        """Return the values by which a statement finds the row of a record at a version."""
        return {"its_id": self.bind("id", record.id), "its_version": version}

    def records(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """Return rows as records, read column by column; one that cannot be read is a `BadRow`."""
        try:
            if len(rows) < MANY:
                return [self._record(row) for row in rows]
            columns = [
                column if reader is None else self._read_column(name, reader, column)
                for (name, reader), column in zip(self._readers.items(), zip(*rows, strict=True), strict=True)
            ]
            return [self._cls(**dict(zip(self._names, values, strict=True))) for values in zip(*columns, strict=True)]
        except Exception as error:  # whatever a field's type or the record itself raises over a value that is not its
            raise BadRow from error

    def _read_column(self, name: str, reader: Callable[[Any], Any], column: Sequence[Any]) -> Iterable[Any]:
        """Return a column's values; each different one is read once, where they are likely to repeat."""
        if name not in self._repeating:
            return [None if value is None else reader(value) for value in column]
        values = {value: None if value is None else reader(value) for value in set(column)}
        return map(values.__getitem__, column)

    def counts(self, by: str, rows: Sequence[Sequence[Any]]) -> Mapping[Any, int]:
        """Return how often each value of a field is there, from rows; one that no record has is a `BadRow`."""
        try:
            return {self._read(by, value): int(number) for value, number in rows}
        except Exception as error:  # whatever a field's type raises over a value that is not its
            raise BadRow from error

    def unreadable(self, id: Any, cause: BaseException | None) -> UnreadableRow:
        """Return the error that names a row which holds what no record can, without showing it."""
        try:
            named = self._read("id", id)
        except Exception:  # it is the id itself
            named = repr(id)
        return UnreadableRow.over(f"{self.name} {named}", cause)

    def update(self, unless_held: tuple[Key, ...] = ()) -> Change:
        """Return the update of a row at a version, which changes nothing where another holds one of these keys.

        The keys are for engines on which a failed statement spoils the transaction.
        """
        shape = tuple(key.fields for key in unless_held)
        if shape not in self._updates:
            self._updates[shape] = compiled(self._update(unless_held), self._dialect)
        return self._updates[shape]

    def find(
        self, query: Query[Any], *, after: Any | None, limit: int | None, claim: bool = False, ids: bool = False
    ) -> tuple[Question, Values]:
        """Return the question for a query's shape, and the values of this query; `ids` wants nothing but those."""
        criteria = query.criteria()
        shape = (type(query), _shape(criteria), after is not None, limit is not None, claim, ids)
        question = self._keep(shape, lambda: self._find(query.sort, criteria, shape))
        values = self._asked(criteria)
        if after is not None:
            values |= {f"a{i}": self.bind(name, getattr(after, name)) for i, name in enumerate((*query.sort, "id"))}
        return question, values if limit is None else values | {"its_limit": limit}

    def count(self, query: Query[Any], by: str | None) -> tuple[Question, Values]:
        """Return the question that counts what a query matches, per value of a field if one is named."""
        criteria = query.criteria()
        question = self._keep((type(query), _shape(criteria), "count", by), lambda: self._count(criteria, by))
        return question, self._asked(criteria)

    def _read(self, field: str, value: Any) -> Any:
        """Return a field's value from what the driver gives."""
        reader = self._readers[field]
        return value if reader is None or value is None else reader(value)

    def others(self, record: Record, key: Key) -> tuple[Question, Values]:
        """Return the question that finds another record than this which holds its value of a key."""
        values = {name: getattr(record, name) for name in key.fields} | dict(key.where)
        empty = tuple(name for name, value in values.items() if value is None)
        found = self._keep(("others", *values, empty), lambda: self._others(values))
        bound = {f"k_{name}": self.bind(name, value) for name, value in values.items() if value is not None}
        return found, bound | {"its_id": self.bind("id", record.id)}

    def _keep(self, shape: Any, make: Callable[[], sa.Select[Any]]) -> Question:
        question = self._questions.get(shape)
        if question is None:
            question = self._questions[shape] = Question(make(), self._dialect)
        return question

    def _given(self, field: str, name: str = "") -> sa.BindParameter[Any]:
        return sa.bindparam(name or f"its_{field}", type_=self._columns[field].type, required=False)

    def _same(self, statement: E) -> E:
        columns = self._table.table.c
        same: E = statement.where(columns.id == self._given("id"), columns.version == self._given("version"))
        return same

    def _update(self, unless_held: tuple[Key, ...]) -> sa.Update:
        values = {name: self._given(name, name) for name in self._names if name != "id"}
        other = self._table.table.alias("other")
        taken = [
            sa.exists().where(
                other.c.id != self._given("id"),
                *(other.c[name] == self._given(name, name) for name in key.fields),
                *self._table.conditions(key, other.c),
            )
            for key in unless_held
        ]
        return self._same(self._table.table.update()).where(*(~exists for exists in taken)).values(values)

    def _find(self, sort: Sequence[str], criteria: Sequence[Criterion], shape: tuple[Any, ...]) -> sa.Select[Any]:
        *_, after, limit, claim, ids = shape
        order = [self._columns[name] for name in (*sort, "id")]
        statement = sa.select(self._columns["id"]) if ids else self._select
        statement = statement.where(*self._where(criteria)).order_by(*order)
        if after:
            marks = [sa.bindparam(f"a{i}", type_=column.type, required=False) for i, column in enumerate(order)]
            statement = statement.where(sa.tuple_(*order) > sa.tuple_(*marks))
        if limit:
            statement = statement.limit(sa.bindparam("its_limit", type_=sa.Integer(), required=False))
        return statement.with_for_update(skip_locked=True) if claim else statement

    def _count(self, criteria: Sequence[Criterion], by: str | None) -> sa.Select[Any]:
        number: sa.ColumnElement[Any] = sa.func.count()
        if by is None:
            return sa.select(number).select_from(self._columns["id"].table).where(*self._where(criteria))
        column = self._columns[by]
        both: Any = sa.select(column, number)
        grouped: sa.Select[Any] = both.where(*self._where(criteria)).group_by(column)
        return grouped

    def _others(self, values: Mapping[str, Any]) -> sa.Select[Any]:
        same = [
            self._columns[name].is_(None) if value is None else self._columns[name] == self._given(name, f"k_{name}")
            for name, value in values.items()
        ]
        return sa.select(self._columns["id"]).where(*same, self._columns["id"] != self._given("id"))

    def _asked(self, criteria: Sequence[Criterion]) -> dict[str, Any]:
        """Return the values of criteria: `c0`, `c1`, ...; of several values `c0_0`, `c0_1`, ..."""
        asked: dict[str, Any] = {}
        for i, criterion in enumerate(criteria):
            if criterion.operator is Operator.ONE_OF:
                bound = [self.bind(criterion.field, value) for value in criterion.value]
                bound += bound[-1:] * (_places(criterion) - len(bound))
                asked |= {f"c{i}_{j}": value for j, value in enumerate(bound)}
            elif criterion.operator is not Operator.IS_NULL:
                asked[f"c{i}"] = self.bind(criterion.field, criterion.value)
        return asked

    def _where(self, criteria: Sequence[Criterion]) -> list[sa.ColumnElement[bool]]:
        return [self._condition(criterion, f"c{i}") for i, criterion in enumerate(criteria)]

    def _condition(self, criterion: Criterion, name: str) -> sa.ColumnElement[bool]:
        column = self._columns[criterion.field]
        if criterion.operator is Operator.IS_NULL:
            return column.is_(None) if criterion.value else column.is_not(None)
        if criterion.operator is Operator.ONE_OF:
            places = [self._given(criterion.field, f"{name}_{j}") for j in range(_places(criterion))]
            return column.in_(places) if places else sa.false()
        value = self._given(criterion.field, name)
        if criterion.operator is Operator.EQ:
            return column == value
        return column < value if criterion.operator is Operator.LT else column >= value


def _shape(criteria: Sequence[Criterion]) -> tuple[Any, ...]:
    """Return what decides the text of conditions, whatever values they compare with."""
    return tuple((c.field, c.operator, c.value if c.operator is Operator.IS_NULL else _places(c)) for c in criteria)


def _places(criterion: Criterion) -> int:
    """Return for how many values a condition has places: a power of two, so that there are few texts to keep."""
    if criterion.operator is not Operator.ONE_OF or not criterion.value:
        return 0
    return 1 << (len(criterion.value) - 1).bit_length()


def _insert(table: KindTable, dialect: sa.Dialect) -> sa.Insert:
    """Return the insert, which counts what it did instead of failing, where the engine can."""
    if dialect.name == "sqlite":
        return sqlite.insert(table.table).on_conflict_do_nothing()
    if dialect.name == "postgresql":
        return postgresql.insert(table.table).on_conflict_do_nothing()
    return table.table.insert()
