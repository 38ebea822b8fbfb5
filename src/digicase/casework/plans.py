"""Support plans: drawn up from advice, agreed with the jobseeker, followed up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from digicase.casework.assessments import Assessments
from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import support
from digicase.domain.appointments import AppointmentQuery
from digicase.domain.cases import Case
from digicase.domain.ids import SupportPlanId
from digicase.domain.support import DrawUpPlan, PlanProgress, SupportPlan, SupportPlanQuery, Wishes
from digicase.errors import NotFound


class Plans(Noun):
    """What jobseekers and the team set out to do."""

    @verb
    def draw_up(
        self,
        case: Case | UUID | str,
        *,
        device: str | None = None,
        dongle: bool | None = None,
        sessions: int | None = None,
        practise: Collection[str] | None = None,
        reason: str | None = None,
        on: dt.date | None = None,
    ) -> SupportPlan:
        """Draw up a case's plan from its advice, in place of the current one, and return it.

        `device` (laptop, tablet, tablet+keyboard, none), `dongle` and `sessions` decide otherwise than advised, with
        a `reason` that is kept beside the advice; `practise` names other items than the goals' gaps. Refused:
        `case_closed`; `no_advice`, where there is none on something that is not decided either.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        assessments = Assessments(unit)
        wishes = accept(Wishes, device=device, dongle=dongle, sessions=sessions, practise=practise, reason=reason)
        request = DrawUpPlan(
            case=whose, advice=assessments.advise(whose), wishes=wishes, on=unit.today if on is None else on
        )
        current = unit.session.find(SupportPlanQuery(case=whose.id, current=True), limit=1)
        outcome = support.draw_up(
            request,
            id=SupportPlanId(self.house.new_id()),
            assessment=assessments.latest(whose),
            current=current[0] if current else None,
            known_items=self.house.framework.codes(),
            by=unit.actor,
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def agree(self, case: Case | UUID | str, *, agreement: str | None = None, on: dt.date | None = None) -> SupportPlan:
        """Record that the jobseeker agrees to the current plan; `agreement` is the host's reference of the signature.

        Refused: `already_agreed`. `NotFound` where there is no plan.
        """
        unit = self.unit
        plan = self._current(find_case(unit, case))
        return unit.apply(support.agree(plan, on=unit.today if on is None else on, agreement=agreement)).result

    @question
    def current(self, case: Case | UUID | str) -> SupportPlan:
        """Return a case's current plan; `NotFound` where there is none."""
        return self._current(find_case(self.unit, case))

    @question
    def progress(self, case: Case | UUID | str) -> PlanProgress:
        """Return how the current plan goes: sessions, items practised, goals. `NotFound` where there is none."""
        whose = find_case(self.unit, case)
        appointments = self.unit.session.find(AppointmentQuery(case=whose.id))
        return support.progress(self._current(whose), whose, appointments)

    def _current(self, case: Case) -> SupportPlan:
        found = self.unit.session.find(SupportPlanQuery(case=case.id, current=True), limit=1)
        if not found:
            raise NotFound("support plan of case", case.reference)
        return found[0]
