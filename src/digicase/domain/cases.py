"""Cases: a jobseeker's file in this programme, which knows the person only by the host's reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum

import attrs

from digicase.domain import checks
from digicase.domain.events import (
    CaseChanged,
    CaseClosed,
    CaseHeld,
    CaseOpened,
    CaseReferred,
    CaseReopened,
    CaseResumed,
    GoalMarked,
)
from digicase.domain.ids import CaseId
from digicase.domain.outcome import Outcome, Override, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, kind_of, lt, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem


class OwnDevice(StrEnum):
    """What a jobseeker has at home; only a computer counts as usable for job tasks."""

    COMPUTER = "computer"
    TABLET = "tablet"
    SMARTPHONE = "smartphone"
    BASIC_PHONE = "basic_phone"


class HomeInternet(StrEnum):
    """How a jobseeker is connected at home."""

    NONE = "none"
    FIXED = "fixed"
    MOBILE_LIMITED = "mobile_limited"
    SHARED_UNRELIABLE = "shared_unreliable"


class GoalState(StrEnum):
    """How far a goal has come."""

    WANTED = "wanted"
    REACHED = "reached"
    DROPPED = "dropped"


@attrs.frozen(kw_only=True)
class GoalStep:
    """What became of a goal, on a day."""

    goal: str
    state: GoalState
    on: dt.date


@attrs.frozen(kw_only=True)
class Referral:
    """The person was pointed to another service; without consent only by a recorded override (`by`, `why`)."""

    on: dt.date
    to: str = attrs.field(validator=checks.filled)
    consent: bool
    by: str = ""
    why: str = ""


@attrs.frozen(kw_only=True)
class Pause:
    """Guidance stood still from a day until another, not included (None: it still does), and why."""

    since: dt.date
    reason: str = attrs.field(validator=checks.filled)
    ended_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether guidance stood still on a day."""
        return self.since <= day and (self.ended_on is None or day < self.ended_on)


@attrs.frozen(kw_only=True)
class Keeping:
    """Why a file must not be erased, since when, and who says so."""

    since: dt.date
    reason: str = attrs.field(validator=checks.filled)
    by: str


class CaseState(StrEnum):
    """Where a case stands on a day."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


@record(unique=[Key("reference")], indexed=["consultant", "closed_on"])
class Case:
    """A jobseeker's file: who guides whom until when, and what the person wants, has and needs.

    `reference` is the host's own and opaque. `guidance_until` is the last day of guidance (None: no end is known).
    `group` is the borrowers' group that a policy may name, `funder` who pays, which retention may depend on.
    `confidence` goes from 1 (none) to 4; `home_internet` None means that nobody asked. `goal_steps`, `referrals`,
    `pauses` and `reopened` tell what has been, oldest first. A file with `kept` is not erased.
    """

    id: CaseId
    version: int = 0
    reference: str = attrs.field(validator=checks.filled)
    consultant: str = attrs.field(validator=checks.filled)
    language: str = attrs.field(default="nl", validator=checks.language_code)
    group: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    guidance_from: dt.date
    guidance_until: dt.date | None = None
    goals: tuple[str, ...] = ()
    own_devices: tuple[OwnDevice, ...] = ()
    home_internet: HomeInternet | None = None
    prefers_touch: bool = False
    language_support: bool = False
    confidence: int = attrs.field(default=3, validator=checks.between(1, 4))
    funder: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    goal_steps: tuple[GoalStep, ...] = ()
    referrals: tuple[Referral, ...] = ()
    pauses: tuple[Pause, ...] = ()
    reopened: tuple[dt.date, ...] = ()
    kept: Keeping | None = None
    closed_on: dt.date | None = None
    outcome: str | None = None

    def state(self, day: dt.date) -> CaseState:
        """Return where the case stands on a day."""
        if self.closed_on is not None and self.closed_on <= day:
            return CaseState.CLOSED
        return CaseState.ON_HOLD if any(pause.holds_on(day) for pause in self.pauses) else CaseState.OPEN

    def goal_states(self) -> dict[str, GoalState]:
        """Return how far each goal has come, in the order in which they were set."""
        return dict.fromkeys(self.goals, GoalState.WANTED) | {step.goal: step.state for step in self.goal_steps}

    def in_guidance(self, day: dt.date) -> bool:
        """Tell whether the jobseeker is in active guidance on that day; the first and last day count."""
        return not self.guidance_objections(day)

    def guidance_objections(self, day: dt.date) -> tuple[Objection, ...]:
        """Return why nothing may be lent or booked for this case on that day; empty while guidance is active."""
        of = {"case": self.reference, "on": day}
        if self.closed_on is not None and self.closed_on <= day:
            return (Objection("case_closed", f"Case {self.reference} was closed on {self.closed_on}.", of),)
        if day < self.guidance_from:
            text = f"Guidance of case {self.reference} starts on {self.guidance_from}, after {day}."
            return (Objection("guidance_not_started", text, {**of, "guidance_from": self.guidance_from}),)
        if self.guidance_until is not None and day > self.guidance_until:
            text = f"Guidance of case {self.reference} ended on {self.guidance_until}, before {day}."
            return (Objection("guidance_ended", text, {**of, "guidance_until": self.guidance_until}),)
        if self.state(day) is CaseState.ON_HOLD:
            return (Objection("case_on_hold", f"Case {self.reference} is on hold on {day}.", of),)
        return ()


@query(Case, sort=("reference",))
class CaseQuery(Query[Case]):
    """Cases, by reference."""

    ids: Collection[CaseId] | None = where("id", one_of)
    reference: str | None = where("reference", eq)
    references: Collection[str] | None = where("reference", one_of)
    consultant: str | None = where("consultant", eq)
    open: bool | None = where("closed_on", is_null)
    closed_before: dt.date | None = where("closed_on", lt)


@attrs.frozen(kw_only=True)
class OpenCase:
    """The request to open a case: the case as it would be."""

    case: Case


def open(
    request: OpenCase,
    *,
    known_goals: Collection[str],
    same_reference: Sequence[Case] = (),
    objections: Sequence[Objection] = (),
    override: Override | None = None,
) -> Outcome[Case]:
    """Open a case under a reference that no other case has; goals must be among the framework's.

    Codes: `reference_taken`, `national_number`. A repeated goal or device counts once.
    """
    case = request.case
    if problems := _problems(case, known_goals):
        raise InvalidData(problems)
    taken = [
        Objection("reference_taken", f"There is already a case {other.reference}.", {"case": other.reference})
        for other in same_reference
    ]
    guarded = national_number(case.reference, "reference")
    refuse(taken, guarded, objections, override=override, firm={"reference_taken"})
    opened = evolve(case, goals=tuple(dict.fromkeys(case.goals)), own_devices=tuple(dict.fromkeys(case.own_devices)))
    return Outcome(opened, events=(CaseOpened(case=case.id, consultant=case.consultant),))


def national_number(text: str, path: str) -> Sequence[Objection]:
    """Return the objection that a text holds what looks like a Belgian national number, or none. By chance 2 % do."""
    if not checks.holds_national_number(text):
        return ()
    what = f"The {path} holds what looks like a national number, whose use the law restricts. Leave it out."
    return (Objection("national_number", what, {"where": path}),)


@attrs.frozen(kw_only=True)
class ChangeCase:
    """The request to change what a case says: the case as it would be, and the names of the fields that change."""

    before: Case
    after: Case

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that change, in their order."""
        return tuple(name for name in kind_of(Case).fields if getattr(self.before, name) != getattr(self.after, name))


def change(request: ChangeCase, *, known_goals: Collection[str], objections: Sequence[Objection] = ()) -> Outcome[Case]:
    """Change what a case says; the journal keeps the names of the fields, not what they held. Codes: `case_closed`."""
    before, after = request.before, request.after
    new = [goal for goal in after.goals if goal not in before.goals]
    if problems := _problems(evolve(after, goals=tuple(new)), known_goals):
        raise InvalidData(problems)
    refuse(_closed(before), objections)
    if not request.fields:
        return Outcome(before)
    event = CaseChanged(case=after.id, fields=" ".join(request.fields))
    return Outcome(after, events=(event,))


def unknown_goals(goals: object, known: Collection[str], field: str = "goals") -> list[Problem]:
    """Return a problem for every goal that a framework does not have; what is no list of texts is told elsewhere."""
    if isinstance(goals, str) or not isinstance(goals, Collection):
        return []
    return [
        Problem(field, f"unknown goal {goal!r}; known are {', '.join(sorted(known))}")
        for goal in goals
        if isinstance(goal, str) and goal not in known
    ]


def _problems(case: Case, known_goals: Collection[str]) -> Sequence[Problem]:
    problems = unknown_goals(case.goals, known_goals)
    if case.guidance_until is not None and case.guidance_until < case.guidance_from:
        reason = f"{case.guidance_until} is before guidance_from ({case.guidance_from})"
        problems.append(Problem("guidance_until", reason))
    return problems


def mark(case: Case, step: GoalStep) -> Outcome[Case]:
    """Record what became of a goal. Codes: `case_closed`. A goal that the case does not have is InvalidData."""
    if step.goal not in case.goals:
        reason = (
            f"{step.goal!r} is not a goal of case {case.reference}; its goals are {', '.join(case.goals) or 'none'}"
        )
        raise InvalidData([Problem("goal", reason)])
    refuse(_closed(case))
    event = GoalMarked(case=case.id, goal=step.goal, state=step.state.value, on=step.on)
    return Outcome(evolve(case, goal_steps=(*case.goal_steps, step)), events=(event,))


def refer(
    case: Case, referral: Referral, *, objections: Sequence[Objection] = (), override: Override | None = None
) -> Outcome[Case]:
    """Record that the person was pointed to another service. Codes: `case_closed`, `no_consent` unless overridden."""
    text = f"The person of case {case.reference} does not agree to be referred."
    consent = () if referral.consent else (Objection("no_consent", text, {"case": case.reference}),)
    closed = _closed(case)
    refuse(closed, consent, objections, override=override, firm={"case_closed"})
    kept = referral if referral.consent or override is None else evolve(referral, by=override.by, why=override.reason)
    event = CaseReferred(case=case.id, on=referral.on, consent=referral.consent)
    return Outcome(evolve(case, referrals=(*case.referrals, kept)), events=(event,))


def hold(case: Case, pause: Pause) -> Outcome[Case]:
    """Put a case on hold: nothing is lent or booked meanwhile. Codes: `case_closed`, `case_on_hold`."""
    found = [
        Objection("case_on_hold", f"Case {case.reference} is on hold since {each.since}.", {"case": case.reference})
        for each in case.pauses
        if each.ended_on is None
    ]
    refuse(_closed(case), found)
    return Outcome(evolve(case, pauses=(*case.pauses, pause)), events=(CaseHeld(case=case.id, on=pause.since),))


def resume(case: Case, *, on: dt.date) -> Outcome[Case]:
    """Go on with a case that is on hold, from a day on. Codes: `case_not_on_hold`."""
    running = [pause for pause in case.pauses if pause.ended_on is None]
    if not running:
        text = f"Case {case.reference} is not on hold."
        refuse((Objection("case_not_on_hold", text, {"case": case.reference}),))
    if on < running[0].since:
        raise InvalidData([Problem("on", f"{on} is before it was put on hold ({running[0].since})")])
    pauses = tuple(evolve(pause, ended_on=on) if pause.ended_on is None else pause for pause in case.pauses)
    return Outcome(evolve(case, pauses=pauses), events=(CaseResumed(case=case.id, on=on),))


@attrs.frozen(kw_only=True)
class CloseCase:
    """The request to close a case with an outcome, such as `found_work`."""

    case: Case
    on: dt.date
    outcome: str = attrs.field(validator=checks.filled)


def close(request: CloseCase, *, open_loans: int, objections: Sequence[Objection] = ()) -> Outcome[Case]:
    """Close a case that has nothing on loan. Codes: `case_closed`, `still_on_loan`."""
    case = request.case
    found = []
    if open_loans:
        text = f"Case {case.reference} still has a package on loan."
        found.append(Objection("still_on_loan", text, {"case": case.reference}))
    refuse(_closed(case), found, objections)
    closed = evolve(case, closed_on=request.on, outcome=request.outcome)
    return Outcome(closed, events=(CaseClosed(case=case.id, on=request.on, outcome=request.outcome),))


def reopen(case: Case, *, on: dt.date, guidance_until: dt.date | None) -> Outcome[Case]:
    """Open a closed case again, with guidance until a day; its outcome is gone. Codes: `case_not_closed`."""
    if case.closed_on is None:
        text = f"Case {case.reference} is not closed."
        refuse((Objection("case_not_closed", text, {"case": case.reference}),))
    again = evolve(case, closed_on=None, outcome=None, guidance_until=guidance_until, reopened=(*case.reopened, on))
    if problems := _problems(evolve(again, goals=()), ()):
        raise InvalidData(problems)
    return Outcome(again, events=(CaseReopened(case=case.id, on=on),))


def _closed(case: Case) -> Sequence[Objection]:
    if case.closed_on is None:
        return ()
    text = f"Case {case.reference} was closed on {case.closed_on}."
    return (Objection("case_closed", text, {"case": case.reference}),)
