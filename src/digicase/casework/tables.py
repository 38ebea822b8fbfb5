"""Rules as tables: read from TOML, made into values, all problems told at once and by their place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import attrs

from digicase.casework.intake import accept
from digicase.errors import InvalidData, Problem

T = TypeVar("T")


def read_toml(path: Path) -> Mapping[str, Any]:
    """Return what a TOML file holds; a file that is missing or is not TOML is InvalidData."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidData([Problem(str(path), "there is no such file")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidData([Problem(str(path), f"is not TOML: {error}")]) from None


def tables(data: Mapping[str, Any], name: str, problems: list[Problem]) -> list[Any]:
    """Return the tables of a list such as `[[policy]]`, none where it is not there."""
    found = data.get(name, [])
    if isinstance(found, list):
        return found
    problems.append(Problem(name, f"write it as [[{name}]]"))
    return []


def made(cls: type[T], table: Any, path: str, problems: list[Problem]) -> T | None:
    """Return the value that a table holds, or None with its problems told."""
    if not isinstance(table, Mapping):
        problems.append(Problem(path, f"must be a table, not {table!r}"))
        return None
    fields = {field.name: field for field in attrs.fields(cls)}  # type: ignore[arg-type]  # only attrs classes come here
    unknown = [key for key in table if key not in fields]
    found = [Problem(f"{path}.{key}", f"is not known; known are {', '.join(fields)}") for key in unknown]
    found += [
        Problem(f"{path}.{name}", "must be given")
        for name, field in fields.items()
        if field.default is attrs.NOTHING and name not in table
    ]
    known = {key: value for key, value in table.items() if key in fields}
    value = None
    try:
        value = accept(cls, **known) if not found else None
    except InvalidData as error:
        found += [Problem(f"{path}.{problem.path}", problem.reason) for problem in error.problems]
    except (TypeError, ValueError) as error:
        found.append(Problem(path, str(error)))
    problems += found
    return value
