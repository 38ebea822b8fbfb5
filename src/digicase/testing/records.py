"""Records and queries of every kind, generated: each field takes whatever its type and its validator allow."""

from __future__ import annotations

import collections.abc
import datetime as dt
import functools
import typing
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import Enum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
from hypothesis import assume, strategies as st

from digicase.domain import checks, kinds
from digicase.domain.record import Key, Operator, Query, Record, evolve, kind_of, without_none

Values = st.SearchStrategy[Any]

QUERIES: tuple[type[Query[Any]], ...] = tuple(kinds.QUERIES.values())

EXACT = 2**53
"""Whole numbers up to here survive every format that keeps numbers as floating point, JSON included."""

LONG = 200
"""A text beyond this is not shown whole."""

BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = (dt.UTC, BRUSSELS, dt.timezone(dt.timedelta(hours=5, minutes=45)), dt.timezone(dt.timedelta(hours=-9.5)))
CLOCK_CHANGES = tuple(dt.datetime(*day, 1, tzinfo=dt.UTC) for day in ((2026, 3, 29), (2026, 10, 25), (2027, 3, 28)))
EXTREMES = (dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC))
FIRST, LAST = dt.datetime.min + dt.timedelta(days=1), dt.datetime.max - dt.timedelta(days=1)
"""Between these, a moment has its date in every zone."""
AWKWARD = (
    "",
    "😀",
    "\uffff",
    "é",
    "e\u0301",
    'L\'été\n"à" 100 %',
    "\\0",
    "a\tb\r\nc",
    "null",
    "A",
    "a",
    " a ",
    "1",
    "01",
)


def text() -> Values:
    """Any text that every engine can keep: no NUL, and no half of a surrogate pair."""
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.sampled_from(AWKWARD) | st.text(characters, max_size=20)


def moments() -> Values:
    """Aware moments of all years, to the microsecond, in several zones, often around a change of the clocks."""
    near = st.timedeltas(dt.timedelta(hours=-2), dt.timedelta(hours=2))
    changing = st.builds(lambda change, by: (change + by).astimezone(BRUSSELS), st.sampled_from(CLOCK_CHANGES), near)
    others = st.datetimes(FIRST, LAST, timezones=st.sampled_from(ZONES), allow_imaginary=False)
    return changing | others | st.sampled_from(EXTREMES)


def _lines() -> Values:
    return text().filter(lambda value: bool(value.strip()) and not {"\n", "\r"} & set(value))


SCALARS: Mapping[type[Any], Callable[[], Values]] = {
    str: text,
    bool: st.booleans,
    int: lambda: st.integers(-EXACT, EXACT),
    UUID: st.uuids,
    dt.date: st.dates,
    dt.time: st.times,
    dt.datetime: moments,
}
VALIDATED: Mapping[Any, Callable[[], Values]] = {
    checks.filled: _lines,
    checks.filled_if_given: _lines,
    checks.all_filled: lambda: st.lists(_lines(), max_size=4).map(tuple),
    checks.digits: lambda: st.text("0123456789", min_size=1, max_size=20),
    checks.e164: lambda: st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
    checks.email: lambda: st.from_regex(r"[^@\s<>,;\0]{1,9}@[a-z]{1,9}", fullmatch=True).filter(_is_email),
    checks.language_code: lambda: st.from_regex(r"[a-z]{2,3}", fullmatch=True),
}


def _is_email(value: str) -> bool:
    return value.isprintable() and value == value.strip()


def values(annotation: Any) -> Values:
    """Return the values of a type, None included where it allows it."""
    plain, optional = without_none(annotation)
    if optional:
        return st.none() | values(plain)
    while hasattr(plain, "__supertype__"):
        plain = plain.__supertype__
    if plain in SCALARS:
        return SCALARS[plain]()
    if typing.get_origin(plain) is tuple:
        return st.lists(values(typing.get_args(plain)[0]), max_size=4).map(tuple)
    if typing.get_origin(plain) is collections.abc.Mapping:
        return st.dictionaries(*map(values, typing.get_args(plain)), max_size=4)
    if typing.get_args(plain):
        return st.one_of(*map(values, typing.get_args(plain)))
    return st.sampled_from(plain) if issubclass(plain, Enum) else st.builds(plain, **_fields(plain))


def _fields(cls: type[Any]) -> Mapping[str, Values]:
    return _known_fields(cls)  # type: ignore[arg-type]  # a class is hashable


@functools.cache
def _known_fields(cls: type[Any]) -> Mapping[str, Values]:
    hints = typing.get_type_hints(cls)
    return {field.name: _field(field, hints[field.name]) for field in attrs.fields(cls)}


def _field(field: attrs.Attribute[Any], annotation: Any) -> Values:
    validator = getattr(field.validator, "validator", field.validator)  # what attrs' `optional` holds
    if isinstance(validator, checks.between):
        allowed = st.integers(validator.least, validator.most)
    elif validator in VALIDATED:
        allowed = VALIDATED[validator]()
    else:
        return values(annotation)
    return st.none() | allowed if without_none(annotation)[1] else allowed


def records(cls: type[Any]) -> Values:
    """Return new records of a kind, not saved yet."""
    return st.builds(cls, **{**_fields(cls), "version": st.just(0)})


@st.composite
def stocks(draw: st.DrawFn, cls: type[Any]) -> Sequence[Any]:
    """Return up to eight new records that a store can hold together; many share values, so that queries find ties."""
    kind = kind_of(cls)
    own = {"id", *(field for key in kind.unique if not key.where for field in key.fields)}
    fields = _fields(cls)
    shared = {
        name: st.sampled_from(draw(st.lists(fields[name], min_size=1, max_size=3)))
        for name in fields
        if name not in own | {"version"}
    }
    one = st.builds(cls, **{**{name: fields[name] for name in own}, **shared})
    unlike: list[Callable[[Any], Hashable]] = [lambda record: record.id, *(_clash(key) for key in kind.unique)]
    return draw(st.lists(one, max_size=8, unique_by=tuple(unlike)))


def _clash(key: Key) -> Callable[[Record], Hashable]:
    """Return what two records that clash over a key have in common."""
    return lambda record: key.of(record) or record.id


@st.composite
def clashes(draw: st.DrawFn, cls: type[Any], key: Key) -> tuple[Any, Any]:
    """Return two new records that clash over one of the kind's keys, and over nothing else."""
    whole = records(cls).map(lambda record: evolve(record, **key.where)).filter(key.of)
    first, second = draw(whole), draw(whole)
    second = evolve(second, **{name: getattr(first, name) for name in key.fields})
    others = [other for other in kind_of(cls).unique if other != key]
    assume(
        first.id != second.id and not any(other.of(first) and other.of(first) == other.of(second) for other in others)
    )
    return first, second


@st.composite
def queries(draw: st.DrawFn, asked: type[Query[Any]], stock: Sequence[Any]) -> Query[Any]:
    """Return a query, most of whose values are found in the stock."""
    fields = _fields(asked.of)
    given = {}
    for name, (field, operator) in asked.asks.items():
        if draw(st.integers(0, 2)):
            continue
        known = [value for record in stock if (value := getattr(record, field)) is not None]
        fresh = fields[field].filter(lambda value: value is not None)
        one = (st.sampled_from(known) if known else st.nothing()) | fresh
        wanted = {Operator.IS_NULL: st.booleans(), Operator.ONE_OF: st.lists(one, max_size=4)}.get(operator, one)
        given[name] = draw(wanted)
    return asked(**given)


def comparable(record: Any) -> Any:
    """Return a record with its moments in UTC: a storage keeps the moment, not the zone in which it was told."""
    moments = {
        field.name: told
        for field in attrs.fields(type(record))
        if (told := _in_utc(value := getattr(record, field.name))) is not value
    }
    return evolve(record, **moments)


def hold_same(read: Any, saved: Any) -> None:
    """Hold that a record was read as it was saved, moments as moments; say which fields differ otherwise."""
    read, saved = comparable(read), comparable(saved)
    assert type(read) is type(saved), f"a {type(saved).__name__} was saved, and a {type(read).__name__} read"
    pairs = {name: (getattr(saved, name), getattr(read, name)) for name in kind_of(type(saved)).fields}
    differing = [
        f"{type(saved).__name__}.{name} was saved as {_shown(one)} and read as {_shown(other)}"
        for name, (one, other) in pairs.items()
        if one != other
    ]
    assert not differing, "; ".join(differing)


def _shown(value: Any) -> str:
    if isinstance(value, str) and len(value) > LONG:
        return f"{value[:20]!r}... of {len(value)} characters"
    return repr(value)


def _in_utc(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    if isinstance(value, Mapping):
        return {key: _in_utc(each) for key, each in value.items()}
    return comparable(value) if attrs.has(type(value)) else value
