"""Who is next, what is kept for whom, and what is free when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st
from tests.house import TODAY, Clock, new_case, refused

import digicase
from digicase import Digicase, InvalidData, LoanPolicy, NoticeQuery
from digicase.domain.reservations import availability


def stocked(gent: Digicase, *devices: str) -> Digicase:
    for n, device in enumerate(devices, 1):
        gent.packages.register(f"DP-{n}", device=device, model="x", acquired_on=dt.date(2026, 1, 1))
    for n in (1, 2, 3):
        new_case(gent, f"J-{n}")
    return gent


@pytest.fixture
def shelf(opened: Callable[..., Digicase]) -> Digicase:
    return stocked(opened(policy=LoanPolicy(period="2 months")), "laptop", "laptop")


def test_a_package_is_held_for_whoever_is_next_and_both_are_told(shelf: Digicase) -> None:
    shelf.waiting.join("J-1", device="tablet")
    shelf.waiting.join("J-2", device="laptop", since=dt.date(2026, 11, 2))
    shelf.waiting.join("J-3", device="laptop", since=dt.date(2026, 11, 1), rank=1)
    place = shelf.waiting.offer("DP-1", days=5)
    assert (place.case, place.held_until) == (shelf.cases.get("J-2").id, dt.date(2026, 11, 29))
    assert shelf.packages.get("DP-1").state == "reserved"
    assert {notice.audience.value for notice in shelf.find(NoticeQuery(subject=place.id))} == {
        "jobseeker",
        "consultant",
    }


def test_a_dongle_that_is_wanted_must_be_there(shelf: Digicase) -> None:
    shelf.waiting.join("J-1", device="laptop", dongle=True)
    assert refused(lambda: shelf.waiting.offer("DP-1")) == ("nobody_waits",)


def test_what_is_held_goes_to_nobody_else_and_lending_it_ends_the_wait(shelf: Digicase) -> None:
    place = shelf.waiting.join("J-1", device="laptop")
    shelf.waiting.offer("DP-1")
    assert refused(lambda: shelf.loans.lend("DP-1", to="J-2")) == ("held_for_another",)
    shelf.loans.lend("DP-1", to="J-1")
    assert shelf.get(digicase.WaitingPlace, place.id).left_on == TODAY
    assert shelf.waiting.line() == []
    assert shelf.check().ok


def test_whoever_gets_another_package_frees_the_one_that_was_held(shelf: Digicase) -> None:
    shelf.waiting.join("J-1", device="laptop")
    shelf.waiting.offer("DP-1")
    shelf.loans.lend("DP-2", to="J-1")
    assert shelf.packages.get("DP-1").state == "available"
    assert shelf.check().ok


def test_an_offer_that_lapses_goes_to_the_next_and_nobody_falls_out_of_the_line(shelf: Digicase, clock: Clock) -> None:
    for n in (1, 2):
        shelf.waiting.join(f"J-{n}", device="laptop", since=dt.date(2026, 11, n))
    shelf.waiting.offer("DP-1", days=5)
    clock.today = dt.date(2026, 11, 29)
    assert shelf.waiting.pass_on() == []
    clock.today = dt.date(2026, 11, 30)
    (place,) = shelf.waiting.pass_on()
    assert place.case == shelf.cases.get("J-2").id
    assert [shelf.get(digicase.Case, each.case).reference for each in shelf.waiting.line()] == ["J-2", "J-1"]
    assert shelf.check().ok


def test_an_offer_that_lapses_with_nobody_behind_frees_the_package(shelf: Digicase, clock: Clock) -> None:
    shelf.waiting.join("J-1", device="laptop")
    shelf.waiting.offer("DP-1", days=1)
    clock.today = dt.date(2026, 11, 30)
    assert shelf.waiting.pass_on() == []
    assert shelf.packages.get("DP-1").state == "available"
    assert len(shelf.waiting.line()) == 1


def test_what_was_declined_is_offered_to_the_next(shelf: Digicase) -> None:
    for n in (1, 2):
        shelf.waiting.join(f"J-{n}", device="laptop", since=dt.date(2026, 11, n))
    shelf.waiting.offer("DP-1")
    shelf.waiting.decline("J-1")
    assert shelf.waiting.offer("DP-1").case == shelf.cases.get("J-2").id
    assert shelf.waiting.offer("DP-2").case == shelf.cases.get("J-1").id
    assert refused(lambda: shelf.waiting.offer("DP-2")) == ("package_not_available", "nobody_waits")


def test_leaving_the_line_frees_what_was_held(shelf: Digicase) -> None:
    shelf.waiting.join("J-1", device="laptop")
    shelf.waiting.leave(shelf.waiting.offer("DP-1"))
    assert shelf.packages.get("DP-1").state == "available"
    assert shelf.check().ok


def test_a_reservation_keeps_a_package_from_others_and_the_hand_over_takes_it(shelf: Digicase, clock: Clock) -> None:
    kept = shelf.reservations.reserve("J-1", package="DP-1", first=dt.date(2027, 1, 10))
    assert kept.until == dt.date(2027, 3, 10)
    assert refused(lambda: shelf.loans.lend("DP-1", to="J-2")) == ("reserved_then",)
    assert shelf.loans.check(shelf.loans.lend, "DP-2", to="J-2")
    clock.today = dt.date(2027, 1, 10)
    shelf.loans.lend("DP-1", to="J-1")
    assert shelf.get(digicase.Reservation, kept.id).taken
    assert shelf.check().ok


def test_an_extension_stops_before_a_reservation(shelf: Digicase) -> None:
    loan = shelf.loans.lend("DP-1", to="J-1")
    shelf.reservations.reserve("J-2", package="DP-1", first=loan.due_on + dt.timedelta(days=1))
    assert refused(lambda: shelf.loans.extend(loan, reason="course")) == ("reserved_then",)


def test_a_reservation_by_kind_takes_what_is_free_all_the_while(shelf: Digicase) -> None:
    shelf.loans.lend("DP-1", to="J-1")
    kept = shelf.reservations.reserve("J-2", device="laptop", first=dt.date(2026, 12, 1))
    assert kept.package == shelf.packages.get("DP-2").id
    assert refused(lambda: shelf.reservations.reserve("J-3", device="laptop", first=dt.date(2026, 12, 5))) == (
        "none_free",
    )
    later = shelf.reservations.reserve("J-3", device="laptop", first=dt.date(2027, 1, 25))
    assert later.package == shelf.packages.get("DP-1").id
    shelf.reservations.cancel(kept)
    assert refused(lambda: shelf.reservations.cancel(kept)) == ("reservation_ended",)


def test_a_reservation_that_makes_no_sense_tells_all_that_is_wrong(shelf: Digicase) -> None:
    with pytest.raises(InvalidData) as told:
        shelf.reservations.reserve("J-1", package="DP-1", first=dt.date(2026, 1, 2), until=dt.date(2026, 1, 1))
    assert [problem.path for problem in told.value.problems] == ["first", "until"]


def test_what_is_free_is_told_in_stretches(shelf: Digicase) -> None:
    loan = shelf.loans.lend("DP-1", to="J-1")
    shelf.reservations.reserve("J-2", package="DP-2", first=dt.date(2026, 12, 10), until=dt.date(2026, 12, 20))
    found = shelf.reservations.availability("laptop", TODAY, dt.date(2027, 12, 31))
    assert [(each.first, each.free) for each in found] == [
        (TODAY, 1),
        (dt.date(2026, 12, 10), 0),
        (dt.date(2026, 12, 21), 1),
        (loan.due_on + dt.timedelta(days=1), 2),
    ]
    assert found[-1].until == dt.date(2027, 12, 31)


DAYS = st.dates(dt.date(2027, 1, 1), dt.date(2027, 3, 1))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))


@given(st.integers(0, 5), st.dictionaries(DAYS, st.integers(1, 3)), st.lists(SPANS, max_size=8), SPANS)
def test_availability_is_what_counting_day_by_day_gives(
    here: int, back: dict[dt.date, int], reserved: list[tuple[dt.date, dt.date]], asked: tuple[dt.date, dt.date]
) -> None:
    first, last = asked
    found = availability(here=here, coming_back=back, reserved=reserved, first=first, last=last)
    days = {}
    for stretch in found:
        for n in range((stretch.until - stretch.first).days + 1):
            days[stretch.first + dt.timedelta(days=n)] = stretch.free
    expected = {}
    for n in range((last - first).days + 1):
        day = first + dt.timedelta(days=n)
        returned = sum(number for due_on, number in back.items() if due_on < day)
        expected[day] = here + returned - sum(begins <= day <= ends for begins, ends in reserved)
    assert days == expected
