"""The waiting list: who waits for which package, in a stated order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import attrs

from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind
from digicase.domain.events import WaitingJoined, WaitingLeft
from digicase.domain.ids import CaseId, WaitingPlaceId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, one_of, query, record, where
from digicase.errors import Objection


@record(unique=[Key("case", where={"left_on": None})], indexed=[("left_on", "device")])
class WaitingPlace:
    """A case's place in the line for a device; the smaller `rank` goes first, then who has waited longest."""

    id: WaitingPlaceId
    version: int = 0
    case: CaseId
    device: DeviceKind
    dongle: bool = False
    rank: int = 0
    since: dt.date
    left_on: dt.date | None = None


@query(WaitingPlace, sort=("rank", "since"))
class WaitingQuery(Query[WaitingPlace]):
    """The line: first in rank, then in time, first."""

    case: CaseId | None = where("case", eq)
    cases: Collection[CaseId] | None = where("case", one_of)
    device: DeviceKind | None = where("device", eq)
    dongle: bool | None = where("dongle", eq)
    waiting: bool | None = where("left_on", is_null)


@attrs.frozen(kw_only=True)
class JoinWaitingList:
    """The request to wait for a device, with or without a dongle."""

    case: Case
    device: DeviceKind
    dongle: bool = False
    rank: int = 0
    since: dt.date


def join(
    request: JoinWaitingList,
    *,
    id: WaitingPlaceId,
    places: Sequence[WaitingPlace] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[WaitingPlace]:
    """Put a case in line. `places` are those it still has. Codes: `already_waiting` and those of guidance."""
    case = request.case
    found = [
        Objection("already_waiting", f"Case {case.reference} has waited since {place.since}.", {"case": case.reference})
        for place in places
    ]
    refuse(found, case.guidance_objections(request.since), objections)
    place = WaitingPlace(
        id=id, case=case.id, device=request.device, dongle=request.dongle, rank=request.rank, since=request.since
    )
    event = WaitingJoined(place=id, case=case.id, on=request.since, device=request.device.value)
    return Outcome(place, also=(case,), events=(event,))


def leave(place: WaitingPlace, *, on: dt.date) -> Outcome[WaitingPlace]:
    """Take a case out of the line, because it was served or no longer waits. Codes: `not_waiting`."""
    if place.left_on is not None:
        refuse((Objection("not_waiting", f"This place in the line was left on {place.left_on}.", {"place": place.id}),))
    return Outcome(evolve(place, left_on=on), events=(WaitingLeft(place=place.id, case=place.case, on=on),))
