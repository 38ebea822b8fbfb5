"""Records, and the queries over them: their meaning is written once and every store derives from it."""

from __future__ import annotations

import datetime as dt
import functools
import types
import typing
from collections.abc import Callable, Collection, Mapping
from enum import Enum, StrEnum
from operator import attrgetter
from typing import Any, ClassVar, NoReturn, Protocol, TypeVar, dataclass_transform
from uuid import UUID

import attrs

from digicase.errors import Problem


class Record(Protocol):
    """A frozen value with an identity and a version; a change is a new value.

    `id` is a UUIDv7 made by us. `version` is 0 until the record is first saved, and goes up by one with every save.
    """

    @property
    def id(self) -> UUID:
        """Identity, for good."""
        ...

    @property
    def version(self) -> int:
        """How often the record was saved."""
        ...


R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=type[Any])
V = TypeVar("V")


class Unchanging(dict[Any, Any]):
    """A mapping that cannot be changed, for the fields of records; equal to, written and pickled as any other."""

    def _refuse(self: Any, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a record cannot be changed, nor what is in it: make another with evolve(record, ...)")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse

    def __copy__(self) -> Unchanging:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Unchanging, (dict(self),)


def unchanging(given: Mapping[str, V]) -> Mapping[str, V]:
    """Return a mapping as it is now, and as it stays whatever becomes of the one that was given."""
    return given if type(given) is Unchanging else Unchanging(given)


@attrs.frozen(init=False)
class Key:
    """A unique key: no two records share these fields' values, among the records for which `where` holds.

    `where` maps fields to the value they must have (None: no value). A record with an empty key field has no key.
    """

    fields: tuple[str, ...]
    where: Mapping[str, Any]

    def __init__(self, *fields: str, where: Mapping[str, Any] | None = None) -> None:
        self.__attrs_init__(fields, dict(where or {}))  # pyright: ignore[reportAttributeAccessIssue]  # attrs puts it there, which pyright does not know

    def of(self, record: Record) -> tuple[Any, ...] | None:
        """Return the record's values for this key, or None where the key does not apply to it."""
        if any(getattr(record, field) != value for field, value in self.where.items()):
            return None
        values = tuple(getattr(record, field) for field in self.fields)
        return None if None in values else values


@attrs.frozen
class Kind:
    """What stores need to know of a kind of record: its name, fields with their types, unique keys and indexes."""

    cls: type[Any]
    name: str
    unique: tuple[Key, ...]
    indexed: tuple[tuple[str, ...], ...]

    @functools.cached_property
    def fields(self) -> Mapping[str, Any]:
        """Return the type of every field, by name, in the order in which they are declared."""
        hints = typing.get_type_hints(self.cls)
        return {field.name: hints[field.name] for field in attrs.fields(self.cls)}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def record(
    *, name: str = "", unique: Collection[Key] = (), indexed: Collection[str | tuple[str, ...]] = ()
) -> Callable[[C], C]:
    """Make the class a kind of record: frozen, keyword-only, with its unique keys and indexes declared beside it.

    `name` is the kind's name in stores and errors, for good (default: the class name in snake case).
    """

    def made(cls: C) -> C:
        result = attrs.frozen(kw_only=True)(cls)
        named = name or "".join("_" + c.lower() if c.isupper() else c for c in cls.__name__).lstrip("_")
        columns = tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in indexed)
        result.__digicase__ = Kind(result, named, tuple(unique), columns)
        return result

    return made


def kind_of(cls: type[Any]) -> Kind:
    """Return what is declared of a record class; a class without `@record` is a TypeError."""
    try:
        kind: Kind = cls.__digicase__
    except AttributeError:
        raise TypeError(f"{getattr(cls, '__name__', repr(cls))} is not a record: decorate it with @record") from None
    return kind


def evolve(value: V, /, **changes: Any) -> V:
    """Return a copy of a record or other frozen value with some fields changed; an unknown field is a TypeError."""
    names, values = _fields(type(value))  # type: ignore[arg-type]  # a class is hashable
    return type(value)(**{**dict(zip(names, values(value), strict=True)), **changes})


@functools.cache
def _fields(cls: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of a class's fields and what reads them all: what `attrs.evolve` works out at every call."""
    names = tuple(field.name for field in attrs.fields(cls))
    read = attrgetter(*names)
    return names, read if len(names) > 1 else lambda value: (read(value),)


def same(one: Record | None, other: Record | None) -> bool:
    """Tell whether two records hold the same, whatever their versions; moments are compared as moments."""
    if one is None or other is None or type(one) is not type(other):
        return one is other
    names = [name for name in kind_of(type(one)).fields if name != "version"]
    return all(_comparable(getattr(one, name)) == _comparable(getattr(other, name)) for name in names)


def without_none(annotation: Any) -> tuple[Any, bool]:
    """Split a field's type from its being optional: `date | None` gives `(date, True)`."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        parts = typing.get_args(annotation)
        rest = tuple(part for part in parts if part is not type(None))
        return (rest[0] if len(rest) == 1 else typing.Union[rest]), rest != parts  # noqa: UP007 - built from a tuple
    return annotation, False


class Operator(Enum):
    """How a criterion compares a record's field with the wanted value; an empty field only ever matches IS_NULL."""

    EQ = "eq"
    ONE_OF = "one_of"
    LT = "lt"
    GE = "ge"
    IS_NULL = "is_null"

    def holds(self, value: Any, wanted: Any) -> bool:
        """Tell whether a field's value satisfies the criterion."""
        if self is Operator.IS_NULL:
            return (value is None) is wanted
        if value is None:
            return False
        if self is Operator.ONE_OF:
            return _comparable(value) in map(_comparable, wanted)
        value, wanted = _comparable(value), _comparable(wanted)
        if self is Operator.EQ:
            return bool(value == wanted)
        return bool(value < wanted if self is Operator.LT else value >= wanted)


def _comparable(value: Any) -> Any:
    """Return a moment in UTC and any other value as it is.

    Python compares two moments of one zone by their clock readings, and calls a moment in the hour that clocks repeat
    unequal to the same moment in another zone; as moments they compare in UTC.
    """
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


eq, one_of, lt, ge, is_null = Operator.EQ, Operator.ONE_OF, Operator.LT, Operator.GE, Operator.IS_NULL


@attrs.frozen
class Criterion:
    """One condition of a query: this field, compared so, with that value."""

    field: str
    operator: Operator
    value: Any

    def matches(self, record: Record) -> bool:
        """Tell whether the record satisfies this one condition."""
        return self.operator.holds(getattr(record, self.field), self.value)


class Query(typing.Generic[R]):
    """A question about one kind of record; all its criteria must hold, and a criterion left at None is not asked.

    Results come in the query's order, ties broken by id; text compares by code point, False before True.
    """

    of: ClassVar[type[Any]]
    sort: ClassVar[tuple[str, ...]]
    asks: ClassVar[Mapping[str, tuple[str, Operator]]]

    def criteria(self) -> tuple[Criterion, ...]:
        """Return the conditions that are asked, in the order of the query's fields."""
        asked = []
        for name, (field, operator) in self.asks.items():
            value = getattr(self, name)
            if value is not None:
                asked.append(Criterion(field, operator, value))
        return tuple(asked)

    def matches(self, record: R) -> bool:
        """Tell whether the record answers the query: the one meaning that every store must keep."""
        return isinstance(record, self.of) and all(criterion.matches(record) for criterion in self.criteria())

    def position(self, record: R) -> tuple[Any, ...]:
        """Return where the record stands in the query's order: its sort key."""
        return (*(_comparable(getattr(record, field)) for field in self.sort), record.id)


def unfit(query: Query[Any]) -> list[Problem]:
    """Return a problem for every criterion of a query whose value no record's field can have."""
    problems = []
    fields = kind_of(query.of).fields
    for name, (field, operator) in query.asks.items():
        given = getattr(query, name)
        sort = bool if operator is Operator.IS_NULL else _plain(fields[field])
        if given is None:
            continue
        if operator is Operator.ONE_OF and (isinstance(given, str) or not isinstance(given, Collection)):
            problems.append(Problem(name, f"must be a list, each of which is {_named(sort)}, not {given!r}"))
            continue
        values = given if operator is Operator.ONE_OF else (given,)
        wrong = [value for value in values if not _is(value, sort)]
        problems += [Problem(name, f"must be {_named(sort)}, not {value!r}") for value in wrong[:1]]
    return problems


def _plain(annotation: Any) -> Any:
    found, _ = without_none(annotation)
    while hasattr(found, "__supertype__"):
        found = found.__supertype__
    return found if isinstance(found, type) else object


def _is(value: object, sort: type[Any]) -> bool:
    if issubclass(sort, StrEnum):
        return value in list(sort)
    return is_day(value) if sort is dt.date else isinstance(value, sort)


def _named(sort: type[Any]) -> str:
    if sort is UUID:
        return "an id (a UUID, such as case.id)"
    if issubclass(sort, StrEnum):
        return f"one of {', '.join(sort)}"
    return {str: "a text", dt.date: "a date", dt.datetime: "a moment", bool: "true or false"}.get(sort, sort.__name__)


def is_day(value: object) -> bool:
    """Tell whether a value is a date, and no moment."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def where(field: str, operator: Operator) -> Any:
    """Declare a criterion of a query class: it compares `field` of the record when a value is given."""
    return attrs.field(default=None, metadata={"where": (field, operator)})


@dataclass_transform(kw_only_default=True, frozen_default=True)
def query(of: type[Any], *, sort: tuple[str, ...]) -> Callable[[C], C]:
    """Make the class a query over a kind of record; the fields it names must exist, and sort fields are never empty."""

    def made(cls: C) -> C:
        result = attrs.frozen(kw_only=True)(cls)
        result.of, result.sort = of, sort
        result.asks = {field.name: field.metadata["where"] for field in attrs.fields(result)}
        asked = {field for field, _ in result.asks.values()}
        if missing := sorted((asked | set(sort)) - {field.name for field in attrs.fields(of)}):
            raise TypeError(f"{cls.__name__} asks for {', '.join(missing)}, which {of.__name__} does not have")
        return result

    return made


def every(kind: type[R]) -> Query[R]:
    """Return the query for all records of a kind as they were made: by identity, which every store has at hand."""
    found: Query[R] = query(kind, sort=())(type(f"Every{kind.__name__}", (Query,), {}))()
    return found
