"""Extensions and recalls: a due date moves, later or sooner, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from digicase.domain import checks, due_dates
from digicase.domain.cases import Case
from digicase.domain.due_dates import DueDate, OpenDays
from digicase.domain.equipment import Item
from digicase.domain.events import DueDateSettled, LoanExtended, LoanRecalled, RecallUndone
from digicase.domain.loans import (
    Extension,
    Loan,
    Recall,
    end_of_life_on,
    escalation,
    objection,
    overridden,
    still_out,
)
from digicase.domain.notices import NoticeDraft, NoticeKind, NoticePlan, both
from digicase.domain.outcome import Outcome, Override, refuse
from digicase.domain.policies import EndOfLife, LoanPolicy, WhenOverdue
from digicase.domain.record import evolve
from digicase.errors import Objection


@attrs.frozen(kw_only=True)
class ExtendLoan:
    """The request to extend a loan; `on` is the day on which it is granted."""

    loan: Loan
    case: Case
    on: dt.date
    reason: str = attrs.field(validator=checks.filled)


def extend(
    request: ExtendLoan,
    *,
    policy: LoanPolicy,
    open_days: OpenDays,
    items: Sequence[Item] = (),
    waiting: int = 0,
    reserved: Sequence[dt.date] = (),
    objections: Sequence[Objection] = (),
    override: Override | None = None,
) -> Outcome[Loan]:
    """Extend a loan by the policy under which it was made; `waiting` is how many wait for such a package,
    and `reserved` the first days of others' reservations of it.

    Codes: `already_returned`, `claimed_returned`, `lost`, `recalled`, `overdue`, `too_many_extensions`,
    `somebody_waits`, `reserved_then`, `would_not_change_due_date`, `end_of_life`, `guidance_ended`, `case_closed`.
    """
    loan, case, on = request.loan, request.case, request.on
    nominal = policy.extended(loan.lent_on, loan.nominal_due_on, times=len(loan.extensions), on=on)
    due = _due(nominal, loan, case, policy, items, open_days)
    firm = (*still_out(loan), *_gone(loan), *case.guidance_objections(on), *_overdue(loan, policy, on, firm=True))
    if not firm and due.on <= loan.due_on:
        text = f"The loan is due on {loan.due_on}, and an extension would not move that."
        firm = (objection("would_not_change_due_date", text, loan=loan.id, due_on=loan.due_on),)
    asked = (*_overdue(loan, policy, on, firm=False), *_limits(loan, policy, waiting), *_worn(loan, policy, items, due))
    asked = (*asked, *_reserved(loan, reserved, due))
    aside = refuse(firm, asked, objections, override=override, firm=frozenset(each.code for each in firm))
    extension = Extension(
        on=on, was_due_on=loan.due_on, due_on=due.on, reason=request.reason, overdue_days=loan.overdue_days(on)
    )
    extended = _settled(evolve(loan, extensions=(*loan.extensions, extension)), due)
    extended, told = overridden(extended, aside, override, on=on)
    return Outcome(
        extended,
        also=(case,),
        events=(LoanExtended(loan=loan.id, case=case.id, on=on, was_due_on=loan.due_on, due_on=due.on), *told),
        notices=(_told(extended, case, policy, NoticeKind.LOAN_EXTENDED),),
    )


def _due(
    nominal: dt.date, loan: Loan, case: Case, policy: LoanPolicy, items: Sequence[Item], open_days: OpenDays
) -> DueDate:
    worn = end_of_life_on(policy, items) if policy.end_of_life is EndOfLife.CAP else None
    cap = due_dates.latest(policy, guidance_until=case.guidance_until, end_of_life_on=worn)
    return due_dates.settle(nominal, policy=policy, start=loan.lent_on, open_days=open_days, cap=cap)


def _gone(loan: Loan) -> list[Objection]:
    found = []
    if loan.claimed_on is not None:
        text = f"It is said to have come back on {loan.claimed_on}; settle that first."
        found.append(objection("claimed_returned", text, loan=loan.id, on=loan.claimed_on))
    if loan.lost_on is not None:
        found.append(objection("lost", f"It was reported lost on {loan.lost_on}.", loan=loan.id, on=loan.lost_on))
    if loan.recall is not None:
        text = f"It was called back on {loan.recall.on}; undo that first."
        found.append(objection("recalled", text, loan=loan.id, due_on=loan.due_on))
    return found


def _overdue(loan: Loan, policy: LoanPolicy, on: dt.date, *, firm: bool) -> Sequence[Objection]:
    """Return the objection to extending an overdue loan; it is firm unless a coordinator may set it aside."""
    rule = WhenOverdue.REFUSE if firm else WhenOverdue.COORDINATOR
    if policy.when_overdue is not rule or not loan.overdue(on):
        return ()
    text = f"The loan has been overdue for {loan.overdue_days(on)} days."
    return (objection("overdue", text, loan=loan.id, days=loan.overdue_days(on)),)


def _limits(loan: Loan, policy: LoanPolicy, waiting: int) -> list[Objection]:
    found = []
    if policy.max_extensions is not None and len(loan.extensions) >= policy.max_extensions:
        most = policy.max_extensions
        text = f"The loan was extended {len(loan.extensions)} times; the policy {policy.name} allows {most}."
        found.append(objection("too_many_extensions", text, loan=loan.id, allowed=most))
    if policy.waiting_blocks_extension and waiting:
        found.append(objection("somebody_waits", f"{waiting} wait for such a package.", loan=loan.id, waiting=waiting))
    return found


def _reserved(loan: Loan, first_days: Sequence[dt.date], due: DueDate) -> list[Objection]:
    return [
        objection("reserved_then", f"The package is reserved from {day} on.", loan=loan.id, first=day)
        for day in first_days
        if day <= due.on
    ]


def _worn(loan: Loan, policy: LoanPolicy, items: Sequence[Item], due: DueDate) -> Sequence[Objection]:
    worn = end_of_life_on(policy, items)
    if worn is None or policy.end_of_life is not EndOfLife.REFUSE or due.on < worn:
        return ()
    return (objection("end_of_life", f"The device is due for replacement on {worn}.", loan=loan.id, on=worn),)


@attrs.frozen(kw_only=True)
class RecallLoan:
    """The request to call a loan back before its due date; the due date becomes no sooner than the policy's notice."""

    loan: Loan
    case: Case
    on: dt.date
    reason: str = attrs.field(validator=checks.filled)
    due_on: dt.date | None = None


def recall(
    request: RecallLoan,
    *,
    policy: LoanPolicy,
    open_days: OpenDays,
    objections: Sequence[Objection] = (),
) -> Outcome[Loan]:
    """Call a loan back: due on the day asked for, or the last of guidance, but not before the policy's notice is over.

    The day goes on to an open one where it is known. Codes: `already_returned`, `already_recalled`,
    `would_not_change_due_date`.
    """
    loan, case, on = request.loan, request.case, request.on
    soonest = on + dt.timedelta(days=policy.recall_notice_days)
    due_on = max(request.due_on or case.guidance_until or soonest, soonest)
    due_on = open_days.first_from(due_on) or due_on
    found = list(still_out(loan))
    if loan.recall is not None:
        text = f"It was called back on {loan.recall.on} already."
        found.append(objection("already_recalled", text, loan=loan.id, due_on=loan.due_on))
    elif due_on >= loan.due_on:
        text = f"The loan is due on {loan.due_on}; {policy.recall_notice_days} days of notice end on {due_on}."
        found.append(objection("would_not_change_due_date", text, loan=loan.id, due_on=loan.due_on))
    refuse(found, objections)
    recalled = Recall(on=on, was_due_on=loan.due_on, due_on=due_on, reason=request.reason)
    called = evolve(loan, due_on=due_on, recall=recalled)
    return Outcome(
        called,
        also=(case,),
        events=(LoanRecalled(loan=loan.id, case=case.id, on=on, was_due_on=loan.due_on, due_on=due_on),),
        notices=(_told(called, case, policy, NoticeKind.LOAN_RECALLED),),
    )


def undo_recall(
    loan: Loan, case: Case, *, on: dt.date, policy: LoanPolicy, open_days: OpenDays, items: Sequence[Item] = ()
) -> Outcome[Loan]:
    """Undo a recall, as when guidance is prolonged: the policy gives the due date again. Code: `not_recalled`."""
    if loan.recall is None or loan.returned_on is not None:
        refuse((objection("not_recalled", "The loan is not called back.", loan=loan.id),))
    due = _due(loan.nominal_due_on, loan, case, policy, items, open_days)
    again = evolve(_settled(loan, due), recall=None)
    return Outcome(
        again,
        also=(case,),
        events=(RecallUndone(loan=loan.id, case=case.id, on=on, was_due_on=loan.due_on, due_on=due.on),),
        notices=(_told(again, case, policy, NoticeKind.LOAN_EXTENDED),),
    )


def resettle(
    loan: Loan, case: Case, *, on: dt.date, policy: LoanPolicy, open_days: OpenDays, items: Sequence[Item] = ()
) -> Outcome[Loan] | None:
    """Return what changes when the due date is computed anew from the nominal one, or None: nothing does.

    A loan that was called back, or has come back, keeps its due date; so does one whose day has come.
    """
    if loan.recall is not None or loan.returned_on is not None or loan.due_on <= on:
        return None
    due = _due(loan.nominal_due_on, loan, case, policy, items, open_days)
    if (due.on, due.provisional) == (loan.due_on, loan.provisional) or due.on <= on:
        return None
    return move(loan, case, due.on, on=on, policy=policy, provisional=due.provisional)


def move(
    loan: Loan, case: Case, due_on: dt.date, *, on: dt.date, policy: LoanPolicy, provisional: bool = False
) -> Outcome[Loan]:
    """Move the due date that holds, and not the nominal one, as after a closure."""
    moved = evolve(loan, due_on=due_on, provisional=provisional)
    kind = NoticeKind.LOAN_EXTENDED if due_on != loan.due_on else None
    return Outcome(
        moved,
        also=(case,),
        events=(DueDateSettled(loan=loan.id, case=case.id, on=on, was_due_on=loan.due_on, due_on=due_on),),
        notices=(_told(moved, case, policy, kind),),
    )


def _settled(loan: Loan, due: DueDate) -> Loan:
    return evolve(loan, nominal_due_on=due.nominal, due_on=due.on, provisional=due.provisional)


def _told(loan: Loan, case: Case, policy: LoanPolicy, kind: NoticeKind | None) -> NoticePlan:
    data = {"due_on": loan.due_on.isoformat()}
    now: tuple[NoticeDraft, ...] = ()
    if kind is not None:
        now = both(kind, case, once=str(loan.due_on), expires_on=loan.due_on, data=data)
    return NoticePlan(loan.id, (*now, *escalation(loan, case, policy)))
