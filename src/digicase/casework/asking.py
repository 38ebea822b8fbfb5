"""Asking for a loan or an extension, and the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.loans import Loans, find_loan
from digicase.casework.reservations import Reservations
from digicase.casework.verbs import Noun, question, verb
from digicase.casework.waiting import Waiting
from digicase.domain import asking
from digicase.domain.asking import LoanRequest, LoanRequestQuery, Wanted
from digicase.domain.cases import Case
from digicase.domain.loans import Loan
from digicase.domain.outcome import Outcome, Override


class Requests(Noun):
    """What jobseekers and consultants ask for, for a coordinator to decide."""

    @verb
    def ask_for_loan(
        self,
        case: Case | UUID | str,
        *,
        device: str,
        reason: str,
        dongle: bool = False,
        first: dt.date | None = None,
    ) -> LoanRequest:
        """Ask for a loan of a device, from a day on where that matters. Refused: `already_asked`, those of guidance."""
        wish = {"device": device, "dongle": dongle, "first": first}
        return self._ask(find_case(self.unit, case), Wanted.LOAN, reason, **wish)

    @verb
    def ask_for_extension(self, loan: Loan | UUID | str, *, reason: str) -> LoanRequest:
        """Ask for an extension of a loan. Refused: `already_asked`, and those of guidance."""
        now = find_loan(self.unit, loan)
        return self._ask(self.unit.case(now.case), Wanted.EXTENSION, reason, loan=now.id)

    @verb
    def grant(self, request: LoanRequest | UUID, *, override: Override | None = None) -> LoanRequest:
        """Grant a request and do what it asks: extend the loan, reserve for its first day, or wait in line for it.

        Refused: `already_decided`, and whatever stands in the way of what it asks.
        """
        unit = self.unit
        now, case = self._known(request)
        decided = unit.apply(self._decide(now, case, granted=True, answer="")).result
        if now.loan is not None:
            Loans(unit).extend(now.loan, reason=now.reason, override=override)
        elif now.first is not None:
            Reservations(unit).reserve(case, device=now.device, first=now.first)
        else:
            Waiting(unit).join(case, device=str(now.device), dongle=now.dongle, since=now.asked_on)
        return decided

    @verb
    def refuse(self, request: LoanRequest | UUID, *, answer: str) -> LoanRequest:
        """Refuse a request with an answer that is kept; both are told that it was. Refused: `already_decided`."""
        now, case = self._known(request)
        return self.unit.apply(self._decide(now, case, granted=False, answer=answer)).result

    @question
    def open(self) -> Sequence[LoanRequest]:
        """Return what waits for a decision, the longest ago first."""
        return self.unit.session.find(LoanRequestQuery(open=True))

    def _ask(self, case: Case, wanted: Wanted, reason: str, **wish: object) -> LoanRequest:
        unit = self.unit
        request = accept(
            LoanRequest,
            id=self.house.new_id(),
            case=case.id,
            wanted=wanted,
            reason=reason,
            asked_on=unit.today,
            **wish,
        )
        earlier = unit.session.find(LoanRequestQuery(case=case.id, wanted=wanted, open=True))
        outcome = asking.ask(request, case, earlier=tuple(earlier), objections=unit.objections(request))
        return unit.apply(outcome).result

    def _known(self, given: LoanRequest | UUID) -> tuple[LoanRequest, Case]:
        request = self.unit.stored(LoanRequest, given)
        return request, self.unit.case(request.case)

    def _decide(self, request: LoanRequest, case: Case, *, granted: bool, answer: str) -> Outcome[LoanRequest]:
        unit = self.unit
        loan = None if request.loan is None else unit.session.get(Loan, request.loan)
        return asking.decide(request, case, granted=granted, answer=answer, by=unit.actor, on=unit.today, loan=loan)
