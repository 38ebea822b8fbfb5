"""The boundary at which a caller's plain values become the domain's: strict, and all problems at once."""

from __future__ import annotations

import collections.abc
import datetime as dt
import functools
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import attrs
from cattrs import Converter

from digicase.domain.record import without_none
from digicase.errors import InvalidData, Problem

T = TypeVar("T")
NAMES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    dt.date: "a date",
    dt.time: "a time",
    dt.timedelta: "a timedelta",
    UUID: "a UUID",
}


def accept(cls: type[T], /, *found: Problem, **given: Any) -> T:
    """Return the frozen value made of what a caller gave, or raise `InvalidData` with every problem by path.

    `found` are problems that were found in it otherwise, to be told together with these.
    Lists and sets become tuples, texts become the members of enumerations. Nothing else is converted: an int is no
    text, a bool is no int, a datetime is no date, and a moment must be aware.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, annotation, structure in _fields(typing.cast(Any, cls)):
        if field.name not in given:
            continue
        try:
            values[field.name] = value = structure(given[field.name], annotation)
            if field.validator is not None:
                field.validator(None, field, value)
        except _Unfit as unfit:
            problems += [Problem(f"{field.name}{path}", reason) for path, reason in unfit.problems]
        except ValueError as error:
            problems.append(Problem(field.name, str(error)))
    if problems or found:
        raise InvalidData([*problems, *found])
    return cls(**values)


class _Unfit(Exception):
    def __init__(self, *problems: tuple[str, str]) -> None:
        self.problems = problems


@functools.cache
def _fields(cls: type[Any]) -> Sequence[tuple[attrs.Attribute[Any], Any, Callable[[Any, Any], Any]]]:
    """Return a class's fields, each with its type and with what makes a value of that."""
    hints = typing.get_type_hints(cls)
    return [
        (field, hints[field.name], _converter().get_structure_hook(hints[field.name])) for field in attrs.fields(cls)
    ]


@functools.cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    for scalar in NAMES:
        converter.register_structure_hook(scalar, functools.partial(_scalar, scalar))
    converter.register_structure_hook(dt.datetime, _moment)
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_func(attrs.has, _instance)
    converter.register_structure_hook_func(lambda t: _generic(t) is tuple, _tuple(converter))
    converter.register_structure_hook_func(lambda t: _generic(t) is collections.abc.Mapping, _mapping(converter))
    converter.register_structure_hook_func(lambda t: without_none(t)[1], _optional(converter))
    return converter


def _generic(annotation: Any) -> object:
    return typing.get_origin(annotation)


def _scalar(scalar: type[Any], value: Any, _: Any) -> Any:
    """Take a value that is exactly of the type; a bool is no int, a datetime is no date."""
    if type(value) is not scalar and not (isinstance(value, scalar) and scalar in (str, UUID)):
        raise _Unfit(("", f"must be {NAMES[scalar]}, not {value!r}"))
    if scalar is str and (bad := [c for c in value if ord(c) < 32 and c not in "\t\n\r"]):
        raise _Unfit(("", f"holds a control character (U+{ord(bad[0]):04X})"))
    if scalar is dt.time and value.tzinfo is not None:
        raise _Unfit(("", "must be a local time without a zone"))
    return str(value) if scalar is str else value


def _moment(value: Any, _: Any) -> dt.datetime:
    if not isinstance(value, dt.datetime) or value.utcoffset() is None:
        raise _Unfit(("", f"must be a datetime with a zone, not {value!r}"))
    return value


def _member(value: Any, cls: type[StrEnum]) -> StrEnum:
    try:
        return cls(value)
    except ValueError:
        raise _Unfit(("", f"{value!r} is not known; choose one of {', '.join(cls)}")) from None


def _instance(value: Any, cls: type[T]) -> T:
    if not isinstance(value, cls):
        raise _Unfit(("", f"must be a {cls.__name__}, not {value!r}"))
    return value


def _tuple(converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    def structure(value: Any, annotation: Any) -> tuple[Any, ...]:
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Collection):
            raise _Unfit(("", f"must be a list, not {value!r}"))
        element = typing.get_args(annotation)[0]
        return tuple(_each(converter, {str(i): (one, element) for i, one in enumerate(value)}).values())

    return structure


def _mapping(converter: Converter) -> Callable[[Any, Any], dict[Any, Any]]:
    def structure(value: Any, annotation: Any) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            raise _Unfit(("", f"must be a mapping, not {value!r}"))
        element = typing.get_args(annotation)[1]
        return _each(converter, {key: (one, element) for key, one in value.items()})

    return structure


def _each(converter: Converter, given: Mapping[Any, tuple[Any, Any]]) -> dict[Any, Any]:
    values: dict[Any, Any] = {}
    problems: list[tuple[str, str]] = []
    for key, (value, annotation) in given.items():
        if not isinstance(key, str):
            problems.append(("", f"the key {key!r} must be text"))
            continue
        try:
            values[key] = converter.structure(value, annotation)
        except _Unfit as unfit:
            problems += [(f".{key}{path}", reason) for path, reason in unfit.problems]
    if problems:
        raise _Unfit(*problems)
    return values


def _optional(converter: Converter) -> Callable[[Any, Any], Any]:
    def structure(value: Any, annotation: Any) -> Any:
        return None if value is None else converter.structure(value, without_none(annotation)[0])

    return structure
