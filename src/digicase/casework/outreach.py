"""Outreach: sessions that win people over, and materials handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from digicase.casework.intake import accept
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import outreach
from digicase.domain.outreach import Outreach, OutreachQuery, RecordOutreach


class Outreaches(Noun, noun="outreach"):
    """What was done to win people over, at the level of the programme."""

    @verb
    def record(
        self,
        kind: str,
        *,
        audience: str,
        topic: str,
        number: int,
        language: str = "nl",
        on: dt.date | None = None,
    ) -> Outreach:
        """Record a `session` or a `material` handed out, on a day (default: today).

        `audience` is a word of the house's own, such as consultants; `number` counts those who came, or the copies.
        """
        values = {name: value for name, value in locals().items() if name not in ("self", "on")}
        day = self.unit.today if on is None else on
        done = accept(Outreach, id=self.house.new_id(), on=day, **values)
        return self.unit.apply(outreach.told(RecordOutreach(outreach=done), today=self.unit.today)).result

    @question
    def reached(
        self, *, since: dt.date | None = None, before: dt.date | None = None
    ) -> Mapping[tuple[str, str, str], int]:
        """Return how many were reached from a day on, until another (not included): by kind, audience, language."""
        return outreach.reached(self.unit.session.find(OutreachQuery(since=since, before=before)))
