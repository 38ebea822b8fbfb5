"""iCalendar (RFC 5545, with the calendar names of RFC 7986): a calendar as a file to subscribe to."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Event, vDuration

from digicase.calendars.events import busy, check, in_zone, writer
from digicase.calendars.text import Text, fold, line, paragraphs
from digicase.calendars.timezones import USUAL_YEARS, vtimezone
from digicase.domain.calendar import Calendar, CalendarEntry
from digicase.errors import InvalidData, Problem

PRODID = "-//digicase//digicase//EN"
REFRESH = dt.timedelta(hours=4)


def export(calendar: Calendar) -> bytes:
    """Return the calendar as a subscription: the same calendar always gives the same bytes.

    One VEVENT per entry, in the order given, and no recurrence: programs exist that show a moved occurrence twice.
    There is no METHOD, alarm or attendee. Text keeps all that is visible. A zone that is not known, a time without a
    zone and an end before its start raise `InvalidData`. An entry that this process wrote before is not written anew.
    """
    zone = _zone(calendar.zone)
    written = writer(zone).written(calendar.entries)
    *opening, ending = folded(_header(calendar, zone))
    years = {year for each in written for year in each.years}
    return b"".join([*opening, *_timezone(zone, *_span(years)), *(each.vevent for each in written), ending])


def component(calendar: Calendar) -> icalendar.Calendar:
    """Return the calendar as icalendar's own, with our zone, texts and order, for other formats; raises as `export`."""
    zone = _zone(calendar.zone)
    check(dict(enumerate(calendar.entries)))
    ical = _header(calendar, zone)
    ical.add_component(vtimezone(zone, (day.year for entry in calendar.entries for day in in_zone(entry, zone))))
    for entry in calendar.entries:
        ical.add_component(_event(entry, zone))
    return ical


@functools.lru_cache(maxsize=64)
def _timezone(zone: ZoneInfo, first: int, last: int) -> list[bytes]:
    return folded(vtimezone(zone, (first, last)))


def _span(years: Collection[int]) -> tuple[int, int]:
    """Return the first and last of the years, or what makes no difference."""
    return (min(years), max(years)) if years else USUAL_YEARS


def folded(component: icalendar.Component) -> list[bytes]:
    """Return the content lines of a component, each folded."""
    return [fold(content) for content in component.content_lines() if content]


def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except (LookupError, ValueError, OSError) as error:
        reason = f"{key!r} is not a time zone such as Europe/Brussels"
        raise InvalidData([Problem("zone", reason)]) from error


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
    event.add("status", line(entry.status.upper()))
    event.add("transp", line("OPAQUE" if busy(entry) else "TRANSPARENT"))
    if entry.private:
        event.add("class", line("PRIVATE"))
    return event


def _add_filled(event: Event, name: str, text: Text) -> None:
    if text:
        event.add(name, text)


def _add_times(event: Event, entry: CalendarEntry, zone: ZoneInfo) -> None:
    """Add start and end; RFC 5545 wants an end later than the start, or none."""
    starts, ends = in_zone(entry, zone)
    event.add("dtstart", starts)
    if ends > starts:
        event.add("dtend", ends)
