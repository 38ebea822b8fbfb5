"""What happens to a zitdag once it is planned, and to those who have booked: nobody is dropped without being told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs

from digicase.domain import checks
from digicase.domain.appointments import Appointment, AppointmentState, covered, offered, rearranged, told
from digicase.domain.cases import Case
from digicase.domain.events import (
    AppointmentCancelled,
    AppointmentMoved,
    AppointmentUnsettled,
    Event,
    ZitdagCancelled,
    ZitdagMoved,
    ZitdagResized,
    ZitdagRestaffed,
    ZitdagRestored,
)
from digicase.domain.ids import CaseId
from digicase.domain.locations import Location
from digicase.domain.notices import NoticeKind, NoticePlan
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.planning import clock_problems, conflicts, time_problems, unfit
from digicase.domain.record import evolve
from digicase.domain.zitdagen import Zitdag, ZitdagState
from digicase.errors import InvalidData, Objection

Cases = Mapping[CaseId, Case]


@attrs.frozen(kw_only=True)
class MoveZitdag:
    """The request to have a zitdag on another day, at other times or elsewhere: as it would be."""

    before: Zitdag
    after: Zitdag


def move(
    request: MoveZitdag,
    *,
    now: dt.datetime,
    zone: dt.tzinfo,
    appointments: Sequence[Appointment] = (),
    cases: Cases,
    others: Sequence[Zitdag] = (),
    locations: Sequence[Location] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Move a zitdag; its bookings move along, each by as much, and are told. One that no longer fits is unsettled.

    A booking fits while a slot begins then and the case is in guidance on that day. `others` are the zitdagen of the
    new day, `locations` the room if it is known. Codes: `zitdag_cancelled`, `zitdag_past`, `same_place`,
    `coach_elsewhere`, `location_taken`, `location_lacks`, `too_few_seats`. Times that the clocks skip or repeat, and
    times in the wrong order, are InvalidData.
    """
    before, after = request.before, request.after
    problems = [*time_problems(after), *clock_problems(after, after.on, zone)]
    if problems:
        raise InvalidData(problems)
    found = list(_over(before, now, zone))
    where = ("on", "starts", "ends", "location")
    if all(getattr(before, field) == getattr(after, field) for field in where):
        found.append(Objection("same_place", "The zitdag is there and then already.", {"zitdag": before.id}))
    if dt.datetime.combine(after.on, after.starts, zone) <= now:
        found.append(Objection("zitdag_past", f"{after.on} {after.starts:%H:%M} has passed.", {"zitdag": before.id}))
    elsewhere = tuple(conflicts((after,), [each for each in others if each.id != before.id]))
    lacking = unfit((after,), locations) if after.location != before.location else ()
    refuse(found, elsewhere, lacking, objections)
    moved = evolve(after, sequence=before.sequence + 1, changed_at=now)
    by = dt.datetime.combine(after.on, after.starts) - dt.datetime.combine(before.on, before.starts)
    changed = [_moved(each, moved, by, cases[each.case], now, zone) for each in appointments if each.state in STANDS]
    return Outcome(
        moved,
        also=tuple(changed),
        events=(ZitdagMoved(zitdag=moved.id, on=moved.on, was_on=before.on), *_events(changed)),
        notices=tuple(_plan(each, cases[each.case], zone) for each in changed),
    )


def _moved(
    old: Appointment, zitdag: Zitdag, by: dt.timedelta, case: Case, now: dt.datetime, zone: dt.tzinfo
) -> Appointment:
    at = (dt.datetime.combine(old.on, old.at) + by).time()
    slots = max(1, old.minutes // zitdag.slot_minutes)
    fits = covered(zitdag, at, slots) is not None and case.in_guidance(zitdag.on)
    in_time = old.held_until is None or old.held_until < dt.datetime.combine(zitdag.on, at, zone)
    if not fits or not in_time:
        return _unsettled(old, AppointmentState.TO_RECONFIRM, now)
    return rearranged(old, now, on=zitdag.on, at=at, location=zitdag.location)


@attrs.frozen(kw_only=True)
class CancelZitdag:
    """The request to cancel a zitdag, for a reason that a code or a few words give."""

    zitdag: Zitdag
    reason: str = attrs.field(validator=checks.filled)


def cancel(
    request: CancelZitdag,
    *,
    now: dt.datetime,
    zone: dt.tzinfo,
    appointments: Sequence[Appointment] = (),
    cases: Cases,
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Cancel a zitdag; its bookings are cancelled by us, not by them, and each is told.

    What was only offered is withdrawn. Codes: `zitdag_cancelled`.
    """
    zitdag = request.zitdag
    refuse(_cancelled(zitdag), objections)
    gone = evolve(zitdag, state=ZitdagState.CANCELLED, why=request.reason, sequence=zitdag.sequence + 1, changed_at=now)
    changed = [
        _unsettled(each, AppointmentState.CANCELLED_BY_HOST, now) for each in appointments if each.state in STANDS
    ]
    return Outcome(
        gone,
        also=tuple(changed),
        events=(ZitdagCancelled(zitdag=zitdag.id, on=zitdag.on), *_events(changed)),
        notices=tuple(_plan(each, cases[each.case], zone) for each in changed),
    )


@attrs.frozen(kw_only=True)
class RestoreZitdag:
    """The request to have a cancelled zitdag after all."""

    zitdag: Zitdag


def restore(
    request: RestoreZitdag,
    *,
    now: dt.datetime,
    zone: dt.tzinfo,
    appointments: Sequence[Appointment] = (),
    others: Sequence[Zitdag] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Have a cancelled zitdag after all, under the same identity; those who had booked are asked again.

    Codes: `not_cancelled`, `zitdag_past`, `coach_elsewhere`, `location_taken`.
    """
    zitdag, found = request.zitdag, []
    if zitdag.state is not ZitdagState.CANCELLED:
        found.append(Objection("not_cancelled", f"The zitdag of {zitdag.on} goes on.", {"zitdag": zitdag.id}))
    refuse(found, _past(zitdag, now, zone), tuple(conflicts((zitdag,), others)), objections)
    back = evolve(zitdag, state=ZitdagState.PLANNED, why=None, sequence=zitdag.sequence + 1, changed_at=now)
    asked = [
        evolve(each, state=AppointmentState.TO_RECONFIRM, changed_at=now)
        for each in appointments
        if each.state is AppointmentState.CANCELLED_BY_HOST
    ]
    return Outcome(back, also=tuple(asked), events=(ZitdagRestored(zitdag=zitdag.id, on=zitdag.on), *_events(asked)))


@attrs.frozen(kw_only=True)
class RestaffZitdag:
    """The request to have another coach on a zitdag."""

    zitdag: Zitdag
    coach: str = attrs.field(validator=checks.filled)


def restaff(
    request: RestaffZitdag,
    *,
    now: dt.datetime,
    appointments: Sequence[Appointment] = (),
    others: Sequence[Zitdag] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Give a zitdag another coach, and its bookings with it. Codes: `zitdag_cancelled`, `same_coach`,
    `coach_elsewhere`."""
    zitdag, coach, found = request.zitdag, request.coach, []
    if coach == zitdag.coach:
        found.append(Objection("same_coach", f"{coach} is its coach already.", {"zitdag": zitdag.id}))
    given = evolve(zitdag, coach=coach, changed_at=now)
    elsewhere = conflicts((given,), [other for other in others if other.id != zitdag.id])
    busy = [each for each in elsewhere if each.code == "coach_elsewhere"]
    refuse(_cancelled(zitdag), found, busy, objections)
    along = tuple(evolve(each, coach=coach, changed_at=now) for each in appointments if each.coach == zitdag.coach)
    return Outcome(given, also=along, events=(ZitdagRestaffed(zitdag=zitdag.id, coach=coach, was=zitdag.coach),))


@attrs.frozen(kw_only=True)
class ResizeZitdag:
    """The request to have another number of places in every slot of a zitdag."""

    zitdag: Zitdag
    places: int = attrs.field(validator=checks.between(1, 1000))


def resize(
    request: ResizeZitdag,
    *,
    now: dt.datetime,
    locations: Sequence[Location] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Change the places per slot; fewer than are booked is allowed, shows as overbooked, and drops nobody.

    Codes: `zitdag_cancelled`, `too_few_seats`.
    """
    zitdag = request.zitdag
    more = evolve(zitdag, needs=(), places=request.places) if request.places > zitdag.places else None
    refuse(_cancelled(zitdag), unfit((more,), locations) if more else (), objections)
    resized = evolve(zitdag, places=request.places, most_places=max(zitdag.most_places, zitdag.places), changed_at=now)
    return Outcome(resized, events=(ZitdagResized(zitdag=zitdag.id, places=request.places, was=zitdag.places),))


STANDS = (AppointmentState.BOOKED, AppointmentState.OFFERED)
"""The states in which an appointment goes where its zitdag goes."""


def _unsettled(old: Appointment, state: AppointmentState, now: dt.datetime) -> Appointment:
    """Return an appointment that cannot go on as it is; one that was only offered is withdrawn."""
    offered = old.state is AppointmentState.OFFERED
    return rearranged(old, now, state=AppointmentState.CANCELLED if offered else state, held_until=None)


def _events(changed: Sequence[Appointment]) -> Iterator[Event]:
    for each in changed:
        if each.state is AppointmentState.CANCELLED:
            yield AppointmentCancelled(appointment=each.id, zitdag=each.zitdag, case=each.case)
        elif each.state in STANDS:
            yield AppointmentMoved(appointment=each.id, zitdag=each.zitdag, case=each.case, on=each.on, at=each.at)
        else:
            yield AppointmentUnsettled(
                appointment=each.id, case=each.case, on=each.on, at=each.at, state=each.state.value
            )


_SAYS = {
    AppointmentState.BOOKED: NoticeKind.APPOINTMENT_MOVED,
    AppointmentState.CANCELLED: NoticeKind.APPOINTMENT_CANCELLED,
    AppointmentState.CANCELLED_BY_HOST: NoticeKind.APPOINTMENT_CANCELLED,
    AppointmentState.TO_RECONFIRM: NoticeKind.APPOINTMENT_UNSETTLED,
}


def _plan(appointment: Appointment, case: Case, zone: dt.tzinfo) -> NoticePlan:
    if appointment.state is AppointmentState.OFFERED:
        return NoticePlan(appointment.id, offered(appointment, case, zone))
    return NoticePlan(appointment.id, told(_SAYS[appointment.state], appointment, case))


def _over(zitdag: Zitdag, now: dt.datetime, zone: dt.tzinfo) -> Iterator[Objection]:
    yield from _cancelled(zitdag)
    yield from _past(zitdag, now, zone)


def _past(zitdag: Zitdag, now: dt.datetime, zone: dt.tzinfo) -> Sequence[Objection]:
    if dt.datetime.combine(zitdag.on, zitdag.starts, zone) > now:
        return ()
    return (Objection("zitdag_past", f"The zitdag of {zitdag.on} has been.", {"zitdag": zitdag.id}),)


def _cancelled(zitdag: Zitdag) -> Sequence[Objection]:
    if zitdag.state is ZitdagState.PLANNED:
        return ()
    text = f"The zitdag of {zitdag.on} at {zitdag.location} was cancelled."
    return (Objection("zitdag_cancelled", text, {"zitdag": zitdag.id}),)
