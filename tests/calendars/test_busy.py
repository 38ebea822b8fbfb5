"""When somebody is busy, as a host's own calendar server tells it, and whatever else is sent."""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

import digicase
from digicase import InvalidData, read_busy

SINCE, UNTIL = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A calendar server//EN\r\n"


def calendar(*components: str) -> bytes:
    return (HEAD + "\r\n".join([*components, "END:VCALENDAR", ""])).encode()


def event(*lines: str, uid: str = "1") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261124T110000Z", *lines, "END:VEVENT"])


def free_busy(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VFREEBUSY", "UID:1", "DTSTAMP:20261124T110000Z", *lines, "END:VFREEBUSY"])


def busy(data: bytes, zone: str = "Europe/Brussels") -> list[str]:
    """Return the stretches as they are in UTC, such as `01T0800-01T0900`."""
    found = read_busy(data, since=SINCE, until=UNTIL, zone=zone)
    return ["-".join(moment.astimezone(dt.UTC).strftime("%dT%H%M") for moment in stretch) for stretch in found]


def test_what_is_busy_counts_and_what_is_free_does_not() -> None:
    data = calendar(
        free_busy(
            "FREEBUSY:20261201T080000Z/20261201T090000Z,20261202T080000Z/PT2H",
            "FREEBUSY;FBTYPE=FREE:20261203T080000Z/PT1H",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261204T080000Z/PT1H",
            "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261205T080000Z/PT1H",
        )
    )
    assert busy(data) == ["01T0800-01T0900", "02T0800-02T1000", "04T0800-04T0900", "05T0800-05T0900"]


def test_events_count_but_for_those_that_are_transparent_or_cancelled() -> None:
    data = calendar(
        event("DTSTART:20261201T080000Z", "DTEND:20261201T090000Z"),
        event("DTSTART:20261202T080000Z", "DURATION:PT30M", uid="2"),
        event("DTSTART:20261203T080000Z", "DTEND:20261203T090000Z", "TRANSP:TRANSPARENT", uid="3"),
        event("DTSTART:20261204T080000Z", "DTEND:20261204T090000Z", "STATUS:CANCELLED", uid="4"),
        event("DTSTART:20261205T080000Z", uid="5"),
    )
    assert busy(data) == ["01T0800-01T0900", "02T0800-02T0830"]


def test_days_and_floating_times_are_in_the_zone() -> None:
    data = calendar(
        event("DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261203"),
        event("DTSTART:20261204T090000", "DTEND:20261204T100000", uid="2"),
    )
    assert busy(data) == ["01T2300-02T2300", "04T0800-04T0900"]
    assert busy(data, "UTC") == ["02T0000-03T0000", "04T0900-04T1000"]


def test_what_recurs_counts_each_time_with_its_exceptions() -> None:
    data = calendar(
        event(
            "DTSTART;TZID=Europe/Brussels:20261013T090000",
            "DTEND;TZID=Europe/Brussels:20261013T100000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T080000Z",
            "EXDATE;TZID=Europe/Brussels:20261208T090000",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/Brussels:20261215T090000",
            "DTSTART;TZID=Europe/Brussels:20261216T140000",
            "DTEND;TZID=Europe/Brussels:20261216T150000",
        ),
    )
    assert busy(data) == ["01T0800-01T0900", "16T1300-16T1400", "22T0800-22T0900"]


def test_a_cancelled_occurrence_does_not_count() -> None:
    data = calendar(
        event("DTSTART:20261201T080000Z", "DTEND:20261201T090000Z", "RRULE:FREQ=DAILY;COUNT=3"),
        event(
            "RECURRENCE-ID:20261202T080000Z", "DTSTART:20261202T080000Z", "DTEND:20261202T090000Z", "STATUS:CANCELLED"
        ),
    )
    assert busy(data) == ["01T0800-01T0900", "03T0800-03T0900"]


def test_only_the_days_asked_for_are_told_and_what_touches_is_one() -> None:
    data = calendar(
        event("DTSTART:20261120T000000Z", "DTEND:20261201T070000Z"),
        event("DTSTART:20261201T070000Z", "DTEND:20261201T080000Z", uid="2"),
        event("DTSTART:20261201T073000Z", "DTEND:20261201T074500Z", uid="3"),
        event("DTSTART:20261231T220000Z", "DTEND:20270105T000000Z", uid="4"),
        event("DTSTART:20270101T220000Z", "DTEND:20270105T000000Z", uid="5"),
    )
    assert busy(data) == ["30T2300-01T0800", "31T2200-31T2300"]


def test_free_places_are_where_nobody_is_busy() -> None:
    with digicase.open("memory://", today=lambda: dt.date(2026, 11, 24), block=["holidays"]) as gent:
        gent.zitdagen.plan(
            "Z", location="L", weekdays=["TU"], first=SINCE, last=UNTIL, starts=dt.time(9), ends=dt.time(10), coach="K"
        )
        gent.cases.open("J-1", consultant="C", guidance_from=SINCE)
        read = read_busy(
            calendar(free_busy("FREEBUSY:20261201T080000Z/PT30M")), since=SINCE, until=UNTIL, zone="Europe/Brussels"
        )
        assert gent.appointments.free_places("J-1", number=1, busy=read)[0].at == dt.time(9, 30)


@pytest.mark.parametrize(
    ("data", "telling"),
    [
        (b"", "not iCalendar|not one iCalendar"),
        (b"hello", "not iCalendar"),
        (b"\xff\xfe", "not iCalendar"),
        (event("DTSTART:20261201T080000Z").encode(), "not one iCalendar"),
        (calendar() + b"X" * 1_000_001, "at most 1000000"),
        (calendar(event("DTSTART:20261201T080000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY")), "within a day"),
        (
            calendar(event("DTSTART:20261201T080000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2")),
            "within a day",
        ),
        (calendar(event("DTSTART:00010101T080000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY")), "twenty years"),
        (
            calendar(
                *(
                    event("DTSTART:20261201T080000Z", "DURATION:PT1S", "RRULE:FREQ=DAILY", uid=str(n))
                    for n in range(201)
                )
            ),
            "no person has more than 200",
        ),
    ],
    ids=["empty", "words", "bytes", "no calendar", "a megabyte", "by second", "by hour", "since year 1", "hundreds"],
)
def test_what_is_no_persons_calendar_is_told(data: bytes, telling: str) -> None:
    with pytest.raises(InvalidData, match=telling):
        busy(data)


@pytest.mark.parametrize(
    ("since", "until", "zone", "telling"),
    [
        (UNTIL, SINCE, "Europe/Brussels", "on or after"),
        (SINCE, dt.date(2030, 1, 1), "Europe/Brussels", "a year"),
        (SINCE, UNTIL, "Europe/Ghent", "time zone"),
    ],
    ids=["backwards", "years", "zone"],
)
def test_days_and_zones_that_make_no_sense_are_told(since: dt.date, until: dt.date, zone: str, telling: str) -> None:
    with pytest.raises(InvalidData, match=telling):
        read_busy(calendar(), since=since, until=until, zone=zone)


def test_what_recurs_needs_the_extra_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "recurring_ical_events", None)
    with pytest.raises(InvalidData, match=r"digicase\[busy\]"):
        busy(calendar(event("DTSTART:20261201T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")))


@given(
    st.lists(
        st.tuples(st.datetimes(dt.datetime(2026, 11, 28), dt.datetime(2027, 1, 3)), st.integers(1, 3000)), max_size=8
    )
)
def test_stretches_are_in_order_apart_and_cover_exactly_what_is_busy(given: list[tuple[dt.datetime, int]]) -> None:
    given = [(start.replace(microsecond=0), minutes) for start, minutes in given]
    periods = [f"{start:%Y%m%dT%H%M%SZ}/PT{minutes}M" for start, minutes in given]
    data = calendar(free_busy(*[f"FREEBUSY:{period}" for period in periods]))
    found = read_busy(data, since=SINCE, until=UNTIL, zone="UTC")
    assert all(a[0] < a[1] < b[0] < b[1] for a, b in itertools.pairwise(found))
    for start, minutes in given:
        middle = start.replace(tzinfo=dt.UTC) + dt.timedelta(minutes=minutes) / 2
        inside = dt.datetime(2026, 12, 1, tzinfo=dt.UTC) <= middle < dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
        assert any(a <= middle < b for a, b in found) is inside


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=13;COUNT=3",
        "FREQ=DAILY;BYMONTHDAY=31;COUNT=9",
        "FREQ=YEARLY;BYMONTH=0",
    ],
)
def test_a_rule_that_would_be_looked_through_without_end_is_told(rule: str) -> None:
    with pytest.raises(InvalidData, match=r"recurs daily|that is none"):
        busy(calendar(event("DTSTART:20261201T080000Z", "DURATION:PT1H", f"RRULE:{rule}")))


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY"])
def test_what_recurs_without_end_or_without_length_ends_with_the_days_asked_for(rule: str) -> None:
    assert busy(calendar(event("DTSTART:20261201T080000Z", f"RRULE:{rule}"))) == []


LINES = [
    "DTSTART:20261201T080000Z", "DTSTART;VALUE=DATE:20261202", "DTSTART:x", "DTSTART:00010101T000000",
    "DTSTART:99991231T235959", "DTEND:20261201T090000Z", "DTEND:99991231T235959Z", "DURATION:PT1H",
    "DURATION:-PT1H", "DURATION:P99999999D", "RRULE:", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;BYDAY=XX",
    "RRULE:FREQ=DAILY;COUNT=x", "RDATE:x", "RRULE:FREQ=DAILY;UNTIL=20261210", "RDATE:20261205T080000Z", "EXDATE:x",
    "RECURRENCE-ID:x", "RECURRENCE-ID:20261205T080000Z", "FREEBUSY:x", "SEQUENCE:x",
    "FREEBUSY:99991231T235959Z/P9999D", "DTSTART;TZID=Nowhere/X:20261201T080000", "UID:2",
]  # fmt: skip
PARTS = st.tuples(st.sampled_from(["VEVENT", "VFREEBUSY"]), st.lists(st.sampled_from(LINES), max_size=4))


@given(st.lists(PARTS, max_size=3))
def test_whatever_is_sent_is_read_or_told(parts: list[tuple[str, list[str]]]) -> None:
    data = calendar(*("\r\n".join([f"BEGIN:{kind}", "UID:1", *lines, f"END:{kind}"]) for kind, lines in parts))
    with suppress(InvalidData):  # and nothing else, nor without end
        busy(data)
