"""Standby: join the line for an appointment, offer what comes free, take it up or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.unit import Unit, batched
from digicase.casework.verbs import Noun, question, verb
from digicase.casework.zitdagen import find_series
from digicase.domain import checks, forecast, standby
from digicase.domain.appointments import Appointment, AppointmentQuery, AppointmentState, by_zitdag
from digicase.domain.cases import Case, CaseQuery
from digicase.domain.ids import AppointmentId, CaseId, StandbyId
from digicase.domain.standby import HOLD, AcceptOffer, JoinStandby, Standby, StandbyQuery
from digicase.domain.zitdagen import Series, Zitdag, ZitdagQuery, ZitdagState
from digicase.errors import NotFound


class Standbys(Noun, noun="standby"):
    """Who waits for an appointment."""

    @verb
    def join(
        self,
        case: Case | UUID | str,
        *,
        series: Series | UUID | str | None = None,
        slots: int = 1,
        rank: int = 0,
        accompanied_by: str | None = None,
    ) -> Standby:
        """Put a case in line for an appointment, in a series or in any; the smaller `rank` goes first.

        `slots` is how many it is to take in a row, `accompanied_by` the consultant who is to come along. What is free
        is offered at the next `pass_on`. Refused: `already_waiting`, and those of guidance.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        place = accept(
            Standby,
            id=StandbyId(self.house.new_id()),
            case=whose.id,
            series=None if series is None else find_series(unit, series).id,
            slots=slots,
            rank=rank,
            since=unit.now,
            accompanied_by=accompanied_by,
        )
        request = JoinStandby(place=place, case=whose)
        outcome = standby.join(
            request,
            today=unit.today,
            places=unit.session.find(StandbyQuery(case=whose.id, waiting=True)),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def leave(self, case: Case | UUID | str) -> Standby:
        """Take a case out of the line; what was offered to it goes to the next. `NotFound` where it does not wait."""
        unit = self.unit
        place, held, zitdag = self._place(case)
        left = unit.apply(standby.leave(place, held, zitdag, now=unit.now, today=unit.today)).result
        self._pass_on(zitdag)
        return left

    @verb
    def accept(self, case: Case | UUID | str) -> Appointment:
        """Take up what is offered to a case: the appointment is booked, and the case leaves the line.

        Refused: `nothing_offered`, `offer_lapsed`, and those of guidance. `NotFound` where the case does not wait.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        place, held, _ = self._place(whose)
        request = AcceptOffer(place=place, case=whose, held=held)
        outcome = standby.accept(request, now=unit.now, today=unit.today, objections=unit.objections(request))
        return unit.apply(outcome).result

    @verb
    def decline(self, case: Case | UUID | str) -> Standby:
        """Give up what is offered to a case, and keep its place in line; the next in line is offered it.

        Refused: `nothing_offered`. `NotFound` where the case does not wait.
        """
        unit = self.unit
        place, held, zitdag = self._place(case)
        kept = unit.apply(standby.decline(place, held, zitdag, now=unit.now, today=unit.today)).result
        self._pass_on(zitdag)
        return kept

    @verb
    def pass_on(self, *, hours: int | None = None) -> Sequence[Appointment]:
        """End the offers that were not taken up in time, and offer every free place ahead to the next in line.

        Call it every hour or so. An offer is held for so many `hours` (default: 48), and never longer than the place
        could be booked. Whoever let one lapse goes to the end of the line; whoever got an appointment since they
        joined, or whose case was closed, leaves it. Returns what is offered now, as appointments that are `offered`.
        """
        unit = self.unit
        hold = HOLD if hours is None else dt.timedelta(hours=accept(_Hold, hours=hours).hours)
        for place in unit.session.find(StandbyQuery(waiting=True, nothing_offered=False)):
            assert place.appointment is not None
            held = unit.session.get(Appointment, place.appointment)
            if held.state is not AppointmentState.OFFERED:
                unit.apply(standby.settle(place))
            elif held.held_until is not None and held.held_until < unit.now:
                zitdag = unit.session.get(Zitdag, held.zitdag)
                unit.apply(standby.lapse(place, held, zitdag, now=unit.now, today=unit.today))
        return offer_places(unit, hold=hold)

    @question
    def line(self, *, series: Series | UUID | str | None = None) -> Sequence[Standby]:
        """Return who waits, in order: for a place in a series, or for any; those who wait for any are in both."""
        wanted = None if series is None else find_series(self.unit, series).id
        line = self.unit.session.find(StandbyQuery(waiting=True))
        return [place for place in line if wanted is None or place.series in (None, wanted)]

    def _place(self, given: Case | UUID | str) -> tuple[Standby, Appointment | None, Zitdag | None]:
        """Return the place in line of a case, with what is offered to it."""
        case = find_case(self.unit, given)
        found = self.unit.session.find(StandbyQuery(case=case.id, waiting=True))
        if not found:
            raise NotFound("place in line of case", case.reference)
        if found[0].appointment is None:
            return found[0], None, None
        held = self.unit.session.get(Appointment, found[0].appointment)
        return found[0], held, self.unit.session.get(Zitdag, held.zitdag)

    def _pass_on(self, zitdag: Zitdag | None) -> None:
        if zitdag is not None:
            offer_places(self.unit, among=zitdag)


@attrs.frozen(kw_only=True)
class _Hold:
    hours: int = attrs.field(validator=checks.between(2, 30 * 24))


def offer_places(unit: Unit, *, among: Zitdag | None = None, hold: dt.timedelta = HOLD) -> Sequence[Appointment]:
    """Offer the free places on a zitdag, or on all that are ahead, to those who wait, in order."""
    line = unit.session.find(StandbyQuery(waiting=True, nothing_offered=True))
    if not line:
        return []
    zone = unit.house.zone
    if among is None:
        zitdagen = list(unit.session.find(ZitdagQuery(state=ZitdagState.PLANNED, since=unit.today)))
        booked = by_zitdag(unit.session.find(AppointmentQuery(since=unit.today)))
    else:
        zitdagen = [unit.session.get(Zitdag, among.id)]
        booked = by_zitdag(unit.session.find(AppointmentQuery(zitdag=among.id)))
    cases = _cases(unit, line)
    offered = []
    for place in line:
        case = cases[place.case]
        free = forecast.free_places(case, zitdagen, booked, now=unit.now, zone=zone, slots=place.slots)
        first = next((each for each in free if standby.suits(place, each, now=unit.now, zone=zone, hold=hold)), None)
        if first is None and among is not None:
            continue  # this zitdag is not for them; whether they still wait is looked at when all are
        if case.closed_on is not None or _served(unit, place):
            unit.apply(standby.leave(place, None, None, now=unit.now, today=unit.today))
            continue
        if first is None:
            continue
        outcome = standby.offer(
            place, first, case, id=AppointmentId(unit.house.new_id()), now=unit.now, zone=zone, hold=hold
        )
        held, zitdag = unit.apply(outcome).also
        assert isinstance(held, Appointment)
        assert isinstance(zitdag, Zitdag)
        offered.append(held)
        booked.setdefault(zitdag.id, []).append(held)
        zitdagen[zitdagen.index(first.zitdag)] = zitdag
    return offered


def _cases(unit: Unit, line: Sequence[Standby]) -> dict[CaseId, Case]:
    ids = [place.case for place in line]
    return {case.id: case for some in batched(ids) for case in unit.session.find(CaseQuery(ids=some))}


def _served(unit: Unit, place: Standby) -> bool:
    """Tell whether a case got an appointment such as it waits for since it joined: identities go with time."""
    ahead = AppointmentQuery(case=place.case, state=AppointmentState.BOOKED, since=unit.today)
    later = [each for each in unit.session.find(ahead) if each.id > place.id]
    if place.series is None:
        return bool(later)
    return any(unit.session.get(Zitdag, each.zitdag).series == place.series for each in later)
