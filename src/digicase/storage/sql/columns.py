"""How the fields of records become columns: scalars as typed columns, nested values as JSON, moments as UTC."""

from __future__ import annotations

import datetime as dt
import functools
import json
import operator
import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Any
from uuid import UUID

import attrs
import sqlalchemy as sa
from cattrs.preconf.json import JsonConverter
from sqlalchemy.dialects import mysql

from digicase.domain.ids import uuid_of
from digicase.domain.record import without_none

EXACT = "utf8mb4_nopad_bin"
"""MariaDB's collation that tells every text from every other and orders by code point, as ours does."""

ENGINES = ("mariadb", "postgresql", "sqlite")
MARIADB = ("mariadb", "mysql")
TO_MICROSECONDS = len("2026-11-24 09:00:00.000000")
LONGEST_KEY = 255
"""How many characters of a text MariaDB can hold in an index of ours."""

JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Utc(sa.types.TypeDecorator[dt.datetime]):
    """An aware moment, kept as UTC also by engines that forget time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Keep microseconds where that must be asked for."""
        return mysql.DATETIME(fsp=6) if dialect.name in MARIADB else self.impl_instance

    def bind_processor(self, dialect: sa.Dialect) -> Any:
        """Write for SQLite what SQLAlchemy writes, in less than half of the time."""
        return _utc_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Turn an aware moment into UTC; engines that forget time zones get it without."""
        if value is None:
            return None
        moment = value.astimezone(dt.UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _utc_text(value: dt.datetime | None) -> str | None:
    return None if value is None else _text_in_utc(value.astimezone(dt.UTC))


@functools.lru_cache
def _text_in_utc(moment: dt.datetime) -> str:
    """Return it as text; kept, since a transaction writes the moment of its beginning into most of its rows."""
    return moment.isoformat(" ", "microseconds")[:TO_MICROSECONDS]


class Id(sa.Uuid[UUID]):
    """An identity: the engine's own type where it has one, else 32 hexadecimal digits, read in a third of the time."""

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what reads digits; an engine that has a type for identities puts its own in place of this."""
        return _id_from_text


class Whole(sa.BigInteger):
    """A whole number, also where SQLite's column holds something else: that cannot be read."""

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what lets nothing but whole numbers pass, on the engine whose columns take anything."""
        return operator.index if dialect.name == "sqlite" else None


class Truth(sa.Boolean):
    """True or false, also where SQLite's column holds something else: that cannot be read."""

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Any:
        """Return what lets nothing but the two pass, on the engine whose columns take anything."""
        if dialect.name == "sqlite":
            return TRUTH.__getitem__
        return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]  # SQLAlchemy's own


TRUTH = {0: False, 1: True}


def _id_from_text(digits: str | None) -> UUID | None:
    return None if digits is None else uuid_of(int.from_bytes(bytes.fromhex(digits), "big"))


def text(dialect: str, *, indexed: bool = False) -> sa.types.TypeEngine[Any]:
    """Return a text that every engine compares by code point; MariaDB indexes only texts of a limited length."""
    if dialect in MARIADB:
        return mysql.VARCHAR(LONGEST_KEY, collation=EXACT) if indexed else mysql.LONGTEXT(collation=EXACT)
    return sa.Text(collation="C" if dialect == "postgresql" else None)


SCALARS: dict[type[Any], Callable[[str], sa.types.TypeEngine[Any]]] = {
    int: lambda _: Whole(),
    bool: lambda _: Truth(),
    dt.date: lambda _: sa.Date(),
    dt.time: lambda dialect: mysql.TIME(fsp=6) if dialect in MARIADB else sa.Time(),
    dt.datetime: lambda _: Utc(),
    UUID: lambda dialect: Id(native_uuid=dialect not in MARIADB),  # MariaDB's own type has an order of its own
}


def plain(type: sa.types.TypeEngine[Any], dialect: str) -> sa.types.TypeEngine[Any]:
    """Return a column's type as SQLAlchemy has it: a host's migrations name it, and nothing of ours."""
    if isinstance(type, Id):
        return sa.Uuid(native_uuid=type.native_uuid)
    if isinstance(type, Utc):
        return mysql.DATETIME(fsp=6) if dialect in MARIADB else sa.DateTime(timezone=True)
    if isinstance(type, Whole):
        return sa.BigInteger()
    return sa.Boolean() if isinstance(type, Truth) else type


@attrs.frozen
class Codec:
    """What stands between a field and its column; None passes through both ways.

    `repeats` tells that many rows hold few different values, which are immutable and can be shared.
    """

    type: sa.types.TypeEngine[Any]
    encode: Callable[[Any], Any] | None = None
    decode: Callable[[Any], Any] | None = None
    repeats: bool = False


def codec(annotation: Any, converter: JsonConverter, dialect: str, *, indexed: bool) -> Codec:
    """Return how an engine keeps a field of this type; `indexed` where an index or key of ours holds it."""
    kind, _ = without_none(annotation)
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    if kind in SCALARS:
        return Codec(SCALARS[kind](dialect), repeats=kind in (int, bool, dt.date, dt.time))
    if kind is str:
        return Codec(text(dialect, indexed=indexed))
    if typing.get_origin(kind) is None and issubclass(kind, StrEnum):
        members = {str(member): member for member in kind}
        return Codec(text(dialect, indexed=indexed), str, lambda told: members.get(told) or kind(told), repeats=True)

    unstructure, structure = converter.get_unstructure_hook(kind), converter.get_structure_hook(kind)

    empty = () if typing.get_origin(kind) is tuple else None  # most lists of most records are

    def encode(value: Any) -> str:
        return "[]" if value == empty else JSON.encode(unstructure(value))

    def decode(text: str) -> Any:
        return empty if text == "[]" and empty is not None else structure(json.loads(text), kind)

    return Codec(text(dialect), encode, decode, repeats=empty is not None)
