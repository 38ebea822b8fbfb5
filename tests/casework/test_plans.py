"""From advice to a plan that a person decided, the jobseeker agreed to, and the team follows up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.house import Clock, new_case, new_series, refused

from digicase import AdvisedDevice, Case, Digicase, InvalidData, LoanPolicy, NotFound

ANSWERS = {
    **dict.fromkeys(["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"], 2),
    **dict.fromkeys(["J1", "J2", "J4", "J5", "J6", "J8", "J9", "J10"], 2),
    "J3": 1,
    "J7": 0,
}


@pytest.fixture
def assessed(gent: Digicase) -> Case:
    case = new_case(gent, "J-1", goals=["cv_letter"], home_internet="none")
    gent.assessments.record(case, ANSWERS, source="consultant")
    return case


def test_a_plan_is_as_advised_unless_a_person_decides_otherwise(gent: Digicase, assessed: Case) -> None:
    advice = gent.assessments.advise(assessed)
    plan = gent.plans.draw_up(assessed)
    assert (plan.device, plan.dongle, plan.sessions) == (advice.device, advice.dongle, advice.sessions)
    assert (plan.practise, plan.goals, plan.decisions) == (("J3", "J7"), ("cv_letter",), ())
    assert plan.reasons == tuple(map(str, advice.reasons))


def test_what_is_decided_otherwise_needs_a_reason_and_stays_beside_the_advice(gent: Digicase, assessed: Case) -> None:
    with pytest.raises(InvalidData, match="device, sessions is otherwise than advised"):
        gent.plans.draw_up(assessed, device="tablet", sessions=4)
    plan = gent.plans.draw_up(assessed, device="tablet", sessions=4, reason="bad eyesight")
    assert (plan.device, plan.sessions) == (AdvisedDevice.TABLET, 4)
    assert [(each.about, each.advised, each.decided, each.reason) for each in plan.decisions] == [
        ("device", "laptop", "tablet", "bad eyesight"),
        ("sessions", "1", "4", "bad eyesight"),
    ]


def test_without_advice_a_plan_needs_every_decision(gent: Digicase) -> None:
    case = new_case(gent, "J-2")
    assert refused(lambda: gent.plans.draw_up(case, device="laptop", reason="asked for")) == ("no_advice",)
    plan = gent.plans.draw_up(case, device="laptop", dongle=False, sessions=2, reason="asked for")
    assert (plan.sessions, len(plan.decisions)) == (2, 3)


def test_a_newer_plan_replaces_the_current_one(gent: Digicase, assessed: Case) -> None:
    first = gent.plans.draw_up(assessed)
    second = gent.plans.draw_up(assessed, sessions=5, reason="slower")
    assert gent.plans.current(assessed) == second
    assert [plan.id for plan in gent.cases.read(assessed, purpose="coaching").plans] == [first.id, second.id]


def test_a_plan_is_agreed_to_once(gent: Digicase, assessed: Case) -> None:
    with pytest.raises(NotFound):
        gent.plans.agree(assessed)
    gent.plans.draw_up(assessed)
    agreed = gent.plans.agree(assessed, agreement="DOC-7")
    assert (agreed.agreed_on, agreed.agreement) == (dt.date(2026, 11, 24), "DOC-7")
    assert refused(lambda: gent.plans.agree(assessed)) == ("already_agreed",)


def test_a_plan_is_followed_up(gent: Digicase, assessed: Case, clock: Clock) -> None:
    gent.plans.draw_up(assessed, sessions=3, reason="slower")
    series = new_series(gent)
    one, two = (gent.appointments.book(assessed, zitdag, at=dt.time(9)) for zitdag in series.zitdagen[:2])
    clock.today = dt.date(2026, 12, 11)
    gent.feedback.report(one, came=True, practised=["J3", "J8"])
    gent.feedback.report(two, came=False)
    gent.cases.goal(assessed, "cv_letter", "reached")
    now = gent.plans.progress(assessed)
    assert (now.planned, now.booked, now.held, now.no_shows) == (3, 0, 1, 1)
    assert (dict(now.practised), now.not_yet_practised) == ({"J3": 1, "J7": 0, "J8": 1}, ("J7",))
    assert {goal: state.value for goal, state in now.goals.items()} == {"cv_letter": "reached"}


def test_what_is_to_be_practised_is_an_item(gent: Digicase, assessed: Case) -> None:
    with pytest.raises(InvalidData, match=r"practise\.Q1: is not an item"):
        gent.plans.draw_up(assessed, practise=["Q1"])


def test_what_everyone_who_waits_needs_is_told(gent: Digicase, assessed: Case) -> None:
    gent.waiting.join(assessed, device="laptop", dongle=True)
    gent.waiting.join(new_case(gent, "J-2"), device="tablet")
    need = gent.assessments.demand()
    assert (need.people, need.laptops, need.tablets, need.dongles) == (2, 1, 0, 1)
    assert (need.sessions, need.coach_hours, need.undecided) == (1, 0.5, 1)
    assert gent.assessments.demand(device="tablet").people == 1


def test_an_agreed_plan_is_what_a_policy_may_require_before_a_loan(opened: Callable[..., Digicase]) -> None:
    gent = opened(policy=LoanPolicy(goals_plan_required=True))
    case = new_case(gent, "J-1")
    gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=dt.date(2026, 1, 1))
    gent.plans.draw_up(case, device="laptop", dongle=False, sessions=2, reason="asked for")
    assert refused(lambda: gent.loans.lend("DP-1", to=case)) == ("goals_plan_required",)
    gent.plans.agree(case)
    assert gent.loans.lend("DP-1", to=case)
