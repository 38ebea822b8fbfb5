"""Zitdagen: plan a series, see what is free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import appointments, zitdagen
from digicase.domain.appointments import AppointmentQuery
from digicase.domain.ids import SeriesId, ZitdagId
from digicase.domain.zitdagen import PlannedSeries, PlanSeries, Series, SeriesQuery, Zitdag, ZitdagQuery


class Zitdagen(Noun):
    """Coaching half-days."""

    @verb
    def plan(
        self,
        name: str,
        *,
        location: str,
        weekdays: Collection[str],
        first: dt.date,
        last: dt.date,
        starts: dt.time,
        ends: dt.time,
        coach: str,
        slot_minutes: int = 30,
        places: int = 1,
        closing_days: Collection[str] | None = None,
    ) -> PlannedSeries:
        """Plan a zitdag on every such weekday from first to last, both included, and return the series with them.

        Weekdays are MO to SU; times are local to the house's zone; `places` is per slot. Days on which nothing opens
        are left out and listed in `skipped`: by every closing-days offer, or by those named in `closing_days`.

        Raises InvalidData with all problems; Refused: `name_taken`, `coach_elsewhere`, `location_taken`.
        """
        values = {name: value for name, value in locals().items() if name not in ("self", "closing_days")}
        unit = self.unit
        request = PlanSeries(series=accept(Series, id=SeriesId(self.house.new_id()), **values))
        series = request.series
        outcome = zitdagen.plan(
            request,
            ids=unit.ids(),
            closed=self._closed(series.first, series.last, closing_days),
            now=unit.now,
            zone=self.house.zone,
            same_name=unit.session.find(SeriesQuery(name=series.name)),
            others=unit.session.find(ZitdagQuery(since=series.first, before=series.last + dt.timedelta(days=1))),
            objections=unit.objections(request),
        )
        stored = unit.apply(outcome)
        return PlannedSeries(series=stored.result, zitdagen=tuple(z for z in stored.also if isinstance(z, Zitdag)))

    @question
    def series(self, name: Series | UUID | str) -> PlannedSeries:
        """Return a series with its zitdagen, given itself, its id or its name; `NotFound` where there is none."""
        series = self.unit.resolve(Series, name, lambda name: SeriesQuery(name=name))
        found = self.unit.session.find(ZitdagQuery(series=series.id))
        return PlannedSeries(series=series, zitdagen=tuple(found))

    @question
    def free(self, zitdag: Zitdag | UUID) -> dict[dt.time, int]:
        """Return how many places are left per slot of a zitdag, by local time, in order."""
        now = find_zitdag(self.unit, zitdag)
        return appointments.free(now, self.unit.session.find(AppointmentQuery(zitdag=now.id)))

    def _closed(self, first: dt.date, last: dt.date, names: Collection[str] | None) -> Mapping[dt.date, str]:
        offers = self.house.plugins.closing_days
        chosen = offers.all() if names is None else [offers[name] for name in names]
        return (
            {}
            if last < first
            else {day: why for offer in reversed(chosen) for day, why in offer.closed(first, last).items()}
        )


def find_zitdag(unit: Unit, given: Zitdag | UUID) -> Zitdag:
    """Return a zitdag as it is now, given itself or its id."""
    return unit.session.get(Zitdag, given.id if isinstance(given, Zitdag) else ZitdagId(given))
