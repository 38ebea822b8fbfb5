"""Assessments: record what somebody can do, follow how it changes, and ask for advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.people import find_staff
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import assessments, support
from digicase.domain.advice import Advice, Situation
from digicase.domain.assessments import Assessment, AssessmentQuery, Progress, RecordAssessment, Source
from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind
from digicase.domain.ids import AssessmentId
from digicase.domain.loans import LoanQuery
from digicase.domain.people import Staff
from digicase.domain.skills import Rating, SkillFramework
from digicase.domain.support import Demand
from digicase.domain.waiting import WaitingQuery
from digicase.errors import InvalidData, Problem


class Assessments(Noun):
    """What jobseekers, and consultants, can do, and what follows from it."""

    @verb
    def record(
        self,
        case: Case | UUID | str,
        answers: Mapping[str, int | None],
        *,
        source: str | Mapping[str, str],
        on: dt.date | None = None,
        corrects: Assessment | UUID | None = None,
        continues: Assessment | UUID | None = None,
        framework: str | None = None,
    ) -> Assessment:
        """Record the answers of a day (default: today), by item code; None means not asked, never 0.

        `source` says who answered (self, consultant, coach, test), for all items or per item. `corrects` names an
        earlier assessment that this one replaces, `continues` one that is gone on with: its answers hold too, unless
        they are given anew. `framework` is another than the house's, by name. Raises InvalidData with every problem.
        """
        request = self._request(answers, source, on, corrects, continues, case=find_case(self.unit, case))
        return self._recorded(request, framework)

    @verb
    def record_staff(
        self,
        staff: Staff | UUID | str,
        answers: Mapping[str, int | None],
        *,
        source: str | Mapping[str, str],
        on: dt.date | None = None,
        corrects: Assessment | UUID | None = None,
        continues: Assessment | UUID | None = None,
        framework: str = "readiness",
    ) -> Assessment:
        """Record what a member of staff answered: their own skills and conviction, under `readiness` or another.

        Otherwise as `record`.
        """
        request = self._request(answers, source, on, corrects, continues, staff=find_staff(self.unit, staff))
        return self._recorded(request, framework)

    @question
    def latest(self, of: Case | Staff | UUID | str, *, framework: str | None = None) -> Assessment | None:
        """Return somebody's newest assessment under a framework (default: the house's), or None.

        Staff are given by themselves, a case also by its id or reference.
        """
        used = framework_of(self.unit, framework)
        found = [each for each in self._of(of) if each.framework == used.key]
        return found[-1] if found else None

    @question
    def of(self, of: Case | Staff | UUID | str) -> Sequence[Assessment]:
        """Return all assessments of a case, or of a member of staff (given by themselves), oldest first."""
        return self._of(of)

    @question
    def compare(self, before: Assessment | UUID, now: Assessment | UUID) -> Progress:
        """Return what changed between two assessments: item by item, and each area's score.

        Under a framework that is gone or newer they are still compared by the codes of their items, without scores.
        """
        one, other = self._get(before), self._get(now)
        if (one.case, one.staff) != (other.case, other.staff):
            raise InvalidData([Problem("now", "is an assessment of somebody else")])
        names = {self.house.framework.key, *self.house.plugins.skill_frameworks.names()}
        known = framework_of(self.unit, one.framework) if one.framework in names else None
        return assessments.compare(one, other, known)

    @question
    def rate(self, assessment: Assessment | UUID) -> Rating:
        """Return the levels of an assessment by its framework's scoring; UnknownOffer where that is gone."""
        given = self._get(assessment)
        return framework_of(self.unit, given.framework).rate(given.values())

    @question
    def completeness(self, assessment: Assessment | UUID) -> Mapping[str, Fraction]:
        """Return which part of each area's items was answered; UnknownOffer where the framework is gone."""
        given = self._get(assessment)
        return framework_of(self.unit, given.framework).completeness(given.values())

    @question
    def next_due_on(self, case: Case | UUID | str) -> dt.date:
        """Return when a case is to be assessed next: at mid-term of its loan, and 28 days before the loan is due."""
        whose = find_case(self.unit, case)
        latest = self.latest(whose)
        loans = self.unit.session.find(LoanQuery(case=whose.id, open=True))
        loan = (loans[-1].lent_on, loans[-1].due_on) if loans else None
        return assessments.next_due_on(latest.on if latest else None, loan, today=self.unit.today)

    @question
    def advise(self, case: Case | UUID | str, *, adviser: str | None = None) -> Advice:
        """Return an adviser's advice on a case (default: the house's), from its newest assessment; nothing is stored.

        Guidance counts as of today. Without an assessment the status is `insufficient_data`.
        """
        by = self.house.adviser if adviser is None else self.house.plugins.advisers[adviser].adviser
        return by.advise(self._situation(find_case(self.unit, case)))

    @question
    def advise_all(self, case: Case | UUID | str) -> Mapping[str, Advice]:
        """Return the advice of every adviser that is installed, by name, side by side."""
        situation, advisers = self._situation(find_case(self.unit, case)), self.house.plugins.advisers
        return {offer.name: offer.adviser.advise(situation) for offer in advisers.all()}

    @question
    def demand(self, *, device: str | None = None, slot_minutes: int = 30) -> Demand:
        """Return what everyone now waiting for a package needs by advice: devices, dongles, sessions, coach hours.

        `device` narrows it to one waiting line.
        """
        kind = None if device is None else accept(_Line, device=device).device
        places = self.unit.session.find(WaitingQuery(device=kind, waiting=True))
        advices = [self.house.adviser.advise(self._situation(self.unit.case(place.case))) for place in places]
        return support.demand(advices, slot_minutes=slot_minutes)

    def _request(
        self,
        answers: Mapping[str, int | None],
        source: str | Mapping[str, str],
        on: dt.date | None,
        corrects: Assessment | UUID | None,
        continues: Assessment | UUID | None,
        *,
        case: Case | None = None,
        staff: Staff | None = None,
    ) -> RecordAssessment:
        sources = dict.fromkeys(answers, accept(_Told, source=source).source) if isinstance(source, str) else source
        return accept(
            RecordAssessment,
            case=case,
            staff=staff,
            answers=answers,
            sources=sources,
            on=self.unit.today if on is None else on,
            corrects=corrects.id if isinstance(corrects, Assessment) else corrects,
            continues=None if continues is None else self._get(continues),
        )

    def _recorded(self, request: RecordAssessment, framework: str | None) -> Assessment:
        unit = self.unit
        outcome = assessments.assess(
            request,
            id=AssessmentId(self.house.new_id()),
            framework=framework_of(unit, framework),
            today=unit.today,
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    def _of(self, of: Case | Staff | UUID | str) -> Sequence[Assessment]:
        if isinstance(of, Staff):
            return self.unit.session.find(AssessmentQuery(staff=of.id))
        return self.unit.session.find(AssessmentQuery(case=find_case(self.unit, of).id))

    def _get(self, given: Assessment | UUID) -> Assessment:
        found = self.unit.stored(Assessment, given)
        self.unit.admit_to(found.case)
        return found

    def _situation(self, case: Case) -> Situation:
        latest = self.latest(case)
        return Situation(
            framework=self.house.framework,
            answers=latest.values() if latest is not None else {},
            in_guidance=case.in_guidance(self.unit.today),
            goals=case.goals,
            own_devices=case.own_devices,
            home_internet=case.home_internet,
            prefers_touch=case.prefers_touch,
            language_support=case.language_support,
            confidence=case.confidence,
        )


def framework_of(unit: Unit, name: str | None) -> SkillFramework:
    """Return a framework by its name, or the house's; UnknownOffer where none has it."""
    if name is None or name == unit.house.framework.key:
        return unit.house.framework
    return unit.house.plugins.skill_frameworks[name].load()


@attrs.frozen
class _Told:
    source: Source


@attrs.frozen
class _Line:
    device: DeviceKind
