"""The identities of records, one type per kind, so that a type checker sees when one is taken for another."""

from __future__ import annotations

from typing import NewType
from uuid import UUID, SafeUUID

AppointmentId = NewType("AppointmentId", UUID)
AssessmentId = NewType("AssessmentId", UUID)
CaseId = NewType("CaseId", UUID)
ContactId = NewType("ContactId", UUID)
DestructionListId = NewType("DestructionListId", UUID)
FeedChangeId = NewType("FeedChangeId", UUID)
FeedId = NewType("FeedId", UUID)
ItemId = NewType("ItemId", UUID)
JournalEntryId = NewType("JournalEntryId", UUID)
KeyedRequestId = NewType("KeyedRequestId", UUID)
LoanId = NewType("LoanId", UUID)
LoanRequestId = NewType("LoanRequestId", UUID)
NoteId = NewType("NoteId", UUID)
NoticeId = NewType("NoticeId", UUID)
OutreachId = NewType("OutreachId", UUID)
PackageId = NewType("PackageId", UUID)
RemainsId = NewType("RemainsId", UUID)
RepairId = NewType("RepairId", UUID)
ReservationId = NewType("ReservationId", UUID)
SeriesId = NewType("SeriesId", UUID)
LocationId = NewType("LocationId", UUID)
StaffId = NewType("StaffId", UUID)
StocktakeId = NewType("StocktakeId", UUID)
SubscriptionId = NewType("SubscriptionId", UUID)
SupportPlanId = NewType("SupportPlanId", UUID)
TaskId = NewType("TaskId", UUID)
TemplateId = NewType("TemplateId", UUID)
StandbyId = NewType("StandbyId", UUID)
WaitingPlaceId = NewType("WaitingPlaceId", UUID)
ZitdagId = NewType("ZitdagId", UUID)


UNKNOWN = SafeUUID.unknown
_set_int, _set_safety = (vars(UUID)[name].__set__ for name in ("int", "is_safe"))  # it refuses setattr


def uuid_of(number: int) -> UUID:
    """Return the UUID of a number of 128 bits: as unpickling does, in less than half of the constructor's time.

    A number that has no UUID is a ValueError.
    """
    if number >> 128:
        raise ValueError(f"{number} has no UUID: it is negative or longer than 128 bits")
    made = object.__new__(UUID)
    _set_int(made, number)
    _set_safety(made, UNKNOWN)
    return made
