"""iCalendar that others wrote, read into the library's values, or told to be none."""

from __future__ import annotations

import icalendar

from digicase.errors import InvalidData, Problem

UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What the library raises over values that are not their type's; of its errors no one class is the root."""


def parsed(data: bytes, charset: str, path: str) -> icalendar.Calendar:
    """Return the one calendar that some bytes are; `InvalidData` about `path` where they are none."""
    try:
        calendar = icalendar.Calendar.from_ical(data.decode(charset, "replace"))
    except UNREADABLE as error:
        raise InvalidData([Problem(path, f"is not iCalendar ({type(error).__name__})")]) from None
    if not isinstance(calendar, icalendar.Calendar):
        raise InvalidData([Problem(path, "is not one iCalendar calendar")])
    return calendar
