"""iCalendar (RFC 5545, with the calendar names of RFC 7986): a calendar as a file to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Event, vDuration

from digicase.calendars.text import Text, fold, line, paragraphs
from digicase.calendars.timezones import vtimezone
from digicase.domain.calendar import Calendar, CalendarEntry
from digicase.errors import InvalidData, Problem

PRODID = "-//digicase//digicase//EN"
REFRESH = dt.timedelta(hours=4)


def export(calendar: Calendar) -> bytes:
    """Return the calendar as a subscription: the same calendar always gives the same bytes.

    One VEVENT per entry, in the order given, and no recurrence: programs exist that show a moved occurrence twice.
    There is no METHOD, alarm or attendee. Text keeps all that is visible. A zone that is not known, a time without a
    zone and an end before its start raise `InvalidData`.
    """
    return b"".join(fold(content) for content in component(calendar).content_lines() if content)


def component(calendar: Calendar) -> icalendar.Calendar:
    """Return the calendar as icalendar's own, with our zone, texts and order; raises as `export`."""
    zone = _zone(calendar.zone)
    _check(calendar.entries)
    ical = _header(calendar, zone)
    moments = [moment.astimezone(zone) for entry in calendar.entries for moment in (entry.starts, entry.ends)]
    ical.add_component(vtimezone(zone, moments))
    for entry in calendar.entries:
        ical.add_component(_event(entry, zone))
    return ical


def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except (LookupError, ValueError, OSError) as error:
        reason = f"{key!r} is not a time zone such as Europe/Brussels"
        raise InvalidData([Problem("zone", reason)]) from error


def _check(entries: tuple[CalendarEntry, ...]) -> None:
    problems = [problem for number, entry in enumerate(entries) for problem in _problems(entry, f"entries[{number}]")]
    if problems:
        raise InvalidData(problems)


def _problems(entry: CalendarEntry, path: str) -> Iterator[Problem]:
    naive = [field for field in ("starts", "ends", "changed_at") if getattr(entry, field).utcoffset() is None]
    yield from (Problem(f"{path}.{field}", "has no time zone; give an aware time") for field in naive)
    if not naive and _length(entry) < dt.timedelta(0):
        yield Problem(f"{path}.ends", "is before its start")


def _header(calendar: Calendar, zone: ZoneInfo) -> icalendar.Calendar:
    """Return a calendar without components; RFC 7986 names stand beside the older X- names that programs read."""
    ical = icalendar.Calendar()
    ical.add("prodid", line(PRODID))
    ical.add("version", line("2.0"))
    ical.add("calscale", line("GREGORIAN"))
    ical.add("name", line(calendar.name))
    ical.add("x-wr-calname", line(calendar.name))
    if calendar.description:
        ical.add("x-wr-caldesc", paragraphs(calendar.description))
    ical.add("x-wr-timezone", line(zone.key))
    ical.add("refresh-interval", vDuration(REFRESH, params={"VALUE": "DURATION"}))
    ical.add("x-published-ttl", vDuration(REFRESH))
    return ical


def _event(entry: CalendarEntry, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", line(entry.uid))
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", line(entry.title))
    _add_filled(event, "location", line(entry.location))
    _add_filled(event, "description", paragraphs(entry.description))
    _add_times(event, entry, zone)
    event.add("status", line("CANCELLED" if entry.cancelled else "CONFIRMED"))
    event.add("transp", line("OPAQUE" if entry.opaque and not entry.cancelled else "TRANSPARENT"))
    if entry.private:
        event.add("class", line("PRIVATE"))
    return event


def _add_filled(event: Event, name: str, text: Text) -> None:
    if text:
        event.add(name, text)


def _add_times(event: Event, entry: CalendarEntry, zone: ZoneInfo) -> None:
    """Add start and end; RFC 5545 wants an end later than the start, or none."""
    starts, ends = (_written(moment, zone, all_day=entry.all_day) for moment in (entry.starts, entry.ends))
    event.add("dtstart", starts)
    if ends > starts:
        event.add("dtend", ends)


def _length(entry: CalendarEntry) -> dt.timedelta:
    """Return how long the entry lasts; subtracted as they are, times of one zone would give what its clocks show."""
    return entry.ends.astimezone(dt.UTC) - entry.starts.astimezone(dt.UTC)


def _written(moment: dt.datetime, zone: ZoneInfo, *, all_day: bool) -> dt.date:
    """Return the day, or the time on the zone's clocks; in UTC for the second of two hours with the same name."""
    utc = moment.astimezone(dt.UTC)
    local = utc.astimezone(zone)
    if all_day:
        return local.date()
    return utc if local.fold else local
