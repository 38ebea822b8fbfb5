"""Roles: who may call which verb, and on whose cases; data that a host changes or replaces."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

import attrs

from digicase.domain.cases import Case
from digicase.errors import InvalidData, Problem


class Scope(StrEnum):
    """On whose cases: nobody's, those with an appointment with the actor, those that the actor guides, or all."""

    NONE = "none"
    BOOKED = "booked"
    OWN = "own"
    ALL = "all"


@attrs.frozen(kw_only=True)
class AccessRequest:
    """Somebody who acts asks to do something: `action` is `noun.verb`, such as `loans.lend`.

    `case` is the one that it is about, None where it is about none, or not yet known. `owner` is whose calendar or
    tasks are asked for.
    """

    actor: str
    role: str | None
    action: str
    case: Case | None = None
    owner: str | None = None


class AccessRules(Protocol):
    """Who may do what: what a host implements that brings its own rules."""

    def scope(self, request: AccessRequest, /) -> Scope:
        """Return on whose cases the actor may do it: nobody's, where they may not. Asked before a case is known."""
        ...


Rights = Mapping[str, Scope]

CONSULTANT: Rights = MappingProxyType(
    {
        "appointments.*": Scope.OWN,
        "assessments.*": Scope.OWN,
        "assessments.demand": Scope.NONE,
        "calendars.*": Scope.OWN,
        "cases.*": Scope.OWN,
        "cases.reassign": Scope.NONE,
        "contacts.*": Scope.OWN,
        "feedback.*": Scope.OWN,
        "feedback.report": Scope.NONE,
        "invitations.*": Scope.OWN,
        "items.get": Scope.ALL,
        "locations.all": Scope.ALL,
        "locations.get": Scope.ALL,
        "loans.document": Scope.OWN,
        "loans.get": Scope.OWN,
        "loans.of": Scope.OWN,
        "loans.claim_returned": Scope.OWN,
        "packages.get": Scope.ALL,
        "packages.items": Scope.ALL,
        "packages.lendable": Scope.ALL,
        "plans.*": Scope.OWN,
        "requests.ask_for_extension": Scope.OWN,
        "requests.ask_for_loan": Scope.OWN,
        "reservations.availability": Scope.ALL,
        "staff.get": Scope.ALL,
        "standby.accept": Scope.OWN,
        "standby.decline": Scope.OWN,
        "standby.join": Scope.OWN,
        "standby.leave": Scope.OWN,
        "tasks.*": Scope.OWN,
        "waiting.decline": Scope.OWN,
        "waiting.join": Scope.OWN,
        "waiting.leave": Scope.OWN,
        "zitdagen.forecast": Scope.ALL,
        "zitdagen.free": Scope.ALL,
        "zitdagen.series": Scope.ALL,
    }
)
COACH: Rights = MappingProxyType(
    {
        "appointments.get": Scope.BOOKED,
        "assessments.*": Scope.BOOKED,
        "assessments.demand": Scope.NONE,
        "calendars.*": Scope.OWN,
        "cases.get": Scope.BOOKED,
        "cases.goal": Scope.BOOKED,
        "cases.read": Scope.BOOKED,
        "cases.search": Scope.BOOKED,
        "cases.timeline": Scope.BOOKED,
        "feedback.*": Scope.BOOKED,
        "feedback.answer": Scope.NONE,
        "items.get": Scope.ALL,
        "loans.get": Scope.BOOKED,
        "loans.of": Scope.BOOKED,
        "packages.get": Scope.ALL,
        "packages.items": Scope.ALL,
        "plans.current": Scope.BOOKED,
        "plans.progress": Scope.BOOKED,
        "staff.get": Scope.ALL,
        "tasks.*": Scope.BOOKED,
        "zitdagen.free": Scope.ALL,
        "zitdagen.series": Scope.ALL,
    }
)
AUDITOR: Rights = MappingProxyType(
    {
        "*.get": Scope.ALL,
        "cases.read": Scope.ALL,
        "cases.search": Scope.ALL,
        "cases.timeline": Scope.ALL,
        "feedback.measures": Scope.ALL,
        "feedback.thread": Scope.ALL,
        "outreach.*": Scope.ALL,
        "outreach.record": Scope.NONE,
        "privacy.approve": Scope.ALL,
        "privacy.destructions": Scope.ALL,
        "privacy.due": Scope.ALL,
        "privacy.processing": Scope.ALL,
        "privacy.statistics": Scope.ALL,
        "records.*": Scope.ALL,
    }
)
EVERYTHING: Rights = MappingProxyType({"*": Scope.ALL})


@attrs.frozen
class Roles:
    """Rights by role: a scope per action. The most specific entry holds: `loans.lend`, `loans.*`, `*.lend`, `*`.

    A role that is not here, and an actor without a role, may do nothing.
    """

    rights: Mapping[str, Rights] = attrs.field(
        default=MappingProxyType(
            {"coordinator": EVERYTHING, "consultant": CONSULTANT, "coach": COACH, "auditor": AUDITOR}
        )
    )

    @rights.validator  # pyright: ignore[reportAttributeAccessIssue]  # attrs puts it there, which pyright does not know
    def _check(self, _: object, given: Mapping[str, Rights]) -> None:
        problems = [
            Problem(f"roles.{role}.{action}", "must be noun.verb, noun.*, *.verb or *")
            for role, rights in given.items()
            for action in rights
            if action != "*" and action.count(".") != 1
        ]
        if problems:
            raise InvalidData(problems)

    def scope(self, request: AccessRequest) -> Scope:
        """Return on whose cases the actor may do it."""
        rights = self.rights.get(request.role or "", {})
        noun, _, verb = request.action.partition(".")
        for entry in (request.action, f"{noun}.*", f"*.{verb}", "*"):
            if entry in rights:
                return rights[entry]
        return Scope.NONE
