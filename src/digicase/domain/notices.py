"""Notices: who is to hear what, and when; planned with the change itself, sent later."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import attrs

from digicase.domain.ids import NoticeId
from digicase.domain.record import Key, Query, eq, evolve, lt, one_of, query, record, unchanging, where

TELL_AT = dt.time(9)
"""The local time of day at which reminders go out."""


class NoticeKind(StrEnum):
    """What a notice says; the wording is looked up by it."""

    PACKAGE_OFFERED = "package_offered"
    LOAN_DUE_SOON = "loan_due_soon"
    LOAN_DUE_TODAY = "loan_due_today"
    LOAN_OVERDUE = "loan_overdue"
    SIM_SUSPENSION_AHEAD = "sim_suspension_ahead"
    SIM_SUSPENDED = "sim_suspended"
    LOAN_EXTENDED = "loan_extended"
    LOAN_REFUSED = "loan_refused"
    EXTENSION_REFUSED = "extension_refused"
    LOAN_RECALLED = "loan_recalled"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_UNSETTLED = "appointment_unsettled"
    APPOINTMENT_SOON = "appointment_soon"
    PLACE_OFFERED = "place_offered"
    FEEDBACK_ASKED = "feedback_asked"
    FEEDBACK_MISSING = "feedback_missing"


OF_A_LOAN = frozenset(
    {
        NoticeKind.LOAN_DUE_SOON,
        NoticeKind.LOAN_DUE_TODAY,
        NoticeKind.LOAN_OVERDUE,
        NoticeKind.SIM_SUSPENSION_AHEAD,
        NoticeKind.SIM_SUSPENDED,
    }
)
"""What a policy's escalation may say: that a loan is due, or what follows from it."""

TO_STAFF = frozenset({NoticeKind.FEEDBACK_ASKED, NoticeKind.FEEDBACK_MISSING})
"""What only staff are told."""


class Audience(StrEnum):
    """As whom the recipient is addressed."""

    JOBSEEKER = "jobseeker"
    CONSULTANT = "consultant"


class NoticeState(StrEnum):
    """How far a notice has come: `withdrawn` is no longer wanted, `expired` came too late, `dead` could not be sent."""

    PLANNED = "planned"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DEAD = "dead"


Fact = str | int


@record(unique=[Key("dedup_key")], indexed=["subject", ("state", "due_at")])
class Notice:
    """One message to one recipient, without its words: `data` holds references, dates (ISO 8601) and numbers.

    `due_at` is when it may be tried next: whoever sends it moves it ahead first and leaves a `token`, so that no other
    sends it meanwhile. From `expires_at` on it makes no sense. `attempts` counts the tries begun, `error` says why the
    last one failed. `planned_at` is when it was planned (None: by an older digicase).
    """

    id: NoticeId
    version: int = 0
    kind: NoticeKind
    subject: UUID
    dedup_key: str
    recipient: str
    audience: Audience
    language: str | None = None
    due_at: dt.datetime
    expires_at: dt.datetime
    data: Mapping[str, Fact] = attrs.field(factory=dict, converter=unchanging)
    state: NoticeState = NoticeState.PLANNED
    attempts: int = 0
    token: UUID | None = None
    sent_at: dt.datetime | None = None
    error: str | None = None
    planned_at: dt.datetime | None = None


@query(Notice, sort=("due_at",))
class NoticeQuery(Query[Notice]):
    """Notices, soonest due first."""

    ids: Collection[NoticeId] | None = where("id", one_of)
    subject: UUID | None = where("subject", eq)
    subjects: Collection[UUID] | None = where("subject", one_of)
    recipient: str | None = where("recipient", eq)
    kind: NoticeKind | None = where("kind", eq)
    state: NoticeState | None = where("state", eq)
    due_before: dt.datetime | None = where("due_at", lt)


class Guided(Protocol):
    """What a notice needs to know of a case."""

    @property
    def reference(self) -> str:
        """The jobseeker's reference."""
        ...

    @property
    def consultant(self) -> str:
        """The consultant's reference."""
        ...

    @property
    def language(self) -> str:
        """The jobseeker's language."""
        ...


@attrs.frozen(kw_only=True)
class NoticeDraft:
    """A notice as a decision wants it, in local days and times.

    `on` None means at once; otherwise it goes out that day at `TELL_AT`. It expires at `expires_time` on
    `expires_on` (None: when that day is over). Drafts of one kind, subject and recipient with the same `once` are one
    notice, and are said once only.
    """

    kind: NoticeKind
    recipient: str
    audience: Audience
    language: str | None
    on: dt.date | None = None
    once: str
    expires_on: dt.date
    expires_time: dt.time | None = None
    data: Mapping[str, Fact] = attrs.field(factory=dict)

    def dedup_key(self, subject: UUID) -> str:
        """Return the key under which this can be said once only."""
        return f"{self.kind}:{subject}:{self.recipient}:{self.once}"

    def due_at(self, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
        """Return the moment from which it may be sent."""
        return now if self.on is None else _moment(self.on, TELL_AT, 0, zone)

    def expires_at(self, zone: dt.tzinfo) -> dt.datetime:
        """Return the moment from which it is too late."""
        if self.expires_time is not None:
            return _moment(self.expires_on, self.expires_time, self.expires_time.fold, zone)
        return _moment(self.expires_on + dt.timedelta(days=1), dt.time(), 0, zone)


@functools.lru_cache
def _moment(day: dt.date, time: dt.time, fold: int, zone: dt.tzinfo) -> dt.datetime:
    """Return a local time as a moment, kept for all who are told of the same; times are equal whatever their fold."""
    return dt.datetime.combine(day, time.replace(fold=fold), zone).astimezone(dt.UTC)


@attrs.frozen
class NoticePlan:
    """All that is to be said about a subject from now on; what was planned before and is not here is withdrawn."""

    subject: UUID
    drafts: tuple[NoticeDraft, ...]


def both(
    kind: NoticeKind,
    case: Guided,
    *,
    once: str,
    expires_on: dt.date,
    on: dt.date | None = None,
    expires_time: dt.time | None = None,
    consultant: str | None = None,
    data: Mapping[str, Fact],
) -> tuple[NoticeDraft, ...]:
    """Return one draft for the jobseeker and one for the consultant (the case's, unless another is named)."""
    facts = {"case": case.reference, **data}
    recipients = (
        (case.reference, Audience.JOBSEEKER, case.language),
        (consultant or case.consultant, Audience.CONSULTANT, None),
    )
    return tuple(
        NoticeDraft(
            kind=kind,
            recipient=recipient,
            audience=audience,
            language=language,
            on=on,
            once=once,
            expires_on=expires_on,
            expires_time=expires_time,
            data=facts,
        )
        for recipient, audience, language in recipients
    )


def replan(
    plan: NoticePlan, known: Sequence[Notice], *, now: dt.datetime, zone: dt.tzinfo, ids: Callable[[], UUID]
) -> Iterator[Notice]:
    """Yield the notices to save so that exactly what the plan wants, and was not said yet, is planned.

    `known` are all notices about the subject. A reminder whose day has passed is not planned any more; a withdrawn
    notice that is wanted again is planned again; one that was sent is never repeated.
    """
    wanted = {draft.dedup_key(plan.subject): draft for draft in plan.drafts}
    for notice in known:
        if notice.state is NoticeState.PLANNED and notice.dedup_key not in wanted:
            yield evolve(notice, state=NoticeState.WITHDRAWN)
        elif notice.state is NoticeState.WITHDRAWN and notice.dedup_key in wanted:
            yield evolve(notice, state=NoticeState.PLANNED, due_at=wanted[notice.dedup_key].due_at(now, zone))
    said, today = {notice.dedup_key for notice in known}, now.astimezone(zone).date()
    for key, draft in wanted.items():
        due_at, expires_at = draft.due_at(now, zone), draft.expires_at(zone)
        if key in said or (draft.on is not None and draft.on < today) or expires_at <= now:
            continue
        yield Notice(
            id=NoticeId(ids()),
            kind=draft.kind,
            subject=plan.subject,
            dedup_key=key,
            recipient=draft.recipient,
            audience=draft.audience,
            language=draft.language,
            due_at=due_at,
            expires_at=expires_at,
            data=draft.data,
            planned_at=now,
        )
