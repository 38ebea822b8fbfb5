"""The same calendar in JSON and as a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from zoneinfo import ZoneInfo

import icalendar
import pytest

from digicase.calendars import ical, jcal, table
from digicase.domain.calendar import Calendar, CalendarEntry

BRUSSELS = ZoneInfo("Europe/Brussels")
TEXTS = ["Zitdag", 'a,b;c:"d"', "\\n \\, \\N", "één 😀", "=1+1", "@cmd", "line\nbreak"]


def shown(title: str = "Zitdag", **changes: object) -> Calendar:
    starts = dt.datetime(2026, 7, 7, 9, tzinfo=BRUSSELS)
    values: dict[str, object] = {
        "uid": "1@example",
        "starts": starts,
        "ends": starts + dt.timedelta(hours=3),
        "changed_at": dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
        **changes,
    }
    entry = CalendarEntry(title=title, description=title, **values)  # type: ignore[arg-type]  # a table of mixed values
    return Calendar(name=title, zone="Europe/Brussels", entries=(entry,))


@pytest.mark.parametrize("text", TEXTS)
def test_json_says_what_icalendar_says(text: str) -> None:
    calendar = shown(text)
    (event,) = (part for part in json.loads(jcal.export(calendar))[2] if part[0] == "vevent")
    said = {name: (parameters, value) for name, parameters, _, value in event[1]}
    same = icalendar.Calendar.from_ical(ical.export(calendar)).events[0]
    assert said["dtstart"] == ({"tzid": "Europe/Brussels"}, "2026-07-07T09:00:00")
    assert said["summary"][1] == str(same["SUMMARY"])
    assert said["summary"][1].split() == text.split()


def rows(calendar: Calendar) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.export(calendar).decode(), newline="")))


def test_a_table_has_a_row_per_entry_with_the_clocks_own_times() -> None:
    (row,) = rows(shown(cancelled=True, location="Jobteam"))
    assert row["starts"] == "2026-07-07T09:00+02:00"
    assert row["ends"] == "2026-07-07T12:00+02:00"
    assert (row["status"], row["location"], row["all_day"]) == ("cancelled", "Jobteam", "no")


def test_a_whole_day_is_days_in_a_table() -> None:
    midnight = dt.datetime(2026, 7, 7, tzinfo=BRUSSELS)
    (row,) = rows(shown(starts=midnight, ends=midnight + dt.timedelta(days=1), all_day=True))
    assert (row["starts"], row["ends"]) == ("2026-07-07", "2026-07-08")


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_in_a_table_is_a_formula(text: str) -> None:
    (row,) = rows(shown(text))
    assert row["title"].removeprefix("'") == text
    assert row["title"][0] not in "=+-@"
