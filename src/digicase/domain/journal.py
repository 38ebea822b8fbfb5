"""The journal: who did what, when, and to which record; written in the transaction of the change itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

import attrs

from digicase.domain.events import Event
from digicase.domain.ids import CaseId, JournalEntryId
from digicase.domain.record import Query, eq, ge, lt, query, record, unchanging, where

Fact = str | int | bool | None


@record(indexed=["subject", "case"])
class JournalEntry:
    """One line of the journal. `data` holds the event's other references, dates (ISO 8601) and numbers."""

    id: JournalEntryId
    version: int = 0
    at: dt.datetime
    actor: str
    event: str
    subject: UUID
    case: CaseId | None = None
    data: Mapping[str, Fact] = attrs.field(factory=dict, converter=unchanging)


@query(JournalEntry, sort=("at",))
class JournalQuery(Query[JournalEntry]):
    """Journal entries, oldest first."""

    subject: UUID | None = where("subject", eq)
    case: CaseId | None = where("case", eq)
    event: str | None = where("event", eq)
    actor: str | None = where("actor", eq)
    since: dt.datetime | None = where("at", ge)
    before: dt.datetime | None = where("at", lt)


def entry(event: Event, *, id: JournalEntryId, at: dt.datetime, actor: str) -> JournalEntry:
    """Return the journal's line for an event; `at` is aware."""
    data = {name: _fact(value) for name, value in event.facts().items()}
    return JournalEntry(
        id=id, at=at, actor=actor, event=type(event).__name__, subject=event.subject, case=event.case_id, data=data
    )


def _fact(value: object) -> Fact:
    if value is None or isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
