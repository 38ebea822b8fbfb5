"""Feeds: what is known of a calendar as it was last served, and that something in it has changed since.

A change of what a feed shows leaves a `FeedChange` beside it, in the same transaction, and never touches another one,
so that changes do not wait for each other. Serving the feed anew takes the changes that it saw away, and keeps by what
a client may tell that it has the calendar already. A poll with nothing new so looks at no entries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from digicase.domain.appointments import Appointment
from digicase.domain.calendar import CalendarAudience
from digicase.domain.cases import Case
from digicase.domain.ids import CaseId, FeedChangeId, FeedId
from digicase.domain.loans import Loan
from digicase.domain.record import Key, Query, eq, query, record, unchanging, where
from digicase.domain.tasks import Task
from digicase.domain.zitdagen import Zitdag

LONGEST_NAME = 200
"""A feed's name is in an index, which holds so much on every engine; a longer one is known by its digest."""


@attrs.frozen(kw_only=True)
class FeedValidator:
    """By what a client may tell that it has a calendar already: a digest of its bytes, and when it last changed."""

    digest: str
    changed_at: dt.datetime | None


@record(unique=[Key("feed")])
class Feed:
    """What is known of a feed as it was last served on a day: a validator for each way of telling it."""

    id: FeedId
    version: int = 0
    feed: str
    on: dt.date
    told: Mapping[str, FeedValidator] = attrs.field(factory=dict, converter=unchanging)


@query(Feed, sort=("feed",))
class FeedQuery(Query[Feed]):
    """Feeds, by name."""

    feed: str | None = where("feed", eq)


@record(indexed=["feed"])
class FeedChange:
    """Something that a feed shows has changed since it was last served."""

    id: FeedChangeId
    version: int = 0
    feed: str
    at: dt.datetime


@query(FeedChange, sort=())
class FeedChangeQuery(Query[FeedChange]):
    """Changes of feeds, oldest first."""

    feed: str | None = where("feed", eq)


def feed_name(audience: CalendarAudience, owner: str | None) -> str:
    """Return the name of the feed from which a calendar is told; a location's offer follows what happens there."""
    if audience is CalendarAudience.OFFER and owner is not None:
        audience = CalendarAudience.LOCATION
    name = f"{audience}:{owner or ''}"
    return name if len(name) <= LONGEST_NAME else f"{audience}:{hashlib.sha256(name.encode()).hexdigest()}"


Shown = Appointment | Zitdag | Loan | Task | Case
"""What feeds show, or follow."""
SHOWN = typing.get_args(Shown)


def touched(old: Shown | None, new: Shown, case: Case | None) -> Iterator[str]:
    """Yield the feeds that show a record, as it was or as it is; `case` is the case that it belongs to, if known."""
    if isinstance(new, Case):
        if isinstance(old, Case) and old.consultant != new.consultant:
            yield from (feed_name(CalendarAudience.LOANS, each.consultant) for each in (old, new))
        return
    before = () if old is None or old is new else _showing(old, case)
    now = _showing(new, case)
    for audience, owner in now if before == now else (*before, *now):
        if owner is not None or audience is CalendarAudience.OFFER:
            yield feed_name(audience, owner)


def case_of(record: Any) -> CaseId | None:
    """Return the case whose jobseeker or consultant has a feed that shows the record."""
    return record.case if isinstance(record, Appointment | Loan) else None


Feeds = tuple[tuple[CalendarAudience, str | None], ...]
"""Feeds, by audience and owner; one that has none is nobody's, but the whole offer."""


def _showing(record: Any, case: Case | None) -> Feeds:
    jobseekers: Feeds = () if case is None else ((CalendarAudience.JOBSEEKER, case.reference),)
    match record:
        case Zitdag():
            return _of_place(record)
        case Appointment():
            theirs = (
                (CalendarAudience.CONSULTANT, record.consultant),
                (CalendarAudience.CONSULTANT, record.accompanied_by),
            )
            return (*_of_place(record), *theirs, *jobseekers)
        case Task():
            return ((CalendarAudience.TASKS, record.owner),)
        case Loan() if case is not None:
            return ((CalendarAudience.LOANS, case.consultant), *jobseekers)
    return ()


def _of_place(record: Appointment | Zitdag) -> Feeds:
    place = (CalendarAudience.COACH, record.coach), (CalendarAudience.LOCATION, record.location)
    return (*place, (CalendarAudience.OFFER, None))
