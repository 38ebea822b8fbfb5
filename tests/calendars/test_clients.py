"""Programs that people use show what our entries say: khal, and recurring-ical-events behind many a calendar page."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import attrs
import icalendar
import pytest
import recurring_ical_events
from tests.calendars.reading import BRUSSELS, calendar, entry

from digicase.calendars.ical import export
from digicase.domain.calendar import CalendarEntry

KHAL = """\
[calendars]
[[gent]]
path = {folder}/gent
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
[default]
default_calendar = gent
"""
FIELDS = ["uid", "title", "start-long-full", "end-long-full", "status", "location", "description"]


@pytest.fixture(scope="module")
def entries() -> tuple[CalendarEntry, ...]:
    r"""A year of Tuesdays, some cancelled, and one with everything in its texts that is hard to carry.

    But for a typed \N: khal writes what it imports down again with the library, which takes that for a line break.
    """
    tuesdays = [dt.date(2026, 1, 6) + dt.timedelta(weeks=week) for week in range(52)]
    year = [entry(day, cancelled=number % 7 == 3, sequence=number % 3) for number, day in enumerate(tuesdays)]
    year[20] = attrs.evolve(
        year[20], title="👩🏽‍🏫é" * 20 + " a,b;c \\n", location="Zaal 1, links", description="één\ntwee"
    )
    return tuple(year)


def khal(folder: Path, *arguments: str) -> str:
    environment = {"PATH": os.defpath, "HOME": str(folder), "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", "from khal.cli import main_khal; main_khal()", "-c", str(folder / "config")]
    run = subprocess.run([*command, *arguments], env=environment, capture_output=True, check=True, encoding="utf-8")
    return run.stdout


def listed(folder: Path, ics: bytes, first: str, last: str, fields: Sequence[str] = FIELDS) -> list[dict[str, str]]:
    """Import the calendar into khal, and return what it shows from the first day to the last."""
    (folder / "gent").mkdir()
    (folder / "config").write_text(KHAL.format(folder=folder))
    (folder / "gent.ics").write_bytes(ics)
    khal(folder, "import", "--batch", str(folder / "gent.ics"))
    wanted = [argument for field in fields for argument in ("--json", field)]
    return [shown for day in khal(folder, "list", *wanted, first, last).splitlines() for shown in json.loads(day)]


def status(entry: CalendarEntry) -> str:
    return "CANCELLED" if entry.cancelled else "CONFIRMED"


def utc(moment: dt.date) -> dt.datetime:
    assert isinstance(moment, dt.datetime)
    return moment.astimezone(dt.UTC)


def shown_by_khal(entry: CalendarEntry) -> dict[str, str]:
    return {
        "uid": entry.uid,
        "title": entry.title,
        "start-long-full": f"{entry.starts:%Y-%m-%dT%H:%M}",
        "end-long-full": f"{entry.ends:%Y-%m-%dT%H:%M}",
        "status": status(entry),
        "location": entry.location,
        "description": entry.description,
    }


def test_khal_shows_every_entry_of_a_year(entries: tuple[CalendarEntry, ...], tmp_path: Path) -> None:
    shown = listed(tmp_path, export(calendar(*entries)), "2026-01-01", "2026-12-31")
    assert shown == [shown_by_khal(entry) for entry in entries]


def test_khal_shows_a_closing_on_each_of_its_days_and_on_no_other(tmp_path: Path) -> None:
    starts, ends = dt.datetime(2026, 12, 24, tzinfo=BRUSSELS), dt.datetime(2027, 1, 3, tzinfo=BRUSSELS)
    ics = export(calendar(entry(starts=starts, ends=ends, all_day=True)))
    shown = listed(tmp_path, ics, "2026-12-20", "2027-01-10", ["start-long", "end-long", "all-day"])
    assert shown == [{"start-long": "2026-12-24", "end-long": "2027-01-02", "all-day": "True"}] * 10


def test_recurring_ical_events_finds_every_entry_at_its_moment(entries: tuple[CalendarEntry, ...]) -> None:
    read = icalendar.Calendar.from_ical(export(calendar(*entries)))
    found = recurring_ical_events.of(read).between((2026, 1, 1), (2027, 1, 1))
    assert [
        (str(event["uid"]), str(event["summary"]), str(event["status"]), utc(event.start), utc(event.end))
        for event in found
    ] == [(e.uid, e.title, status(e), utc(e.starts), utc(e.ends)) for e in entries]


def test_nine_in_brussels_is_seven_in_utc_in_summer_and_eight_in_winter() -> None:
    days = [dt.date(2026, 7, 14), dt.date(2026, 10, 20), dt.date(2026, 11, 3)]
    read = icalendar.Calendar.from_ical(export(calendar(*map(entry, days))))
    assert [utc(event.start).hour for event in read.events] == [7, 7, 8]
