"""Records as plain data and back: what JSON can hold, strict in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from cattrs import transform_error
from cattrs.errors import BaseValidationError
from cattrs.fns import identity
from cattrs.preconf.json import JsonConverter, make_converter

from digicase.domain.record import Record
from digicase.errors import InvalidData, Problem

R = TypeVar("R", bound=Record)


def to_plain(record: Record) -> dict[str, Any]:
    """Return a record as dictionaries, lists, texts, numbers, booleans and None, by the names of its fields.

    Ids are texts, days and times are ISO 8601, moments too with their offset from UTC. `json.dumps` takes it as it is.
    """
    plain: dict[str, Any] = json_converter().unstructure(record)
    return plain


def from_plain(kind: type[R], data: Mapping[str, Any]) -> R:
    """Return the record of a kind that `to_plain` gave; anything else is InvalidData with every problem."""
    try:
        return json_converter().structure(data, kind)
    except BaseValidationError as error:
        raise InvalidData([Problem("record", text) for text in transform_error(error)]) from None


@cache
def json_converter() -> JsonConverter:
    """Return the converter, strict about unknown keys; ids, enums, days and moments become text."""
    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda value, _: UUID(value))
    converter.register_unstructure_hook(dt.time, lambda value: value.isoformat())
    converter.register_structure_hook(dt.time, lambda value, _: dt.time.fromisoformat(value))
    for fact in (str | int, str | int | bool | None):
        converter.register_unstructure_hook(fact, identity)
    converter.register_structure_hook(str | int, lambda value, _: value)
    converter.register_structure_hook(str | int | bool | None, lambda value, _: value)
    return converter
