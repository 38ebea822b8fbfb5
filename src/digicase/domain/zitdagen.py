"""Zitdagen: coaching half-days, planned as a series and each with a life of its own."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection
from enum import StrEnum

import attrs
from attrs.validators import optional

from digicase.domain import checks
from digicase.domain.ids import SeriesId, ZitdagId
from digicase.domain.record import Key, Query, eq, ge, lt, one_of, query, record, where


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

    Of the `places` per slot, `walk_in_places` are kept for those who come without an appointment. Where several take
    turns, day by day, they are in `coach_rota` and `location_rota`, and `coach` and `location` are the first. What a
    room must have is in `needs`. A place is booked `notice_hours` ahead at the latest, and `horizon_days` ahead at the
    earliest, where there is such a limit.
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
    coach_rota: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    location_rota: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    needs: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    notice_hours: int = attrs.field(default=0, validator=checks.between(0, 90 * 24))
    horizon_days: int | None = attrs.field(default=None, validator=optional(checks.between(1, 5 * 366)))

    def turn(self, day: dt.date) -> int:
        """Return whose turn a day is: 0 on the first weekday of the first week, and one more on each one after.

        Closing days have their turn too, so that they do not shift the others'.
        """
        monday = self.first - dt.timedelta(days=self.first.weekday())
        weekdays = sorted(list(Weekday).index(weekday) for weekday in set(self.weekdays))
        return (day - monday).days // 7 * len(weekdays) + sum(each < day.weekday() for each in weekdays)

    def coach_on(self, day: dt.date) -> str:
        """Return whose turn to coach a day is."""
        return self.coach_rota[self.turn(day) % len(self.coach_rota)] if self.coach_rota else self.coach

    def location_on(self, day: dt.date) -> str:
        """Return at which location a day is."""
        return self.location_rota[self.turn(day) % len(self.location_rota)] if self.location_rota else self.location


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
    place or state. `needs`, `notice_hours` and `horizon_days` are as its series has them.
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
    needs: tuple[str, ...] = ()
    notice_hours: int = 0
    horizon_days: int | None = None

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


@functools.lru_cache
def _slots(starts: dt.time, ends: dt.time, length: int) -> tuple[dt.time, ...]:
    start, end = minutes(starts), minutes(ends)
    return tuple(dt.time(*divmod(m, 60)) for m in range(start, end - length + 1, length))


def minutes(time: dt.time) -> int:
    """Return a time of day in minutes since midnight."""
    return time.hour * 60 + time.minute
