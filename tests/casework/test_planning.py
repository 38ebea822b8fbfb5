"""Planning: whose turn it is, which rooms fit, from when until when one can book, and series that are split."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.house import TODAY, Clock, new_series, refused

import digicase
from digicase import AppointmentState, Case, Digicase, InvalidData, NoticeQuery, ZitdagQuery

NINE, TEN = dt.time(9), dt.time(10)
DECEMBER: dict[str, Any] = {"weekdays": ["TU", "TH"], "first": dt.date(2026, 12, 1), "last": dt.date(2026, 12, 31)}


def test_coaches_take_turns_day_by_day(gent: Digicase) -> None:
    series = new_series(gent, **DECEMBER, coach=["K-01", "K-02", "K-03"])
    assert [each.coach for each in series.zitdagen[:5]] == ["K-01", "K-02", "K-03", "K-01", "K-02"]
    assert series.series.coach == "K-01"


def test_a_rota_as_long_as_the_week_has_the_same_turns_every_week(gent: Digicase) -> None:
    series = new_series(gent, **DECEMBER, location=["Jobteam", "Bib"])
    assert {(each.on.weekday(), each.location) for each in series.zitdagen} == {(1, "Jobteam"), (3, "Bib")}


def test_turns_begin_with_the_week_also_when_the_series_begins_later_in_it(gent: Digicase) -> None:
    wednesday = dt.date(2026, 12, 2)
    series = new_series(gent, **{**DECEMBER, "first": wednesday}, location=["Jobteam", "Bib"])
    assert (series.zitdagen[0].on, series.zitdagen[0].location) == (dt.date(2026, 12, 3), "Bib")


def test_a_closing_day_has_its_turn_too(gent: Digicase) -> None:
    open_ = new_series(gent, "Open", **DECEMBER, coach=["K-01", "K-02", "K-03"], location="Jobteam")
    with digicase.open("memory://", today=lambda: TODAY) as closing:
        closed = new_series(closing, **DECEMBER, coach=["K-01", "K-02", "K-03"])
    assert closed.skipped
    coaches = {each.on: each.coach for each in open_.zitdagen}
    assert all(coaches[each.on] == each.coach for each in closed.zitdagen)


def test_one_coach_in_a_list_is_one_coach(gent: Digicase) -> None:
    assert new_series(gent, coach=["K-01"]).series.coach_rota == ()


@pytest.mark.parametrize("coach", [[], "", ["K-01", ""], [1, 2]], ids=["none", "empty", "an empty one", "numbers"])
def test_a_rota_without_names_is_told(gent: Digicase, coach: object) -> None:
    with pytest.raises(InvalidData, match="coach"):
        new_series(gent, coach=coach)


def test_a_zitdag_besides_the_rule_is_coached_by_whose_turn_it_is(gent: Digicase) -> None:
    new_series(gent, **DECEMBER, coach=["K-01", "K-02"])
    assert gent.zitdagen.add("Jobteam", dt.date(2026, 12, 4)).coach == "K-01"
    assert gent.zitdagen.add("Jobteam", dt.date(2026, 12, 9)).coach == "K-02"


class TestRooms:
    def test_a_series_is_planned_only_where_it_fits(self, gent: Digicase) -> None:
        gent.locations.register("Jobteam", seats=2, equipment=["screen"])
        wish: dict[str, Any] = {"needs": ["projector", "screen"], "places": 3}
        assert refused(lambda: new_series(gent, **wish)) == ("location_lacks", "too_few_seats")
        gent.locations.change("Jobteam", seats=3, equipment=["projector", "screen"])
        assert new_series(gent, **wish).zitdagen[0].needs == ("projector", "screen")

    def test_every_location_of_a_rota_must_fit(self, gent: Digicase) -> None:
        gent.locations.register("Bib", seats=1)
        assert refused(lambda: new_series(gent, **DECEMBER, location=["Jobteam", "Bib"], places=2)) == (
            "too_few_seats",
        )

    def test_a_companion_takes_a_seat_where_the_room_says_so(self, gent: Digicase) -> None:
        gent.locations.register("Jobteam", seats=3, companions_count=True)
        assert refused(lambda: new_series(gent, places=2)) == ("too_few_seats",)
        assert new_series(gent, places=1)

    def test_of_a_room_that_is_not_known_nothing_is_asked(self, gent: Digicase) -> None:
        assert new_series(gent, needs=["projector"], places=100)

    def test_a_zitdag_moves_and_grows_only_where_it_fits(self, gent: Digicase) -> None:
        gent.locations.register("Bib", seats=1)
        gent.locations.register("Jobteam", seats=2, equipment=["projector"])
        zitdag = new_series(gent, needs=["projector"]).zitdagen[0]
        assert refused(lambda: gent.zitdagen.move(zitdag, location="Bib")) == ("location_lacks",)
        assert refused(lambda: gent.zitdagen.resize(zitdag, 3)) == ("too_few_seats",)
        assert gent.zitdagen.resize(zitdag, 2).places == 2

    def test_what_no_longer_fits_is_listed_and_can_be_made_smaller(self, gent: Digicase) -> None:
        gent.locations.register("Jobteam", seats=5)
        zitdagen = new_series(gent, places=5).zitdagen
        gent.locations.change("Jobteam", seats=3)
        assert [each.id for each in gent.zitdagen.unfit()] == [each.id for each in zitdagen]
        gent.zitdagen.resize(zitdagen[0], 4)
        gent.zitdagen.resize(zitdagen[0], 3)
        assert zitdagen[0].id not in {each.id for each in gent.zitdagen.unfit()}

    def test_rooms_are_known_by_name(self, gent: Digicase) -> None:
        gent.locations.register("Jobteam", seats=5)
        gent.locations.register("Bib")
        assert [each.name for each in gent.locations.all()] == ["Bib", "Jobteam"]
        assert gent.locations.get("Jobteam").seats == 5
        assert refused(lambda: gent.locations.register("Bib")) == ("name_taken",)
        with pytest.raises(digicase.NotFound):
            gent.locations.get("Nowhere")
        with pytest.raises(InvalidData, match="seats"):
            gent.locations.change("Bib", seats=0)


class TestWhenOneCanBook:
    def test_not_later_than_the_notice(self, gent: Digicase, case: Case, clock: Clock) -> None:
        zitdag = new_series(gent, notice_hours=24).zitdagen[0]
        clock.today = zitdag.on - dt.timedelta(days=1)  # at noon, 21 hours before
        assert refused(lambda: gent.appointments.book(case, zitdag, at=NINE)) == ("too_late",)
        assert gent.appointments.free_places(case, number=1)[0].zitdag.id != zitdag.id
        clock.today = zitdag.on - dt.timedelta(days=2)
        assert gent.appointments.book(case, zitdag, at=NINE)

    def test_not_earlier_than_the_horizon(self, gent: Digicase, case: Case, clock: Clock) -> None:
        zitdag = new_series(gent, horizon_days=7).zitdagen[-1]
        clock.today = zitdag.on - dt.timedelta(days=8)
        assert refused(lambda: gent.appointments.book(case, zitdag, at=NINE)) == ("too_early",)
        clock.today = zitdag.on - dt.timedelta(days=7)
        assert gent.appointments.book(case, zitdag, at=NINE)

    def test_an_appointment_is_not_moved_to_where_it_could_not_be_booked(self, gent: Digicase, case: Case) -> None:
        near, *_, far = new_series(gent, horizon_days=10).zitdagen
        booked = gent.appointments.book(case, near, at=NINE)
        assert refused(lambda: gent.appointments.move(booked, to=far, at=NINE)) == ("too_early",)

    def test_what_we_cancelled_is_booked_anew_however_late(self, gent: Digicase, case: Case, clock: Clock) -> None:
        first, second, *_ = new_series(gent, weekdays=["WE", "TH"], notice_hours=48).zitdagen
        booked = gent.appointments.book(case, first, at=NINE)
        clock.today = first.on - dt.timedelta(days=1)
        gent.zitdagen.cancel(first, reason="ill")
        assert gent.appointments.move(booked, to=second, at=NINE).state is AppointmentState.BOOKED

    def test_who_comes_without_an_appointment_is_never_too_late(self, gent: Digicase, case: Case, clock: Clock) -> None:
        zitdag = new_series(gent, notice_hours=24).zitdagen[0]
        clock.today = zitdag.on
        assert gent.appointments.walk_in(case, zitdag, at=NINE)


class TestSplit:
    FROM = dt.date(2026, 12, 15)

    def test_the_zitdagen_keep_their_identity_and_change_series(self, gent: Digicase) -> None:
        old = new_series(gent, **DECEMBER)
        new = gent.zitdagen.split("Jobteam", self.FROM, name="Jobteam, from mid-December")
        ahead = [each.id for each in old.zitdagen if each.on >= self.FROM]
        assert [each.id for each in new.zitdagen] == ahead
        assert (new.series.first, new.series.last) == (self.FROM, dt.date(2026, 12, 31))
        before = gent.zitdagen.series("Jobteam")
        assert before.series.last == dt.date(2026, 12, 14)
        assert all(each.on < self.FROM for each in before.zitdagen)
        assert gent.check().ok

    def test_who_booked_goes_along_to_the_new_time_and_is_told(self, gent: Digicase, case: Case) -> None:
        series = new_series(gent, **DECEMBER)
        booked = gent.appointments.book(case, series.zitdagen[-1], at=dt.time(9, 30))
        new = gent.zitdagen.split(
            "Jobteam", self.FROM, name="B", starts=dt.time(13), coach="K-02", location="Bib", places=2
        )
        now = gent.appointments.get(booked)
        assert (now.at, now.coach, now.location, now.state) == (dt.time(13, 30), "K-02", "Bib", "booked")
        assert {(each.starts, each.ends, each.coach, each.location, each.places) for each in new.zitdagen} == {
            (dt.time(13), dt.time(14), "K-02", "Bib", 2)
        }
        assert "appointment_moved" in {each.kind for each in gent.find(NoticeQuery(subject=booked.id))}

    def test_what_was_changed_by_itself_stays_so(self, gent: Digicase) -> None:
        *_, moved, restaffed, cancelled = new_series(gent, **DECEMBER).zitdagen
        gent.zitdagen.move(moved, starts=dt.time(15))
        gent.zitdagen.restaff(restaffed, "K-09")
        gent.zitdagen.cancel(cancelled, reason="strike")
        gent.zitdagen.split("Jobteam", self.FROM, name="B", starts=dt.time(13), coach="K-02")
        now = {each.id: each for each in gent.find(ZitdagQuery())}
        assert (now[moved.id].starts, now[moved.id].coach) == (dt.time(15), "K-02")
        assert (now[restaffed.id].starts, now[restaffed.id].coach) == (dt.time(13), "K-09")
        assert (now[cancelled.id].starts, now[cancelled.id].state) == (NINE, "cancelled")

    def test_whose_turn_it_is_goes_on(self, gent: Digicase) -> None:
        old = new_series(gent, **DECEMBER, coach=["K-01", "K-02", "K-03"])
        turns = {each.on: each.coach for each in old.zitdagen}
        new = gent.zitdagen.split("Jobteam", self.FROM, name="B")
        assert {day: new.series.coach_on(day) for day in turns if day >= self.FROM} == {
            day: coach for day, coach in turns.items() if day >= self.FROM
        }

    def test_all_that_stands_in_the_way_is_told_and_nothing_is_done(self, gent: Digicase) -> None:
        series = new_series(gent, **DECEMBER)
        new_series(gent, "Other", **DECEMBER, location="Bib", coach="K-02")
        ahead = sum(each.on >= self.FROM for each in series.zitdagen)
        codes = refused(lambda: gent.zitdagen.split("Jobteam", self.FROM, name="B", coach="K-02"))
        assert codes == ("coach_elsewhere",) * ahead
        assert [each.id for each in gent.zitdagen.series("Jobteam").zitdagen] == [each.id for each in series.zitdagen]
        with pytest.raises(digicase.NotFound):
            gent.zitdagen.series("B")

    def test_a_refusal_in_a_unit_of_work_leaves_nothing_behind(self, gent: Digicase) -> None:
        new_series(gent, **DECEMBER)
        last = gent.find(ZitdagQuery())[-1].on
        new_series(gent, "Other", weekdays=["TH"], first=last, last=last, location="Bib", coach="K-02")
        with gent.begin() as work:
            assert refused(lambda: work.zitdagen.split("Jobteam", self.FROM, name="B", coach="K-02"))
        assert {each.coach for each in gent.zitdagen.series("Jobteam").zitdagen} == {"K-01"}

    @pytest.mark.parametrize(
        ("on", "name", "starts", "telling"),
        [
            (dt.date(2026, 12, 1), "B", None, "leaves one of the two without a day"),
            (dt.date(2027, 1, 1), "B", None, "leaves one of the two without a day"),
            (dt.date(2026, 12, 15), "", None, "name: must not be empty"),
            (dt.date(2026, 12, 15), "B", dt.time(23, 30), "after midnight"),
        ],
        ids=["first day", "behind the last", "no name", "past midnight"],
    )
    def test_what_makes_no_sense_is_told(
        self, gent: Digicase, on: dt.date, name: str, starts: dt.time | None, telling: str
    ) -> None:
        new_series(gent, **DECEMBER)
        with pytest.raises(InvalidData, match=telling):
            gent.zitdagen.split("Jobteam", on, name=name, starts=starts)

    def test_what_has_been_is_not_split(self, gent: Digicase, clock: Clock) -> None:
        new_series(gent, **DECEMBER)
        clock.today = dt.date(2026, 12, 20)
        with pytest.raises(InvalidData, match="has been"):
            gent.zitdagen.split("Jobteam", self.FROM, name="B")

    def test_a_name_that_is_taken_is_refused(self, gent: Digicase) -> None:
        new_series(gent, **DECEMBER)
        assert refused(lambda: gent.zitdagen.split("Jobteam", self.FROM, name="Jobteam")) == ("name_taken",)


@given(
    weekdays=st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR"]), min_size=1),
    first=st.dates(dt.date(2026, 11, 25), dt.date(2026, 12, 31)),
    rota=st.lists(st.sampled_from(["A", "B", "C"]), min_size=1, max_size=7),
)
def test_turns_go_on_one_by_one_over_the_days_of_the_rule(weekdays: set[str], first: dt.date, rota: list[str]) -> None:
    with digicase.open("memory://", today=lambda: TODAY, block=["holidays"]) as gent:
        series = new_series(gent, weekdays=weekdays, first=first, last=first + dt.timedelta(days=40), coach=rota)
    turns = [series.series.turn(each.on) for each in series.zitdagen]
    assert turns == list(range(turns[0], turns[0] + len(turns)))
    assert [each.coach for each in series.zitdagen] == [rota[turn % len(rota)] for turn in turns]
