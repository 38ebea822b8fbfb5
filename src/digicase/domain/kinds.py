"""The kinds of records there are, in the order in which a store lists them."""

from __future__ import annotations

from typing import Any

from digicase.domain.appointments import Appointment
from digicase.domain.cases import Case
from digicase.domain.equipment import Item, Package
from digicase.domain.journal import JournalEntry
from digicase.domain.loans import Loan
from digicase.domain.notices import Notice
from digicase.domain.people import Contact, Staff
from digicase.domain.requests import KeyedRequest
from digicase.domain.skills import Assessment
from digicase.domain.waiting import WaitingPlace
from digicase.domain.zitdagen import Series, Zitdag

RECORDS: tuple[type[Any], ...] = (
    Package,
    Item,
    Case,
    Staff,
    Contact,
    Assessment,
    Loan,
    WaitingPlace,
    Series,
    Zitdag,
    Appointment,
    Notice,
    JournalEntry,
    KeyedRequest,
)
