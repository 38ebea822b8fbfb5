"""Returns: what came back, what is said to have come back, what is lost, and what is exchanged on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs

from digicase.domain import checks
from digicase.domain.cases import Case
from digicase.domain.equipment import Item, ItemState, Package, PackageState, SimState
from digicase.domain.events import (
    ItemReturned,
    ItemSwapped,
    ItemUnexpected,
    LoanLost,
    PackageReturned,
    RepairBegun,
    ReturnClaimed,
    SimSuspended,
)
from digicase.domain.ids import ItemId, RepairId
from digicase.domain.inspections import Repair
from digicase.domain.loans import ItemReturn, Loan, Swap, end_of_life_on, in_order, objection, still_out
from digicase.domain.notices import NoticePlan
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.policies import EscalationAction, LoanPolicy
from digicase.domain.record import evolve
from digicase.errors import Objection, Problem


@attrs.frozen(kw_only=True)
class TakeBack:
    """The request to record that a package came back on a day: all of it, or the items named.

    `items` are the loan's items that came back (None: all that were still out); `unexpected` is what was handed in
    with them and is not the loan's, as it was named. `outcome` says how the loan ended, such as `goal_reached`.
    """

    loan: Loan
    package: Package
    case: Case
    on: dt.date
    items: tuple[ItemId, ...] | None = None
    unexpected: tuple[str, ...] = ()
    conditions: Mapping[str, str] = attrs.field(factory=dict)
    photos: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    outcome: str | None = attrs.field(default=None, validator=checks.filled_if_given)


def take_back(
    request: TakeBack,
    *,
    today: dt.date,
    policy: LoanPolicy,
    items: Sequence[Item] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Loan]:
    """Record what came back; it is to be inspected before it can be lent again.

    The loan stays open while an item is missing: the package is incomplete then, and what came back may serve
    elsewhere. What is not the loan's is told and attached to nothing. `items` are the loan's, as they are now. Codes:
    `already_returned`. A day before the hand-over, before what is recorded, or after today is InvalidData.
    """
    loan, on = request.loan, request.on
    refuse(still_out(loan), objections)
    in_order("on", on, loan, today)
    back = loan.missing if request.items is None else request.items
    came = tuple(
        ItemReturn(
            item=id,
            on=on,
            condition=request.conditions.get(str(id), ""),
            photos=request.photos.get(str(id), ()),
        )
        for id in back
        if id in loan.missing
    )
    returned = evolve(loan, came_back=(*loan.came_back, *came))
    whole = not returned.missing
    if whole:
        outcome = request.outcome or loan.outcome
        returned = evolve(returned, returned_on=on, outcome=outcome, claimed_on=None, lost_on=None)
    ready = on + dt.timedelta(days=policy.turnaround_days) if policy.turnaround_days else None
    package = request.package
    if returned.came_back:  # else nothing of it is here: it stays where it was, on loan or lost
        package = evolve(package, state=PackageState.TO_INSPECT if whole else PackageState.INCOMPLETE, ready_on=ready)
    here = {each.item for each in came}
    return Outcome(
        returned,
        also=(
            package,
            *(_back(item) for item in items if item.id in here),
        ),
        events=(*_events(request, returned, came), *_strangers(request)),
        notices=(NoticePlan(loan.id, ()),) if whole else (),  # what is missing is still asked for
        warnings=tuple(
            Problem("items", f"{name} is not of this loan; it was attached to nothing") for name in request.unexpected
        ),
    )


def _back(item: Item) -> Item:
    sim = SimState.INACTIVE if item.sim is SimState.ACTIVE else item.sim
    return evolve(item, loan=None, state=ItemState.TO_INSPECT, sim=sim)


def _events(request: TakeBack, loan: Loan, came: Sequence[ItemReturn]) -> Sequence[PackageReturned | ItemReturned]:
    if loan.returned_on is not None:
        return (PackageReturned(loan=loan.id, package=loan.package, case=loan.case, on=request.on),)
    return [ItemReturned(loan=loan.id, item=each.item, case=loan.case, on=request.on) for each in came]


def _strangers(request: TakeBack) -> list[ItemUnexpected]:
    of = request.loan
    return [ItemUnexpected(loan=of.id, case=of.case, on=request.on, given=name) for name in request.unexpected]


@attrs.frozen(kw_only=True)
class ClaimReturn:
    """The request to record that somebody says to have brought everything back, on a day."""

    loan: Loan
    case: Case
    on: dt.date


def claim(request: ClaimReturn, *, today: dt.date, objections: Sequence[Objection] = ()) -> Outcome[Loan]:
    """Record that it is said to have come back: nobody is reminded any more until that is settled.

    Settle it by taking the package back, or by reporting it lost. Codes: `already_returned`, `claimed_returned`.
    """
    loan, on = request.loan, request.on
    found = list(still_out(loan))
    if loan.claimed_on is not None:
        text = f"It is said to have come back on {loan.claimed_on} already."
        found.append(objection("claimed_returned", text, loan=loan.id, on=loan.claimed_on))
    refuse(found, objections)
    in_order("on", on, loan, today)
    event = ReturnClaimed(loan=loan.id, case=loan.case, on=on)
    return Outcome(evolve(loan, claimed_on=on), events=(event,), notices=(NoticePlan(loan.id, ()),))


@attrs.frozen(kw_only=True)
class ReportLost:
    """The request to record that a package is lost or stolen, on a day."""

    loan: Loan
    package: Package
    on: dt.date
    stolen: bool = False


def report_lost(
    request: ReportLost, *, today: dt.date, items: Sequence[Item] = (), objections: Sequence[Objection] = ()
) -> Outcome[Loan]:
    """Record a loss or theft: the loan keeps who had it, and is over once the package is found and taken back.

    Its items are lost, an active SIM is suspended at once, and nobody is reminded any more. Codes:
    `already_returned`, `lost`.
    """
    loan, on = request.loan, request.on
    found = list(still_out(loan))
    if loan.lost_on is not None:
        found.append(objection("lost", f"It was reported lost on {loan.lost_on} already.", loan=loan.id))
    refuse(found, objections)
    in_order("on", on, loan, today)
    lost = [item for item in items if item.id in loan.missing]
    return Outcome(
        evolve(loan, lost_on=on, claimed_on=None),
        also=(evolve(request.package, state=PackageState.LOST), *(_lost(item) for item in lost)),
        events=(
            LoanLost(loan=loan.id, package=loan.package, case=loan.case, on=on, stolen=request.stolen),
            *(
                SimSuspended(item=item.id, loan=loan.id, case=loan.case, on=on)
                for item in lost
                if item.sim is SimState.ACTIVE
            ),
        ),
        notices=(NoticePlan(loan.id, ()),),
    )


def _lost(item: Item) -> Item:
    return evolve(item, state=ItemState.LOST, sim=SimState.SUSPENDED if item.sim is SimState.ACTIVE else item.sim)


@attrs.frozen(kw_only=True)
class SwapItem:
    """The request to replace an item of a running loan by another, on a day; `broken` tells that it goes to repair."""

    loan: Loan
    case: Case
    package: Package
    out: Item
    into: Item
    on: dt.date
    reason: str = attrs.field(validator=checks.filled)
    broken: bool = True


def swap(
    request: SwapItem, *, repair: RepairId, policy: LoanPolicy, today: dt.date, objections: Sequence[Objection] = ()
) -> Outcome[Loan]:
    """Replace one item of a loan; due date, extensions and agreement stay, and both items keep their history.

    The new item must be in the stock, in no other package, and pass the checks of a hand-over; a SIM stays where it is
    unless it is the item. Codes: `already_returned`, `lost`, `not_of_this_loan`, `other_kind`, `item_on_loan`,
    `item_in_package`, `item_not_available`, `end_of_life`.
    """
    loan, out, into, on = request.loan, request.out, request.into, request.on
    found = list(still_out(loan))
    if loan.lost_on is not None:
        found.append(objection("lost", f"It was reported lost on {loan.lost_on}.", loan=loan.id))
    if out.id not in loan.missing:
        found.append(objection("not_of_this_loan", f"The {out.described} is not out on this loan.", item=out.id))
    found += _unfit(request, policy)
    refuse(found, objections)
    in_order("on", on, loan, today)
    items = tuple(into.id if id == out.id else id for id in loan.items)
    swapped = Swap(on=on, out=out.id, into=into.id, reason=request.reason)
    state = ItemState.IN_REPAIR if request.broken else ItemState.TO_INSPECT
    gone = evolve(out, package=None, loan=None, state=state, sim=out.line(SimState.INACTIVE))
    taken = evolve(into, package=loan.package, loan=loan.id, sim=into.line(SimState.ACTIVE))
    broke = Repair(id=repair, item=out.id, loan=loan.id, reason=request.reason, begun_on=on)
    repairs = (broke,) if request.broken else ()
    return Outcome(
        evolve(loan, items=items, swaps=(*loan.swaps, swapped)),
        also=(request.package, request.case, gone, taken, *repairs),
        events=(
            ItemSwapped(loan=loan.id, case=loan.case, on=on, out=out.id, into=into.id),
            *(RepairBegun(repair=each.id, item=out.id, loan=loan.id, on=on) for each in repairs),
        ),
    )


def _unfit(request: SwapItem, policy: LoanPolicy) -> list[Objection]:
    into, found, of = request.into, [], {"item": request.into.id}
    if into.kind is not request.out.kind:
        found.append(objection("other_kind", f"A {request.out.kind} is not replaced by a {into.kind}.", **of))
    if into.loan is not None:
        found.append(objection("item_on_loan", f"The {into.described} is out on another loan.", **of, loan=into.loan))
    elif into.package is not None:
        text = f"The {into.described} belongs to another package; take it out of that first."
        found.append(objection("item_in_package", text, **of, package=into.package))
    if into.unfit is not None:
        found.append(objection("item_not_available", f"The {into.described} is {into.unfit}.", **of))
    worn = end_of_life_on(policy, (into,))
    if worn is not None and request.on >= worn:
        text = f"The {into.described} is due for replacement on {worn}."
        found.append(objection("end_of_life", text, **of, on=worn))
    return found


def suspend_sims(
    loan: Loan, case: Case, *, policy: LoanPolicy, today: dt.date, items: Sequence[Item] = ()
) -> Outcome[Loan] | None:
    """Return what the policy's suspension step does to an overdue loan, or None where its day has not come.

    Never before the step that warns of it has had its day: the policy itself holds that.
    """
    steps = [step for step in policy.escalation if step.action is EscalationAction.SUSPEND_SIM]
    due = [step for step in steps if loan.due_on + dt.timedelta(days=step.days) <= today]
    active = [item for item in items if item.id in loan.missing and item.sim is SimState.ACTIVE]
    if not due or not active or loan.claimed_on is not None or not loan.overdue(today):
        return None
    return Outcome(
        loan,
        also=(case, *(evolve(item, sim=SimState.SUSPENDED) for item in active)),
        events=tuple(SimSuspended(item=item.id, loan=loan.id, case=loan.case, on=today) for item in active),
    )
