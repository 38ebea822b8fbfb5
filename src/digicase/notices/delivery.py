"""Delivery: what is due is claimed in one transaction, sent outside any, and marked in another."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import random
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from uuid import UUID

import attrs

from digicase.domain.notices import Audience, Notice, NoticeQuery, NoticeState
from digicase.domain.people import Addressee, ContactQuery, StaffQuery
from digicase.domain.record import evolve
from digicase.errors import ChannelError, DigicaseError, StaleWrite
from digicase.notices.timing import put_off
from digicase.notices.wording import FALLBACK, gathered, greeted
from digicase.ports import Channel, Directory, Invitation, Message, Storage, Undeliverable, Wording

LOG = logging.getLogger("digicase.notices")
LEASE = dt.timedelta(minutes=10)
BATCH = 50
MOST_TRIES = 10
SHORTEST, LONGEST = dt.timedelta(seconds=30), dt.timedelta(hours=6)


@attrs.frozen(kw_only=True)
class DeliveryReport:
    """How many notices were sent, put off until later, given up (`dead`), and too late to be sent (`expired`)."""

    sent: int = 0
    postponed: int = 0
    dead: int = 0
    expired: int = 0

    @property
    def total(self) -> int:
        """Return how many notices were dealt with; none when nothing was due."""
        return self.sent + self.postponed + self.dead + self.expired

    def __str__(self) -> str:
        return f"{self.sent} sent, {self.postponed} postponed, {self.dead} given up, {self.expired} expired"


class StoredDirectory:
    """The directory of hosts that have none: our own contacts."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def find(self, reference: str, /) -> Addressee | None:
        """Return the contact kept under a reference, or None; one that cannot be read now is a `ChannelError`."""
        query = ContactQuery(reference=reference)
        with self._storage.begin(read_only=True) as session:
            found = session.find(query, limit=1)
            if not found and session.count(query):
                raise ChannelError("contacts", "this one cannot be read", "digicase check names it")
        return found[0] if found else None


@attrs.frozen
class Recipient:
    """Who is told, and in which language."""

    contact: Addressee
    language: str


@attrs.frozen(kw_only=True)
class Delivery:
    """Sends what is due through one channel; every send is isolated from the others."""

    storage: Storage
    channel: Channel
    directory: Directory
    words: Callable[[Notice], Wording | None]
    invite: Callable[[Notice, Addressee, str], Invitation | None]
    language: str
    zone: dt.tzinfo
    now: Callable[[], dt.datetime]
    new_id: Callable[[], UUID]

    def run(self, limit: int | None = None, more: Callable[[], bool] = lambda: True) -> DeliveryReport:
        """Send all that is due, or at most `limit`, soonest due first, and report what became of it.

        No other is begun once `more` says no; what was claimed and not begun is let go of at once. At least once: who
        dies between sending and marking leaves a notice that is sent again, under the same message id, when its lease
        of ten minutes is over.
        """
        tally: Counter[str] = Counter()
        left = limit
        while left is None or left > 0:
            batch = deque(self._claim(BATCH if left is None else min(BATCH, left)) if more() else ())
            if not batch:
                break
            left = None if left is None else left - len(batch)
            while batch:
                if not more():
                    self._let_go(batch)
                    return DeliveryReport(**tally)
                tally.update(self._send(batch.popleft(), batch))
        return DeliveryReport(**tally)

    def _let_go(self, claimed: Iterable[Notice]) -> None:
        """Give back what was claimed: due now, and not counted as tried."""
        now = self._moment()
        for notice in claimed:
            self._finish(notice, "left", due_at=now, attempts=notice.attempts - 1)

    def _claim(self, most: int) -> Sequence[Notice]:
        now, token = self._moment(), self.new_id()
        query = NoticeQuery(state=NoticeState.PLANNED, due_before=now + dt.timedelta(microseconds=1))
        while True:
            try:
                with self.storage.begin() as session:
                    due = session.find(query, limit=most, claim=True)
                    leased = [evolve(n, token=token, due_at=now + LEASE, attempts=n.attempts + 1) for n in due]
                    claimed: Sequence[Notice] = session.save(*leased) if leased else ()
                    return claimed
            except StaleWrite:
                continue  # another worker took some of them: look again

    def _send(self, notice: Notice, batch: deque[Notice]) -> Sequence[str]:
        """Deal with a notice, and with those of the batch that go with it; return what became of each."""
        now, together = self._moment(), [notice]
        if notice.expires_at <= now:
            return [self._finish(notice, "expired", state=NoticeState.EXPIRED)]
        try:
            to = self._recipient(notice)
            invitation = self.invite(notice, to.contact, to.language)
            until = put_off(notice, to.contact, now, self.zone, alone=invitation is not None)
            if until is not None:
                return [self._finish(notice, "postponed", due_at=until, attempts=notice.attempts - 1)]
            if to.contact.digest and invitation is None:
                together += self._companions(notice, to, batch, now)
            self.channel.send(self._message(together, to, now, invitation))
        except Undeliverable as error:
            return [self._finish(each, "dead", state=NoticeState.DEAD, error=str(error)) for each in together]
        except Exception as error:  # a channel's fault must not stop the others; it is kept with the notice
            said = str(error) if isinstance(error, ChannelError) else _fault(error)
            LOG.warning("notice %s could not be sent (%s)", notice.id, said)
            return [self._put_off(each, now, said) for each in together]
        return [self._finish(each, "sent", state=NoticeState.SENT, sent_at=now, error=None) for each in together]

    def _companions(self, notice: Notice, to: Recipient, batch: deque[Notice], now: dt.datetime) -> list[Notice]:
        """Take those out of a batch that go to the same person now, as far as they can go together."""
        found = [
            each
            for each in batch
            if (each.recipient, each.audience) == (notice.recipient, notice.audience)
            and each.expires_at > now
            and self.invite(each, to.contact, to.language) is None
            and put_off(each, to.contact, now, self.zone, alone=False) is None
        ]
        for each in found:
            batch.remove(each)
        return found

    def _put_off(self, notice: Notice, now: dt.datetime, error: str) -> str:
        if notice.attempts >= MOST_TRIES:
            return self._finish(notice, "dead", state=NoticeState.DEAD, error=error)
        wait = min(SHORTEST * 2 ** (notice.attempts - 1), LONGEST) * random.uniform(0.8, 1.2)
        return self._finish(notice, "postponed", due_at=now + wait, error=error)

    def _finish(self, notice: Notice, verdict: str, **changes: object) -> str:
        """Write down what became of a notice, unless somebody else has taken it over meanwhile."""
        while True:
            try:
                with self.storage.begin() as session:
                    stored = session.get(Notice, notice.id)
                    if stored.token == notice.token and stored.state is NoticeState.PLANNED:
                        session.save(evolve(stored, **{"token": None, **changes}))
                return verdict
            except StaleWrite:
                continue  # it was withdrawn, or planned anew, this very moment: look again

    def _recipient(self, notice: Notice) -> Recipient:
        try:
            contact: object = self.directory.find(notice.recipient)
        except (Undeliverable, DigicaseError):  # what it says itself, and what is wrong with a store that it asks
            raise
        except Exception as error:
            raise ChannelError("directory", f"it raised {_fault(error)}", "Mend its find(reference)") from error
        if contact is None:
            raise Undeliverable("nobody is known by this reference")
        if not isinstance(contact, Addressee):
            reason = f"it gave {type(contact).__name__} instead of Addressee"
            raise ChannelError("directory", reason, "Mend its find(reference)")
        return Recipient(contact, contact.language or notice.language or self._language_of(notice))

    def _message(
        self, together: Sequence[Notice], to: Recipient, now: dt.datetime, invitation: Invitation | None
    ) -> Message:
        language, said = self._said(together, to.language)
        words = greeted(said[0] if len(said) == 1 else gathered(said, language), to.contact.name, language)
        return Message(
            key=_key(together),
            to=to.contact,
            subject=words.subject,
            body=words.body,
            language=language,
            sent_at=now,
            notice=together[0],
            invitation=invitation,
        )

    def _said(self, together: Sequence[Notice], wish: str) -> tuple[str, Sequence[Wording]]:
        """Return the words of notices in a language, or in the house's where there are none for one of them in it."""
        for language in (wish, self.language, FALLBACK):
            said = [self.words(evolve(notice, language=language)) for notice in together]
            found = [words for words in said if words is not None]
            if len(found) == len(said):
                return language, found
        raise ChannelError("wording", "there are no words at all", "Unblock the plugin digicase")

    def _language_of(self, notice: Notice) -> str:
        if notice.audience is Audience.JOBSEEKER:
            return self.language
        with self.storage.begin(read_only=True) as session:
            found = session.find(StaffQuery(reference=notice.recipient), limit=1)
        return found[0].language if found else self.language

    def _moment(self) -> dt.datetime:
        return self.now().astimezone(dt.UTC)


def _key(together: Sequence[Notice]) -> str:
    """Return by what a message is known again: the same notices together are the same message, and no others."""
    if len(together) == 1:
        return f"notice-{together[0].id}"
    ids = ",".join(sorted(str(notice.id) for notice in together))
    return f"digest-{hashlib.sha256(ids.encode()).hexdigest()[:32]}"


def _fault(error: Exception) -> str:
    """Return what was raised and where, without its text, which may hold an address."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{where}"
