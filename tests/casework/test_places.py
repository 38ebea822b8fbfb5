"""Places: long appointments take several slots, a share is kept for walk-ins, and nobody gets what is not there."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st
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


class TestPath:
    def test_several_appointments_are_booked_a_week_apart(self, gent: Digicase, case: Case, zitdag: Zitdag) -> None:
        made = gent.appointments.book_path(case, number=3, at=TEN, accompanied_by="C-04")
        assert [(each.on.day, each.at, each.accompanied_by) for each in made] == [
            (3, TEN, "C-04"),
            (10, TEN, "C-04"),
            (17, TEN, "C-04"),
        ]
        assert gent.check().ok

    def test_they_are_at_least_so_many_days_apart(self, gent: Digicase, case: Case) -> None:
        new_series(gent, weekdays=["TU", "TH"])
        made = gent.appointments.book_path(case, number=3, every_days=4)
        assert [each.on.day for each in made] == [1, 8, 15]

    def test_all_are_booked_or_none(self, gent: Digicase, case: Case, zitdag: Zitdag) -> None:
        assert refused(lambda: gent.appointments.book_path(case, number=6)) == ("too_few_places",)
        assert gent.appointments.of(case) == []

    def test_what_is_full_is_left_out(self, gent: Digicase, case: Case, zitdag: Zitdag) -> None:
        for number in range(2):
            gent.appointments.book(new_case(gent, f"J-{number}"), zitdag, at=TEN)
        assert [each.on.day for each in gent.appointments.book_path(case, number=2, at=TEN, slots=2)] == [10, 17]

    def test_how_many_is_told_when_it_makes_no_sense(self, gent: Digicase, case: Case) -> None:
        with pytest.raises(InvalidData, match="number") as error:
            gent.appointments.book_path(case, number=0, every_days=0)
        assert "every_days" in str(error.value)


class TestHandover:
    def test_all_cases_and_what_is_to_come_go_to_the_new_consultant(self, gent: Digicase, zitdag: Zitdag) -> None:
        mine, other = new_case(gent, "J-1"), new_case(gent, "J-2", consultant="C-05")
        booked = gent.appointments.book(mine, zitdag, at=NINE, accompanied_by="C-04")
        along = gent.appointments.book(other, zitdag, at=NINE, accompanied_by="C-04")
        assert [case.reference for case in gent.cases.reassign("C-04", to="C-06")] == ["J-1"]
        now = {each.id: (each.consultant, each.accompanied_by) for each in gent.find(AppointmentQuery())}
        assert now == {booked.id: ("C-06", "C-06"), along.id: ("C-05", "C-06")}
        assert f"appointment-{booked.id}@digicase".encode() in gent.calendars.export("consultant", "C-06").replace(
            b"\r\n ", b""
        )
        assert gent.check().ok

    def test_the_new_consultant_is_told_and_nobody_else_again(self, gent: Digicase, zitdag: Zitdag) -> None:
        booked = gent.appointments.book(new_case(gent, "J-1"), zitdag, at=NINE, accompanied_by="C-04")
        gent.deliver()
        gent.cases.reassign("C-04", to="C-06")
        planned = [each for each in gent.find(digicase.NoticeQuery(subject=booked.id)) if each.state == "planned"]
        assert {(each.kind.value, each.recipient) for each in planned} == {
            ("appointment_booked", "C-06"),
            ("appointment_soon", "C-06"),
            ("appointment_soon", "J-1"),
        }

    def test_what_waits_to_be_booked_anew_is_theirs_too(self, gent: Digicase, zitdag: Zitdag) -> None:
        booked = gent.appointments.book(new_case(gent, "J-1"), zitdag, at=NINE)
        gent.zitdagen.cancel(zitdag, reason="strike")
        gent.cases.change("J-1", consultant="C-06")
        assert [each.id for each in gent.appointments.unsettled(consultant="C-06")] == [booked.id]

    def test_closed_cases_stay_as_they_were(self, gent: Digicase, case: Case) -> None:
        gent.cases.close(case, outcome="work")
        assert gent.cases.reassign("C-04", to="C-06") == []

    def test_names_that_are_missing_are_told(self, gent: Digicase) -> None:
        with pytest.raises(InvalidData, match="to: must not be empty"):
            gent.cases.reassign("C-04", to="")

    def test_only_who_coordinates_hands_over_what_is_anothers(self, gent: Digicase, zitdag: Zitdag) -> None:
        gent.staff.register("C-09", role="consultant")
        booked = gent.appointments.book(
            new_case(gent, "J-1", consultant="C-05"), zitdag, at=NINE, accompanied_by="C-04"
        )
        with pytest.raises(digicase.NotPermitted):
            gent.acting_as("C-09").cases.reassign("C-04", to="C-09")
        assert gent.appointments.get(booked).accompanied_by == "C-04"
