"""An invitation as iTIP has it (RFC 5546): what a calendar program takes into the calendar, and answers."""

from __future__ import annotations

from urllib.parse import quote

import icalendar
from icalendar import vCalAddress

from digicase.calendars import ical
from digicase.calendars.text import line
from digicase.domain.calendar import Calendar


def write(calendar: Calendar, *, organizer: str, attendee: str) -> tuple[str, bytes]:
    """Return method and bytes of the invitation to the one entry of a calendar; CANCEL where the entry is cancelled.

    It names nobody but who invites and who is invited. The same entry gives the same bytes.
    """
    (entry,) = calendar.entries
    method = "CANCEL" if entry.cancelled else "REQUEST"
    whole = ical.component(calendar)
    message = icalendar.Calendar()
    for name in ("prodid", "version", "calscale"):
        message.add(name, whole[name])
    message.add("method", line(method))
    for part in whole.subcomponents:
        message.add_component(part)
    (event,) = message.events
    event.add("organizer", vCalAddress(_mailto(organizer)))
    event.add("attendee", _invited(attendee))
    return method, b"".join(ical.folded(message))


def _invited(address: str) -> vCalAddress:
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return vCalAddress(_mailto(address), params=asked)


def _mailto(address: str) -> str:
    return f"mailto:{quote(address, safe='@!#$&*+/=?^_.~-')}"
