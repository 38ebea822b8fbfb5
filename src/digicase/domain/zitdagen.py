"""Zitdagen: coaching half-days, planned as a series and each with a life of its own."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

import attrs

from digicase.domain import checks
from digicase.domain.events import SeriesPlanned, ZitdagAdded
from digicase.domain.ids import SeriesId, ZitdagId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, ge, lt, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem

LONGEST = dt.timedelta(days=5 * 366)
"""The longest stretch that one series may cover, so that a slip in a year does not plan a century."""


class Weekday(StrEnum):
    """Days of the week in RFC 5545's letters."""

    MO = "MO"
    TU = "TU"
    WE = "WE"
    TH = "TH"
    FR = "FR"
    SA = "SA"
    SU = "SU"

    @classmethod
    def of(cls, day: dt.date) -> Weekday:
        """Return the weekday of a date."""
        return tuple(cls)[day.weekday()]


class ZitdagState(StrEnum):
    """Whether a zitdag goes on."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


@attrs.frozen(kw_only=True)
class Skipped:
    """A day on which a series would have had a zitdag, and why it has none."""

    on: dt.date
    reason: str


@record(unique=[Key("name")])
class Series:
    """The plan behind a row of zitdagen: local times, both days included; `skipped` are the closing days met.

    Of the `places` per slot, `walk_in_places` are kept for those who come without an appointment.
    """

    id: SeriesId
    version: int = 0
    name: str = attrs.field(validator=checks.filled)
    location: str = attrs.field(validator=checks.filled)
    weekdays: tuple[Weekday, ...]
    first: dt.date
    last: dt.date
    starts: dt.time
    ends: dt.time
    slot_minutes: int = attrs.field(default=30, validator=checks.between(5, 24 * 60))
    places: int = attrs.field(default=1, validator=checks.between(1, 1000))
    walk_in_places: int = attrs.field(default=0, validator=checks.between(0, 1000))
    coach: str = attrs.field(validator=checks.filled)
    skipped: tuple[Skipped, ...] = ()


@query(Series, sort=("first",))
class SeriesQuery(Query[Series]):
    """Series, the earliest first."""

    name: str | None = where("name", eq)
    location: str | None = where("location", eq)


GOES_ON = {"state": ZitdagState.PLANNED}


@record(
    unique=[Key("coach", "on", "starts", where=GOES_ON), Key("location", "on", "starts", where=GOES_ON)],
    indexed=["series", ("location", "on"), ("coach", "on"), "on"],
)
class Zitdag:
    """A half-day on which a coach is at a location: a local date with local times, and places in every slot.

    `most_places` is how many it ever had per slot, before they were lowered below what is booked; `why` says why it was
    cancelled. `changed_at` (aware) is when it, or a booking on it, last changed; `sequence` counts changes of time,
    place or state.
    """

    id: ZitdagId
    version: int = 0
    series: SeriesId
    location: str
    on: dt.date
    starts: dt.time
    ends: dt.time
    slot_minutes: int
    places: int
    walk_in_places: int = 0
    coach: str
    most_places: int = 0
    why: str | None = None
    state: ZitdagState = ZitdagState.PLANNED
    sequence: int = 0
    changed_at: dt.datetime

    def slots(self) -> tuple[dt.time, ...]:
        """Return the local times at which an appointment can start; the last one still ends in time."""
        return _slots(self.starts, self.ends, self.slot_minutes)

    @property
    def capacity(self) -> int:
        """Return how many appointments of one slot fit in all, besides what is kept for walk-ins."""
        return max(0, self.places - self.walk_in_places) * len(self.slots())


@query(Zitdag, sort=("on", "starts"))
class ZitdagQuery(Query[Zitdag]):
    """Zitdagen in the order of the calendar."""

    ids: Collection[ZitdagId] | None = where("id", one_of)
    series: SeriesId | None = where("series", eq)
    location: str | None = where("location", eq)
    coach: str | None = where("coach", eq)
    state: ZitdagState | None = where("state", eq)
    since: dt.date | None = where("on", ge)
    before: dt.date | None = where("on", lt)


@attrs.frozen(kw_only=True)
class PlannedSeries:
    """A series together with its zitdagen, in the order of the calendar."""

    series: Series
    zitdagen: tuple[Zitdag, ...]

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Return the closing days that the series met."""
        return self.series.skipped


@attrs.frozen(kw_only=True)
class PlanSeries:
    """The request to plan a series, as it would be."""

    series: Series


def plan(
    request: PlanSeries,
    *,
    ids: Iterator[UUID],
    closed: Mapping[dt.date, str],
    now: dt.datetime,
    zone: dt.tzinfo,
    same_name: Sequence[Series] = (),
    others: Sequence[Zitdag] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Series]:
    """Turn a series into dated zitdagen, without the closing days; `also` of the outcome are the zitdagen.

    `closed` gives the reason per closing day, `others` the zitdagen already planned between first and last. Codes:
    `name_taken`, `coach_elsewhere`, `location_taken`. A series without any zitdag, times in the wrong order and
    times that the clocks skip or repeat that night are InvalidData.
    """
    series = request.series
    if problems := list(_series_problems(series)):
        raise InvalidData(problems)
    days = [series.first + dt.timedelta(days=n) for n in range((series.last - series.first).days + 1)]
    wanted = [day for day in days if Weekday.of(day) in series.weekdays]
    problems = [problem for day in wanted if day not in closed for problem in clock_problems(series, day, zone)]
    if not any(day not in closed for day in wanted):
        problems.append(
            Problem(
                "weekdays", "the series has no zitdag: no such weekday between first and last, or all are closing days"
            )
        )
    if problems:
        raise InvalidData(problems)
    skipped = tuple(Skipped(on=day, reason=closed[day]) for day in wanted if day in closed)
    planned = evolve(series, skipped=skipped)
    zitdagen = tuple(dated(planned, day, ZitdagId(next(ids)), now) for day in wanted if day not in closed)
    taken = [
        Objection("name_taken", f"There is already a series {other.name!r}.", {"name": other.name})
        for other in same_name
    ]
    refuse(taken, tuple(conflicts(zitdagen, others)), objections)
    event = SeriesPlanned(series=series.id, location=series.location, zitdagen=len(zitdagen), skipped=len(skipped))
    return Outcome(planned, also=zitdagen, events=(event,))


@attrs.frozen(kw_only=True)
class AddZitdag:
    """The request to add a zitdag to a series, besides its rule: the zitdag as it would be."""

    zitdag: Zitdag


def add(
    request: AddZitdag,
    *,
    now: dt.datetime,
    zone: dt.tzinfo,
    others: Sequence[Zitdag] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Add a zitdag; `others` are those of its day. Codes: `zitdag_past`, `coach_elsewhere`, `location_taken`."""
    zitdag, found = request.zitdag, []
    if problems := [*time_problems(zitdag), *clock_problems(zitdag, zitdag.on, zone)]:
        raise InvalidData(problems)
    if dt.datetime.combine(zitdag.on, zitdag.starts, zone) <= now:
        found.append(Objection("zitdag_past", f"{zitdag.on} {zitdag.starts:%H:%M} has passed.", {"on": zitdag.on}))
    refuse(found, tuple(conflicts((zitdag,), others)), objections)
    return Outcome(zitdag, events=(ZitdagAdded(zitdag=zitdag.id, series=zitdag.series, on=zitdag.on),))


def dated(series: Series, day: dt.date, id: ZitdagId, now: dt.datetime) -> Zitdag:
    """Return the zitdag of a series on a day."""
    return Zitdag(
        id=id,
        series=series.id,
        location=series.location,
        on=day,
        starts=series.starts,
        ends=series.ends,
        slot_minutes=series.slot_minutes,
        places=series.places,
        walk_in_places=series.walk_in_places,
        coach=series.coach,
        changed_at=now,
    )


def _series_problems(series: Series) -> Iterator[Problem]:
    if not series.weekdays:
        yield Problem("weekdays", "must name at least one day, such as TU")
    if series.last < series.first:
        yield Problem("last", f"{series.last} is before first ({series.first})")
    elif series.last - series.first > LONGEST:
        yield Problem("last", f"{series.last} is more than five years after first ({series.first})")
    yield from time_problems(series)
    if series.walk_in_places > series.places:
        yield Problem("walk_in_places", f"{series.walk_in_places} is more than places ({series.places})")


def time_problems(of: Series | Zitdag) -> Iterator[Problem]:
    """Yield what is wrong with times: their order, no room for a slot, parts of a minute."""
    if of.ends <= of.starts:
        yield Problem("ends", f"{of.ends:%H:%M} is not after starts ({of.starts:%H:%M})")
    elif _minutes(of.starts) + of.slot_minutes > _minutes(of.ends):
        yield Problem("slot_minutes", f"no slot of {of.slot_minutes} minutes fits between starts and ends")
    for name, time in (("starts", of.starts), ("ends", of.ends)):
        if time.second or time.microsecond:
            yield Problem(name, "must be a whole minute")


def clock_problems(of: Series | Zitdag, day: dt.date, zone: dt.tzinfo) -> Iterator[Problem]:
    """Yield the times that the clocks skip or repeat on a day."""
    for name, time in (("starts", of.starts), ("ends", of.ends)):
        local = dt.datetime.combine(day, time, zone)
        if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            yield Problem(name, f"{time:%H:%M} does not exist on {day}: the clocks go forward that night")
        elif local.utcoffset() != local.replace(fold=1).utcoffset():
            yield Problem(name, f"{time:%H:%M} comes twice on {day}: the clocks go back that night")


def conflicts(zitdagen: Sequence[Zitdag], others: Sequence[Zitdag]) -> Iterator[Objection]:
    """Yield where a coach would be in two places, or a room be taken twice, at the same time."""
    by_day: dict[dt.date, list[Zitdag]] = {}
    for other in others:
        if other.state is ZitdagState.PLANNED:
            by_day.setdefault(other.on, []).append(other)
    for zitdag in zitdagen:
        for other in by_day.get(zitdag.on, ()):
            if other.starts >= zitdag.ends or other.ends <= zitdag.starts:
                continue
            where = {"on": zitdag.on, "location": other.location, "coach": other.coach}
            if other.coach == zitdag.coach:
                yield Objection("coach_elsewhere", f"Coach {other.coach} is at {other.location} on {zitdag.on}.", where)
            if other.location == zitdag.location:
                yield Objection("location_taken", f"{other.location} is taken on {zitdag.on}.", where)


@functools.lru_cache
def _slots(starts: dt.time, ends: dt.time, minutes: int) -> tuple[dt.time, ...]:
    start, end = _minutes(starts), _minutes(ends)
    return tuple(dt.time(*divmod(m, 60)) for m in range(start, end - minutes + 1, minutes))


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
