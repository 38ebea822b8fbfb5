"""Booking: give a case a place on a zitdag, move it, cancel it, and record who came without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

import attrs

from digicase.domain import checks
from digicase.domain.appointments import (
    UNSETTLED,
    Appointment,
    AppointmentState,
    covered,
    free,
    offered,
    rearranged,
    told,
    when_objections,
)
from digicase.domain.cases import Case, unknown_goals
from digicase.domain.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    AppointmentReassigned,
    WalkedIn,
)
from digicase.domain.ids import AppointmentId
from digicase.domain.notices import NoticeDraft, NoticeKind, NoticePlan
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import evolve
from digicase.domain.zitdagen import Zitdag, ZitdagState
from digicase.errors import InvalidData, Objection, Problem


@attrs.frozen(kw_only=True)
class BookAppointment:
    """The request to give a case the place that starts at a local time."""

    case: Case
    zitdag: Zitdag
    at: dt.time
    slots: int = attrs.field(default=1, validator=checks.between(1, 48))
    accompanied_by: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    about: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class WalkIn:
    """The request to record that somebody came without an appointment, at their own local time."""

    case: Case
    zitdag: Zitdag
    at: dt.time
    minutes: int = attrs.field(validator=checks.between(1, 24 * 60))
    accompanied_by: str | None = attrs.field(default=None, validator=checks.filled_if_given)


def walk_in(
    request: WalkIn,
    *,
    id: AppointmentId,
    now: dt.datetime,
    today: dt.date,
    on_zitdag: Sequence[Appointment] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Appointment]:
    """Record a walk-in, today's or an earlier day's; it is a fact, so it is never too many.

    Codes: `zitdag_cancelled`, `not_yet`, `already_booked` (report on that appointment instead), and those of guidance.
    A time outside of the zitdag is InvalidData.
    """
    case, zitdag, at, found = request.case, request.zitdag, request.at, []
    if not zitdag.starts <= at < zitdag.ends:
        hours = f"{zitdag.starts:%H:%M} to {zitdag.ends:%H:%M}"
        raise InvalidData([Problem("at", f"{at:%H:%M} is not within the zitdag of {zitdag.on}, {hours}")])
    of = {"zitdag": zitdag.id, "on": zitdag.on}
    if zitdag.state is ZitdagState.CANCELLED:
        found.append(Objection("zitdag_cancelled", f"The zitdag of {zitdag.on} was cancelled.", of))
    if zitdag.on > today:
        found.append(Objection("not_yet", f"The zitdag is on {zitdag.on}.", of))
    if any(each.case == case.id and each.takes_a_place for each in on_zitdag):
        text = f"Case {case.reference} has an appointment on {zitdag.on}; report on that."
        found.append(Objection("already_booked", text, {**of, "case": case.reference}))
    refuse(found, case.guidance_objections(zitdag.on), objections)
    came = Appointment(
        id=id,
        zitdag=zitdag.id,
        case=case.id,
        on=zitdag.on,
        at=at,
        minutes=request.minutes,
        coach=zitdag.coach,
        location=zitdag.location,
        consultant=case.consultant,
        accompanied_by=request.accompanied_by,
        walk_in=True,
        state=AppointmentState.ATTENDED,
        changed_at=now,
    )
    event = WalkedIn(appointment=id, zitdag=zitdag.id, case=case.id, on=zitdag.on, at=at)
    return Outcome(came, also=(evolve(zitdag, changed_at=now), case), events=(event,))


@attrs.frozen(kw_only=True)
class MoveAppointment:
    """The request to move an appointment to another place, on the same or another zitdag (`zitdag`)."""

    appointment: Appointment
    case: Case
    zitdag: Zitdag
    at: dt.time


@attrs.frozen(kw_only=True)
class CancelAppointment:
    """The request to cancel an appointment."""

    appointment: Appointment
    case: Case
    zitdag: Zitdag


def book(
    request: BookAppointment,
    *,
    id: AppointmentId,
    now: dt.datetime,
    zone: dt.tzinfo,
    known_goals: Collection[str],
    on_zitdag: Sequence[Appointment] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Appointment]:
    """Book a place; `on_zitdag` are the appointments of that zitdag.

    Codes: `full`, `zitdag_cancelled`, `zitdag_past`, `too_late`, `too_early`, `already_booked`, and those of guidance.
    A time at which no slot starts, slots that do not fit and an unknown goal in `about` are InvalidData.
    """
    case, zitdag, at = request.case, request.zitdag, request.at
    unknown = unknown_goals(request.about, known_goals, "about")
    if problems := [*_slot_problems(zitdag, at, request.slots), *unknown]:
        raise InvalidData(problems)
    refuse(
        tuple(_place_objections(zitdag, at, request.slots, case, on_zitdag, now, zone)),
        case.guidance_objections(zitdag.on),
        objections,
    )
    appointment = Appointment(
        id=id,
        zitdag=zitdag.id,
        case=case.id,
        on=zitdag.on,
        at=at,
        minutes=zitdag.slot_minutes * request.slots,
        coach=zitdag.coach,
        location=zitdag.location,
        consultant=case.consultant,
        accompanied_by=request.accompanied_by,
        about=request.about,
        changed_at=now,
    )
    return Outcome(
        appointment,
        also=(evolve(zitdag, changed_at=now), case),
        events=(AppointmentBooked(appointment=id, zitdag=zitdag.id, case=case.id, on=zitdag.on, at=at),),
        notices=(NoticePlan(id, told(NoticeKind.APPOINTMENT_BOOKED, appointment, case)),),
    )


def move(
    request: MoveAppointment,
    *,
    now: dt.datetime,
    zone: dt.tzinfo,
    left: Zitdag,
    on_zitdag: Sequence[Appointment] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Appointment]:
    """Move an appointment to another place; one that is unsettled is booked again by it.

    `left` is the zitdag it is on, `on_zitdag` are the appointments of the new one. Codes: those of booking,
    `already_cancelled`, `already_reported`, `only_offered` and `same_place`; for one that is unsettled it is never too
    late or early.
    """
    old, case, zitdag, at = request.appointment, request.case, request.zitdag, request.at
    slots = max(1, old.minutes // left.slot_minutes)
    if problems := list(_slot_problems(zitdag, at, slots)):
        raise InvalidData(problems)
    found = list(_cancelled(old))
    if (old.zitdag, old.at) == (zitdag.id, at) and old.state not in UNSETTLED:
        found.append(
            Objection(
                "same_place", f"The appointment is at {at:%H:%M} on {zitdag.on} already.", {"appointment": old.id}
            )
        )
    others = [appointment for appointment in on_zitdag if appointment.id != old.id]
    there = _place_objections(zitdag, at, slots, case, others, now, zone)
    refuse(
        found,
        [each for each in there if old.state not in UNSETTLED or each.code not in ("too_late", "too_early")],
        case.guidance_objections(zitdag.on),
        objections,
    )
    moved = rearranged(
        old,
        now,
        zitdag=zitdag.id,
        on=zitdag.on,
        at=at,
        minutes=zitdag.slot_minutes * slots,
        coach=zitdag.coach,
        location=zitdag.location,
        state=AppointmentState.BOOKED,
    )
    touched = {touched.id: evolve(touched, changed_at=now) for touched in (left, zitdag)}
    return Outcome(
        moved,
        also=(*touched.values(), case),
        events=(AppointmentMoved(appointment=old.id, zitdag=zitdag.id, case=case.id, on=zitdag.on, at=at),),
        notices=(NoticePlan(old.id, told(NoticeKind.APPOINTMENT_MOVED, moved, case)),),
    )


def cancel(
    request: CancelAppointment, *, now: dt.datetime, objections: Sequence[Objection] = ()
) -> Outcome[Appointment]:
    """Cancel an appointment; its place is free again, and they are told, but of what was cancelled by us already.

    Codes: `already_cancelled`, `already_reported`, `only_offered`.
    """
    old, case, zitdag = request.appointment, request.case, request.zitdag
    refuse(_cancelled(old), objections)
    cancelled = rearranged(old, now, state=AppointmentState.CANCELLED)
    known = old.state is AppointmentState.CANCELLED_BY_HOST
    drafts = () if known else told(NoticeKind.APPOINTMENT_CANCELLED, cancelled, case)
    return Outcome(
        cancelled,
        also=(evolve(zitdag, changed_at=now),),
        events=(AppointmentCancelled(appointment=old.id, zitdag=old.zitdag, case=old.case),),
        notices=(NoticePlan(old.id, drafts),),
    )


def reassign(
    old: Appointment, case: Case, *, was: str, to: str, now: dt.datetime, zone: dt.tzinfo
) -> Outcome[Appointment]:
    """Give an appointment to come to the consultant whose case it is now, who is told; it was another's (`was`).

    Where the former was to come along, the new one (`to`) does.
    """
    companion = to if old.accompanied_by == was else old.accompanied_by
    new = evolve(old, consultant=case.consultant, accompanied_by=companion, changed_at=now)
    if new.invited_consultant != old.invited_consultant:
        new = evolve(new, consultant_answer=None)
    event = AppointmentReassigned(appointment=old.id, case=case.id, on=old.on, consultant=new.invited_consultant)
    return Outcome(new, events=(event,), notices=(NoticePlan(old.id, _told_anew(new, case, zone)),))


def _told_anew(appointment: Appointment, case: Case, zone: dt.tzinfo) -> tuple[NoticeDraft, ...]:
    """Return what was said of an appointment as it stands; who heard it already does not hear it again."""
    if appointment.state is AppointmentState.OFFERED:
        return offered(appointment, case, zone)
    kinds = {
        AppointmentState.CANCELLED_BY_HOST: NoticeKind.APPOINTMENT_CANCELLED,
        AppointmentState.TO_RECONFIRM: NoticeKind.APPOINTMENT_UNSETTLED,
    }
    stands = NoticeKind.APPOINTMENT_MOVED if appointment.sequence else NoticeKind.APPOINTMENT_BOOKED
    return told(kinds.get(appointment.state, stands), appointment, case)


def _slot_problems(zitdag: Zitdag, at: dt.time, slots: int) -> Iterator[Problem]:
    if covered(zitdag, at, slots) is not None:
        return
    every = zitdag.slots()
    there_are = f"the slots are {', '.join(f'{slot:%H:%M}' for slot in every)}"
    if at not in every:
        yield Problem("at", f"no appointment starts at {at:%H:%M} on {zitdag.on}; {there_are}")
    else:
        yield Problem("slots", f"{slots} slots from {at:%H:%M} do not fit on {zitdag.on}; {there_are}")


def _place_objections(
    zitdag: Zitdag,
    at: dt.time,
    slots: int,
    case: Case,
    others: Sequence[Appointment],
    now: dt.datetime,
    zone: dt.tzinfo,
) -> Iterator[Objection]:
    of = {"zitdag": zitdag.id, "on": zitdag.on, "at": at}
    if zitdag.state is ZitdagState.CANCELLED:
        yield Objection("zitdag_cancelled", f"The zitdag of {zitdag.on} at {zitdag.location} was cancelled.", of)
    else:
        left = free(zitdag, others)
        full = [slot for slot in covered(zitdag, at, slots) or () if not left[slot]]
        if full:
            yield Objection("full", f"No place is left at {full[0]:%H:%M} on {zitdag.on} at {zitdag.location}.", of)
    yield from when_objections(zitdag, at, now, zone)
    if any(other.case == case.id and other.takes_a_place for other in others):
        yield Objection(
            "already_booked",
            f"Case {case.reference} has an appointment on {zitdag.on} already.",
            {**of, "case": case.reference},
        )


def _cancelled(appointment: Appointment) -> Sequence[Objection]:
    if appointment.state in (AppointmentState.BOOKED, *UNSETTLED):
        return ()
    if appointment.state is AppointmentState.OFFERED:
        text = "The appointment is offered: it is to be taken up or declined first."
        return (Objection("only_offered", text, {"appointment": appointment.id}),)
    if appointment.state is AppointmentState.CANCELLED:
        return (Objection("already_cancelled", "The appointment was cancelled.", {"appointment": appointment.id}),)
    return (Objection("already_reported", "The appointment has been.", {"appointment": appointment.id}),)
