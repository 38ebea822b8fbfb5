"""Tasks: set by hand and by rules, moved along with what they follow from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.house import TODAY, Clock, new_case, new_series

from digicase import Case, Digicase, EscalationStep, InvalidData, Loan, LoanPolicy, Package, Refused
from digicase.domain.tasks import FollowUpRule, Task, TaskQuery, TaskState

RULES = (
    FollowUpRule(name="first_call", after="intake", days=14, what="Call: how does it go?"),
    FollowUpRule(name="before_due", after="loan_due", days=-28, what="Talk about extending"),
    FollowUpRule(name="midway", after="mid_term", owner="coach", what="Assess again"),
    FollowUpRule(name="missed", after="no_show", days=1, owner="coach", what="Ask why"),
)


@pytest.fixture
def ruled(opened: Callable[..., Digicase]) -> Digicase:
    return opened(follow_ups=RULES)


def open_tasks(gent: Digicase) -> dict[str | None, Task]:
    return {task.rule: task for task in gent.find(TaskQuery(state=TaskState.OPEN))}


def lent(gent: Digicase, case: Case, label: str = "DP-1") -> Loan:
    gent.packages.register(label, device="laptop", model="L15", acquired_on=TODAY)
    return gent.loans.lend(label, to=case)


def test_a_rule_sets_a_task_for_whom_it_names(ruled: Digicase) -> None:
    case = new_case(ruled, "J-1", guidance_from=TODAY)
    task = open_tasks(ruled)["first_call"]
    assert (task.owner, task.due_on, task.case) == ("C-04", dt.date(2026, 12, 8), case.id)
    assert ruled.tasks.of("C-04") == [task]


def test_a_task_moves_along_with_the_due_date(ruled: Digicase) -> None:
    loan = lent(ruled, new_case(ruled, "J-1"))
    assert open_tasks(ruled)["before_due"].due_on == dt.date(2027, 4, 26)
    ruled.loans.extend(loan, reason="course")
    assert open_tasks(ruled)["before_due"].due_on == dt.date(2027, 10, 27)
    assert ruled.count(TaskQuery()) == 3


def test_what_was_done_is_wanted_again_for_the_next_due_date_only(ruled: Digicase) -> None:
    loan = lent(ruled, new_case(ruled, "J-1"))
    ruled.tasks.done(open_tasks(ruled)["before_due"])
    assert "before_due" not in open_tasks(ruled)
    ruled.loans.extend(loan, reason="course")
    assert open_tasks(ruled)["before_due"].due_on == dt.date(2027, 10, 27)


def test_what_is_no_longer_wanted_is_withdrawn(ruled: Digicase) -> None:
    loan = lent(ruled, new_case(ruled, "J-1"))
    ruled.loans.take_back(loan)
    assert set(open_tasks(ruled)) == {"first_call"}
    ruled.cases.close("J-1", outcome="found_work")
    assert open_tasks(ruled) == {}


def test_a_case_that_is_opened_again_gets_its_tasks_back(ruled: Digicase) -> None:
    new_case(ruled, "J-1", guidance_from=TODAY)
    ruled.cases.close("J-1", outcome="found_work")
    ruled.cases.reopen("J-1")
    assert set(open_tasks(ruled)) == {"first_call"}


def test_after_a_no_show_the_coach_is_to_ask_why(ruled: Digicase, clock: Clock) -> None:
    case = new_case(ruled, "J-1")
    booked = ruled.appointments.book(case, new_series(ruled).zitdagen[0], at=dt.time(9))
    clock.today = dt.date(2026, 12, 5)
    ruled.feedback.report(booked, came=False)
    assert (open_tasks(ruled)["missed"].owner, open_tasks(ruled)["missed"].due_on) == ("K-01", dt.date(2026, 12, 4))
    assert open_tasks(ruled)["missed"] in ruled.tasks.overdue()


def test_an_escalation_puts_a_loan_before_a_coordinator(opened: Callable[..., Digicase]) -> None:
    steps = (
        EscalationStep(days=-7, notice="loan_due_soon"),
        EscalationStep(days=21, notice="loan_overdue", action="refer"),
    )
    gent = opened(policy=LoanPolicy(escalation=steps))
    loan = lent(gent, new_case(gent, "J-1"))
    (task,) = gent.tasks.of(role="coordinator")
    assert (task.rule, task.due_on) == ("refer_overdue_loan", dt.date(2027, 6, 14))
    gent.loans.take_back(loan)
    assert gent.tasks.of(role="coordinator") == []


def test_every_step_that_refers_has_a_task_of_its_own_also_after_extensions(opened: Callable[..., Digicase]) -> None:
    steps = tuple(EscalationStep(days=days, notice="loan_overdue", action="refer") for days in (14, 28))
    gent = opened(policy=LoanPolicy(escalation=steps))
    loan = lent(gent, new_case(gent, "J-1"))
    first = gent.tasks.of(role="coordinator")
    assert [task.due_on for task in first] == [dt.date(2027, 6, 7), dt.date(2027, 6, 21)]
    gent.tasks.done(first[0])
    due = gent.loans.extend(loan, reason="course").due_on
    steps_again = [due + dt.timedelta(days=14), due + dt.timedelta(days=28)]
    assert [task.due_on for task in gent.tasks.of(role="coordinator")] == steps_again
    assert gent.check().ok


def test_tasks_are_set_by_hand(gent: Digicase, case: Case) -> None:
    task = gent.tasks.set(case, "bring the charger", due_on=TODAY, owner="C-04")
    finished = gent.tasks.done(task, remark="brought")
    assert (finished.state, finished.done_by, finished.remark) == (TaskState.DONE, "system", "brought")
    assert gent.tasks.about(case) == [finished]
    with pytest.raises(Refused, match="task_not_open"):
        gent.tasks.done(task)
    assert gent.check().ok


def test_a_task_has_an_owner_or_a_role(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData, match="either an owner"):
        gent.tasks.set(case, "x", due_on=TODAY)


def test_rules_come_from_a_file(opened: Callable[..., Digicase], tmp_path: Path) -> None:
    file = tmp_path / "follow_ups.toml"
    file.write_text('[[follow_up]]\nname = "first_call"\nafter = "intake"\ndays = 14\nwhat = "Call"\n')
    gent = opened(follow_ups=file)
    new_case(gent, "J-1", guidance_from=TODAY)
    assert gent.tasks.of("C-04")[0].what == "Call"


def test_all_that_is_wrong_in_a_file_is_told_at_once(opened: Callable[..., Digicase], tmp_path: Path) -> None:
    file = tmp_path / "follow_ups.toml"
    file.write_text(
        'greeting = "hi"\n[[follow_up]]\nname = "a"\nafter = "intake"\nwhat = "x"\n'
        '[[follow_up]]\nname = "a"\nafter = "lent"\nwhat = "x"\n'
        '[[follow_up]]\nname = "b"\nafter = "moonrise"\ndays = "soon"\n[[follow_up]]\nname = "c"\nwhen = 3\n'
    )
    with pytest.raises(InvalidData) as found:
        opened(follow_ups=file)
    assert [problem.path for problem in found.value.problems] == [
        "greeting",
        "follow_up.2.after",
        "follow_up.3.when",
        "follow_up.3.after",
        "follow_up.3.what",
        "follow_up.1.name",
    ]


def test_a_package_is_lent_as_before_where_there_are_no_rules(gent: Digicase, case: Case, package: Package) -> None:
    gent.loans.lend(package, to=case)
    assert gent.count(TaskQuery()) == 0


def test_tasks_are_a_calendar_of_their_owner(gent: Digicase, case: Case) -> None:
    task = gent.tasks.set(case, "call her about the charger", due_on=dt.date(2026, 12, 8), owner="C-04")
    feed = gent.calendars.export("tasks", "C-04").replace(b"\r\n ", b"").decode()
    assert f"UID:task-{task.id}@digicase" in feed
    assert "DTSTART;VALUE=DATE:20261208\r\nDTEND;VALUE=DATE:20261209" in feed
    assert "SUMMARY:Opvolging J-0001" in feed
    assert "charger" not in feed
    gent.tasks.done(task)
    assert b"VEVENT" not in gent.calendars.export("tasks", "C-04")
