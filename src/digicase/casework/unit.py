"""A unit of work: one open session, who acts and when, and what happened in it so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

import attrs

from digicase.casework.access import Access
from digicase.domain import tasks
from digicase.domain.appointments import Appointment
from digicase.domain.assessments import Assessment
from digicase.domain.cases import Case
from digicase.domain.events import Event
from digicase.domain.ids import CaseId, JournalEntryId
from digicase.domain.journal import JournalEntry, entry
from digicase.domain.loans import Loan
from digicase.domain.notices import Notice, NoticePlan, NoticeQuery, replan
from digicase.domain.outcome import Outcome
from digicase.domain.policies import EscalationAction, PolicyBook
from digicase.domain.record import Query, Record, evolve, kind_of
from digicase.domain.retention import RetentionPolicy
from digicase.domain.roles import AccessRules
from digicase.domain.skills import SkillFramework
from digicase.domain.tasks import FollowUpRule, Task, TaskQuery
from digicase.errors import InvalidData, NotFound, Objection, Problem
from digicase.plugins import Plugins
from digicase.ports import Adviser, Directory, Session

T = TypeVar("T")
R = TypeVar("R", bound=Record)


def batched(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Yield values a few hundred at a time, since a query has room for so many only."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


@attrs.frozen(kw_only=True)
class House:
    """What an organisation has set: its plugins, zone, language, policies, rules, framework, adviser, and its clock."""

    plugins: Plugins
    zone: dt.tzinfo
    zone_name: str
    language: str
    domain: str
    policies: PolicyBook
    follow_ups: tuple[FollowUpRule, ...]
    retention: RetentionPolicy
    roles: AccessRules
    framework: SkillFramework
    adviser: Adviser
    now: Callable[[], dt.datetime]
    today: Callable[[], dt.date]
    new_id: Callable[[], UUID]
    directory: Directory | None = None
    organizer: str | None = None
    follows_up: bool = attrs.field(init=False)

    @follows_up.default  # pyright: ignore[reportAttributeAccessIssue]  # attrs puts it there, which pyright does not know
    def _follows_up(self) -> bool:
        """Tell whether anything sets tasks: rules, or a policy that puts loans before a coordinator."""
        steps = (step for policy in self.policies.policies for step in policy.escalation)
        return bool(self.follow_ups) or any(step.action is EscalationAction.REFER for step in steps)


class Desk(Protocol):
    """Where a verb is called: an app, which makes a transaction for it, or a unit of work that is open already."""

    @property
    def house(self) -> House:
        """Return what the organisation has set."""
        ...

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:
        """Run a verb in a unit of work and return what it returns."""
        ...


def identity(kind: type[R], given: object) -> UUID:
    """Return the id of a record that is given, itself or by its id; anything else is InvalidData."""
    if isinstance(given, UUID):
        return given
    if isinstance(given, kind):
        return given.id
    what = repr(given) if isinstance(given, str) else type(given).__name__  # a record's whole text would hide the rest
    raise InvalidData([Problem(kind_of(kind).name, f"must be a {kind.__name__} or its id (a UUID), not {what}")])


@attrs.define(kw_only=True)
class Unit:
    """One open unit of work. `now` is aware and in UTC; `now` and `today` stand still while it is open."""

    house: House
    session: Session
    actor: str
    now: dt.datetime
    today: dt.date
    warn: Callable[[Problem], None]
    events: list[Event] = attrs.field(factory=list)
    access: Access | None = None

    def doing(self, action: str) -> Unit:
        """Return the unit for a verb, `noun.verb`; `NotPermitted` where the actor may not call it.

        What a verb does through others is its own affair: only the outermost is asked about.
        """
        if self.access is None or self.access.action is not None:
            return self
        return attrs.evolve(self, access=self.access.to(action))

    def admit(self, case: Case) -> Case:
        """Return the case, or raise `NotPermitted` where the actor may not do this with it."""
        if self.access is not None:
            self.access.admit(case)
        return case

    def admit_to(self, case: CaseId | None) -> None:
        """Raise `NotPermitted` where the actor may not do this with a case; it is read only where somebody acts."""
        if self.access is not None and case is not None:
            self.access.admit(self.session.get(Case, case))

    def case(self, id: CaseId) -> Case:
        """Return a case by its id, if the actor may do this with it."""
        return self.admit(self.session.get(Case, id))

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:  # noqa: ARG002 - a unit that is open stays as it is
        """Run a verb in this unit."""
        return verb(self)

    def apply(self, outcome: Outcome[R]) -> Outcome[R]:
        """Save all that an outcome holds, with its journal and its notices; return it as stored.

        What changed is saved before what is new, which may take a key that the former lets go.
        """
        entries = map(self._entry, outcome.events)
        follow_ups = self._tasks(outcome) if self.house.follows_up else ()
        changed: list[Record] = [outcome.result, *outcome.also]
        records = sorted(changed, key=lambda record: record.version == 0)
        saved = self.session.save(*records, *entries, *self._notices(outcome), *follow_ups)
        self.events += outcome.events
        for warning in outcome.warnings:
            self.warn(warning)
        stored = {record.id: record for record in saved[: len(records)]}
        also = tuple(stored[record.id] for record in outcome.also)
        return evolve(outcome, result=stored[outcome.result.id], also=also)

    def note(self, *events: Event) -> None:
        """Write events into the journal that change no record."""
        self.session.save(*(self._entry(event) for event in events))
        self.events += events

    def objections(self, request: object) -> tuple[Objection, ...]:
        """Return what the plugins object to a request."""
        return self.house.plugins.objections(request, self.session)

    def ids(self) -> Iterator[UUID]:
        """Yield fresh identities, without end."""
        while True:
            yield self.house.new_id()

    def stored(self, kind: type[R], given: object) -> R:
        """Return a record as it is stored now, given itself or its id; anything else is InvalidData."""
        return self.session.get(kind, identity(kind, given))

    def resolve(self, kind: type[R], given: object, by_name: Callable[[str], Query[R]]) -> R:
        """Return the record as it is stored now, given itself, its id or its name; `NotFound` where there is none."""
        if not isinstance(given, str):
            return self.stored(kind, given)
        found = self.session.find(by_name(given), limit=1)
        if not found:
            raise NotFound(kind_of(kind).name, given)
        return found[0]

    def _entry(self, event: Event) -> JournalEntry:
        return entry(event, id=JournalEntryId(self.house.new_id()), at=self.now, actor=self.actor)

    def _tasks(self, outcome: Outcome[R]) -> Iterator[Task]:
        """Yield the tasks to save so that what the house's rules want of what has changed is to be done."""
        changed: dict[UUID, Record] = {outcome.result.id: outcome.result, **{each.id: each for each in outcome.also}}
        for record in changed.values():
            case_id = record.id if isinstance(record, Case) else getattr(record, "case", None)
            if case_id is None or not isinstance(record, Case | Loan | Appointment | Assessment):
                continue
            known = changed.get(case_id)
            case = known if isinstance(known, Case) else self.session.get(Case, CaseId(case_id))
            drafts = list(tasks.wanted(record, case, self.house.follow_ups))
            if isinstance(record, Loan):
                drafts += tasks.referred(record, self.house.policies.get(record.policy, record.policy_version))
            had = () if record.version == 0 else self.session.find(TaskQuery(subject=record.id))
            yield from tasks.replan(record.id, case.id, drafts, had, now=self.now, ids=self.house.new_id)

    def _notices(self, outcome: Outcome[R]) -> Iterator[Notice]:
        for plan in outcome.notices:
            yield from replan(
                plan, self._known(plan, outcome), now=self.now, zone=self.house.zone, ids=self.house.new_id
            )

    def _known(self, plan: NoticePlan, outcome: Outcome[Any]) -> Sequence[Notice]:
        new = outcome.result.id == plan.subject and outcome.result.version == 0
        return () if new else self.session.find(NoticeQuery(subject=plan.subject))
