"""What lies ahead: the next free places for a case, and when the zitdagen are full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from digicase.domain.appointments import Appointment, covered, free, taken, when_objections
from digicase.domain.cases import Case
from digicase.domain.ids import ZitdagId
from digicase.domain.zitdagen import Zitdag, ZitdagState
from digicase.errors import InvalidData, Problem

Busy = tuple[dt.datetime, dt.datetime]
"""When somebody is not free: from a moment to another, not included; both aware."""


@attrs.frozen(kw_only=True)
class FreePlace:
    """A slot with a place left: which zitdag, when it starts (local), and how many places it has."""

    zitdag: Zitdag
    at: dt.time
    places: int


def busy_problems(busy: Sequence[Busy]) -> Iterator[Problem]:
    """Yield what is wrong with times in which somebody is busy."""
    for n, (starts, ends) in enumerate(busy):
        if starts.utcoffset() is None or ends.utcoffset() is None:
            yield Problem(f"busy.{n}", "must be two moments with a zone")
        elif ends < starts:
            yield Problem(f"busy.{n}", f"ends at {ends}, before it starts at {starts}")


def free_places(
    case: Case,
    zitdagen: Iterable[Zitdag],
    booked: Mapping[ZitdagId, Sequence[Appointment]],
    *,
    now: dt.datetime,
    zone: dt.tzinfo,
    busy: Sequence[Busy] = (),
    slots: int = 1,
) -> Iterator[FreePlace]:
    """Yield the places that a case could book, in the order of the zitdagen, the earliest slot first.

    Each is where so many `slots` in a row are free.

    Not in the past, nor too late or too early to book, not outside guidance, not on a day on which the case is booked
    already, and not while somebody is busy. What is wrong with `busy` is InvalidData.
    """
    if problems := list(busy_problems(busy)):
        raise InvalidData(problems)
    for zitdag in zitdagen:
        there = booked.get(zitdag.id, ())
        if not case.in_guidance(zitdag.on) or any(e.case == case.id and e.takes_a_place for e in there):
            continue
        length = dt.timedelta(minutes=zitdag.slot_minutes * slots)
        left = free(zitdag, there)
        for at in left:
            places = min((left[slot] for slot in covered(zitdag, at, slots) or ()), default=0)
            starts = dt.datetime.combine(zitdag.on, at, zone).astimezone(dt.UTC)
            taken = any(begin < starts + length and starts < end for begin, end in busy)
            if places and not taken and not any(when_objections(zitdag, at, now, zone)):
                yield FreePlace(zitdag=zitdag, at=at, places=places)


def path(
    places: Iterable[FreePlace], *, number: int, every_days: int, at: dt.time | None = None
) -> tuple[FreePlace, ...]:
    """Return the first free places that are so many days apart at least, and at a time if one is asked for."""
    found: list[FreePlace] = []
    for place in places:
        if len(found) == number:
            break
        apart = not found or (place.zitdag.on - found[-1].zitdag.on).days >= every_days
        if apart and at in (None, place.at):
            found.append(place)
    return tuple(found)


@attrs.frozen(kw_only=True)
class ForecastWeek:
    """A week from its Monday: places of one slot in all, those booked, and the sessions expected to take the others.

    A booking of several slots takes as many; walk-ins and what is kept for them are left out.
    """

    monday: dt.date
    places: int
    booked: int
    expected: int


@attrs.frozen(kw_only=True)
class Forecast:
    """Sessions expected against places: week by week, and what is left when the plan ends.

    `full_until` is the Sunday until which every place is taken; None where one is free in the first week. `done_on` is
    the Sunday by which all expected sessions have a place; None where they do not.
    """

    sessions: int
    weeks: tuple[ForecastWeek, ...]
    unplaced: int
    full_until: dt.date | None
    done_on: dt.date | None


def forecast(
    sessions: int,
    zitdagen: Iterable[Zitdag],
    booked: Mapping[ZitdagId, Sequence[Appointment]],
    *,
    today: dt.date,
    extra_places: int = 0,
) -> Forecast:
    """Return how the sessions that are still expected fill the places ahead, the earliest first.

    `extra_places` is what an extra half-day a week would add, from the first week on, while the plan lasts.
    """
    places: dict[dt.date, list[int]] = {}
    for zitdag in zitdagen:
        if zitdag.on >= today and zitdag.state is ZitdagState.PLANNED:
            week = places.setdefault(zitdag.on - dt.timedelta(days=zitdag.on.weekday()), [0, 0])
            booked_ahead = [each for each in booked.get(zitdag.id, ()) if not each.walk_in]
            week[0] += zitdag.capacity
            week[1] += taken(zitdag, booked_ahead).total()
    left = sessions
    weeks: list[ForecastWeek] = []
    full_until: dt.date | None = None
    done_on: dt.date | None = None
    for monday, (there, gone) in sorted(places.items()):
        room = max(0, there + extra_places - gone)
        expected = min(left, room)
        left -= expected
        sunday = monday + dt.timedelta(days=6)
        if expected == room and all(each.expected == each.places - each.booked for each in weeks):
            full_until = sunday
        if not left and done_on is None:
            done_on = sunday
        weeks.append(ForecastWeek(monday=monday, places=there + extra_places, booked=gone, expected=expected))
    return Forecast(sessions=sessions, weeks=tuple(weeks), unplaced=left, full_until=full_until, done_on=done_on)
