"""Reservations: a package for a case from a day on, and what is free over time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind, Package, PackageState
from digicase.domain.events import PackageReserved, ReservationEnded
from digicase.domain.ids import CaseId, PackageId, ReservationId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Query, eq, evolve, ge, is_null, lt, query, record, where
from digicase.errors import InvalidData, Objection, Problem

DAY = dt.timedelta(days=1)
GONE = (PackageState.LOST, PackageState.RETIRED)


@record(indexed=["case", ("ended_on", "package"), ("ended_on", "device")])
class Reservation:
    """A package that a case is to have from `first` until `until`, both included.

    It is open until it is taken, by the hand-over, or cancelled (`ended_on`).
    """

    id: ReservationId
    version: int = 0
    case: CaseId
    package: PackageId
    device: DeviceKind
    first: dt.date
    until: dt.date
    ended_on: dt.date | None = None
    taken: bool = False

    def meets(self, first: dt.date, until: dt.date) -> bool:
        """Tell whether it and some days, both included, have a day in common."""
        return self.first <= until and first <= self.until


@query(Reservation, sort=("first",))
class ReservationQuery(Query[Reservation]):
    """Reservations, the earliest first."""

    case: CaseId | None = where("case", eq)
    package: PackageId | None = where("package", eq)
    device: DeviceKind | None = where("device", eq)
    open: bool | None = where("ended_on", is_null)
    first_before: dt.date | None = where("first", lt)
    until_from: dt.date | None = where("until", ge)


@attrs.frozen(kw_only=True)
class ReservePackage:
    """The request to keep a package for a case from a day until another, both included."""

    package: Package
    case: Case
    first: dt.date
    until: dt.date


def reserve(
    request: ReservePackage,
    *,
    id: ReservationId,
    today: dt.date,
    due_on: Sequence[dt.date] = (),
    others: Sequence[Reservation] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Reservation]:
    """Reserve a package. `due_on` are the due dates of its open loans, `others` its open reservations.

    Codes: `on_loan_then`, `reserved_then`, `package_not_available`, and those of guidance on the first day.
    """
    package, case, first, until = request.package, request.case, request.first, request.until
    problems = [Problem("first", f"{first} is before today ({today})")] if first < today else []
    if until < first:
        problems.append(Problem("until", f"{until} is before first ({first})"))
    if problems:
        raise InvalidData(problems)
    found = [
        Objection("on_loan_then", f"Package {package.label} is on loan until {day}.", {"package": package.label})
        for day in due_on
        if day >= first or day < today  # what is overdue is not counted on
    ]
    if package.state in GONE:
        text = f"Package {package.label} is {package.state}."
        found.append(Objection("package_not_available", text, {"package": package.label}))
    refuse(found, taken_then(package, others, case, first, until), case.guidance_objections(first), objections)
    reservation = Reservation(id=id, case=case.id, package=package.id, device=package.device, first=first, until=until)
    event = PackageReserved(reservation=id, case=case.id, package=package.id, first=first, until=until)
    return Outcome(reservation, also=(package, case), events=(event,))


def end(reservation: Reservation, *, on: dt.date, taken: bool = False) -> Outcome[Reservation]:
    """End a reservation: it was taken, or nobody wants it any more. Codes: `reservation_ended`."""
    if reservation.ended_on is not None:
        text = f"The reservation ended on {reservation.ended_on}."
        refuse((Objection("reservation_ended", text, {"reservation": reservation.id}),))
    event = ReservationEnded(reservation=reservation.id, case=reservation.case, on=on, taken=taken)
    return Outcome(evolve(reservation, ended_on=on, taken=taken), events=(event,))


def taken_then(
    package: Package, reservations: Sequence[Reservation], case: Case, first: dt.date, until: dt.date
) -> tuple[Objection, ...]:
    """Return the objections that others have reserved a package on some of these days. Code: `reserved_then`."""
    return tuple(
        Objection(
            "reserved_then",
            f"Package {package.label} is reserved from {each.first} until {each.until}.",
            {"package": package.label, "reservation": each.id, "first": each.first, "until": each.until},
        )
        for each in reservations
        if each.case != case.id and each.meets(first, until)
    )


@attrs.frozen
class Stretch:
    """So many packages are free on every day from `first` until `until`, both included."""

    first: dt.date
    until: dt.date
    free: int


def availability(
    *,
    here: int,
    coming_back: Mapping[dt.date, int],
    reserved: Sequence[tuple[dt.date, dt.date]],
    first: dt.date,
    last: dt.date,
) -> tuple[Stretch, ...]:
    """Return how many packages are free, in stretches from first to last, both included, in order.

    `here` are available now, `coming_back` the open loans by due date: free from the day after. `reserved` are the
    days, both included, of open reservations. What is overdue is left out of `coming_back`: nobody can count on it.
    """
    changes: Counter[dt.date] = Counter()
    for due_on, number in coming_back.items():
        changes[max(due_on + DAY, first)] += number
    for begins, ends in reserved:
        if begins <= last and ends >= first:
            changes[max(begins, first)] -= 1
            changes[ends + DAY] += 1
    free, stretches = here, []
    days = sorted({first, *(day for day in changes if first < day <= last)})
    for day, following in zip(days, [*days[1:], last + DAY], strict=True):
        free += changes[day]
        stretches.append(Stretch(day, following - DAY, free))
    return tuple(stretches)
