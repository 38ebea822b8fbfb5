"""The waiting list: join, leave, see who is next, offer what came free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.packages import find_package
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import waiting
from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind, Package
from digicase.domain.ids import WaitingPlaceId
from digicase.domain.waiting import JoinWaitingList, OfferPackage, WaitingPlace, WaitingQuery
from digicase.errors import NotFound


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
    def leave(self, place: WaitingPlace | Case | UUID | str, *, on: dt.date | None = None) -> WaitingPlace:
        """Take a case out of the line on a day (default: today). Refused: `not_waiting`."""
        unit = self.unit
        now = self._place(place)
        outcome = waiting.leave(now, on=unit.today if on is None else on, held=self._held(now))
        return unit.apply(outcome).result

    @verb
    def offer(self, package: Package | UUID | str, *, days: int = 5, on: dt.date | None = None) -> WaitingPlace:
        """Hold a package, for so many days, for the first in line whom it suits; both are told. Lend it to take it up.

        Refused: `package_not_available`, `nobody_waits`.
        """
        unit = self.unit
        offered = find_package(unit, package)
        return self._offer(offered, days=days, on=unit.today if on is None else on)

    @verb
    def decline(self, place: WaitingPlace | Case | UUID | str) -> WaitingPlace:
        """Give up the package that is held for a place, and keep the place.

        Refused: `not_waiting`, `nothing_offered`.
        """
        now = self._place(place)
        return self.unit.apply(waiting.decline(now, self._held(now), on=self.unit.today)).result

    @verb
    def pass_on(self, *, days: int = 5) -> Sequence[WaitingPlace]:
        """End the offers that were not taken up in time, and offer each package to the next; call it daily.

        Returns the places for which a package is held anew. Whoever let an offer lapse stays in line, behind
        the others.
        """
        unit, offered = self.unit, []
        for place in unit.session.find(WaitingQuery(nothing_held=False, waiting=True)):
            package = self._held(place)
            if package is None or place.held_until is None or place.held_until >= unit.today:
                continue
            unit.apply(waiting.lapse(place, package, today=unit.today))
            line = unit.session.find(WaitingQuery(device=package.device, waiting=True))
            if waiting.next_in([each for each in line if each.id != place.id], package) is not None:
                offered.append(self._offer(unit.session.get(Package, package.id), days=days, on=unit.today, but=place))
        return offered

    @question
    def line(self, *, device: str | None = None) -> Sequence[WaitingPlace]:
        """Return who waits, in order: first to be served first; for one device, or for any."""
        kind = None if device is None else accept(_Wish, device=device).device
        return self.unit.session.find(WaitingQuery(device=kind, waiting=True))

    def _offer(self, package: Package, *, days: int, on: dt.date, but: WaitingPlace | None = None) -> WaitingPlace:
        unit = self.unit
        line = unit.session.find(WaitingQuery(device=package.device, waiting=True))
        place = waiting.next_in([each for each in line if but is None or each.id != but.id], package)
        case = None if place is None else unit.session.get(Case, place.case)
        request = accept(OfferPackage, package=package, on=on, days=days)
        return unit.apply(waiting.offer(request, place=place, case=case, objections=unit.objections(request))).result

    def _held(self, place: WaitingPlace) -> Package | None:
        return None if place.package is None else self.unit.session.get(Package, place.package)

    def _place(self, given: WaitingPlace | Case | UUID | str) -> WaitingPlace:
        """Return a place in line as it is now, given itself, its id, or the case that waits."""
        if isinstance(given, WaitingPlace | UUID):
            place = self.unit.stored(WaitingPlace, given)
            self.unit.admit_to(place.case)
            return place
        case = find_case(self.unit, given)
        found = self.unit.session.find(WaitingQuery(case=case.id, waiting=True))
        if not found:
            raise NotFound("place in line of case", case.reference)
        return found[0]


@attrs.frozen(kw_only=True)
class _Wish:
    device: DeviceKind
