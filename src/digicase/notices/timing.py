"""When a person is to be told: not in their quiet hours, and what can wait once a day, together."""

from __future__ import annotations

import datetime as dt

from digicase.domain.notices import TELL_AT, Notice
from digicase.domain.people import Addressee

SOON = dt.timedelta(hours=48)
"""What happens, or makes no sense any more, within this time is told at once."""

DAY = dt.timedelta(days=1)


def put_off(notice: Notice, to: Addressee, now: dt.datetime, zone: dt.tzinfo, *, alone: bool) -> dt.datetime | None:
    """Return until when a notice waits that is due now (aware), or None where it goes out at once.

    `alone` is one that cannot go with others. One that would come too late by waiting does not wait.
    """
    wakes = quiet_until(to, now, zone)
    gathers = None if alone or not waits_for_others(notice, to, now) else next_digest(notice.planned_at, zone)
    until = max((each for each in (wakes, gathers) if each is not None and each > now), default=None)
    return None if until is None or until >= notice.expires_at else until


def quiet_until(to: Addressee, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime | None:
    """Return when the quiet hours end in which a moment lies; None where it lies in none."""
    if to.quiet_from is None or to.quiet_until is None or to.quiet_from == to.quiet_until:
        return None
    local = now.astimezone(zone)
    over_midnight = to.quiet_until <= to.quiet_from
    late, early = local.time() >= to.quiet_from, local.time() < to.quiet_until
    if not (late or early if over_midnight else late and early):
        return None
    day = local.date() + DAY if over_midnight and late else local.date()
    return dt.datetime.combine(day, to.quiet_until, zone).astimezone(dt.UTC)


def waits_for_others(notice: Notice, to: Addressee, now: dt.datetime) -> bool:
    """Tell whether a notice belongs into the day's digest: the person wants one, and it can wait."""
    return to.digest and notice.expires_at - now > SOON


def next_digest(moment: dt.datetime | None, zone: dt.tzinfo) -> dt.datetime | None:
    """Return the first moment after another at which digests go out."""
    if moment is None:
        return None
    local = moment.astimezone(zone)
    day = local.date() if local.time() < TELL_AT else local.date() + DAY
    return dt.datetime.combine(day, TELL_AT, zone).astimezone(dt.UTC)
