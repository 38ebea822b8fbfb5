"""Feedback: notes on a case, the coach's report after an appointment, and the consultant's answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from digicase.casework.appointments import find_appointment
from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.people import permitted
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import feedback
from digicase.domain.appointments import Appointment, AppointmentQuery
from digicase.domain.cases import Case
from digicase.domain.feedback import EditNote, Measures, Note, NoteKind, NoteQuery, ReportAppointment, WriteNote
from digicase.domain.ids import CaseId, NoteId
from digicase.domain.outcome import Override
from digicase.domain.people import StaffQuery


class Feedback(Noun):
    """What coach and consultant tell each other."""

    @verb
    def write(
        self, case: Case | UUID | str, text: str, *, visibility: str = "team", override: Override | None = None
    ) -> Note:
        """Write a note on a case, for the `team`, or besides the coordinators only for `consultant` or `coach`.

        Refused: `national_number`, where it holds what looks like one; a coordinator may set it aside.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        request = WriteNote(note=self._note(whose.id, text, visibility=visibility), case=whose)
        aside = permitted(unit, override)
        return unit.apply(feedback.write(request, override=aside, objections=unit.objections(request))).result

    @verb
    def reply(self, note: Note | UUID, text: str, *, override: Override | None = None) -> Note:
        """Reply to a note; whoever may read that may read the reply. Refused: `national_number`."""
        unit, first = self.unit, self._get(note)
        whose = unit.case(first.case)
        new = self._note(first.case, text, visibility=first.visibility.value, reply_to=first.id, about=first.about)
        request = WriteNote(note=new, case=whose)
        aside = permitted(unit, override)
        return unit.apply(feedback.write(request, override=aside, objections=unit.objections(request))).result

    @verb
    def edit(self, note: Note | UUID, text: str, *, override: Override | None = None) -> Note:
        """Change what one's own note says; what it said is kept beside it. Refused: `not_the_author`,
        `national_number`."""
        unit, now = self.unit, self._get(note)
        request = accept(EditNote, note=now, case=unit.case(now.case), text=text, by=unit.actor)
        aside = permitted(unit, override)
        outcome = feedback.edit(request, now=unit.now, override=aside, objections=unit.objections(request))
        return unit.apply(outcome).result

    @verb
    def report(
        self,
        appointment: Appointment | UUID,
        *,
        came: bool,
        consultant_came: bool | None = None,
        practised: Collection[str] = (),
        next_step: str | None = None,
        text: str | None = None,
        override: Override | None = None,
    ) -> Appointment:
        """Record how an appointment went, and ask the consultant for an answer; they are reminded after a week.

        `came` and `consultant_came` tell who came (None: nobody was to come along), `practised` which items of the
        framework, `next_step` what comes next, `text` what the coach has to say. Refused: `already_cancelled`,
        `to_reconfirm`, `already_reported`, `not_yet`, `national_number`. An unknown item is InvalidData.
        """
        unit, now = self.unit, find_appointment(self.unit, appointment)
        case = unit.case(now.case)
        note = None if text is None else self._note(case.id, text, kind=NoteKind.REPORT, about=now.id)
        request = accept(
            ReportAppointment,
            appointment=now,
            case=case,
            came=came,
            consultant_came=consultant_came,
            practised=practised,
            next_step=next_step,
        )
        outcome = feedback.report(
            request,
            note=note,
            today=unit.today,
            known_items=self.house.framework.codes(),
            objections=unit.objections(request),
            override=permitted(unit, override),
        )
        return unit.apply(outcome).result

    @verb
    def answer(self, appointment: Appointment | UUID, text: str, *, override: Override | None = None) -> Appointment:
        """Answer the coach's report on an appointment. Refused: `not_reported`, `national_number`."""
        unit, now = self.unit, find_appointment(self.unit, appointment)
        case = unit.case(now.case)
        reports = unit.session.find(NoteQuery(about=now.id, kind=NoteKind.REPORT), limit=1)
        note = self._note(
            case.id, text, kind=NoteKind.ANSWER, about=now.id, reply_to=reports[0].id if reports else None
        )
        request, aside = WriteNote(note=note, case=case), permitted(unit, override)
        outcome = feedback.answer(now, request, today=unit.today, override=aside, objections=unit.objections(request))
        return unit.apply(outcome).result

    @question
    def thread(self, case: Case | UUID | str) -> Sequence[Note]:
        """Return the notes on a case that whoever acts may read, oldest first."""
        unit = self.unit
        role = None if unit.access is None else unit.access.role
        notes = unit.session.find(NoteQuery(case=find_case(unit, case).id))
        return [note for note in notes if note.visible_to(unit.actor, role)]

    @question
    def unanswered(self, *, consultant: str | None = None, since: dt.date | None = None) -> Sequence[Appointment]:
        """Return the appointments whose report awaits the consultant's answer, oldest first."""
        query = AppointmentQuery(consultant=consultant, unreported=False, unanswered=True, since=since)
        return self._seen(self.unit.session.find(query))

    @question
    def unreported(self, *, coach: str | None = None, since: dt.date | None = None) -> Sequence[Appointment]:
        """Return the appointments before today that no coach has reported on, oldest first."""
        query = AppointmentQuery(coach=coach, unreported=True, since=since, before=self.unit.today)
        return self._seen([each for each in self.unit.session.find(query) if each.was_agreed])

    @question
    def measures(self, *, since: dt.date | None = None, before: dt.date | None = None) -> Measures:
        """Return how the exchange went over the appointments from a day on, until another (not included)."""
        return feedback.measures(self._seen(self.unit.session.find(AppointmentQuery(since=since, before=before))))

    def _seen(self, found: Sequence[Appointment]) -> Sequence[Appointment]:
        """Return the appointments of cases that whoever acts may see."""
        access = self.unit.access
        if access is None:
            return found
        return [each for each in found if access.admits(self.unit.session.get(Case, each.case))]

    def _get(self, given: Note | UUID) -> Note:
        note = self.unit.stored(Note, given)
        self.unit.admit_to(note.case)
        if self.unit.access is not None:
            self.unit.access.admit_reader(note)
        return note

    def _note(
        self,
        case: CaseId,
        text: str,
        *,
        kind: NoteKind = NoteKind.NOTE,
        visibility: str = "team",
        about: UUID | None = None,
        reply_to: NoteId | None = None,
    ) -> Note:
        unit = self.unit
        staff = unit.session.find(StaffQuery(reference=unit.actor), limit=1)
        return accept(
            Note,
            id=self.house.new_id(),
            case=case,
            kind=kind.value,
            about=about,
            reply_to=reply_to,
            author=unit.actor,
            role=staff[0].role.value if staff else None,
            visibility=visibility,
            text=text,
            at=unit.now,
        )
