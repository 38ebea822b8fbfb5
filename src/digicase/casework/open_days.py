"""The days on which packages are taken back, as the calendar and the policy have them."""

from __future__ import annotations

import datetime as dt

from digicase.casework.unit import Unit
from digicase.domain import due_dates
from digicase.domain.due_dates import OpenDays
from digicase.domain.policies import ClosedDay, LoanPolicy
from digicase.domain.zitdagen import ZitdagQuery, ZitdagState

AHEAD = dt.timedelta(days=92)
"""How far behind a due date an open day is looked for."""


def open_days(unit: Unit, policy: LoanPolicy, start: dt.date, due_on: dt.date) -> OpenDays:
    """Return the open days from a start until well after a due date; nothing where the policy asks for none.

    By the policy's weekdays without closing days; otherwise they are the days of zitdagen, known until the last one.
    """
    if policy.closed_day is ClosedDay.KEEP:
        return OpenDays()
    if policy.open_weekdays:
        last = min(due_on, dt.date.max - AHEAD) + AHEAD
        closed = unit.house.plugins.closed(start, last)
        return due_dates.weekly(policy.open_weekdays, closed, first=start, last=last)
    days = zitdag_days(unit, after=start - dt.timedelta(days=1))
    return OpenDays(days=days, published_until=days[-1] if days else None)


def zitdag_days(unit: Unit, *, after: dt.date) -> tuple[dt.date, ...]:
    """Return the days on which there are zitdagen after a day, in order."""
    found = unit.session.find(ZitdagQuery(state=ZitdagState.PLANNED, since=after + dt.timedelta(days=1)))
    return tuple(dict.fromkeys(zitdag.on for zitdag in found))
