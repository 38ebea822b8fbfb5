"""What is written by hand, and what is kept of it, is what icalendar writes."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st
from tests.calendars.reading import BRUSSELS, calendar, entry
from tests.calendars.test_text import nasty

from digicase.calendars import events
from digicase.calendars.ical import component, export
from digicase.calendars.text import fold
from digicase.domain.calendar import Calendar, CalendarEntry

ZONES = st.sampled_from(["Europe/Brussels", "UTC", "Etc/UTC", "Etc/GMT+5", "America/Sao_Paulo", "Asia/Kathmandu"])
moments = st.datetimes(
    min_value=dt.datetime(2019, 1, 1),
    max_value=dt.datetime(2041, 1, 1),
    timezones=st.sampled_from([BRUSSELS, dt.UTC, ZoneInfo("America/New_York"), dt.timezone(dt.timedelta(hours=5))]),
)


@st.composite
def entries(draw: st.DrawFn) -> CalendarEntry:
    starts = draw(moments)
    lasting = dt.timedelta(minutes=draw(st.integers(0, 3000)))
    return CalendarEntry(
        uid=f"zitdag-{draw(st.integers(0, 3))}{draw(nasty)}",
        title=draw(nasty),
        starts=starts,
        ends=(starts.astimezone(dt.UTC) + lasting).astimezone(starts.tzinfo),
        changed_at=draw(moments),
        all_day=draw(st.booleans()),
        sequence=draw(st.integers(0, 12)),
        location=draw(nasty),
        description=draw(nasty),
        cancelled=draw(st.booleans()),
        tentative=draw(st.booleans()),
        opaque=draw(st.booleans()),
        private=draw(st.booleans()),
    )


def by_the_library(given: Calendar) -> bytes:
    return b"".join(fold(content) for content in component(given).content_lines() if content)


@given(st.lists(entries(), max_size=5), ZONES)
def test_every_calendar_is_written_as_icalendar_writes_it(shown: list[CalendarEntry], zone: str) -> None:
    given = calendar(*shown, zone=zone)
    assert export(given) == by_the_library(given)


@given(entries(), st.data())
def test_an_entry_that_changed_is_written_anew(before: CalendarEntry, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([each.name for each in attrs.fields(CalendarEntry) if each.name != "uid"]))
    after = attrs.evolve(before, **{field: getattr(data.draw(entries()), field)})
    if after.ends < after.starts:
        after = attrs.evolve(after, starts=after.ends)
    export(calendar(before))
    assert export(calendar(after)) == by_the_library(calendar(after))


def test_the_second_of_two_hours_with_one_name_is_not_taken_for_the_first() -> None:
    first = dt.datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS)
    one, other = (entry(starts=at, ends=at) for at in (first, first.replace(fold=1)))
    assert export(calendar(one)) != export(calendar(other))


def test_what_is_kept_of_old_entries_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEPT", 3)
    writer = events.Writer(BRUSSELS)
    shown = [entry(uid=f"u{n}@x") for n in range(10)]
    assert [each.entry for each in writer.written(shown)] == shown
    assert [uid for uid, _ in writer._kept] == ["u7@x", "u8@x", "u9@x"]
