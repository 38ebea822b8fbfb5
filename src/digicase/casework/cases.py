"""Cases: open, close, look up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import cases
from digicase.domain.cases import Case, CaseQuery, CloseCase, OpenCase
from digicase.domain.loans import LoanQuery


class Cases(Noun):
    """The jobseekers' files."""

    @verb
    def open(
        self,
        reference: str,
        *,
        consultant: str,
        guidance_from: dt.date,
        guidance_until: dt.date | None = None,
        language: str = "nl",
        group: str | None = None,
        goals: Collection[str] = (),
        own_devices: Collection[str] = (),
        home_internet: str | None = None,
        prefers_touch: bool = False,
        language_support: bool = False,
        confidence: int = 3,
    ) -> Case:
        """Open a case under the host's own reference, and return it.

        Guidance runs from day to day, both included (None: no end is known). `group` is the borrowers' group that a
        policy may name. `goals` are codes of the skill
        framework, `own_devices` any of computer, tablet, smartphone and basic_phone, `home_internet` one of none,
        fixed, mobile_limited and shared_unreliable (None: not asked), `confidence` goes from 1 (none) to 4.

        Raises InvalidData with all problems; Refused: `reference_taken`.
        """
        values = {name: value for name, value in locals().items() if name != "self"}
        request = OpenCase(case=accept(Case, id=self.house.new_id(), **values))
        same = self.unit.session.find(CaseQuery(reference=request.case.reference))
        goals_known = self.house.framework.goals
        outcome = cases.open(
            request, known_goals=goals_known, same_reference=same, objections=self.unit.objections(request)
        )
        return self.unit.apply(outcome).result

    @verb
    def close(self, case: Case | UUID | str, *, outcome: str, on: dt.date | None = None) -> Case:
        """Close a case with an outcome, from a day on (default: today). Refused: `case_closed`, `still_on_loan`."""
        request = accept(CloseCase, case=find_case(self.unit, case), on=on or self.unit.today, outcome=outcome)
        open_loans = self.unit.session.count(LoanQuery(case=request.case.id, open=True))
        decided = cases.close(request, open_loans=open_loans, objections=self.unit.objections(request))
        return self.unit.apply(decided).result

    @question
    def get(self, case: Case | UUID | str) -> Case:
        """Return a case as it is now, given itself, its id or its reference; `NotFound` where there is none."""
        return find_case(self.unit, case)


def find_case(unit: Unit, given: Case | UUID | str) -> Case:
    """Return a case as it is now, given itself, its id or its reference."""
    return unit.resolve(Case, given, lambda reference: CaseQuery(reference=reference))
