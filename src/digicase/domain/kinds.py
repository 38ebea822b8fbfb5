"""The kinds of records there are, in the order in which a store lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digicase.domain.appointments import AppointmentQuery
from digicase.domain.asking import LoanRequestQuery
from digicase.domain.assessments import AssessmentQuery
from digicase.domain.cases import CaseQuery
from digicase.domain.equipment import ItemQuery, PackageQuery
from digicase.domain.feedback import NoteQuery
from digicase.domain.feeds import FeedChangeQuery, FeedQuery
from digicase.domain.inspections import RepairQuery
from digicase.domain.journal import JournalQuery
from digicase.domain.loans import LoanQuery
from digicase.domain.locations import LocationQuery
from digicase.domain.notices import NoticeQuery
from digicase.domain.outreach import OutreachQuery
from digicase.domain.people import ContactQuery, StaffQuery
from digicase.domain.record import Query
from digicase.domain.requests import KeyedRequestQuery
from digicase.domain.reservations import ReservationQuery
from digicase.domain.retention import DestructionListQuery, RemainsQuery
from digicase.domain.standby import StandbyQuery
from digicase.domain.stocktakes import StocktakeQuery
from digicase.domain.subscriptions import SubscriptionQuery
from digicase.domain.support import SupportPlanQuery
from digicase.domain.tasks import TaskQuery
from digicase.domain.templates import TemplateQuery
from digicase.domain.waiting import WaitingQuery
from digicase.domain.zitdagen import SeriesQuery, ZitdagQuery

QUERIES: Mapping[type[Any], type[Query[Any]]] = {
    query.of: query
    for query in (
        PackageQuery,
        ItemQuery,
        TemplateQuery,
        CaseQuery,
        StaffQuery,
        ContactQuery,
        AssessmentQuery,
        LoanQuery,
        LoanRequestQuery,
        RepairQuery,
        StocktakeQuery,
        ReservationQuery,
        WaitingQuery,
        LocationQuery,
        SeriesQuery,
        ZitdagQuery,
        AppointmentQuery,
        StandbyQuery,
        NoteQuery,
        TaskQuery,
        SupportPlanQuery,
        OutreachQuery,
        SubscriptionQuery,
        FeedQuery,
        FeedChangeQuery,
        DestructionListQuery,
        RemainsQuery,
        NoticeQuery,
        JournalQuery,
        KeyedRequestQuery,
    )
}
"""The query over each kind of record; asking nothing, it finds them all."""

RECORDS: tuple[type[Any], ...] = tuple(QUERIES)
