"""The waiting list: join, leave, see who is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import waiting
from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind
from digicase.domain.ids import WaitingPlaceId
from digicase.domain.waiting import JoinWaitingList, WaitingPlace, WaitingQuery


class Waiting(Noun):
    """Who waits for a package."""

    @verb
    def join(
        self, case: Case | UUID | str, *, device: str, dongle: bool = False, rank: int = 0, since: dt.date | None = None
    ) -> WaitingPlace:
        """Put a case in line for a device, from a day on (default: today); the smaller `rank` goes first.

        Refused: `already_waiting`, and those of guidance.
        """
        unit = self.unit
        day = unit.today if since is None else since
        request = accept(
            JoinWaitingList, case=find_case(unit, case), device=device, dongle=dongle, rank=rank, since=day
        )
        outcome = waiting.join(
            request,
            id=WaitingPlaceId(self.house.new_id()),
            places=unit.session.find(WaitingQuery(case=request.case.id, waiting=True)),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def leave(self, place: WaitingPlace | UUID, *, on: dt.date | None = None) -> WaitingPlace:
        """Take a case out of the line on a day (default: today). Refused: `not_waiting`."""
        id = place.id if isinstance(place, WaitingPlace) else WaitingPlaceId(place)
        now = self.unit.session.get(WaitingPlace, id)
        return self.unit.apply(waiting.leave(now, on=self.unit.today if on is None else on)).result

    @question
    def line(self, *, device: str | None = None) -> Sequence[WaitingPlace]:
        """Return who waits, in order: first to be served first; for one device, or for any."""
        kind = None if device is None else accept(_Wish, device=device).device
        return self.unit.session.find(WaitingQuery(device=kind, waiting=True))


@attrs.frozen(kw_only=True)
class _Wish:
    device: DeviceKind
