"""Places: long appointments take several slots, a share is kept for walk-ins, and nobody gets what is not there."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.house import TODAY, Clock, new_case, new_series, refused

import digicase
from digicase import AppointmentQuery, AppointmentState, Case, Digicase, InvalidData, Refused, Zitdag
from digicase.domain.appointments import taken

NINE, HALF_PAST, TEN, LATE = dt.time(9), dt.time(9, 30), dt.time(10), dt.time(10, 30)


@pytest.fixture
def zitdag(gent: Digicase) -> Zitdag:
    """Four slots from nine to eleven, with three places each, of which one is kept for walk-ins."""
    return new_series(gent, ends=dt.time(11), places=3, walk_in_places=1).zitdagen[0]


def test_a_starter_takes_several_slots_in_a_row(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    booked = gent.appointments.book(case, zitdag, at=HALF_PAST, slots=2)
    assert booked.minutes == 60
    assert gent.zitdagen.free(zitdag) == {NINE: 2, HALF_PAST: 1, TEN: 1, LATE: 2}


def test_all_slots_must_have_a_place(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    for number in range(2):
        gent.appointments.book(new_case(gent, f"J-{number}"), zitdag, at=TEN)
    assert refused(lambda: gent.appointments.book(case, zitdag, at=HALF_PAST, slots=2)) == ("full",)
    assert gent.appointments.book(case, zitdag, at=HALF_PAST)


def test_slots_that_do_not_fit_are_told(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    with pytest.raises(InvalidData, match="2 slots from 10:30 do not fit"):
        gent.appointments.book(case, zitdag, at=LATE, slots=2)


def test_a_long_appointment_stays_long_when_it_moves(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    booked = gent.appointments.book(case, zitdag, at=NINE, slots=2)
    moved = gent.appointments.move(booked, at=TEN)
    assert (moved.minutes, gent.zitdagen.free(zitdag)[LATE]) == (60, 1)
    with pytest.raises(InvalidData, match="do not fit"):
        gent.appointments.move(moved, at=LATE)


def test_what_is_kept_for_walk_ins_is_not_booked(gent: Digicase, zitdag: Zitdag) -> None:
    assert (zitdag.capacity, gent.zitdagen.free(zitdag)[NINE]) == (8, 2)
    with pytest.raises(InvalidData, match="walk_in_places: 2 is more than places"):
        new_series(gent, "Other", walk_in_places=2)


def test_a_walk_in_keeps_its_own_time_also_when_it_is_entered_next_day(
    gent: Digicase, case: Case, zitdag: Zitdag, clock: Clock
) -> None:
    assert refused(lambda: gent.appointments.walk_in(case, zitdag, at=dt.time(9, 7))) == ("not_yet",)
    clock.today = zitdag.on + dt.timedelta(days=1)
    came = gent.appointments.walk_in(case, zitdag, at=dt.time(9, 7), minutes=40)
    assert (came.at, came.on, came.state, came.walk_in) == (dt.time(9, 7), zitdag.on, AppointmentState.ATTENDED, True)
    feed = gent.calendars.export("coach", "K-01").replace(b"\r\n ", b"").decode()
    assert "DTSTART;TZID=Europe/Brussels:20261203T090700" in feed
    assert gent.feedback.report(came, came=True).reported_on == clock.today
    assert gent.check().ok


def test_walk_ins_take_of_their_own_share_first(gent: Digicase, zitdag: Zitdag, clock: Clock) -> None:
    clock.today = zitdag.on
    gent.appointments.walk_in(new_case(gent, "J-1"), zitdag, at=NINE)
    assert gent.zitdagen.free(zitdag)[NINE] == 2
    gent.appointments.walk_in(new_case(gent, "J-2"), zitdag, at=NINE)
    assert gent.zitdagen.free(zitdag)[NINE] == 1


def test_who_walks_in_is_never_one_too_many(gent: Digicase, zitdag: Zitdag, clock: Clock) -> None:
    clock.today = zitdag.on
    for number in range(5):
        gent.appointments.walk_in(new_case(gent, f"J-{number}"), zitdag, at=NINE)
    assert gent.zitdagen.free(zitdag)[NINE] == 0
    assert gent.check().ok


def test_a_walk_in_of_somebody_who_is_booked_is_told(gent: Digicase, case: Case, zitdag: Zitdag, clock: Clock) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    clock.today = zitdag.on
    assert refused(lambda: gent.appointments.walk_in(case, zitdag, at=TEN)) == ("already_booked",)
    with pytest.raises(InvalidData, match="12:00 is not within"):
        gent.appointments.walk_in(case, zitdag, at=dt.time(12))


wishes = st.lists(st.tuples(st.sampled_from([NINE, HALF_PAST, TEN, LATE]), st.integers(1, 3)), max_size=14)


@given(wishes, st.integers(1, 3), st.integers(0, 1))
def test_whatever_is_asked_for_no_slot_holds_more_than_it_has(
    wanted: list[tuple[dt.time, int]], places: int, kept: int
) -> None:
    gent = digicase.open("memory://", today=lambda: TODAY, block=["holidays"])
    zitdag = new_series(gent, ends=dt.time(11), places=places, walk_in_places=kept).zitdagen[0]
    booked = 0
    for number, (at, slots) in enumerate(wanted):
        before = gent.zitdagen.free(zitdag)
        try:
            made = gent.appointments.book(new_case(gent, f"J-{number}"), zitdag, at=at, slots=slots)
        except (Refused, InvalidData):
            assert gent.zitdagen.free(zitdag) == before
            continue
        booked += made.minutes // 30
    found = taken(zitdag, gent.find(AppointmentQuery()))
    assert sum(found.values()) == booked
    assert all(number <= places - kept for number in found.values())
    assert gent.check().ok
