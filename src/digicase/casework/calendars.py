"""Calendars: records become entries, and an exporter writes them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from digicase.casework.intake import accept
from digicase.casework.verbs import Noun, question
from digicase.domain import checks
from digicase.domain.appointments import Appointment, AppointmentQuery
from digicase.domain.calendar import (
    Calendar,
    CalendarAudience,
    CalendarEntry,
    View,
    appointment_entries,
    name,
    task_entries,
    zitdag_entries,
)
from digicase.domain.cases import CaseQuery
from digicase.domain.ids import CaseId, ZitdagId
from digicase.domain.tasks import TaskQuery, TaskState
from digicase.domain.zitdagen import Zitdag, ZitdagQuery
from digicase.errors import InvalidData, Problem

KEPT = dt.timedelta(days=90)
"""How far back a calendar reaches."""


@attrs.frozen(kw_only=True)
class _Wish:
    audience: CalendarAudience
    owner: str | None = attrs.field(default=None, validator=checks.filled_if_given)


class Calendars(Noun):
    """What staff see of the coaching half-days in their own calendars."""

    @question
    def export(self, audience: str, owner: str | None = None, *, format: str = "ical") -> bytes:
        """Return the calendar of a consultant, coach or location, the `offer`, or somebody's open `tasks`.

        `owner` is the reference of the consultant, coach or whoever has the tasks, or the location's name; an offer may
        be narrowed to a location. It reaches 90 days back and as far ahead as is planned. Someone without appointments
        gets an empty calendar. The same records on the same day give the same bytes. Raises InvalidData, UnknownOffer.
        """
        wish = accept(_Wish, audience=audience, owner=owner)
        if wish.owner is None and wish.audience is not CalendarAudience.OFFER:
            raise InvalidData([Problem("owner", f"is missing: which {wish.audience} is the calendar for?")])
        if self.unit.access is not None and wish.audience is not CalendarAudience.OFFER:
            self.unit.access.admit_owner(wish.owner)
        exporter = self.house.plugins.calendar_exporters[format]
        view = View(zone=self.house.zone, domain=self.house.domain, language=self.house.language, today=self.unit.today)
        return exporter.export(
            Calendar(
                name=name(wish.audience, wish.owner, view),
                zone=self.house.zone_name,
                language=view.language,
                entries=self._entries(wish, view),
            )
        )

    def _entries(self, wish: _Wish, view: View) -> tuple[CalendarEntry, ...]:
        since = view.today - KEPT
        if wish.audience is CalendarAudience.CONSULTANT:
            queries = [
                AppointmentQuery(consultant=wish.owner, since=since),
                AppointmentQuery(accompanied_by=wish.owner, since=since),
            ]
            mine = self._found(queries)
            return appointment_entries(mine, self._references(mine), view)
        if wish.audience is CalendarAudience.TASKS:
            tasks = self.unit.session.find(TaskQuery(owner=wish.owner, state=TaskState.OPEN))
            return task_entries(tasks, self._cases(task.case for task in tasks if task.case), view)
        coach = wish.owner if wish.audience is CalendarAudience.COACH else None
        location = wish.owner if wish.audience is not CalendarAudience.COACH else None
        zitdagen = self.unit.session.find(ZitdagQuery(coach=coach, location=location, since=since))
        appointments = self._found([AppointmentQuery(coach=coach, location=location, since=since)])
        days = zitdag_entries(zitdagen, _by_zitdag(zitdagen, appointments), view)
        if wish.audience is CalendarAudience.OFFER:
            return days
        own = appointment_entries(appointments, self._references(appointments), view)
        return tuple(sorted((*days, *own), key=lambda entry: (entry.starts, entry.uid)))

    def _found(self, queries: Iterable[AppointmentQuery]) -> Collection[Appointment]:
        return {found.id: found for query in queries for found in self.unit.session.find(query)}.values()

    def _references(self, appointments: Iterable[Appointment]) -> Mapping[CaseId, str]:
        return self._cases(appointment.case for appointment in appointments)

    def _cases(self, given: Iterable[CaseId]) -> Mapping[CaseId, str]:
        ids = set(given)
        return {case.id: case.reference for case in self.unit.session.find(CaseQuery(ids=ids))} if ids else {}


def _by_zitdag(
    zitdagen: Iterable[Zitdag], appointments: Iterable[Appointment]
) -> Mapping[ZitdagId, Sequence[Appointment]]:
    found: dict[ZitdagId, list[Appointment]] = {zitdag.id: [] for zitdag in zitdagen}
    for appointment in appointments:
        found.setdefault(appointment.zitdag, []).append(appointment)
    return found
