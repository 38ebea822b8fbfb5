"""Support plans: what was advised, what was decided and agreed with the jobseeker, and how it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

import attrs

from digicase.domain import checks
from digicase.domain.advice import Advice, AdvisedDevice
from digicase.domain.appointments import Appointment, AppointmentState
from digicase.domain.assessments import Assessment
from digicase.domain.cases import Case, GoalState
from digicase.domain.events import PlanAgreed, PlanDrawnUp
from digicase.domain.ids import AssessmentId, CaseId, SupportPlanId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, query, record, where
from digicase.errors import InvalidData, Objection, Problem

T = TypeVar("T")
DECIDED = ("device", "dongle", "sessions")
"""What a person may decide otherwise than it was advised."""


@attrs.frozen(kw_only=True)
class Decision:
    """Something decided otherwise than it was advised: about what, from which to which, by whom, and why."""

    about: str
    advised: str
    decided: str
    by: str
    reason: str = attrs.field(validator=checks.filled)


@record(unique=[Key("case", where={"replaced_on": None})], indexed=["case"])
class SupportPlan:
    """What a jobseeker and the team set out to do: goals, items to practise, number of sessions, device, dongle.

    It comes from the advice on an assessment; `decisions` are where a person decided otherwise. `agreed_on` is when
    the jobseeker agreed to it, `agreement` the host's reference of the signature. A newer plan replaces it.
    """

    id: SupportPlanId
    version: int = 0
    case: CaseId
    assessment: AssessmentId | None = None
    adviser: str
    adviser_version: str
    reasons: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    practise: tuple[str, ...] = ()
    sessions: int = attrs.field(validator=checks.between(0, 100))
    device: AdvisedDevice
    dongle: bool
    decisions: tuple[Decision, ...] = ()
    drawn_up_on: dt.date
    agreed_on: dt.date | None = None
    agreement: str | None = None
    replaced_on: dt.date | None = None


@query(SupportPlan, sort=("drawn_up_on",))
class SupportPlanQuery(Query[SupportPlan]):
    """Support plans, oldest first."""

    case: CaseId | None = where("case", eq)
    current: bool | None = where("replaced_on", is_null)


@attrs.frozen(kw_only=True)
class Wishes:
    """What a person decides otherwise than it was advised; None leaves it as advised. It needs a reason."""

    device: AdvisedDevice | None = None
    dongle: bool | None = None
    sessions: int | None = attrs.field(default=None, validator=attrs.validators.optional(checks.between(0, 100)))
    practise: tuple[str, ...] | None = None
    reason: str | None = attrs.field(default=None, validator=checks.filled_if_given)


@attrs.frozen(kw_only=True)
class DrawUpPlan:
    """The request to draw up a plan from advice, otherwise where a person wishes so."""

    case: Case
    advice: Advice
    wishes: Wishes
    on: dt.date


def draw_up(
    request: DrawUpPlan,
    *,
    id: SupportPlanId,
    assessment: Assessment | None,
    current: SupportPlan | None,
    known_items: Collection[str],
    by: str,
    objections: Sequence[Objection] = (),
) -> Outcome[SupportPlan]:
    """Draw up a plan, in place of the current one; what is not wished is as advised, and must be advised then.

    Codes: `case_closed`, `no_advice`. A wish without a reason and an unknown item are InvalidData.
    """
    case, advice, wishes = request.case, request.advice, request.wishes
    decisions = tuple(_decisions(advice, wishes, by))
    problems = [
        Problem(f"practise.{code}", f"is not an item; there are {', '.join(known_items)}")
        for code in wishes.practise or ()
        if code not in known_items
    ]
    if decisions and wishes.reason is None:
        what = ", ".join(each.about for each in decisions)
        problems.append(Problem("reason", f"must be given: {what} is otherwise than advised"))
    if problems:
        raise InvalidData(problems)
    closed = [each for each in case.guidance_objections(request.on) if each.code == "case_closed"]
    missing = [about for about in DECIDED if getattr(advice, about) is None and getattr(wishes, about) is None]
    unadvised = Objection(
        "no_advice", f"There is no advice on {', '.join(missing)} ({advice.status}): decide it.", {"about": missing}
    )
    refuse(closed, (unadvised,) if missing else (), objections)
    plan = SupportPlan(
        id=id,
        case=case.id,
        assessment=None if assessment is None else assessment.id,
        adviser=advice.adviser,
        adviser_version=advice.adviser_version,
        reasons=tuple(map(str, advice.reasons)),
        goals=case.goals,
        practise=advice.goal_gaps if wishes.practise is None else wishes.practise,
        sessions=_chosen(wishes.sessions, advice.sessions),
        device=_chosen(wishes.device, advice.device),
        dongle=_chosen(wishes.dongle, advice.dongle),
        decisions=decisions,
        drawn_up_on=request.on,
    )
    otherwise = " ".join(each.about for each in decisions)
    return Outcome(
        plan,
        also=(case,) if current is None else (evolve(current, replaced_on=request.on), case),
        events=(PlanDrawnUp(plan=id, case=case.id, on=request.on, sessions=plan.sessions, overridden=otherwise),),
    )


def _chosen(wished: T | None, advised: T | None) -> T:
    chosen = advised if wished is None else wished
    assert chosen is not None, "what is neither wished nor advised was refused"
    return chosen


def _decisions(advice: Advice, wishes: Wishes, by: str) -> Iterable[Decision]:
    for about in DECIDED:
        wished, advised = getattr(wishes, about), getattr(advice, about)
        if wished is not None and wished != advised:
            reason = wishes.reason or "?"
            yield Decision(about=about, advised=str(advised), decided=str(wished), by=by, reason=reason)


def agree(plan: SupportPlan, *, on: dt.date, agreement: str | None) -> Outcome[SupportPlan]:
    """Record that the jobseeker agrees to a plan. Codes: `already_agreed`, `plan_replaced`."""
    found, of = [], {"plan": plan.id}
    if plan.agreed_on is not None:
        found.append(Objection("already_agreed", f"It was agreed on {plan.agreed_on}.", of))
    if plan.replaced_on is not None:
        found.append(Objection("plan_replaced", f"A newer plan replaced it on {plan.replaced_on}.", of))
    refuse(found)
    if on < plan.drawn_up_on:
        raise InvalidData([Problem("on", f"{on} is before the plan was drawn up on {plan.drawn_up_on}")])
    agreed = evolve(plan, agreed_on=on, agreement=agreement)
    return Outcome(agreed, events=(PlanAgreed(plan=plan.id, case=plan.case, on=on),))


@attrs.frozen(kw_only=True)
class PlanProgress:
    """How a plan goes: planned, booked and held sessions; which items were practised, and which goals are reached."""

    planned: int
    booked: int
    held: int
    no_shows: int
    practised: Mapping[str, int]
    not_yet_practised: tuple[str, ...]
    goals: Mapping[str, GoalState]


def progress(plan: SupportPlan, case: Case, appointments: Iterable[Appointment]) -> PlanProgress:
    """Return how a plan goes, by the case's appointments since it was drawn up."""
    since = [each for each in appointments if each.on >= plan.drawn_up_on]
    states = [each.state for each in since]
    practised = [code for each in since for code in each.practised]
    return PlanProgress(
        planned=plan.sessions,
        booked=states.count(AppointmentState.BOOKED),
        held=states.count(AppointmentState.ATTENDED),
        no_shows=states.count(AppointmentState.NO_SHOW),
        practised={code: practised.count(code) for code in dict.fromkeys((*plan.practise, *practised))},
        not_yet_practised=tuple(code for code in plan.practise if code not in practised),
        goals=case.goal_states(),
    )


def still_expected(plans: Iterable[SupportPlan], appointments: Iterable[Appointment]) -> int:
    """Return how many planned sessions are neither held nor booked, over all plans."""
    made: dict[CaseId, list[Appointment]] = {}
    for each in appointments:
        if each.state in (AppointmentState.BOOKED, AppointmentState.ATTENDED):
            made.setdefault(each.case, []).append(each)
    return sum(
        max(0, plan.sessions - sum(each.on >= plan.drawn_up_on for each in made.get(plan.case, ()))) for plan in plans
    )


@attrs.frozen(kw_only=True)
class Demand:
    """What a number of people need together: devices and dongles to lend, sessions, and hours of a coach.

    `undecided` are those on whom there is no advice; they are not in the other figures.
    """

    people: int
    laptops: int
    tablets: int
    keyboards: int
    dongles: int
    sessions: int
    coach_hours: float
    undecided: int


def demand(advices: Iterable[Advice], *, slot_minutes: int) -> Demand:
    """Return what everybody needs who was advised so, with sessions of so many minutes."""
    every = list(advices)
    known = [each for each in every if each.device is not None and each.sessions is not None]
    devices = [each.device for each in known]
    sessions = sum(each.sessions or 0 for each in known)
    return Demand(
        people=len(every),
        laptops=devices.count(AdvisedDevice.LAPTOP),
        tablets=devices.count(AdvisedDevice.TABLET) + devices.count(AdvisedDevice.TABLET_WITH_KEYBOARD),
        keyboards=devices.count(AdvisedDevice.TABLET_WITH_KEYBOARD),
        dongles=sum(bool(each.dongle) for each in known),
        sessions=sessions,
        coach_hours=sessions * slot_minutes / 60,
        undecided=len(every) - len(known),
    )
