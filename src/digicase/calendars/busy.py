"""When somebody is busy, read from the iCalendar of a host's own calendar server: bounded work, whatever was sent."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import icalendar

from digicase.calendars.parsing import UNREADABLE, parsed
from digicase.domain.forecast import Busy
from digicase.errors import InvalidData, Problem

LONGEST = 1_000_000
"""Octets of a calendar."""
WIDEST = dt.timedelta(days=366)
"""The longest stretch that is looked at."""
MOST_RECURRING = 200
MOST_FOUND = 20_000
OLDEST = dt.timedelta(days=20 * 366)
"""How long before the stretch a recurring event may have begun."""
DAILY_AT_MOST = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
DAY = dt.timedelta(days=1)
FINER_THAN_DAYS = ("BYHOUR", "BYMINUTE", "BYSECOND")


def read_busy(data: bytes, *, since: dt.date, until: dt.date, zone: str) -> tuple[Busy, ...]:
    """Return when somebody is busy from a day until another, both included: pairs of aware moments, in order.

    `data` is iCalendar: what a VFREEBUSY says, and every event that is neither transparent nor cancelled, those that
    recur included (with the extra `digicase[busy]`). Times without a zone, and days, are in `zone` (IANA). What
    overlaps, or follows without a gap, is one. InvalidData where it is no iCalendar, where the days make no sense, and
    where an event recurs more often than a person's: within a day, since more than twenty years, or with hundreds of
    others.
    """
    home = _zone(zone)
    if until < since or until - since > WIDEST:
        raise _unfit("until", f"{until} must be on or after since ({since}), and not more than a year later")
    first, last = (dt.datetime.combine(day, dt.time(), home) for day in (since, until + DAY))
    if not isinstance(data, bytes) or len(data) > LONGEST:
        raise _unfit("data", f"must be bytes, at most {LONGEST} of them")
    calendar = parsed(data, "utf-8-sig", "data")
    events = [event for event in calendar.walk("VEVENT") if _counts(event)]
    repeated = {str(event.get("uid")) for event in events if "RRULE" in event or "RDATE" in event}
    single = (event for event in events if str(event.get("uid")) not in repeated)
    try:
        found = itertools.chain(
            (each for part in calendar.walk("VFREEBUSY") for each in _periods(part, home)),
            (each for event in single for each in _span(event, home)),
            _recurring(calendar, events, repeated, first, last, home),
        )
        return tuple(_joined((max(a, first), min(b, last)) for a, b in found if a < last and first < b))
    except InvalidData:
        raise
    except UNREADABLE as error:
        raise _unfit("data", f"has an entry that cannot be read ({type(error).__name__})") from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise _unfit("zone", f"{name!r} is not a time zone such as Europe/Brussels") from None


def _counts(event: Any) -> bool:
    return str(event.get("transp", "")).upper() != "TRANSPARENT" and str(event.get("status", "")).upper() != "CANCELLED"


def _periods(part: Any, zone: ZoneInfo) -> Iterator[Busy]:
    given = part.get("freebusy", [])
    for period in given if isinstance(given, list) else [given]:
        starts, end = getattr(period, "dt", (None, None))
        if str(period.params.get("FBTYPE", "BUSY")).upper() == "FREE" or not isinstance(starts, dt.datetime):
            continue
        ends = starts + end if isinstance(end, dt.timedelta) else end
        if isinstance(ends, dt.datetime):
            yield _at(starts, zone), _at(ends, zone)


def _span(event: Any, zone: ZoneInfo) -> Iterator[Busy]:
    try:
        starts, ends = event.start, event.end
    except (icalendar.InvalidCalendar, icalendar.IncompleteComponent, ValueError):
        return  # an event that does not say when is in nobody's way
    if starts is not None and ends is not None and _at(starts, zone) < _at(ends, zone):
        yield _at(starts, zone), _at(ends, zone)


def _at(moment: dt.date, zone: ZoneInfo) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    aware = moment.replace(tzinfo=zone) if moment.utcoffset() is None else moment
    return aware.astimezone(dt.UTC)


def _recurring(
    calendar: Any, events: list[Any], repeated: set[str], first: dt.datetime, last: dt.datetime, zone: ZoneInfo
) -> Iterator[Busy]:
    if not repeated:
        return
    if len(repeated) > MOST_RECURRING:
        raise _unfit("data", f"has {len(repeated)} events that recur; no person has more than {MOST_RECURRING}")
    for event in events:
        _check_rule(event, first, last, zone)
    try:
        import recurring_ical_events
    except ImportError:
        raise _unfit("data", "has events that recur: pip install 'digicase[busy]'") from None
    for event in [*calendar.subcomponents]:
        if event.name == "VEVENT" and str(event.get("uid")) not in repeated:
            calendar.subcomponents.remove(event)
    occurrences = cast(Iterator[Any], recurring_ical_events.of(calendar).after(first))
    for number, event in enumerate(occurrences):
        if _at(event.start, zone) >= last:
            return
        if number >= MOST_FOUND:
            raise _unfit("data", f"has more than {MOST_FOUND} events in that time")
        if _counts(event):
            yield from _span(event, zone)


def _check_rule(event: Any, first: dt.datetime, last: dt.datetime, zone: ZoneInfo) -> None:
    """Hold that a rule is a person's, and that looking for its occurrences has an end."""
    rules = event.get("rrule", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        often = {str(freq).upper() for freq in rule.get("FREQ", [])}
        if not often <= DAILY_AT_MOST or any(len(rule.get(part, [])) > 1 for part in FINER_THAN_DAYS):
            raise _unfit("data", "has an event that recurs within a day, which no person's does")
        for part, most in {"INTERVAL": 1000, "BYMONTH": 12, "BYMONTHDAY": 31}.items():
            if not all(0 < abs(int(number)) <= most for number in rule.get(part, [])):
                raise _unfit("data", f"has an event with a {part} that is none")
        if often == {"DAILY"} and ("BYMONTHDAY" in rule or "BYSETPOS" in rule):
            raise _unfit("data", "has an event that recurs daily, but on days of the month: it should recur monthly")
        if "COUNT" not in rule and "UNTIL" not in rule:
            rule["UNTIL"] = [last.astimezone(dt.UTC)]  # nobody looks further
        starts = getattr(event.get("dtstart"), "dt", None)
        if isinstance(starts, dt.date) and _at(starts, zone) < first.astimezone(dt.UTC) - OLDEST:
            raise _unfit("data", "has an event that recurs since more than twenty years")


def _joined(found: Iterable[Busy]) -> Iterator[Busy]:
    """Yield the stretches that are left when what overlaps or touches is one, in order."""
    open_: Busy | None = None
    for starts, ends in sorted((a.astimezone(dt.UTC), b.astimezone(dt.UTC)) for a, b in found):
        if open_ is not None and starts <= open_[1]:
            open_ = open_[0], max(open_[1], ends)
            continue
        if open_ is not None:
            yield open_
        open_ = starts, ends
    if open_ is not None:
        yield open_


def _unfit(path: str, reason: str) -> InvalidData:
    return InvalidData([Problem(path, reason)])
