"""Calendars: records become entries, an exporter writes them down, and whoever has a token fetches them."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

import attrs

from digicase.casework import polling, serving
from digicase.casework.intake import accept
from digicase.casework.polling import Poll
from digicase.casework.serving import Response
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import checks, subscriptions
from digicase.domain.appointments import Appointment, AppointmentQuery, by_zitdag
from digicase.domain.calendar import (
    Calendar,
    CalendarAudience,
    CalendarEntry,
    Cancelled,
    View,
    appointment_entries,
    loan_entries,
    name,
    task_entries,
    zitdag_entries,
)
from digicase.domain.cases import CaseQuery
from digicase.domain.feeds import FeedValidator
from digicase.domain.ids import CaseId
from digicase.domain.loans import LoanQuery
from digicase.domain.record import evolve
from digicase.domain.subscriptions import Subscription, SubscriptionQuery
from digicase.domain.tasks import TaskQuery, TaskState
from digicase.domain.zitdagen import ZitdagQuery
from digicase.errors import Duplicate, InvalidData, Problem, StaleWrite, StorageError

LOG = logging.getLogger("digicase")
NOTHING: Mapping[str, str] = MappingProxyType({})
TOKEN_BYTES = 24
"""A token has 192 bits."""
KEPT = dt.timedelta(days=90)
"""How far back a calendar reaches."""


@attrs.frozen(kw_only=True)
class _Wish:
    audience: CalendarAudience
    owner: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    language: str | None = attrs.field(default=None, validator=checks.spoken)
    cancelled: Cancelled = Cancelled.MARK


@attrs.frozen(kw_only=True)
class Subscribed:
    """A subscription with its token, which is told this once only; keep it out of logs."""

    token: str = attrs.field(repr=False)
    subscription: Subscription


class Calendars(Noun):
    """What staff see of the coaching half-days in their own calendars."""

    @question
    def export(
        self,
        audience: str,
        owner: str | None = None,
        *,
        format: str = "ical",
        language: str | None = None,
        cancelled: str = "mark",
    ) -> bytes:
        """Return the calendar of a consultant, coach, location or jobseeker, the `offer`, or `tasks` or `loans` due.

        `owner` is the reference of the consultant, coach, jobseeker or whoever has the tasks, of the consultant whose
        loans are due, or the location's name; an offer may be narrowed to a location. What was cancelled and is ahead
        is marked, or left out (`omit`). It reaches 90 days back and as far ahead as is planned. Someone without
        appointments gets an empty calendar. The same records on the same day give the same bytes. Raises InvalidData,
        UnknownOffer.
        """
        wish = accept(_Wish, audience=audience, owner=owner, language=language, cancelled=cancelled)
        if wish.owner is None and wish.audience is not CalendarAudience.OFFER:
            raise InvalidData([Problem("owner", f"is missing: which {wish.audience} is the calendar for?")])
        if self.unit.access is not None and wish.audience is not CalendarAudience.OFFER:
            self.unit.access.admit_owner(wish.owner)
        data, _ = self.house.plugins.exported(format, self._calendar(wish))
        return data

    @verb
    def subscribe(
        self,
        audience: str,
        owner: str | None = None,
        *,
        holder: str | None = None,
        language: str | None = None,
        cancelled: str = "mark",
    ) -> Subscribed:
        """Subscribe somebody (default: the owner) to a calendar, and return the token, which is told this once only.

        Mount `respond` under a URL of the host's; the calendar is there at `/TOKEN.ics`, and the page that tells how to
        subscribe at `/TOKEN`. Only a hash of the token is kept.
        """
        wish = accept(_Wish, audience=audience, owner=owner, language=language, cancelled=cancelled)
        whose = holder or owner
        if whose is None or (wish.owner is None and wish.audience is not CalendarAudience.OFFER):
            missing = "holder" if wish.audience is CalendarAudience.OFFER else "owner"
            raise InvalidData([Problem(missing, f"is missing: who subscribes to which {wish.audience}?")])
        if self.unit.access is not None:
            self.unit.access.admit_owner(whose if wish.audience is CalendarAudience.OFFER else wish.owner)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        made = accept(
            Subscription,
            id=self.house.new_id(),
            token_hash=subscriptions.hashed(token),
            audience=wish.audience.value,
            owner=wish.owner,
            holder=whose,
            language=language,
            cancelled=cancelled,
            made_on=self.unit.today,
        )
        request = subscriptions.Subscribe(subscription=made)
        outcome = subscriptions.subscribe(request, objections=self.unit.objections(request))
        return Subscribed(token=token, subscription=self.unit.apply(outcome).result)

    @verb
    def rotate(self, subscription: Subscription | UUID) -> Subscribed:
        """Give a subscription another token, and return it; the old one gives nothing any more.

        Refused: `subscription_revoked`.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        outcome = subscriptions.rotate(self._mine(subscription), subscriptions.hashed(token))
        return Subscribed(token=token, subscription=self.unit.apply(outcome).result)

    @verb
    def revoke(self, subscription: Subscription | UUID) -> Subscription:
        """End a subscription: its token gives nothing any more. Refused: `subscription_revoked`."""
        return self.unit.apply(subscriptions.revoke(self._mine(subscription), on=self.unit.today)).result

    @question
    def subscriptions(self, holder: str | None = None) -> Sequence[Subscription]:
        """Return the subscriptions that are alive, of one holder or of all, each with the day it was last used."""
        if self.unit.access is not None:
            self.unit.access.admit_owner(holder or self.unit.actor)
            holder = holder if self.unit.access.sees_all else self.unit.actor
        return self.unit.session.find(SubscriptionQuery(holder=holder, alive=True))

    def respond(
        self, path: str, headers: Mapping[str, str] = NOTHING, *, method: str = "GET", base_url: str = ""
    ) -> Response:
        """Return what to answer to a request for a calendar or its subscribe page; no I/O but the store's.

        The last part of `path` is `TOKEN.ics`, or `TOKEN` for the page, whose links begin with `base_url`. Names of
        headers may be in any case. An unknown, cut or revoked token is a 404, always the same; only GET and HEAD are
        answered. When a subscription was last used is noted once a day.
        """
        if method not in ("GET", "HEAD"):
            return serving.not_allowed()
        token, ending = serving.token_of(path)
        hash = subscriptions.hashed(token)
        told = self._desk.run(
            lambda unit: type(self)(unit)._answer(hash, token, ending, headers, method, base_url), read_only=True
        )
        if told.keeps(self.house.today()):
            try:
                self._desk.run(told.keep)
            except (StaleWrite, Duplicate, StorageError):  # a calendar is told also where nothing can be written now
                LOG.warning("a calendar was told, and that it was could not be kept", exc_info=True)
        return told.response

    def _answer(
        self, hash: str, token: str, ending: str, headers: Mapping[str, str], method: str, base_url: str
    ) -> _Told:
        alive = self.unit.session.find(SubscriptionQuery(token_hash=hash, alive=True), limit=1)
        if not alive or ending not in ("", ".ics"):
            return _Told(serving.not_found())
        found = alive[0]
        if not ending:
            url, view = f"{base_url}/{token}.ics", self._view(found.language)
            title = name(found.audience, found.owner, view)
            page = serving.subscribe_page(url, name=title, language=view.language, headers=headers, method=method)
            return _Told(page)
        poll = Poll.of(self.unit, found)
        if poll.validator is not None and serving.has(poll.validator, headers):
            return _Told(serving.unchanged(poll.validator, headers), found)
        language = found.language if found.language in checks.LANGUAGES else None  # it may have been taken in before
        wish = _Wish(audience=found.audience, owner=found.owner, language=language, cancelled=found.cancelled)
        calendar = self._calendar(wish)
        changed_at = max((entry.changed_at for entry in calendar.entries), default=None)
        data, media_type = self.house.plugins.exported("ical", calendar)
        validator = serving.validator(data, changed_at)
        response = serving.calendar(data, validator, media_type=media_type, headers=headers, method=method)
        return _Told(response, found, poll, validator)

    def _mine(self, given: Subscription | UUID) -> Subscription:
        found = self.unit.stored(Subscription, given)
        if self.unit.access is not None:
            self.unit.access.admit_owner(found.holder)
        return found

    def _calendar(self, wish: _Wish) -> Calendar:
        house, view = self.house, self._view(wish.language)
        entries = self._entries(wish, view)
        if wish.cancelled is Cancelled.OMIT:
            entries = tuple(entry for entry in entries if not entry.cancelled)
        return Calendar(
            name=name(wish.audience, wish.owner, view), zone=house.zone_name, language=view.language, entries=entries
        )

    def _view(self, language: str | None) -> View:
        house = self.house
        spoken = language or house.language
        return View(zone=house.zone, domain=house.domain, language=spoken, today=self.unit.today)

    def _entries(self, wish: _Wish, view: View) -> tuple[CalendarEntry, ...]:
        since = view.today - KEPT
        if wish.audience is CalendarAudience.CONSULTANT:
            queries = [
                AppointmentQuery(consultant=wish.owner, since=since),
                AppointmentQuery(accompanied_by=wish.owner, since=since),
            ]
            mine = self._found(queries)
            return appointment_entries(mine, self._references(mine), view)
        if wish.audience is CalendarAudience.JOBSEEKER:
            return self._of_jobseeker(wish, view)
        if wish.audience is CalendarAudience.LOANS:
            cases = {case.id: case.reference for case in self.unit.session.find(CaseQuery(consultant=wish.owner))}
            loans = self.unit.session.find(LoanQuery(cases=cases, open=True)) if cases else ()
            return loan_entries(loans, cases, view, named=True)
        if wish.audience is CalendarAudience.TASKS:
            tasks = self.unit.session.find(TaskQuery(owner=wish.owner, state=TaskState.OPEN))
            return task_entries(tasks, self._cases(task.case for task in tasks if task.case), view)
        coach = wish.owner if wish.audience is CalendarAudience.COACH else None
        location = wish.owner if wish.audience is not CalendarAudience.COACH else None
        zitdagen = self.unit.session.find(ZitdagQuery(coach=coach, location=location, since=since))
        appointments = self._found([AppointmentQuery(coach=coach, location=location, since=since)])
        days = zitdag_entries(zitdagen, by_zitdag(appointments), view)
        if wish.audience is CalendarAudience.OFFER:
            return days
        own = appointment_entries(appointments, self._references(appointments), view)
        return tuple(sorted((*days, *own), key=lambda entry: (entry.starts, entry.uid)))

    def _of_jobseeker(self, wish: _Wish, view: View) -> tuple[CalendarEntry, ...]:
        """Return what a jobseeker sees: their appointments, and when what they have on loan is due."""
        found = self.unit.session.find(CaseQuery(reference=wish.owner))
        if not found:
            return ()
        case, session = found[0], self.unit.session
        mine = session.find(AppointmentQuery(case=case.id, since=view.today - KEPT))
        due = loan_entries(session.find(LoanQuery(case=case.id, open=True)), {}, view, named=False)
        entries = (*appointment_entries(mine, {case.id: ""}, view), *due)
        return tuple(sorted(entries, key=lambda entry: (entry.starts, entry.uid)))

    def _found(self, queries: Iterable[AppointmentQuery]) -> Collection[Appointment]:
        return {found.id: found for query in queries for found in self.unit.session.find(query)}.values()

    def _references(self, appointments: Iterable[Appointment]) -> Mapping[CaseId, str]:
        return self._cases(appointment.case for appointment in appointments)

    def _cases(self, given: Iterable[CaseId]) -> Mapping[CaseId, str]:
        ids = set(given)
        return {case.id: case.reference for case in self.unit.session.find(CaseQuery(ids=ids))} if ids else {}


@attrs.frozen
class _Told:
    """An answer, and what is to be kept of it: that the subscription was used, and what was told of the feed."""

    response: Response
    subscription: Subscription | None = None
    poll: Poll | None = None
    validator: FeedValidator | None = None

    def keeps(self, today: dt.date) -> bool:
        """Tell whether anything is to be kept."""
        first = self.subscription is not None and self.subscription.last_used_on != today
        return first or (self.poll is not None and self.validator != self.poll.validator)

    def keep(self, unit: Unit) -> None:
        """Keep it; once a day per subscription, look also for changes of feeds that nobody fetches."""
        if self.subscription is not None and self.subscription.last_used_on != unit.today:
            _used(unit, self.subscription)
            polling.sweep(unit)
        if self.poll is not None and self.validator is not None:
            self.poll.keep(unit, self.validator)


def _used(unit: Unit, subscription: Subscription) -> None:
    """Note that a subscription was used today, unless somebody has just changed or revoked it."""
    now = unit.session.get(Subscription, subscription.id)
    if now.revoked_on is None and now.last_used_on != unit.today:
        unit.session.save(evolve(now, last_used_on=unit.today))
