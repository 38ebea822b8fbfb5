"""Policies as data: what a file may say, what is told of a wrong one, and what each rule does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.house import TODAY, Clock, inspected, new_case

import digicase
from digicase import Digicase, EscalationStep, InvalidData, LoanPolicy, Override, PolicyBook, PolicyRule, Refused

POLICIES = Path(__file__).parents[2] / "examples" / "policies"
NEW = dt.date(2026, 6, 1)


def stocked(gent: Digicase, number: int = 2, **fields: object) -> Digicase:
    for n in range(1, number + 1):
        gent.packages.register(f"DP-{n}", device="laptop", model="L15", acquired_on=NEW, **fields)  # type: ignore[arg-type]  # tests give what they like
    new_case(gent, "J-1")
    return gent


def codes(gent: Digicase, package: str = "DP-1", **how: object) -> list[str]:
    asked = gent.loans.check(gent.loans.lend, package, to="J-1", **how)  # type: ignore[arg-type]  # tests give what they like
    return [objection.code for objection in asked.objections]


def test_the_scheme_of_ghent_asks_for_an_agreement_and_ends_with_guidance(opened: Callable[..., Digicase]) -> None:
    gent = stocked(opened(policy=POLICIES / "ghent.toml"))
    assert codes(gent) == ["agreement_required"]
    short = new_case(gent, "J-2", guidance_until=dt.date(2027, 1, 8))
    loan = gent.loans.lend("DP-1", to=short, agreement="A-1")
    assert (loan.policy, loan.policy_version, loan.due_on) == ("ghent", 1, dt.date(2027, 1, 8))


def test_in_ghent_a_starter_learns_first(opened: Callable[..., Digicase]) -> None:
    gent = stocked(opened(policy=POLICIES / "ghent.toml"))
    starter = new_case(gent, "J-3", group="starters")
    with pytest.raises(Refused) as refused:
        gent.loans.lend("DP-1", to=starter, agreement="A-1")
    assert refused.value.codes == ("mastery_required",)
    assert gent.loans.lend("DP-1", to=starter, agreement="A-1", mastered=True).policy == "ghent-first-learn"


def test_the_school_year_ends_for_all_on_one_day_that_is_open(opened: Callable[..., Digicase]) -> None:
    gent = stocked(opened(policy=POLICIES / "school_year.toml"))
    everything = {"agreement": "A-1", "goals_plan": True, "deposit_cents": 5000, "asked_on": dt.date(2026, 11, 1)}
    assert codes(gent, facts={"children_6_12": 1}) == [
        "asked_too_late",
        "agreement_required",
        "deposit_required",
        "goals_plan_required",
    ]
    first = gent.loans.lend("DP-1", to="J-1", facts={"children_6_12": 2}, **everything)  # type: ignore[arg-type]  # a table of mixed values
    assert first.due_on == dt.date(2027, 7, 15)
    assert codes(gent, "DP-2", facts={"children_6_12": 1}, **everything) == ["case_has_loan"]
    assert codes(gent, "DP-2", facts={"children_6_12": 2}, **everything) == []


@pytest.mark.parametrize(("kept", "loans", "code"), [(14, 6, "too_many_weeks"), (1, 8, "too_many_loans")])
def test_a_library_lends_at_most_eight_times_and_twelve_weeks_a_year(
    opened: Callable[..., Digicase], clock: Clock, kept: int, loans: int, code: str
) -> None:
    gent = stocked(opened(policy=POLICIES / "school_year.toml"), location="library")
    clock.today = dt.date(2026, 7, 14)
    for _ in range(loans):
        loan = gent.loans.lend("DP-1", to="J-1")
        clock.today += dt.timedelta(days=kept)
        gent.loans.take_back(loan)
        inspected(gent, "DP-1")
    assert codes(gent) == [code]
    clock.today = dt.date(2027, 1, 1)
    assert codes(gent) == []


def test_a_loan_keeps_the_version_that_it_was_made_under(opened: Callable[..., Digicase]) -> None:
    old, new = LoanPolicy(max_extensions=0), LoanPolicy(version=2, period="1 month")
    gent = stocked(opened(policy=old))
    loan = gent.loans.lend("DP-1", to="J-1")
    later = digicase.open(gent._storage, today=lambda: TODAY, policy=PolicyBook(policies=(old, new)))
    with pytest.raises(Refused, match="too_many_extensions"):
        later.loans.extend(loan, reason="course")
    assert later.loans.lend("DP-2", to=new_case(later, "J-2")).due_on == dt.date(2026, 12, 24)
    forgetful = digicase.open(gent._storage, today=lambda: TODAY, policy=new)
    with pytest.raises(InvalidData, match="default version 1 is not in the book; keep old versions"):
        forgetful.loans.extend(loan, reason="course")


def test_a_wrong_file_tells_every_problem_at_once(tmp_path: Path) -> None:
    wrong = tmp_path / "policies.toml"
    wrong.write_text(
        """
        [[policy]]
        name = "a"
        period = "half a year"
        closed_day = "skip"
        colour = "red"
        [[policy.escalation]]
        days = 1
        notice = "shout"
        [[rule]]
        group = "x"
        [office]
        """
    )
    with pytest.raises(InvalidData) as told:
        digicase.open("memory://", policy=wrong)
    assert [problem.path for problem in told.value.problems] == [
        "office",
        "policy.0.period",
        "policy.0.escalation.0.notice",
        "policy.0.colour",
        "rule.0.policy",
    ]


def test_an_unknown_mode_is_an_error_and_never_keep(tmp_path: Path) -> None:
    wrong = tmp_path / "policies.toml"
    wrong.write_text('[[policy]]\nname = "default"\nclosed_day = "skip"\n')
    with pytest.raises(InvalidData, match=r"closed_day: 'skip' is not known; choose one of keep, previous, next"):
        digicase.open("memory://", policy=wrong)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[policy", "is not TOML"),
        ("", r"write at least one \[\[policy\]\]"),
        ('[[policy]]\nname = "a"\n[[policy]]\nname = "b"', "name one of them 'default'"),
        ('[[policy]]\nname = "a"\n[[rule]]\npolicy = "b"', "there is no policy 'b'; there is: a"),
        ('[[policy]]\nname = "a"\n[[policy]]\nname = "a"', "same name and version"),
        ('[[policy]]\nopen_weekdays = ["DI"]', "choose among MO, TU"),
    ],
)
def test_a_file_that_cannot_hold_is_told_why(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "p.toml").write_text(text)
    with pytest.raises(InvalidData, match=told):
        digicase.open("memory://", policy=tmp_path / "p.toml")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(InvalidData, match=r"nowhere.toml: there is no such file"):
        digicase.open("memory://", policy="nowhere.toml")


@pytest.mark.parametrize("days", [[35], [-7, 0], [0]])
def test_a_sim_is_never_suspended_without_a_warning_before(days: list[int]) -> None:
    steps = [EscalationStep(days=day, notice="loan_overdue") for day in days[:-1]]
    with pytest.raises(ValueError, match="after a step that warns"):
        LoanPolicy(escalation=(*steps, EscalationStep(days=days[-1], notice="sim_suspended", action="suspend_sim")))


def test_an_overdue_loan_has_its_sim_suspended_when_the_policy_says_so(
    opened: Callable[..., Digicase], clock: Clock
) -> None:
    gent = opened(policy=POLICIES / "ghent.toml")
    gent.packages.register(
        "DP-1", device="laptop", model="L15", acquired_on=NEW, dongle="DG", sim_msisdn="+32465185196"
    )
    loan = gent.loans.lend("DP-1", to=new_case(gent, "J-1"), agreement="A-1")
    assert gent.items.get("+32465185196").sim == "active"
    clock.today = loan.due_on + dt.timedelta(days=34)
    assert gent.loans.suspend_sims() == []
    clock.today += dt.timedelta(days=1)
    assert [each.id for each in gent.loans.suspend_sims()] == [loan.id]
    assert gent.items.get("+32465185196").sim == "suspended"
    assert gent.loans.suspend_sims() == []
    gent.loans.take_back(loan)
    assert gent.items.get("+32465185196").sim == "suspended"


@pytest.mark.parametrize(("rule", "code"), [("refuse", "overdue"), ("coordinator", "overdue"), ("allow", None)])
def test_an_overdue_loan_is_extended_as_the_policy_says(
    opened: Callable[..., Digicase], clock: Clock, rule: str, code: str | None
) -> None:
    gent = stocked(opened(policy=LoanPolicy(when_overdue=rule)))
    loan = gent.loans.lend("DP-1", to="J-1")
    clock.today = loan.due_on + dt.timedelta(days=3)
    asked = gent.loans.check(gent.loans.extend, loan, reason="course")
    assert [o.code for o in asked.objections] == ([code] if code else [])


def test_a_coordinator_sets_aside_what_is_against_the_rules_and_says_why(
    opened: Callable[..., Digicase], clock: Clock
) -> None:
    gent = stocked(opened(policy=LoanPolicy(when_overdue="coordinator")))
    gent.staff.register("CO-1", role="coordinator")
    loan = gent.loans.lend("DP-1", to="J-1")
    clock.today = loan.due_on + dt.timedelta(days=3)
    allowed = Override(codes=["overdue"], reason="in hospital")
    with pytest.raises(digicase.NotPermitted, match="system may not set overdue aside"):
        gent.loans.extend(loan, reason="course", override=allowed)
    extended = gent.acting_as("CO-1").loans.extend(loan, reason="course", override=allowed)
    assert [(o.codes, o.by, o.reason) for o in extended.overrides] == [(("overdue",), "CO-1", "in hospital")]
    (told,) = gent.find(digicase.JournalQuery(event="RulesOverridden"))
    assert (told.actor, told.data["codes"]) == ("CO-1", "overdue")


def test_what_is_impossible_is_not_set_aside(opened: Callable[..., Digicase]) -> None:
    gent = stocked(opened())
    gent.staff.register("CO-1", role="coordinator")
    gent.loans.lend("DP-1", to="J-1")
    everything = Override(codes=["already_on_loan", "case_has_loan"], reason="please")
    with pytest.raises(Refused) as refused:
        gent.acting_as("CO-1").loans.lend("DP-1", to="J-1", override=everything)
    assert refused.value.codes == ("already_on_loan",)


def test_a_package_rests_after_a_return(opened: Callable[..., Digicase], clock: Clock) -> None:
    gent = stocked(opened(policy=LoanPolicy(turnaround_days=2)))
    gent.loans.take_back(gent.loans.lend("DP-1", to="J-1"))
    inspected(gent, "DP-1")
    assert codes(gent) == ["package_resting"]
    assert [package.label for package in gent.packages.lendable()] == ["DP-2"]
    clock.today = TODAY + dt.timedelta(days=2)
    assert codes(gent) == []


def test_nobody_extends_while_somebody_waits_where_the_policy_says_so(opened: Callable[..., Digicase]) -> None:
    gent = stocked(opened(policy=LoanPolicy(waiting_blocks_extension=True)))
    loan = gent.loans.lend("DP-1", to="J-1")
    gent.waiting.join(new_case(gent, "J-2"), device="laptop")
    with pytest.raises(Refused) as refused:
        gent.loans.extend(loan, reason="course")
    assert refused.value.codes == ("somebody_waits",)


def test_the_first_rule_that_applies_wins() -> None:
    one, other = LoanPolicy(name="one"), LoanPolicy(name="other")
    rules = (PolicyRule(policy="other", group="g", device="tablet"), PolicyRule(policy="one"))
    book = PolicyBook(policies=(one, other), rules=rules)
    assert book.choose(group="g", device="tablet", location=None).name == "other"
    assert book.choose(group="g", device="laptop", location=None).name == "one"


def test_a_check_does_nothing(opened: Callable[..., Digicase]) -> None:
    gent = stocked(opened())
    before = gent.count(digicase.JournalQuery())
    asked = gent.loans.check(gent.loans.lend, "DP-1", to="J-1")
    assert asked
    assert asked.result is not None
    assert asked.result.due_on == dt.date(2027, 5, 24)
    assert (gent.count(digicase.LoanQuery()), gent.count(digicase.JournalQuery())) == (0, before)


def test_one_code_set_aside_is_not_taken_for_its_letters() -> None:
    assert Override(codes="overdue", reason="in hospital").codes == ("overdue",)
