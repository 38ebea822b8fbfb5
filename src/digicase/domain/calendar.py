"""What a calendar shows of our records, per audience: entries that any exporter can write down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import attrs

from digicase.domain.appointments import Appointment, AppointmentState, free
from digicase.domain.ids import CaseId, ZitdagId
from digicase.domain.loans import Loan
from digicase.domain.record import evolve
from digicase.domain.tasks import Task, TaskState
from digicase.domain.zitdagen import Zitdag, ZitdagState

WORDS = {
    "nl": {
        "appointment": "Afspraak digicoach",
        "zitdag": "Zitdag digicoach",
        "places": "Vrije plaatsen",
        "cancelled": "GEANNULEERD",
        "offered": "Aangeboden",
        "consultant": "Afspraken van",
        "coach": "Zitdagen van",
        "location": "Zitdagen in",
        "offer": "Zitdagen met vrije plaatsen",
        "tasks": "Opvolging door",
        "task": "Opvolging",
        "jobseeker": "Afspraken bij",
        "loans": "Terug te brengen bij",
        "loan": "Pakket terug",
    },
    "fr": {
        "appointment": "Rendez-vous coach numérique",
        "zitdag": "Permanence du coach numérique",
        "places": "Places libres",
        "cancelled": "ANNULÉ",
        "offered": "Proposé",
        "consultant": "Rendez-vous de",
        "coach": "Permanences de",
        "location": "Permanences à",
        "offer": "Permanences et places libres",
        "tasks": "Suivi par",
        "task": "Suivi",
        "jobseeker": "Rendez-vous de",
        "loans": "Retours pour",
        "loan": "Retour du paquet",
    },
    "en": {
        "appointment": "Digital coach appointment",
        "zitdag": "Digital coach session",
        "places": "Free places",
        "cancelled": "CANCELLED",
        "offered": "Offered",
        "consultant": "Appointments of",
        "coach": "Sessions of",
        "location": "Sessions at",
        "offer": "Sessions with free places",
        "tasks": "Follow-ups of",
        "task": "Follow-up",
        "jobseeker": "Appointments of",
        "loans": "Due back for",
        "loan": "Package due back",
    },
}


class CalendarAudience(StrEnum):
    """For whom a calendar is; an offer shows free places and no one's appointments, tasks what somebody has to do."""

    CONSULTANT = "consultant"
    COACH = "coach"
    LOCATION = "location"
    OFFER = "offer"
    TASKS = "tasks"
    JOBSEEKER = "jobseeker"
    LOANS = "loans"


class Cancelled(StrEnum):
    """What a calendar does with what was cancelled and is still ahead: mark it, or leave it out."""

    MARK = "mark"
    OMIT = "omit"


@attrs.frozen(kw_only=True)
class CalendarEntry:
    """One thing in a calendar, from `starts` to `ends` (exclusive; aware, in the calendar's zone).

    `uid` never changes. `sequence` goes up when time, place or state change. `changed_at` (UTC) is when the record
    last changed. An `opaque` entry makes its owner busy; a `private` one is shown to its owner only. An `all_day` entry
    has days and no hours: from the midnight that begins its first day to the midnight that ends its last. A
    `tentative` one is offered, and not taken up yet.
    """

    uid: str
    title: str
    starts: dt.datetime
    ends: dt.datetime
    changed_at: dt.datetime
    all_day: bool = False
    sequence: int = 0
    location: str = ""
    description: str = ""
    cancelled: bool = False
    opaque: bool = True
    private: bool = False
    tentative: bool = False

    @property
    def status(self) -> str:
        """Return `cancelled`, `tentative` or `confirmed`; what is cancelled is not tentative."""
        return "cancelled" if self.cancelled else "tentative" if self.tentative else "confirmed"


@attrs.frozen(kw_only=True)
class Calendar:
    """A calendar as an exporter gets it: its name, its zone (IANA) and its entries in order of start, then uid."""

    name: str
    zone: str
    language: str = "nl"
    description: str = ""
    entries: tuple[CalendarEntry, ...] = ()


@attrs.frozen(kw_only=True)
class View:
    """How a calendar is looked at: its zone, the domain of its uids, its language, and the day it is looked at."""

    zone: dt.tzinfo
    domain: str
    language: str
    today: dt.date

    @property
    def words(self) -> Mapping[str, str]:
        """Return the calendar's words; a language without words gets the Dutch ones."""
        return WORDS.get(self.language, WORDS["nl"])


def name(audience: CalendarAudience, owner: str | None, view: View) -> str:
    """Return a calendar's name, such as `Afspraken van C-04`."""
    return " ".join(filter(None, (view.words[audience.value], owner)))


def appointment_entries(
    appointments: Collection[Appointment],
    references: Mapping[CaseId, str],
    view: View,
) -> tuple[CalendarEntry, ...]:
    """Return the entries of appointments: a neutral title with the case's opaque reference, if given, and no name.

    A cancelled appointment stays, marked, until its day has passed; one that is offered is tentative.
    """
    words = view.words
    offered = {each.id: f"{words['offered']}: " for each in appointments if each.state is AppointmentState.OFFERED}
    return _sorted(
        _marked(
            CalendarEntry(
                uid=f"appointment-{appointment.id}@{view.domain}",
                title=offered.get(appointment.id, "")
                + f"{words['appointment']} {references.get(appointment.case, '')}".rstrip(),
                starts=dt.datetime.combine(appointment.on, appointment.at, view.zone),
                ends=dt.datetime.combine(appointment.on, appointment.at, view.zone)
                + dt.timedelta(minutes=appointment.minutes),
                changed_at=appointment.changed_at,
                sequence=appointment.sequence,
                location=appointment.location,
                private=True,
                tentative=appointment.id in offered,
            ),
            cancelled=not appointment.takes_a_place,
            word=words["cancelled"],
        )
        for appointment in appointments
        if appointment.takes_a_place or appointment.on >= view.today
    )


def zitdag_entries(
    zitdagen: Iterable[Zitdag],
    appointments: Mapping[ZitdagId, Sequence[Appointment]],
    view: View,
) -> tuple[CalendarEntry, ...]:
    """Return the entries of zitdagen with the number of places left, given the appointments per zitdag."""
    words = view.words
    return _sorted(
        _marked(
            CalendarEntry(
                uid=f"zitdag-{zitdag.id}@{view.domain}",
                title=f"{words['zitdag']} {zitdag.location}",
                starts=dt.datetime.combine(zitdag.on, zitdag.starts, view.zone),
                ends=dt.datetime.combine(zitdag.on, zitdag.ends, view.zone),
                changed_at=zitdag.changed_at,
                sequence=zitdag.sequence,
                location=zitdag.location,
                description=f"{words['places']}: {sum(free(zitdag, appointments.get(zitdag.id, ())).values())}",
                opaque=False,
            ),
            cancelled=zitdag.state is ZitdagState.CANCELLED,
            word=words["cancelled"],
        )
        for zitdag in zitdagen
        if zitdag.state is ZitdagState.PLANNED or zitdag.on >= view.today
    )


def loan_entries(
    loans: Iterable[Loan], references: Mapping[CaseId, str], view: View, *, named: bool
) -> tuple[CalendarEntry, ...]:
    """Return the entries of loans that are out, each on the day it is due; `named` with the case's reference.

    A loan keeps days, not moments, so an entry is told to have changed at the start of the last day that is recorded.
    """
    return _sorted(
        CalendarEntry(
            uid=f"loan-{loan.id}@{view.domain}",
            title=" ".join(filter(None, (view.words["loan"], references[loan.case] if named else None))),
            starts=dt.datetime.combine(loan.due_on, dt.time(), view.zone),
            ends=dt.datetime.combine(loan.due_on + dt.timedelta(days=1), dt.time(), view.zone),
            changed_at=dt.datetime.combine(loan.last_event_on(), dt.time(), dt.UTC),
            all_day=True,
            sequence=max(0, loan.version - 1),
            opaque=False,
            private=True,
        )
        for loan in loans
        if loan.returned_on is None
    )


def task_entries(tasks: Iterable[Task], references: Mapping[CaseId, str], view: View) -> tuple[CalendarEntry, ...]:
    """Return the entries of open tasks, each on the day it is due: with the case's reference, and not what it says."""
    return _sorted(
        CalendarEntry(
            uid=f"task-{task.id}@{view.domain}",
            title=" ".join(filter(None, (view.words["task"], references.get(task.case) if task.case else None))),
            starts=dt.datetime.combine(task.due_on, dt.time(), view.zone),
            ends=dt.datetime.combine(task.due_on + dt.timedelta(days=1), dt.time(), view.zone),
            changed_at=task.changed_at,
            all_day=True,
            sequence=max(0, task.version - 1),
            opaque=False,
            private=True,
        )
        for task in tasks
        if task.state is TaskState.OPEN
    )


def _marked(entry: CalendarEntry, *, cancelled: bool, word: str) -> CalendarEntry:
    if not cancelled:
        return entry
    return evolve(entry, title=f"{word}: {entry.title}", cancelled=True, opaque=False)


def _sorted(entries: Iterable[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.starts, entry.uid)))
