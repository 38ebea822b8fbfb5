"""Feedback: what coach and consultant tell each other about a case, and about what was done on a zitdag."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from uuid import UUID

import attrs

from digicase.domain import checks
from digicase.domain.appointments import Appointment, AppointmentState
from digicase.domain.cases import Case, national_number
from digicase.domain.events import AppointmentAnswered, AppointmentReported, NoteEdited, NoteWritten
from digicase.domain.ids import CaseId, NoteId
from digicase.domain.notices import Audience, NoticeDraft, NoticeKind, NoticePlan
from digicase.domain.outcome import Outcome, Override, refuse
from digicase.domain.record import Query, eq, evolve, is_null, query, record, where
from digicase.errors import InvalidData, Objection, Problem

REMIND_DAYS = 7
"""How long a consultant has for an answer before they are reminded."""


def in_utc(moment: dt.datetime) -> dt.datetime:
    """Return a moment in UTC, in which nested values keep it."""
    return moment.astimezone(dt.UTC)


class NoteKind(StrEnum):
    """What a note is: a remark, a coach's report after an appointment, or the consultant's answer to one."""

    NOTE = "note"
    REPORT = "report"
    ANSWER = "answer"


class Visibility(StrEnum):
    """Who may read a note besides its author and the coordinators: the whole team, the consultant, or coaches."""

    TEAM = "team"
    CONSULTANT = "consultant"
    COACH = "coach"


@attrs.frozen(kw_only=True)
class Edit:
    """What a note said before it was edited, until when (UTC), and who edited it."""

    text: str
    until: dt.datetime = attrs.field(converter=in_utc)
    by: str


@record(indexed=["case", "about"])
class Note:
    """Something that a member of staff wrote about a case; `about` is the appointment, `reply_to` the note before.

    `author` is a reference, `role` what they were then (None: the host itself).
    """

    id: NoteId
    version: int = 0
    case: CaseId
    kind: NoteKind = NoteKind.NOTE
    about: UUID | None = None
    reply_to: NoteId | None = None
    author: str
    role: str | None = None
    visibility: Visibility = Visibility.TEAM
    text: str = attrs.field(repr=False, validator=checks.filled)
    at: dt.datetime
    edits: tuple[Edit, ...] = attrs.field(default=(), repr=False)

    def visible_to(self, reader: str, role: str | None) -> bool:
        """Tell whether somebody in a role may read it."""
        if role in (None, "coordinator", "auditor") or reader == self.author or self.visibility is Visibility.TEAM:
            return True
        return role == self.visibility.value


@query(Note, sort=("at",))
class NoteQuery(Query[Note]):
    """Notes, oldest first."""

    case: CaseId | None = where("case", eq)
    about: UUID | None = where("about", eq)
    kind: NoteKind | None = where("kind", eq)
    first: bool | None = where("reply_to", is_null)


@attrs.frozen(kw_only=True)
class WriteNote:
    """The request to write a note: the note as it would be."""

    note: Note
    case: Case


def write(
    request: WriteNote, *, objections: Sequence[Objection] = (), override: Override | None = None
) -> Outcome[Note]:
    """Write a note. Codes: `national_number`, which a coordinator may set aside."""
    note = request.note
    refuse(national_number(note.text, "text"), objections, override=override)
    event = NoteWritten(note=note.id, case=note.case, kind=note.kind.value, visibility=note.visibility.value)
    return Outcome(note, events=(event,))


@attrs.frozen(kw_only=True)
class EditNote:
    """The request to change what a note says, by somebody."""

    note: Note
    case: Case
    text: str = attrs.field(repr=False, validator=checks.filled)
    by: str


def edit(
    request: EditNote,
    *,
    now: dt.datetime,
    objections: Sequence[Objection] = (),
    override: Override | None = None,
) -> Outcome[Note]:
    """Change what a note says, by its author; what it said is kept beside it. Codes: `not_the_author`, those above."""
    note, by = request.note, request.by
    mine = () if note.author == by else (Objection("not_the_author", "Only its author changes a note.", {"by": by}),)
    refuse(mine, national_number(request.text, "text"), objections, override=override, firm={"not_the_author"})
    edits = (*note.edits, Edit(text=note.text, until=now, by=by))
    return Outcome(evolve(note, text=request.text, edits=edits), events=(NoteEdited(note=note.id, case=note.case),))


@attrs.frozen(kw_only=True)
class ReportAppointment:
    """The request to record how an appointment went: who came, what was practised, and what comes next.

    `consultant_came` None means that nobody was to come along.
    """

    appointment: Appointment
    case: Case
    came: bool
    consultant_came: bool | None = None
    practised: tuple[str, ...] = ()
    next_step: str | None = attrs.field(default=None, validator=checks.filled_if_given)


def report(
    request: ReportAppointment,
    *,
    note: Note | None,
    today: dt.date,
    known_items: Collection[str],
    objections: Sequence[Objection] = (),
    override: Override | None = None,
) -> Outcome[Appointment]:
    """Record how an appointment went; the consultant is asked for an answer, and reminded of it after a week.

    Codes: `already_cancelled` (by whomever), `only_offered`, `to_reconfirm`, `already_reported`, `not_yet`,
    `national_number`. An unknown item is InvalidData.
    """
    appointment, case, of = request.appointment, request.case, {"appointment": request.appointment.id}
    problems = [
        Problem(f"practised.{code}", f"is not an item; there are {', '.join(known_items)}")
        for code in request.practised
        if code not in known_items
    ]
    if problems:
        raise InvalidData(problems)
    found = []
    if appointment.state in (AppointmentState.CANCELLED, AppointmentState.CANCELLED_BY_HOST):
        found.append(Objection("already_cancelled", "The appointment was cancelled.", of))
    elif appointment.state is AppointmentState.OFFERED:
        found.append(Objection("only_offered", "The appointment is offered, and was not taken up.", of))
    elif appointment.state is AppointmentState.TO_RECONFIRM:
        found.append(Objection("to_reconfirm", "The appointment was never booked anew; move or cancel it.", of))
    elif appointment.reported_on is not None:
        found.append(Objection("already_reported", f"It was reported on {appointment.reported_on}.", of))
    if appointment.on > today:
        found.append(Objection("not_yet", f"The appointment is on {appointment.on}.", of))
    guarded = national_number(" ".join((note.text if note else "", request.next_step or "")), "text")
    refuse(found, guarded, objections, override=override, firm={each.code for each in found})
    done = evolve(
        appointment,
        state=AppointmentState.ATTENDED if request.came else AppointmentState.NO_SHOW,
        consultant_came=request.consultant_came,
        practised=request.practised,
        next_step=request.next_step,
        reported_on=today,
    )
    written = () if note is None else write(WriteNote(note=note, case=case), override=override).events
    event = AppointmentReported(
        appointment=done.id, case=case.id, on=done.on, came=request.came, accompanied=bool(request.consultant_came)
    )
    return Outcome(
        done,
        also=() if note is None else (note,),
        events=(event, *written),
        notices=(NoticePlan(done.id, tuple(_asked(done, case, today))),),
    )


def answer(
    appointment: Appointment,
    request: WriteNote,
    *,
    today: dt.date,
    objections: Sequence[Objection] = (),
    override: Override | None = None,
) -> Outcome[Appointment]:
    """Record the consultant's answer to a coach's report; they are reminded no more.

    Codes: `not_reported`, `national_number`.
    """
    if appointment.reported_on is None:
        text = "The coach has not reported on this appointment yet."
        refuse((Objection("not_reported", text, {"appointment": appointment.id}),))
    written = write(request, objections=objections, override=override)
    event = AppointmentAnswered(appointment=appointment.id, case=appointment.case, on=today)
    answered = evolve(appointment, answered_on=appointment.answered_on or today)
    return Outcome(
        answered,
        also=(request.note,),
        events=(event, *written.events),
        notices=(NoticePlan(appointment.id, ()),),
    )


def _asked(appointment: Appointment, case: Case, today: dt.date) -> Iterable[NoticeDraft]:
    for kind, on in (
        (NoticeKind.FEEDBACK_ASKED, None),
        (NoticeKind.FEEDBACK_MISSING, today + dt.timedelta(days=REMIND_DAYS)),
    ):
        yield NoticeDraft(
            kind=kind,
            recipient=appointment.accompanied_by or case.consultant,
            audience=Audience.CONSULTANT,
            language=None,
            on=on,
            once=str(appointment.id),
            expires_on=today + dt.timedelta(days=2 * REMIND_DAYS),
            data={"case": case.reference, "on": appointment.on.isoformat()},
        )


@attrs.frozen(kw_only=True)
class Measures:
    """How well coach and consultant work together, over the appointments of a time.

    `held` and `no_shows` are reported appointments; `reported` and `answered` count reports and the answers to them,
    `answered_within_days` is the median of the days that an answer took (None: there is none), `accompanied` counts
    the appointments to which the consultant came.
    """

    held: int
    no_shows: int
    reported: int
    answered: int
    answered_within_days: float | None
    accompanied: int


def measures(appointments: Iterable[Appointment]) -> Measures:
    """Return how the exchange went over these appointments."""
    told = [each for each in appointments if each.reported_on is not None]
    days = [(each.answered_on - each.reported_on).days for each in told if each.answered_on and each.reported_on]
    return Measures(
        held=sum(each.state is AppointmentState.ATTENDED for each in told),
        no_shows=sum(each.state is AppointmentState.NO_SHOW for each in told),
        reported=len(told),
        answered=len(days),
        answered_within_days=statistics.median(days) if days else None,
        accompanied=sum(bool(each.consultant_came) for each in told),
    )
