"""Reservations: keep a package for a day to come, and see what is free when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.packages import find_package
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import reservations
from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind, Package, PackageQuery, PackageState
from digicase.domain.ids import ReservationId
from digicase.domain.loans import LoanQuery
from digicase.domain.outcome import Outcome
from digicase.domain.reservations import Reservation, ReservationQuery, ReservePackage, Stretch
from digicase.errors import InvalidData, Objection, Problem, Refused


class Reservations(Noun):
    """Packages kept for a day to come."""

    @verb
    def reserve(
        self,
        case: Case | UUID | str,
        *,
        first: dt.date,
        package: Package | UUID | str | None = None,
        device: str | None = None,
        until: dt.date | None = None,
    ) -> Reservation:
        """Keep a package for a case from a day on: one that is named, or any of a device that is free all the while.

        `until` (included) is otherwise the due date that the policy would give. Lending takes the reservation.

        Refused: `on_loan_then`, `reserved_then`, `none_free`, `package_not_available`, and those of guidance.
        """
        unit = self.unit
        whose = find_case(unit, case)
        if (package is None) == (device is None):
            raise InvalidData([Problem("package", "name a package, or a device, and not both")])
        if package is not None:
            return unit.apply(self._reserve(whose, find_package(unit, package), first, until)).result
        kind = accept(_Wish, device=device, first=first, last=first).device
        for each in unit.session.find(PackageQuery(device=kind)):
            try:
                outcome = self._reserve(whose, each, first, until)
            except Refused as refused:
                if set(refused.codes) - {"on_loan_then", "reserved_then", "package_not_available"}:
                    raise
            else:
                return unit.apply(outcome).result
        text = f"No {kind} is free from {first} on."
        raise Refused((Objection("none_free", text, {"device": kind.value, "first": first}),))

    @verb
    def cancel(self, reservation: Reservation | UUID) -> Reservation:
        """Give a reservation up. Refused: `reservation_ended`."""
        unit = self.unit
        return unit.apply(reservations.end(unit.stored(Reservation, reservation), on=unit.today)).result

    @question
    def availability(self, device: str, first: dt.date, last: dt.date) -> Sequence[Stretch]:
        """Return how many packages of a device are free, in stretches from first to last, both included.

        From what is available now, the due dates of open loans and the reservations. What is overdue, in inspection or
        in repair is not counted on. It takes three counts and one list, however many loans there were.
        """
        wish = accept(_Wish, device=device, first=first, last=last)
        session, today = self.unit.session, self.unit.today
        back = LoanQuery(device=wish.device, open=True, due_from=today, due_before=wish.last)
        coming_back = session.count(back, by="due_on")
        there = PackageQuery(device=wish.device, state=PackageState.AVAILABLE)
        kept = ReservationQuery(device=wish.device, open=True, until_from=wish.first)
        return reservations.availability(
            here=session.count(there),
            coming_back=coming_back,
            reserved=[(each.first, each.until) for each in session.find(kept)],
            first=wish.first,
            last=wish.last,
        )

    def _reserve(self, case: Case, package: Package, first: dt.date, until: dt.date | None) -> Outcome[Reservation]:
        unit = self.unit
        policy = self.house.policies.choose(group=case.group, device=package.device.value, location=package.location)
        end = policy.nominal_due_on(first) if until is None else until
        request = accept(ReservePackage, package=package, case=case, first=first, until=end)
        loans = unit.session.find(LoanQuery(package=package.id, open=True))
        return reservations.reserve(
            request,
            id=ReservationId(self.house.new_id()),
            today=unit.today,
            due_on=[loan.due_on for loan in loans],
            others=unit.session.find(ReservationQuery(package=package.id, open=True)),
            objections=unit.objections(request),
        )


@attrs.frozen(kw_only=True)
class _Wish:
    device: DeviceKind
    first: dt.date
    last: dt.date
