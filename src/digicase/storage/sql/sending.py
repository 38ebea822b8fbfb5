"""What is sent and how: text for what writes, expressions for what reads, values as the driver takes and gives them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import attrs
import sqlalchemy as sa
from sqlalchemy import exc

from digicase.storage.sql.columns import Codec

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]
Rows = Sequence[Sequence[Any]]


@attrs.frozen
class Change:
    """A statement's text, and how it takes its values, in an order or by name."""

    text: str
    arrange: Convert

    def run(self, connection: sa.Connection, values: Values | Sequence[Values]) -> int:
        """Execute it once, or once for each of several sets of values, and return how many rows it changed."""
        one = isinstance(values, Mapping)
        taken = self.arrange(values) if one else [*map(self.arrange, values)]
        return connection.exec_driver_sql(self.text, taken).rowcount


class Writing(NamedTuple):
    """One statement of a save, and the values of the rows that it is to write: one or several."""

    change: Change
    rows: Sequence[Values]

    def run(self, connection: sa.Connection) -> int:
        """Execute it, and return how many rows it wrote."""
        return self.change.run(connection, self.rows if len(self.rows) > 1 else self.rows[0])


def one_by_one(connection: sa.Connection, writings: Sequence[Writing], *, survives: bool) -> Iterator[int]:
    """Yield how many rows each statement wrote, sent when it is asked for.

    It is 0 where a key or a rule of the database refused it and the transaction survives that; else it raises.
    """
    for writing in writings:
        try:
            done = writing.run(connection)
        except exc.IntegrityError:
            if not survives:
                raise
            done = 0
        yield done


@attrs.frozen
class Question:
    """What reads: an expression over columns as the driver gives them."""

    select: sa.Select[Any]
    dialect: sa.Dialect

    def pages(self, connection: sa.Connection, values: Values, size: int) -> Iterator[Rows]:
        """Execute it, and yield what it finds, so many rows at a time."""
        return connection.execute(self.select, values).partitions(size)

    @functools.cached_property
    def text(self) -> Change:
        """It as text for a driver's own cursor, and how that takes the values."""
        return compiled(self.select, self.dialect)


class AsDriven(sa.types.TypeDecorator[Any]):
    """A column's type, whose values are left as the driver takes and gives them."""

    impl = sa.types.NullType
    cache_ok = True

    def __init__(self, type: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.type = type

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type itself, by which the dialect writes what it must."""
        return self.type.dialect_impl(dialect)

    def bind_processor(self, dialect: sa.Dialect) -> None:
        """Leave values as they are given."""

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> None:
        """Leave values as they come."""


def compiled(expression: Any, dialect: sa.Dialect, names: Collection[str] = ()) -> Change:
    """Return an expression as text for a dialect; `names` are the columns that an insert fills."""
    made = expression.compile(
        dialect=dialect, column_keys=list(names) or None, compile_kwargs={"render_postcompile": True}
    )
    if not made.positional:
        return Change(str(made), lambda values: values)
    fixed = {name: value for name, value in made.params.items() if name.startswith("param_")}  # SQLite's OFFSET 0
    return Change(str(made), _in_order(made.positiontup, fixed))


def _in_order(names: Sequence[str], fixed: Values) -> Convert:
    """Return what gives the values of these names as a tuple; `fixed` are those that the dialect itself has put in."""
    if len(names) > 1 and not any(name in fixed for name in names):
        return itemgetter(*names)
    return lambda values: tuple(fixed[name] if name in fixed else values[name] for name in names)


def as_driven(table: sa.Table) -> Mapping[str, sa.Column[Any]]:
    """Return a table's columns for reading, whose values are left as the driver takes and gives them."""
    columns: list[sa.Column[Any]] = [sa.Column(column.name, AsDriven(column.type)) for column in table.columns]
    return dict(sa.Table(table.name, sa.MetaData(), *columns, schema=table.schema).columns.items())


def binding(codec: Codec, dialect: sa.Dialect) -> Convert | None:
    """Return what makes of a value, never None, what the driver takes; None where it takes it as it is."""
    bound = codec.type.dialect_impl(dialect).bind_processor(dialect)
    return _both(codec.encode, bound)


def reading(codec: Codec, dialect: sa.Dialect) -> Convert | None:
    """Return what makes a value of what the driver gives, never None; None where it is one already."""
    return _both(codec.type.dialect_impl(dialect).result_processor(dialect, None), codec.decode)


def _both(first: Convert | None, second: Convert | None) -> Convert | None:
    if first is None or second is None:
        return first or second
    return lambda value: second(first(value))
