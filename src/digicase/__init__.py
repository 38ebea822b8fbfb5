"""Lend digital packages to jobseekers, map their digital skills, and coach them: a library for your own case system.

Every name loads on first use, so that importing digicase costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digicase.app import Digicase as Digicase
    from digicase.calendars.busy import read_busy as read_busy
    from digicase.calendars.web import (
        Respond as Respond,
        asgi_app as asgi_app,
        wsgi_app as wsgi_app,
    )
    from digicase.casework.calendars import Subscribed as Subscribed
    from digicase.casework.cases import (
        CaseChanges as CaseChanges,
        CaseFile as CaseFile,
    )
    from digicase.casework.processing import Processing as Processing
    from digicase.casework.serving import Response as Response
    from digicase.casework.timeline import TimelineLine as TimelineLine
    from digicase.casework.verbs import Check as Check
    from digicase.domain.advice import (
        Advice as Advice,
        AdviceStatus as AdviceStatus,
        AdvisedDevice as AdvisedDevice,
        Reason as Reason,
        Situation as Situation,
    )
    from digicase.domain.appointments import (
        Answer as Answer,
        Appointment as Appointment,
        AppointmentQuery as AppointmentQuery,
        AppointmentState as AppointmentState,
        Reply as Reply,
    )
    from digicase.domain.asked import REQUESTS as REQUESTS
    from digicase.domain.asking import (
        LoanRequest as LoanRequest,
        LoanRequestQuery as LoanRequestQuery,
        Wanted as Wanted,
    )
    from digicase.domain.assessments import (
        Assessment as Assessment,
        AssessmentQuery as AssessmentQuery,
        ItemAnswer as ItemAnswer,
        ItemProgress as ItemProgress,
        Progress as Progress,
        RecordAssessment as RecordAssessment,
    )
    from digicase.domain.booking import (
        BookAppointment as BookAppointment,
        CancelAppointment as CancelAppointment,
        MoveAppointment as MoveAppointment,
        WalkIn as WalkIn,
    )
    from digicase.domain.calendar import (
        Calendar as Calendar,
        CalendarAudience as CalendarAudience,
        CalendarEntry as CalendarEntry,
        Cancelled as Cancelled,
    )
    from digicase.domain.cases import (
        Case as Case,
        CaseQuery as CaseQuery,
        CaseState as CaseState,
        ChangeCase as ChangeCase,
        CloseCase as CloseCase,
        GoalState as GoalState,
        GoalStep as GoalStep,
        HomeInternet as HomeInternet,
        Keeping as Keeping,
        OpenCase as OpenCase,
        OwnDevice as OwnDevice,
        Pause as Pause,
        Referral as Referral,
    )
    from digicase.domain.documents import (
        DocumentKind as DocumentKind,
        DocumentLine as DocumentLine,
        LoanDocument as LoanDocument,
    )
    from digicase.domain.equipment import (
        DeviceKind as DeviceKind,
        Item as Item,
        ItemKind as ItemKind,
        ItemQuery as ItemQuery,
        ItemState as ItemState,
        MoveItem as MoveItem,
        Package as Package,
        PackageQuery as PackageQuery,
        PackageState as PackageState,
        Part as Part,
        RegisterItem as RegisterItem,
        RegisterPackage as RegisterPackage,
        RetireItem as RetireItem,
        SetLine as SetLine,
        SimState as SimState,
    )
    from digicase.domain.events import Event as Event
    from digicase.domain.extensions import (
        ExtendLoan as ExtendLoan,
        RecallLoan as RecallLoan,
    )
    from digicase.domain.feedback import (
        Edit as Edit,
        EditNote as EditNote,
        Measures as Measures,
        Note as Note,
        NoteKind as NoteKind,
        NoteQuery as NoteQuery,
        ReportAppointment as ReportAppointment,
        Visibility as Visibility,
        WriteNote as WriteNote,
    )
    from digicase.domain.feeds import (
        Feed as Feed,
        FeedChange as FeedChange,
        FeedChangeQuery as FeedChangeQuery,
        FeedQuery as FeedQuery,
        FeedValidator as FeedValidator,
    )
    from digicase.domain.forecast import (
        Forecast as Forecast,
        FreePlace as FreePlace,
    )
    from digicase.domain.inspections import (
        EndRepair as EndRepair,
        InspectPackage as InspectPackage,
        Repair as Repair,
        RepairQuery as RepairQuery,
    )
    from digicase.domain.invariants import Finding as Finding
    from digicase.domain.invitations import (
        AnswerInvitation as AnswerInvitation,
        ReplyProblem as ReplyProblem,
    )
    from digicase.domain.journal import (
        JournalEntry as JournalEntry,
        JournalQuery as JournalQuery,
    )
    from digicase.domain.kinds import RECORDS as RECORDS
    from digicase.domain.lending import LendPackage as LendPackage
    from digicase.domain.loans import (
        Condition as Condition,
        Extension as Extension,
        ItemReturn as ItemReturn,
        Loan as Loan,
        LoanQuery as LoanQuery,
        Overridden as Overridden,
        Recall as Recall,
        Swap as Swap,
    )
    from digicase.domain.locations import (
        Location as Location,
        LocationQuery as LocationQuery,
        RegisterLocation as RegisterLocation,
    )
    from digicase.domain.notices import (
        Audience as Audience,
        Notice as Notice,
        NoticeKind as NoticeKind,
        NoticeQuery as NoticeQuery,
        NoticeState as NoticeState,
    )
    from digicase.domain.outcome import Override as Override
    from digicase.domain.outreach import (
        Outreach as Outreach,
        OutreachKind as OutreachKind,
        OutreachQuery as OutreachQuery,
    )
    from digicase.domain.people import (
        Addressee as Addressee,
        Contact as Contact,
        ContactBy as ContactBy,
        ContactQuery as ContactQuery,
        RegisterStaff as RegisterStaff,
        Role as Role,
        Staff as Staff,
        StaffQuery as StaffQuery,
        Training as Training,
    )
    from digicase.domain.planning import (
        AddZitdag as AddZitdag,
        PlanSeries as PlanSeries,
        SplitSeries as SplitSeries,
    )
    from digicase.domain.policies import (
        ClosedDay as ClosedDay,
        EndOfLife as EndOfLife,
        EscalationAction as EscalationAction,
        EscalationStep as EscalationStep,
        ExtendFrom as ExtendFrom,
        LoanPolicy as LoanPolicy,
        Period as Period,
        PolicyBook as PolicyBook,
        PolicyRule as PolicyRule,
        WhenOverdue as WhenOverdue,
        YearDay as YearDay,
    )
    from digicase.domain.record import (
        Criterion as Criterion,
        Key as Key,
        Kind as Kind,
        Operator as Operator,
        Query as Query,
        Record as Record,
        evolve as evolve,
        kind_of as kind_of,
    )
    from digicase.domain.rescheduling import (
        CancelZitdag as CancelZitdag,
        MoveZitdag as MoveZitdag,
        ResizeZitdag as ResizeZitdag,
        RestaffZitdag as RestaffZitdag,
        RestoreZitdag as RestoreZitdag,
    )
    from digicase.domain.reservations import (
        Reservation as Reservation,
        ReservationQuery as ReservationQuery,
        ReservePackage as ReservePackage,
        Stretch as Stretch,
    )
    from digicase.domain.retention import (
        DestructionList as DestructionList,
        Erasure as Erasure,
        Remains as Remains,
        RemainsQuery as RemainsQuery,
        RetentionPolicy as RetentionPolicy,
        RetentionRule as RetentionRule,
    )
    from digicase.domain.returns import (
        ClaimReturn as ClaimReturn,
        ReportLost as ReportLost,
        SwapItem as SwapItem,
        TakeBack as TakeBack,
    )
    from digicase.domain.roles import (
        AccessRequest as AccessRequest,
        AccessRules as AccessRules,
        Roles as Roles,
        Scope as Scope,
    )
    from digicase.domain.skills import (
        Area as Area,
        Band as Band,
        Rating as Rating,
        Scale as Scale,
        Scoring as Scoring,
        ScoringRule as ScoringRule,
        SkillFramework as SkillFramework,
        SkillItem as SkillItem,
    )
    from digicase.domain.standby import (
        AcceptOffer as AcceptOffer,
        JoinStandby as JoinStandby,
        Standby as Standby,
        StandbyQuery as StandbyQuery,
    )
    from digicase.domain.stocktakes import (
        Stocktake as Stocktake,
        StocktakeQuery as StocktakeQuery,
        StocktakeReport as StocktakeReport,
    )
    from digicase.domain.subscriptions import (
        Subscribe as Subscribe,
        Subscription as Subscription,
        SubscriptionQuery as SubscriptionQuery,
    )
    from digicase.domain.support import (
        Decision as Decision,
        Demand as Demand,
        DrawUpPlan as DrawUpPlan,
        PlanProgress as PlanProgress,
        SupportPlan as SupportPlan,
        SupportPlanQuery as SupportPlanQuery,
    )
    from digicase.domain.tasks import (
        FollowUpRule as FollowUpRule,
        SetTask as SetTask,
        Task as Task,
        TaskQuery as TaskQuery,
        TaskState as TaskState,
        Trigger as Trigger,
    )
    from digicase.domain.templates import (
        AssemblePackage as AssemblePackage,
        DefineTemplate as DefineTemplate,
        Template as Template,
        TemplateQuery as TemplateQuery,
    )
    from digicase.domain.waiting import (
        JoinWaitingList as JoinWaitingList,
        OfferPackage as OfferPackage,
        WaitingPlace as WaitingPlace,
        WaitingQuery as WaitingQuery,
    )
    from digicase.domain.zitdagen import (
        PlannedSeries as PlannedSeries,
        Series as Series,
        SeriesQuery as SeriesQuery,
        Skipped as Skipped,
        Weekday as Weekday,
        Zitdag as Zitdag,
        ZitdagQuery as ZitdagQuery,
        ZitdagState as ZitdagState,
    )
    from digicase.errors import (
        ChannelError as ChannelError,
        ConnectionLost as ConnectionLost,
        DataWarning as DataWarning,
        DigicaseError as DigicaseError,
        Duplicate as Duplicate,
        DuplicateName as DuplicateName,
        InvalidData as InvalidData,
        NotFound as NotFound,
        NotPermitted as NotPermitted,
        Objection as Objection,
        OutcomeUnknown as OutcomeUnknown,
        PluginBroken as PluginBroken,
        PluginError as PluginError,
        Problem as Problem,
        Refused as Refused,
        StaleWrite as StaleWrite,
        StorageError as StorageError,
        UnknownOffer as UnknownOffer,
        Unreachable as Unreachable,
        UnreadableRow as UnreadableRow,
    )
    from digicase.exchange.checking import CheckReport as CheckReport
    from digicase.exchange.copying import CopyReport as CopyReport
    from digicase.exchange.report import ImportReport as ImportReport
    from digicase.frameworks.files import read_framework as read_framework
    from digicase.hookspecs import hookimpl as hookimpl
    from digicase.invitations import ReplyReport as ReplyReport
    from digicase.notices.delivery import DeliveryReport as DeliveryReport
    from digicase.nouns import Work as Work
    from digicase.opening import (
        copy as copy,
        migrate as migrate,
        open as open,
    )
    from digicase.plain import (
        from_plain as from_plain,
        to_plain as to_plain,
    )
    from digicase.plugins import PluginInfo as PluginInfo
    from digicase.ports import (
        Adviser as Adviser,
        AdviserOffer as AdviserOffer,
        Channel as Channel,
        ChannelOffer as ChannelOffer,
        ClosingDaysOffer as ClosingDaysOffer,
        Directory as Directory,
        EraserOffer as EraserOffer,
        ExporterOffer as ExporterOffer,
        FrameworkOffer as FrameworkOffer,
        Invitation as Invitation,
        Message as Message,
        Migrate as Migrate,
        Migration as Migration,
        ObserverOffer as ObserverOffer,
        Records as Records,
        Scrubs as Scrubs,
        Session as Session,
        SharesTransactions as SharesTransactions,
        Storage as Storage,
        StorageOffer as StorageOffer,
        Undeliverable as Undeliverable,
        Wording as Wording,
    )
    from digicase.problem_details import problem_details as problem_details
    from digicase.storage.sql.dialects import prepare_engine as prepare_engine
    from digicase.storage.sql.driver import DriverSessions as DriverSessions
    from digicase.storage.sql.migrations import schema_statements as schema_statements
    from digicase.storage.sql.tables import metadata as metadata


HOMES = {
    "app": ("Digicase",),
    "calendars.busy": ("read_busy",),
    "calendars.web": ("Respond", "asgi_app", "wsgi_app"),
    "casework.calendars": ("Subscribed",),
    "casework.cases": ("CaseChanges", "CaseFile"),
    "casework.processing": ("Processing",),
    "casework.serving": ("Response",),
    "casework.timeline": ("TimelineLine",),
    "casework.verbs": ("Check",),
    "domain.advice": ("Advice", "AdviceStatus", "AdvisedDevice", "Reason", "Situation"),
    "domain.appointments": ("Answer", "Appointment", "AppointmentQuery", "AppointmentState", "Reply"),
    "domain.asked": ("REQUESTS",),
    "domain.asking": ("LoanRequest", "LoanRequestQuery", "Wanted"),
    "domain.assessments": (
        "Assessment",
        "AssessmentQuery",
        "ItemAnswer",
        "ItemProgress",
        "Progress",
        "RecordAssessment",
    ),
    "domain.booking": ("BookAppointment", "CancelAppointment", "MoveAppointment", "WalkIn"),
    "domain.calendar": ("Calendar", "CalendarAudience", "CalendarEntry", "Cancelled"),
    "domain.cases": (
        "Case",
        "CaseQuery",
        "CaseState",
        "ChangeCase",
        "CloseCase",
        "GoalState",
        "GoalStep",
        "HomeInternet",
        "Keeping",
        "OpenCase",
        "OwnDevice",
        "Pause",
        "Referral",
    ),
    "domain.documents": ("DocumentKind", "DocumentLine", "LoanDocument"),
    "domain.equipment": (
        "DeviceKind",
        "Item",
        "ItemKind",
        "ItemQuery",
        "ItemState",
        "MoveItem",
        "Package",
        "PackageQuery",
        "PackageState",
        "Part",
        "RegisterItem",
        "RegisterPackage",
        "RetireItem",
        "SetLine",
        "SimState",
    ),
    "domain.events": ("Event",),
    "domain.extensions": ("ExtendLoan", "RecallLoan"),
    "domain.feedback": (
        "Edit",
        "EditNote",
        "Measures",
        "Note",
        "NoteKind",
        "NoteQuery",
        "ReportAppointment",
        "Visibility",
        "WriteNote",
    ),
    "domain.feeds": ("Feed", "FeedChange", "FeedChangeQuery", "FeedQuery", "FeedValidator"),
    "domain.forecast": ("Forecast", "FreePlace"),
    "domain.inspections": ("EndRepair", "InspectPackage", "Repair", "RepairQuery"),
    "domain.invariants": ("Finding",),
    "domain.invitations": ("AnswerInvitation", "ReplyProblem"),
    "domain.journal": ("JournalEntry", "JournalQuery"),
    "domain.kinds": ("RECORDS",),
    "domain.lending": ("LendPackage",),
    "domain.loans": ("Condition", "Extension", "ItemReturn", "Loan", "LoanQuery", "Overridden", "Recall", "Swap"),
    "domain.locations": ("Location", "LocationQuery", "RegisterLocation"),
    "domain.notices": ("Audience", "Notice", "NoticeKind", "NoticeQuery", "NoticeState"),
    "domain.outcome": ("Override",),
    "domain.outreach": ("Outreach", "OutreachKind", "OutreachQuery"),
    "domain.people": (
        "Addressee",
        "Contact",
        "ContactBy",
        "ContactQuery",
        "RegisterStaff",
        "Role",
        "Staff",
        "StaffQuery",
        "Training",
    ),
    "domain.planning": ("AddZitdag", "PlanSeries", "SplitSeries"),
    "domain.policies": (
        "ClosedDay",
        "EndOfLife",
        "EscalationAction",
        "EscalationStep",
        "ExtendFrom",
        "LoanPolicy",
        "Period",
        "PolicyBook",
        "PolicyRule",
        "WhenOverdue",
        "YearDay",
    ),
    "domain.record": ("Criterion", "Key", "Kind", "Operator", "Query", "Record", "evolve", "kind_of"),
    "domain.rescheduling": ("CancelZitdag", "MoveZitdag", "ResizeZitdag", "RestaffZitdag", "RestoreZitdag"),
    "domain.reservations": ("Reservation", "ReservationQuery", "ReservePackage", "Stretch"),
    "domain.retention": ("DestructionList", "Erasure", "Remains", "RemainsQuery", "RetentionPolicy", "RetentionRule"),
    "domain.returns": ("ClaimReturn", "ReportLost", "SwapItem", "TakeBack"),
    "domain.roles": ("AccessRequest", "AccessRules", "Roles", "Scope"),
    "domain.skills": ("Area", "Band", "Rating", "Scale", "Scoring", "ScoringRule", "SkillFramework", "SkillItem"),
    "domain.standby": ("AcceptOffer", "JoinStandby", "Standby", "StandbyQuery"),
    "domain.stocktakes": ("Stocktake", "StocktakeQuery", "StocktakeReport"),
    "domain.subscriptions": ("Subscribe", "Subscription", "SubscriptionQuery"),
    "domain.support": ("Decision", "Demand", "DrawUpPlan", "PlanProgress", "SupportPlan", "SupportPlanQuery"),
    "domain.tasks": ("FollowUpRule", "SetTask", "Task", "TaskQuery", "TaskState", "Trigger"),
    "domain.templates": ("AssemblePackage", "DefineTemplate", "Template", "TemplateQuery"),
    "domain.waiting": ("JoinWaitingList", "OfferPackage", "WaitingPlace", "WaitingQuery"),
    "domain.zitdagen": (
        "PlannedSeries",
        "Series",
        "SeriesQuery",
        "Skipped",
        "Weekday",
        "Zitdag",
        "ZitdagQuery",
        "ZitdagState",
    ),
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
        "Unreachable",
        "UnreadableRow",
    ),
    "exchange.checking": ("CheckReport",),
    "exchange.copying": ("CopyReport",),
    "exchange.report": ("ImportReport",),
    "frameworks.files": ("read_framework",),
    "hookspecs": ("hookimpl",),
    "invitations": ("ReplyReport",),
    "notices.delivery": ("DeliveryReport",),
    "nouns": ("Work",),
    "opening": ("copy", "migrate", "open"),
    "plain": ("from_plain", "to_plain"),
    "plugins": ("PluginInfo",),
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
        "Migrate",
        "Migration",
        "ObserverOffer",
        "Records",
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
"""Where the public names live; a test holds this against the imports that type checkers see."""
HOME_OF = {name: home for home, names in HOMES.items() for name in names}

if not TYPE_CHECKING:  # a type checker sees the imports above; told of this, it would let every misspelt name pass
    __all__ = sorted(HOME_OF)

    def __getattr__(name: str) -> Any:
        if name not in HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{HOME_OF[name]}"), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *HOME_OF})
