"""A calendar to write down, and a reader that knows RFC 5545 and nothing of the library that wrote it."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from digicase.calendars.ical import export
from digicase.domain.calendar import Calendar, CalendarEntry

BRUSSELS = ZoneInfo("Europe/Brussels")
CHANGED = dt.datetime(2026, 9, 1, 8, 30, tzinfo=dt.UTC)


def entry(day: dt.date = dt.date(2026, 10, 20), **changes: object) -> CalendarEntry:
    """Nine to ten in the morning, in Brussels."""
    starts = dt.datetime.combine(day, dt.time(9), BRUSSELS)
    values: dict[str, object] = {
        "uid": f"zitdag-{day}@gent.example",
        "title": "Zitdag digicoach",
        "starts": starts,
        "ends": starts + dt.timedelta(hours=1),
        "changed_at": CHANGED,
    }
    return CalendarEntry(**{**values, **changes})  # type: ignore[arg-type]  # a test may change any field


def calendar(*entries: CalendarEntry, **changes: object) -> Calendar:
    values: dict[str, object] = {"name": "Zitdagen Gent", "zone": "Europe/Brussels", "entries": entries}
    return Calendar(**{**values, **changes})  # type: ignore[arg-type]  # a test may change any field


def written(*entries: CalendarEntry, **changes: object) -> list[str]:
    """The content lines of such a calendar."""
    return content_lines(export(calendar(*entries, **changes)))


def content_lines(ics: bytes) -> list[str]:
    assert ics.endswith(b"\r\n")
    return ics.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def values(lines: list[str], name: str) -> list[str]:
    """What stands behind the colon of each property of that name; parameters are left out, as ours have no colon."""
    return [value for line in lines for head, _, value in [line.partition(":")] if head.partition(";")[0] == name]


def texts(lines: list[str], name: str) -> list[str]:
    """The values without their escapes, of which RFC 5545 knows four."""
    return [
        re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text) for text in values(lines, name)
    ]


def component(lines: list[str], name: str) -> list[str]:
    """The lines of the first component of that name, its ends included."""
    return lines[lines.index(f"BEGIN:{name}") : lines.index(f"END:{name}") + 1]
