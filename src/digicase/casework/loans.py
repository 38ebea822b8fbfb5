"""Loans: lend, extend, recall, swap, take back, and what is done with many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.items import conditions_of, find_item, is_meant, strangers, those
from digicase.casework.open_days import open_days, zitdag_days
from digicase.casework.packages import find_package
from digicase.casework.people import permitted
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import checks, documents, due_dates, extensions, lending, returns
from digicase.domain.cases import Case
from digicase.domain.documents import DocumentKind, LoanDocument
from digicase.domain.due_dates import Closure
from digicase.domain.equipment import Item, ItemQuery, Package
from digicase.domain.extensions import ExtendLoan, RecallLoan
from digicase.domain.ids import LoanId, RepairId
from digicase.domain.lending import LendPackage, Shelf
from digicase.domain.loans import Loan, LoanQuery
from digicase.domain.outcome import Override
from digicase.domain.policies import LoanPolicy
from digicase.domain.record import evolve
from digicase.domain.reservations import ReservationQuery
from digicase.domain.returns import ClaimReturn, ReportLost, SwapItem, TakeBack
from digicase.domain.support import SupportPlanQuery
from digicase.domain.waiting import WaitingQuery
from digicase.errors import InvalidData, NotFound, Problem


class Loans(Noun):
    """Packages in people's hands. A loan is given by itself, its id, or the label of the package that is out on it."""

    @verb
    def lend(
        self,
        package: Package | UUID | str,
        *,
        to: Case | UUID | str,
        on: dt.date | None = None,
        asked_on: dt.date | None = None,
        without: Collection[Item | UUID | str] = (),
        conditions: Mapping[str, str] | None = None,
        photos: Mapping[str, Collection[str]] | None = None,
        facts: Mapping[str, int] | None = None,
        agreement: str | None = None,
        deposit_cents: int = 0,
        goals_plan: bool = False,
        mastered: bool = False,
        override: Override | None = None,
    ) -> Loan:
        """Lend a package to a case from a day on (default: today) until the policy's due date, and return the loan.

        `without` names items that stay here on purpose. `conditions` and `photos` (references of the host's) are by
        item, as it is described, such as `laptop 7LMF00MB`. What a policy may ask for: `asked_on`, when the loan was
        asked for; `agreement`, the reference of one that is signed; `deposit_cents`; `goals_plan` (an agreed support
        plan counts as one); `mastered`; and `facts`, numbers such as `{"children": 2}`. `override` sets objections
        aside, for a coordinator.

        Refused: `already_on_loan`, `package_not_available`, `package_resting`, `item_on_loan`, `item_not_available`,
        `end_of_life`, `case_has_loan`, `too_many_loans`, `too_many_weeks`, `asked_too_late`, `agreement_required`,
        `deposit_required`, `goals_plan_required`, `mastery_required`, `due_before_start`, `guidance_not_started`,
        `guidance_ended`, `case_closed`, `held_for_another`, `reserved_then`, and what plugins object to.
        A day in the future is InvalidData.
        """
        unit = self.unit
        lent, case = find_package(unit, package), find_case(unit, to)
        items = unit.session.find(ItemQuery(package=lent.id))
        request = accept(
            LendPackage,
            package=lent,
            case=case,
            on=unit.today if on is None else on,
            asked_on=asked_on,
            without=those(items, without, path="without"),
            facts=facts or {},
            agreement=agreement,
            deposit_cents=deposit_cents,
            goals_plan=goals_plan,
            mastered=mastered,
            handed_over=conditions_of(items, conditions or {}, photos or {}),
        )
        policy = self.house.policies.choose(group=case.group, device=lent.device.value, location=lent.location)
        if policy.goals_plan_required and not goals_plan:
            request = evolve(request, goals_plan=self._agreed(case))
        outcome = lending.lend(
            request,
            id=LoanId(self.house.new_id()),
            policy=policy,
            today=unit.today,
            shelf=self._shelf(request, items, policy),
            objections=unit.objections(request),
            override=permitted(unit, override),
        )
        return unit.apply(outcome).result

    @verb
    def extend(
        self, loan: Loan | UUID | str, *, reason: str, on: dt.date | None = None, override: Override | None = None
    ) -> Loan:
        """Extend a loan by the extension of its policy; `on` is the day on which it is granted (default: today).

        Refused: `already_returned`, `claimed_returned`, `lost`, `recalled`, `overdue`, `too_many_extensions`,
        `somebody_waits`, `reserved_then`, `would_not_change_due_date`, `end_of_life`, and those of guidance.
        """
        unit = self.unit
        now, case, policy = self._known(loan)
        request = accept(ExtendLoan, loan=now, case=case, on=unit.today if on is None else on, reason=reason)
        nominal = policy.extended(now.lent_on, now.nominal_due_on, times=len(now.extensions), on=request.on)
        outcome = extensions.extend(
            request,
            policy=policy,
            open_days=open_days(unit, policy, now.lent_on, nominal),
            items=self._out(now),
            waiting=self._waiting(now, policy),
            reserved=[
                each.first
                for each in unit.session.find(ReservationQuery(package=now.package, open=True))
                if each.case != now.case
            ],
            objections=unit.objections(request),
            override=permitted(unit, override),
        )
        return unit.apply(outcome).result

    @verb
    def recall(
        self, loan: Loan | UUID | str, *, reason: str, due_on: dt.date | None = None, on: dt.date | None = None
    ) -> Loan:
        """Call a loan back: due on a day (default: the last of guidance), never before the policy's notice is over.

        Refused: `already_returned`, `already_recalled`, `would_not_change_due_date`.
        """
        unit = self.unit
        now, case, policy = self._known(loan)
        day = unit.today if on is None else on
        request = accept(RecallLoan, loan=now, case=case, on=day, reason=reason, due_on=due_on)
        days = open_days(unit, policy, request.on, now.due_on)
        outcome = extensions.recall(request, policy=policy, open_days=days, objections=unit.objections(request))
        return unit.apply(outcome).result

    @verb
    def undo_recall(self, loan: Loan | UUID | str) -> Loan:
        """Undo a recall, as when guidance is prolonged: the due date is again the policy's. Refused: `not_recalled`."""
        unit = self.unit
        now, case, policy = self._known(loan)
        days = open_days(unit, policy, now.lent_on, now.nominal_due_on)
        outcome = extensions.undo_recall(now, case, on=unit.today, policy=policy, open_days=days, items=self._out(now))
        return unit.apply(outcome).result

    @verb
    def swap(
        self,
        loan: Loan | UUID | str,
        out: Item | UUID | str,
        into: Item | UUID | str,
        *,
        reason: str,
        on: dt.date | None = None,
        broken: bool = True,
    ) -> Loan:
        """Replace an item of a running loan by one from the stock; what is `broken` goes to repair.

        Items are given by themselves, their id, serial, tag or number. Due date, extensions and agreement stay.
        Refused: `already_returned`, `lost`, `not_of_this_loan`, `other_kind`, `item_on_loan`, `item_in_package`,
        `item_not_available`, `end_of_life`.
        """
        unit = self.unit
        now, case, policy = self._known(loan)
        request = accept(
            SwapItem,
            loan=now,
            case=case,
            package=unit.session.get(Package, now.package),
            out=find_item(unit, out),
            into=find_item(unit, into),
            on=unit.today if on is None else on,
            reason=reason,
            broken=broken,
        )
        outcome = returns.swap(
            request,
            repair=RepairId(self.house.new_id()),
            policy=policy,
            today=unit.today,
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def take_back(
        self,
        loan: Loan | UUID | str,
        *,
        on: dt.date | None = None,
        items: Collection[Item | UUID | str] | None = None,
        conditions: Mapping[str, str] | None = None,
        photos: Mapping[str, Collection[str]] | None = None,
        outcome: str | None = None,
    ) -> Loan:
        """Record what came back on a day (default: today): everything, or the items named; it is then to be inspected.

        The loan stays open while an item is missing. Items are given by themselves, their id, or as they are
        described; one that is not of this loan is told as a `DataWarning`, journaled, and attached to nothing.

        Refused: `already_returned`. A day before the hand-over or what is recorded, or in the future, is InvalidData.
        """
        unit = self.unit
        now, case, policy = self._known(loan)
        out = self._out(now)
        told = conditions_of(out, conditions or {}, photos or {})
        request = accept(
            TakeBack,
            loan=now,
            package=unit.session.get(Package, now.package),
            case=case,
            on=unit.today if on is None else on,
            items=None
            if items is None
            else tuple(item.id for item in out if any(is_meant(item, each) for each in items)),
            unexpected=strangers(out, items or ()),
            conditions={str(each.item): each.condition for each in told},
            photos={str(each.item): each.photos for each in told},
            outcome=outcome,
        )
        decided = returns.take_back(
            request, today=unit.today, policy=policy, items=out, objections=unit.objections(request)
        )
        return unit.apply(decided).result

    @verb
    def claim_returned(self, loan: Loan | UUID | str, *, on: dt.date | None = None) -> Loan:
        """Record that somebody says to have brought everything back; nobody is reminded until that is settled.

        Settle it with `take_back` or `report_lost`. Refused: `already_returned`, `claimed_returned`.
        """
        unit = self.unit
        now, case, _ = self._known(loan)
        request = accept(ClaimReturn, loan=now, case=case, on=unit.today if on is None else on)
        return unit.apply(returns.claim(request, today=unit.today, objections=unit.objections(request))).result

    @verb
    def report_lost(self, loan: Loan | UUID | str, *, on: dt.date | None = None, stolen: bool = False) -> Loan:
        """Record that a package is lost or stolen; an active SIM is suspended at once. Found again: `take_back`.

        Refused: `already_returned`, `lost`.
        """
        unit = self.unit
        now, _, _ = self._known(loan)
        package = unit.session.get(Package, now.package)
        request = accept(ReportLost, loan=now, package=package, on=unit.today if on is None else on, stolen=stolen)
        outcome = returns.report_lost(
            request, today=unit.today, items=self._out(now), objections=unit.objections(request)
        )
        return unit.apply(outcome).result

    @verb
    def resettle(self) -> Sequence[Loan]:
        """Compute the due dates of all open loans anew from the nominal ones, as when a calendar was published.

        Returns the loans that moved or are no longer provisional. What was called back, or is due by now, stays.
        """
        unit, moved = self.unit, []
        for loan in unit.session.find(LoanQuery(open=True, due_from=unit.today)):
            now, case, policy = self._known(loan)
            days = open_days(unit, policy, now.lent_on, now.nominal_due_on)
            outcome = extensions.resettle(now, case, on=unit.today, policy=policy, open_days=days, items=self._out(now))
            if outcome is not None:
                moved.append(unit.apply(outcome).result)
        return moved

    @verb
    def spread(self, first: dt.date, last: dt.date, *, a_day: int) -> Sequence[Loan]:
        """Move the due dates that fall in a closure, both days included, to the open days after it, so many to a day.

        Returns the loans that moved; where the open days run out, the rest keep their due dates. Open are the days of
        zitdagen.
        """
        unit = self.unit
        closed = accept(Closure, first=first, last=last, a_day=a_day)
        found = unit.session.find(LoanQuery(open=True, due_from=closed.first))
        due = {loan.id: loan.due_on for loan in found}
        moved = due_dates.spread(due, closed, open_days=zitdag_days(unit, after=closed.last))
        changed = []
        for id, day in moved.items():
            now, case, policy = self._known(id)
            changed.append(unit.apply(extensions.move(now, case, day, on=unit.today, policy=policy)).result)
        return changed

    @verb
    def suspend_sims(self) -> Sequence[Loan]:
        """Suspend the SIMs of overdue loans whose policy says so by now; return those loans. Call it daily."""
        unit, done = self.unit, []
        for loan in unit.session.find(LoanQuery(open=True, due_before=unit.today)):
            now, case, policy = self._known(loan)
            outcome = returns.suspend_sims(now, case, policy=policy, today=unit.today, items=self._out(now))
            if outcome is not None:
                done.append(unit.apply(outcome).result)
        return done

    @question
    def get(self, loan: Loan | UUID | str) -> Loan:
        """Return a loan as it is now; `NotFound` where there is none."""
        return find_loan(self.unit, loan)

    @question
    def of(self, case: Case | UUID | str) -> Sequence[Loan]:
        """Return a case's loans, soonest due first; those that came back too."""
        return self.unit.session.find(LoanQuery(case=find_case(self.unit, case).id))

    @question
    def document(
        self, loan: Loan | UUID | str, kind: str = "agreement", *, language: str | None = None
    ) -> LoanDocument:
        """Return the facts of a paper on a loan: its agreement, the addendum after swaps, or the protocol of a return.

        In the case's language unless another is given. The plugin `digicase-papers` prints it; no name is in it.
        """
        unit = self.unit
        now = find_loan(unit, loan)
        case = unit.case(now.case)
        wish = accept(_Paper, kind=kind, language=case.language if language is None else language)
        return documents.document(
            wish.kind,
            now,
            case=case,
            package=unit.session.get(Package, now.package),
            items=unit.session.find(ItemQuery(ids=documents.named_in(now))),
            language=wish.language,
            on=unit.today,
        )

    @question
    def overdue(self) -> Sequence[Loan]:
        """Return the open loans whose due date has passed, the longest overdue first."""
        return self.unit.session.find(LoanQuery(open=True, due_before=self.unit.today))

    @question
    def provisional(self) -> Sequence[Loan]:
        """Return the open loans whose due date awaits a calendar, soonest due first."""
        return self.unit.session.find(LoanQuery(open=True, provisional=True))

    def _known(self, given: Loan | UUID | str) -> tuple[Loan, Case, LoanPolicy]:
        loan = find_loan(self.unit, given)
        policy = self.house.policies.get(loan.policy, loan.policy_version)
        return loan, self.unit.case(loan.case), policy

    def _out(self, loan: Loan) -> Sequence[Item]:
        return self.unit.session.find(ItemQuery(ids=loan.items))

    def _agreed(self, case: Case) -> bool:
        """Tell whether a case has a support plan that the jobseeker agreed to."""
        plans = self.unit.session.find(SupportPlanQuery(case=case.id, current=True), limit=1)
        return bool(plans) and plans[0].agreed_on is not None

    def _waiting(self, loan: Loan, policy: LoanPolicy) -> int:
        if not policy.waiting_blocks_extension:
            return 0
        package = self.unit.session.get(Package, loan.package)
        return self.unit.session.count(WaitingQuery(device=package.device, waiting=True))

    def _shelf(self, request: LendPackage, items: Sequence[Item], policy: LoanPolicy) -> Shelf:
        session, case, on = self.unit.session, request.case.id, request.on
        yearly = policy.max_loans_a_year is not None or policy.max_weeks_a_year is not None
        places = {
            place.id: place
            for query in (WaitingQuery(case=case, waiting=True), WaitingQuery(package=request.package.id, waiting=True))
            for place in session.find(query)
        }.values()
        held = [p.package for p in places if p.case == case and p.package not in (None, request.package.id)]
        return Shelf(
            items=items,
            package_loans=session.find(LoanQuery(package=request.package.id, open=True)),
            case_loans=session.find(LoanQuery(case=case, open=True)),
            reservations=session.find(ReservationQuery(package=request.package.id, open=True)),
            places=tuple(places),
            held=session.get(Package, held[0]) if held else None,
            lent_this_year=session.find(LoanQuery(case=case, lent_from=dt.date(on.year, 1, 1))) if yearly else (),
            open_days=open_days(self.unit, policy, on, policy.nominal_due_on(on)),
        )


@attrs.frozen(kw_only=True)
class _Paper:
    kind: DocumentKind
    language: str = attrs.field(validator=checks.language_code)


def find_loan(unit: Unit, given: Loan | UUID | str) -> Loan:
    """Return a loan as it is now, given itself, its id, or the label of the package that is out on it."""
    if isinstance(given, Loan | UUID):
        loan = unit.stored(Loan, given)
        unit.admit_to(loan.case)
        return loan
    if not isinstance(given, str):
        raise InvalidData([Problem("loan", f"must be a loan, its id, or the label of its package, not {given!r}")])
    package = find_package(unit, given)
    found = unit.session.find(LoanQuery(package=package.id, open=True), limit=1)
    if not found:
        raise NotFound("open loan of package", given)
    return find_loan(unit, found[0])
