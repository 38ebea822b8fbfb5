"""Privacy: what is known of a person, taking it away, and what is done with whom and for how long."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import attrs

from digicase.casework.cases import find_case, purposeful
from digicase.casework.intake import accept
from digicase.casework.people import permitted
from digicase.casework.polling import forget
from digicase.casework.processing import Processing
from digicase.casework.unit import Unit, batched
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import retention
from digicase.domain.appointments import Appointment, AppointmentQuery
from digicase.domain.asking import LoanRequestQuery
from digicase.domain.assessments import AssessmentQuery
from digicase.domain.calendar import CalendarAudience
from digicase.domain.cases import Case, CaseQuery, Keeping
from digicase.domain.events import FileExported, PersonErased
from digicase.domain.feedback import NoteQuery
from digicase.domain.feeds import feed_name
from digicase.domain.ids import DestructionListId, RemainsId
from digicase.domain.inspections import Repair, RepairQuery
from digicase.domain.journal import JournalEntry, JournalQuery
from digicase.domain.loans import Loan, LoanQuery
from digicase.domain.notices import NoticeQuery
from digicase.domain.outcome import Override, refuse
from digicase.domain.people import ContactQuery, StaffQuery
from digicase.domain.record import Query, Record, evolve, kind_of
from digicase.domain.requests import KeyedRequestQuery
from digicase.domain.reservations import ReservationQuery
from digicase.domain.retention import DestructionList, DestructionListQuery, Erasure, Remains, RemainsQuery
from digicase.domain.standby import StandbyQuery
from digicase.domain.subscriptions import SubscriptionQuery
from digicase.domain.support import SupportPlanQuery
from digicase.domain.tasks import TaskQuery
from digicase.domain.waiting import WaitingQuery
from digicase.errors import NotFound, PluginBroken
from digicase.plain import to_plain
from digicase.ports import EraserOffer

R = TypeVar("R", bound=Record)
STAFF_FIELDS = frozenset(
    {"consultant", "coach", "accompanied_by", "author", "actor", "by", "owner", "done_by", "holder"}
)
"""Where a record may name a third person: a member of staff."""


class Privacy(Noun):
    """What a person may ask, and what an organisation owes them."""

    @verb
    def export(self, case: Case | UUID | str, *, purpose: str = "request_of_the_person") -> dict[str, Any]:
        """Return everything that is known about a person, as `json.dumps` takes it; that it was is journaled.

        Records come by kind, as `to_plain` gives them; third persons are reduced to their roles. What plugins hold is
        under `elsewhere`. `purpose` is a code, as for `cases.read`.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        unit.note(FileExported(case=whose.id, purpose=purposeful(purpose)))
        found = _Traces.of(unit, whose)
        roles = {staff.reference: staff.role.value for staff in unit.session.find(StaffQuery())}
        roles[whose.reference] = whose.reference
        plain: dict[str, Any] = {}
        for record in (whose, *found.records, *found.journal):
            plain.setdefault(kind_of(type(record)).name, []).append(_by_role(to_plain(record), roles))
        erasers = self.house.plugins.erasers.all()
        plain["elsewhere"] = {each.name: _asked(each, "export", whose.reference) for each in erasers}
        return plain

    @verb
    def erase(self, case: Case | UUID | str, *, dry_run: bool = False, override: Override | None = None) -> Erasure:
        """Take away all that is known of a person, and return how much that was; with `dry_run` only say so.

        Records go; journal lines stay, without anything that leads to the person; repairs forget the loan; what
        statistics count remains. Plugins are asked first: one that fails stops the erasure. Refused, with all that bars
        it: `still_on_loan`, `case_open`, `kept`, and `retained`, which a coordinator may set aside.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        found = _Traces.of(unit, whose)
        until = self.house.retention.retain_until(whose, found.loans)
        bars = retention.barred(whose, found.loans, today=unit.today, until=until)
        erasers = self.house.plugins.erasers.all()
        taken = Erasure(
            removed=found.counted(),
            rewritten=len(found.journal) + len(found.repairs),
            elsewhere={each.name: _asked(each, "count", whose.reference) for each in erasers},
            barred=tuple(bars),
        )
        if not dry_run:
            firm = {each.code for each in bars} - {"retained"}
            refuse(bars, unit.objections(taken), override=permitted(unit, override), firm=firm)
            for eraser in erasers:
                _asked(eraser, "erase", whose.reference)
            _erase(unit, whose, found)
        return taken

    @verb
    def keep(self, case: Case | UUID | str, *, reason: str, on: dt.date | None = None) -> Case:
        """Bar the erasure of a case, as while there is a dispute, from a day on (default: today). Refused: `kept`."""
        unit = self.unit
        keeping = accept(Keeping, since=unit.today if on is None else on, reason=reason, by=unit.actor)
        return unit.apply(retention.keep(find_case(unit, case), keeping)).result

    @verb
    def free(self, case: Case | UUID | str) -> Case:
        """Bar the erasure of a case no more. Refused: `not_kept`."""
        return self.unit.apply(retention.free(find_case(self.unit, case), on=self.unit.today)).result

    @question
    def due(self) -> Sequence[Case]:
        """Return the cases whose time is over and whose erasure nothing bars, by reference."""
        unit, found = self.unit, []
        for case in unit.session.find(CaseQuery(closed_before=unit.today)):
            loans = unit.session.find(LoanQuery(case=case.id))
            until = self.house.retention.retain_until(case, loans)
            if not retention.barred(case, loans, today=unit.today, until=until):
                found.append(case)
        return found

    @verb
    def list_due(self) -> DestructionList:
        """Put the cases whose time is over on a list, for a second person to approve. Refused: `nothing_due`."""
        unit = self.unit
        id = DestructionListId(self.house.new_id())
        due = [case.id for case in Privacy(unit).due()]
        return unit.apply(retention.listed(id, due, on=unit.today, by=unit.actor)).result

    @verb
    def approve(self, destruction: DestructionList | UUID) -> DestructionList:
        """Approve a list, as somebody else than who made it. Refused: `same_person`, `already_approved`."""
        unit = self.unit
        return unit.apply(retention.approve(self._list(destruction), on=unit.today, by=unit.actor)).result

    @verb
    def destroy(self, destruction: DestructionList | UUID) -> DestructionList:
        """Erase the cases of an approved list, all or none; what something bars by now is left, and counted.

        Refused: `not_approved`, `already_destroyed`.
        """
        unit = self.unit
        now = self._list(destruction)
        retention.ready(now)
        erased = 0
        for id in now.cases:
            try:
                taken = Privacy(unit).erase(id, dry_run=True)
            except NotFound:
                continue  # erased since, at the person's own request
            if not taken.barred:
                Privacy(unit).erase(id)
                erased += 1
        left = sum(unit.session.count(CaseQuery(ids=[id])) for id in now.cases)
        kept = unit.session.get(DestructionList, now.id)
        return unit.apply(retention.destroyed(kept, on=unit.today, erased=erased, left=left)).result

    @question
    def destructions(self, *, open: bool | None = None) -> Sequence[DestructionList]:
        """Return the destruction lists, oldest first: those still to be carried out, those that were, or all."""
        return self.unit.session.find(DestructionListQuery(open=open))

    @question
    def statistics(self, *, by: Collection[str], of: str = "case") -> Mapping[tuple[str | int | None, ...], int | None]:
        """Return how many closed cases, or ended loans (`of="loan"`), there were by some fields, erased ones too.

        `by` are any of year, group, funder, outcome and device. A figure under five is None; there are no totals.
        """
        unit = self.unit
        rows = [*unit.session.find(RemainsQuery()), *self._still_here()]
        return retention.statistics([row for row in rows if row.kind == of], by=tuple(by))

    @question
    def processing(self) -> Processing:
        """Return the record of processing (GDPR, article 30), as far as it follows from what is configured."""
        return Processing.of(self.house)

    def _still_here(self) -> Iterator[Remains]:
        unit = self.unit
        for case in unit.session.find(CaseQuery(open=False)):
            loans = [loan for loan in unit.session.find(LoanQuery(case=case.id)) if loan.returned_on]
            appointments = unit.session.find(AppointmentQuery(case=case.id))
            yield from retention.remains(case, loans, appointments, ids=map(RemainsId, unit.ids()))

    def _list(self, given: DestructionList | UUID) -> DestructionList:
        return self.unit.stored(DestructionList, given)


@attrs.frozen(kw_only=True)
class _Traces:
    """All records that lead to a person: those that go, and those that stay without leading there."""

    loans: Sequence[Loan]
    appointments: Sequence[Appointment]
    others: Sequence[Record]
    journal: Sequence[JournalEntry]
    repairs: Sequence[Repair]
    lists: Sequence[DestructionList]

    @property
    def records(self) -> Sequence[Record]:
        """Return what goes, besides the case."""
        return (*self.loans, *self.appointments, *self.others)

    def counted(self) -> dict[str, int]:
        """Return how many records of each kind go."""
        kinds = Counter(kind_of(type(record)).name for record in self.records)
        return {"case": 1, **dict(sorted(kinds.items()))}

    @classmethod
    def of(cls, unit: Unit, case: Case) -> _Traces:
        """Find all that leads to a person, by indexed reads."""
        id = case.id

        def find(query: Query[Any]) -> Sequence[Any]:
            return unit.session.find(query)

        loans, appointments = find(LoanQuery(case=id)), find(AppointmentQuery(case=id))
        queries: tuple[Query[Any], ...] = (
            ContactQuery(reference=case.reference),
            AssessmentQuery(case=id),
            LoanRequestQuery(case=id),
            ReservationQuery(case=id),
            WaitingQuery(case=id),
            StandbyQuery(case=id),
            NoteQuery(case=id),
            TaskQuery(case=id),
            SupportPlanQuery(case=id),
            SubscriptionQuery(owner=case.reference),
            SubscriptionQuery(holder=case.reference),
        )
        others: list[Record] = list({record.id: record for query in queries for record in find(query)}.values())
        ids: list[UUID] = [id, *(loan.id for loan in loans), *(each.id for each in appointments)]
        ids += [record.id for record in others]
        for some in batched(ids):
            last: tuple[Query[Any], ...] = (NoticeQuery(subjects=some), KeyedRequestQuery(results=some))
            others += [record for query in last for record in find(query)]
        return cls(
            loans=loans,
            appointments=appointments,
            others=others,
            journal=find(JournalQuery(case=id)),
            repairs=find(RepairQuery(loans=[loan.id for loan in loans])) if loans else (),
            lists=[each for each in find(DestructionListQuery(open=True)) if id in each.cases],
        )


def _erase(unit: Unit, case: Case, found: _Traces) -> None:
    left = retention.remains(case, found.loans, found.appointments, ids=map(RemainsId, unit.ids()))
    loans = {str(loan.id) for loan in found.loans}
    lines = [evolve(entry, subject=left[0].id, case=None, data={}) for entry in found.journal]
    begun = [entry for repair in found.repairs for entry in unit.session.find(JournalQuery(subject=repair.id))]
    lines += [evolve(entry, data={**entry.data, "loan": None}) for entry in begun if entry.data.get("loan") in loans]
    unit.session.save(
        *left,
        *lines,
        *(evolve(repair, loan=None) for repair in found.repairs),
        *(evolve(each, cases=tuple(id for id in each.cases if id != case.id)) for each in found.lists),
    )
    unit.session.remove(*found.records, case)
    forget(unit, feed_name(CalendarAudience.JOBSEEKER, case.reference))  # which was just told of that
    unit.note(PersonErased(remains=left[0].id, records=1 + len(found.records)))


def _asked(eraser: EraserOffer, what: str, reference: str) -> Any:
    """Ask a plugin about a person, or have it erase them; what it raises stops us, and names it."""
    try:
        return getattr(eraser, what)(reference)
    except Exception as error:  # a plugin's fault must not pass for ours, nor be passed over
        raise PluginBroken(eraser.name, f"could not {what} what it keeps ({type(error).__name__})") from error


def _by_role(plain: Any, roles: Mapping[str, str]) -> Any:
    """Return plain data in which members of staff are reduced to their roles."""
    if isinstance(plain, dict):
        return {name: _told(name, value, roles) for name, value in plain.items()}
    return [_by_role(each, roles) for each in plain] if isinstance(plain, list | tuple) else plain


def _told(name: str, value: Any, roles: Mapping[str, str]) -> Any:
    if name in STAFF_FIELDS and isinstance(value, str):
        return roles.get(value, "staff")
    return _by_role(value, roles)
