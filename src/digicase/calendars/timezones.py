"""VTIMEZONE: what a calendar program has to know of a time zone that it may not know by name."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from digicase.calendars.text import line

USUAL_YEARS = (2020, 2040)
POSSIBLE_YEARS = (1970, 2100)
RULES_SINCE = 1970
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Pattern(NamedTuple):
    """A day of every year, such as the last (-1) Sunday (6) of March (3)."""

    ordinal: int
    weekday: int
    month: int

    def on(self, year: int) -> dt.date:
        """Return the day in this year."""
        first, days = monthrange(year, self.month)
        matching = range(1 + (self.weekday - first) % 7, days + 1, 7)
        return dt.date(year, self.month, matching[self.ordinal - (self.ordinal > 0)])


class Offset(NamedTuple):
    """How far a zone's clocks are ahead of UTC, and what that is called."""

    utc: dt.timedelta
    name: str


class Turn(NamedTuple):
    """The clocks are put from one offset to another when they show `onset` (in the old offset)."""

    before: Offset
    after: Offset
    onset: dt.datetime


Observance = TimezoneStandard | TimezoneDaylight


def vtimezone(zone: ZoneInfo, years: Iterable[int] = ()) -> Timezone:
    """Return the VTIMEZONE of a zone, right for these years and for 2020 to 2040, within 1970 to 2100.

    A zone that keeps one rule all that time is written with RRULEs, without an end, and its bytes do not depend on the
    years. Another one has an RDATE per line: programs are known to read only the first of a comma-joined RDATE.
    """
    first, last = _years(years)
    turns = sorted(_turns(zone, first, last))
    groups = [list(group) for _, group in groupby(turns, key=lambda turn: turn[:2])]
    timezone = Timezone()
    timezone.add("tzid", line(zone.key))
    for observance in _by_rules(groups, range(first, last + 1)) or _by_dates(groups, zone, first):
        timezone.add_component(observance)
    return timezone


def _years(given: Iterable[int]) -> tuple[int, int]:
    years = {*given, *USUAL_YEARS}
    earliest, latest = POSSIBLE_YEARS
    return max(min(years), earliest), min(max(years), latest)


def _turns(zone: ZoneInfo, first: int, last: int) -> Iterator[Turn]:
    """Yield every change of the offset from UTC in these years, in order of time."""
    start, end = dt.datetime(first, 1, 1, tzinfo=dt.UTC), dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC)
    weeks = (start + dt.timedelta(weeks=week) for week in range((end - start).days // 7 + 2))
    for before, after in pairwise(week.astimezone(zone) for week in weeks):
        if before.utcoffset() != after.utcoffset():
            old, new = _offset(before), _offset(after)
            onset = _change(zone, before.astimezone(dt.UTC), after.astimezone(dt.UTC)) + old.utc
            yield Turn(old, new, onset.replace(tzinfo=None))


def _change(zone: ZoneInfo, low: dt.datetime, high: dt.datetime) -> dt.datetime:
    """Return the first second (UTC) of the offset that holds at `high` but not at `low`."""
    before = low.astimezone(zone).utcoffset()
    while (seconds := int((high - low).total_seconds())) > 1:
        middle = low + dt.timedelta(seconds=seconds // 2)
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high


def _offset(moment: dt.datetime) -> Offset:
    return Offset(moment.utcoffset() or dt.timedelta(0), moment.tzname() or "")


def _by_rules(groups: Sequence[Sequence[Turn]], years: range) -> list[Observance]:
    """Return an observance with an RRULE per group of equal turns; none if one of them keeps no rule."""
    observances = []
    for group in groups:
        pattern = _pattern(group, years)
        if pattern is None:
            return []
        observances.append(_by_rule(group[0], pattern))
    return observances


def _pattern(turns: Sequence[Turn], years: range) -> Pattern | None:
    """Return the pattern that these turns follow once in each of the years, at the same hour; None without one."""
    if [turn.onset.year for turn in turns] != list(years) or len({turn.onset.time() for turn in turns}) > 1:
        return None
    return min(set.intersection(*(_possible(turn.onset.date()) for turn in turns)), default=None)


def _possible(day: dt.date) -> set[Pattern]:
    """Return the patterns that the day fits: counted from the month's begin, and as its last."""
    nth = (day.day + 6) // 7
    last = day.day + 7 > monthrange(day.year, day.month)[1]
    ordinals = {-1, nth} if last else {nth}
    return {Pattern(ordinal, day.weekday(), day.month) for ordinal in ordinals}


def _by_rule(turn: Turn, pattern: Pattern) -> Observance:
    onset = dt.datetime.combine(pattern.on(RULES_SINCE), turn.onset.time())
    observance = _observance(turn._replace(onset=onset))
    day = f"{pattern.ordinal}{WEEKDAYS[pattern.weekday]}"
    observance.add("rrule", {"freq": "yearly", "bymonth": pattern.month, "byday": day})
    return observance


def _by_dates(groups: Sequence[Sequence[Turn]], zone: ZoneInfo, first: int) -> list[Observance]:
    """Return the offset at the start, and an observance with its dates per group of equal turns."""
    still = _offset(dt.datetime(first, 1, 1, tzinfo=zone))
    start = dt.datetime(first if groups else RULES_SINCE, 1, 1)
    observances = [_observance(Turn(still, still, start))]
    for group in groups:
        observances.append(_observance(group[0]))
        for turn in group[1:]:
            observances[-1].add("rdate", [turn.onset])
    return observances


def _observance(turn: Turn) -> Observance:
    observance = TimezoneDaylight() if turn.after.utc > turn.before.utc else TimezoneStandard()
    observance.add("dtstart", turn.onset)
    observance.add("tzoffsetfrom", turn.before.utc)
    observance.add("tzoffsetto", turn.after.utc)
    observance.add("tzname", line(turn.after.name))
    return observance
