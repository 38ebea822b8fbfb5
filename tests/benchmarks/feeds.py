"""Writing a feed of 10,000 entries, against icalendar's own components; first, and again after one change.

Usage: python tests/benchmarks/feeds.py [rounds]
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import attrs
import icalendar

from digicase.calendars import ical
from digicase.calendars.events import writer
from digicase.calendars.timezones import vtimezone
from digicase.domain.calendar import Calendar, CalendarEntry

BRUSSELS = ZoneInfo("Europe/Brussels")
NUMBER = 10_000


def feed() -> Calendar:
    """Return a calendar of appointments, four an hour."""
    first = dt.datetime(2026, 1, 5, 9, tzinfo=BRUSSELS)
    return Calendar(
        name="Afspraken van C-04",
        zone="Europe/Brussels",
        entries=tuple(
            CalendarEntry(
                uid=f"appointment-{n:032x}@gent.example",
                title=f"Afspraak digicoach J-{n:04}",
                starts=(starts := first + dt.timedelta(days=n // 12, minutes=15 * (n % 12))),
                ends=starts + dt.timedelta(minutes=30),
                changed_at=dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC) + dt.timedelta(seconds=n),
                location="Jobteam, Voskenslaan 362, 9000 Gent",
                private=True,
            )
            for n in range(NUMBER)
        ),
    )


def components(calendar: Calendar) -> bytes:
    """Write the same by icalendar's own components."""
    written = icalendar.Calendar()
    for name, value in [("prodid", ical.PRODID), ("version", "2.0"), ("name", calendar.name)]:
        written.add(name, value)
    written.add_component(vtimezone(BRUSSELS))
    for entry in calendar.entries:
        event = icalendar.Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.changed_at)
        event.add("last-modified", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("summary", entry.title)
        event.add("location", entry.location)
        event.add("dtstart", entry.starts)
        event.add("dtend", entry.ends)
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        event.add("class", "PRIVATE")
        written.add_component(event)
    data: bytes = written.to_ical()
    return data


def first(calendar: Calendar) -> bytes:
    """Write it in a process that wrote nothing yet."""
    writer.cache_clear()
    return ical.export(calendar)


def again(calendar: Calendar) -> bytes:
    """Write it after it was written, and one entry has changed since."""
    return ical.export(calendar)


def changed(calendar: Calendar) -> Calendar:
    """Return the calendar as it is read from a store again, one entry moved by an hour."""
    entries = [attrs.evolve(entry) for entry in calendar.entries]
    n = random.randrange(NUMBER)
    hour = dt.timedelta(hours=1)
    entries[n] = attrs.evolve(entries[n], starts=entries[n].starts + hour, ends=entries[n].ends + hour, sequence=1)
    return attrs.evolve(calendar, entries=tuple(entries))


PEERS: dict[str, Callable[[Calendar], bytes]] = {
    "icalendar's components": components,
    "digicase, first": first,
    "digicase, after a change": again,
}


def main() -> None:
    """Measure in rounds, and print seconds and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    calendar = feed()
    times: dict[str, list[float]] = {name: [] for name in PEERS}
    for _ in range(rounds):
        for name, write in PEERS.items():
            given = changed(calendar)
            start = time.perf_counter()
            data = write(given)
            times[name].append(time.perf_counter() - start)
            assert data.count(b"BEGIN:VEVENT") == NUMBER
    print(f"a feed of {NUMBER} entries, {len(data) // 1024} KiB; {rounds} rounds")
    for name, taken in times.items():
        ratios = [base / own for base, own in zip(times["icalendar's components"], taken, strict=True)]
        print(
            f"  {name:<26}{statistics.median(taken) * 1000:>7.0f} ms  {statistics.median(ratios):.1f} times as fast "
            f"({min(ratios):.1f} to {max(ratios):.1f})"
        )


if __name__ == "__main__":
    main()
