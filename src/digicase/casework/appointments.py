"""Appointments: book, move, cancel."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.draft import all_or_none
from digicase.casework.intake import accept
from digicase.casework.standby import offer_places
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.casework.zitdagen import find_zitdag
from digicase.domain import booking, checks, forecast
from digicase.domain.appointments import UNSETTLED, Appointment, AppointmentQuery, by_zitdag
from digicase.domain.booking import BookAppointment, CancelAppointment, MoveAppointment, WalkIn
from digicase.domain.cases import Case
from digicase.domain.forecast import Busy, FreePlace
from digicase.domain.ids import AppointmentId
from digicase.domain.zitdagen import Zitdag, ZitdagQuery
from digicase.errors import Objection, Refused


class Appointments(Noun):
    """Places on zitdagen."""

    @verb
    def book(
        self,
        case: Case | UUID | str,
        zitdag: Zitdag | UUID,
        *,
        at: dt.time,
        slots: int = 1,
        accompanied_by: str | None = None,
        about: Collection[str] = (),
    ) -> Appointment:
        """Book the place that starts at a local time, and return the appointment.

        `slots` is how many it takes in a row, as for starters. `accompanied_by` is the consultant who comes along;
        `about` are goals. Nobody gets a place that is not there, whatever races. Refused: `full`, `zitdag_cancelled`,
        `zitdag_past`, `already_booked`, and those of guidance. A time at which no slot starts, and slots that do not
        fit, are InvalidData.
        """
        unit = self.unit
        whose, day = find_case(unit, case), find_zitdag(unit, zitdag)  # what many ask for is locked last, and shortest
        request = accept(
            BookAppointment,
            case=whose,
            zitdag=day,
            at=at,
            slots=slots,
            accompanied_by=accompanied_by,
            about=about,
        )
        outcome = booking.book(
            request,
            id=AppointmentId(self.house.new_id()),
            now=unit.now,
            zone=self.house.zone,
            known_goals=self.house.framework.goals,
            on_zitdag=unit.session.find(AppointmentQuery(zitdag=day.id)),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def walk_in(
        self,
        case: Case | UUID | str,
        zitdag: Zitdag | UUID,
        *,
        at: dt.time,
        minutes: int | None = None,
        accompanied_by: str | None = None,
    ) -> Appointment:
        """Record that somebody came without an appointment, today or on an earlier day, at their own local time.

        It is a fact, so it is never too many; `feedback.report` tells how it went. `minutes` is how long (default: one
        slot). Refused: `zitdag_cancelled`, `not_yet`, `already_booked`, and those of guidance.
        """
        unit = self.unit
        whose, day = find_case(unit, case), find_zitdag(unit, zitdag)
        request = accept(
            WalkIn,
            case=whose,
            zitdag=day,
            at=at,
            minutes=day.slot_minutes if minutes is None else minutes,
            accompanied_by=accompanied_by,
        )
        outcome = booking.walk_in(
            request,
            id=AppointmentId(self.house.new_id()),
            now=unit.now,
            today=unit.today,
            on_zitdag=unit.session.find(AppointmentQuery(zitdag=day.id)),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def move(self, appointment: Appointment | UUID, *, to: Zitdag | UUID | None = None, at: dt.time) -> Appointment:
        """Move an appointment to another slot of its zitdag, or of another (`to`), and return it.

        Who waits for the place that it leaves is offered it. Refused: those of booking, `already_cancelled`,
        `already_reported`, `only_offered`, `same_place`.
        """
        unit = self.unit
        now = find_appointment(unit, appointment)
        case, left = unit.case(now.case), find_zitdag(unit, now.zitdag)
        zitdag = left if to is None else find_zitdag(unit, to)
        request = accept(MoveAppointment, appointment=now, case=case, zitdag=zitdag, at=at)
        outcome = booking.move(
            request,
            now=unit.now,
            zone=self.house.zone,
            left=left,
            on_zitdag=unit.session.find(AppointmentQuery(zitdag=zitdag.id)),
            objections=unit.objections(request),
        )
        moved = unit.apply(outcome).result
        offer_places(unit, among=left)
        return moved

    @verb
    def cancel(self, appointment: Appointment | UUID) -> Appointment:
        """Cancel an appointment, so that its place is free again, and return it; who waits for one is offered it.

        Refused: `already_cancelled`, `already_reported`, `only_offered`.
        """
        unit = self.unit
        now = find_appointment(unit, appointment)
        case, zitdag = unit.case(now.case), find_zitdag(unit, now.zitdag)
        request = accept(CancelAppointment, appointment=now, case=case, zitdag=zitdag)
        outcome = booking.cancel(request, now=unit.now, objections=unit.objections(request))
        cancelled = unit.apply(outcome).result
        offer_places(unit, among=zitdag)
        return cancelled

    @verb
    def book_path(
        self,
        case: Case | UUID | str,
        *,
        number: int,
        every_days: int = 7,
        at: dt.time | None = None,
        slots: int = 1,
        coach: str | None = None,
        location: str | None = None,
        since: dt.date | None = None,
        busy: Sequence[Busy] = (),
        accompanied_by: str | None = None,
        about: Collection[str] = (),
    ) -> Sequence[Appointment]:
        """Book several appointments at once, or none: the next free places, so many days apart at least; return them.

        Where and when as by `free_places`, at one time of day if `at` is given. Refused: `too_few_places`, and those of
        booking.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        wish = accept(_Path, number=number, every_days=every_days, at=at, slots=slots)
        free = self._free(whose, coach=coach, location=location, since=since, busy=busy, slots=wish.slots)
        places = forecast.path(free, number=wish.number, every_days=wish.every_days, at=wish.at)
        if len(places) < wish.number:
            text = f"Only {len(places)} of {wish.number} places are free."
            raise Refused((Objection("too_few_places", text, {"case": whose.reference, "free": len(places)}),))
        made: list[AppointmentId] = []

        def book(draft: Unit, place: FreePlace) -> None:
            with_ = {"accompanied_by": accompanied_by, "about": about}
            made.append(Appointments(draft).book(whose, place.zitdag, at=place.at, slots=slots, **with_).id)  # type: ignore[arg-type]  # by name

        all_or_none(unit, [functools.partial(book, place=place) for place in places])
        return [unit.session.get(Appointment, id) for id in made]

    @question
    def get(self, appointment: Appointment | UUID) -> Appointment:
        """Return an appointment as it is now; `NotFound` where there is none."""
        found = find_appointment(self.unit, appointment)
        self.unit.admit_to(found.case)
        return found

    @question
    def free_places(
        self,
        case: Case | UUID | str,
        *,
        number: int = 3,
        coach: str | None = None,
        location: str | None = None,
        since: dt.date | None = None,
        busy: Sequence[Busy] = (),
        slots: int = 1,
    ) -> Sequence[FreePlace]:
        """Return the next places that a case could book, from a day on (default: today), as many as asked for.

        With a coach, at a location, and when nobody who comes along is `busy`: pairs of aware moments, as the host's
        calendar tells them (`digicase.read_busy` reads iCalendar). `slots` are as many in a row. Not outside
        guidance, nor on a day on which the case is booked already.
        """
        whose = find_case(self.unit, case)
        found = self._free(whose, coach=coach, location=location, since=since, busy=busy, slots=slots)
        return list(itertools.islice(found, number))

    def _free(
        self,
        case: Case,
        *,
        coach: str | None,
        location: str | None,
        since: dt.date | None,
        busy: Sequence[Busy],
        slots: int,
    ) -> Iterator[FreePlace]:
        unit = self.unit
        first = max(since or unit.today, unit.today)
        zitdagen = unit.session.find(ZitdagQuery(coach=coach, location=location, since=first))
        booked = by_zitdag(unit.session.find(AppointmentQuery(coach=coach, location=location, since=first)))
        return forecast.free_places(
            case, zitdagen, booked, now=unit.now, zone=self.house.zone, busy=tuple(busy), slots=slots
        )

    @question
    def unsettled(self, *, consultant: str | None = None) -> Sequence[Appointment]:
        """Return what is to be booked anew, through no fault of the jobseeker's, in the order of the calendar.

        `cancelled_by_host`, or `to_reconfirm` after a zitdag was moved or restored: `move` books it again, `cancel`
        gives it up. Whoever acts sees what they may see.
        """
        found = self.unit.session.find(AppointmentQuery(consultant=consultant, states=UNSETTLED))
        access = self.unit.access
        return [e for e in found if access is None or access.admits(self.unit.session.get(Case, e.case))]

    @question
    def of(self, case: Case | UUID | str) -> Sequence[Appointment]:
        """Return a case's appointments, as they stand in the calendar."""
        return self.unit.session.find(AppointmentQuery(case=find_case(self.unit, case).id))


@attrs.frozen(kw_only=True)
class _Path:
    number: int = attrs.field(validator=checks.between(1, 100))
    every_days: int = attrs.field(validator=checks.between(1, 366))
    at: dt.time | None
    slots: int = attrs.field(validator=checks.between(1, 48))


def find_appointment(unit: Unit, given: Appointment | UUID) -> Appointment:
    """Return an appointment as it is now, given itself or its id."""
    return unit.stored(Appointment, given)
