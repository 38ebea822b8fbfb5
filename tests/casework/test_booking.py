"""Zitdagen and appointments as consultants live them."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from tests.house import Clock, new_case, new_series

import digicase
from digicase import AppointmentQuery, Case, ClosingDaysOffer, Digicase, InvalidData, Refused, Zitdag, hookimpl

NINE, HALF_PAST = dt.time(9), dt.time(9, 30)


class Strike:
    @hookimpl
    def digicase_closing_days(self) -> list[ClosingDaysOffer]:
        closed = {dt.date(2026, 12, 10): "Staking", dt.date(2026, 12, 11): "Staking"}
        offer = lambda first, last: {day: why for day, why in closed.items() if first <= day <= last}  # noqa: E731 - the offer is its value
        return [ClosingDaysOffer(name="strike", closed=offer)]


def test_a_series_has_a_zitdag_on_every_such_weekday_both_days_included(gent: Digicase) -> None:
    series = new_series(gent, first=dt.date(2026, 12, 3), last=dt.date(2026, 12, 17))
    assert [zitdag.on.day for zitdag in series.zitdagen] == [3, 10, 17]


def test_closing_days_are_left_out_and_told(opened: Callable[..., Digicase]) -> None:
    series = new_series(opened(plugins=[Strike()]))
    assert [zitdag.on.day for zitdag in series.zitdagen] == [3, 17, 24, 31]
    assert [(skipped.on.day, skipped.reason) for skipped in series.skipped] == [(10, "Staking")]


def test_a_house_may_choose_which_closing_days_count(opened: Callable[..., Digicase]) -> None:
    gent = opened(plugins=[Strike()])
    assert new_series(gent, closing_days=[]).skipped == ()
    with pytest.raises(digicase.UnknownOffer, match="strike"):
        new_series(gent, "Other", closing_days=["strikes"])


def test_a_slot_ends_before_the_zitdag_does(gent: Digicase) -> None:
    zitdag = new_series(gent, ends=dt.time(10, 20)).zitdagen[0]
    assert zitdag.slots() == (NINE, HALF_PAST)
    assert zitdag.capacity == 2


def test_a_coach_is_not_in_two_places_at_once(gent: Digicase) -> None:
    new_series(gent)
    with pytest.raises(Refused) as refused:
        new_series(gent, "Library", location="Library", starts=HALF_PAST, ends=dt.time(11))
    assert set(refused.value.codes) == {"coach_elsewhere"}


def test_a_room_serves_one_zitdag_at_a_time_but_the_next_may_follow_at_once(gent: Digicase) -> None:
    new_series(gent)
    with pytest.raises(Refused) as refused:
        new_series(gent, "Second", coach="K-02", starts=HALF_PAST, ends=dt.time(11))
    assert set(refused.value.codes) == {"location_taken"}
    assert new_series(gent, "Third", coach="K-02", starts=dt.time(10), ends=dt.time(11)).zitdagen


@pytest.mark.parametrize(("day", "why"), [(dt.date(2026, 3, 29), "go forward"), (dt.date(2026, 10, 25), "go back")])
def test_a_time_that_the_clocks_skip_or_repeat_is_refused_saying_why(gent: Digicase, day: dt.date, why: str) -> None:
    with pytest.raises(InvalidData, match=why):
        new_series(gent, weekdays=["SU"], first=day, last=day, starts=dt.time(2, 30), ends=dt.time(4))


def test_a_series_in_which_nothing_fits_tells_all_that_is_wrong(gent: Digicase) -> None:
    with pytest.raises(InvalidData) as invalid:
        new_series(gent, weekdays=[], last=dt.date(2026, 11, 1), ends=dt.time(8))
    assert [problem.path for problem in invalid.value.problems] == ["weekdays", "last", "ends"]


def test_a_booked_place_is_taken(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    gent.appointments.book(case, zitdag, at=NINE, accompanied_by="C-04")
    with pytest.raises(Refused) as refused:
        gent.appointments.book(new_case(gent, "J-0002"), zitdag, at=NINE)
    assert refused.value.codes == ("full",)
    assert gent.zitdagen.free(zitdag) == {NINE: 0, HALF_PAST: 1}


def test_a_case_comes_once_a_zitdag(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    with pytest.raises(Refused) as refused:
        gent.appointments.book(case, zitdag, at=HALF_PAST)
    assert refused.value.codes == ("already_booked",)


def test_a_cancelled_place_is_free_again(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    gent.appointments.cancel(gent.appointments.book(case, zitdag, at=NINE))
    assert gent.appointments.book(new_case(gent, "J-0002"), zitdag, at=NINE).at == NINE


def test_moving_frees_the_old_place_and_keeps_the_appointment(gent: Digicase, case: Case) -> None:
    first, second = new_series(gent, last=dt.date(2026, 12, 10)).zitdagen
    booked = gent.appointments.book(case, first, at=NINE)
    moved = gent.appointments.move(booked, to=second, at=HALF_PAST)
    assert (moved.id, moved.on, moved.at, moved.sequence) == (booked.id, second.on, HALF_PAST, 1)
    assert gent.zitdagen.free(first)[NINE] == 1
    assert gent.zitdagen.free(second)[HALF_PAST] == 0


def test_nobody_moves_to_a_place_that_is_not_there(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    booked = gent.appointments.book(case, zitdag, at=NINE)
    gent.appointments.book(new_case(gent, "J-0002"), zitdag, at=HALF_PAST)
    with pytest.raises(Refused) as refused:
        gent.appointments.move(booked, at=HALF_PAST)
    assert refused.value.codes == ("full",)


def test_a_move_to_where_it_is_moves_nothing(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    booked = gent.appointments.book(case, zitdag, at=NINE)
    with pytest.raises(Refused) as refused:
        gent.appointments.move(booked, at=NINE)
    assert "same_place" in refused.value.codes


def test_a_time_between_slots_names_the_slots(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    with pytest.raises(InvalidData, match="09:00, 09:30"):
        gent.appointments.book(case, zitdag, at=dt.time(9, 10))


def test_a_zitdag_that_has_passed_takes_nobody(gent: Digicase, case: Case, zitdag: Zitdag, clock: Clock) -> None:
    clock.today = dt.date(2026, 12, 4)
    with pytest.raises(Refused) as refused:
        gent.appointments.book(case, zitdag, at=NINE)
    assert refused.value.codes == ("zitdag_past",)


def test_a_jobseeker_whose_guidance_ends_before_is_refused(gent: Digicase, zitdag: Zitdag) -> None:
    ending = new_case(gent, "J-0009", guidance_until=dt.date(2026, 12, 1))
    with pytest.raises(Refused) as refused:
        gent.appointments.book(ending, zitdag, at=NINE)
    assert refused.value.codes == ("guidance_ended",)


def test_nobody_gets_a_place_that_is_not_there_whatever_races(gent: Digicase) -> None:
    zitdag = new_series(gent, places=3, ends=HALF_PAST, last=dt.date(2026, 12, 3)).zitdagen[0]
    cases = [new_case(gent, f"J-{n}") for n in range(12)]
    start, refusals = threading.Barrier(len(cases)), []

    def book(case: Case) -> None:
        start.wait()
        try:
            gent.appointments.book(case, zitdag, at=NINE)
        except Refused as refused:
            refusals.append(refused.codes)

    threads = [threading.Thread(target=book, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gent.count(AppointmentQuery(zitdag=zitdag.id)) == 3
    assert refusals == [("full",)] * 9
