"""The words of the papers, one TOML file per language; `version` is printed on every paper."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from digicase import InvalidData, Problem

HERE = resources.files(__name__)


def languages() -> tuple[str, ...]:
    """Return the languages that there are words for, in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in HERE.iterdir() if file.name.endswith(".toml")))


@cache
def words(language: str) -> dict[str, Any]:
    """Return the words of a language; one that is not there is InvalidData."""
    if language not in languages():
        reason = f"there are no papers in {language!r}; there are: {', '.join(languages())}"
        raise InvalidData([Problem("language", reason)])
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
