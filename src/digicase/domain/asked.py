"""The requests of verbs, about which plugins are asked before a decision is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digicase.domain.asking import LoanRequest
from digicase.domain.assessments import RecordAssessment
from digicase.domain.booking import BookAppointment, CancelAppointment, MoveAppointment, WalkIn
from digicase.domain.cases import ChangeCase, CloseCase, OpenCase, Referral
from digicase.domain.equipment import MoveItem, RegisterItem, RegisterPackage, RetireItem, SetLine
from digicase.domain.extensions import ExtendLoan, RecallLoan
from digicase.domain.feedback import EditNote, ReportAppointment, WriteNote
from digicase.domain.inspections import EndRepair, InspectPackage
from digicase.domain.invitations import AnswerInvitation
from digicase.domain.lending import LendPackage
from digicase.domain.locations import RegisterLocation
from digicase.domain.people import RegisterStaff
from digicase.domain.planning import AddZitdag, PlanSeries, SplitSeries
from digicase.domain.rescheduling import CancelZitdag, MoveZitdag, ResizeZitdag, RestaffZitdag, RestoreZitdag
from digicase.domain.reservations import ReservePackage
from digicase.domain.retention import Erasure
from digicase.domain.returns import ClaimReturn, ReportLost, SwapItem, TakeBack
from digicase.domain.roles import AccessRequest
from digicase.domain.standby import AcceptOffer, JoinStandby
from digicase.domain.stocktakes import Stocktake
from digicase.domain.subscriptions import Subscribe
from digicase.domain.support import DrawUpPlan
from digicase.domain.tasks import SetTask
from digicase.domain.templates import AssemblePackage, DefineTemplate
from digicase.domain.waiting import JoinWaitingList, OfferPackage

REQUESTS: Mapping[type[Any], tuple[str, ...]] = {
    LendPackage: ("loans.lend",),
    ExtendLoan: ("loans.extend", "requests.grant"),
    RecallLoan: ("loans.recall",),
    SwapItem: ("loans.swap",),
    ClaimReturn: ("loans.claim_returned",),
    ReportLost: ("loans.report_lost",),
    TakeBack: ("loans.take_back",),
    ReservePackage: ("reservations.reserve", "requests.grant"),
    JoinWaitingList: ("waiting.join", "requests.grant"),
    OfferPackage: ("waiting.offer", "waiting.pass_on"),
    LoanRequest: ("requests.ask_for_loan", "requests.ask_for_extension"),
    BookAppointment: ("appointments.book", "appointments.book_path"),
    MoveAppointment: ("appointments.move",),
    CancelAppointment: ("appointments.cancel",),
    WalkIn: ("appointments.walk_in",),
    JoinStandby: ("standby.join",),
    AcceptOffer: ("standby.accept",),
    AnswerInvitation: ("invitations.answer", "invitations.read"),
    PlanSeries: ("zitdagen.plan",),
    SplitSeries: ("zitdagen.split",),
    AddZitdag: ("zitdagen.add",),
    MoveZitdag: ("zitdagen.move", "zitdagen.split"),
    ResizeZitdag: ("zitdagen.resize", "zitdagen.split"),
    RestaffZitdag: ("zitdagen.restaff", "zitdagen.split"),
    CancelZitdag: ("zitdagen.cancel", "zitdagen.close"),
    RestoreZitdag: ("zitdagen.restore",),
    RegisterLocation: ("locations.register",),
    OpenCase: ("cases.open",),
    ChangeCase: ("cases.change", "cases.reassign"),
    CloseCase: ("cases.close",),
    Referral: ("cases.refer",),
    SetTask: ("tasks.set",),
    RecordAssessment: ("assessments.record", "assessments.record_staff"),
    DrawUpPlan: ("plans.draw_up",),
    ReportAppointment: ("feedback.report",),
    WriteNote: ("feedback.write", "feedback.reply", "feedback.answer"),
    EditNote: ("feedback.edit",),
    RegisterPackage: ("packages.register",),
    InspectPackage: ("packages.inspect",),
    RegisterItem: ("items.register",),
    MoveItem: ("items.put_in", "items.take_out"),
    SetLine: ("items.set_line",),
    EndRepair: ("items.end_repair",),
    RetireItem: ("items.retire",),
    DefineTemplate: ("templates.define",),
    AssemblePackage: ("templates.assemble",),
    Stocktake: ("stocktakes.begin",),
    RegisterStaff: ("staff.register",),
    Subscribe: ("calendars.subscribe",),
    Erasure: ("privacy.erase", "privacy.destroy"),
    AccessRequest: (),
}
"""Each request, and the verbs that make it. An `AccessRequest` is made by every verb where somebody acts."""
