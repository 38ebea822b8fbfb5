"""Whatever happens to zitdagen and bookings: no place is given twice, nobody is dropped, and feeds tell the records."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any
from uuid import UUID

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.house import TODAY, Clock, new_case

import digicase
from digicase import (
    Appointment,
    AppointmentQuery,
    AppointmentState,
    InvalidData,
    NotFound,
    Refused,
    Subscribed,
    Zitdag,
    ZitdagQuery,
)
from digicase.casework.serving import validator

PEOPLE = ["J-1", "J-2", "J-3"]
DAYS = st.sampled_from([TODAY + dt.timedelta(days=n) for n in range(1, 15)])
TIMES = st.sampled_from([dt.time(9), dt.time(9, 30), dt.time(10), dt.time(13)])
COACHES = st.sampled_from(["K-1", "K-2"])
PLACES = st.sampled_from(["Jobteam", "Bib"])
CONSULTANTS = st.sampled_from(["C-1", "C-2"])
FEEDS = [
    *[("consultant", owner) for owner in ("C-1", "C-2")],
    *[("coach", owner) for owner in ("K-1", "K-2")],
    *[("location", owner) for owner in ("Jobteam", "Bib")],
    *[("offer", owner) for owner in (None, "Bib")],
    *[("jobseeker", owner) for owner in PEOPLE],
    *[("tasks", owner) for owner in ("C-1", "C-2")],
    *[("loans", owner) for owner in ("C-1", "C-2")],
]


def may_be_refused() -> suppress:
    """Let the rules of the house say no."""
    return suppress(Refused, InvalidData)


class Zitdagen(RuleBasedStateMachine):
    """A house in which plans change all the time, and clients that poll their feeds after every change."""

    @initialize()
    def open(self) -> None:
        self.clock = Clock()
        self.gent = digicase.open("memory://", today=self.clock, block=["holidays"])
        for reference in PEOPLE:
            new_case(self.gent, reference, consultant="C-1")
        for package in ("DP-1", "DP-2"):
            self.gent.packages.register(package, device="laptop", model="L15", acquired_on=dt.date(2024, 3, 28))
        self.gent.loans.lend("DP-1", to="J-1")
        self.gent.zitdagen.plan(
            "weekly", location="Jobteam", weekdays=["TU", "TH"], first=TODAY, last=TODAY + dt.timedelta(days=13),
            starts=dt.time(9), ends=dt.time(10, 30), slot_minutes=30, places=1, coach="K-1",
        )  # fmt: skip
        self.subscribed: dict[tuple[str, str | None], Subscribed] = {
            (audience, owner): self.gent.calendars.subscribe(audience, owner, holder="H") for audience, owner in FEEDS
        }
        self.tags: dict[tuple[str, str | None], str] = {}
        self.booked: set[UUID] = set()
        self.sequences: dict[UUID, int] = {}

    def zitdag(self, data: st.DataObject) -> Any:
        return data.draw(st.sampled_from([*self.gent.find(ZitdagQuery())]))

    def appointment(self, data: st.DataObject) -> Any:
        return data.draw(st.sampled_from([*self.gent.find(AppointmentQuery()), None]))

    @rule(data=st.data(), case=st.sampled_from(PEOPLE), at=TIMES, slots=st.integers(1, 2), who=CONSULTANTS)
    def book(self, data: st.DataObject, case: str, at: dt.time, slots: int, who: str) -> None:
        with may_be_refused():
            made = self.gent.appointments.book(case, self.zitdag(data), at=at, slots=slots, accompanied_by=who)
            self.booked.add(made.id)

    @rule(data=st.data(), at=TIMES)
    def move_appointment(self, data: st.DataObject, at: dt.time) -> None:
        if (appointment := self.appointment(data)) is not None:
            with may_be_refused():
                self.gent.appointments.move(appointment, to=self.zitdag(data), at=at)

    @rule(data=st.data())
    def cancel_appointment(self, data: st.DataObject) -> None:
        if (appointment := self.appointment(data)) is not None:
            with may_be_refused():
                self.gent.appointments.cancel(appointment)
                self.booked.discard(appointment.id)

    @rule(data=st.data(), on=DAYS, starts=TIMES, location=PLACES)
    def move_zitdag(self, data: st.DataObject, on: dt.date, starts: dt.time, location: str) -> None:
        with may_be_refused():
            self.gent.zitdagen.move(self.zitdag(data), on=on, starts=starts, location=location)

    @rule(data=st.data())
    def cancel_zitdag(self, data: st.DataObject) -> None:
        with may_be_refused():
            self.gent.zitdagen.cancel(self.zitdag(data), reason="strike")

    @rule(data=st.data())
    def restore_zitdag(self, data: st.DataObject) -> None:
        with may_be_refused():
            self.gent.zitdagen.restore(self.zitdag(data))

    @rule(data=st.data(), coach=COACHES)
    def restaff(self, data: st.DataObject, coach: str) -> None:
        with may_be_refused():
            self.gent.zitdagen.restaff(self.zitdag(data), coach)

    @rule(data=st.data(), places=st.integers(0, 3))
    def resize(self, data: st.DataObject, places: int) -> None:
        with may_be_refused():
            self.gent.zitdagen.resize(self.zitdag(data), places)

    @rule(on=DAYS, coach=COACHES)
    def add(self, on: dt.date, coach: str) -> None:
        with may_be_refused():
            self.gent.zitdagen.add("weekly", on, coach=coach)

    @rule(first=DAYS, days=st.integers(0, 3))
    def close(self, first: dt.date, days: int) -> None:
        with may_be_refused():
            self.gent.zitdagen.close(first, first + dt.timedelta(days=days), reason="works")

    @rule(case=st.sampled_from(PEOPLE), consultant=CONSULTANTS)
    def change_consultant(self, case: str, consultant: str) -> None:
        with may_be_refused():
            self.gent.cases.change(case, consultant=consultant)

    @rule(case=st.sampled_from(PEOPLE))
    def lend(self, case: str) -> None:
        with may_be_refused():
            self.gent.loans.lend("DP-2", to=case)

    @rule(case=st.sampled_from(PEOPLE), owner=CONSULTANTS, due_on=DAYS)
    def set_task(self, case: str, owner: str, due_on: dt.date) -> None:
        self.gent.tasks.set(case, "call", due_on=due_on, owner=owner)

    @rule(case=st.sampled_from(PEOPLE), slots=st.integers(1, 2))
    def wait(self, case: str, slots: int) -> None:
        with may_be_refused():
            self.gent.standby.join(case, slots=slots)

    @rule(hours=st.sampled_from([2, 48]))
    def pass_on(self, hours: int) -> None:
        self.gent.standby.pass_on(hours=hours)

    @rule(case=st.sampled_from(PEOPLE), what=st.sampled_from(["accept", "decline", "leave"]))
    def answer_offer(self, case: str, what: str) -> None:
        with may_be_refused(), suppress(NotFound):
            answered = getattr(self.gent.standby, what)(case)
            if what == "accept":
                self.booked.add(answered.id)

    @rule(on=DAYS, coach=COACHES, starts=TIMES, name=st.uuids())
    def split(self, on: dt.date, coach: str, starts: dt.time, name: UUID) -> None:
        with may_be_refused():
            self.gent.zitdagen.split("weekly", on, name=str(name), coach=coach, starts=starts)

    @rule()
    def next_day(self) -> None:
        self.clock.today += dt.timedelta(days=1)

    @invariant()
    def no_place_is_given_twice(self) -> None:
        report = self.gent.check()
        assert report.ok, report

    @invariant()
    def nobody_is_dropped_in_silence(self) -> None:
        left = {each.id for each in self.gent.find(AppointmentQuery()) if each.state is not AppointmentState.CANCELLED}
        assert self.booked <= left

    @invariant()
    def sequences_never_go_down(self) -> None:
        entries: list[Appointment | Zitdag] = [*self.gent.find(AppointmentQuery()), *self.gent.find(ZitdagQuery())]
        for each in entries:
            assert each.sequence >= self.sequences.get(each.id, 0)
            self.sequences[each.id] = each.sequence

    @invariant()
    def whoever_polls_has_what_the_records_say(self) -> None:
        for (audience, owner), mine in self.subscribed.items():
            known = self.tags.get((audience, owner), "")
            answer = self.gent.calendars.respond(f"/{mine.token}.ics", {"If-None-Match": known})
            current = self.gent.calendars.export(audience, owner)
            if answer.status == 200:
                assert answer.body == current
            tag = dict(answer.headers)["ETag"]
            assert self.gent.calendars.respond(f"/{mine.token}.ics", {"If-None-Match": tag}).status == 304
            assert tag == f'"{validator(current, None).digest}"'
            self.tags[audience, owner] = tag


Zitdagen.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestZitdagen = Zitdagen.TestCase
