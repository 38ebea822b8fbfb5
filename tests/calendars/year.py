"""The example year as our own records tell it: what every subscriber should see, said without any iCalendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

import attrs

import digicase
from digicase import Digicase

BRUSSELS = ZoneInfo("Europe/Brussels")
TODAY = dt.date(2027, 2, 23)
"""The day on which all is fetched: winter behind, summer ahead, and plans changed both ways."""
FIRST, LAST = dt.date(2026, 11, 1), dt.date(2028, 1, 1)
"""Between these is everything that any feed shows."""
WORDS = {
    "nl": ("Afspraak digicoach", "Zitdag digicoach", "Pakket terug", "Opvolging", "GEANNULEERD"),
    "fr": ("Rendez-vous coach numérique", "Permanence du coach numérique", "Retour du paquet", "Suivi", "ANNULÉ"),
}


class Shown(NamedTuple):
    """What a calendar program shows of an entry: moments in UTC such as 2027-03-30T07:00Z, days such as 2027-03-30."""

    title: str
    starts: str
    ends: str
    status: str


@attrs.frozen(kw_only=True)
class Feed:
    """A subscription in the example year."""

    audience: str
    owner: str | None = None
    language: str = "nl"
    cancelled: str = "mark"

    @property
    def name(self) -> str:
        """A name for folders and reports."""
        parts = (self.audience, self.owner, self.language, self.cancelled)
        return "-".join(filter(None, parts)).replace(" ", "_")


@attrs.frozen(kw_only=True)
class Subscription:
    """A feed under its URL, and what it should show, by uid."""

    feed: Feed
    url: str = attrs.field(repr=False)
    shown: Mapping[str, Shown] = attrs.field(repr=False)


def feeds(gent: Digicase) -> Iterator[Feed]:
    """Yield every feed of the staff, the locations and the offer, and some of jobseekers."""
    yield Feed(audience="offer")
    yield Feed(audience="offer", owner="De Krook", language="fr")
    for staff in gent.find(digicase.StaffQuery()):
        if staff.role == "coordinator":
            continue
        yield Feed(audience=staff.role, owner=staff.reference)
        if staff.role == "consultant":
            yield Feed(audience="loans", owner=staff.reference)
            yield Feed(audience="tasks", owner=staff.reference, language="fr")
    for location in ("Jobteam", "De Krook"):
        yield Feed(audience="location", owner=location)
    yield Feed(audience="location", owner="Jobteam", cancelled="omit")
    with_loan = {loan.case for loan in gent.find(digicase.LoanQuery(open=True))}
    booked = dict.fromkeys(each.case for each in gent.find(digicase.AppointmentQuery()) if each.case in with_loan)
    for case in list(booked)[:6]:
        yield Feed(audience="jobseeker", owner=gent.cases.get(case).reference, language="fr")


def told(moment: dt.date) -> str:
    """Return a day as it is, and a moment in UTC."""
    if isinstance(moment, dt.datetime):
        return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}"
    return moment.isoformat()


def shown(gent: Digicase, feed: Feed) -> dict[str, Shown]:
    """Return what a feed should show of the records, by uid."""
    parts = {
        "consultant": (appointments,),
        "coach": (appointments, zitdagen),
        "location": (appointments, zitdagen),
        "offer": (zitdagen,),
        "jobseeker": (appointments, loans),
        "loans": (loans,),
        "tasks": (tasks,),
    }
    every = dict(pair for part in parts[feed.audience] for pair in part(gent, feed))
    omitted = "CANCELLED" if feed.cancelled == "omit" else None
    return {uid: entry for uid, entry in every.items() if entry.status != omitted}


def appointments(gent: Digicase, feed: Feed) -> Iterator[tuple[str, Shown]]:
    """Yield the appointments that concern the owner; what is cancelled and past is no longer shown."""
    word, references = WORDS[feed.language][0], {case.id: case.reference for case in gent.find(digicase.CaseQuery())}
    for each in gent.find(digicase.AppointmentQuery()):
        concerns: dict[str, set[str | None]] = {
            "consultant": {each.consultant, each.accompanied_by},
            "coach": {each.coach},
            "location": {each.location},
            "jobseeker": {references[each.case]},
        }
        stands = each.state in ("booked", "attended", "no_show")
        if feed.owner in concerns[feed.audience] and (stands or each.on >= TODAY):
            title = word if feed.audience == "jobseeker" else f"{word} {references[each.case]}"
            starts = dt.datetime.combine(each.on, each.at)
            ends = starts + dt.timedelta(minutes=each.minutes)
            yield f"appointment-{each.id}@digicase", timed(title, starts, ends, feed, stands=stands)


def zitdagen(gent: Digicase, feed: Feed) -> Iterator[tuple[str, Shown]]:
    """Yield the zitdagen of a coach or at a location, or all."""
    word = WORDS[feed.language][1]
    for each in gent.find(digicase.ZitdagQuery()):
        stands = each.state == "planned"
        if feed.owner in (None, each.coach, each.location) and (stands or each.on >= TODAY):
            starts, ends = dt.datetime.combine(each.on, each.starts), dt.datetime.combine(each.on, each.ends)
            title = f"{word} {each.location}"
            yield f"zitdag-{each.id}@digicase", timed(title, starts, ends, feed, stands=stands)


def loans(gent: Digicase, feed: Feed) -> Iterator[tuple[str, Shown]]:
    """Yield what is on loan, on the day it is due."""
    word, cases = WORDS[feed.language][2], {case.id: case for case in gent.find(digicase.CaseQuery())}
    for each in gent.find(digicase.LoanQuery(open=True)):
        case = cases[each.case]
        if feed.audience == "loans" and case.consultant == feed.owner:
            yield f"loan-{each.id}@digicase", day(f"{word} {case.reference}", each.due_on)
        if feed.audience == "jobseeker" and case.reference == feed.owner:
            yield f"loan-{each.id}@digicase", day(word, each.due_on)


def tasks(gent: Digicase, feed: Feed) -> Iterator[tuple[str, Shown]]:
    """Yield what the owner still has to do, on the day it is due."""
    for each in gent.find(digicase.TaskQuery()):
        if each.owner == feed.owner and each.state == "open":
            assert each.case is not None
            title = f"{WORDS[feed.language][3]} {gent.cases.get(each.case).reference}"
            yield f"task-{each.id}@digicase", day(title, each.due_on)


def timed(title: str, starts: dt.datetime, ends: dt.datetime, feed: Feed, *, stands: bool) -> Shown:
    """Return an entry between two local times."""
    marked = title if stands else f"{WORDS[feed.language][4]}: {title}"
    first, last = (told(moment.replace(tzinfo=BRUSSELS)) for moment in (starts, ends))
    return Shown(marked, first, last, "CONFIRMED" if stands else "CANCELLED")


def day(title: str, on: dt.date) -> Shown:
    """Return an entry of a whole day."""
    return Shown(title, told(on), told(on + dt.timedelta(days=1)), "CONFIRMED")


def by_name(subscriptions: Iterable[Subscription]) -> dict[str, Mapping[str, Shown]]:
    """Return what each feed should show, by the feed's name."""
    return {each.feed.name: each.shown for each in subscriptions}
