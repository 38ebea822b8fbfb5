"""Lend digital packages to jobseekers, map their digital skills, and coach them: a library for your own case system.

Every name loads on first use, so that importing digicase costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digicase.app import Digicase
    from digicase.calendars.busy import read_busy
    from digicase.calendars.web import asgi_app, wsgi_app
    from digicase.casework.calendars import Subscribed
    from digicase.casework.serving import Response
    from digicase.casework.verbs import Check
    from digicase.domain.advice import Advice, AdviceStatus, AdvisedDevice, Reason, Situation
    from digicase.domain.appointments import Answer, Appointment, AppointmentQuery, AppointmentState, Reply
    from digicase.domain.asking import LoanRequest, LoanRequestQuery
    from digicase.domain.assessments import Assessment, AssessmentQuery, Progress
    from digicase.domain.booking import BookAppointment
    from digicase.domain.calendar import Calendar, CalendarEntry
    from digicase.domain.cases import Case, CaseQuery
    from digicase.domain.documents import DocumentKind, DocumentLine, LoanDocument
    from digicase.domain.equipment import (
        DeviceKind,
        Item,
        ItemKind,
        ItemQuery,
        ItemState,
        Package,
        PackageQuery,
        PackageState,
        Part,
        SimState,
    )
    from digicase.domain.events import Event
    from digicase.domain.extensions import ExtendLoan, RecallLoan
    from digicase.domain.feedback import Measures, Note, NoteQuery
    from digicase.domain.feeds import Feed, FeedChange, FeedChangeQuery, FeedQuery, FeedValidator
    from digicase.domain.inspections import Repair, RepairQuery
    from digicase.domain.invariants import Finding
    from digicase.domain.invitations import AnswerInvitation, ReplyProblem
    from digicase.domain.journal import JournalEntry, JournalQuery
    from digicase.domain.kinds import RECORDS
    from digicase.domain.lending import LendPackage
    from digicase.domain.loans import Loan, LoanQuery
    from digicase.domain.locations import Location, LocationQuery
    from digicase.domain.notices import Notice, NoticeQuery, NoticeState
    from digicase.domain.outcome import Override
    from digicase.domain.outreach import Outreach, OutreachQuery
    from digicase.domain.people import Addressee, Contact, ContactQuery, Staff, StaffQuery
    from digicase.domain.policies import EscalationStep, LoanPolicy, PolicyBook, PolicyRule
    from digicase.domain.record import Key, Kind, Query, Record, evolve, kind_of
    from digicase.domain.reservations import Reservation, ReservationQuery, Stretch
    from digicase.domain.retention import DestructionList, Remains, RemainsQuery, RetentionPolicy, RetentionRule
    from digicase.domain.returns import SwapItem, TakeBack
    from digicase.domain.roles import AccessRequest, AccessRules, Roles, Scope
    from digicase.domain.skills import Area, Band, Rating, Scale, Scoring, SkillFramework, SkillItem
    from digicase.domain.standby import AcceptOffer, JoinStandby, Standby, StandbyQuery
    from digicase.domain.stocktakes import Stocktake, StocktakeQuery, StocktakeReport
    from digicase.domain.subscriptions import Subscription, SubscriptionQuery
    from digicase.domain.support import PlanProgress, SupportPlan, SupportPlanQuery
    from digicase.domain.tasks import FollowUpRule, Task, TaskQuery, TaskState
    from digicase.domain.templates import Template, TemplateQuery
    from digicase.domain.waiting import WaitingPlace, WaitingQuery
    from digicase.domain.zitdagen import PlannedSeries, Series, SeriesQuery, Zitdag, ZitdagQuery, ZitdagState
    from digicase.errors import (
        ChannelError,
        ConnectionLost,
        DataWarning,
        DigicaseError,
        Duplicate,
        DuplicateName,
        InvalidData,
        NotFound,
        NotPermitted,
        Objection,
        OutcomeUnknown,
        PluginBroken,
        PluginError,
        Problem,
        Refused,
        StaleWrite,
        StorageError,
        UnknownOffer,
        UnreadableRow,
    )
    from digicase.frameworks.files import read_framework
    from digicase.hookspecs import hookimpl
    from digicase.invitations import ReplyReport
    from digicase.nouns import Work
    from digicase.opening import copy, migrate, open
    from digicase.plain import from_plain, to_plain
    from digicase.ports import (
        Adviser,
        AdviserOffer,
        Channel,
        ChannelOffer,
        ClosingDaysOffer,
        Directory,
        EraserOffer,
        ExporterOffer,
        FrameworkOffer,
        Invitation,
        Message,
        Migration,
        ObserverOffer,
        Scrubs,
        Session,
        SharesTransactions,
        Storage,
        StorageOffer,
        Undeliverable,
        Wording,
    )
    from digicase.problem_details import problem_details
    from digicase.storage.sql.dialects import prepare_engine
    from digicase.storage.sql.driver import DriverSessions
    from digicase.storage.sql.migrations import schema_statements
    from digicase.storage.sql.tables import metadata

__all__ = [
    "RECORDS",
    "AcceptOffer",
    "AccessRequest",
    "AccessRules",
    "Addressee",
    "Advice",
    "AdviceStatus",
    "AdvisedDevice",
    "Adviser",
    "AdviserOffer",
    "Answer",
    "AnswerInvitation",
    "Appointment",
    "AppointmentQuery",
    "AppointmentState",
    "Area",
    "Assessment",
    "AssessmentQuery",
    "Band",
    "BookAppointment",
    "Calendar",
    "CalendarEntry",
    "Case",
    "CaseQuery",
    "Channel",
    "ChannelError",
    "ChannelOffer",
    "Check",
    "ClosingDaysOffer",
    "ConnectionLost",
    "Contact",
    "ContactQuery",
    "DataWarning",
    "DestructionList",
    "DeviceKind",
    "Digicase",
    "DigicaseError",
    "Directory",
    "DocumentKind",
    "DocumentLine",
    "DriverSessions",
    "Duplicate",
    "DuplicateName",
    "EraserOffer",
    "EscalationStep",
    "Event",
    "ExporterOffer",
    "ExtendLoan",
    "Feed",
    "FeedChange",
    "FeedChangeQuery",
    "FeedQuery",
    "FeedValidator",
    "Finding",
    "FollowUpRule",
    "FrameworkOffer",
    "InvalidData",
    "Invitation",
    "Item",
    "ItemKind",
    "ItemQuery",
    "ItemState",
    "JoinStandby",
    "JournalEntry",
    "JournalQuery",
    "Key",
    "Kind",
    "LendPackage",
    "Loan",
    "LoanDocument",
    "LoanPolicy",
    "LoanQuery",
    "LoanRequest",
    "LoanRequestQuery",
    "Location",
    "LocationQuery",
    "Measures",
    "Message",
    "Migration",
    "NotFound",
    "NotPermitted",
    "Note",
    "NoteQuery",
    "Notice",
    "NoticeQuery",
    "NoticeState",
    "Objection",
    "ObserverOffer",
    "OutcomeUnknown",
    "Outreach",
    "OutreachQuery",
    "Override",
    "Package",
    "PackageQuery",
    "PackageState",
    "Part",
    "PlanProgress",
    "PlannedSeries",
    "PluginBroken",
    "PluginError",
    "PolicyBook",
    "PolicyRule",
    "Problem",
    "Progress",
    "Query",
    "Rating",
    "Reason",
    "RecallLoan",
    "Record",
    "Refused",
    "Remains",
    "RemainsQuery",
    "Repair",
    "RepairQuery",
    "Reply",
    "ReplyProblem",
    "ReplyReport",
    "Reservation",
    "ReservationQuery",
    "Response",
    "RetentionPolicy",
    "RetentionRule",
    "Roles",
    "Scale",
    "Scope",
    "Scoring",
    "Scrubs",
    "Series",
    "SeriesQuery",
    "Session",
    "SharesTransactions",
    "SimState",
    "Situation",
    "SkillFramework",
    "SkillItem",
    "Staff",
    "StaffQuery",
    "StaleWrite",
    "Standby",
    "StandbyQuery",
    "Stocktake",
    "StocktakeQuery",
    "StocktakeReport",
    "Storage",
    "StorageError",
    "StorageOffer",
    "Stretch",
    "Subscribed",
    "Subscription",
    "SubscriptionQuery",
    "SupportPlan",
    "SupportPlanQuery",
    "SwapItem",
    "TakeBack",
    "Task",
    "TaskQuery",
    "TaskState",
    "Template",
    "TemplateQuery",
    "Undeliverable",
    "UnknownOffer",
    "UnreadableRow",
    "WaitingPlace",
    "WaitingQuery",
    "Wording",
    "Work",
    "Zitdag",
    "ZitdagQuery",
    "ZitdagState",
    "asgi_app",
    "copy",
    "evolve",
    "from_plain",
    "hookimpl",
    "kind_of",
    "metadata",
    "migrate",
    "open",
    "prepare_engine",
    "problem_details",
    "read_busy",
    "read_framework",
    "schema_statements",
    "to_plain",
    "wsgi_app",
]

HOMES = {
    "app": ("Digicase",),
    "calendars.busy": ("read_busy",),
    "calendars.web": ("asgi_app", "wsgi_app"),
    "casework.calendars": ("Subscribed",),
    "casework.serving": ("Response",),
    "casework.verbs": ("Check",),
    "domain.advice": ("Advice", "AdviceStatus", "AdvisedDevice", "Reason", "Situation"),
    "domain.appointments": ("Answer", "Appointment", "AppointmentQuery", "AppointmentState", "Reply"),
    "domain.asking": ("LoanRequest", "LoanRequestQuery"),
    "domain.assessments": ("Assessment", "AssessmentQuery", "Progress"),
    "domain.booking": ("BookAppointment",),
    "domain.calendar": ("Calendar", "CalendarEntry"),
    "domain.cases": ("Case", "CaseQuery"),
    "domain.documents": ("DocumentKind", "DocumentLine", "LoanDocument"),
    "domain.equipment": (
        "DeviceKind",
        "Item",
        "ItemKind",
        "ItemQuery",
        "ItemState",
        "Package",
        "PackageQuery",
        "PackageState",
        "Part",
        "SimState",
    ),
    "domain.events": ("Event",),
    "domain.extensions": ("ExtendLoan", "RecallLoan"),
    "domain.feedback": ("Measures", "Note", "NoteQuery"),
    "domain.feeds": ("Feed", "FeedChange", "FeedChangeQuery", "FeedQuery", "FeedValidator"),
    "domain.inspections": ("Repair", "RepairQuery"),
    "domain.invariants": ("Finding",),
    "domain.invitations": ("AnswerInvitation", "ReplyProblem"),
    "domain.journal": ("JournalEntry", "JournalQuery"),
    "domain.kinds": ("RECORDS",),
    "domain.lending": ("LendPackage",),
    "domain.loans": ("Loan", "LoanQuery"),
    "domain.locations": ("Location", "LocationQuery"),
    "domain.notices": ("Notice", "NoticeQuery", "NoticeState"),
    "domain.outcome": ("Override",),
    "domain.outreach": ("Outreach", "OutreachQuery"),
    "domain.people": ("Addressee", "Contact", "ContactQuery", "Staff", "StaffQuery"),
    "domain.policies": ("EscalationStep", "LoanPolicy", "PolicyBook", "PolicyRule"),
    "domain.record": ("Key", "Kind", "Query", "Record", "evolve", "kind_of"),
    "domain.reservations": ("Reservation", "ReservationQuery", "Stretch"),
    "domain.retention": ("DestructionList", "Remains", "RemainsQuery", "RetentionPolicy", "RetentionRule"),
    "domain.returns": ("SwapItem", "TakeBack"),
    "domain.roles": ("AccessRequest", "AccessRules", "Roles", "Scope"),
    "domain.skills": ("Area", "Band", "Rating", "Scale", "Scoring", "SkillFramework", "SkillItem"),
    "domain.standby": ("AcceptOffer", "JoinStandby", "Standby", "StandbyQuery"),
    "domain.stocktakes": ("Stocktake", "StocktakeQuery", "StocktakeReport"),
    "domain.subscriptions": ("Subscription", "SubscriptionQuery"),
    "domain.support": ("PlanProgress", "SupportPlan", "SupportPlanQuery"),
    "domain.tasks": ("FollowUpRule", "Task", "TaskQuery", "TaskState"),
    "domain.templates": ("Template", "TemplateQuery"),
    "domain.waiting": ("WaitingPlace", "WaitingQuery"),
    "domain.zitdagen": ("PlannedSeries", "Series", "SeriesQuery", "Zitdag", "ZitdagQuery", "ZitdagState"),
    "errors": (
        "ChannelError",
        "ConnectionLost",
        "DataWarning",
        "DigicaseError",
        "Duplicate",
        "DuplicateName",
        "InvalidData",
        "NotFound",
        "NotPermitted",
        "Objection",
        "OutcomeUnknown",
        "PluginBroken",
        "PluginError",
        "Problem",
        "Refused",
        "StaleWrite",
        "StorageError",
        "UnknownOffer",
        "UnreadableRow",
    ),
    "frameworks.files": ("read_framework",),
    "hookspecs": ("hookimpl",),
    "invitations": ("ReplyReport",),
    "nouns": ("Work",),
    "opening": ("copy", "migrate", "open"),
    "plain": ("from_plain", "to_plain"),
    "ports": (
        "Adviser",
        "AdviserOffer",
        "Channel",
        "ChannelOffer",
        "ClosingDaysOffer",
        "Directory",
        "EraserOffer",
        "ExporterOffer",
        "FrameworkOffer",
        "Invitation",
        "Message",
        "Migration",
        "ObserverOffer",
        "Scrubs",
        "Session",
        "SharesTransactions",
        "Storage",
        "StorageOffer",
        "Undeliverable",
        "Wording",
    ),
    "problem_details": ("problem_details",),
    "storage.sql.dialects": ("prepare_engine",),
    "storage.sql.driver": ("DriverSessions",),
    "storage.sql.migrations": ("schema_statements",),
    "storage.sql.tables": ("metadata",),
}
"""Where each public name lives; a test holds this against the imports that type checkers see."""


def __getattr__(name: str) -> Any:
    for home, names in HOMES.items():
        if name in names:
            value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{home}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
