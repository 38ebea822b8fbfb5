"""What happened: small facts that hold references, dates and numbers, never names and never free text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, dataclass_transform
from uuid import UUID

import attrs

from digicase.domain.ids import (
    AppointmentId,
    AssessmentId,
    CaseId,
    ItemId,
    LoanId,
    LoanRequestId,
    PackageId,
    RepairId,
    ReservationId,
    SeriesId,
    StaffId,
    StocktakeId,
    WaitingPlaceId,
    ZitdagId,
)

E = TypeVar("E", bound="type[Event]")


class Event:
    """The root of all events; `about` names the field that holds the record it is about."""

    about: ClassVar[str]

    @property
    def subject(self) -> UUID:
        """Return the id of the record that the event is about."""
        subject: UUID = getattr(self, self.about)
        return subject

    @property
    def case_id(self) -> CaseId | None:
        """Return the case in whose timeline the event belongs, if there is one."""
        return getattr(self, "case", None)

    def facts(self) -> dict[str, Any]:
        """Return the event's other fields by name: all but its subject and its case."""
        cls: type[Any] = type(self)
        return {
            field.name: getattr(self, field.name)
            for field in attrs.fields(cls)
            if field.name not in (self.about, "case")
        }


@dataclass_transform(kw_only_default=True, frozen_default=True)
def event(*, about: str) -> Callable[[E], E]:
    """Make the class an event about the record whose id is in the field `about`."""

    def made(cls: E) -> E:
        result = attrs.frozen(kw_only=True)(cls)
        result.about = about
        return result

    return made


@event(about="package")
class PackageRegistered(Event):
    package: PackageId
    label: str


@event(about="package")
class PackageInspected(Event):
    package: PackageId
    passed: bool


@event(about="case")
class CaseOpened(Event):
    case: CaseId
    consultant: str


@event(about="case")
class CaseClosed(Event):
    case: CaseId
    on: dt.date
    outcome: str


@event(about="staff")
class StaffRegistered(Event):
    staff: StaffId
    role: str


@event(about="assessment")
class AssessmentRecorded(Event):
    assessment: AssessmentId
    case: CaseId
    on: dt.date
    framework: str


@event(about="loan")
class PackageLent(Event):
    loan: LoanId
    package: PackageId
    case: CaseId
    on: dt.date
    due_on: dt.date


@event(about="loan")
class LoanExtended(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    was_due_on: dt.date
    due_on: dt.date


@event(about="loan")
class PackageReturned(Event):
    loan: LoanId
    package: PackageId
    case: CaseId
    on: dt.date


@event(about="loan")
class LoanRecalled(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    was_due_on: dt.date
    due_on: dt.date


@event(about="loan")
class RecallUndone(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    was_due_on: dt.date
    due_on: dt.date


@event(about="loan")
class DueDateSettled(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    was_due_on: dt.date
    due_on: dt.date


@event(about="loan")
class RulesOverridden(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    codes: str


@event(about="loan")
class ItemReturned(Event):
    loan: LoanId
    case: CaseId
    item: ItemId
    on: dt.date


@event(about="loan")
class ItemUnexpected(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    given: str


@event(about="loan")
class ItemSwapped(Event):
    loan: LoanId
    case: CaseId
    on: dt.date
    out: ItemId
    into: ItemId


@event(about="loan")
class ReturnClaimed(Event):
    loan: LoanId
    case: CaseId
    on: dt.date


@event(about="loan")
class LoanLost(Event):
    loan: LoanId
    package: PackageId
    case: CaseId
    on: dt.date
    stolen: bool


@event(about="item")
class SimSuspended(Event):
    item: ItemId
    loan: LoanId
    case: CaseId
    on: dt.date


@event(about="item")
class ItemRegistered(Event):
    item: ItemId
    kind: str


@event(about="item")
class ItemMoved(Event):
    item: ItemId
    out_of: PackageId | None
    into: PackageId | None


@event(about="item")
class ItemRetired(Event):
    item: ItemId
    on: dt.date


@event(about="repair")
class RepairBegun(Event):
    repair: RepairId
    item: ItemId
    loan: LoanId | None
    on: dt.date


@event(about="repair")
class RepairEnded(Event):
    repair: RepairId
    item: ItemId
    on: dt.date
    repaired: bool


@event(about="stocktake")
class StocktakeBegun(Event):
    stocktake: StocktakeId
    on: dt.date


@event(about="stocktake")
class StocktakeEnded(Event):
    stocktake: StocktakeId
    on: dt.date
    found: int
    missing: int
    unexpected: int


@event(about="request")
class LoanAsked(Event):
    request: LoanRequestId
    case: CaseId
    on: dt.date
    wanted: str


@event(about="request")
class LoanAskedDecided(Event):
    request: LoanRequestId
    case: CaseId
    on: dt.date
    granted: bool


@event(about="place")
class WaitingJoined(Event):
    place: WaitingPlaceId
    case: CaseId
    on: dt.date
    device: str


@event(about="place")
class PackageOffered(Event):
    place: WaitingPlaceId
    case: CaseId
    package: PackageId
    until: dt.date


@event(about="place")
class OfferDeclined(Event):
    place: WaitingPlaceId
    case: CaseId
    package: PackageId
    on: dt.date


@event(about="place")
class OfferLapsed(Event):
    place: WaitingPlaceId
    case: CaseId
    package: PackageId
    on: dt.date


@event(about="reservation")
class PackageReserved(Event):
    reservation: ReservationId
    case: CaseId
    package: PackageId
    first: dt.date
    until: dt.date


@event(about="reservation")
class ReservationEnded(Event):
    reservation: ReservationId
    case: CaseId
    on: dt.date
    taken: bool


@event(about="place")
class WaitingLeft(Event):
    place: WaitingPlaceId
    case: CaseId
    on: dt.date


@event(about="series")
class SeriesPlanned(Event):
    series: SeriesId
    location: str
    zitdagen: int
    skipped: int


@event(about="appointment")
class AppointmentBooked(Event):
    appointment: AppointmentId
    zitdag: ZitdagId
    case: CaseId
    on: dt.date
    at: dt.time


@event(about="appointment")
class AppointmentMoved(Event):
    appointment: AppointmentId
    zitdag: ZitdagId
    case: CaseId
    on: dt.date
    at: dt.time


@event(about="appointment")
class AppointmentCancelled(Event):
    appointment: AppointmentId
    zitdag: ZitdagId
    case: CaseId
