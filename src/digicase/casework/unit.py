"""A unit of work: one open session, who acts and when, and what happened in it so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

import attrs

from digicase.domain.events import Event
from digicase.domain.ids import JournalEntryId
from digicase.domain.journal import entry
from digicase.domain.notices import Notice, NoticePlan, NoticeQuery, replan
from digicase.domain.outcome import Outcome
from digicase.domain.policies import PolicyBook
from digicase.domain.record import Query, Record, kind_of
from digicase.domain.skills import SkillFramework
from digicase.errors import NotFound, Objection, Problem
from digicase.plugins import Plugins
from digicase.ports import Adviser, Session

T = TypeVar("T")
R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True)
class House:
    """What an organisation has set: its plugins, zone, language, policies, framework, adviser, and its clock."""

    plugins: Plugins
    zone: dt.tzinfo
    zone_name: str
    language: str
    domain: str
    policies: PolicyBook
    framework: SkillFramework
    adviser: Adviser
    now: Callable[[], dt.datetime]
    today: Callable[[], dt.date]
    new_id: Callable[[], UUID]


class Desk(Protocol):
    """Where a verb is called: an app, which makes a transaction for it, or a unit of work that is open already."""

    @property
    def house(self) -> House:
        """Return what the organisation has set."""
        ...

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:
        """Run a verb in a unit of work and return what it returns."""
        ...


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

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:  # noqa: ARG002 - a unit that is open stays as it is
        """Run a verb in this unit."""
        return verb(self)

    def apply(self, outcome: Outcome[R]) -> Outcome[R]:
        """Save all that an outcome holds, with its journal and its notices; return it as stored."""
        entries = [
            entry(event, id=JournalEntryId(self.house.new_id()), at=self.now, actor=self.actor)
            for event in outcome.events
        ]
        saved = self.session.save(outcome.result, *outcome.also, *entries, *self._notices(outcome))
        self.events += outcome.events
        for warning in outcome.warnings:
            self.warn(warning)
        return attrs.evolve(outcome, result=saved[0], also=saved[1 : 1 + len(outcome.also)])

    def objections(self, request: object) -> tuple[Objection, ...]:
        """Return what the plugins object to a request."""
        return self.house.plugins.objections(request)

    def ids(self) -> Iterator[UUID]:
        """Yield fresh identities, without end."""
        while True:
            yield self.house.new_id()

    def resolve(self, kind: type[R], given: object, by_name: Callable[[str], Query[R]]) -> R:
        """Return the record as it is stored now, given itself, its id or its name; `NotFound` where there is none."""
        if isinstance(given, kind):
            return self.session.get(kind, given.id)
        if isinstance(given, UUID):
            return self.session.get(kind, given)
        found: Sequence[R] = self.session.find(by_name(given), limit=1) if isinstance(given, str) else ()
        if not found:
            raise NotFound(kind_of(kind).name, str(given))
        return found[0]

    def _notices(self, outcome: Outcome[R]) -> Iterator[Notice]:
        for plan in outcome.notices:
            yield from replan(
                plan, self._known(plan, outcome), now=self.now, zone=self.house.zone, ids=self.house.new_id
            )

    def _known(self, plan: NoticePlan, outcome: Outcome[Any]) -> Sequence[Notice]:
        new = outcome.result.id == plan.subject and outcome.result.version == 0
        return () if new else self.session.find(NoticeQuery(subject=plan.subject))
