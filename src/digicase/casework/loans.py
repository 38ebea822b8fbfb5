"""Loans: lend, extend, take back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.packages import find_package
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import loans
from digicase.domain.cases import Case
from digicase.domain.equipment import ItemQuery, Package
from digicase.domain.ids import LoanId
from digicase.domain.loans import ExtendLoan, LendPackage, Loan, LoanQuery, TakeBack


class Loans(Noun):
    """Packages in people's hands."""

    @verb
    def lend(self, package: Package | UUID | str, *, to: Case | UUID | str, on: dt.date | None = None) -> Loan:
        """Lend a package to a case from a day on (default: today) until the policy's due date, and return the loan.

        Refused: `already_on_loan`, `case_has_loan`, `package_not_available`, `guidance_not_started`,
        `guidance_ended`, `case_closed`, and what plugins object to. A day in the future is InvalidData.
        """
        unit = self.unit
        lent, case = find_package(unit, package), find_case(unit, to)
        request = accept(LendPackage, package=lent, case=case, on=unit.today if on is None else on)
        outcome = loans.lend(
            request,
            id=LoanId(self.house.new_id()),
            policy=self.house.policy,
            today=unit.today,
            items=unit.session.find(ItemQuery(package=lent.id)),
            package_loans=unit.session.find(LoanQuery(package=lent.id, open=True)),
            case_loans=unit.session.find(LoanQuery(case=case.id, open=True)),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def extend(self, loan: Loan | UUID, *, reason: str, on: dt.date | None = None) -> Loan:
        """Extend a loan by the policy's extension, from its due date; `on` is the day it is granted (default: today).

        Refused: `already_returned`, `too_many_extensions`, and those of guidance.
        """
        unit = self.unit
        now = self._loan(loan)
        case = unit.session.get(Case, now.case)
        request = accept(ExtendLoan, loan=now, case=case, on=unit.today if on is None else on, reason=reason)
        outcome = loans.extend(request, policy=self.house.policy, objections=unit.objections(request))
        return unit.apply(outcome).result

    @verb
    def take_back(self, loan: Loan | UUID, *, on: dt.date | None = None) -> Loan:
        """Record that a package came back on a day (default: today); it is to be inspected before it is lent again.

        Refused: `already_returned`. A day before the hand-over, or in the future, is InvalidData.
        """
        unit = self.unit
        now = self._loan(loan)
        package, case = unit.session.get(Package, now.package), unit.session.get(Case, now.case)
        day = unit.today if on is None else on
        request = accept(TakeBack, loan=now, package=package, case=case, on=day)
        outcome = loans.take_back(request, today=unit.today, objections=unit.objections(request))
        return unit.apply(outcome).result

    @question
    def get(self, loan: Loan | UUID) -> Loan:
        """Return a loan as it is now; `NotFound` where there is none."""
        return self._loan(loan)

    def _loan(self, given: Loan | UUID) -> Loan:
        return self.unit.session.get(Loan, given.id if isinstance(given, Loan) else LoanId(given))
