"""What stands on the papers of a loan: the facts, which a plugin prints; no name is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

import attrs

from digicase.domain.cases import Case
from digicase.domain.equipment import Item, Package
from digicase.domain.ids import ItemId
from digicase.domain.loans import Loan


class DocumentKind(StrEnum):
    """The agreement at the hand-over, the addendum after a swap, the protocol of a return."""

    AGREEMENT = "agreement"
    ADDENDUM = "addendum"
    RETURN = "return"


@attrs.frozen(kw_only=True)
class DocumentLine:
    """One item on a paper: as it is described, in what condition, and when it came back, or was swapped for what."""

    item: str
    condition: str = ""
    on: dt.date | None = None
    instead_of: str | None = None


@attrs.frozen(kw_only=True)
class LoanDocument:
    """The facts of one paper, for one language; the name of the signer is added where it is printed.

    `lines` are what left (agreement), was swapped (addendum) or came back (return); `missing` is what did not leave, or
    has not come back. `number` tells it from other papers and stays the same.
    """

    kind: DocumentKind
    language: str
    number: str
    package: str
    case: str
    policy: str
    lent_on: dt.date
    due_on: dt.date
    on: dt.date
    deposit_cents: int = 0
    lines: tuple[DocumentLine, ...] = ()
    missing: tuple[str, ...] = ()


def document(
    kind: DocumentKind, loan: Loan, *, case: Case, package: Package, items: Sequence[Item], language: str, on: dt.date
) -> LoanDocument:
    """Return the facts of a paper; `items` are all that the loan ever named."""
    named = {item.id: item.described for item in items}
    lines, missing = _SAYS[kind](loan, named)
    return LoanDocument(
        kind=kind,
        language=language,
        number=f"{package.label}-{loan.lent_on:%Y%m%d}-{loan.id.hex[-6:]}",
        package=package.label,
        case=case.reference,
        policy=f"{loan.policy} {loan.policy_version}",
        lent_on=loan.lent_on,
        due_on=loan.due_on,
        on=on,
        deposit_cents=loan.deposit_cents,
        lines=lines,
        missing=missing,
    )


def named_in(loan: Loan) -> set[ItemId]:
    """Return every item that a loan ever named."""
    swapped = {id for swap in loan.swaps for id in (swap.out, swap.into)}
    return {*loan.items, *loan.left_without, *swapped}


Said = tuple[tuple[DocumentLine, ...], tuple[str, ...]]
Named = Mapping[ItemId, str]


def _agreement(loan: Loan, named: Named) -> Said:
    """Return what it left with: what was swapped in later stands on the addenda."""
    later = {swap.into: swap.out for swap in reversed(loan.swaps)}
    conditions = {each.item: each.condition for each in loan.handed_over}
    first = [_first(item, later) for item in loan.items]
    lines = tuple(DocumentLine(item=named[item], condition=conditions.get(item, "")) for item in first)
    return lines, tuple(named[item] for item in loan.left_without)


def _first(item: ItemId, later: Mapping[ItemId, ItemId]) -> ItemId:
    """Return what an item stands for, back to what left."""
    seen = {item}
    while item in later and later[item] not in seen:
        item = later[item]
        seen.add(item)
    return item


def _addendum(loan: Loan, named: Named) -> Said:
    lines = tuple(
        DocumentLine(item=named[swap.into], condition=swap.reason, on=swap.on, instead_of=named[swap.out])
        for swap in loan.swaps
    )
    return lines, ()


def _return(loan: Loan, named: Named) -> Said:
    lines = tuple(DocumentLine(item=named[e.item], condition=e.condition, on=e.on) for e in loan.came_back)
    return lines, tuple(named[item] for item in loan.missing)


_SAYS = {DocumentKind.AGREEMENT: _agreement, DocumentKind.ADDENDUM: _addendum, DocumentKind.RETURN: _return}
