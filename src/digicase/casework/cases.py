"""Cases: open, change, refer, hold, close, reopen; look up, search, and read the whole file."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Collection, Sequence
from typing import TypedDict, Unpack
from uuid import UUID

import attrs

from digicase.casework.draft import all_or_none
from digicase.casework.intake import accept
from digicase.casework.people import permitted
from digicase.casework.timeline import Reader, TimelineLine, told
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import booking, cases, checks
from digicase.domain.appointments import TO_COME, Appointment, AppointmentQuery
from digicase.domain.assessments import Assessment, AssessmentQuery
from digicase.domain.cases import (
    Case,
    CaseQuery,
    CaseState,
    ChangeCase,
    CloseCase,
    GoalStep,
    OpenCase,
    Pause,
    Referral,
)
from digicase.domain.events import FileRead
from digicase.domain.feedback import Note, NoteQuery
from digicase.domain.journal import JournalQuery
from digicase.domain.loans import Loan, LoanQuery
from digicase.domain.outcome import Override
from digicase.domain.record import evolve
from digicase.domain.support import SupportPlan, SupportPlanQuery
from digicase.domain.tasks import Task, TaskQuery, TaskState
from digicase.errors import InvalidData, Problem

PURPOSE = re.compile(r"[a-z][a-z0-9_]{1,39}")


class CaseChanges(TypedDict, total=False):
    """What of a case can be changed; what is left out stays as it is."""

    consultant: str
    language: str
    group: str | None
    funder: str | None
    guidance_from: dt.date
    guidance_until: dt.date | None
    goals: Collection[str]
    own_devices: Collection[str]
    home_internet: str | None
    prefers_touch: bool
    language_support: bool
    confidence: int


@attrs.frozen(kw_only=True)
class CaseFile:
    """All that the team knows of a case: notes are those that the reader may see."""

    case: Case
    loans: Sequence[Loan]
    assessments: Sequence[Assessment]
    plans: Sequence[SupportPlan]
    appointments: Sequence[Appointment]
    notes: Sequence[Note]
    tasks: Sequence[Task]
    timeline: Sequence[TimelineLine]


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
        language: str | None = None,
        group: str | None = None,
        funder: str | None = None,
        goals: Collection[str] = (),
        own_devices: Collection[str] = (),
        home_internet: str | None = None,
        prefers_touch: bool = False,
        language_support: bool = False,
        confidence: int = 3,
        override: Override | None = None,
    ) -> Case:
        """Open a case under the host's own reference, and return it.

        Guidance runs from day to day, both included (None: no end is known). `language` is the jobseeker's (default:
        the house's), and may be one in which there are no words yet. `group` is the borrowers' group that a
        policy may name, `funder` who pays. `goals` are codes of the skill framework, `own_devices` any of computer,
        tablet, smartphone and basic_phone, `home_internet` one of none, fixed, mobile_limited and shared_unreliable
        (None: not asked), `confidence` goes from 1 (none) to 4.

        Raises InvalidData with all problems; Refused: `reference_taken`, `national_number` (a reference that holds
        what looks like one; a coordinator may set it aside).
        """
        values = {name: value for name, value in locals().items() if name not in ("self", "override")}
        values["language"] = self.house.language if language is None else language
        unknown = cases.unknown_goals(goals, self.house.framework.goals)
        request = OpenCase(case=accept(Case, *unknown, id=self.house.new_id(), **values))
        self.unit.admit(request.case)
        outcome = cases.open(
            request,
            known_goals=self.house.framework.goals,
            same_reference=self.unit.session.find(CaseQuery(reference=request.case.reference)),
            objections=self.unit.objections(request),
            override=permitted(self.unit, override),
        )
        return self.unit.apply(outcome).result

    @verb
    def change(self, case: Case | UUID | str, **changes: Unpack[CaseChanges]) -> Case:
        """Change what a case says, and return it; the journal keeps which fields changed, not what they held.

        With another `consultant`, the appointments still to come are theirs, and theirs to come along to where they
        were the former one's. Refused: `case_closed`. Raises InvalidData with all problems.
        """
        unit = self.unit
        before = find_case(unit, case)
        known = CaseChanges.__annotations__
        if wrong := [name for name in changes if name not in known]:
            raise InvalidData([Problem(n, f"cannot be changed; choose among {', '.join(known)}") for n in wrong])
        values = {name: getattr(before, name) for name in known} | dict(changes)
        unknown = cases.unknown_goals(values["goals"], self.house.framework.goals)
        after = accept(Case, *unknown, id=before.id, reference=before.reference, **values)
        kept = {name: getattr(after, name) for name in known}
        kept["goals"] = tuple(dict.fromkeys(after.goals))
        request = ChangeCase(before=before, after=evolve(before, **kept))
        outcome = cases.change(request, known_goals=self.house.framework.goals, objections=unit.objections(request))
        if not outcome.events:
            return before
        changed = unit.apply(outcome).result
        if changed.consultant != before.consultant:
            self._reassign(AppointmentQuery(case=changed.id, states=TO_COME, since=unit.today), was=before.consultant)
        return changed

    @verb
    def reassign(self, consultant: str, *, to: str) -> Sequence[Case]:
        """Give all open cases of a consultant to another, as when somebody leaves; return them, by reference.

        Their appointments to come go along, each under its identity, and so do those of others' cases to which the
        former was to come along; the new consultant is told of each. Refused: what stands in the way of one of them.
        """
        unit = self.unit
        wish = accept(_Handover, consultant=consultant, to=to)
        theirs = [unit.admit(case) for case in unit.session.find(CaseQuery(consultant=wish.consultant, open=True))]
        steps = [functools.partial(_given_to, case=case, consultant=wish.to) for case in theirs]
        all_or_none(unit, steps)
        companion = AppointmentQuery(accompanied_by=wish.consultant, states=TO_COME, since=unit.today)
        self._reassign(companion, was=wish.consultant, to=wish.to)
        return [unit.session.get(Case, case.id) for case in theirs]

    @verb
    def goal(self, case: Case | UUID | str, goal: str, state: str, *, on: dt.date | None = None) -> Case:
        """Record what became of a goal on a day (default: today): `reached`, `dropped`, or `wanted` again."""
        unit = self.unit
        step = accept(GoalStep, goal=goal, state=state, on=unit.today if on is None else on)
        return unit.apply(cases.mark(find_case(unit, case), step)).result

    @verb
    def refer(
        self,
        case: Case | UUID | str,
        to: str,
        *,
        consent: bool,
        on: dt.date | None = None,
        override: Override | None = None,
    ) -> Case:
        """Record that the person was pointed to another service, with their consent.

        Refused: `case_closed`; `no_consent`, which a coordinator may set aside with a reason that is kept.
        """
        unit = self.unit
        referral = accept(Referral, on=unit.today if on is None else on, to=to, consent=consent)
        whose, aside = find_case(unit, case), permitted(unit, override)
        return unit.apply(cases.refer(whose, referral, override=aside, objections=unit.objections(referral))).result

    @verb
    def hold(self, case: Case | UUID | str, *, reason: str, on: dt.date | None = None) -> Case:
        """Put a case on hold from a day on (default: today): nothing is lent or booked until it is resumed.

        Refused: `case_closed`, `case_on_hold`.
        """
        pause = accept(Pause, since=self.unit.today if on is None else on, reason=reason)
        return self.unit.apply(cases.hold(find_case(self.unit, case), pause)).result

    @verb
    def resume(self, case: Case | UUID | str, *, on: dt.date | None = None) -> Case:
        """Go on with a case that is on hold, from a day on (default: today). Refused: `case_not_on_hold`."""
        day = self.unit.today if on is None else on
        return self.unit.apply(cases.resume(find_case(self.unit, case), on=day)).result

    @verb
    def close(self, case: Case | UUID | str, *, outcome: str, on: dt.date | None = None) -> Case:
        """Close a case with an outcome, from a day on (default: today). Refused: `case_closed`, `still_on_loan`."""
        request = accept(CloseCase, case=find_case(self.unit, case), on=on or self.unit.today, outcome=outcome)
        open_loans = self.unit.session.count(LoanQuery(case=request.case.id, open=True))
        decided = cases.close(request, open_loans=open_loans, objections=self.unit.objections(request))
        return self.unit.apply(decided).result

    @verb
    def reopen(
        self, case: Case | UUID | str, *, guidance_until: dt.date | None = None, on: dt.date | None = None
    ) -> Case:
        """Open a closed case again, with guidance until a day (None: no end is known). Refused: `case_not_closed`."""
        unit = self.unit
        day = unit.today if on is None else on
        return unit.apply(cases.reopen(find_case(unit, case), on=day, guidance_until=guidance_until)).result

    @question
    def get(self, case: Case | UUID | str) -> Case:
        """Return a case as it is now, given itself, its id or its reference; `NotFound` where there is none."""
        return find_case(self.unit, case)

    @question
    def search(
        self,
        *,
        reference: str | None = None,
        consultant: str | None = None,
        state: str | None = None,
        due_before: dt.date | None = None,
    ) -> Sequence[Case]:
        """Return cases by reference: those whose reference begins so, of a consultant, in a state, with something due.

        `state` is open, on_hold or closed, as of today. `due_before`: a loan that is out or an open task is due before
        that day. Whoever acts finds only what they may see.
        """
        unit, session = self.unit, self.unit.session
        wish = accept(_Wish, reference=reference, consultant=consultant, state=state, due_before=due_before)
        found: Sequence[Case] = session.find(CaseQuery(consultant=wish.consultant))
        if wish.due_before is not None:
            due = {loan.case for loan in session.find(LoanQuery(open=True, due_before=wish.due_before))}
            tasks = session.find(TaskQuery(state=TaskState.OPEN, due_before=wish.due_before))
            due |= {task.case for task in tasks if task.case is not None}
            found = [case for case in found if case.id in due]
        return [
            case
            for case in found
            if (wish.reference is None or case.reference.startswith(wish.reference))
            and (wish.state is None or case.state(unit.today) is wish.state)
            and (unit.access is None or unit.access.admits(case))
        ]

    @question
    def timeline(
        self, case: Case | UUID | str, *, language: str | None = None, audience: str = "team"
    ) -> Sequence[TimelineLine]:
        """Return what happened in a case, oldest first, in words: nl, fr or en (default: the house's language).

        `audience` is team, or jobseeker: theirs leaves out how the team works together.
        """
        who = accept(_Who, audience=audience, language=language)
        return self._timeline(find_case(self.unit, case), language or self.house.language, who.audience)

    @verb
    def read(self, case: Case | UUID | str, *, purpose: str, language: str | None = None) -> CaseFile:
        """Return the whole file of a case; who read it, when and for what is journaled.

        `purpose` is a code, such as `coaching`, of small letters, digits and underscores: the journal holds no texts.
        """
        unit, session = self.unit, self.unit.session
        whose = find_case(unit, case)
        accept(_Who, audience=Reader.TEAM, language=language)
        unit.note(FileRead(case=whose.id, purpose=purposeful(purpose)))
        role = None if unit.access is None else unit.access.role
        return CaseFile(
            case=whose,
            loans=session.find(LoanQuery(case=whose.id)),
            assessments=session.find(AssessmentQuery(case=whose.id)),
            plans=session.find(SupportPlanQuery(case=whose.id)),
            appointments=session.find(AppointmentQuery(case=whose.id)),
            notes=[note for note in session.find(NoteQuery(case=whose.id)) if note.visible_to(unit.actor, role)],
            tasks=session.find(TaskQuery(case=whose.id)),
            timeline=self._timeline(whose, language or self.house.language, Reader.TEAM),
        )

    def _timeline(self, case: Case, language: str, reader: Reader) -> Sequence[TimelineLine]:
        entries = self.unit.session.find(JournalQuery(case=case.id))
        return tuple(told(entries, language=language, reader=reader))

    def _reassign(self, query: AppointmentQuery, *, was: str, to: str | None = None) -> None:
        unit = self.unit
        for each in unit.session.find(query):
            case = unit.session.get(Case, each.case)
            outcome = booking.reassign(
                each, case, was=was, to=to or case.consultant, now=unit.now, zone=self.house.zone
            )
            unit.apply(outcome)


def _given_to(unit: Unit, *, case: Case, consultant: str) -> Case:
    return Cases(unit).change(case, consultant=consultant)


@attrs.frozen(kw_only=True)
class _Handover:
    consultant: str = attrs.field(validator=checks.filled)
    to: str = attrs.field(validator=checks.filled)


@attrs.frozen(kw_only=True)
class _Wish:
    reference: str | None
    consultant: str | None
    state: CaseState | None
    due_before: dt.date | None


@attrs.frozen(kw_only=True)
class _Who:
    audience: Reader
    language: str | None = attrs.field(default=None, validator=checks.spoken)


def purposeful(purpose: str) -> str:
    """Return a purpose that is a code; anything else is InvalidData."""
    if not isinstance(purpose, str) or not PURPOSE.fullmatch(purpose):
        reason = f"{purpose!r} must be a code such as coaching or request_of_the_person; the journal holds no texts"
        raise InvalidData([Problem("purpose", reason)])
    return purpose


def find_case(unit: Unit, given: Case | UUID | str) -> Case:
    """Return a case as it is now, given itself, its id or its reference, if the actor may do this with it."""
    return unit.admit(unit.resolve(Case, given, lambda reference: CaseQuery(reference=reference)))
