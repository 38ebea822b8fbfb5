"""Assessments: record what somebody can do, and ask for advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import skills
from digicase.domain.advice import Advice, Situation
from digicase.domain.cases import Case
from digicase.domain.ids import AssessmentId
from digicase.domain.skills import Assessment, AssessmentQuery, RecordAssessment, Source


class Assessments(Noun):
    """What jobseekers can do, and what follows from it."""

    @verb
    def record(
        self,
        case: Case | UUID | str,
        answers: Mapping[str, int | None],
        *,
        source: str | Mapping[str, str],
        on: dt.date | None = None,
        corrects: Assessment | UUID | None = None,
    ) -> Assessment:
        """Record the answers of a day (default: today), by item code; None means not asked, never 0.

        `source` says who answered (self, consultant, coach, test), for all items or per item. `corrects` names an
        earlier assessment that this one replaces. Raises InvalidData with every problem, by item.
        """
        unit = self.unit
        sources = dict.fromkeys(answers, accept(_Told, source=source).source) if isinstance(source, str) else source
        request = accept(
            RecordAssessment,
            case=find_case(unit, case),
            answers=answers,
            sources=sources,
            on=unit.today if on is None else on,
            corrects=corrects.id if isinstance(corrects, Assessment) else corrects,
        )
        outcome = skills.assess(
            request,
            id=AssessmentId(self.house.new_id()),
            framework=self.house.framework,
            today=unit.today,
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @question
    def latest(self, case: Case | UUID | str) -> Assessment | None:
        """Return the case's newest assessment under the house's framework, or None."""
        query = AssessmentQuery(case=find_case(self.unit, case).id, framework=self.house.framework.key)
        found = self.unit.session.find(query)
        return found[-1] if found else None

    @question
    def advise(self, case: Case | UUID | str) -> Advice:
        """Return the house adviser's advice on a case, from its newest assessment; nothing is stored.

        Guidance counts as of today. Without an assessment the status is `insufficient_data`.
        """
        now = find_case(self.unit, case)
        latest = self.latest(now)
        situation = Situation(
            framework=self.house.framework,
            answers=latest.values() if latest is not None else {},
            in_guidance=now.in_guidance(self.unit.today),
            goals=now.goals,
            own_devices=now.own_devices,
            home_internet=now.home_internet,
            prefers_touch=now.prefers_touch,
            language_support=now.language_support,
            confidence=now.confidence,
        )
        return self.house.adviser.advise(situation)


@attrs.frozen
class _Told:
    source: Source
