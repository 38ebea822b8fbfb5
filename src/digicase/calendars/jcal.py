"""jCal (RFC 7265): the same calendar as iCalendar, in JSON."""

from __future__ import annotations

import json

from digicase.calendars.ical import component
from digicase.domain.calendar import Calendar


def export(calendar: Calendar) -> bytes:
    """Return the calendar as jCal: the same calendar always gives the same bytes; raises as iCalendar's."""
    return json.dumps(component(calendar).to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()
