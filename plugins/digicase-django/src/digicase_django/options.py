"""What `settings.DIGICASE` holds: what `digicase.open` takes, by Django's ways to name a database and a class."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

import digicase
from digicase import Digicase, InvalidData, PluginError, Problem

ELSEWHERE = {
    "storage": "is one of settings.DATABASES here: give its alias as `using`",
    "create": "is not for here: `python manage.py migrate` makes the tables",
}
"""What `digicase.open` takes and Django says otherwise."""
LOADED = ("directory", "policy")
"""What may be named by a dotted path, and is called without arguments."""


def opened(*, in_memory: bool = False) -> Digicase:
    """Open what the settings describe, on the database that they name unless `in_memory`: to hold them against `open`.

    InvalidData tells every problem at once; StorageError what is wrong with the database.
    """
    problems: list[Problem] = []
    chosen = _read(getattr(settings, "DIGICASE", {}), problems)
    using = chosen.pop("using", "default")
    try:
        app = digicase.open("memory://" if in_memory or problems else f"django://{using}", **chosen)
        if not problems:
            return app
    except InvalidData as error:
        problems += error.problems
    except PluginError as error:
        problems.append(Problem("", str(error)))
    raise InvalidData([Problem(_place(problem.path), problem.reason) for problem in problems])


def _read(given: object, problems: list[Problem]) -> dict[str, Any]:
    """Return what can be used of the settings, with what they name by dotted path; all else becomes a problem."""
    if not isinstance(given, Mapping):
        problems.append(
            Problem("", f"must be a dict of what digicase.open takes, and `using`; not {type(given).__name__}")
        )
        return {}
    known = ("using", *(name for name in inspect.signature(digicase.open).parameters if name not in ELSEWHERE))
    chosen: dict[str, Any] = {"zone": settings.TIME_ZONE}
    for name, value in given.items():
        if name not in known:
            problems.append(Problem(str(name), ELSEWHERE.get(name, f"is not known; known are {', '.join(known)}")))
        elif name == "using" and value not in connections:
            problems.append(
                Problem(name, f"{value!r} is none of settings.DATABASES; there is: {', '.join(connections)}")
            )
        elif name in LOADED and isinstance(value, str) and not _is_path(value):
            chosen |= _loaded(name, value, problems)
        else:
            chosen[name] = value
    return chosen


def _loaded(name: str, path: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        return {name: import_string(path)()}
    except Exception as error:  # whatever the host's own code raises is told by the name of the setting
        line = " ".join(str(error).split())
        problems.append(Problem(name, f"{path!r} does not load ({type(error).__name__}: {line})"))
        return {}


def _is_path(text: str) -> bool:
    return text.endswith(".toml") or os.sep in text


def _place(path: str) -> str:
    return f"settings.DIGICASE: {path}" if path else "settings.DIGICASE"
