"""Outreach: sessions that win people over, and materials handed out, by audience and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs

from digicase.domain import checks
from digicase.domain.events import OutreachRecorded
from digicase.domain.ids import OutreachId
from digicase.domain.outcome import Outcome
from digicase.domain.record import Query, eq, ge, lt, query, record, where
from digicase.errors import InvalidData, Problem


class OutreachKind(StrEnum):
    """A session to which people come, or a material that is handed out."""

    SESSION = "session"
    MATERIAL = "material"


@record(indexed=["on"])
class Outreach:
    """A sensitising session or a material handed out on a day: to whom, in which language, about what, how many.

    `number` counts those who came, or the copies.
    """

    id: OutreachId
    version: int = 0
    kind: OutreachKind
    on: dt.date
    audience: str = attrs.field(validator=checks.filled)
    language: str = attrs.field(default="nl", validator=checks.language_code)
    topic: str = attrs.field(validator=checks.filled)
    number: int = attrs.field(validator=checks.between(0, 1_000_000))


@query(Outreach, sort=("on",))
class OutreachQuery(Query[Outreach]):
    """What was done, oldest first."""

    kind: OutreachKind | None = where("kind", eq)
    audience: str | None = where("audience", eq)
    language: str | None = where("language", eq)
    since: dt.date | None = where("on", ge)
    before: dt.date | None = where("on", lt)


@attrs.frozen(kw_only=True)
class RecordOutreach:
    """The request to record what was done: as it would be."""

    outreach: Outreach


def told(request: RecordOutreach, *, today: dt.date) -> Outcome[Outreach]:
    """Record what was done; a day in the future is InvalidData."""
    done = request.outreach
    if done.on > today:
        raise InvalidData([Problem("on", f"{done.on} is in the future (today is {today})")])
    event = OutreachRecorded(outreach=done.id, on=done.on, kind=done.kind.value, number=done.number)
    return Outcome(done, events=(event,))


def reached(done: Iterable[Outreach]) -> Mapping[tuple[str, str, str], int]:
    """Return how many were reached by kind, audience and language, in that order."""
    found: dict[tuple[str, str, str], int] = {}
    for each in done:
        key = (each.kind.value, each.audience, each.language)
        found[key] = found.get(key, 0) + each.number
    return dict(sorted(found.items()))
