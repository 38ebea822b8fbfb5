"""Loans: hand a package over, and what every later step of a loan shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import attrs

from digicase.domain import checks, due_dates, reservations, waiting
from digicase.domain.cases import Case
from digicase.domain.due_dates import DueDate, OpenDays
from digicase.domain.equipment import DeviceKind, Item, ItemState, Package, PackageState, SimState
from digicase.domain.events import PackageLent, RulesOverridden
from digicase.domain.ids import CaseId, ItemId, LoanId, PackageId
from digicase.domain.notices import NoticeDraft, NoticeKind, NoticePlan, both
from digicase.domain.outcome import Outcome, Override, refuse
from digicase.domain.policies import EndOfLife, LoanPolicy
from digicase.domain.record import Key, Query, eq, evolve, ge, is_null, lt, one_of, query, record, where
from digicase.domain.reservations import Reservation, taken_then
from digicase.domain.waiting import WaitingPlace
from digicase.errors import InvalidData, Objection, Problem

OPEN_DAYS_UNKNOWN = OpenDays()


@attrs.frozen(kw_only=True)
class Extension:
    """One extension of a loan: granted on a day, from one due date to the next, and why.

    `overdue_days` is for how many days the loan was overdue when it was granted.
    """

    on: dt.date
    was_due_on: dt.date
    due_on: dt.date
    reason: str
    overdue_days: int = 0


@attrs.frozen(kw_only=True)
class Recall:
    """A loan called back before its due date: on which day, from one due date to an earlier one, and why."""

    on: dt.date
    was_due_on: dt.date
    due_on: dt.date
    reason: str


@attrs.frozen(kw_only=True)
class Swap:
    """One item of a loan replaced by another, on a day; the loan runs on as it was."""

    on: dt.date
    out: ItemId
    into: ItemId
    reason: str


@attrs.frozen(kw_only=True)
class ItemReturn:
    """One item of a loan that came back, on a day, and in what condition; photos are references of the host's."""

    item: ItemId
    on: dt.date
    condition: str = ""
    photos: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Condition:
    """How an item was handed over; photos are references of the host's."""

    item: ItemId
    condition: str = ""
    photos: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Overridden:
    """Objections that were set aside: on which day, their codes, by whom, and why."""

    on: dt.date
    codes: tuple[str, ...]
    by: str
    reason: str


@record(
    unique=[Key("package", where={"returned_on": None})],
    indexed=["package", "case", ("returned_on", "due_on"), ("returned_on", "device", "due_on"), "lent_on"],
)
class Loan:
    """A package in the hands of a case, from hand-over to return.

    `items` are what is out on it now: what it left with and what was swapped since, whatever happens to the package;
    `left_without` are those that the package had and that were kept here on purpose. `nominal_due_on` is what the
    policy gives; `due_on` is the date that holds. They are kept apart so that a shift for closed days never
    accumulates. `provisional` tells that the calendar was not published so far ahead. The loan is open until
    everything has come back (`returned_on`); who says that it has, or that it is lost, has `claimed_on` and `lost_on`.
    """

    id: LoanId
    version: int = 0
    package: PackageId
    case: CaseId
    device: DeviceKind | None = None
    items: tuple[ItemId, ...] = ()
    left_without: tuple[ItemId, ...] = ()
    handed_over: tuple[Condition, ...] = ()
    policy: str
    policy_version: int = 1
    lent_on: dt.date
    nominal_due_on: dt.date
    due_on: dt.date
    provisional: bool = False
    agreement: str | None = None
    deposit_cents: int = 0
    extensions: tuple[Extension, ...] = ()
    overrides: tuple[Overridden, ...] = ()
    swaps: tuple[Swap, ...] = ()
    recall: Recall | None = None
    claimed_on: dt.date | None = None
    lost_on: dt.date | None = None
    came_back: tuple[ItemReturn, ...] = ()
    returned_on: dt.date | None = None
    outcome: str | None = None

    @property
    def missing(self) -> tuple[ItemId, ...]:
        """Return the items that have not come back."""
        back = {each.item for each in self.came_back}
        return () if self.returned_on is not None else tuple(item for item in self.items if item not in back)

    def overdue(self, today: dt.date) -> bool:
        """Tell whether the loan is open and its due date has passed; the due date itself is not overdue."""
        return self.returned_on is None and self.due_on < today

    def overdue_days(self, today: dt.date) -> int:
        """Return for how many days it is overdue, or was when it came back: 0 where it never was."""
        return max(0, ((self.returned_on or today) - self.due_on).days)

    def last_event_on(self) -> dt.date:
        """Return the day of the last thing that is recorded of the loan: nothing can be entered before it."""
        told = [self.lent_on, self.claimed_on, self.lost_on, self.recall.on if self.recall else None]
        told += [each.on for each in self.extensions]
        told += [each.on for each in self.swaps]
        told += [each.on for each in self.came_back]
        return max(day for day in told if day is not None)


@query(Loan, sort=("due_on",))
class LoanQuery(Query[Loan]):
    """Loans, soonest due first."""

    ids: Collection[LoanId] | None = where("id", one_of)
    package: PackageId | None = where("package", eq)
    packages: Collection[PackageId] | None = where("package", one_of)
    case: CaseId | None = where("case", eq)
    device: DeviceKind | None = where("device", eq)
    open: bool | None = where("returned_on", is_null)
    due_from: dt.date | None = where("due_on", ge)
    due_before: dt.date | None = where("due_on", lt)
    lent_from: dt.date | None = where("lent_on", ge)
    provisional: bool | None = where("provisional", eq)


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
        elif item.state is not ItemState.IN_USE:
            text = f"The {item.described} of package {package.label} is {item.state}; lend without it, or replace it."
            found.append(objection("item_not_available", text, **of, state=item.state.value))
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


def end_of_life_on(policy: LoanPolicy, items: Sequence[Item]) -> dt.date | None:
    """Return the first day on which a device among the items is due for replacement, or None."""
    days = [policy.end_of_life_on(item.acquired_on) for item in items if item.is_device and item.acquired_on]
    return min(days, default=None)


def _taken(item: Item, loan: Loan) -> Item:
    return evolve(item, loan=loan.id, sim=None if item.sim is None else SimState.ACTIVE)


def escalation(loan: Loan, case: Case, policy: LoanPolicy) -> tuple[NoticeDraft, ...]:
    """Return what the policy has said before, on and after the due date, to the jobseeker and to the consultant."""
    return tuple(
        draft
        for step in policy.escalation
        for draft in both(
            NoticeKind(step.notice),
            case,
            on=loan.due_on + dt.timedelta(days=step.days),
            once=f"{loan.due_on}{-step.days:+d}" if step.days > 0 else f"{loan.due_on}-{-step.days}",
            expires_on=loan.due_on + dt.timedelta(days=max(step.days + 7, 0) if step.days > 0 else 0),
            data={"due_on": loan.due_on.isoformat(), "days": abs(step.days)},
        )
    )


def overridden(
    loan: Loan, aside: Sequence[Objection], override: Override | None, *, on: dt.date
) -> tuple[Loan, tuple[RulesOverridden, ...]]:
    """Return the loan with what was set aside for it, and the event that says so, if anything was."""
    if not aside or override is None:
        return loan, ()
    codes = tuple(each.code for each in aside)
    noted = Overridden(on=on, codes=codes, by=override.by, reason=override.reason)
    event = RulesOverridden(loan=loan.id, case=loan.case, on=on, codes=" ".join(codes))
    return evolve(loan, overrides=(*loan.overrides, noted)), (event,)


def still_out(loan: Loan) -> Sequence[Objection]:
    """Return the objection that everything has come back already, or none. Code: `already_returned`."""
    if loan.returned_on is None:
        return ()
    return (objection("already_returned", f"The package came back on {loan.returned_on}.", loan=loan.id),)


def in_order(path: str, day: dt.date, loan: Loan, today: dt.date) -> None:
    """Refuse, as InvalidData, a day in the future, before the hand-over, or before what is recorded of the loan."""
    not_in_future(path, day, today)
    if day < loan.lent_on:
        raise InvalidData([Problem(path, f"{day} is before the hand-over on {loan.lent_on}")])
    if day < loan.last_event_on():
        raise InvalidData([Problem(path, f"{day} is before what is recorded of this loan on {loan.last_event_on()}")])


def not_in_future(path: str, day: dt.date, today: dt.date) -> None:
    """Refuse, as InvalidData, a day after today."""
    if day > today:
        raise InvalidData([Problem(path, f"{day} is in the future (today is {today})")])


def objection(code: str, text: str, **data: object) -> Objection:
    """Return an objection with its facts."""
    return Objection(code, text, data)
