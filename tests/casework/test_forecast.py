"""What lies ahead: the next free places, and when the zitdagen are full."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st
from tests.house import new_case, new_series

from digicase import Case, Digicase, InvalidData, Zitdag
from digicase.domain.forecast import forecast
from digicase.testing.samples import sample

BRUSSELS = ZoneInfo("Europe/Brussels")
NINE, HALF_PAST = dt.time(9), dt.time(9, 30)


def told(gent: Digicase, case: Case, **wish: object) -> list[tuple[str, str]]:
    found = gent.appointments.free_places(case, **wish)  # type: ignore[arg-type]  # a table of mixed values
    return [(place.zitdag.on.isoformat()[5:], f"{place.at:%H:%M}") for place in found]


def test_the_next_places_come_in_the_order_of_the_calendar(gent: Digicase, case: Case) -> None:
    zitdag = new_series(gent).zitdagen[0]
    gent.appointments.book(new_case(gent, "J-2"), zitdag, at=NINE)
    assert told(gent, case) == [("12-03", "09:30"), ("12-10", "09:00"), ("12-10", "09:30")]


def test_with_a_coach_at_a_location_and_from_a_day_on(gent: Digicase, case: Case) -> None:
    new_series(gent)
    new_series(gent, "Krook", location="De Krook", coach="K-02", weekdays=["WE"])
    assert told(gent, case, number=1, coach="K-02") == [("12-02", "09:00")]
    assert told(gent, case, number=1, location="Jobteam", since=dt.date(2026, 12, 11)) == [("12-17", "09:00")]


def test_nobody_is_offered_a_place_while_their_consultant_is_busy(gent: Digicase, case: Case) -> None:
    new_series(gent)
    busy = [
        (dt.datetime(2026, 12, 3, 8, tzinfo=BRUSSELS), dt.datetime(2026, 12, 3, 9, 15, tzinfo=BRUSSELS)),
        (dt.datetime(2026, 12, 10, 9, 30, tzinfo=BRUSSELS), dt.datetime(2026, 12, 10, 10, tzinfo=BRUSSELS)),
    ]
    assert told(gent, case, busy=busy) == [("12-03", "09:30"), ("12-10", "09:00"), ("12-17", "09:00")]


def test_busy_times_have_a_zone_and_an_order(gent: Digicase, case: Case) -> None:
    naive, aware = dt.datetime(2026, 12, 3, 8), dt.datetime(2026, 12, 3, 8, tzinfo=BRUSSELS)
    with pytest.raises(InvalidData) as found:
        gent.appointments.free_places(case, busy=[(naive, naive), (aware, aware - dt.timedelta(hours=1))])
    assert [problem.path for problem in found.value.problems] == ["busy.0", "busy.1"]


def test_a_day_on_which_the_case_comes_already_or_that_is_outside_guidance_is_left_out(gent: Digicase) -> None:
    case = new_case(gent, "J-2", guidance_until=dt.date(2026, 12, 10))
    series = new_series(gent)
    gent.appointments.book(case, series.zitdagen[0], at=NINE)
    gent.zitdagen.cancel(series.zitdagen[2], reason="strike")
    assert told(gent, case, number=9) == [("12-10", "09:00"), ("12-10", "09:30")]


def test_planned_sessions_fill_the_places_week_by_week(gent: Digicase, case: Case) -> None:
    series = new_series(gent)  # two places a week, from 3 December on, five weeks
    gent.plans.draw_up(case, device="none", dongle=False, sessions=5, reason="asked for")
    gent.appointments.book(case, series.zitdagen[0], at=NINE)
    ahead = gent.zitdagen.forecast()
    assert ahead.sessions == 4
    assert [(week.places, week.booked, week.expected) for week in ahead.weeks] == [
        (2, 1, 1),
        (2, 0, 2),
        (2, 0, 1),
        (2, 0, 0),
        (2, 0, 0),
    ]
    assert (ahead.full_until, ahead.done_on, ahead.unplaced) == (dt.date(2026, 12, 13), dt.date(2026, 12, 20), 0)


def test_a_long_booking_takes_as_many_places_as_slots(gent: Digicase, case: Case) -> None:
    series = new_series(gent)
    gent.appointments.book(case, series.zitdagen[0], at=NINE, slots=2)
    gent.plans.draw_up(new_case(gent, "J-9"), device="none", dongle=False, sessions=1, reason="asked for")
    weeks = gent.zitdagen.forecast().weeks
    assert [(week.booked, week.expected) for week in weeks[:2]] == [(2, 0), (0, 1)]


def test_an_extra_half_day_is_tried_out(gent: Digicase, case: Case) -> None:
    new_series(gent)
    gent.plans.draw_up(case, device="none", dongle=False, sessions=12, reason="asked for")
    assert (gent.zitdagen.forecast().unplaced, gent.zitdagen.forecast().done_on) == (2, None)
    more = gent.zitdagen.forecast(extra_places=6)
    assert (more.unplaced, more.done_on) == (0, dt.date(2026, 12, 13))


def test_a_closed_case_expects_nothing(gent: Digicase, case: Case) -> None:
    gent.plans.draw_up(case, device="none", dongle=False, sessions=5, reason="asked for")
    gent.cases.close(case, outcome="moved")
    assert gent.zitdagen.forecast().sessions == 0


@given(st.integers(0, 200), st.lists(st.integers(0, 60), max_size=20), st.integers(0, 5))
def test_no_week_takes_more_than_it_has_and_none_is_lost(sessions: int, days: list[int], extra: int) -> None:
    first = dt.date(2026, 12, 1)
    zitdagen = [sample(Zitdag, on=first + dt.timedelta(days=day)) for day in days]
    ahead = forecast(sessions, zitdagen, {}, today=first, extra_places=extra)
    assert sum(week.expected for week in ahead.weeks) + ahead.unplaced == sessions
    assert all(week.booked + week.expected <= week.places for week in ahead.weeks)
    assert (ahead.done_on is None) is bool(ahead.unplaced or not ahead.weeks)
