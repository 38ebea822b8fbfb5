"""What must hold of everything that is stored, whatever happened: one rule per function, told by kind and id only."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

import attrs

from digicase.domain.appointments import Appointment, AppointmentState, by_zitdag, taken
from digicase.domain.asking import LoanRequest
from digicase.domain.assessments import Assessment
from digicase.domain.cases import Case
from digicase.domain.equipment import Item, Package, PackageState
from digicase.domain.feedback import Note
from digicase.domain.inspections import Repair
from digicase.domain.journal import JournalEntry
from digicase.domain.kinds import RECORDS
from digicase.domain.loans import Loan
from digicase.domain.notices import Audience, Notice, NoticeKind, NoticeState
from digicase.domain.people import Staff
from digicase.domain.record import Record, kind_of
from digicase.domain.reservations import Reservation
from digicase.domain.retention import DestructionList
from digicase.domain.standby import Standby
from digicase.domain.stocktakes import Stocktake
from digicase.domain.support import SupportPlan
from digicase.domain.tasks import Task, TaskState
from digicase.domain.waiting import WaitingPlace
from digicase.domain.zitdagen import Series, Zitdag, ZitdagState, minutes

R = TypeVar("R", bound=Record)
ID = re.compile("[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
"""An id, as messages tell it."""


@attrs.frozen
class Finding:
    """A rule that a record breaks: the rule's code, the record's kind and id, and one sentence without names."""

    rule: str
    kind: str
    id: UUID
    text: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.text} [{self.rule}]"


class Everything:
    """All records of a store, by kind and id, and the few indexes that the rules share.

    `begun` is when the look began: what was written since may tell of records that were not seen. `unreadable` tells,
    once all are read, which rows could not be: they are there.
    """

    def __init__(self, records: Iterable[Record], begun: dt.datetime, unreadable: Collection[str]) -> None:
        self.begun, self.unreadable = begun, unreadable
        self._named: dict[type[Any], frozenset[str]] = {}
        self._by_kind: dict[type[Any], dict[UUID, Any]] = {cls: {} for cls in RECORDS}
        for record in records:
            self._by_kind[type(record)][record.id] = record
        self._hidden = frozenset(UUID(id) for told in unreadable for id in ID.findall(told))

    def hides(self, kinds: Iterable[type[Any]]) -> bool:
        """Tell whether there are rows of these kinds that could not be read."""
        return any(f"{kind_of(kind).name} " in told for kind in kinds for told in self.unreadable)

    def all(self, kind: type[R]) -> Iterable[R]:
        """Return the records of a kind."""
        return self._by_kind[kind].values()

    def has(self, kind: type[Any], id: UUID) -> bool:
        """Tell whether there is such a record."""
        return id in self._by_kind[kind] or id in self._hidden

    def named(self, kind: type[Any]) -> frozenset[str]:
        """Return the ids of a kind, as the journal writes them."""
        if kind not in self._named:
            self._named[kind] = frozenset(map(str, (*self._by_kind[kind], *self._hidden)))
        return self._named[kind]

    def get(self, kind: type[R], id: UUID) -> R | None:
        """Return the record, or None."""
        return self._by_kind[kind].get(id)

    @cached_property
    def ids(self) -> frozenset[UUID]:
        """Return the ids of all records, of whatever kind."""
        return self._hidden.union(*self._by_kind.values())

    @cached_property
    def said(self) -> frozenset[tuple[UUID, Audience, NoticeKind, str]]:
        """Return what was said, or is to be: of what, to whom, as what, and what of it is said once only."""
        notices = self.all(Notice)
        return frozenset((n.subject, n.audience, n.kind, n.dedup_key.rpartition(":")[2]) for n in notices)

    @cached_property
    def told(self) -> Mapping[UUID, set[str]]:
        """Return the names of the events that the journal holds, by their subject."""
        told = defaultdict(set)
        for entry in self.all(JournalEntry):
            told[entry.subject].add(entry.event)
        return told


def finding(rule: str, record: Record, text: str) -> Finding:
    """Return what is wrong with a record."""
    return Finding(rule, kind_of(type(record)).name, record.id, text)


REFERENCES: Sequence[tuple[type[Any], str, type[Any]]] = (
    (Item, "package", Package),
    (Item, "loan", Loan),
    (Repair, "item", Item),
    (Repair, "loan", Loan),
    (Assessment, "case", Case),
    (Assessment, "staff", Staff),
    (Assessment, "corrects", Assessment),
    (Assessment, "continues", Assessment),
    (Loan, "package", Package),
    (Loan, "items", Item),
    (Loan, "left_without", Item),
    (Loan, "case", Case),
    (WaitingPlace, "case", Case),
    (WaitingPlace, "package", Package),
    (LoanRequest, "case", Case),
    (LoanRequest, "loan", Loan),
    (Reservation, "case", Case),
    (Reservation, "package", Package),
    (Zitdag, "series", Series),
    (Appointment, "zitdag", Zitdag),
    (Appointment, "case", Case),
    (Standby, "case", Case),
    (Standby, "series", Series),
    (Standby, "appointment", Appointment),
    (Note, "case", Case),
    (Note, "reply_to", Note),
    (Task, "case", Case),
    (SupportPlan, "case", Case),
    (SupportPlan, "assessment", Assessment),
    (DestructionList, "cases", Case),
    (JournalEntry, "case", Case),
)


def missing_reference(store: Everything) -> Iterator[Finding]:
    """Whatever a record refers to is there, and so is what a notice is about."""
    for kind, field, to in REFERENCES:
        for record in store.all(kind):
            refers = getattr(record, field)
            for id in refers if isinstance(refers, tuple) else (refers,):
                if id is not None and not store.has(to, id) and not _later(store, record):
                    yield finding("missing_reference", record, f"its {field} {id} is not there")
    for notice in store.all(Notice):
        if notice.subject not in store.ids and not _later(store, notice):
            yield finding("missing_reference", notice, f"its subject {notice.subject} is not there")


def _later(store: Everything, record: Record) -> bool:
    """Tell whether a line or a notice was written since the look began."""
    written = record.at if isinstance(record, JournalEntry) else getattr(record, "planned_at", None)
    return written is not None and written > store.begun


def impossible_version(store: Everything) -> Iterator[Finding]:
    """Every record was saved once at least: its version is 1 or more."""
    for kind in RECORDS:
        for record in store.all(kind):
            if record.version < 1:
                yield finding("impossible_version", record, f"its version is {record.version}")


def key_held_twice(store: Everything) -> Iterator[Finding]:
    """No two records hold the same unique key: one open loan per package, one reference per case, ..."""
    for kind in RECORDS:
        for key in kind_of(kind).unique:
            seen: set[tuple[Any, ...]] = set()
            for record in store.all(kind):
                values = key.of(record)
                if values is not None and values in seen:
                    yield finding("key_held_twice", record, f"another one has the same {' and '.join(key.fields)}")
                elif values is not None:
                    seen.add(values)


def too_many_booked(store: Everything) -> Iterator[Finding]:
    """No slot of a zitdag holds more appointments than it has places."""
    booked = by_zitdag(each for each in store.all(Appointment) if not each.walk_in)
    for id, appointments in booked.items():
        zitdag = store.get(Zitdag, id)
        if zitdag is None:
            continue
        most = max(zitdag.places, zitdag.most_places)
        for at, number in taken(zitdag, appointments).items():
            if number > most:
                text = f"{number} appointments at {at:%H:%M} for {zitdag.places} places"
                yield finding("too_many_booked", zitdag, text)


def booked_on_cancelled(store: Everything) -> Iterator[Finding]:
    """Nobody is booked on a zitdag that is cancelled."""
    for appointment in store.all(Appointment):
        zitdag = store.get(Zitdag, appointment.zitdag)
        if zitdag is None or not appointment.takes_a_place:
            continue
        if zitdag.state is ZitdagState.CANCELLED:
            yield finding("booked_on_cancelled", appointment, f"its zitdag {zitdag.id} is cancelled")


STANDS = (AppointmentState.BOOKED, AppointmentState.OFFERED)
"""The states in which an appointment goes where its zitdag goes; afterwards it stays as it was."""


def booked_elsewhere(store: Everything) -> Iterator[Finding]:
    """Who is to come comes on the day of the zitdag, within its hours, to its location and its coach."""
    for appointment in store.all(Appointment):
        zitdag = store.get(Zitdag, appointment.zitdag)
        if zitdag is None or appointment.state not in STANDS:
            continue
        if any(getattr(appointment, field) != getattr(zitdag, field) for field in ("on", "location", "coach")):
            text = f"it is on another day, at another location or with another coach than its zitdag {zitdag.id}"
            yield finding("booked_elsewhere", appointment, text)
        begins = minutes(appointment.at)
        if begins < minutes(zitdag.starts) or begins + appointment.minutes > minutes(zitdag.ends):
            yield finding("booked_elsewhere", appointment, f"it is outside the hours of its zitdag {zitdag.id}")


HERE = (PackageState.AVAILABLE, PackageState.RESERVED, PackageState.RETIRED)
AWAY = (PackageState.ON_LOAN, PackageState.LOST)


def state_disagrees(store: Everything) -> Iterator[Finding]:
    """On loan goes with a loan, available with a device and no loan; what is held is reserved, what is out missed."""
    lent = {loan.package: loan for loan in store.all(Loan) if loan.returned_on is None}
    complete = {item.package for item in store.all(Item) if item.is_device}
    for package in store.all(Package):
        loan = lent.get(package.id)
        if package.state is PackageState.ON_LOAN and loan is None:
            yield finding("state_disagrees", package, "it is on_loan and has no open loan")
        if loan is not None and package.state not in AWAY and (package.state in HERE or not loan.came_back):
            yield finding("state_disagrees", package, f"it is {package.state} and has an open loan")
        if package.state in (PackageState.AVAILABLE, PackageState.RESERVED) and package.id not in complete:
            yield finding("state_disagrees", package, f"it is {package.state} and has no device")
    held = {place.package for place in store.all(WaitingPlace) if place.left_on is None}
    for package in store.all(Package):
        if (package.state is PackageState.RESERVED) != (package.id in held):
            there = "is held for a place in line" if package.id in held else "is held for nobody"
            yield finding("state_disagrees", package, f"it is {package.state} and {there}")
    missing = {item: loan.id for loan in store.all(Loan) for item in loan.missing}
    for item in store.all(Item):
        if item.loan != missing.get(item.id):
            yield finding(
                "state_disagrees", item, f"it is out on loan {item.loan}, and {missing.get(item.id)} misses it"
            )


TELLS: Sequence[tuple[type[Any], str, Callable[[Any], bool]]] = (
    (Package, "PackageRegistered", lambda _: True),
    (Staff, "StaffRegistered", lambda _: True),
    (Case, "CaseOpened", lambda _: True),
    (Case, "CaseClosed", lambda case: case.closed_on is not None),
    (Assessment, "AssessmentRecorded", lambda assessment: assessment.case is not None),
    (Assessment, "StaffAssessed", lambda assessment: assessment.staff is not None),
    (Case, "CaseReferred", lambda case: bool(case.referrals)),
    (Case, "GoalMarked", lambda case: bool(case.goal_steps)),
    (Case, "ErasureBarred", lambda case: case.kept is not None),
    (Note, "NoteWritten", lambda _: True),
    (Note, "NoteEdited", lambda note: bool(note.edits)),
    (Task, "TaskSet", lambda task: task.rule is None),
    (Task, "TaskDone", lambda task: task.state is TaskState.DONE),
    (SupportPlan, "PlanDrawnUp", lambda _: True),
    (SupportPlan, "PlanAgreed", lambda plan: plan.agreed_on is not None),
    (DestructionList, "DestructionApproved", lambda destruction: destruction.approved_on is not None),
    (Loan, "PackageLent", lambda _: True),
    (Loan, "LoanExtended", lambda loan: bool(loan.extensions)),
    (Loan, "LoanLost", lambda loan: loan.lost_on is not None),
    (Loan, "LoanRecalled", lambda loan: loan.recall is not None),
    (Loan, "ItemSwapped", lambda loan: bool(loan.swaps)),
    (Loan, "RulesOverridden", lambda loan: bool(loan.overrides)),
    (Repair, "RepairBegun", lambda _: True),
    (Repair, "RepairEnded", lambda repair: repair.ended_on is not None),
    (Stocktake, "StocktakeBegun", lambda _: True),
    (Loan, "PackageReturned", lambda loan: loan.returned_on is not None),
    (LoanRequest, "LoanAsked", lambda _: True),
    (LoanRequest, "LoanAskedDecided", lambda request: request.decided_on is not None),
    (Reservation, "PackageReserved", lambda _: True),
    (Reservation, "ReservationEnded", lambda reservation: reservation.ended_on is not None),
    (WaitingPlace, "WaitingJoined", lambda _: True),
    (WaitingPlace, "WaitingLeft", lambda place: place.left_on is not None),
    (Series, "SeriesPlanned", lambda _: True),
    (Standby, "StandbyJoined", lambda _: True),
    (Standby, "StandbyLeft", lambda place: place.left_on is not None),
    (Appointment, "AppointmentBooked", lambda appointment: appointment.was_agreed and not appointment.walk_in),
    (Appointment, "PlaceOffered", lambda appointment: appointment.state is AppointmentState.OFFERED),
    (Appointment, "WalkedIn", lambda appointment: appointment.walk_in),
    (Appointment, "AppointmentCancelled|PlaceDeclined|PlaceLapsed", lambda a: a.state is AppointmentState.CANCELLED),
    (Appointment, "AppointmentReported", lambda appointment: appointment.reported_on is not None),
)


def not_journaled(store: Everything) -> Iterator[Finding]:
    """What a record says has happened stands in the journal: who, when, what."""
    for kind, event, happened in TELLS:
        for record in store.all(kind):
            if happened(record) and store.told.get(record.id, set()).isdisjoint(event.split("|")):
                yield finding("not_journaled", record, f"the journal holds no {event.replace('|', ' or ')}")


MENTIONED: Mapping[str, type[Any]] = {
    "item": Item,
    "loan": Loan,
    "package": Package,
    "series": Series,
    "staff": Staff,
    "zitdag": Zitdag,
}
"""What else a line of the journal may name, by the name under which it does."""

OUTLIVING = {"AccessDenied", "NoticeRequeued", "SubscriptionMade", "SubscriptionRotated", "SubscriptionRevoked"}
"""Lines that stay as they are when what they are about is erased, or that are about nothing that is stored."""


def journal_of_nothing(store: Everything) -> Iterator[Finding]:
    """What the journal tells of is there; of who was erased it tells nothing but that."""
    for entry in store.all(JournalEntry):
        if _later(store, entry):
            continue
        if entry.subject not in store.ids and entry.event not in OUTLIVING:
            yield finding("journal_of_nothing", entry, f"it tells {entry.event} of {entry.subject}, which is not there")
        for name, kind in MENTIONED.items():
            mentioned = entry.data.get(name)
            if mentioned is not None and mentioned not in store.named(kind):
                yield finding("journal_of_nothing", entry, f"the {name} {mentioned} that it names is not there")


APPOINTED = (NoticeKind.APPOINTMENT_BOOKED, NoticeKind.APPOINTMENT_MOVED)
DUE_ANEW = {"LoanExtended": NoticeKind.LOAN_EXTENDED, "LoanRecalled": NoticeKind.LOAN_RECALLED}
"""What is said of a loan whose due date was moved, by what the journal holds of it."""


def notice_missing(store: Everything) -> Iterator[Finding]:
    """Both were told, or are to be told, of an appointment as it was booked or moved, and of a loan's new due date."""
    for appointment in store.all(Appointment):
        if appointment.state is AppointmentState.BOOKED:
            for untold in _untold(store, appointment, APPOINTED, str(appointment.sequence)):
                yield finding("notice_missing", appointment, f"no {untold} was told of it, or is to be told")
    for entry in store.all(JournalEntry):
        loan, due_on = store.get(Loan, entry.subject), str(entry.data.get("due_on"))
        if loan is None or entry.event not in DUE_ANEW or due_on <= f"{entry.at.date() + dt.timedelta(1)}":
            continue  # nothing is said of a day that has come, somewhere in the world
        for untold in _untold(store, loan, (DUE_ANEW[entry.event],), due_on):
            yield finding("notice_missing", loan, f"no {untold} was told that it is due on {due_on}, or is to be told")


def _untold(store: Everything, of: Record, kinds: Iterable[NoticeKind], once: str) -> Iterator[Audience]:
    """Yield who was told of a record as none of these kinds."""
    for audience in Audience:
        if not any((of.id, audience, kind, once) in store.said for kind in kinds):
            yield audience


REMINDERS = {NoticeKind.LOAN_DUE_SOON, NoticeKind.LOAN_DUE_TODAY, NoticeKind.LOAN_OVERDUE, NoticeKind.APPOINTMENT_SOON}


def notice_of_nothing(store: Everything) -> Iterator[Finding]:
    """Nobody is going to be reminded of a loan that was returned, or of an appointment that was cancelled."""
    over: set[UUID] = {loan.id for loan in store.all(Loan) if loan.returned_on is not None}
    over |= {appointment.id for appointment in store.all(Appointment) if not appointment.takes_a_place}
    for notice in store.all(Notice):
        if notice.state is NoticeState.PLANNED and notice.kind in REMINDERS and notice.subject in over:
            yield finding("notice_of_nothing", notice, f"it reminds of {notice.subject}, which is over")


RESTING_ON: Mapping[Callable[[Everything], Iterator[Finding]], tuple[type[Any], ...]] = {
    state_disagrees: (Loan, Item, WaitingPlace),
    not_journaled: (JournalEntry,),
    notice_missing: (Notice,),
}
"""The kinds of which a rule must see all records, so that it says nothing where some cannot be read."""

RULES: Sequence[Callable[[Everything], Iterator[Finding]]] = (
    missing_reference,
    impossible_version,
    key_held_twice,
    too_many_booked,
    booked_on_cancelled,
    booked_elsewhere,
    state_disagrees,
    not_journaled,
    journal_of_nothing,
    notice_missing,
    notice_of_nothing,
)


def check(records: Iterable[Record], *, begun: dt.datetime, unreadable: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return everything that is wrong with all records of a store, rule by rule; `begun` is when the look began.

    `unreadable` is told, while they are read, which rows cannot be: of what only these could show nothing is said.
    """
    store = Everything(records, begun, unreadable)
    return tuple(found for rule in RULES if not store.hides(RESTING_ON.get(rule, ())) for found in rule(store))
