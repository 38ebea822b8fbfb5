"""Retention: how long what is kept, what bars an erasure, and what remains of it: counts, and no person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from digicase.domain.appointments import Appointment, AppointmentState
from digicase.domain.cases import Case, Keeping
from digicase.domain.events import (
    DestructionApproved,
    DestructionDone,
    DestructionListed,
    ErasureBarred,
    ErasureFreed,
)
from digicase.domain.ids import CaseId, DestructionListId, RemainsId
from digicase.domain.loans import Loan
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.policies import Period, as_period
from digicase.domain.record import Query, eq, evolve, is_null, query, record, where
from digicase.errors import InvalidData, Objection, Problem

SMALLEST_CELL = 5
"""Below this, a figure could point to somebody and is not shown."""


def as_keep(given: str | Period | None) -> Period | None:
    """Return a period, or None for `permanent`; anything else is a ValueError."""
    return None if given in (None, "permanent") else as_period(given)


@attrs.frozen(kw_only=True)
class RetentionRule:
    """How long a case is kept after it ended, for an outcome and a funder (None: any); `keep` None is for good.

    `source` says where that is laid down.
    """

    keep: Period | None = attrs.field(converter=as_keep)
    outcome: str | None = None
    funder: str | None = None
    source: str = ""

    def applies(self, case: Case) -> bool:
        """Tell whether it holds for a case."""
        return self.outcome in (None, case.outcome) and self.funder in (None, case.funder)


@attrs.frozen
class RetentionPolicy:
    """The rules, of which the first that applies to a case holds; where none does, it is kept for good."""

    rules: tuple[RetentionRule, ...] = ()

    def retain_until(self, case: Case, loans: Iterable[Loan] = ()) -> dt.date | None:
        """Return the last day on which a case must be kept, from its end or the last return; None: for good."""
        if case.closed_on is None:
            return None
        base = max((case.closed_on, *(loan.returned_on for loan in loans if loan.returned_on)))
        rule = next((rule for rule in self.rules if rule.applies(case)), None)
        return None if rule is None or rule.keep is None else rule.keep.after(base)


@record(indexed=["kind"])
class Remains:
    """What is left of an erased person's case or loan: what statistics count, and nothing that leads to anybody."""

    id: RemainsId
    version: int = 0
    kind: str
    year: int
    group: str | None = None
    funder: str | None = None
    outcome: str | None = None
    device: str | None = None
    months: int = 0
    sessions: int = 0
    goals_reached: int = 0


@query(Remains, sort=("year",))
class RemainsQuery(Query[Remains]):
    """What remains, by year."""

    kind: str | None = where("kind", eq)
    year: int | None = where("year", eq)


@record(indexed=["destroyed_on"])
class DestructionList:
    """Cases whose time is over, to be erased once a second person has approved; afterwards only how many.

    `left` is how many were not erased, because something barred it by then.
    """

    id: DestructionListId
    version: int = 0
    made_on: dt.date
    made_by: str
    cases: tuple[CaseId, ...] = ()
    approved_on: dt.date | None = None
    approved_by: str | None = None
    destroyed_on: dt.date | None = None
    erased: int = 0
    left: int = 0


@query(DestructionList, sort=("made_on",))
class DestructionListQuery(Query[DestructionList]):
    """Destruction lists, oldest first."""

    open: bool | None = where("destroyed_on", is_null)


def barred(case: Case, loans: Sequence[Loan], *, today: dt.date, until: dt.date | None) -> Sequence[Objection]:
    """Return everything that bars the erasure of a case now.

    Codes: `still_on_loan` (one per loan, claimed returned or not), `case_open`, `kept`, `retained`. Only the last can
    be set aside: the person may ask for it.
    """
    of, found = {"case": case.reference}, []
    for loan in loans:
        if loan.returned_on is None:
            what = "is claimed to be back, which is not settled" if loan.claimed_on else f"is out, due {loan.due_on}"
            found.append(
                Objection("still_on_loan", f"A loan of case {case.reference} {what}.", {**of, "loan": loan.id})
            )
    if case.closed_on is None:
        found.append(Objection("case_open", f"Case {case.reference} is open; close it with its outcome first.", of))
    if case.kept is not None:
        text = f"Case {case.reference} must be kept since {case.kept.since}, says {case.kept.by}."
        found.append(Objection("kept", text, of))
    if case.closed_on is not None and (until is None or until >= today):
        text = f"Case {case.reference} is to be kept {'for good' if until is None else f'until {until}'}."
        found.append(Objection("retained", text, {**of, "until": until}))
    return found


def keep(case: Case, keeping: Keeping) -> Outcome[Case]:
    """Bar the erasure of a case. Codes: `kept`."""
    found = [] if case.kept is None else [Objection("kept", f"It is kept since {case.kept.since}.", {})]
    refuse(found)
    return Outcome(evolve(case, kept=keeping), events=(ErasureBarred(case=case.id, on=keeping.since),))


def free(case: Case, *, on: dt.date) -> Outcome[Case]:
    """Bar the erasure of a case no more. Codes: `not_kept`."""
    if case.kept is None:
        refuse((Objection("not_kept", f"Nothing bars the erasure of case {case.reference}.", {}),))
    return Outcome(evolve(case, kept=None), events=(ErasureFreed(case=case.id, on=on),))


def remains(
    case: Case, loans: Sequence[Loan], appointments: Sequence[Appointment], *, ids: Iterable[RemainsId]
) -> tuple[Remains, ...]:
    """Return what is left of a case and of its loans for statistics; the first is the case's."""
    fresh = iter(ids)
    ended = case.closed_on or case.guidance_from
    held = sum(each.state is AppointmentState.ATTENDED for each in appointments)
    whole = Remains(
        id=next(fresh),
        kind="case",
        year=ended.year,
        group=case.group,
        funder=case.funder,
        outcome=case.outcome,
        months=_months(case.guidance_from, ended),
        sessions=held,
        goals_reached=sum(state == "reached" for state in case.goal_states().values()),
    )
    lent = [
        Remains(
            id=next(fresh),
            kind="loan",
            year=loan.lent_on.year,
            group=case.group,
            funder=case.funder,
            outcome=loan.outcome or case.outcome,
            device=None if loan.device is None else loan.device.value,
            months=_months(loan.lent_on, loan.returned_on or loan.lent_on),
        )
        for loan in loans
    ]
    return (whole, *lent)


def _months(first: dt.date, last: dt.date) -> int:
    return max(0, (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day))


def listed(id: DestructionListId, cases: Sequence[CaseId], *, on: dt.date, by: str) -> Outcome[DestructionList]:
    """Put cases whose time is over on a list. Codes: `nothing_due`."""
    if not cases:
        refuse((Objection("nothing_due", "No case's time is over.", {}),))
    made = DestructionList(id=id, made_on=on, made_by=by, cases=tuple(cases))
    return Outcome(made, events=(DestructionListed(destruction=id, cases=len(cases)),))


def approve(destruction: DestructionList, *, on: dt.date, by: str) -> Outcome[DestructionList]:
    """Approve a list, by somebody else than who made it. Codes: `same_person`, `already_approved`."""
    found = []
    if by == destruction.made_by:
        found.append(Objection("same_person", f"{by} made this list: somebody else must approve it.", {"by": by}))
    if destruction.approved_on is not None:
        found.append(Objection("already_approved", f"It was approved on {destruction.approved_on}.", {}))
    refuse(found)
    approved = evolve(destruction, approved_on=on, approved_by=by)
    return Outcome(approved, events=(DestructionApproved(destruction=destruction.id),))


def ready(destruction: DestructionList) -> None:
    """Hold that a list may be carried out. Codes: `not_approved`, `already_destroyed`."""
    found = []
    if destruction.approved_on is None:
        found.append(Objection("not_approved", "Somebody else must approve this list first.", {}))
    if destruction.destroyed_on is not None:
        found.append(Objection("already_destroyed", f"It was carried out on {destruction.destroyed_on}.", {}))
    refuse(found)


def destroyed(destruction: DestructionList, *, on: dt.date, erased: int, left: int) -> Outcome[DestructionList]:
    """Record that a list was carried out; which cases it held is forgotten."""
    done = evolve(destruction, cases=(), destroyed_on=on, erased=erased, left=left)
    return Outcome(done, events=(DestructionDone(destruction=destruction.id, erased=erased),))


def statistics(rows: Iterable[Remains], *, by: Sequence[str]) -> Mapping[tuple[str | int | None, ...], int | None]:
    """Return how many cases or loans there are by some fields; a figure under five is None.

    `by` are fields of Remains: year, group, funder, outcome, device. No totals are given, from which what is hidden
    could be worked out; an unknown field is InvalidData.
    """
    fields = ("year", "group", "funder", "outcome", "device")
    if unknown := [field for field in by if field not in fields]:
        raise InvalidData(
            [Problem("by", f"{field!r} is not known; choose among {', '.join(fields)}") for field in unknown]
        )
    counts = Counter(tuple(getattr(row, field) for field in by) for row in rows)
    return {key: number if number >= SMALLEST_CELL else None for key, number in sorted(counts.items(), key=str)}


@attrs.frozen(kw_only=True)
class Erasure:
    """What an erasure takes away, or would: how many records by kind, and what bars it.

    `rewritten` are journal lines that stay without anything that leads to the person; `elsewhere` is how much
    plugins hold.
    """

    removed: Mapping[str, int]
    rewritten: int = 0
    elsewhere: Mapping[str, int] = attrs.field(factory=dict)
    barred: tuple[Objection, ...] = ()

    @property
    def total(self) -> int:
        """Return how many rows of the store are touched."""
        return sum(self.removed.values()) + self.rewritten
