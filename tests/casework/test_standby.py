"""The line for an appointment: what comes free is held for the first, until a deadline, then for the next."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.house import Clock, new_case, new_series, refused

import digicase
from digicase import AppointmentQuery, AppointmentState, Case, Digicase, InvalidData, NotFound, NoticeQuery, Zitdag

NINE, HALF_PAST = dt.time(9), dt.time(9, 30)
DAY = dt.timedelta(days=1)


@pytest.fixture
def zitdag(gent: Digicase) -> Zitdag:
    """The only zitdag there is, on 3 December, with two slots of one place, of which the second is taken."""
    only = new_series(gent, last=dt.date(2026, 12, 3)).zitdagen[0]
    gent.appointments.book(new_case(gent, "J-FULL"), only, at=HALF_PAST)
    return only


@pytest.fixture
def booked(gent: Digicase, zitdag: Zitdag) -> digicase.Appointment:
    """Who has the first slot."""
    return gent.appointments.book(new_case(gent, "J-FIRST"), zitdag, at=NINE)


@pytest.fixture
def line(gent: Digicase) -> list[Case]:
    """Three who wait, in this order."""
    cases = [new_case(gent, f"J-W{n}") for n in (1, 2, 3)]
    for case in cases:
        gent.standby.join(case)
    return cases


def offered(gent: Digicase) -> list[tuple[str, dt.time]]:
    """Return to whom which slot is offered."""
    found = gent.find(AppointmentQuery(state=AppointmentState.OFFERED))
    return [(gent.get(Case, each.case).reference, each.at) for each in found]


def waiting(gent: Digicase) -> list[str]:
    return [gent.get(Case, place.case).reference for place in gent.standby.line()]


def test_a_place_that_is_given_up_is_held_for_the_first_in_line(
    gent: Digicase, booked: digicase.Appointment, line: list[Case]
) -> None:
    assert gent.standby.pass_on() == []
    gent.appointments.cancel(booked)
    assert offered(gent) == [("J-W1", NINE)]
    assert gent.zitdagen.free(booked.zitdag) == {NINE: 0, HALF_PAST: 0}
    assert refused(lambda: gent.appointments.book(new_case(gent, "J-9"), booked.zitdag, at=NINE)) == ("full",)
    assert gent.check().ok


def test_both_are_told_until_when_and_by_reference_only(
    gent: Digicase, booked: digicase.Appointment, line: list[Case]
) -> None:
    gent.appointments.cancel(booked)
    (held,) = gent.find(AppointmentQuery(state=AppointmentState.OFFERED))
    notices = gent.find(NoticeQuery(subject=held.id))
    assert {(each.kind.value, each.recipient) for each in notices} == {
        ("place_offered", "J-W1"),
        ("place_offered", "C-04"),
    }
    assert {(each.data["until"], each.data["until_at"]) for each in notices} == {("2026-11-26", "12:00")}
    assert {each.expires_at for each in notices} == {held.held_until}


def test_taking_it_up_books_it_and_leaves_the_line(
    gent: Digicase, booked: digicase.Appointment, line: list[Case]
) -> None:
    gent.appointments.cancel(booked)
    taken = gent.standby.accept("J-W1")
    assert (taken.state, taken.at, taken.held_until) == (AppointmentState.BOOKED, NINE, None)
    assert waiting(gent) == ["J-W2", "J-W3"]
    kinds = {each.kind.value for each in gent.find(NoticeQuery(subject=taken.id)) if each.state == "planned"}
    assert kinds == {"appointment_booked", "appointment_soon"}
    assert gent.check().ok


def test_declining_offers_it_to_the_next_and_keeps_the_place_in_line(
    gent: Digicase, booked: digicase.Appointment, line: list[Case]
) -> None:
    gent.appointments.cancel(booked)
    gent.standby.decline("J-W1")
    assert offered(gent) == [("J-W2", NINE)]
    assert waiting(gent) == ["J-W1", "J-W2", "J-W3"]
    gent.standby.leave("J-W2")
    gent.standby.decline("J-W3")
    assert offered(gent) == []  # nobody is offered twice what they declined
    assert gent.zitdagen.free(booked.zitdag)[NINE] == 1


def test_an_offer_that_is_not_taken_up_goes_to_the_next_and_its_holder_to_the_end(
    gent: Digicase, booked: digicase.Appointment, line: list[Case], clock: Clock
) -> None:
    gent.appointments.cancel(booked)
    clock.today += 2 * DAY
    assert gent.standby.pass_on() == []  # until then and no longer, but so long
    clock.today += DAY
    assert refused(lambda: gent.standby.accept("J-W1")) == ("offer_lapsed",)
    (held,) = gent.standby.pass_on()
    assert held.held_until == dt.datetime(2026, 11, 29, 11, tzinfo=dt.UTC)
    assert offered(gent) == [("J-W2", NINE)]
    assert waiting(gent) == ["J-W2", "J-W3", "J-W1"]


def test_nothing_is_offered_that_could_not_be_taken_up_in_time(
    gent: Digicase, booked: digicase.Appointment, line: list[Case], clock: Clock
) -> None:
    clock.today = booked.on - DAY  # at noon, 21 hours before
    gent.appointments.cancel(booked)
    (held,) = gent.find(AppointmentQuery(state=AppointmentState.OFFERED))
    assert held.held_until == dt.datetime(2026, 12, 3, 6, tzinfo=dt.UTC)  # two hours before it begins
    clock.today = booked.on
    assert gent.standby.pass_on() == []
    assert gent.find(AppointmentQuery(state=AppointmentState.OFFERED)) == []


def test_everything_that_is_free_is_offered_in_order(gent: Digicase, line: list[Case]) -> None:
    series = new_series(gent)
    made = gent.standby.pass_on(hours=24)
    assert [(each.on, each.at) for each in made] == [
        (series.zitdagen[0].on, NINE),
        (series.zitdagen[0].on, HALF_PAST),
        (series.zitdagen[1].on, NINE),
    ]
    assert gent.standby.pass_on() == []


def test_rank_goes_before_time(gent: Digicase, line: list[Case], zitdag: Zitdag) -> None:
    gent.standby.join(new_case(gent, "J-URGENT"), rank=-1)
    assert waiting(gent)[0] == "J-URGENT"
    gent.standby.pass_on()
    assert offered(gent) == [("J-URGENT", NINE)]


def test_one_can_wait_for_one_series(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    other = new_series(gent, "Bib", location="Bib", coach="K-02", weekdays=["FR"])
    gent.standby.join(case, series="Bib")
    assert [place.case for place in gent.standby.line(series="Bib")] == [case.id]
    assert gent.standby.line(series="Jobteam") == []
    (held,) = gent.standby.pass_on()
    assert held.zitdag == other.zitdagen[0].id


def test_a_starter_waits_for_several_slots_in_a_row(
    gent: Digicase, case: Case, zitdag: Zitdag, booked: digicase.Appointment
) -> None:
    gent.standby.join(case, slots=2, accompanied_by="C-09")
    gent.appointments.cancel(booked)
    assert offered(gent) == []
    later = new_series(gent, "Later", weekdays=["FR"], last=dt.date(2026, 12, 4))
    (held,) = gent.standby.pass_on()
    assert (held.zitdag, held.minutes, held.accompanied_by) == (later.zitdagen[0].id, 60, "C-09")


def test_moving_away_offers_the_place_that_is_left(
    gent: Digicase, booked: digicase.Appointment, line: list[Case]
) -> None:
    other = new_series(gent, "Other", weekdays=["FR"], last=dt.date(2026, 12, 4)).zitdagen[0]
    gent.appointments.move(booked, to=other, at=NINE)
    assert offered(gent) == [("J-W1", NINE)]


def test_who_got_an_appointment_meanwhile_is_not_offered_another(
    gent: Digicase, line: list[Case], zitdag: Zitdag, booked: digicase.Appointment
) -> None:
    other = new_series(gent, "Other", weekdays=["FR"], last=dt.date(2026, 12, 4)).zitdagen[0]
    gent.appointments.book("J-W1", other, at=NINE)
    gent.appointments.cancel(booked)
    assert offered(gent) == [("J-W2", NINE)]
    assert waiting(gent) == ["J-W2", "J-W3"]


def test_who_has_an_appointment_already_can_wait_for_one_more(gent: Digicase, zitdag: Zitdag) -> None:
    gent.standby.join("J-FULL")
    later = new_series(gent, "Later", weekdays=["FR"], last=dt.date(2026, 12, 4)).zitdagen[0]
    (held,) = gent.standby.pass_on()
    assert held.zitdag == later.id


def test_who_is_no_longer_in_guidance_is_passed_over(gent: Digicase, line: list[Case], zitdag: Zitdag) -> None:
    gent.cases.change("J-W1", guidance_until=dt.date(2026, 11, 30))
    gent.standby.pass_on()
    assert offered(gent) == [("J-W2", NINE)]


def test_an_offer_goes_along_when_its_zitdag_moves_and_is_withdrawn_when_it_cannot(
    gent: Digicase, line: list[Case], zitdag: Zitdag
) -> None:
    gent.standby.pass_on()
    gent.zitdagen.move(zitdag, on=zitdag.on + DAY)
    (held,) = gent.find(AppointmentQuery(state=AppointmentState.OFFERED))
    assert (held.on, held.sequence) == (zitdag.on + DAY, 1)
    gent.zitdagen.cancel(zitdag, reason="strike")
    assert gent.appointments.get(held).state is AppointmentState.CANCELLED
    assert held.id not in {each.id for each in gent.appointments.unsettled()}
    assert refused(lambda: gent.standby.accept("J-W1")) == ("nothing_offered",)
    gent.standby.pass_on()
    assert waiting(gent) == ["J-W1", "J-W2", "J-W3"]  # it was no fault of theirs
    assert gent.check().ok


@pytest.mark.parametrize("by", [12, 1], ids=["days later", "sooner than the deadline"])
def test_an_offer_is_never_held_beyond_its_start(gent: Digicase, line: list[Case], zitdag: Zitdag, by: int) -> None:
    (held,) = gent.standby.pass_on(hours=24 * 8)
    gent.zitdagen.move(zitdag, on=dt.date(2026, 11, 24) + by * DAY)
    now = gent.appointments.get(held)
    assert now.state is (AppointmentState.OFFERED if by == 12 else AppointmentState.CANCELLED)


def test_what_is_offered_is_neither_moved_nor_cancelled_nor_reported(
    gent: Digicase, line: list[Case], zitdag: Zitdag, clock: Clock
) -> None:
    (held,) = gent.standby.pass_on()
    assert refused(lambda: gent.appointments.move(held, at=NINE)) == ("only_offered", "same_place")
    assert refused(lambda: gent.appointments.cancel(held)) == ("only_offered",)
    clock.today = zitdag.on
    assert refused(lambda: gent.feedback.report(held, came=True)) == ("only_offered",)


def test_calendars_show_it_as_tentative(gent: Digicase, line: list[Case], zitdag: Zitdag) -> None:
    gent.standby.pass_on()
    text = gent.calendars.export("consultant", "C-04").replace(b"\r\n ", b"").decode()
    (event,) = [part for part in text.split("BEGIN:VEVENT") if "J-W1" in part]
    assert "SUMMARY:Aangeboden: Afspraak digicoach J-W1" in event
    assert "STATUS:TENTATIVE" in event


def test_nobody_waits_twice(gent: Digicase, line: list[Case]) -> None:
    assert refused(lambda: gent.standby.join("J-W1")) == ("already_waiting",)


def test_who_does_not_wait_is_not_found(gent: Digicase, case: Case) -> None:
    for verb in (gent.standby.accept, gent.standby.decline, gent.standby.leave):
        with pytest.raises(NotFound, match="place in line"):
            verb(case)


def test_who_waits_without_an_offer_has_nothing_to_take_up(gent: Digicase, line: list[Case]) -> None:
    assert refused(lambda: gent.standby.accept("J-W1")) == ("nothing_offered",)
    assert refused(lambda: gent.standby.decline("J-W1")) == ("nothing_offered",)


def test_an_offer_is_held_for_two_hours_to_thirty_days(gent: Digicase) -> None:
    for hours in (1, 721):
        with pytest.raises(InvalidData, match="hours"):
            gent.standby.pass_on(hours=hours)


def test_the_timeline_tells_it(gent: Digicase, line: list[Case], zitdag: Zitdag) -> None:
    gent.standby.pass_on()
    gent.standby.accept("J-W1")
    told = [entry.text for entry in gent.cases.timeline("J-W1")][-4:]
    assert told[0].startswith("Op de wachtlijst voor een afspraak")
    assert told[1:3] == ["Plaats op 03/12/2026 om 09:00 aangeboden", "Afspraak gemaakt voor 03/12/2026 om 09:00"]


def test_a_case_that_was_closed_leaves_the_line(gent: Digicase, line: list[Case], zitdag: Zitdag) -> None:
    gent.cases.close("J-W1", outcome="work")
    gent.standby.pass_on()
    assert (waiting(gent), offered(gent)) == (["J-W2", "J-W3"], [("J-W2", NINE)])
