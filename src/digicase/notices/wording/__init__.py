"""The words of notices, in plain Dutch, French and English; a person's name is filled in only when it is sent."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import string
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from digicase.domain.checks import LANGUAGES
from digicase.domain.ids import NoticeId
from digicase.domain.notices import TO_STAFF, Audience, Notice, NoticeKind
from digicase.domain.record import evolve
from digicase.ports import Wording

FALLBACK = "nl"
DAY = "EEEE d MMMM y"
FIRST_OF_MONTH = {"fr": "EEEE '1er' MMMM y"}
SAMPLE: Mapping[str, str | int] = {
    "case": "J-0000",
    "days": 7,
    "due_on": "2026-12-01",
    "on": "2026-12-01",
    "at": "09:30",
    "location": "Jobteam",
    "until": "2026-11-27",
    "until_at": "12:00",
}
"""What stands for the facts of a notice in a preview."""

Texts = Mapping[str, Any]


def words(notice: Notice, language: str) -> Wording:
    """Return a notice's subject and body in one of our languages.

    The body begins with the greeting's place, `$name`, which `greeted` fills in; nothing else of a person is in it.
    """
    texts = shipped(language)
    return worded(notice, texts["notices"][notice.kind.value][notice.audience.value], texts["closing"], language)


def worded(notice: Notice, parts: Mapping[str, str], closing: str, language: str) -> Wording:
    """Return a notice's words from its templates, with its facts filled in and its dates told in a language."""
    facts = {name: _told(value, language) for name, value in notice.data.items()}
    subject, body = (string.Template(parts[part]).substitute(facts).replace("$", "$$") for part in ("subject", "body"))
    return Wording(subject=subject, body=f"$name\n\n{body}\n\n{closing}\n")


def gathered(said: Sequence[Wording], language: str) -> Wording:
    """Return several messages as one, with one greeting; an ending that they share is said once."""
    texts = shipped(language if language in LANGUAGES else FALLBACK)
    parts = [each.body.removeprefix("$name\n\n").rstrip("\n").split("\n\n") for each in said]
    shared = parts[0][-1] if len({part[-1] for part in parts}) == 1 and all(len(part) > 1 for part in parts) else None
    bodies = ["\n\n".join(part[:-1] if shared else part) for part in parts]
    sections = "\n\n".join(f"* {each.subject}\n{body}" for each, body in zip(said, bodies, strict=True))
    subject = string.Template(texts["digest"]).substitute(number=len(said))
    ending = f"\n\n{shared}" if shared else ""
    return evolve(said[0], subject=subject, body=f"$name\n\n{sections}{ending}\n")


def greeted(wording: Wording, name: str | None, language: str) -> Wording:
    """Return the words with their greeting: with the person's name, or a neutral one where none is known."""
    texts = shipped(language if language in LANGUAGES else FALLBACK)
    known = f"{texts['greeting'] if wording.greeting is None else wording.greeting} {name}".strip()
    fill = {"name": f"{known if name else wording.neutral_greeting or texts['neutral_greeting']},"}
    subject, body = (string.Template(text).safe_substitute(fill) for text in (wording.subject, wording.body))
    return Wording(subject=subject, body=body)


@functools.cache
def shipped(language: str) -> Texts:
    """Return the texts that ship with digicase in one of its languages."""
    return tomllib.loads(importlib.resources.files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))


def addressed(kind: NoticeKind) -> tuple[Audience, ...]:
    """Return as whom a notice of a kind addresses people."""
    return (Audience.CONSULTANT,) if kind in TO_STAFF else tuple(Audience)


@functools.cache
def fields(kind: NoticeKind) -> tuple[str, ...]:
    """Return the names of the facts that a notice of a kind holds, by which templates refer to them."""
    templates = (
        string.Template(text)
        for language in LANGUAGES
        for parts in shipped(language)["notices"][kind.value].values()
        for text in parts.values()
    )
    return tuple(sorted({"case", *(name for template in templates for name in template.get_identifiers())}))


def sample(kind: NoticeKind, audience: Audience, language: str) -> Notice:
    """Return a notice of a kind with made-up facts, for a preview."""
    moment = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
    return Notice(
        id=NoticeId(UUID(int=0)),
        kind=kind,
        subject=UUID(int=0),
        dedup_key="preview",
        recipient="J-0000",
        audience=audience,
        language=language,
        due_at=moment,
        expires_at=moment,
        data=SAMPLE,
    )


def _told(value: str | int, language: str) -> str:
    """Write a date in words, as people of the language do; anything else stays as it is."""
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    pattern = FIRST_OF_MONTH.get(language, DAY) if day.day == 1 else DAY
    return format_date(day, pattern, locale=_locale(language))


@functools.cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
