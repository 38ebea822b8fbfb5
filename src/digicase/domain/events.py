"""What happened: small facts that hold references, dates and numbers, never names and never free text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform
from uuid import UUID

import attrs

from digicase.domain.ids import (
    AppointmentId,
    AssessmentId,
    CaseId,
    DestructionListId,
    ItemId,
    LoanId,
    LoanRequestId,
    LocationId,
    NoteId,
    NoticeId,
    OutreachId,
    PackageId,
    RemainsId,
    RepairId,
    ReservationId,
    SeriesId,
    StaffId,
    StandbyId,
    StocktakeId,
    SubscriptionId,
    SupportPlanId,
    TaskId,
    TemplateId,
    WaitingPlaceId,
    ZitdagId,
)

E = TypeVar("E", bound="type[Event]")


class Event:
    """The root of all events; `about` names the field that holds the record it is about, `telling` the other fields."""

    about: ClassVar[str]
    telling: ClassVar[tuple[str, ...]]

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
        return {name: getattr(self, name) for name in self.telling}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def event(*, about: str) -> Callable[[E], E]:
    """Make the class an event about the record whose id is in the field `about`."""

    def made(cls: E) -> E:
        result: Any = attrs.frozen(kw_only=True)(cls)
        result.about = about
        result.telling = tuple(name for name in attrs.fields_dict(result) if name not in (about, "case"))
        return cast(E, result)

    return made


@event(about="package")
class PackageRegistered(Event):
    package: PackageId
    label: str


@event(about="template")
class TemplateDefined(Event):
    template: TemplateId
    name: str


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


@event(about="case")
class CaseChanged(Event):
    case: CaseId
    fields: str


@event(about="case")
class GoalMarked(Event):
    case: CaseId
    goal: str
    state: str
    on: dt.date


@event(about="case")
class CaseReferred(Event):
    case: CaseId
    on: dt.date
    consent: bool


@event(about="case")
class CaseHeld(Event):
    case: CaseId
    on: dt.date


@event(about="case")
class CaseResumed(Event):
    case: CaseId
    on: dt.date


@event(about="case")
class CaseReopened(Event):
    case: CaseId
    on: dt.date


@event(about="case")
class FileRead(Event):
    case: CaseId
    purpose: str


@event(about="case")
class FileExported(Event):
    case: CaseId
    purpose: str


@event(about="case")
class ErasureBarred(Event):
    case: CaseId
    on: dt.date


@event(about="case")
class ErasureFreed(Event):
    case: CaseId
    on: dt.date


@event(about="remains")
class PersonErased(Event):
    remains: RemainsId
    records: int


@event(about="destruction")
class DestructionListed(Event):
    destruction: DestructionListId
    cases: int


@event(about="destruction")
class DestructionApproved(Event):
    destruction: DestructionListId


@event(about="destruction")
class DestructionDone(Event):
    destruction: DestructionListId
    erased: int


@event(about="refusal")
class AccessDenied(Event):
    refusal: UUID
    case: CaseId | None
    action: str


@event(about="staff")
class StaffTrained(Event):
    staff: StaffId
    on: dt.date
    topic: str


@event(about="staff")
class StaffLeft(Event):
    staff: StaffId
    on: dt.date


@event(about="assessment")
class StaffAssessed(Event):
    assessment: AssessmentId
    staff: StaffId
    on: dt.date
    framework: str


@event(about="plan")
class PlanDrawnUp(Event):
    plan: SupportPlanId
    case: CaseId
    on: dt.date
    sessions: int
    overridden: str


@event(about="plan")
class PlanAgreed(Event):
    plan: SupportPlanId
    case: CaseId
    on: dt.date


@event(about="appointment")
class WalkedIn(Event):
    appointment: AppointmentId
    zitdag: ZitdagId
    case: CaseId
    on: dt.date
    at: dt.time


@event(about="appointment")
class AppointmentReassigned(Event):
    appointment: AppointmentId
    case: CaseId
    on: dt.date
    consultant: str


@event(about="appointment")
class AppointmentUnsettled(Event):
    appointment: AppointmentId
    case: CaseId
    on: dt.date
    at: dt.time
    state: str


@event(about="zitdag")
class ZitdagAdded(Event):
    zitdag: ZitdagId
    series: SeriesId
    on: dt.date


@event(about="zitdag")
class ZitdagMoved(Event):
    zitdag: ZitdagId
    on: dt.date
    was_on: dt.date


@event(about="zitdag")
class ZitdagCancelled(Event):
    zitdag: ZitdagId
    on: dt.date


@event(about="zitdag")
class ZitdagRestored(Event):
    zitdag: ZitdagId
    on: dt.date


@event(about="zitdag")
class ZitdagRestaffed(Event):
    zitdag: ZitdagId
    coach: str
    was: str


@event(about="zitdag")
class ZitdagResized(Event):
    zitdag: ZitdagId
    places: int
    was: int


@event(about="appointment")
class AppointmentReported(Event):
    appointment: AppointmentId
    case: CaseId
    on: dt.date
    came: bool
    accompanied: bool


@event(about="appointment")
class AppointmentAnswered(Event):
    appointment: AppointmentId
    case: CaseId
    on: dt.date


@event(about="note")
class NoteWritten(Event):
    note: NoteId
    case: CaseId
    kind: str
    visibility: str


@event(about="note")
class NoteEdited(Event):
    note: NoteId
    case: CaseId


@event(about="task")
class TaskSet(Event):
    task: TaskId
    case: CaseId | None
    due_on: dt.date
    rule: str


@event(about="task")
class TaskDone(Event):
    task: TaskId
    case: CaseId | None
    on: dt.date


@event(about="subscription")
class SubscriptionMade(Event):
    subscription: SubscriptionId
    audience: str


@event(about="subscription")
class SubscriptionRotated(Event):
    subscription: SubscriptionId


@event(about="subscription")
class SubscriptionRevoked(Event):
    subscription: SubscriptionId


@event(about="outreach")
class OutreachRecorded(Event):
    outreach: OutreachId
    on: dt.date
    kind: str
    number: int


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


@event(about="item")
class LineSet(Event):
    item: ItemId
    state: str


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


@event(about="standby")
class StandbyJoined(Event):
    standby: StandbyId
    case: CaseId
    on: dt.date


@event(about="standby")
class StandbyLeft(Event):
    standby: StandbyId
    case: CaseId
    on: dt.date


@event(about="appointment")
class PlaceOffered(Event):
    appointment: AppointmentId
    case: CaseId
    zitdag: ZitdagId
    on: dt.date
    at: dt.time


@event(about="appointment")
class PlaceDeclined(Event):
    appointment: AppointmentId
    case: CaseId
    zitdag: ZitdagId
    on: dt.date


@event(about="appointment")
class PlaceLapsed(Event):
    appointment: AppointmentId
    case: CaseId
    zitdag: ZitdagId
    on: dt.date


@event(about="notice")
class NoticeRequeued(Event):
    notice: NoticeId
    kind: str


@event(about="location")
class LocationRegistered(Event):
    location: LocationId


@event(about="location")
class LocationChanged(Event):
    location: LocationId


@event(about="series")
class SeriesPlanned(Event):
    series: SeriesId
    location: str
    zitdagen: int
    skipped: int


@event(about="series")
class SeriesSplit(Event):
    series: SeriesId
    into: SeriesId
    on: dt.date


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
class InvitationAnswered(Event):
    appointment: AppointmentId
    case: CaseId
    on: dt.date
    by: str
    reply: str


@event(about="appointment")
class AppointmentCancelled(Event):
    appointment: AppointmentId
    zitdag: ZitdagId
    case: CaseId
