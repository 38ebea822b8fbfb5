"""What a VTIMEZONE says, against the time zone database, read by dateutil, which knows no zone by name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from tests.calendars.reading import BRUSSELS, component, entry, values, written

from digicase.calendars.timezones import vtimezone

CONSTANT = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE"""
RULED = ["Europe/Brussels", "Europe/Dublin", "America/New_York", "Australia/Sydney"]
DATED = ["Africa/Casablanca", "Asia/Amman", "America/Sao_Paulo", "Asia/Kolkata", "UTC"]


def read(zone: str, *moments: dt.datetime) -> dt.tzinfo:
    found = tzical(io.StringIO(vtimezone(ZoneInfo(zone), (moment.year for moment in moments)).to_ical().decode())).get()
    assert found is not None
    return found


def changes(zone: ZoneInfo, first: int, last: int) -> Iterator[dt.datetime]:
    """The hours (UTC) in which the clocks of the zone change, found day by day."""
    start, end = dt.datetime(first, 1, 2, tzinfo=dt.UTC), dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC)
    for number in range((end - start).days):
        hours = [start + dt.timedelta(days=number, hours=hour) for hour in range(25)]
        offsets = [hour.astimezone(zone).utcoffset() for hour in (hours[0], hours[-1])]
        if offsets[0] != offsets[1]:
            yield next(hour for hour in hours if hour.astimezone(zone).utcoffset() == offsets[1])


def probes(zone: ZoneInfo, first: int, last: int) -> Iterator[dt.datetime]:
    """The second before, of and an hour after every change, and a moment in every month."""
    for change in changes(zone, first, last):
        yield from (change + dt.timedelta(seconds=seconds) for seconds in (-3600, -1, 0, 1, 3600))
    for month in range(12 * (last - first + 1)):
        yield dt.datetime(first + month // 12, month % 12 + 1, 15, 12, tzinfo=dt.UTC)


def wrong(zone: str, first: int = 2020, last: int = 2040, *, read_as: dt.tzinfo | None = None) -> list[dt.datetime]:
    """The times on the zone's clocks that the VTIMEZONE puts at another moment than the database does."""
    ours, theirs = read_as or read(zone), ZoneInfo(zone)
    clocks = [probe.astimezone(theirs) for probe in probes(theirs, first, last)]
    return [clock for clock in clocks if clock.replace(tzinfo=ours).utcoffset() != clock.utcoffset()]


def test_brussels_changes_its_clocks_twice_a_year_in_these_probes() -> None:
    assert len(list(changes(BRUSSELS, 2020, 2040))) == 42


@pytest.mark.parametrize("zone", RULED + DATED)
def test_every_change_of_the_clocks_until_2040_is_where_the_database_has_it(zone: str) -> None:
    assert wrong(zone) == []


def test_brussels_is_one_constant_whatever_the_calendar_holds() -> None:
    for entries in [(), (entry(dt.date(2026, 7, 1)),), (entry(dt.date(1999, 1, 1)), entry(dt.date(2060, 7, 1)))]:
        assert component(written(*entries), "VTIMEZONE") == CONSTANT.splitlines()


@pytest.mark.parametrize("zone", RULED)
def test_a_zone_that_keeps_a_rule_is_written_with_rules(zone: str) -> None:
    lines = written(zone=zone)
    assert len(values(lines, "RRULE")) == 2
    assert values(lines, "RDATE") == []


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Asia/Amman"])
def test_a_zone_without_a_rule_has_one_date_per_line(zone: str) -> None:
    """Thunderbird reads only the first of a comma-joined RDATE, and shows every summer event an hour late."""
    lines = written(zone=zone)
    assert values(lines, "RRULE") == []
    assert values(lines, "RDATE") != []
    assert not any("," in dates for dates in values(lines, "RDATE"))


def test_an_entry_from_before_the_rule_is_right_too() -> None:
    """Until 1995 the clocks of Brussels went back in September."""
    old = dt.datetime(1995, 10, 10, 9, tzinfo=BRUSSELS)
    assert wrong("Europe/Brussels", 1995, 2040, read_as=read("Europe/Brussels", old)) == []


def test_an_entry_after_2040_is_right_in_a_zone_without_a_rule() -> None:
    late = dt.datetime(2060, 7, 1, 9, tzinfo=dt.UTC)
    assert wrong("Africa/Casablanca", 2040, 2060, read_as=read("Africa/Casablanca", late)) == []


def test_an_entry_in_any_year_a_date_can_have_is_written() -> None:
    first, last = dt.datetime(1, 1, 2, tzinfo=dt.UTC), dt.datetime(9999, 12, 30, tzinfo=dt.UTC)
    assert values(written(entry(starts=first, ends=last)), "DTEND") == ["99991230T010000"]
