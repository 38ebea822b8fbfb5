"""A case from opening to reopening, its goals, and its timeline in words."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_type_hints

import pytest
from tests.house import TODAY, new_case, new_series, refused

from digicase import Case, Digicase, InvalidData, JournalQuery, Override, Package
from digicase.casework.timeline import _texts as texts
from digicase.domain import events
from digicase.domain.cases import CaseState, GoalState
from digicase.domain.checks import holds_national_number


def test_what_changes_is_journaled_by_name_and_never_by_value(gent: Digicase, case: Case) -> None:
    changed = gent.cases.change(case, home_internet="fixed", goals=["vacancies", "vacancies", "cv_letter"])
    assert (changed.home_internet, changed.goals) == ("fixed", ("vacancies", "cv_letter"))
    (entry,) = gent.find(JournalQuery(subject=case.id, event="CaseChanged"))
    assert entry.data == {"fields": "goals home_internet"}


def test_a_change_that_changes_nothing_is_not_journaled(gent: Digicase, case: Case) -> None:
    assert gent.cases.change(case, consultant=case.consultant) == case
    assert gent.count(JournalQuery(event="CaseChanged")) == 0


def test_all_that_is_wrong_with_a_change_is_told_at_once(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData) as found:
        gent.cases.change(case, consultant="", confidence=9, home_internet="satellite")
    assert {problem.path for problem in found.value.problems} == {"consultant", "confidence", "home_internet"}


def test_what_cannot_be_changed_is_told(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData, match="reference: cannot be changed"):
        gent.cases.change(case, reference="J-2")  # type: ignore[call-arg]  # that is what is tested


def test_another_consultant_gets_the_appointments_that_are_to_come(gent: Digicase, case: Case) -> None:
    zitdag = new_series(gent).zitdagen[0]
    booked = gent.appointments.book(case, zitdag, at=dt.time(9), accompanied_by=case.consultant)
    gent.cases.change(case, consultant="C-99")
    moved = gent.appointments.get(booked)
    assert (moved.consultant, moved.accompanied_by, moved.sequence) == ("C-99", "C-99", 0)
    feed = gent.calendars.export("consultant", "C-99")
    assert f"appointment-{booked.id}".encode() in feed.replace(b"\r\n ", b"")


def test_goals_are_reached_dropped_and_wanted_again(gent: Digicase) -> None:
    case = new_case(gent, "J-1", goals=["cv_letter", "vacancies"])
    gent.cases.goal(case, "cv_letter", "reached")
    gent.cases.goal(case, "vacancies", "dropped")
    now = gent.cases.goal(case, "vacancies", "wanted")
    assert now.goal_states() == {"cv_letter": GoalState.REACHED, "vacancies": GoalState.WANTED}
    with pytest.raises(InvalidData, match="is not a goal of case J-1"):
        gent.cases.goal(case, "email", "reached")


def test_a_referral_needs_consent(gent: Digicase, case: Case) -> None:
    assert refused(lambda: gent.cases.refer(case, "welfare", consent=False)) == ("no_consent",)
    gent.staff.register("CO-1", role="coordinator")
    aside = Override(codes=["no_consent"], reason="danger at home")
    referred = gent.acting_as("CO-1").cases.refer(case, "welfare", consent=False, override=aside)
    (referral,) = referred.referrals
    assert (referral.by, referral.why, referral.consent) == ("CO-1", "danger at home", False)


def test_nothing_is_lent_or_booked_while_a_case_is_on_hold(gent: Digicase, case: Case, package: Package) -> None:
    gent.cases.hold(case, reason="ill")
    zitdag = new_series(gent).zitdagen[0]
    assert refused(lambda: gent.loans.lend(package, to=case)) == ("case_on_hold",)
    assert refused(lambda: gent.appointments.book(case, zitdag, at=dt.time(9))) == ("case_on_hold",)
    assert gent.cases.resume(case).state(TODAY) is CaseState.OPEN
    assert gent.loans.lend(package, to=case)


def test_holding_twice_and_resuming_what_goes_on_are_refused(gent: Digicase, case: Case) -> None:
    assert refused(lambda: gent.cases.resume(case)) == ("case_not_on_hold",)
    gent.cases.hold(case, reason="ill")
    assert refused(lambda: gent.cases.hold(case, reason="ill")) == ("case_on_hold",)


def test_a_closed_case_is_opened_again(gent: Digicase, case: Case) -> None:
    assert refused(lambda: gent.cases.reopen(case)) == ("case_not_closed",)
    gent.cases.close(case, outcome="found_work")
    assert refused(lambda: gent.cases.change(case, confidence=1)) == ("case_closed",)
    again = gent.cases.reopen(case, guidance_until=dt.date(2027, 6, 30))
    assert (again.state(TODAY), again.outcome, again.reopened) == (CaseState.OPEN, None, (TODAY,))


def test_cases_are_found_by_reference_consultant_state_and_what_is_due(gent: Digicase, package: Package) -> None:
    one, two = new_case(gent, "J-1", consultant="C-1"), new_case(gent, "J-2", consultant="C-2")
    new_case(gent, "K-1", consultant="C-1")
    gent.cases.hold(two, reason="ill")
    gent.loans.lend(package, to=one)
    assert [case.reference for case in gent.cases.search(reference="J-")] == ["J-1", "J-2"]
    assert [case.reference for case in gent.cases.search(consultant="C-1")] == ["J-1", "K-1"]
    assert [case.reference for case in gent.cases.search(state="on_hold")] == ["J-2"]
    assert gent.cases.search(due_before=dt.date(2027, 5, 24)) == []
    assert [case.reference for case in gent.cases.search(due_before=dt.date(2027, 5, 25))] == ["J-1"]


def test_what_happened_is_told_in_words(gent: Digicase, case: Case, package: Package) -> None:
    gent.loans.lend(package, to=case)
    zitdag = new_series(gent).zitdagen[0]
    gent.appointments.book(case, zitdag, at=dt.time(9))
    assert [line.text for line in gent.cases.timeline(case)] == [
        "Dossier geopend; consulent C-04",
        "Pakket uitgeleend op 24/11/2026, terug op 24/05/2027",
        "Afspraak gemaakt voor 03/12/2026 om 09:00",
    ]
    assert gent.cases.timeline(case, language="fr")[1].text == "Paquet prêté le 24/11/2026, retour le 24/05/2027"
    assert gent.cases.timeline(case, language="en")[2].text == "Appointment booked for 03/12/2026 at 09:00"


def test_a_jobseeker_is_not_told_how_the_team_works_together(gent: Digicase, case: Case) -> None:
    gent.feedback.write(case, "call her first")
    assert "NoteWritten" in [line.event for line in gent.cases.timeline(case)]
    assert [line.event for line in gent.cases.timeline(case, audience="jobseeker")] == ["CaseOpened"]


OF_A_CASE = [event for event in events.Event.__subclasses__() if "case" in get_type_hints(event)]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("event", OF_A_CASE, ids=lambda event: event.__name__)
def test_every_event_of_a_case_has_words_that_say_what_it_holds(event: type[events.Event], language: str) -> None:
    words = texts(language)["events"][event.__name__]
    fields = set(get_type_hints(event)) - {"about", event.about, "case"}
    assert set(re.findall(r"\$(\w+)", words)) <= fields


def test_reading_a_file_gives_everything_and_is_journaled(gent: Digicase, case: Case, package: Package) -> None:
    gent.loans.lend(package, to=case)
    gent.feedback.write(case, "call her first")
    file = gent.cases.read(case, purpose="coaching")
    assert (len(file.loans), len(file.notes), file.case) == (1, 1, gent.cases.get(case))
    (entry,) = gent.find(JournalQuery(event="FileRead"))
    assert (entry.case, entry.data) == (case.id, {"purpose": "coaching"})


def test_a_purpose_is_a_code(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData, match="must be a code"):
        gent.cases.read(case, purpose="because An De Smet asked")


def test_a_reference_that_looks_like_a_national_number_is_refused_unless_overridden(gent: Digicase) -> None:
    assert refused(lambda: new_case(gent, "93.05.18-223.61")) == ("national_number",)
    gent.staff.register("CO-1", role="coordinator")
    aside = Override(codes=["national_number"], reason="our own file number, by chance")
    case = gent.acting_as("CO-1").cases.open("93051822361", consultant="C-1", guidance_from=TODAY, override=aside)
    assert case.reference == "93051822361"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("93051822361", True),  # 97 - 930518223 % 97 = 61
        ("her number is 93.05.18-223.61, she says", True),
        ("93051822362", False),
        ("00012556777", (97 - 2_000_125_567 % 97) == 77),  # born in 2000: a 2 stands in front
        ("932518223" + f"{97 - 932518223 % 97:02}", True),  # a bis number: the month plus 20
        ("939918223" + f"{97 - 939918223 % 97:02}", False),  # no month is 99
        ("1" + "93051822361", False),  # twelve digits
        ("0470 12 34 56", False),
    ],
)
def test_a_national_number_is_told_by_its_check_digits(text: str, holds: bool) -> None:
    assert holds_national_number(text) is holds
