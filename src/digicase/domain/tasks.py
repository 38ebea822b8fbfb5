"""Tasks: who is to do what about a case, and until when; set by hand, or because a rule says so."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from uuid import UUID

import attrs

from digicase.domain import checks
from digicase.domain.appointments import Appointment, AppointmentState
from digicase.domain.assessments import Assessment
from digicase.domain.cases import Case, national_number
from digicase.domain.events import Event, TaskDone, TaskSet
from digicase.domain.ids import CaseId, TaskId
from digicase.domain.loans import Loan
from digicase.domain.outcome import Outcome, Override, refuse
from digicase.domain.people import Role
from digicase.domain.policies import EscalationAction, LoanPolicy
from digicase.domain.record import Key, Query, Record, eq, evolve, lt, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem

REFERRED = "refer_overdue_loan"
"""The rule behind the tasks that a policy's escalation step with the action `refer` sets."""


class TaskState(StrEnum):
    """How far a task is; one that a rule no longer wants is withdrawn."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@record(unique=[Key("dedup_key")], indexed=["case", "subject", ("owner", "due_on"), ("role", "due_on")])
class Task:
    """Something to be done about a case until a day, by its owner, or by anybody in a role where it has none.

    `what` says it in words, or names the rule that set it; `subject` is the record it follows from.
    """

    id: TaskId
    version: int = 0
    case: CaseId | None = None
    subject: UUID
    rule: str | None = None
    what: str = attrs.field(validator=checks.filled)
    owner: str | None = None
    role: Role | None = None
    due_on: dt.date
    state: TaskState = TaskState.OPEN
    done_on: dt.date | None = None
    done_by: str | None = None
    remark: str | None = None
    changed_at: dt.datetime
    dedup_key: str

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it should have been done before today."""
        return self.state is TaskState.OPEN and self.due_on < today


@query(Task, sort=("due_on",))
class TaskQuery(Query[Task]):
    """Tasks, soonest due first."""

    case: CaseId | None = where("case", eq)
    subject: UUID | None = where("subject", eq)
    subjects: Collection[UUID] | None = where("subject", one_of)
    owner: str | None = where("owner", eq)
    role: Role | None = where("role", eq)
    state: TaskState | None = where("state", eq)
    due_before: dt.date | None = where("due_on", lt)


class Trigger(StrEnum):
    """What a follow-up counts from."""

    INTAKE = "intake"
    GUIDANCE_ENDS = "guidance_ends"
    ASSESSED = "assessed"
    LENT = "lent"
    MID_TERM = "mid_term"
    LOAN_DUE = "loan_due"
    RETURNED = "returned"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


@attrs.frozen(kw_only=True)
class FollowUpRule:
    """A follow-up by declaration: so many days after something (negative: before it), who does what.

    `owner` is a role: the case's consultant, the appointment's coach (in other cases any coach), or a coordinator.
    """

    name: str = attrs.field(validator=checks.filled)
    after: Trigger = attrs.field(converter=Trigger)
    days: int = attrs.field(default=0, validator=checks.between(-365, 365))
    owner: Role = attrs.field(default=Role.CONSULTANT, converter=Role)
    what: str = attrs.field(validator=checks.filled)


@attrs.frozen(kw_only=True)
class TaskDraft:
    """A task as a rule wants it."""

    rule: str
    what: str
    owner: str | None
    role: Role | None
    due_on: dt.date


def moments(record: Record) -> Iterator[tuple[Trigger, dt.date]]:
    """Yield what a record is the anchor of now, and on which day."""
    match record:
        case Case():
            if record.closed_on is None:
                yield Trigger.INTAKE, record.guidance_from
                if record.guidance_until is not None:
                    yield Trigger.GUIDANCE_ENDS, record.guidance_until
        case Assessment():
            yield Trigger.ASSESSED, record.on
        case Loan():
            yield Trigger.LENT, record.lent_on
            if record.returned_on is not None:
                yield Trigger.RETURNED, record.returned_on
            else:
                yield Trigger.MID_TERM, record.lent_on + (record.due_on - record.lent_on) / 2
                yield Trigger.LOAN_DUE, record.due_on
        case Appointment(state=AppointmentState.ATTENDED):
            yield Trigger.ATTENDED, record.on
        case Appointment(state=AppointmentState.NO_SHOW):
            yield Trigger.NO_SHOW, record.on


def wanted(record: Record, case: Case, rules: Sequence[FollowUpRule]) -> Iterator[TaskDraft]:
    """Yield the follow-ups that rules want of a record as it is now."""
    for trigger, day in moments(record):
        for rule in rules:
            if rule.after is trigger:
                owner, role = _owner(rule.owner, record, case)
                due_on = day + dt.timedelta(days=rule.days)
                yield TaskDraft(rule=rule.name, what=rule.what, owner=owner, role=role, due_on=due_on)


def referred(loan: Loan, policy: LoanPolicy) -> Iterator[TaskDraft]:
    """Yield what a policy puts before a coordinator so many days after the due date, while the loan is out."""
    for step in policy.escalation:
        if step.action is EscalationAction.REFER and loan.returned_on is None:
            due_on = loan.due_on + dt.timedelta(days=step.days)
            yield TaskDraft(rule=REFERRED, what=REFERRED, owner=None, role=Role.COORDINATOR, due_on=due_on)


def _owner(role: Role, record: Record, case: Case) -> tuple[str | None, Role | None]:
    if role is Role.CONSULTANT:
        return case.consultant, None
    if role is Role.COACH and isinstance(record, Appointment):
        return record.coach, None
    return None, role


def replan(
    subject: UUID,
    case: CaseId,
    drafts: Iterable[TaskDraft],
    known: Sequence[Task],
    *,
    now: dt.datetime,
    ids: Callable[[], UUID],
) -> Iterator[Task]:
    """Yield the tasks to save so that what the rules want of a subject, and was not done yet, is to be done.

    A task whose day has moved moves along; one that is no longer wanted is withdrawn, and comes back when it is wanted
    again; what was done stays done.
    """
    by_rule = Counter(task.rule for task in known)
    left: dict[str | None, deque[Task]] = defaultdict(deque)
    for task in sorted(known, key=lambda task: task.due_on):
        if task.state is not TaskState.DONE:
            left[task.rule].append(task)
    done = {(task.rule, task.due_on) for task in known if task.state is TaskState.DONE}
    for draft in sorted(drafts, key=lambda draft: draft.due_on):
        if (draft.rule, draft.due_on) in done:
            continue
        by_rule[draft.rule] += not left[draft.rule]
        if not left[draft.rule]:
            yield Task(
                id=TaskId(ids()),
                case=case,
                subject=subject,
                rule=draft.rule,
                what=draft.what,
                owner=draft.owner,
                role=draft.role,
                due_on=draft.due_on,
                changed_at=now,
                dedup_key=f"{draft.rule}:{subject}:{by_rule[draft.rule]}",
            )
            continue
        task = left[draft.rule].popleft()
        moved = evolve(task, state=TaskState.OPEN, due_on=draft.due_on, owner=draft.owner, role=draft.role)
        if moved != task:
            yield evolve(moved, changed_at=now)
    for task in itertools.chain.from_iterable(left.values()):
        if task.state is TaskState.OPEN:
            yield evolve(task, state=TaskState.WITHDRAWN, changed_at=now)


@attrs.frozen(kw_only=True)
class SetTask:
    """The request to set somebody a task: the task as it would be."""

    task: Task
    case: Case | None


def set_task(
    request: SetTask, *, objections: Sequence[Objection] = (), override: Override | None = None
) -> Outcome[Task]:
    """Set a task. Codes: `national_number`."""
    task = request.task
    refuse(national_number(task.what, "what"), objections, override=override)
    return Outcome(task, events=(_set(task),))


def _set(task: Task) -> Event:
    return TaskSet(task=task.id, case=task.case, due_on=task.due_on, rule=task.rule or "by_hand")


def finish(task: Task, *, on: dt.date, now: dt.datetime, by: str, remark: str | None) -> Outcome[Task]:
    """Record that a task is done. Codes: `task_not_open`, `national_number`."""
    found = []
    if task.state is not TaskState.OPEN:
        found.append(Objection("task_not_open", f"The task is {task.state}.", {"task": task.id}))
    refuse(found, national_number(remark or "", "remark"))
    done = evolve(task, state=TaskState.DONE, done_on=on, done_by=by, remark=remark, changed_at=now)
    return Outcome(done, events=(TaskDone(task=task.id, case=task.case, on=on),))


def rule_problems(rules: Sequence[FollowUpRule]) -> Sequence[Problem]:
    """Return what is wrong with rules together: two of one name."""
    names = [rule.name for rule in rules]
    return [
        Problem(f"follow_up.{n}.name", f"{name!r} comes twice") for n, name in enumerate(names) if name in names[:n]
    ]


def checked(rules: Sequence[FollowUpRule]) -> tuple[FollowUpRule, ...]:
    """Return the rules, or raise InvalidData where they contradict each other."""
    if problems := rule_problems(rules):
        raise InvalidData(problems)
    return tuple(rules)
