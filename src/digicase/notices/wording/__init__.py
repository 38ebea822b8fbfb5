"""The words of notices, in plain Dutch, French and English; a person's name is filled in only when it is sent."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import string
import tomllib
from collections.abc import Mapping
from typing import Any

from digicase.domain.notices import Notice
from digicase.ports import Wording

LANGUAGES = ("nl", "fr", "en")
FALLBACK = "nl"


def words(notice: Notice, language: str) -> Wording:
    """Return a notice's subject and body in a language, or in Dutch where there are no words in it.

    The body begins with the greeting's place, `$name`, which `greeted` fills in; nothing else of a person is in it.
    """
    texts = _texts(language if language in LANGUAGES else FALLBACK)
    facts = {name: _told(value, texts) for name, value in notice.data.items()}
    parts = texts["notices"][notice.kind.value][notice.audience.value]
    subject, body = (string.Template(parts[part]).substitute(facts).replace("$", "$$") for part in ("subject", "body"))
    return Wording(subject=subject, body=f"$name\n\n{body}\n\n{texts['closing']}\n")


def greeted(wording: Wording, name: str | None, language: str) -> Wording:
    """Return the words with their greeting: with the person's name, or a neutral one where none is known."""
    texts = _texts(language if language in LANGUAGES else FALLBACK)
    greeting = f"{texts['greeting']} {name}," if name else f"{texts['neutral_greeting']},"
    fill = {"name": greeting}
    subject, body = (string.Template(text).safe_substitute(fill) for text in (wording.subject, wording.body))
    return Wording(subject=subject, body=body)


@functools.cache
def _texts(language: str) -> Mapping[str, Any]:
    return tomllib.loads(importlib.resources.files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))


def _told(value: str | int, texts: Mapping[str, Any]) -> str:
    """Write a date as people of the language write it; anything else stays as it is."""
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    number = texts["first_day"] if day.day == 1 else str(day.day)
    return f"{texts['weekdays'][day.weekday()]} {number} {texts['months'][day.month - 1]} {day.year}"
