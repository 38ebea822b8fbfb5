"""The identities of records, one type per kind, so that a type checker sees when one is taken for another."""

from __future__ import annotations

from typing import NewType
from uuid import UUID

AppointmentId = NewType("AppointmentId", UUID)
AssessmentId = NewType("AssessmentId", UUID)
CaseId = NewType("CaseId", UUID)
ContactId = NewType("ContactId", UUID)
DestructionListId = NewType("DestructionListId", UUID)
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
StaffId = NewType("StaffId", UUID)
StocktakeId = NewType("StocktakeId", UUID)
SubscriptionId = NewType("SubscriptionId", UUID)
SupportPlanId = NewType("SupportPlanId", UUID)
TaskId = NewType("TaskId", UUID)
TemplateId = NewType("TemplateId", UUID)
WaitingPlaceId = NewType("WaitingPlaceId", UUID)
ZitdagId = NewType("ZitdagId", UUID)
