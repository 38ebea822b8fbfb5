"""Invitations to appointments: who is invited, and what they answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from uuid import UUID

import attrs

from digicase.domain.appointments import Answer, Appointment, Reply
from digicase.domain.events import InvitationAnswered
from digicase.domain.ids import AppointmentId
from digicase.domain.notices import Audience
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import evolve
from digicase.errors import Objection

UID = re.compile("invitation-(jobseeker|consultant)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")


class ReplyProblem(StrEnum):
    """Why an answer that came by mail was not applied."""

    NOT_A_REPLY = "not_a_reply"
    UNKNOWN = "unknown"
    WRONG_SENDER = "wrong_sender"
    STALE = "stale"


@attrs.frozen(kw_only=True)
class MailedReply:
    """What a calendar program sent back: to which invitation, in whose name, from whom, and what.

    `sender` is the address that the mail came from; None where no mail is known. `reply` is None where it says neither
    yes, no nor perhaps. Addresses are in small letters.
    """

    method: str
    uid: str
    sequence: int
    at: dt.datetime
    attendee: str
    reply: Reply | None
    sender: str | None = None


@attrs.frozen(kw_only=True)
class AnswerInvitation:
    """The request to keep what somebody who is invited says, as of a moment (aware)."""

    appointment: Appointment
    by: Audience
    reply: Reply
    at: dt.datetime


def uid(appointment: AppointmentId, invited: Audience, domain: str) -> str:
    """Return the uid of an invitation, which is not that of the appointment in feeds: a program may have both."""
    return f"invitation-{invited.value}-{appointment}@{domain}"


def invited_to(uid: str, domain: str) -> tuple[AppointmentId, Audience] | None:
    """Return to what a uid of ours invites whom; None where it is none of ours."""
    found = UID.match(uid)
    if found is None or uid[found.end() :] != domain:
        return None
    return AppointmentId(UUID(found[2])), Audience(found[1])


def problem(
    reply: MailedReply, appointment: Appointment, invited: Audience, *, address: str | None
) -> ReplyProblem | None:
    """Return why a reply is not to be applied to the appointment that it is about; `address` is who was invited."""
    names = {reply.attendee} if reply.sender is None else {reply.attendee, reply.sender}
    if address is None or names != {address.lower()}:
        return ReplyProblem.WRONG_SENDER
    known = answer_of(appointment, invited)
    late = known is not None and reply.at < known.at
    if late or not appointment.takes_a_place or reply.sequence != appointment.sequence:
        return ReplyProblem.STALE
    return None


def answer_of(appointment: Appointment, invited: Audience) -> Answer | None:
    """Return what somebody who is invited has said."""
    return appointment.jobseeker_answer if invited is Audience.JOBSEEKER else appointment.consultant_answer


def answer(request: AnswerInvitation, *, objections: Sequence[Objection] = ()) -> Outcome[Appointment]:
    """Keep an answer; the same one again changes nothing but when it was last said. Codes: `not_standing`."""
    old, said = request.appointment, Answer(reply=request.reply, at=request.at)
    refuse(tuple(_not_standing(old)), objections)
    before = answer_of(old, request.by)
    answered = (
        evolve(old, jobseeker_answer=said) if request.by is Audience.JOBSEEKER else evolve(old, consultant_answer=said)
    )
    event = InvitationAnswered(
        appointment=old.id, case=old.case, on=old.on, by=request.by.value, reply=request.reply.value
    )
    return Outcome(answered, events=() if before and before.reply is said.reply else (event,))


def _not_standing(appointment: Appointment) -> Iterator[Objection]:
    if not appointment.takes_a_place:
        text = "The appointment does not stand: it was cancelled, or is to be booked anew."
        yield Objection("not_standing", text, {"appointment": appointment.id})
