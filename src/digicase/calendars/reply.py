"""The answer to an invitation, read from what a calendar program sent back: bounded work, whatever was sent."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr
from urllib.parse import unquote

import icalendar

from digicase.calendars.parsing import parsed
from digicase.domain.appointments import Reply
from digicase.domain.invitations import MailedReply
from digicase.errors import InvalidData, Problem

LONGEST_MESSAGE = 1_000_000
"""Octets of a mail; answers have some thousands, with the pictures of a signature some hundred thousands."""
LONGEST_REPLY = 64 * 1024
MOST_PARTS = 50
TYPES = frozenset({"text/calendar", "application/ics"})
SAID = {"ACCEPTED": Reply.ACCEPTED, "DECLINED": Reply.DECLINED, "TENTATIVE": Reply.TENTATIVE}


def read(given: bytes | Message) -> MailedReply:
    """Return what a mail, its bytes, or an iCalendar text answers; `InvalidData` where it is no single answer."""
    if isinstance(given, Message):
        return _mailed(given)
    if not isinstance(given, bytes):
        raise _unfit(f"must be bytes or a message, not {type(given).__name__}")
    if len(given) > LONGEST_MESSAGE:
        raise _unfit(f"is {len(given)} octets long; no answer is longer than {LONGEST_MESSAGE}")
    start = given.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return _answer(start, "utf-8", None)
    try:
        return _mailed(email.message_from_bytes(given, policy=email.policy.compat32))
    except RecursionError:
        raise _unfit("holds parts within parts without end") from None


def _mailed(message: Message) -> MailedReply:
    parts = [part for part in _parts(message) if part.get_content_type() in TYPES]
    if not parts:
        raise _unfit("holds no iCalendar part: it is no answer to an invitation")
    data = parts[0].get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    return _answer(content, parts[0].get_content_charset("utf-8"), _sender(message))


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            raise _unfit(f"has more than {MOST_PARTS} parts")
        yield part


def _sender(message: Message) -> str:
    """Return the one address that a mail is from; nothing where there is none, or several."""
    senders = message.get_all("From") or []
    return parseaddr(str(senders[0]))[1].lower() if len(senders) == 1 else ""


def _answer(content: bytes, charset: str, sender: str | None) -> MailedReply:
    if len(content) > LONGEST_REPLY:
        raise _unfit(f"has an iCalendar part of {len(content)} octets; no answer is longer than {LONGEST_REPLY}")
    calendar = parsed(content, charset, "reply")
    events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
    if len(events) != 1:
        raise _unfit(f"answers {len(events)} events; an answer of one is understood")
    return _of_event(events[0], str(calendar.get("method", "")).upper(), sender)


def _of_event(event: icalendar.Component, method: str, sender: str | None) -> MailedReply:
    attendees = event.get("attendee", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    uid, sequence, stamp = (event.get(name) for name in ("uid", "sequence", "dtstamp"))
    moment = getattr(stamp, "dt", None)
    problems = []
    if len(attendees) != 1:
        problems.append(f"is from {len(attendees)} attendees; it must be one")
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        problems.append("has no DTSTAMP in UTC")
    if not isinstance(sequence, int) and sequence is not None:
        problems.append("has a SEQUENCE that is no number")
    if not isinstance(uid, str):
        problems.append("has no UID")
    if problems:
        raise InvalidData([Problem("reply", reason) for reason in problems])
    assert isinstance(moment, dt.datetime)
    (attendee,) = attendees
    return MailedReply(
        method=method,
        uid=str(uid),
        sequence=int(sequence or 0),
        at=moment.astimezone(dt.UTC),
        attendee=_address(str(attendee)),
        reply=SAID.get(str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper()),
        sender=sender,
    )


def _address(uri: str) -> str:
    scheme, _, rest = uri.partition(":")
    return unquote(rest).strip().lower() if scheme.strip().lower() == "mailto" else ""


def _unfit(reason: str) -> InvalidData:
    return InvalidData([Problem("reply", reason)])
