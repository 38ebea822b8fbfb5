"""Inspections and repairs: nothing that came back is lent again unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

import attrs

from digicase.domain import checks
from digicase.domain.equipment import Item, ItemKind, ItemState, Package, PackageState, as_made_of
from digicase.domain.events import PackageInspected, RepairBegun, RepairEnded
from digicase.domain.ids import ItemId, LoanId, RepairId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem

DEVICE = ("wiped", "signed_out", "works", "undamaged")
CHECKLIST: Mapping[ItemKind, tuple[str, ...]] = MappingProxyType(
    {
        ItemKind.LAPTOP: DEVICE,
        ItemKind.TABLET: DEVICE,
        ItemKind.DONGLE: ("works",),
        ItemKind.SIM_CARD: ("present",),
        ItemKind.ACCESSORY: ("present", "works"),
    }
)
"""What is looked at on an item of each kind when it has come back."""

Checks = Mapping[str, Mapping[str, bool]]


@record(unique=[Key("item", where={"ended_on": None})], indexed=["item", "loan"])
class Repair:
    """An item in repair: why, in which loan it broke, until when, whether it was mended, and what that cost."""

    id: RepairId
    version: int = 0
    item: ItemId
    loan: LoanId | None = None
    reason: str = attrs.field(validator=checks.filled)
    begun_on: dt.date
    ended_on: dt.date | None = None
    repaired: bool | None = None
    cost_cents: int | None = None


@query(Repair, sort=("begun_on",))
class RepairQuery(Query[Repair]):
    """Repairs, oldest first."""

    item: ItemId | None = where("item", eq)
    loan: LoanId | None = where("loan", eq)
    loans: Collection[LoanId] | None = where("loan", one_of)
    open: bool | None = where("ended_on", is_null)


def checklist(items: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Return what must be looked at, by the item as it is described: the items that have come back uninspected.

    Two that are described alike are told apart by their ids.
    """
    return {name: CHECKLIST[item.kind] for name, item in _named(items).items()}


def _named(items: Sequence[Item]) -> dict[str, Item]:
    waiting = [item for item in items if item.state is ItemState.TO_INSPECT]
    names = [item.described for item in waiting]
    return {
        item.described if names.count(item.described) == 1 else f"{item.described} {item.id}": item for item in waiting
    }


@attrs.frozen(kw_only=True)
class InspectPackage:
    """The request to record an inspection: for each item that came back, whether it passed each of its checks."""

    package: Package
    checks: Checks
    on: dt.date


def inspect(
    request: InspectPackage,
    *,
    items: Sequence[Item],
    ids: Iterator[UUID],
    loan: LoanId | None = None,
    objections: Sequence[Objection] = (),
) -> Outcome[Package]:
    """Record the inspection of a package: what passes is in use again, what fails goes to repair.

    Every check of every item that came back must be answered: there is no way past it, and one that is left out or
    not known is InvalidData. `loan` is the last one, in which what fails is taken to have broken. Codes:
    `nothing_to_inspect`.
    """
    package, found = request.package, []
    if package.state not in (PackageState.TO_INSPECT, PackageState.IN_REPAIR, PackageState.INCOMPLETE):
        text = f"Package {package.label} is {package.state}, so there is nothing to inspect."
        found.append(Objection("nothing_to_inspect", text, {"package": package.label, "state": package.state.value}))
    refuse(found, objections)
    named = _named(items)
    _answered(request.checks, named)
    seen, repairs = [], []
    for name, item in named.items():
        failed = [check for check, passed in request.checks[name].items() if not passed]
        seen.append(evolve(item, state=ItemState.IN_REPAIR if failed else ItemState.IN_USE))
        if failed:
            reason = f"failed: {', '.join(failed)}"
            id = RepairId(next(ids))
            repairs.append(Repair(id=id, item=item.id, loan=loan, reason=reason, begun_on=request.on))
    kept = {item.id: item for item in seen}
    after = as_made_of(package, [kept.get(item.id, item) for item in items])
    return Outcome(
        after,
        also=(*seen, *repairs),
        events=(
            PackageInspected(package=package.id, passed=not repairs),
            *(RepairBegun(repair=each.id, item=each.item, loan=loan, on=request.on) for each in repairs),
        ),
    )


def _answered(given: Checks, named: Mapping[str, Item]) -> None:
    """Hold that exactly the checks of these items are answered."""
    problems = [
        Problem(f"checks.{name}", f"is not to be inspected; to be inspected: {', '.join(named) or 'nothing'}")
        for name in given
        if name not in named
    ]
    for name, item in named.items():
        wanted: Collection[str] = CHECKLIST[item.kind]
        answers = given.get(name, {})
        problems += [Problem(f"checks.{name}.{check}", "must be answered") for check in wanted if check not in answers]
        problems += [
            Problem(f"checks.{name}.{check}", f"is not known; choose among {', '.join(wanted)}")
            for check in answers
            if check not in wanted
        ]
    if problems:
        raise InvalidData(problems)


@attrs.frozen(kw_only=True)
class EndRepair:
    """The request to record how a repair ended, and what it cost in cents."""

    repair: Repair
    item: Item
    package: Package | None
    on: dt.date
    repaired: bool
    cost_cents: int | None = None


def end_repair(
    request: EndRepair, *, others: Sequence[Item] = (), objections: Sequence[Objection] = ()
) -> Outcome[Repair]:
    """End a repair: what was mended is inspected before it is used, what was not is retired and leaves its package.

    `others` are the other items of its package. Codes: `repair_ended`. A day before it began is InvalidData.
    """
    repair, item, package = request.repair, request.item, request.package
    if request.on < repair.begun_on:
        raise InvalidData([Problem("on", f"{request.on} is before the repair began on {repair.begun_on}")])
    if repair.ended_on is not None:
        refuse((Objection("repair_ended", f"The repair ended on {repair.ended_on}.", {"repair": repair.id}),))
    refuse(objections)
    if request.repaired:
        after = evolve(item, state=ItemState.TO_INSPECT)
    else:
        after = evolve(item, state=ItemState.RETIRED, package=None, retired_on=request.on)
    left = () if package is None else (as_made_of(package, (*others, *((after,) if request.repaired else ()))),)
    ended = evolve(repair, ended_on=request.on, repaired=request.repaired, cost_cents=request.cost_cents)
    event = RepairEnded(repair=repair.id, item=item.id, on=request.on, repaired=request.repaired)
    return Outcome(ended, also=(after, *left), events=(event,))
