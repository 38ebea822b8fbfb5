"""Dead letters: notices that could not be sent, and sending them after all."""

from __future__ import annotations

import datetime as dt

from digicase.domain.events import NoticeRequeued
from digicase.domain.notices import Notice, NoticeState
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import evolve
from digicase.errors import Objection


def requeue(notice: Notice, *, now: dt.datetime) -> Outcome[Notice]:
    """Plan a dead notice anew: due at once, with all its tries. Codes: `not_dead`, `too_late`."""
    found, of = [], {"notice": notice.id}
    if notice.state is not NoticeState.DEAD:
        found.append(Objection("not_dead", f"Notice {notice.id} is {notice.state}.", of))
    elif notice.expires_at <= now:
        text = f"Notice {notice.id} makes no sense any more since {notice.expires_at:%Y-%m-%d %H:%M} UTC."
        found.append(Objection("too_late", text, of))
    refuse(found)
    again = evolve(notice, state=NoticeState.PLANNED, due_at=now, attempts=0, error=None, token=None)
    return Outcome(again, events=(NoticeRequeued(notice=notice.id, kind=notice.kind.value),))
