"""The app: what a host keeps. It gives the verbs in transactions of its own, ours or the host's."""

from __future__ import annotations

import datetime as dt
import functools
import logging
import random
import time
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

import attrs

from digicase.casework.access import Access
from digicase.casework.following import FollowedSession
from digicase.casework.intake import accept
from digicase.casework.polling import sweep
from digicase.casework.unit import House, Unit
from digicase.domain import checks
from digicase.domain.events import AccessDenied, Event, PersonErased
from digicase.domain.ids import CaseId
from digicase.domain.notices import Audience, Notice, NoticeKind
from digicase.domain.people import Addressee, ContactBy
from digicase.domain.record import evolve
from digicase.errors import (
    ConnectionLost,
    DataWarning,
    DigicaseError,
    Duplicate,
    InvalidData,
    NotPermitted,
    Problem,
    StaleWrite,
    StorageError,
    UnreadableRow,
)
from digicase.invitations import INVITING, for_notice
from digicase.nouns import Nouns, Work
from digicase.plugins import PluginInfo
from digicase.ports import (
    Channel,
    Closes,
    Invitation,
    JoinsHost,
    Scrubs,
    Session,
    SharesTransactions,
    Storage,
    Wording,
)

if TYPE_CHECKING:
    from digicase.exchange.checking import CheckReport
    from digicase.notices.delivery import DeliveryReport

T = TypeVar("T")
OneChannel = str | Callable[[], Channel]
Channels = OneChannel | Mapping[str, OneChannel]
"""A channel by name or what makes one, or several by the way in which people want to be told: email, sms, letter."""

LOG = logging.getLogger("digicase")
TRIES = 8


@attrs.define(eq=False)
class _Mark:
    """That a unit of work is open on a store, until it has ended: whoever was handed the context sees that too."""

    storage: Storage
    ended: bool = False


OPEN: ContextVar[tuple[_Mark, ...]] = ContextVar("open", default=())
"""The units of work that were opened in this thread or task, or in whatever began it."""


class Digicase(Nouns):
    """An organisation's digicase: one store, one set of plugins, one zone, one clock. Safe to share among threads.

    Make one with `digicase.open`. A verb called here is one transaction by itself and retries a lost race.
    """

    def __init__(
        self,
        storage: Storage,
        house: House,
        *,
        channel: Channels,
        actor: str,
        somebody: bool = False,
    ) -> None:
        super().__init__(self)
        self._somebody = somebody
        self._storage, self._house = storage, house
        self._shares = storage if isinstance(storage, SharesTransactions) else None
        self._scrubs = storage if isinstance(storage, Scrubs) else None
        self._channel, self._actor = channel, actor

    @property
    def house(self) -> House:
        """Return what the organisation has set."""
        return self._house

    @property
    def actor(self) -> str:
        """Return who is said to act, in every journal entry."""
        return self._actor

    def acting_as(self, actor: str) -> Digicase:
        """Return the same app for somebody who acts: their reference stands in every journal entry.

        They may do what their role on the staff allows (docs/roles.md), and nothing where they have none: what is
        denied is NotPermitted, and journaled. The app as it was opened is the host itself, which may do everything.
        """
        if not actor.strip():
            raise InvalidData([Problem("actor", "must not be empty: give the reference of whoever acts")])
        return Digicase(self._storage, self._house, channel=self._channel, actor=actor, somebody=True)

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit of work: committed when the block ends, rolled back whole when it raises, never retried.

        StorageError at its end where the block went on after a verb that failed once it had begun to save.
        """
        self._check_none_is_open()
        try:
            with self._storage.begin() as session:
                unit = self.unit(session)
                with self._marked_open():
                    yield Work(verbs := _Open(unit))
                verbs.check_nothing_is_half_done()
        except NotPermitted as denied:
            self._note_denial(denied)
            raise
        self._tell_later(unit.events)

    def on(self, transaction: object) -> Work:
        """Return the verbs in the host's own transaction, which the host commits or rolls back; nothing is retried.

        Observers are not told of what happens in it, since only the host knows whether it is kept.
        """
        if not isinstance(self._storage, JoinsHost):
            name = type(self._storage).__name__
            raise StorageError(name, "it cannot work in a host's transaction", "Use begin(), or a storage that can")
        return Work(_Joined(self, self._storage, transaction))

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:
        """Run a verb in a transaction of its own, again when another changed what it relied on."""
        if not read_only:
            self._check_none_is_open()
        tries = 1 if self._in_host() else TRIES
        for attempt in range(1, tries + 1):
            try:
                with self._storage.begin(read_only=read_only) as session:
                    unit = self.unit(session, read_only=read_only)
                    with nullcontext() if read_only else self._marked_open():
                        result = verb(unit)
            except (StaleWrite, Duplicate, ConnectionLost):
                if attempt == tries:
                    raise
                time.sleep(random.uniform(0, 0.002 * 2**attempt))
            except NotPermitted as denied:
                self._note_denial(denied)
                raise
            else:
                self._tell_later(unit.events)
                return result
        raise AssertionError("unreachable: the last try returns or raises")

    def deliver(
        self,
        *,
        limit: int | None = None,
        deadline: dt.timedelta | float | None = None,
        more: Callable[[], bool] | None = None,
    ) -> DeliveryReport:
        """Send the notices that are due (at most `limit`), outside any transaction, and report what became of them.

        After so long (`deadline`, a timedelta or seconds), or once `more` says no, no other is begun: for cron jobs,
        and for workers that are told to end. Any number of workers may deliver at once. InvalidData for a limit or a
        deadline below zero.
        """
        from digicase.notices.delivery import Delivery, StoredDirectory

        going_on = _while(limit, deadline, more)
        self._check_none_is_open()

        if self._in_host():
            reason, remedy = "a transaction is open, which may yet be undone", "Call deliver() outside any transaction"
            raise StorageError("deliver", reason, remedy)
        channel = self._opened_channel()
        delivery = Delivery(
            storage=self._storage,
            channel=channel,
            directory=self._house.directory or StoredDirectory(self._storage),
            words=self._house.plugins.wording,
            invite=self._invitation,
            language=self._house.language,
            zone=self._house.zone,
            now=self._house.now,
            new_id=self._house.new_id,
        )
        with closing(channel) if isinstance(channel, Closes) else nullcontext():
            report = delivery.run(limit, going_on)
        if report.total:
            try:
                self.run(sweep)
            except StaleWrite:
                pass  # another worker sweeps too
            except UnreadableRow as error:
                LOG.warning("changes of feeds that nobody fetches were not swept: %s", error)
        return report

    def preview(self, kind: str, audience: str = "jobseeker", *, language: str | None = None) -> Wording:
        """Return what a notice of a kind says, with made-up facts: as it would be sent, in a language.

        InvalidData where there is no such kind, where it is not told to that audience, and where there are no words.
        """
        from digicase.notices import wording

        wish = accept(_Preview, kind=kind, audience=audience, language=language or self._house.language)
        if wish.audience not in wording.addressed(wish.kind):
            raise InvalidData(
                [Problem("audience", f"{wish.kind} is told to {', '.join(wording.addressed(wish.kind))}")]
            )
        notice = wording.sample(wish.kind, wish.audience, wish.language)
        words = self._house.plugins.wording(notice)
        if words is None:
            raise InvalidData([Problem("language", f"there are no words in {wish.language!r} for {wish.kind}")])
        return wording.greeted(words, "N.", wish.language)

    def _invitation(self, notice: Notice, to: Addressee, language: str) -> Invitation | None:
        if self._house.organizer is None or notice.kind not in INVITING:
            return None
        return self.run(lambda unit: for_notice(unit, notice, to, language), read_only=True)

    def _opened_channel(self) -> Channel:
        if not isinstance(self._channel, Mapping):
            return self._one_channel(self._channel)
        from digicase.notices.routing import Routes

        return Routes({ContactBy(way): self._one_channel(given) for way, given in self._channel.items()})

    def _one_channel(self, given: OneChannel) -> Channel:
        if not isinstance(given, str):
            return given()
        name, _, rest = given.partition(":")
        return self._house.plugins.channel(name, rest)

    def check(self, *, progress: Callable[[str, int, int], None] | None = None) -> CheckReport:
        """Read everything that is stored, and report what must not be: see docs/reliability.md for the rules.

        `attention` tells what somebody should see to: notices that were given up or put off, and a channel that cannot
        be opened. `progress` is told the kind, how many of its records were read, and how many there are.
        """
        from digicase.exchange.checking import check

        report = check(self._storage, now=self._house.now(), directory=self._house.directory, progress=progress)
        try:
            channel = self._opened_channel()
            if isinstance(channel, Closes):
                channel.close()
        except Exception as error:  # whatever a channel raises is something to see to; its text may hold a secret
            told = str(error) if isinstance(error, DigicaseError) else type(error).__name__
            report = evolve(report, attention=(*report.attention, f"The channel cannot be opened: {told}"))
        return report

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Return the plugins in use, with their versions, hooks and offers."""
        return self._house.plugins.listing()

    def close(self) -> None:
        """Let go of the store; further use is an error."""
        self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def unit(self, session: Session, *, read_only: bool = False) -> Unit:
        """Return a unit of work over a session that is open already."""
        house = self._house
        now, today = house.now().astimezone(dt.UTC), house.today()
        if not read_only:
            session = FollowedSession(session, now=now, new_id=house.new_id)
        objections = functools.partial(house.plugins.objections, records=session)
        access = Access.of(self._actor, house.roles, session, objections) if self._somebody else None
        return Unit(house=house, session=session, actor=self._actor, now=now, today=today, warn=_warn, access=access)

    def _note_denial(self, denied: NotPermitted) -> None:
        """Journal what somebody was not let do, in a transaction of its own."""
        if self._has_open_unit():
            LOG.warning("a denial could not be journaled while a unit of work is open: %s", denied.action)
            return
        try:
            with self._storage.begin() as session:
                note_denial(self.unit(session), denied)
        except DigicaseError:  # what was denied stays denied, also where the journal cannot be written
            LOG.exception("a denial could not be journaled: %s", denied.action)

    def _check_none_is_open(self) -> None:
        """Hold that no unit of work is open here: what is done beside it would wait for it for ever, or outlive it."""
        if self._has_open_unit() and not self._in_host():
            reason = "a unit of work is open here, of which this would be no part"
            raise StorageError("gent", reason, "Call it on that: with gent.begin() as work: work.cases.open(...)")

    @contextmanager
    def _marked_open(self) -> Iterator[None]:
        """Mark that a unit of work is open here, so that nothing, such as a plugin's rule, begins another within it."""
        mark = _Mark(self._storage)
        OPEN.set((*OPEN.get(), mark))
        try:
            yield
        finally:
            mark.ended = True
            OPEN.set(tuple(other for other in OPEN.get() if other is not mark))

    def _has_open_unit(self) -> bool:
        return any(mark.storage is self._storage and not mark.ended for mark in OPEN.get())

    def _in_host(self) -> bool:
        return self._shares is not None and self._shares.in_host()

    def _tell_later(self, events: Collection[Event]) -> None:
        """Tell the observers now, or when the host has committed the transaction that we took part in."""
        if self._shares is not None and self._shares.in_host():
            self._shares.after_commit(lambda: self._tell(events))
        else:
            self._tell(events)

    def _tell(self, events: Iterable[Event]) -> None:
        events = tuple(events)
        for event in events:
            for observer in self._house.plugins.observers.all():
                try:
                    observer.tell(event)
                except Exception:  # what was committed stays, whatever an observer thinks of it
                    LOG.exception("observer %s failed on %s", observer.name, type(event).__name__)
        if self._scrubs is not None and any(isinstance(event, PersonErased) for event in events):
            try:
                self._scrubs.scrub()
            except DigicaseError:  # the person is erased, which a caller who saw an error would not believe
                LOG.exception("what was erased may be legible in the store's files until they are next written")


@attrs.frozen(kw_only=True)
class _Preview:
    kind: NoticeKind
    audience: Audience
    language: str = attrs.field(validator=checks.language_code)


@attrs.frozen(kw_only=True)
class _Bounds:
    limit: int | None = attrs.field(validator=checks.not_negative)
    deadline: dt.timedelta | None = attrs.field(validator=checks.not_negative)


@attrs.define
class _Open:
    """A desk in a unit of work that is open; it knows whether a verb has failed half-way."""

    unit: Unit
    _half_done: bool = attrs.field(default=False, init=False)

    @property
    def house(self) -> House:
        return self.unit.house

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:
        before = self._saves()
        try:
            return self.unit.run(verb, read_only=read_only)
        except BaseException:
            self._half_done = self._half_done or self._saves() > before
            raise

    def check_nothing_is_half_done(self) -> None:
        if self._half_done:
            reason = "a verb failed in it after it had begun to save, and half of it must not stay"
            raise StorageError("gent.begin", reason, "Let its error leave the block, which undoes all of it")

    def _saves(self) -> int:
        assert isinstance(self.unit.session, FollowedSession), "the session of a unit that writes"
        return self.unit.session.saves


@attrs.frozen
class _Joined:
    """A desk in the host's transaction: every verb runs in a session joined to it."""

    app: Digicase
    storage: JoinsHost
    transaction: object

    @property
    def house(self) -> House:
        return self.app.house

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:  # noqa: ARG002 - the host's transaction decides
        try:
            with self.storage.join(self.transaction) as session:
                return verb(self.app.unit(session))
        except NotPermitted as denied:
            try:
                with self.storage.join(self.transaction) as session:
                    note_denial(self.app.unit(session), denied)
            except DigicaseError:  # what was denied stays denied, also where the host only reads
                LOG.exception("a denial could not be journaled: %s", denied.action)
            raise


def note_denial(unit: Unit, denied: NotPermitted) -> None:
    """Journal what somebody was not let do."""
    case = None if denied.case is None else CaseId(denied.case)
    unit.note(AccessDenied(refusal=denied.case or UUID(int=0), case=case, action=denied.action))


def _while(
    limit: int | None, deadline: dt.timedelta | float | None, more: Callable[[], bool] | None
) -> Callable[[], bool]:
    """Return what says whether another notice is to be sent."""
    after = dt.timedelta(seconds=deadline) if isinstance(deadline, int | float) else deadline
    bounds = accept(_Bounds, limit=limit, deadline=after)
    ends = None if bounds.deadline is None else time.monotonic() + bounds.deadline.total_seconds()
    return lambda: (ends is None or time.monotonic() < ends) and (more is None or more())


def _warn(problem: Problem) -> None:
    warnings.warn(str(problem), DataWarning, stacklevel=2)
