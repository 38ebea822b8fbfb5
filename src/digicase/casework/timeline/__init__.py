"""The timeline: what the journal holds of a case, in words, for those who are to read it."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from digicase.domain.checks import LANGUAGES
from digicase.domain.journal import JournalEntry

FALLBACK = "nl"
DAY, TIME = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{2}:\d{2}(:\d{2})?")


class Reader(StrEnum):
    """For whom a timeline is: the team sees everything, a jobseeker what was done with and for them."""

    TEAM = "team"
    JOBSEEKER = "jobseeker"


FOR_THE_TEAM = frozenset(
    {
        "AccessDenied",
        "ErasureBarred",
        "ErasureFreed",
        "FileRead",
        "NoteEdited",
        "NoteWritten",
        "RulesOverridden",
        "TaskDone",
        "TaskSet",
    }
)
"""What a jobseeker's timeline leaves out: how the team works together."""


@attrs.frozen(kw_only=True)
class TimelineLine:
    """One line of a timeline: when (aware, UTC), by whom, which event, and what it says."""

    at: dt.datetime
    actor: str
    event: str
    text: str


def told(entries: Iterable[JournalEntry], *, language: str, reader: Reader) -> Iterator[TimelineLine]:
    """Yield the lines of a timeline in the order of its entries; a language without words is told in Dutch.

    An event without words, as of a plugin or a newer digicase, is told by its name.
    """
    texts = _texts(language if language in LANGUAGES else FALLBACK)
    for entry in entries:
        if reader is Reader.JOBSEEKER and entry.event in FOR_THE_TEAM:
            continue
        facts = {name: _word(value, texts["words"]) for name, value in entry.data.items()}
        text = string.Template(texts["events"].get(entry.event, entry.event)).safe_substitute(facts)
        yield TimelineLine(at=entry.at, actor=entry.actor, event=entry.event, text=text)


@functools.cache
def _texts(language: str) -> Mapping[str, Any]:
    return tomllib.loads(importlib.resources.files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))


def _word(value: object, words: Mapping[str, str]) -> str:
    """Return a fact as people write it: a day as 31/08/2026, a time as 09:30, a word in their language."""
    given = str(value)
    if DAY.fullmatch(given):
        return f"{dt.date.fromisoformat(given):%d/%m/%Y}"
    return given[:5] if TIME.fullmatch(given) else words.get(given, given)
