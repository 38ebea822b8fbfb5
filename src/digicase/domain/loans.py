"""Loans: lend, extend and take back a package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import attrs

from digicase.domain import checks
from digicase.domain.cases import Case
from digicase.domain.equipment import Item, Package, PackageState
from digicase.domain.events import LoanExtended, PackageLent, PackageReturned
from digicase.domain.ids import CaseId, ItemId, LoanId, PackageId
from digicase.domain.notices import NoticeDraft, NoticeKind, NoticePlan, both
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.policies import LoanPolicy
from digicase.domain.record import Key, Query, eq, evolve, ge, is_null, lt, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem

REMINDERS = ((28, NoticeKind.LOAN_DUE_SOON), (7, NoticeKind.LOAN_DUE_SOON), (0, NoticeKind.LOAN_DUE_TODAY))


@attrs.frozen(kw_only=True)
class Extension:
    """One extension of a loan: granted on a day, from one due date to the next, and why."""

    on: dt.date
    was_due_on: dt.date
    due_on: dt.date
    reason: str


@record(
    unique=[Key("package", where={"returned_on": None}), Key("case", where={"returned_on": None})],
    indexed=["package", "case", "due_on"],
)
class Loan:
    """A package in the hands of a case, from hand-over to return.

    `items` are what it left with, whatever happens to the package later. `nominal_due_on` is what the policy gives;
    `due_on` is the effective date. They are kept apart so that a shift for closed days never accumulates.
    """

    id: LoanId
    version: int = 0
    package: PackageId
    case: CaseId
    items: tuple[ItemId, ...] = ()
    policy: str
    lent_on: dt.date
    nominal_due_on: dt.date
    due_on: dt.date
    extensions: tuple[Extension, ...] = ()
    returned_on: dt.date | None = None

    def overdue(self, today: dt.date) -> bool:
        """Tell whether the loan is open and its due date has passed; the due date itself is not overdue."""
        return self.returned_on is None and self.due_on < today


@query(Loan, sort=("due_on",))
class LoanQuery(Query[Loan]):
    """Loans, soonest due first."""

    ids: Collection[LoanId] | None = where("id", one_of)
    package: PackageId | None = where("package", eq)
    case: CaseId | None = where("case", eq)
    open: bool | None = where("returned_on", is_null)
    due_from: dt.date | None = where("due_on", ge)
    due_before: dt.date | None = where("due_on", lt)


@attrs.frozen(kw_only=True)
class LendPackage:
    """The request to hand a package over on a day."""

    package: Package
    case: Case
    on: dt.date


@attrs.frozen(kw_only=True)
class ExtendLoan:
    """The request to extend a loan; `on` is the day on which it is granted."""

    loan: Loan
    case: Case
    on: dt.date
    reason: str = attrs.field(validator=checks.filled)


@attrs.frozen(kw_only=True)
class TakeBack:
    """The request to record that a package came back on a day."""

    loan: Loan
    package: Package
    case: Case
    on: dt.date


def lend(
    request: LendPackage,
    *,
    id: LoanId,
    policy: LoanPolicy,
    today: dt.date,
    items: Sequence[Item] = (),
    package_loans: Sequence[Loan] = (),
    case_loans: Sequence[Loan] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Loan]:
    """Lend a package to a case until the policy's due date.

    `package_loans` and `case_loans` are the loans still open. Codes: `already_on_loan`, `case_has_loan`,
    `package_not_available`, `guidance_not_started`, `guidance_ended`, `case_closed`. A hand-over in the future is
    InvalidData; one in the past is entered late and counts from its own day.
    """
    package, case, on = request.package, request.case, request.on
    _not_in_future("on", on, today)
    found = [
        _objection(
            "already_on_loan",
            f"Package {package.label} is on loan until {loan.due_on}.",
            package=package.label,
            loan=loan.id,
        )
        for loan in package_loans
    ]
    found += [
        _objection(
            "case_has_loan",
            f"Case {case.reference} has a package until {loan.due_on}.",
            case=case.reference,
            loan=loan.id,
        )
        for loan in case_loans
    ]
    if package.state is not PackageState.AVAILABLE and not package_loans:
        text = f"Package {package.label} is {package.state}; it must be available to be lent."
        found.append(_objection("package_not_available", text, package=package.label, state=package.state.value))
    refuse(found, case.guidance_objections(on), objections)
    due_on = policy.due_on(on)
    loan = Loan(
        id=id,
        package=package.id,
        case=case.id,
        items=tuple(item.id for item in items),
        policy=policy.name,
        lent_on=on,
        nominal_due_on=due_on,
        due_on=due_on,
    )
    return Outcome(
        loan,
        also=(evolve(package, state=PackageState.ON_LOAN), case),
        events=(PackageLent(loan=id, package=package.id, case=case.id, on=on, due_on=due_on),),
        notices=(NoticePlan(id, due_reminders(loan, case)),),
    )


def extend(request: ExtendLoan, *, policy: LoanPolicy, objections: Sequence[Objection] = ()) -> Outcome[Loan]:
    """Extend a loan by the policy's extension, counted from its nominal due date.

    Codes: `already_returned`, `too_many_extensions`, `guidance_ended`, `case_closed`.
    """
    loan, case, on = request.loan, request.case, request.on
    found = list(_returned(loan))
    if policy.max_extensions is not None and len(loan.extensions) >= policy.max_extensions:
        most = policy.max_extensions
        text = f"The loan was extended {len(loan.extensions)} times; the policy {policy.name} allows {most}."
        found.append(_objection("too_many_extensions", text, loan=loan.id, allowed=most))
    refuse(found, case.guidance_objections(on), objections)
    due_on = policy.extended(loan.nominal_due_on)
    extension = Extension(on=on, was_due_on=loan.due_on, due_on=due_on, reason=request.reason)
    extended = evolve(loan, nominal_due_on=due_on, due_on=due_on, extensions=(*loan.extensions, extension))
    told = both(
        NoticeKind.LOAN_EXTENDED, case, once=str(due_on), expires_on=due_on, data={"due_on": due_on.isoformat()}
    )
    return Outcome(
        extended,
        also=(case,),
        events=(LoanExtended(loan=loan.id, case=case.id, on=on, was_due_on=loan.due_on, due_on=due_on),),
        notices=(NoticePlan(loan.id, (*told, *due_reminders(extended, case))),),
    )


def take_back(request: TakeBack, *, today: dt.date, objections: Sequence[Objection] = ()) -> Outcome[Loan]:
    """Record that a package came back; it is to be inspected before it can be lent again.

    Codes: `already_returned`. A day before the hand-over or after today is InvalidData.
    """
    loan, on = request.loan, request.on
    _not_in_future("on", on, today)
    if on < loan.lent_on:
        raise InvalidData([Problem("on", f"{on} is before the hand-over on {loan.lent_on}")])
    refuse(_returned(loan), objections)
    returned = evolve(loan, returned_on=on)
    return Outcome(
        returned,
        also=(evolve(request.package, state=PackageState.TO_INSPECT),),
        events=(PackageReturned(loan=loan.id, package=loan.package, case=loan.case, on=on),),
        notices=(NoticePlan(loan.id, ()),),
    )


def due_reminders(loan: Loan, case: Case) -> tuple[NoticeDraft, ...]:
    """Return the reminders that a loan asks for: 28 and 7 days before the due date, and on the day."""
    return tuple(
        draft
        for days, kind in REMINDERS
        for draft in both(
            kind,
            case,
            on=loan.due_on - dt.timedelta(days=days),
            once=f"{loan.due_on}-{days}",
            expires_on=loan.due_on,
            data={"due_on": loan.due_on.isoformat(), "days": days},
        )
    )


def _returned(loan: Loan) -> Sequence[Objection]:
    if loan.returned_on is None:
        return ()
    return (_objection("already_returned", f"The package came back on {loan.returned_on}.", loan=loan.id),)


def _not_in_future(path: str, day: dt.date, today: dt.date) -> None:
    if day > today:
        raise InvalidData([Problem(path, f"{day} is in the future (today is {today})")])


def _objection(code: str, text: str, **data: object) -> Objection:
    return Objection(code, text, data)
