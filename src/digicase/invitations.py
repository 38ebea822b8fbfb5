"""Invitations by mail: what is sent to a calendar program, and the answer that it sends back."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from uuid import UUID

import attrs

from digicase.casework.appointments import find_appointment
from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import calendar, checks, invitations
from digicase.domain.appointments import Appointment, AppointmentQuery, Reply
from digicase.domain.calendar import Calendar, View
from digicase.domain.cases import Case
from digicase.domain.invitations import AnswerInvitation, MailedReply, ReplyProblem
from digicase.domain.notices import Audience, Notice, NoticeKind
from digicase.domain.people import Addressee, ContactQuery
from digicase.domain.record import evolve
from digicase.errors import InvalidData, Problem
from digicase.ports import Invitation

INVITING = frozenset(
    {
        NoticeKind.APPOINTMENT_BOOKED,
        NoticeKind.APPOINTMENT_MOVED,
        NoticeKind.APPOINTMENT_CANCELLED,
        NoticeKind.APPOINTMENT_UNSETTLED,
    }
)
"""The notices that put an appointment into somebody's calendar, or take it out."""


@attrs.frozen(kw_only=True)
class ReplyReport:
    """What became of an answer: kept with the appointment, or not, for a reason (`problem`)."""

    problem: ReplyProblem | None = None
    appointment: Appointment | None = None
    by: Audience | None = None
    reply: Reply | None = None


class Invitations(Noun):
    """Appointments in the calendars of those who are invited, and what they answer."""

    @question
    def write(
        self, appointment: Appointment | UUID, invited: str, *, email: str, language: str | None = None
    ) -> Invitation:
        """Return the invitation of the `jobseeker` or the `consultant` at an address, as the appointment stands now.

        For hosts that send their own mail: its data is the part `text/calendar; method=...; charset=utf-8`. Of what
        was cancelled, or is to be booked anew, it is the CANCEL. InvalidData where `organizer` was not given to
        `digicase.open`: answers would come back to nobody.
        """
        wish = accept(_Wish, invited=invited, email=email, language=language)
        if self.house.organizer is None:
            raise InvalidData([Problem("organizer", "is missing: digicase.open(..., organizer=ADDRESS)")])
        found = find_appointment(self.unit, appointment)
        self.unit.admit_to(found.case)
        return _written(self.unit, found, wish, self.house.organizer)

    @verb
    def answer(self, appointment: Appointment | UUID, invited: str, reply: str) -> Appointment:
        """Keep what the `jobseeker` or the `consultant` says now (`accepted`, `declined`, `tentative`); return it.

        It changes nothing else. Refused: `not_standing`.
        """
        unit = self.unit
        now = find_appointment(unit, appointment)
        unit.admit_to(now.case)
        request = accept(AnswerInvitation, appointment=now, by=invited, reply=reply, at=unit.now)
        return unit.apply(invitations.answer(request, objections=unit.objections(request))).result

    def read(self, given: bytes | Message) -> ReplyReport:
        """Read an answer that a calendar program sent back, keep it, and report what became of it.

        `given` is a message, its bytes, or the iCalendar part alone, whose sender is then taken to be who it says. The
        same answer again changes nothing. What is to no invitation of ours, from somebody else, or out of date is
        reported and not kept. InvalidData where it is no answer at all.
        """
        from digicase.calendars import reply  # icalendar is loaded by whoever reads it

        mailed, house = reply.read(given), self.house
        asked = invitations.invited_to(mailed.uid, house.domain)
        if mailed.method != "REPLY" or mailed.reply is None:
            return ReplyReport(problem=ReplyProblem.NOT_A_REPLY)
        found = None if asked is None else self._desk.run(lambda unit: _found(_reading(unit), asked[0]), read_only=True)
        if asked is None or found is None:
            return ReplyReport(problem=ReplyProblem.UNKNOWN)
        reference = found.reference if asked[1] is Audience.JOBSEEKER else found.appointment.invited_consultant
        address = self._address(reference)  # a directory is asked outside of what writes
        return self._desk.run(lambda unit: _kept(_reading(unit), mailed, found.appointment, asked[1], address))

    def _address(self, reference: str) -> str | None:
        directory, asked = self.house.directory, ContactQuery(reference=reference)
        if directory is not None:
            found: Sequence[Addressee | None] = [directory.find(reference)]
        else:
            found = self._desk.run(lambda unit: unit.session.find(asked, limit=1), read_only=True)
        return found[0].email if found and found[0] is not None else None


def _an_address(wish: object, attribute: attrs.Attribute[str], value: str) -> None:
    checks.email(wish, attribute, value)


@attrs.frozen(kw_only=True)
class _Wish:
    invited: Audience
    email: str = attrs.field(validator=_an_address)
    language: str | None = None


@attrs.frozen
class _Found:
    appointment: Appointment
    reference: str


def for_notice(unit: Unit, notice: Notice, to: Addressee, language: str) -> Invitation | None:
    """Return the invitation that goes with a notice; None where it is of something else, or nobody can answer."""
    organizer = unit.house.organizer
    if organizer is None or not to.email:
        return None
    found = unit.session.find(AppointmentQuery(ids=[notice.subject]), limit=1)  # type: ignore[list-item]  # a notice of one
    if not found:
        return None
    return _written(unit, found[0], _Wish(invited=notice.audience, email=to.email, language=language), organizer)


def _written(unit: Unit, appointment: Appointment, wish: _Wish, organizer: str) -> Invitation:
    from digicase.calendars import invitation  # icalendar is loaded by whoever is invited

    house = unit.house
    view = View(zone=house.zone, domain=house.domain, language=wish.language or house.language, today=appointment.on)
    consultant = wish.invited is Audience.CONSULTANT
    reference = unit.session.get(Case, appointment.case).reference if consultant else ""
    (entry,) = calendar.appointment_entries([appointment], {appointment.case: reference}, view)
    entry = evolve(entry, uid=invitations.uid(appointment.id, wish.invited, house.domain))
    shown = Calendar(name="", zone=house.zone_name, language=view.language, entries=(entry,))
    method, data = invitation.write(shown, organizer=organizer, attendee=wish.email)
    return Invitation(method=method, data=data)


def _reading(unit: Unit) -> Unit:
    return unit.doing("invitations.read")


def _found(unit: Unit, id: UUID) -> _Found | None:
    found = unit.session.find(AppointmentQuery(ids=[id]), limit=1)  # type: ignore[list-item]  # as the uid tells it
    return _Found(found[0], unit.case(found[0].case).reference) if found else None


def _kept(unit: Unit, mailed: MailedReply, seen: Appointment, by: Audience, address: str | None) -> ReplyReport:
    now = unit.session.get(Appointment, seen.id)
    problem = invitations.problem(mailed, now, by, address=address)
    if problem is not None:
        return ReplyReport(problem=problem, appointment=now, by=by, reply=mailed.reply)
    request = accept(AnswerInvitation, appointment=now, by=by, reply=mailed.reply, at=min(mailed.at, unit.now))
    answered = unit.apply(invitations.answer(request, objections=unit.objections(request))).result
    return ReplyReport(appointment=answered, by=by, reply=mailed.reply)
