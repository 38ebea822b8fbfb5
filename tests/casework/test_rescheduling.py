"""A zitdag is moved, cancelled, restored, restaffed or resized, and nobody who booked is dropped in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.house import Clock, new_case, new_series, refused

from digicase import (
    Appointment,
    AppointmentState,
    Case,
    Digicase,
    InvalidData,
    JournalQuery,
    NoticeQuery,
    PackageQuery,
    Zitdag,
)
from digicase.domain.zitdagen import ZitdagState

THURSDAY, FRIDAY = dt.date(2026, 12, 3), dt.date(2026, 12, 4)
NINE = dt.time(9)


@pytest.fixture
def zitdag(gent: Digicase) -> Zitdag:
    """The first of a series on Thursdays, from nine to ten, with two slots of one place."""
    return new_series(gent).zitdagen[0]


@pytest.fixture
def booked(gent: Digicase, case: Case, zitdag: Zitdag) -> Appointment:
    return gent.appointments.book(case, zitdag, at=dt.time(9, 30), accompanied_by="C-04")


def feed(gent: Digicase) -> str:
    return gent.calendars.export("coach", "K-01").replace(b"\r\n ", b"").decode()


def told(gent: Digicase, appointment: Appointment) -> set[tuple[str, str]]:
    found = gent.find(NoticeQuery(subject=appointment.id))
    return {(notice.kind.value, notice.audience.value) for notice in found if notice.state == "planned"}


def test_bookings_move_along_under_their_identity_and_are_told(gent: Digicase, booked: Appointment) -> None:
    gent.zitdagen.move(booked.zitdag, on=FRIDAY, starts=dt.time(13))
    now = gent.appointments.get(booked)
    assert (now.state, now.on, now.at, now.sequence) == (AppointmentState.BOOKED, FRIDAY, dt.time(13, 30), 1)
    assert ("appointment_moved", "jobseeker") in told(gent, booked)
    assert ("appointment_moved", "consultant") in told(gent, booked)
    assert gent.check().ok


def test_moved_twice_it_is_one_entry_with_sequence_2_and_nothing_on_the_old_days(
    gent: Digicase, booked: Appointment
) -> None:
    gent.zitdagen.move(booked.zitdag, on=FRIDAY)
    gent.zitdagen.move(booked.zitdag, on=dt.date(2026, 12, 7))
    text = feed(gent)
    assert text.count(f"UID:zitdag-{booked.zitdag}@digicase") == 1
    assert text.count(f"UID:appointment-{booked.id}@digicase") == 1
    assert "DTSTART;TZID=Europe/Brussels:20261207T090000" in text
    assert "20261203T" not in text
    assert "20261204T" not in text
    assert gent.zitdagen.get(booked.zitdag).sequence == gent.appointments.get(booked).sequence == 2


def test_a_booking_that_no_longer_fits_is_to_be_reconfirmed_and_told(gent: Digicase, zitdag: Zitdag) -> None:
    ending = new_case(gent, "J-9", guidance_until=THURSDAY)
    booked = gent.appointments.book(ending, zitdag, at=NINE)
    gent.zitdagen.move(zitdag, on=FRIDAY)
    now = gent.appointments.get(booked)
    assert (now.state, now.on, now.at) == (AppointmentState.TO_RECONFIRM, THURSDAY, NINE)
    assert told(gent, booked) == {("appointment_unsettled", "jobseeker"), ("appointment_unsettled", "consultant")}
    assert [each.id for each in gent.appointments.unsettled()] == [booked.id]
    assert gent.zitdagen.free(zitdag)[NINE] == 1
    assert f"UID:appointment-{booked.id}@digicase" in feed(gent)
    assert "GEANNULEERD: Afspraak digicoach J-9" in feed(gent)


def test_a_cancelled_zitdag_cancels_its_bookings_as_ours_and_tells_each(gent: Digicase, zitdag: Zitdag) -> None:
    gent.zitdagen.resize(zitdag, 2)
    four = [
        gent.appointments.book(new_case(gent, f"J-{number}"), zitdag, at=at)
        for number, at in enumerate((NINE, NINE, dt.time(9, 30), dt.time(9, 30)))
    ]
    gone = gent.zitdagen.cancel(zitdag, reason="strike")
    assert (gone.state, gone.why, gone.sequence) == (ZitdagState.CANCELLED, "strike", 1)
    assert {gent.appointments.get(each).state for each in four} == {AppointmentState.CANCELLED_BY_HOST}
    assert all(("appointment_cancelled", "jobseeker") in told(gent, each) for each in four)
    assert all("appointment_soon" not in {kind for kind, _ in told(gent, each)} for each in four)
    assert feed(gent).count("STATUS:CANCELLED") == 5
    assert refused(lambda: gent.zitdagen.cancel(zitdag, reason="again")) == ("zitdag_cancelled",)
    assert gent.check().ok


def test_a_restored_zitdag_is_the_same_entry_and_asks_those_who_had_booked(gent: Digicase, booked: Appointment) -> None:
    gent.zitdagen.cancel(booked.zitdag, reason="strike")
    back = gent.zitdagen.restore(booked.zitdag)
    assert (back.state, back.sequence, back.why) == (ZitdagState.PLANNED, 2, None)
    assert f"UID:zitdag-{back.id}@digicase" in feed(gent)
    assert gent.appointments.get(booked).state is AppointmentState.TO_RECONFIRM
    again = gent.appointments.move(booked, at=booked.at)
    assert (again.id, again.state, again.sequence) == (booked.id, AppointmentState.BOOKED, 2)
    assert gent.appointments.unsettled() == []
    assert refused(lambda: gent.zitdagen.restore(booked.zitdag)) == ("not_cancelled",)


def test_what_is_unsettled_is_booked_again_elsewhere_or_given_up(gent: Digicase, booked: Appointment) -> None:
    gent.zitdagen.cancel(booked.zitdag, reason="strike")
    other = gent.zitdagen.series("Jobteam").zitdagen[1]
    moved = gent.appointments.move(booked, to=other, at=NINE)
    assert (moved.state, moved.on) == (AppointmentState.BOOKED, other.on)
    gent.zitdagen.cancel(other, reason="ill")
    assert gent.appointments.cancel(moved).state is AppointmentState.CANCELLED
    assert gent.appointments.unsettled() == []


def test_a_zitdag_does_not_move_onto_its_coach_or_its_room(gent: Digicase, zitdag: Zitdag) -> None:
    new_series(gent, "Krook", location="De Krook", weekdays=["FR"], coach="K-01")
    new_series(gent, "Other", location="Jobteam", weekdays=["MO"], coach="K-02")
    assert refused(lambda: gent.zitdagen.move(zitdag, on=FRIDAY)) == ("coach_elsewhere",)
    assert refused(lambda: gent.zitdagen.move(zitdag, on=dt.date(2026, 12, 7))) == ("location_taken",)
    assert refused(lambda: gent.zitdagen.move(zitdag, on=THURSDAY)) == ("same_place",)


def test_neither_the_past_nor_a_night_of_the_clocks_is_moved_to(gent: Digicase, zitdag: Zitdag, clock: Clock) -> None:
    assert "zitdag_past" in refused(lambda: gent.zitdagen.move(zitdag, on=dt.date(2026, 11, 20)))
    with pytest.raises(InvalidData, match="02:30 does not exist on 2027-03-28"):
        gent.zitdagen.move(zitdag, on=dt.date(2027, 3, 28), starts=dt.time(2, 30))
    with pytest.raises(InvalidData, match="starts: a zitdag of 60 minutes from 23:30 would end after"):
        gent.zitdagen.move(zitdag, starts=dt.time(23, 30))
    clock.today = dt.date(2026, 12, 5)
    assert "zitdag_past" in refused(lambda: gent.zitdagen.move(zitdag, on=dt.date(2026, 12, 9)))


def test_giving_up_what_we_had_cancelled_tells_nobody_again(gent: Digicase, booked: Appointment) -> None:
    gent.zitdagen.cancel(booked.zitdag, reason="strike")
    before = len(gent.find(NoticeQuery(subject=booked.id)))
    gent.appointments.cancel(booked)
    assert len(gent.find(NoticeQuery(subject=booked.id))) == before


def test_another_coach_takes_over_with_the_bookings(gent: Digicase, booked: Appointment) -> None:
    gent.zitdagen.restaff(booked.zitdag, "K-02")
    now = gent.appointments.get(booked)
    assert (now.coach, now.sequence) == ("K-02", 0)
    text = gent.calendars.export("coach", "K-02").replace(b"\r\n ", b"").decode()
    assert f"UID:appointment-{booked.id}@digicase" in text
    assert f"UID:appointment-{booked.id}@digicase" not in feed(gent)
    assert refused(lambda: gent.zitdagen.restaff(booked.zitdag, "K-02")) == ("same_coach",)


def test_a_coach_who_is_elsewhere_does_not_take_over(gent: Digicase, zitdag: Zitdag) -> None:
    new_series(gent, "Krook", location="De Krook", coach="K-02")
    assert refused(lambda: gent.zitdagen.restaff(zitdag, "K-02")) == ("coach_elsewhere",)


def test_fewer_places_than_bookings_show_as_overbooked_and_drop_nobody(gent: Digicase, zitdag: Zitdag) -> None:
    gent.zitdagen.resize(zitdag, 2)
    for number in range(2):
        gent.appointments.book(new_case(gent, f"J-{number}"), zitdag, at=NINE)
    gent.zitdagen.resize(zitdag, 1)
    assert [each.id for each in gent.zitdagen.overbooked()] == [zitdag.id]
    assert gent.zitdagen.free(zitdag)[NINE] == 0
    assert refused(lambda: gent.appointments.book(new_case(gent, "J-9"), zitdag, at=NINE)) == ("full",)
    assert gent.check().ok


def test_an_extra_zitdag_joins_its_series_also_on_a_closing_day(gent: Digicase, zitdag: Zitdag) -> None:
    extra = gent.zitdagen.add("Jobteam", dt.date(2026, 12, 25), starts=dt.time(14), ends=dt.time(16))
    planned = gent.zitdagen.series("Jobteam")
    assert extra in planned.zitdagen
    assert len(extra.slots()) == 4
    assert refused(lambda: gent.zitdagen.add("Jobteam", THURSDAY)) == ("coach_elsewhere", "location_taken")
    assert gent.count(JournalQuery(event="ZitdagAdded")) == 1


def test_a_closure_cancels_what_lies_in_it_and_lists_whom_it_touches(gent: Digicase, booked: Appointment) -> None:
    new_series(gent, "Krook", location="De Krook", coach="K-02")
    gone = gent.zitdagen.close(THURSDAY, dt.date(2026, 12, 10), reason="works", location="Jobteam")
    assert [each.on for each in gone] == [THURSDAY, dt.date(2026, 12, 10)]
    assert [each.id for each in gent.appointments.unsettled(consultant="C-04")] == [booked.id]
    assert gent.count(PackageQuery()) == 0
    krook = gent.zitdagen.series("Krook").zitdagen[0]
    assert gent.zitdagen.get(krook).state is ZitdagState.PLANNED
