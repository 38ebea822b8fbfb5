"""Standby: who waits for an appointment; a place that comes free is held for the first in line, until a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from digicase.domain import checks
from digicase.domain.appointments import Appointment, AppointmentState, offered, rearranged, told
from digicase.domain.cases import Case
from digicase.domain.events import (
    AppointmentBooked,
    PlaceDeclined,
    PlaceLapsed,
    PlaceOffered,
    StandbyJoined,
    StandbyLeft,
)
from digicase.domain.forecast import FreePlace
from digicase.domain.ids import AppointmentId, CaseId, SeriesId, StandbyId, ZitdagId
from digicase.domain.notices import NoticeKind, NoticePlan
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, query, record, where
from digicase.domain.zitdagen import Zitdag
from digicase.errors import Objection

HOLD = dt.timedelta(hours=48)
"""How long a place is held, where nobody says otherwise."""

LEAST = dt.timedelta(hours=2)
"""A place that could be held for less is not offered: nobody would hear of it in time."""


@record(unique=[Key("case", where={"left_on": None})], indexed=[("left_on", "rank", "since")])
class Standby:
    """A case's place in the line for an appointment, in any series or in one; the smaller `rank` goes first.

    Then who has waited longest (`since`, aware). `appointment` is the one that is offered. What was offered before, and
    not taken up, is in `declined`.
    """

    id: StandbyId
    version: int = 0
    case: CaseId
    series: SeriesId | None = None
    slots: int = attrs.field(default=1, validator=checks.between(1, 48))
    rank: int = 0
    since: dt.datetime
    appointment: AppointmentId | None = None
    declined: tuple[ZitdagId, ...] = ()
    accompanied_by: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    left_on: dt.date | None = None


@query(Standby, sort=("rank", "since"))
class StandbyQuery(Query[Standby]):
    """The line: first in rank, then in time, first."""

    case: CaseId | None = where("case", eq)
    series: SeriesId | None = where("series", eq)
    nothing_offered: bool | None = where("appointment", is_null)
    waiting: bool | None = where("left_on", is_null)


@attrs.frozen(kw_only=True)
class JoinStandby:
    """The request to wait for an appointment, as the place in line would be."""

    place: Standby
    case: Case


def join(
    request: JoinStandby, *, today: dt.date, places: Sequence[Standby] = (), objections: Sequence[Objection] = ()
) -> Outcome[Standby]:
    """Put a case in line. `places` are those that it still has. Codes: `already_waiting` and those of guidance."""
    case, place = request.case, request.place
    found = [
        Objection("already_waiting", f"Case {case.reference} waits for an appointment.", {"case": case.reference})
        for _ in places
    ]
    refuse(found, case.guidance_objections(today), objections)
    return Outcome(place, also=(case,), events=(StandbyJoined(standby=place.id, case=case.id, on=today),))


def deadline(zitdag: Zitdag, at: dt.time, *, now: dt.datetime, zone: dt.tzinfo, hold: dt.timedelta) -> dt.datetime:
    """Return until when a place would be held: never longer than it could be booked."""
    starts = dt.datetime.combine(zitdag.on, at, zone).astimezone(dt.UTC)
    return min(now + hold, starts - max(LEAST, dt.timedelta(hours=zitdag.notice_hours)))


def suits(place: Standby, free: FreePlace, *, now: dt.datetime, zone: dt.tzinfo, hold: dt.timedelta) -> bool:
    """Tell whether a free place is to be offered: in the series asked for, not declined, and with time to answer."""
    zitdag = free.zitdag
    if zitdag.id in place.declined or place.series not in (None, zitdag.series):
        return False
    return deadline(zitdag, free.at, now=now, zone=zone, hold=hold) - now >= LEAST


def offer(
    place: Standby,
    free: FreePlace,
    case: Case,
    *,
    id: AppointmentId,
    now: dt.datetime,
    zone: dt.tzinfo,
    hold: dt.timedelta = HOLD,
) -> Outcome[Standby]:
    """Hold a free place for a case in line, and tell the jobseeker and the consultant until when."""
    zitdag = free.zitdag
    until = deadline(zitdag, free.at, now=now, zone=zone, hold=hold)
    held = Appointment(
        id=id,
        zitdag=zitdag.id,
        case=case.id,
        on=zitdag.on,
        at=free.at,
        minutes=zitdag.slot_minutes * place.slots,
        coach=zitdag.coach,
        location=zitdag.location,
        consultant=case.consultant,
        accompanied_by=place.accompanied_by,
        state=AppointmentState.OFFERED,
        held_until=until,
        changed_at=now,
    )
    event = PlaceOffered(appointment=id, case=case.id, zitdag=zitdag.id, on=zitdag.on, at=free.at)
    return Outcome(
        evolve(place, appointment=id),
        also=(held, evolve(zitdag, changed_at=now)),
        events=(event,),
        notices=(NoticePlan(id, offered(held, case, zone)),),
    )


@attrs.frozen(kw_only=True)
class AcceptOffer:
    """The request to take up what is offered to a case; `held` is the appointment, None where nothing is."""

    place: Standby
    case: Case
    held: Appointment | None


def accept(
    request: AcceptOffer, *, now: dt.datetime, today: dt.date, objections: Sequence[Objection] = ()
) -> Outcome[Appointment]:
    """Book the place that is held, and leave the line. Codes: `not_waiting`, `nothing_offered`, `offer_lapsed`, and
    those of guidance."""
    place, case, held = request.place, request.case, _held(request.place, request.held)
    late = held.held_until is not None and held.held_until < now
    text = "The place was not taken up in time."
    lapsed = (Objection("offer_lapsed", text, {"appointment": held.id}),) if late else ()
    refuse(lapsed, case.guidance_objections(held.on), objections)
    booked = evolve(held, state=AppointmentState.BOOKED, held_until=None, changed_at=now)
    event = AppointmentBooked(appointment=held.id, zitdag=held.zitdag, case=case.id, on=held.on, at=held.at)
    return Outcome(
        booked,
        also=(evolve(place, left_on=today), case),
        events=(event, StandbyLeft(standby=place.id, case=case.id, on=today)),
        notices=(NoticePlan(held.id, told(NoticeKind.APPOINTMENT_BOOKED, booked, case)),),
    )


def decline(
    place: Standby, held: Appointment | None, zitdag: Zitdag | None, *, now: dt.datetime, today: dt.date
) -> Outcome[Standby]:
    """Give up what is offered and keep the place in line. Codes: `not_waiting`, `nothing_offered`."""
    held = _held(place, held)
    event = PlaceDeclined(appointment=held.id, case=place.case, zitdag=held.zitdag, on=today)
    return _given_up(place, held, zitdag, event, now)


def lapse(place: Standby, held: Appointment, zitdag: Zitdag, *, now: dt.datetime, today: dt.date) -> Outcome[Standby]:
    """End an offer that was not taken up in time: the case stays in line, behind those who have waited until now."""
    event = PlaceLapsed(appointment=held.id, case=place.case, zitdag=held.zitdag, on=today)
    return _given_up(evolve(place, since=now), held, zitdag, event, now)


def settle(place: Standby) -> Outcome[Standby]:
    """Take note that what was offered was withdrawn with its zitdag: the case waits on, where it was in line."""
    return Outcome(evolve(place, appointment=None))


def leave(
    place: Standby, held: Appointment | None, zitdag: Zitdag | None, *, now: dt.datetime, today: dt.date
) -> Outcome[Standby]:
    """Take a case out of the line, and give up what is offered. Codes: `not_waiting`."""
    _waits(place)
    event = StandbyLeft(standby=place.id, case=place.case, on=today)
    gone = evolve(place, left_on=today, appointment=None)
    if held is None or zitdag is None or held.state is not AppointmentState.OFFERED:
        return Outcome(gone, events=(event,))
    declined = PlaceDeclined(appointment=held.id, case=place.case, zitdag=held.zitdag, on=today)
    given_up = _given_up(place, held, zitdag, declined, now)
    return attrs.evolve(given_up, result=gone, events=(declined, event))


def _given_up(
    place: Standby,
    held: Appointment,
    zitdag: Zitdag | None,
    event: PlaceDeclined | PlaceLapsed,
    now: dt.datetime,
) -> Outcome[Standby]:
    free = rearranged(held, now, state=AppointmentState.CANCELLED, held_until=None)
    there = () if zitdag is None else (evolve(zitdag, changed_at=now),)
    return Outcome(
        evolve(place, appointment=None, declined=(*place.declined, held.zitdag)),
        also=(free, *there),
        events=(event,),
        notices=(NoticePlan(held.id, ()),),
    )


def _held(place: Standby, held: Appointment | None) -> Appointment:
    _waits(place)
    if held is None or held.state is not AppointmentState.OFFERED:
        refuse((Objection("nothing_offered", "No place is held for this case.", {"standby": place.id}),))
        raise AssertionError("unreachable: refused above")
    return held


def _waits(place: Standby) -> None:
    if place.left_on is not None:
        refuse((Objection("not_waiting", f"The line was left on {place.left_on}.", {"standby": place.id}),))
