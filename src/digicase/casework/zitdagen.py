"""Zitdagen: plan a series, see what is free, and change what was planned."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import attrs

from digicase.casework.draft import all_or_none
from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import appointments, checks, forecast as forecasting, planning, rescheduling, support
from digicase.domain.appointments import Appointment, AppointmentQuery
from digicase.domain.cases import Case, CaseQuery
from digicase.domain.forecast import Forecast
from digicase.domain.ids import CaseId, SeriesId, ZitdagId
from digicase.domain.locations import Location, LocationQuery
from digicase.domain.planning import AddZitdag, PlanSeries, SplitSeries
from digicase.domain.record import evolve
from digicase.domain.rescheduling import CancelZitdag, MoveZitdag, ResizeZitdag, RestaffZitdag, RestoreZitdag
from digicase.domain.support import SupportPlanQuery
from digicase.domain.zitdagen import (
    PlannedSeries,
    Series,
    SeriesQuery,
    Zitdag,
    ZitdagQuery,
    ZitdagState,
)
from digicase.errors import InvalidData, Problem


class Zitdagen(Noun):
    """Coaching half-days."""

    @verb
    def plan(
        self,
        name: str,
        *,
        location: str | Sequence[str],
        weekdays: Collection[str],
        first: dt.date,
        last: dt.date,
        starts: dt.time,
        ends: dt.time,
        coach: str | Sequence[str],
        slot_minutes: int = 30,
        places: int = 1,
        walk_in_places: int = 0,
        needs: Collection[str] = (),
        notice_hours: int = 0,
        horizon_days: int | None = None,
        closing_days: Collection[str] | None = None,
    ) -> PlannedSeries:
        """Plan a zitdag on every such weekday from first to last, both included, and return the series with them.

        Weekdays are MO to SU; times are local to the house's zone; `places` is per slot, of which `walk_in_places` are
        kept for those who come without an appointment. Days on which nothing opens are left out and listed in
        `skipped`: by every closing-days offer, or by those named in `closing_days`.

        Several coaches, or locations, take turns, from the first weekday of the first week on, closing days included.
        `needs` are what each location must have, if it is known (`locations.register`). A place can be booked
        `notice_hours` ahead at the latest, and `horizon_days` ahead at the earliest.

        Raises InvalidData with all problems; Refused: `name_taken`, `coach_elsewhere`, `location_taken`,
        `location_lacks`, `too_few_seats`.
        """
        values = {name: value for name, value in locals().items() if name not in ("self", "closing_days")}
        unit = self.unit
        values |= {"coach_rota": _turns(coach), "location_rota": _turns(location)}
        values |= {"coach": _first_of(coach), "location": _first_of(location)}
        request = PlanSeries(series=accept(Series, id=SeriesId(self.house.new_id()), **values))
        series = request.series
        outcome = planning.plan(
            request,
            ids=unit.ids(),
            closed=self._closed(series.first, series.last, closing_days),
            now=unit.now,
            zone=self.house.zone,
            same_name=unit.session.find(SeriesQuery(name=series.name)),
            others=unit.session.find(ZitdagQuery(since=series.first, before=series.last + dt.timedelta(days=1))),
            locations=self._locations(series.location, *series.location_rota),
            objections=unit.objections(request),
        )
        stored = unit.apply(outcome)
        return PlannedSeries(series=stored.result, zitdagen=tuple(z for z in stored.also if isinstance(z, Zitdag)))

    @verb
    def add(
        self,
        series: Series | UUID | str,
        on: dt.date,
        *,
        starts: dt.time | None = None,
        ends: dt.time | None = None,
        coach: str | None = None,
    ) -> Zitdag:
        """Add a zitdag to a series on a day besides its rule, closing day or not, and return it.

        Times and coach are the series', unless they are given. Refused: `zitdag_past`, `coach_elsewhere`,
        `location_taken`, `location_lacks`, `too_few_seats`. Times that do not go together are InvalidData.
        """
        unit = self.unit
        of = find_series(unit, series)
        wish = accept(_Wish, on=on, starts=starts or of.starts, ends=ends or of.ends, coach=coach)
        dated = planning.dated(of, wish.on, ZitdagId(self.house.new_id()), unit.now)
        there = evolve(dated, starts=wish.starts, ends=wish.ends, coach=wish.coach or dated.coach)
        request = AddZitdag(zitdag=there)
        outcome = planning.add(
            request,
            now=unit.now,
            zone=self.house.zone,
            others=self._of_day(wish.on),
            locations=self._locations(dated.location),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def move(
        self,
        zitdag: Zitdag | UUID,
        *,
        on: dt.date | None = None,
        starts: dt.time | None = None,
        location: str | None = None,
    ) -> Zitdag:
        """Move a zitdag to another day, another time, or elsewhere; it stays as long, and keeps its identity.

        Its bookings move along, each by as much, and are told; one that no longer fits is `to_reconfirm`. Refused:
        `zitdag_cancelled`, `zitdag_past`, `same_place`, `coach_elsewhere`, `location_taken`, `location_lacks`,
        `too_few_seats`.
        """
        unit, now = self.unit, find_zitdag(self.unit, zitdag)
        wish = accept(_Place, on=on or now.on, starts=starts or now.starts, location=location or now.location)
        ends = _later(wish.starts, now)
        after = evolve(now, on=wish.on, starts=wish.starts, ends=ends, location=wish.location)
        request, booked = MoveZitdag(before=now, after=after), self._bookings(now)
        outcome = rescheduling.move(
            request,
            now=unit.now,
            zone=self.house.zone,
            appointments=booked,
            cases=self._cases(booked),
            others=self._of_day(after.on),
            locations=self._locations(after.location),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def cancel(self, zitdag: Zitdag | UUID, *, reason: str) -> Zitdag:
        """Cancel a zitdag; its bookings are `cancelled_by_host`, and each is told. Refused: `zitdag_cancelled`."""
        return self._cancel(find_zitdag(self.unit, zitdag), reason)

    @verb
    def close(self, first: dt.date, last: dt.date, *, reason: str, location: str | None = None) -> Sequence[Zitdag]:
        """Cancel every zitdag from a day to another, both included, at a location or at all; return them in order."""
        after = last + dt.timedelta(days=1)
        query = ZitdagQuery(location=location, state=ZitdagState.PLANNED, since=first, before=after)
        return [self._cancel(zitdag, reason) for zitdag in self.unit.session.find(query)]

    @verb
    def restore(self, zitdag: Zitdag | UUID) -> Zitdag:
        """Have a cancelled zitdag after all; those who had booked are `to_reconfirm`.

        Refused: `not_cancelled`, `zitdag_past`, `coach_elsewhere`, `location_taken`.
        """
        unit, now = self.unit, find_zitdag(self.unit, zitdag)
        request = RestoreZitdag(zitdag=now)
        outcome = rescheduling.restore(
            request,
            now=unit.now,
            zone=self.house.zone,
            appointments=self._bookings(now),
            others=[each for each in self._of_day(now.on) if each.id != now.id],
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def restaff(self, zitdag: Zitdag | UUID, coach: str) -> Zitdag:
        """Give a zitdag another coach, and its bookings with it.

        Refused: `zitdag_cancelled`, `same_coach`, `coach_elsewhere`.
        """
        unit, now = self.unit, find_zitdag(self.unit, zitdag)
        request = accept(RestaffZitdag, zitdag=now, coach=coach)
        outcome = rescheduling.restaff(
            request,
            now=unit.now,
            appointments=self._bookings(now),
            others=self._of_day(now.on),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def resize(self, zitdag: Zitdag | UUID, places: int) -> Zitdag:
        """Change the places per slot; fewer than are booked is allowed, shows as overbooked, and drops nobody.

        Refused: `zitdag_cancelled`, `too_few_seats`.
        """
        unit = self.unit
        request = accept(ResizeZitdag, zitdag=find_zitdag(unit, zitdag), places=places)
        locations = self._locations(request.zitdag.location)
        outcome = rescheduling.resize(request, now=unit.now, locations=locations, objections=unit.objections(request))
        return unit.apply(outcome).result

    @verb
    def split(
        self,
        series: Series | UUID | str,
        on: dt.date,
        *,
        name: str,
        starts: dt.time | None = None,
        location: str | Sequence[str] | None = None,
        coach: str | Sequence[str] | None = None,
        places: int | None = None,
    ) -> PlannedSeries:
        """Go on with a series under another name from a day on, changed as given, and return what it is from then on.

        The zitdagen keep their identity, and who booked moves along, as by `move`, `restaff` and `resize`. What was
        changed by itself before stays as it was changed; so does what was cancelled.

        Refused: `name_taken`, and all objections to the changes. A day that has been, or that leaves one of the two
        without a day, is InvalidData.
        """
        unit, old = self.unit, find_series(self.unit, series)
        request = accept(
            SplitSeries,
            series=old,
            on=on,
            name=name,
            starts=starts,
            locations=() if location is None else _turns(location) or [location],
            coaches=() if coach is None else _turns(coach) or [coach],
            places=places,
        )
        outcome = planning.split(
            request,
            id=SeriesId(self.house.new_id()),
            ahead=unit.session.find(ZitdagQuery(series=old.id, since=request.on)),
            now=unit.now,
            today=unit.today,
            same_name=unit.session.find(SeriesQuery(name=request.name)),
            objections=unit.objections(request),
        )
        new = outcome.result
        changes = [
            functools.partial(_changed, zitdag=each, old=old, new=new)
            for each in outcome.also
            if isinstance(each, Zitdag)
        ]
        all_or_none(unit, [lambda draft: draft.apply(outcome), *changes])
        return Zitdagen(unit).series(new.id)

    @question
    def forecast(self, *, extra_places: int = 0) -> Forecast:
        """Return how the sessions still expected fill the places ahead, week by week.

        Expected is what the support plans of open cases plan, without the sessions that were held or are booked.
        `extra_places` is what another half-day a week would add.
        """
        unit = self.unit
        plans = unit.session.find(SupportPlanQuery(current=True))
        open_cases = {case.id for case in unit.session.find(CaseQuery(open=True))}
        since = min((plan.drawn_up_on for plan in plans), default=unit.today)
        made = unit.session.find(AppointmentQuery(since=min(since, unit.today)))
        missing = support.still_expected([plan for plan in plans if plan.case in open_cases], made)
        ahead = unit.session.find(ZitdagQuery(since=unit.today))
        booked = appointments.by_zitdag(made)
        return forecasting.forecast(missing, ahead, booked, today=unit.today, extra_places=extra_places)

    @question
    def overbooked(self, *, since: dt.date | None = None) -> Sequence[Zitdag]:
        """Return the zitdagen from a day on (default: today) with more bookings in a slot than places."""
        found = self.unit.session.find(ZitdagQuery(state=ZitdagState.PLANNED, since=since or self.unit.today))
        lowered = [zitdag for zitdag in found if zitdag.most_places > zitdag.places]
        return [zitdag for zitdag in lowered if appointments.overbooked(zitdag, self._bookings(zitdag))]

    @question
    def unfit(self, *, since: dt.date | None = None) -> Sequence[Zitdag]:
        """Return the zitdagen from a day on (default: today) in a room that lacks seats or equipment for them."""
        found = self.unit.session.find(ZitdagQuery(state=ZitdagState.PLANNED, since=since or self.unit.today))
        locations = self._locations(*(zitdag.location for zitdag in found))
        return [zitdag for zitdag in found if planning.unfit([zitdag], locations)]

    @question
    def get(self, zitdag: Zitdag | UUID) -> Zitdag:
        """Return a zitdag as it is now; `NotFound` where there is none."""
        return find_zitdag(self.unit, zitdag)

    @question
    def series(self, name: Series | UUID | str) -> PlannedSeries:
        """Return a series with its zitdagen, given itself, its id or its name; `NotFound` where there is none."""
        series = find_series(self.unit, name)
        found = self.unit.session.find(ZitdagQuery(series=series.id))
        return PlannedSeries(series=series, zitdagen=tuple(found))

    @question
    def free(self, zitdag: Zitdag | UUID) -> dict[dt.time, int]:
        """Return how many places are left per slot of a zitdag, by local time, in order."""
        now = find_zitdag(self.unit, zitdag)
        return appointments.free(now, self.unit.session.find(AppointmentQuery(zitdag=now.id)))

    def _cancel(self, zitdag: Zitdag, reason: str) -> Zitdag:
        unit, booked = self.unit, self._bookings(zitdag)
        request = accept(CancelZitdag, zitdag=zitdag, reason=reason)
        outcome = rescheduling.cancel(
            request,
            now=unit.now,
            zone=self.house.zone,
            appointments=booked,
            cases=self._cases(booked),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    def _locations(self, *names: str) -> Sequence[Location]:
        return self.unit.session.find(LocationQuery(names=set(names)))

    def _bookings(self, zitdag: Zitdag) -> Sequence[Appointment]:
        return self.unit.session.find(AppointmentQuery(zitdag=zitdag.id))

    def _cases(self, booked: Sequence[Appointment]) -> Mapping[CaseId, Case]:
        ids = {each.case for each in booked}
        return {case.id: case for case in self.unit.session.find(CaseQuery(ids=ids))} if ids else {}

    def _of_day(self, day: dt.date) -> Sequence[Zitdag]:
        return self.unit.session.find(ZitdagQuery(since=day, before=day + dt.timedelta(days=1)))

    def _closed(self, first: dt.date, last: dt.date, names: Collection[str] | None) -> Mapping[dt.date, str]:
        return {} if last < first else self.house.plugins.closed(first, last, names)


@attrs.frozen(kw_only=True)
class _Place:
    on: dt.date
    starts: dt.time
    location: str = attrs.field(validator=checks.filled)


@attrs.frozen(kw_only=True)
class _Wish:
    on: dt.date
    starts: dt.time
    ends: dt.time
    coach: str | None = attrs.field(validator=checks.filled_if_given)


def _turns(given: str | Sequence[str]) -> Sequence[str]:
    """Return the turns that several take; one alone takes none."""
    return () if isinstance(given, str) or len(given) < 2 else given


def _first_of(given: str | Sequence[str]) -> str | Sequence[str]:
    return given[0] if not isinstance(given, str) and given else given


def _changed(unit: Unit, *, zitdag: Zitdag, old: Series, new: Series) -> None:
    """Change a zitdag as its series changes, but for what was changed by itself before, or is over."""
    if zitdag.state is not ZitdagState.PLANNED:
        return
    verbs, day = Zitdagen(unit), zitdag.on
    starts = new.starts if zitdag.starts == old.starts else zitdag.starts
    location = new.location_on(day) if zitdag.location == old.location_on(day) else zitdag.location
    coach = new.coach_on(day) if zitdag.coach == old.coach_on(day) else zitdag.coach
    if (starts, location) != (zitdag.starts, zitdag.location):
        verbs.move(zitdag.id, starts=starts, location=location)
    if coach != zitdag.coach:
        verbs.restaff(zitdag.id, coach)
    if zitdag.places == old.places != new.places:
        verbs.resize(zitdag.id, new.places)


def _later(starts: dt.time, zitdag: Zitdag) -> dt.time:
    """Return when a zitdag ends that starts at another time and is as long; InvalidData where that is the day after."""
    length = dt.datetime.combine(zitdag.on, zitdag.ends) - dt.datetime.combine(zitdag.on, zitdag.starts)
    ends = dt.datetime.combine(zitdag.on, starts) + length
    if ends.date() != zitdag.on:
        text = f"a zitdag of {length // dt.timedelta(minutes=1)} minutes from {starts:%H:%M} would end after midnight"
        raise InvalidData([Problem("starts", text)])
    return ends.time()


def find_series(unit: Unit, given: Series | UUID | str) -> Series:
    """Return a series as it is now, given itself, its id or its name."""
    return unit.resolve(Series, given, lambda name: SeriesQuery(name=name))


def find_zitdag(unit: Unit, given: Zitdag | UUID) -> Zitdag:
    """Return a zitdag as it is now, given itself or its id."""
    return unit.stored(Zitdag, given)
