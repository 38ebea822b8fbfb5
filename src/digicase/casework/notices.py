"""Notices that could not be sent: see why, and send them after all."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from uuid import UUID

from digicase.casework.draft import all_or_none
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import dead_letters
from digicase.domain.notices import Notice, NoticeQuery, NoticeState


class Notices(Noun):
    """What people are told."""

    @question
    def dead(self) -> Sequence[Notice]:
        """Return the notices that were given up, by when they were due; `error` says why."""
        return self.unit.session.find(NoticeQuery(state=NoticeState.DEAD))

    @verb
    def requeue(self, *notices: Notice | UUID) -> Sequence[Notice]:
        """Have dead notices sent after all, once what stood in the way is mended: at the next `deliver`; return them.

        Without any named, all that still make sense. Refused, for all that are named or none: `not_dead`, `too_late`.
        """
        unit = self.unit
        found = [unit.stored(Notice, each) for each in notices]
        if not notices:
            found = [notice for notice in self.dead() if notice.expires_at > unit.now]

        all_or_none(unit, [functools.partial(_again, notice=notice) for notice in found])
        return [unit.session.get(Notice, notice.id) for notice in found]


def _again(unit: Unit, *, notice: Notice) -> None:
    unit.apply(dead_letters.requeue(notice, now=unit.now))
