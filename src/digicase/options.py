"""What `digicase.open` may be given, in Python or in a settings file: held against that before any of it is used."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digicase.domain import checks
from digicase.domain.people import ContactBy
from digicase.domain.policies import LoanPolicy, PolicyBook
from digicase.domain.retention import RetentionPolicy
from digicase.domain.roles import Roles
from digicase.errors import Problem
from digicase.nouns import unknown_rights

Fits = Callable[[Any], bool]


def unfit(options: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield every problem of the options that are there: those of another sort, and values that cannot be."""
    for name, (fits, what) in SORTS.items():
        if name not in options:
            continue
        given = options[name]
        if not fits(given):
            yield Problem(name, f"must be {what}, not {given!r}")
        elif given is not None and name in VALUES:
            yield from VALUES[name](given)


def _text(given: object) -> bool:
    return isinstance(given, str)


def _several(sort: type[Any]) -> Fits:
    return lambda given: isinstance(given, sort) and not isinstance(given, str)


def _path_or(*sorts: type[Any]) -> Fits:
    return lambda given: given is None or isinstance(given, (str, os.PathLike, *sorts))


def _with(method: str) -> Fits:
    return lambda given: given is None or callable(getattr(given, method, None))


def _rules(given: object) -> bool:
    return _path_or()(given) or _with("scope")(given)


SORTS: Mapping[str, tuple[Fits, str]] = {
    "plugins": (_several(Iterable), "a list of plugins or their names"),
    "block": (_several(Collection), "a list of names"),
    "zone": (_text, "a text"),
    "organizer": (lambda given: given is None or _text(given), "an e-mail address"),
    **dict.fromkeys(("language", "framework", "adviser", "actor", "domain"), (_text, "a text")),
    "wording": (_path_or(), "the path of a folder"),
    "policy": (_path_or(LoanPolicy, PolicyBook), "a LoanPolicy, a PolicyBook or the path of a file"),
    "follow_ups": (lambda given: isinstance(given, Iterable | os.PathLike), "rules or the path of a file"),
    "retention": (_path_or(RetentionPolicy), "a RetentionPolicy or the path of a file"),
    "roles": (_rules, "Roles, other AccessRules or the path of a file"),
    "directory": (_with("find"), "what has find(reference), as a Directory has"),
    "channel": (lambda given: isinstance(given, str | Mapping) or callable(given), "a name, or what makes a channel"),
    "now": (_with("__call__"), "a function without arguments, such as now=lambda: moment"),
    "today": (_with("__call__"), "a function without arguments, such as today=lambda: day"),
}
"""What each option may be, and how that is told."""


def _zone(given: str) -> Iterator[Problem]:
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError):
        yield Problem("zone", f"{given!r} is not a time zone such as Europe/Brussels")


def _organizer(given: str) -> Iterator[Problem]:
    if not checks.EMAIL.fullmatch(given):
        yield Problem("organizer", "is not an e-mail address such as zitdagen@example.org")


def _language(given: str) -> Iterator[Problem]:
    if not checks.LANGUAGE.fullmatch(given):
        yield Problem("language", f"{given!r} is not a language code such as nl, fr or en")


def _roles(given: object) -> Iterator[Problem]:
    yield from unknown_rights(given) if isinstance(given, Roles) else ()


def _channel(given: object) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        return
    if not given:
        yield Problem("channel", "names no way")
    for way, channel in given.items():
        if way not in list(ContactBy):
            yield Problem(f"channel.{way}", f"is no way to tell people; there is {', '.join(ContactBy)}")
        if not isinstance(channel, str) and not callable(channel):
            yield Problem(f"channel.{way}", f"must be a name, or what makes a channel, not {channel!r}")


VALUES: Mapping[str, Callable[[Any], Iterator[Problem]]] = {
    "zone": _zone,
    "organizer": _organizer,
    "language": _language,
    "roles": _roles,
    "channel": _channel,
}
"""What is more to be said of a value that is of the right sort."""
