"""A calendar as a table (RFC 4180): a row per entry, for spreadsheets and reports."""

from __future__ import annotations

import csv
import datetime as dt
import io
from zoneinfo import ZoneInfo

from digicase.domain.calendar import Calendar

COLUMNS = ("uid", "title", "starts", "ends", "all_day", "location", "description", "status", "sequence")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a spreadsheet takes a text for a formula."""


def export(calendar: Calendar) -> bytes:
    """Return the calendar as CSV in UTF-8, with a line of names; the same calendar always gives the same bytes.

    Times are ISO 8601 on the calendar's clocks, with their offset; an all-day entry has days, its end not included. A
    text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    zone, out = ZoneInfo(calendar.zone), io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for entry in calendar.entries:
        starts, ends = (_told(moment, zone, all_day=entry.all_day) for moment in (entry.starts, entry.ends))
        texts = map(_safe, (entry.location, entry.description))
        all_day = "yes" if entry.all_day else "no"
        table.writerow(
            (_safe(entry.uid), _safe(entry.title), starts, ends, all_day, *texts, entry.status, entry.sequence)
        )
    return out.getvalue().encode()


def _told(moment: dt.datetime, zone: ZoneInfo, *, all_day: bool) -> str:
    local = moment.astimezone(zone)
    return local.date().isoformat() if all_day else local.isoformat(timespec="minutes")


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
