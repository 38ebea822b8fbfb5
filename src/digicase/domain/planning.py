"""Planning: a series becomes dated zitdagen, without closing days, for coaches and in rooms that are free and fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import attrs
from attrs.validators import optional

from digicase.domain import checks
from digicase.domain.events import SeriesPlanned, SeriesSplit, ZitdagAdded
from digicase.domain.ids import SeriesId, ZitdagId
from digicase.domain.locations import Location
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import evolve
from digicase.domain.zitdagen import Series, Skipped, Weekday, Zitdag, ZitdagState, minutes
from digicase.errors import InvalidData, Objection, Problem

LONGEST = dt.timedelta(days=5 * 366)
"""The longest stretch that one series may cover, so that a slip in a year does not plan a century."""


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
    locations: Sequence[Location] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Series]:
    """Turn a series into dated zitdagen, without the closing days; `also` of the outcome are the zitdagen.

    `closed` gives the reason per closing day, `others` the zitdagen already planned between first and last,
    `locations` the rooms that are known. Codes: `name_taken`, `coach_elsewhere`, `location_taken`, `location_lacks`,
    `too_few_seats`. A series without any zitdag, times in the wrong order and
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
    refuse(_name_taken(same_name), tuple(conflicts(zitdagen, others)), unfit(zitdagen, locations), objections)
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
    locations: Sequence[Location] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Zitdag]:
    """Add a zitdag; `others` are those of its day.

    Codes: `zitdag_past`, `coach_elsewhere`, `location_taken`, `location_lacks`, `too_few_seats`.
    """
    zitdag, found = request.zitdag, []
    if problems := [*time_problems(zitdag), *clock_problems(zitdag, zitdag.on, zone)]:
        raise InvalidData(problems)
    if dt.datetime.combine(zitdag.on, zitdag.starts, zone) <= now:
        found.append(Objection("zitdag_past", f"{zitdag.on} {zitdag.starts:%H:%M} has passed.", {"on": zitdag.on}))
    refuse(found, tuple(conflicts((zitdag,), others)), unfit((zitdag,), locations), objections)
    return Outcome(zitdag, events=(ZitdagAdded(zitdag=zitdag.id, series=zitdag.series, on=zitdag.on),))


@attrs.frozen(kw_only=True)
class SplitSeries:
    """The request to go on with a series under another name from a day on, otherwise where something is given."""

    series: Series
    on: dt.date
    name: str = attrs.field(validator=checks.filled)
    starts: dt.time | None = None
    locations: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    coaches: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    places: int | None = attrs.field(default=None, validator=optional(checks.between(1, 1000)))


def split(
    request: SplitSeries,
    *,
    id: SeriesId,
    ahead: Sequence[Zitdag],
    now: dt.datetime,
    today: dt.date,
    same_name: Sequence[Series] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Series]:
    """Part a series in two: the zitdagen from a day on belong to the new one, and are still as they were.

    `ahead` are its zitdagen from that day on. Where nobody else is given, whose turn it is goes on. Codes:
    `name_taken`. A day that has been, or that leaves one of the two without any day, is InvalidData.
    """
    old, day = request.series, request.on
    new = _second_part(request, id)
    problems = list(_series_problems(new))
    if day < today:
        problems.append(Problem("on", f"{day} has been (today is {today})"))
    elif not old.first < day <= old.last:
        between = f"after first ({old.first}) and not after last ({old.last})"
        problems = [Problem("on", f"{day} leaves one of the two without a day; it must be {between}")]
    if problems:
        raise InvalidData(problems)
    refuse(_name_taken(same_name), objections)
    kept = evolve(old, last=day - dt.timedelta(days=1), skipped=tuple(e for e in old.skipped if e.on < day))
    moved = tuple(evolve(zitdag, series=id, changed_at=now) for zitdag in ahead)
    planned = SeriesPlanned(series=id, location=new.location, zitdagen=len(moved), skipped=len(new.skipped))
    event = SeriesSplit(series=old.id, into=id, on=day)
    return Outcome(new, also=(kept, *moved), events=(event, planned))


def _second_part(request: SplitSeries, id: SeriesId) -> Series:
    old, day = request.series, request.on
    turn = old.turn(day - dt.timedelta(days=day.weekday()))  # the first turn of the week in which it begins
    coaches = request.coaches or _from_turn(old.coach_rota, turn) or (old.coach,)
    locations = request.locations or _from_turn(old.location_rota, turn) or (old.location,)
    starts = old.starts if request.starts is None else request.starts
    ends = minutes(starts) + minutes(old.ends) - minutes(old.starts)
    if ends >= 24 * 60:
        raise InvalidData([Problem("starts", f"a zitdag as long from {starts:%H:%M} would end after midnight")])
    return evolve(
        old,
        id=id,
        version=0,
        name=request.name,
        first=day,
        starts=starts,
        ends=dt.time(*divmod(ends, 60)),
        places=old.places if request.places is None else request.places,
        coach=coaches[0],
        coach_rota=coaches if len(coaches) > 1 else (),
        location=locations[0],
        location_rota=locations if len(locations) > 1 else (),
        skipped=tuple(each for each in old.skipped if each.on >= day),
    )


def _from_turn(rota: tuple[str, ...], turn: int) -> tuple[str, ...]:
    first = turn % len(rota) if rota else 0
    return (*rota[first:], *rota[:first])


def dated(series: Series, day: dt.date, id: ZitdagId, now: dt.datetime) -> Zitdag:
    """Return the zitdag of a series on a day."""
    return Zitdag(
        id=id,
        series=series.id,
        location=series.location_on(day),
        on=day,
        starts=series.starts,
        ends=series.ends,
        slot_minutes=series.slot_minutes,
        places=series.places,
        walk_in_places=series.walk_in_places,
        coach=series.coach_on(day),
        needs=series.needs,
        notice_hours=series.notice_hours,
        horizon_days=series.horizon_days,
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
    elif minutes(of.starts) + of.slot_minutes > minutes(of.ends):
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


def unfit(zitdagen: Sequence[Zitdag], locations: Sequence[Location]) -> tuple[Objection, ...]:
    """Return what the rooms lack that zitdagen need, once per location; of a room that is not known nothing is said."""
    known = {location.name: location for location in locations}
    found: dict[tuple[object, ...], Objection] = {}
    for zitdag in zitdagen:
        location = known.get(zitdag.location)
        for objection in () if location is None else location.objections(zitdag.needs, zitdag.places):
            found.setdefault((objection.code, zitdag.location, zitdag.needs, zitdag.places), objection)
    return tuple(found.values())


def _name_taken(same_name: Sequence[Series]) -> Sequence[Objection]:
    return [
        Objection("name_taken", f"There is already a series {other.name!r}.", {"name": other.name})
        for other in same_name
    ]
