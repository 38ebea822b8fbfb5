"""Appointments: a case's place on a zitdag, what takes places there, and what is said of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

import attrs

from digicase.domain.cases import Case
from digicase.domain.ids import AppointmentId, CaseId, ZitdagId
from digicase.domain.notices import NoticeDraft, NoticeKind, both
from digicase.domain.record import Key, Query, eq, evolve, ge, is_null, lt, one_of, query, record, where
from digicase.domain.zitdagen import Zitdag, ZitdagState
from digicase.errors import Objection

REMIND_DAYS = 2


class AppointmentState(StrEnum):
    """Whether an appointment stands, and whether the jobseeker came.

    `offered`: held for somebody on the waiting list until they take it up.
    `cancelled_by_host`: its zitdag was cancelled. `to_reconfirm`: its zitdag was moved or restored, and it is to be
    booked anew by moving it to a place that there is.
    """

    OFFERED = "offered"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CANCELLED_BY_HOST = "cancelled_by_host"
    TO_RECONFIRM = "to_reconfirm"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


PLACED = frozenset(
    {AppointmentState.OFFERED, AppointmentState.BOOKED, AppointmentState.ATTENDED, AppointmentState.NO_SHOW}
)
"""The states in which an appointment takes a place."""

UNSETTLED = frozenset({AppointmentState.CANCELLED_BY_HOST, AppointmentState.TO_RECONFIRM})
"""The states in which it waits for somebody to book it anew, through no fault of the jobseeker's."""


TO_COME = frozenset({AppointmentState.OFFERED, AppointmentState.BOOKED, *UNSETTLED})
"""The states of what lies ahead, and of what is to be booked anew."""


class Reply(StrEnum):
    """What somebody who is invited says: they come, do not come, or perhaps."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


@attrs.frozen(kw_only=True)
class Answer:
    """What somebody said who was invited to the appointment as it stands, and when (aware)."""

    reply: Reply
    at: dt.datetime


@record(
    unique=[Key("zitdag", "case", where={"state": AppointmentState.BOOKED})],
    indexed=["zitdag", "case", ("consultant", "on"), ("accompanied_by", "on"), ("coach", "on"), ("location", "on")],
)
class Appointment:
    """A place for a case on a zitdag, at a local time, for a number of minutes: one slot, or several for starters.

    Who came without an appointment is a `walk_in`, at their own time.

    Date, coach and location are copied from the zitdag, the consultant from the case, so that a calendar needs no
    second look. `accompanied_by` comes along; whether they did is `consultant_came`. `practised` are items of the
    framework. `reported_on` is when the coach told how it went, `answered_on` when the consultant answered. `sequence`
    counts changes of time and place, and cancelling. `jobseeker_answer` and `consultant_answer` are what they said to
    the invitation for this time and place. `held_until` (aware) is until when an offered one is held.
    """

    id: AppointmentId
    version: int = 0
    zitdag: ZitdagId
    case: CaseId
    on: dt.date
    at: dt.time
    minutes: int
    coach: str
    location: str
    consultant: str
    accompanied_by: str | None = None
    about: tuple[str, ...] = ()
    walk_in: bool = False
    state: AppointmentState = AppointmentState.BOOKED
    consultant_came: bool | None = None
    practised: tuple[str, ...] = ()
    next_step: str | None = None
    reported_on: dt.date | None = None
    answered_on: dt.date | None = None
    sequence: int = 0
    changed_at: dt.datetime
    jobseeker_answer: Answer | None = None
    consultant_answer: Answer | None = None
    held_until: dt.datetime | None = None

    @property
    def invited_consultant(self) -> str:
        """Return the consultant who is told of it: who comes along, else whose case it is."""
        return self.accompanied_by or self.consultant

    @property
    def was_agreed(self) -> bool:
        """Tell whether somebody was to come then, or came."""
        return self.takes_a_place and self.state is not AppointmentState.OFFERED

    @property
    def takes_a_place(self) -> bool:
        """Tell whether a place on the zitdag is taken by it."""
        return self.state in PLACED


@query(Appointment, sort=("on", "at"))
class AppointmentQuery(Query[Appointment]):
    """Appointments in the order of the calendar."""

    ids: Collection[AppointmentId] | None = where("id", one_of)
    zitdag: ZitdagId | None = where("zitdag", eq)
    case: CaseId | None = where("case", eq)
    consultant: str | None = where("consultant", eq)
    accompanied_by: str | None = where("accompanied_by", eq)
    coach: str | None = where("coach", eq)
    location: str | None = where("location", eq)
    state: AppointmentState | None = where("state", eq)
    states: Collection[AppointmentState] | None = where("state", one_of)
    unreported: bool | None = where("reported_on", is_null)
    unanswered: bool | None = where("answered_on", is_null)
    since: dt.date | None = where("on", ge)
    before: dt.date | None = where("on", lt)


def rearranged(old: Appointment, now: dt.datetime, **changes: Any) -> Appointment:
    """Return an appointment at another time or place, or in another state: whoever was invited is asked anew."""
    once_more = {"sequence": old.sequence + 1, "jobseeker_answer": None, "consultant_answer": None}
    return evolve(old, **once_more, **changes, changed_at=now)


def taken(zitdag: Zitdag, appointments: Iterable[Appointment]) -> Counter[dt.time]:
    """Return how many appointments take a place in each slot of a zitdag; a long one takes one in several."""
    found: Counter[dt.time] = Counter()
    slots = zitdag.slots()
    for each in appointments:
        if each.zitdag != zitdag.id or not each.takes_a_place:
            continue
        if each.minutes <= zitdag.slot_minutes and not each.walk_in:
            found[each.at] += 1
        else:
            found.update(slot for slot in slots if _overlap(each, slot, zitdag.slot_minutes))
    return found


def _overlap(appointment: Appointment, slot: dt.time, minutes: int) -> bool:
    begins, slot_begins = _minute(appointment.at), _minute(slot)
    return begins < slot_begins + minutes and slot_begins < begins + appointment.minutes


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def free(zitdag: Zitdag, appointments: Sequence[Appointment]) -> dict[dt.time, int]:
    """Return the places that can be booked per slot of a zitdag, given the appointments on it; never less than none.

    What is kept for walk-ins is not free; walk-ins take of that first.
    """
    if zitdag.state is not ZitdagState.PLANNED:
        return dict.fromkeys(zitdag.slots(), 0)
    every = taken(zitdag, appointments)
    if not zitdag.walk_in_places:
        return {slot: max(0, zitdag.places - every[slot]) for slot in zitdag.slots()}
    booked = taken(zitdag, [each for each in appointments if not each.walk_in])
    kept = zitdag.places - zitdag.walk_in_places
    return {slot: max(0, min(kept - booked[slot], zitdag.places - every[slot])) for slot in zitdag.slots()}


def when_objections(zitdag: Zitdag, at: dt.time, now: dt.datetime, zone: dt.tzinfo) -> Iterator[Objection]:
    """Yield why a slot cannot be booked at a moment (aware). Codes: `zitdag_past`, `too_late`, `too_early`."""
    starts = dt.datetime.combine(zitdag.on, at, zone)
    of = {"zitdag": zitdag.id, "on": zitdag.on, "at": at}
    if starts <= now:
        yield Objection("zitdag_past", f"{zitdag.on} {at:%H:%M} has passed.", of)
    elif zitdag.notice_hours and starts.astimezone(dt.UTC) - now < dt.timedelta(hours=zitdag.notice_hours):
        text = f"{zitdag.on} {at:%H:%M} is booked {zitdag.notice_hours} hours ahead at the latest."
        yield Objection("too_late", text, {**of, "hours": zitdag.notice_hours})
    if zitdag.horizon_days is not None:
        opens_on = zitdag.on - dt.timedelta(days=zitdag.horizon_days)
        if now.astimezone(zone).date() < opens_on:
            text = f"{zitdag.on} can be booked from {opens_on} on."
            yield Objection("too_early", text, {**of, "from": opens_on})


def by_zitdag(appointments: Iterable[Appointment]) -> dict[ZitdagId, list[Appointment]]:
    """Return appointments by their zitdag, in their order."""
    found: dict[ZitdagId, list[Appointment]] = {}
    for appointment in appointments:
        found.setdefault(appointment.zitdag, []).append(appointment)
    return found


def overbooked(zitdag: Zitdag, appointments: Sequence[Appointment]) -> dict[dt.time, int]:
    """Return by how many each slot of a zitdag is overbooked, where it is."""
    booked = taken(zitdag, [each for each in appointments if not each.walk_in])
    return {at: number - zitdag.places for at, number in sorted(booked.items()) if number > zitdag.places}


def covered(zitdag: Zitdag, at: dt.time, slots: int) -> tuple[dt.time, ...] | None:
    """Return the slots that an appointment takes that begins in one of them; None where they are not all there."""
    every = zitdag.slots()
    if at not in every:
        return None
    first = every.index(at)
    return every[first : first + slots] if first + slots <= len(every) else None


def _draft(
    kind: NoticeKind, appointment: Appointment, case: Case, *, on: dt.date | None = None
) -> tuple[NoticeDraft, ...]:
    return both(
        kind,
        case,
        on=on,
        once=str(appointment.sequence),
        expires_on=appointment.on,
        expires_time=appointment.at,
        consultant=appointment.accompanied_by,
        data={"on": appointment.on.isoformat(), "at": f"{appointment.at:%H:%M}", "location": appointment.location},
    )


def told(kind: NoticeKind, appointment: Appointment, case: Case) -> tuple[NoticeDraft, ...]:
    """Return what is said of an appointment at once, and, while it takes a place, the reminder."""
    if not appointment.takes_a_place:
        return _draft(kind, appointment, case)
    reminder = appointment.on - dt.timedelta(days=REMIND_DAYS)
    return (*_draft(kind, appointment, case), *_draft(NoticeKind.APPOINTMENT_SOON, appointment, case, on=reminder))


def offered(appointment: Appointment, case: Case, zone: dt.tzinfo) -> tuple[NoticeDraft, ...]:
    """Return what is said of an appointment that is offered: when and where, and until when it is held."""
    assert appointment.held_until is not None
    until = appointment.held_until.astimezone(zone)
    drafts = _draft(NoticeKind.PLACE_OFFERED, appointment, case)
    held = {"until": until.date().isoformat(), "until_at": f"{until:%H:%M}"}
    return tuple(
        evolve(draft, expires_on=until.date(), expires_time=until.time(), data={**draft.data, **held})
        for draft in drafts
    )
