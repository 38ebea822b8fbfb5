"""What of an event may be told to logs and traces, which many may read."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from digicase import Event

CODES = frozenset(
    {"action", "audience", "codes", "device", "fields", "framework", "kind", "role", "state", "visibility"}
)
"""The fields whose words are codes of our own. Any other text is left out, since somebody has typed it."""

Fact = str | int


def facts(event: Event) -> dict[str, Fact]:
    """Return an event's ids, dates, numbers and codes, with its name under `event`.

    `subject` is the id of the record that it is `about`; the words of people, and their references, are left out.
    """
    told = {name: _plain(value) for name, value in event.facts().items() if _may_be_told(name, value)}
    head: dict[str, Fact] = {"event": type(event).__name__, "about": event.about, "subject": str(event.subject)}
    case: dict[str, Fact] = {} if event.case_id is None else {"case": str(event.case_id)}
    return {**head, **case, **told}


def _may_be_told(name: str, value: object) -> bool:
    return isinstance(value, UUID | dt.date | dt.time | int) or (isinstance(value, str) and name in CODES)


def _plain(value: object) -> Fact:
    if isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
