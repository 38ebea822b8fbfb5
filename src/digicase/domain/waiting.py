"""The waiting list: who waits for which package, in a stated order, and who is offered one that came free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import attrs

from digicase.domain import checks
from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind, Package, PackageState
from digicase.domain.events import OfferDeclined, OfferLapsed, PackageOffered, WaitingJoined, WaitingLeft
from digicase.domain.ids import CaseId, PackageId, WaitingPlaceId
from digicase.domain.notices import NoticeKind, NoticePlan, both
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, one_of, query, record, where
from digicase.errors import Objection


@record(
    unique=[Key("case", where={"left_on": None}), Key("package", where={"left_on": None})],
    indexed=[("left_on", "device")],
)
class WaitingPlace:
    """A case's place in the line for a device; the smaller `rank` goes first, then who has waited longest.

    `package` is one that is held for it until `held_until`, that day included; `declined` are those it did not want.
    """

    id: WaitingPlaceId
    version: int = 0
    case: CaseId
    device: DeviceKind
    dongle: bool = False
    rank: int = 0
    since: dt.date
    package: PackageId | None = None
    held_until: dt.date | None = None
    declined: tuple[PackageId, ...] = ()
    left_on: dt.date | None = None


@query(WaitingPlace, sort=("rank", "since"))
class WaitingQuery(Query[WaitingPlace]):
    """The line: first in rank, then in time, first."""

    case: CaseId | None = where("case", eq)
    cases: Collection[CaseId] | None = where("case", one_of)
    device: DeviceKind | None = where("device", eq)
    dongle: bool | None = where("dongle", eq)
    package: PackageId | None = where("package", eq)
    nothing_held: bool | None = where("held_until", is_null)
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


def leave(place: WaitingPlace, *, on: dt.date, held: Package | None = None) -> Outcome[WaitingPlace]:
    """Take a case out of the line; a package that was held for it is free again. Codes: `not_waiting`."""
    _waits(place)
    return Outcome(
        evolve(place, left_on=on),
        also=() if held is None else (free(held),),
        events=(WaitingLeft(place=place.id, case=place.case, on=on),),
        notices=(NoticePlan(place.id, ()),),
    )


@attrs.frozen(kw_only=True)
class OfferPackage:
    """The request to hold a package for whoever is next, for so many days."""

    package: Package
    on: dt.date
    days: int = attrs.field(validator=checks.between(1, 60))


def next_in(line: Sequence[WaitingPlace], package: Package) -> WaitingPlace | None:
    """Return the first in line whom a package suits: its device, a dongle where wanted, not declined before."""
    for place in line:
        suits = place.device is package.device and (package.has_dongle or not place.dongle)
        if suits and place.held_until is None and package.id not in place.declined:
            return place
    return None


def offer(
    request: OfferPackage, *, place: WaitingPlace | None, case: Case | None, objections: Sequence[Objection] = ()
) -> Outcome[WaitingPlace]:
    """Hold a package for a place in line, and tell the jobseeker and the consultant until when.

    Codes: `package_not_available`, `nobody_waits`.
    """
    package, found = request.package, []
    of = {"package": package.label}
    if package.state is not PackageState.AVAILABLE:
        text = f"Package {package.label} is {package.state}; it must be available to be offered."
        found.append(Objection("package_not_available", text, {**of, "state": package.state.value}))
    if place is None or case is None:
        found.append(Objection("nobody_waits", f"Nobody waits for a package such as {package.label}.", of))
    refuse(found, objections)
    assert place is not None
    assert case is not None
    until = request.on + dt.timedelta(days=request.days)
    told = both(
        NoticeKind.PACKAGE_OFFERED,
        case,
        once=f"{package.id}-{until}",
        expires_on=until,
        data={"until": until.isoformat()},
    )
    return Outcome(
        evolve(place, package=package.id, held_until=until),
        also=(evolve(package, state=PackageState.RESERVED),),
        events=(PackageOffered(place=place.id, case=case.id, package=package.id, until=until),),
        notices=(NoticePlan(place.id, told),),
    )


def decline(place: WaitingPlace, package: Package | None, *, on: dt.date) -> Outcome[WaitingPlace]:
    """Give up an offer and keep the place: the package is free again. Codes: `not_waiting`, `nothing_offered`."""
    _waits(place)
    if package is None:
        refuse((Objection("nothing_offered", "No package is held for this place.", {"place": place.id}),))
        raise AssertionError("unreachable: refused above")
    return Outcome(
        evolve(place, package=None, held_until=None, declined=(*place.declined, package.id)),
        also=(free(package),),
        events=(OfferDeclined(place=place.id, case=place.case, package=package.id, on=on),),
        notices=(NoticePlan(place.id, ()),),
    )


def lapse(place: WaitingPlace, package: Package, *, today: dt.date) -> Outcome[WaitingPlace]:
    """End an offer that was not taken up in time: the place stays in line, behind those who have waited until now."""
    return Outcome(
        evolve(place, package=None, held_until=None, since=today),
        also=(free(package),),
        events=(OfferLapsed(place=place.id, case=place.case, package=package.id, on=today),),
        notices=(NoticePlan(place.id, ()),),
    )


def free(package: Package) -> Package:
    """Return a package that is no longer held for anybody."""
    return evolve(package, state=PackageState.AVAILABLE) if package.state is PackageState.RESERVED else package


def _waits(place: WaitingPlace) -> None:
    if place.left_on is not None:
        refuse((Objection("not_waiting", f"This place in the line was left on {place.left_on}.", {"place": place.id}),))
