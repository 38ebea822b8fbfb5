"""Coach and consultant tell each other how it went, and see where the other has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.house import Clock, new_case, new_series, refused

import digicase
from digicase import Appointment, AppointmentState, Case, Digicase, InvalidData, NoticeQuery, NotPermitted


@pytest.fixture
def team(gent: Digicase) -> Digicase:
    """A house with a consultant, a coach and a coordinator on its staff."""
    for reference, role in (("C-04", "consultant"), ("K-01", "coach"), ("CO-1", "coordinator")):
        gent.staff.register(reference, role=role)
    return gent


@pytest.fixture
def met(team: Digicase, case: Case, clock: Clock) -> Appointment:
    """An appointment of the day before yesterday."""
    zitdag = new_series(team).zitdagen[0]
    booked = team.appointments.book(case, zitdag, at=dt.time(9), accompanied_by="C-04")
    clock.today = dt.date(2026, 12, 5)
    return booked


def test_a_coachs_report_says_who_came_and_what_was_practised(team: Digicase, met: Appointment) -> None:
    coach = team.acting_as("K-01")
    reported = coach.feedback.report(
        met, came=True, consultant_came=True, practised=["J3"], next_step="CV opslaan", text="Ging goed"
    )
    assert (reported.state, reported.practised, reported.consultant_came) == (AppointmentState.ATTENDED, ("J3",), True)
    (report,) = team.feedback.thread("J-0001")
    assert (report.kind.value, report.author, report.role, report.about) == ("report", "K-01", "coach", met.id)


def test_the_consultant_is_asked_for_an_answer_and_reminded_until_there_is_one(
    team: Digicase, met: Appointment
) -> None:
    team.feedback.report(met, came=True, text="Ging goed")
    asked = {n.kind.value: n.state.value for n in team.find(NoticeQuery(subject=met.id)) if "feedback" in n.kind}
    assert asked == {"feedback_asked": "planned", "feedback_missing": "planned"}
    assert [each.id for each in team.feedback.unanswered()] == [met.id]
    team.acting_as("C-04").feedback.answer(met, "Dank, we bellen")
    states = {n.kind.value: n.state.value for n in team.find(NoticeQuery(subject=met.id))}
    assert states["feedback_missing"] == "withdrawn"
    assert team.feedback.unanswered() == []
    assert [note.kind.value for note in team.feedback.thread("J-0001")] == ["report", "answer"]
    assert team.check().ok


def test_an_appointment_that_nobody_reported_on_shows(team: Digicase, met: Appointment) -> None:
    assert [each.id for each in team.feedback.unreported()] == [met.id]
    team.feedback.report(met, came=False)
    assert team.feedback.unreported() == []


def test_somebody_who_did_not_come_is_a_no_show(team: Digicase, met: Appointment) -> None:
    assert team.feedback.report(met, came=False).state is AppointmentState.NO_SHOW


def test_a_report_comes_once_and_not_before_its_day(team: Digicase, met: Appointment, clock: Clock) -> None:
    clock.today = dt.date(2026, 12, 1)
    assert refused(lambda: team.feedback.report(met, came=True)) == ("not_yet",)
    clock.today = dt.date(2026, 12, 5)
    team.feedback.report(met, came=True)
    assert refused(lambda: team.feedback.report(met, came=True)) == ("already_reported",)
    assert refused(lambda: team.appointments.cancel(met)) == ("already_reported",)


def test_nobody_reports_on_what_was_cancelled_by_us_or_waits_to_be_booked_anew(
    team: Digicase, met: Appointment, clock: Clock
) -> None:
    clock.today = dt.date(2026, 12, 1)
    team.zitdagen.cancel(met.zitdag, reason="strike")
    clock.today = dt.date(2026, 12, 3)
    assert refused(lambda: team.feedback.report(met, came=True)) == ("already_cancelled",)
    clock.today = dt.date(2026, 12, 2)
    team.zitdagen.restore(met.zitdag)
    clock.today = dt.date(2026, 12, 3)
    assert refused(lambda: team.feedback.report(met, came=True)) == ("to_reconfirm",)


def test_a_plugin_may_object_to_what_is_edited_and_answered(opened: Callable[..., Digicase], clock: Clock) -> None:
    class Objector:
        @digicase.hookimpl
        def digicase_objections(self, request: object) -> list[digicase.Objection]:
            texts = [getattr(request, "text", ""), getattr(getattr(request, "note", None), "text", "")]
            return [digicase.Objection("rude", "Mind your language.")] if "damn" in texts else []

    gent = opened(plugins=[Objector()])
    booked = gent.appointments.book(new_case(gent, "J-1"), new_series(gent).zitdagen[0], at=dt.time(9))
    note = gent.feedback.write("J-1", "fine")
    clock.today = dt.date(2026, 12, 5)
    gent.feedback.report(booked, came=True)
    assert refused(lambda: gent.feedback.edit(note, "damn")) == ("rude",)
    assert refused(lambda: gent.feedback.answer(booked, "damn")) == ("rude",)


def test_a_coordinator_lets_a_number_stand_that_is_not_a_national_one(team: Digicase, met: Appointment) -> None:
    team.feedback.report(met, came=True)
    text, aside = "order 85.07.30-033.28", digicase.Override(codes=["national_number"], reason="a parcel")
    assert refused(lambda: team.feedback.answer(met, text)) == ("national_number",)
    assert team.acting_as("CO-1").feedback.answer(met, text, override=aside).answered_on == dt.date(2026, 12, 5)


def test_what_was_practised_is_an_item(team: Digicase, met: Appointment) -> None:
    with pytest.raises(InvalidData, match=r"practised\.Z9: is not an item"):
        team.feedback.report(met, came=True, practised=["Z9"])


def test_an_answer_needs_a_report(team: Digicase, met: Appointment) -> None:
    assert refused(lambda: team.feedback.answer(met, "fine")) == ("not_reported",)


def test_a_note_is_read_by_those_it_is_for(team: Digicase, met: Appointment) -> None:
    case = met.case
    team.acting_as("C-04").feedback.write(case, "for us", visibility="consultant")
    team.acting_as("K-01").feedback.write(case, "for coaches", visibility="coach")
    team.acting_as("C-04").feedback.write(case, "for all")
    read = {who: [note.text for note in team.acting_as(who).feedback.thread(case)] for who in ("C-04", "K-01", "CO-1")}
    assert read == {
        "C-04": ["for us", "for all"],
        "K-01": ["for coaches", "for all"],
        "CO-1": ["for us", "for coaches", "for all"],
    }
    hidden = team.feedback.thread(case)[0]
    with pytest.raises(NotPermitted):
        team.acting_as("K-01").feedback.reply(hidden, "I saw that")


def test_a_reply_belongs_to_its_note(team: Digicase, case: Case) -> None:
    first = team.feedback.write(case, "who calls?")
    reply = team.feedback.reply(first, "I do")
    assert (reply.reply_to, reply.visibility) == (first.id, first.visibility)


def test_what_a_note_said_before_is_kept(team: Digicase, case: Case) -> None:
    note = team.acting_as("C-04").feedback.write(case, "tuesday")
    edited = team.acting_as("C-04").feedback.edit(note, "thursday")
    assert (edited.text, [edit.text for edit in edited.edits]) == ("thursday", ["tuesday"])
    assert refused(lambda: team.acting_as("CO-1").feedback.edit(note, "never")) == ("not_the_author",)


def test_a_note_with_a_national_number_is_refused(team: Digicase, case: Case) -> None:
    assert refused(lambda: team.feedback.write(case, "rijksregister 93.05.18-223.61")) == ("national_number",)


def test_a_notes_text_is_not_shown_where_notes_are_logged(team: Digicase, case: Case) -> None:
    assert "secret" not in repr(team.feedback.write(case, "secret"))


def test_the_exchange_is_measured(team: Digicase, met: Appointment, clock: Clock) -> None:
    other = new_case(team, "J-2")
    clock.today = dt.date(2026, 11, 24)
    zitdag = team.zitdagen.series("Jobteam").zitdagen[1]
    later = team.appointments.book(other, zitdag, at=dt.time(9))
    clock.today = dt.date(2026, 12, 11)
    team.feedback.report(met, came=True, consultant_came=True)
    team.feedback.report(later, came=False)
    clock.today = dt.date(2026, 12, 14)
    team.feedback.answer(met, "thanks")
    measures = team.feedback.measures()
    assert (measures.held, measures.no_shows, measures.reported, measures.answered) == (1, 1, 2, 1)
    assert (measures.answered_within_days, measures.accompanied) == (3, 1)


def test_a_place_that_was_used_is_not_free_again(team: Digicase, met: Appointment) -> None:
    zitdag = team.zitdagen.series("Jobteam").zitdagen[0]
    before = team.zitdagen.free(zitdag)
    team.feedback.report(met, came=False)
    assert team.zitdagen.free(zitdag) == before
