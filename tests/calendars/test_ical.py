"""What a subscription promises to whoever reads it."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.calendars.reading import BRUSSELS, calendar, component, entry, values, written

from digicase.calendars.ical import PRODID, export
from digicase.errors import InvalidData

SUMMER, WINTER = dt.date(2026, 7, 14), dt.date(2026, 11, 3)


def at(hour: int, minute: int = 0, *, fold: int = 0, day: dt.date = dt.date(2026, 10, 25)) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute, fold=fold), BRUSSELS)


def test_the_same_calendar_gives_the_same_bytes() -> None:
    assert export(calendar(entry(SUMMER), entry(WINTER))) == export(calendar(entry(SUMMER), entry(WINTER)))


def test_every_entry_is_an_event_of_its_own_in_the_order_given() -> None:
    lines = written(entry(SUMMER), entry(WINTER))
    assert values(lines, "UID") == ["zitdag-2026-07-14@gent.example", "zitdag-2026-11-03@gent.example"]
    assert values(lines, "BEGIN").count("VEVENT") == 2


def test_times_stand_on_the_clocks_of_the_zone_in_summer_and_in_winter() -> None:
    lines = written(entry(SUMMER), entry(WINTER))
    assert [line for line in lines if line.startswith("DTSTART;")] == [
        "DTSTART;TZID=Europe/Brussels:20260714T090000",
        "DTSTART;TZID=Europe/Brussels:20261103T090000",
    ]
    assert "DTEND;TZID=Europe/Brussels:20260714T100000" in lines


def test_a_time_with_a_fixed_offset_is_put_on_the_clocks_of_the_zone() -> None:
    starts = dt.datetime(2026, 7, 14, 9, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    lines = written(entry(starts=starts, ends=starts + dt.timedelta(hours=1)))
    assert "DTSTART;TZID=Europe/Brussels:20260714T060000" in lines


def test_the_second_of_two_hours_with_the_same_name_is_written_in_utc() -> None:
    lines = written(entry(starts=at(2, 30, fold=0), ends=at(2, 30, fold=1)))
    assert "DTSTART;TZID=Europe/Brussels:20261025T023000" in lines
    assert "DTEND:20261025T013000Z" in lines


def test_a_calendar_in_utc_needs_no_zone_on_its_times() -> None:
    lines = written(entry(SUMMER), zone="UTC")
    assert "DTSTART:20260714T070000Z" in lines


def test_a_closing_of_whole_days_ends_before_the_day_after_its_last() -> None:
    starts, ends = (dt.datetime(2026, 12, 24, tzinfo=BRUSSELS), dt.datetime(2027, 1, 3, tzinfo=BRUSSELS))
    lines = written(entry(starts=starts, ends=ends, all_day=True, opaque=False))
    assert "DTSTART;VALUE=DATE:20261224" in lines
    assert "DTEND;VALUE=DATE:20270103" in lines
    assert values(lines, "TRANSP") == ["TRANSPARENT"]


def test_a_closing_within_one_day_is_that_day() -> None:
    lines = written(entry(all_day=True))
    assert "DTSTART;VALUE=DATE:20261020" in lines
    assert values(lines, "DTEND") == []


def test_an_entry_without_length_has_a_start_only() -> None:
    due = entry()
    assert values(written(attrs.evolve(due, ends=due.starts)), "DTEND") == []


def test_an_event_says_when_its_record_last_changed_in_utc() -> None:
    changed = dt.datetime(2026, 9, 1, 10, 30, tzinfo=BRUSSELS)
    lines = written(entry(changed_at=changed))
    assert values(lines, "DTSTAMP") == values(lines, "LAST-MODIFIED") == ["20260901T083000Z"]


def test_the_sequence_is_the_one_of_the_entry() -> None:
    assert values(written(entry(sequence=2)), "SEQUENCE") == ["2"]


def test_a_cancelled_entry_stays_and_keeps_nobody_busy() -> None:
    lines = written(entry(cancelled=True, opaque=True))
    assert values(lines, "STATUS") == ["CANCELLED"]
    assert values(lines, "TRANSP") == ["TRANSPARENT"]


@pytest.mark.parametrize(("opaque", "transp"), [(True, "OPAQUE"), (False, "TRANSPARENT")])
def test_an_entry_on_says_whether_its_owner_is_busy(opaque: bool, transp: str) -> None:
    lines = written(entry(opaque=opaque))
    assert values(lines, "TRANSP") == [transp]
    assert values(lines, "STATUS") == ["CONFIRMED"]


@pytest.mark.parametrize(("private", "classes"), [(True, ["PRIVATE"]), (False, [])])
def test_only_a_private_entry_is_marked_private(private: bool, classes: list[str]) -> None:
    assert values(written(entry(private=private)), "CLASS") == classes


def test_a_place_and_a_description_are_written_only_where_there_are_some() -> None:
    bare, full = written(entry()), written(entry(location="Jobteam", description="Vrije plaatsen: 3"))
    assert values(bare, "LOCATION") == values(bare, "DESCRIPTION") == []
    assert (values(full, "LOCATION"), values(full, "DESCRIPTION")) == (["Jobteam"], ["Vrije plaatsen: 3"])


def test_the_calendar_says_its_name_its_zone_and_how_often_to_come_back() -> None:
    lines = written(description="Vrije plaatsen bij het Jobteam")
    assert f"PRODID:{PRODID}" in lines
    assert {"VERSION:2.0", "NAME:Zitdagen Gent", "X-WR-CALNAME:Zitdagen Gent"} <= set(lines)
    assert {"X-WR-CALDESC:Vrije plaatsen bij het Jobteam", "X-WR-TIMEZONE:Europe/Brussels"} <= set(lines)
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"} <= set(lines)


def test_a_subscription_invites_nobody_and_rings_no_alarm() -> None:
    lines = written(entry(private=True), entry(WINTER, cancelled=True))
    names = {line.partition(":")[0].partition(";")[0] for line in lines}
    assert names & {"METHOD", "ATTENDEE", "ORGANIZER"} == set()
    assert set(values(lines, "BEGIN")) == {"VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT"}
    assert "RRULE" not in "".join(component(lines, "VEVENT"))


def test_a_calendar_without_entries_is_whole() -> None:
    lines = written()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert values(lines, "TZID") == ["Europe/Brussels"]
    assert values(lines, "NAME") == ["Zitdagen Gent"]


def test_the_file_begins_without_a_byte_order_mark_and_ends_every_line_with_crlf() -> None:
    ics = export(calendar(entry(description="één\ntwee")))
    assert ics.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ics.count(b"\r\n") == ics.count(b"\n") == ics.count(b"\r")


@pytest.mark.parametrize("zone", ["Europe/Gent", "", "../etc/passwd", "Europe", "a\nb"])
def test_a_zone_that_is_not_known_is_refused(zone: str) -> None:
    with pytest.raises(InvalidData, match=r"zone: .* is not a time zone"):
        export(calendar(zone=zone))


def test_everything_wrong_with_the_entries_is_said_at_once() -> None:
    naive = entry(starts=dt.datetime(2026, 7, 14, 9))
    backwards = attrs.evolve(entry(), ends=entry().starts - dt.timedelta(minutes=1))
    with pytest.raises(InvalidData) as refusal:
        export(calendar(entry(), naive, backwards))
    assert [problem.path for problem in refusal.value.problems] == ["entries[1].starts", "entries[2].ends"]
