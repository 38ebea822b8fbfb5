"""Plain records to test a storage with, and the steps to keep and read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID, uuid4

from digicase.domain.appointments import Appointment
from digicase.domain.cases import Case
from digicase.domain.equipment import Item, ItemKind
from digicase.domain.feedback import Note
from digicase.domain.ids import (
    AppointmentId,
    CaseId,
    ItemId,
    LoanId,
    NoteId,
    NoticeId,
    PackageId,
    SeriesId,
    ZitdagId,
)
from digicase.domain.loans import Loan
from digicase.domain.notices import Audience, Notice, NoticeKind
from digicase.domain.record import Record, evolve
from digicase.domain.zitdagen import Zitdag
from digicase.ports import Storage
from digicase.testing.patience import in_time

R = TypeVar("R", bound=Record)

NOBODY = UUID(int=0)
DAY = dt.date(2026, 12, 3)
MOMENT = dt.datetime(2026, 12, 3, 8, tzinfo=dt.UTC)

SAMPLES: Mapping[type[Any], Any] = MappingProxyType(
    {
        Case: Case(id=CaseId(NOBODY), reference="J-0001", consultant="C-04", guidance_from=DAY),
        Item: Item(id=ItemId(NOBODY), kind=ItemKind.LAPTOP),
        Loan: Loan(
            id=LoanId(NOBODY),
            package=PackageId(NOBODY),
            case=CaseId(NOBODY),
            policy="default",
            lent_on=DAY,
            nominal_due_on=DAY,
            due_on=DAY,
        ),
        Note: Note(id=NoteId(NOBODY), case=CaseId(NOBODY), author="C-04", text="Came along.", at=MOMENT),
        Notice: Notice(
            id=NoticeId(NOBODY),
            kind=NoticeKind.LOAN_DUE_SOON,
            subject=NOBODY,
            dedup_key="once",
            recipient="J-0001",
            audience=Audience.JOBSEEKER,
            due_at=MOMENT,
            expires_at=MOMENT,
        ),
        Zitdag: Zitdag(
            id=ZitdagId(NOBODY),
            series=SeriesId(NOBODY),
            location="Jobteam",
            on=DAY,
            starts=dt.time(9),
            ends=dt.time(12),
            slot_minutes=30,
            places=1,
            coach="K-01",
            changed_at=MOMENT,
        ),
        Appointment: Appointment(
            id=AppointmentId(NOBODY),
            zitdag=ZitdagId(NOBODY),
            case=CaseId(NOBODY),
            on=DAY,
            at=dt.time(9),
            minutes=30,
            coach="K-01",
            location="Jobteam",
            consultant="C-04",
            changed_at=MOMENT,
        ),
    }
)


def sample(kind: type[R], /, **changes: Any) -> R:
    """Return a new record of a kind, not saved yet, with an id of its own and the fields that are given."""
    record: R = SAMPLES[kind]
    return evolve(record, **{"id": uuid4(), **changes})


def stored(storage: Storage, *records: Any) -> tuple[Any, ...]:
    """Save records in a transaction of their own, and return them as stored."""
    with in_time(), storage.begin() as session:
        return session.save(*records)


def read(storage: Storage, record: R) -> R:
    """Return a record as a new transaction reads it."""
    with in_time("a reader takes no writer's lock"), storage.begin(read_only=True) as session:
        return session.get(type(record), record.id)


@contextmanager
def kept(storage: Storage, *records: Any) -> Iterator[tuple[Any, ...]]:
    """Keep records for one generated example, and leave the storage as it was, also when the example fails."""
    saved = stored(storage, *records)
    try:
        yield saved
    finally:
        with in_time(), storage.begin() as session:
            session.remove(*saved)
