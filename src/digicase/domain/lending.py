"""Lending: hand a package over, or say everything that stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from digicase.domain import checks, due_dates, reservations, waiting
from digicase.domain.cases import Case
from digicase.domain.due_dates import DueDate, OpenDays
from digicase.domain.equipment import Item, Package, PackageState, SimState
from digicase.domain.events import PackageLent
from digicase.domain.ids import ItemId, LoanId
from digicase.domain.loans import Condition, Loan, end_of_life_on, escalation, not_in_future, objection, overridden
from digicase.domain.notices import NoticePlan
from digicase.domain.outcome import Outcome, Override, refuse
from digicase.domain.policies import EndOfLife, LoanPolicy
from digicase.domain.record import evolve
from digicase.domain.reservations import Reservation, taken_then
from digicase.domain.waiting import WaitingPlace
from digicase.errors import Objection

OPEN_DAYS_UNKNOWN = OpenDays()


@attrs.frozen(kw_only=True)
class LendPackage:
    """The request to hand a package over on a day.

    `without` names items of the package that stay here on purpose. `facts` are what a policy counts `per`, and
    `goals_plan`, `mastered`, `agreement` (a reference) and `deposit_cents` what it may require.
    """

    package: Package
    case: Case
    on: dt.date
    asked_on: dt.date | None = None
    without: tuple[ItemId, ...] = ()
    facts: Mapping[str, int] = attrs.field(factory=dict)
    agreement: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    deposit_cents: int = 0
    goals_plan: bool = False
    mastered: bool = False
    handed_over: tuple[Condition, ...] = ()


@attrs.frozen(kw_only=True)
class Shelf:
    """What lending looks at besides the request: the package's items and open loans, and the case's loans of the year.

    `open_days` say when something can be brought back. `package_loans` and `case_loans` are those still open;
    `lent_this_year` are the case's loans that started in the year of the new one, open or not. `reservations` are the
    package's that are open, `places` those in the waiting line that are the case's or for which the package is held,
    and `held` another package that is held for the case.
    """

    items: Sequence[Item] = ()
    package_loans: Sequence[Loan] = ()
    case_loans: Sequence[Loan] = ()
    lent_this_year: Sequence[Loan] = ()
    reservations: Sequence[Reservation] = ()
    places: Sequence[WaitingPlace] = ()
    held: Package | None = None
    open_days: OpenDays = OPEN_DAYS_UNKNOWN


def lend(
    request: LendPackage,
    *,
    id: LoanId,
    policy: LoanPolicy,
    today: dt.date,
    shelf: Shelf,
    objections: Sequence[Objection] = (),
    override: Override | None = None,
) -> Outcome[Loan]:
    """Lend a package to a case until the date that the policy and the open days give.

    Codes: `already_on_loan`, `package_not_available`, `package_resting`, `item_on_loan`, `item_not_available`,
    `end_of_life`, `case_has_loan`, `too_many_loans`, `too_many_weeks`, `asked_too_late`, `agreement_required`,
    `deposit_required`, `goals_plan_required`, `mastery_required`, `due_before_start`, `guidance_not_started`,
    `guidance_ended`, `case_closed`, `held_for_another`, `reserved_then`. A hand-over in the future is InvalidData;
    one in the past is entered late and counts from its own day.
    """
    package, case, on = request.package, request.case, request.on
    not_in_future("on", on, today)
    out = [item for item in shelf.items if item.id not in request.without]
    due = _due(policy, request, out, shelf.open_days)
    here = _held(package, shelf, case) or _unfit(package, out, on)
    firm = (*here, *case.guidance_objections(on))
    asked = (*_limits(policy, request, shelf, due), *_required(policy, request), *_worn(policy, request, out, due))
    asked = (*asked, *taken_then(package, shelf.reservations, case, on, due.on))
    aside = refuse(firm, asked, objections, override=override, firm=frozenset(each.code for each in firm))
    loan = Loan(
        id=id,
        package=package.id,
        case=case.id,
        device=package.device,
        items=tuple(item.id for item in out),
        left_without=request.without,
        handed_over=request.handed_over,
        policy=policy.name,
        policy_version=policy.version,
        lent_on=on,
        nominal_due_on=due.nominal,
        due_on=due.on,
        provisional=due.provisional,
        agreement=request.agreement,
        deposit_cents=policy.deposit_cents,
    )
    loan, told = overridden(loan, aside, override, on=on)
    served = _served(shelf, case, on=on)
    return Outcome(
        loan,
        also=(
            evolve(package, state=PackageState.ON_LOAN),
            case,
            *(_taken(item, loan) for item in out),
            *(record for outcome in served for record in (outcome.result, *outcome.also)),
        ),
        events=(
            PackageLent(loan=id, package=package.id, case=case.id, on=on, due_on=due.on),
            *told,
            *(event for outcome in served for event in outcome.events),
        ),
        notices=(
            NoticePlan(id, escalation(loan, case, policy)),
            *(plan for outcome in served for plan in outcome.notices),
        ),
    )


def _served(shelf: Shelf, case: Case, *, on: dt.date) -> Sequence[Outcome[Any]]:
    """Return what ends with a hand-over: the case's wait for a package, and its reservation of this one."""
    waits = [waiting.leave(place, on=on, held=shelf.held) for place in shelf.places if place.case == case.id]
    due = [reservations.end(r, on=on, taken=True) for r in shelf.reservations if r.case == case.id and r.first <= on]
    return (*waits, *due)


def _due(policy: LoanPolicy, request: LendPackage, items: Sequence[Item], open_days: OpenDays) -> DueDate:
    worn = end_of_life_on(policy, items) if policy.end_of_life is EndOfLife.CAP else None
    cap = due_dates.latest(policy, guidance_until=request.case.guidance_until, end_of_life_on=worn)
    nominal = policy.nominal_due_on(request.on)
    return due_dates.settle(nominal, policy=policy, start=request.on, open_days=open_days, cap=cap)


def _held(package: Package, shelf: Shelf, case: Case) -> Sequence[Objection]:
    return [
        objection(
            "already_on_loan",
            f"Package {package.label} is on loan until {loan.due_on}.",
            package=package.label,
            loan=loan.id,
        )
        for loan in shelf.package_loans
    ] or [*_not_available(package), *_promised(package, shelf, case)]


def _not_available(package: Package) -> Sequence[Objection]:
    if package.state in (PackageState.AVAILABLE, PackageState.RESERVED):
        return ()
    text = f"Package {package.label} is {package.state}; it must be available to be lent."
    return (objection("package_not_available", text, package=package.label, state=package.state.value),)


def _promised(package: Package, shelf: Shelf, case: Case) -> list[Objection]:
    return [
        objection(
            "held_for_another",
            f"Package {package.label} is held for somebody who waits, until {place.held_until}.",
            package=package.label,
            place=place.id,
        )
        for place in shelf.places
        if place.package == package.id and place.case != case.id
    ]


def _unfit(package: Package, items: Sequence[Item], on: dt.date) -> list[Objection]:
    found = []
    for item in items:
        of = {"package": package.label, "item": item.id, "kind": item.kind.value}
        if item.loan is not None:
            text = f"The {item.described} of package {package.label} is out on another loan; lend without it."
            found.append(objection("item_on_loan", text, **of, loan=item.loan))
        elif item.unfit is not None:
            text = f"The {item.described} of package {package.label} is {item.unfit}; lend without it, or replace it."
            found.append(objection("item_not_available", text, **of, state=item.unfit))
    if package.ready_on is not None and on < package.ready_on:
        text = f"Package {package.label} rests until {package.ready_on}."
        found.append(objection("package_resting", text, package=package.label, ready_on=package.ready_on))
    return found


def _limits(policy: LoanPolicy, request: LendPackage, shelf: Shelf, due: DueDate) -> list[Objection]:
    case, found = request.case, []
    held = [loan for loan in shelf.case_loans if loan.lost_on is None]
    most = policy.max_open_loans * (request.facts.get(policy.per, 0) if policy.per else 1)
    if len(held) >= most == 1:
        text = f"Case {case.reference} has a package until {held[0].due_on}."
        found.append(objection("case_has_loan", text, case=case.reference, loan=held[0].id))
    elif len(held) >= most:
        text = f"Case {case.reference} has {len(held)} packages; the policy {policy.name} allows {most}."
        found.append(objection("too_many_loans", text, case=case.reference, held=len(held), allowed=most))
    year = [loan for loan in shelf.lent_this_year if loan.lent_on.year == request.on.year]
    if policy.max_loans_a_year is not None and len(year) >= policy.max_loans_a_year:
        allowed = policy.max_loans_a_year
        text = f"Case {case.reference} had {len(year)} loans in {request.on.year}; the policy allows {allowed}."
        found.append(objection("too_many_loans", text, case=case.reference, held=len(year), allowed=allowed))
    weeks = sum(((loan.returned_on or loan.due_on) - loan.lent_on).days for loan in year) + (due.on - request.on).days
    if policy.max_weeks_a_year is not None and weeks > policy.max_weeks_a_year * 7:
        allowed = policy.max_weeks_a_year
        text = f"Case {case.reference} would have {weeks / 7:.0f} weeks on loan in a year; {allowed} are allowed."
        found.append(objection("too_many_weeks", text, case=case.reference, days=weeks, allowed_weeks=allowed))
    return found


def _required(policy: LoanPolicy, request: LendPackage) -> list[Objection]:
    of, found = {"case": request.case.reference, "policy": policy.name}, []
    asked = request.on if request.asked_on is None else request.asked_on
    if (request.on - asked).days < policy.notice_days:
        text = f"A loan must be asked for {policy.notice_days} days before it starts."
        found.append(objection("asked_too_late", text, **of, notice_days=policy.notice_days))
    if policy.agreement_required and request.agreement is None:
        found.append(objection("agreement_required", "An agreement must be signed first.", **of))
    if request.deposit_cents < policy.deposit_cents:
        text = f"A deposit of {policy.deposit_cents / 100:.2f} euros is due first."
        found.append(objection("deposit_required", text, **of, cents=policy.deposit_cents))
    if policy.goals_plan_required and not request.goals_plan:
        found.append(objection("goals_plan_required", "A plan of goals must be made first.", **of))
    if policy.mastery_required and not request.mastered:
        found.append(objection("mastery_required", "The device goes home only once it is mastered.", **of))
    return found


def _worn(policy: LoanPolicy, request: LendPackage, items: Sequence[Item], due: DueDate) -> Sequence[Objection]:
    worn = end_of_life_on(policy, items)
    if worn is None or due.on < worn or (policy.end_of_life is EndOfLife.ALLOW and request.on < worn):
        return ()
    text = f"The device of package {request.package.label} is due for replacement on {worn}."
    return (objection("end_of_life", text, package=request.package.label, on=worn),)


def _taken(item: Item, loan: Loan) -> Item:
    return evolve(item, loan=loan.id, sim=item.line(SimState.ACTIVE))
