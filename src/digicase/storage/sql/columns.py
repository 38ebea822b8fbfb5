"""How the fields of records become columns: scalars as typed columns, nested values as JSON, moments as UTC."""

from __future__ import annotations

import datetime as dt
import json
import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Any
from uuid import UUID

import attrs
import sqlalchemy as sa
from cattrs.preconf.json import JsonConverter, make_converter

from digicase.domain.record import without_none


class Utc(sa.types.TypeDecorator[dt.datetime]):
    """An aware moment, kept as UTC also by engines that forget time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Turn an aware moment into UTC; SQLite gets it without the zone."""
        if value is None:
            return None
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


SCALARS: dict[type[Any], Callable[[], sa.types.TypeEngine[Any]]] = {
    str: sa.Text,
    int: sa.BigInteger,
    bool: sa.Boolean,
    dt.date: sa.Date,
    dt.time: sa.Time,
    dt.datetime: Utc,
    UUID: sa.Uuid,
}


@attrs.frozen
class Codec:
    """What stands between a field and its column; None passes through both ways."""

    type: sa.types.TypeEngine[Any]
    encode: Callable[[Any], Any] | None = None
    decode: Callable[[Any], Any] | None = None


def json_converter() -> JsonConverter:
    """Return a converter for nested values, strict about unknown keys; ids, enums and dates become text."""
    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda value, _: UUID(value))
    converter.register_unstructure_hook(dt.time, lambda value: value.isoformat())
    converter.register_structure_hook(dt.time, lambda value, _: dt.time.fromisoformat(value))
    converter.register_structure_hook(str | int, lambda value, _: value)
    converter.register_structure_hook(str | int | bool | None, lambda value, _: value)
    return converter


def codec(annotation: Any, converter: JsonConverter) -> Codec:
    """Return how a field of this type is kept."""
    plain, _ = without_none(annotation)
    while hasattr(plain, "__supertype__"):
        plain = plain.__supertype__
    if plain in SCALARS:
        return Codec(SCALARS[plain]())
    if typing.get_origin(plain) is None and issubclass(plain, StrEnum):
        return Codec(sa.Text(), str, plain)

    def encode(value: Any) -> str:
        tree = converter.unstructure(value, unstructure_as=plain)
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def decode(text: str) -> Any:
        return converter.structure(json.loads(text), plain)

    return Codec(sa.Text(), encode, decode)
