"""What others may implement, and what a plugin offers: protocols and offers, without any of our own machinery."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar, overload, runtime_checkable
from uuid import UUID

import attrs

from digicase.domain.advice import Advice, Situation
from digicase.domain.calendar import Calendar
from digicase.domain.events import Event
from digicase.domain.notices import Notice
from digicase.domain.people import Addressee
from digicase.domain.record import Query, Record
from digicase.domain.skills import SkillFramework

R = TypeVar("R", bound=Record)


class Records(Protocol):
    """What is stored, to look things up in: a plugin's view of the transaction in which it is asked."""

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record with this id, or raise `NotFound`."""
        ...

    def find(self, query: Query[R], /, *, limit: int | None = None, after: R | None = None) -> Sequence[R]:
        """Return what `query.matches`, in the query's order; `after` continues behind a record found earlier."""
        ...

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of the field `by`; no value has none."""
        ...


class Session(Protocol):
    """An open transaction that somebody owns. What it has saved it sees; others see it when it is committed."""

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record with this id, or raise `NotFound`. In a writing session it may lock the record."""
        ...

    def find(
        self, query: Query[R], /, *, limit: int | None = None, after: R | None = None, claim: bool = False
    ) -> Sequence[R]:
        """Return what `query.matches`, in the query's order, ties broken by id.

        `after` continues behind a record that an earlier `find` of the same query returned: behind the place of the
        copy that is given, also where the record has since changed. `claim=True` may leave out records that another
        session is just writing; a store that cannot tell ignores it. The sequence is the caller's to change.

        What is stored and cannot be read is left out, and told by `UnreadableRow.warn`, in a session that reads and
        with `claim`; a `limit` counts what can be read. Else a session that writes raises the error, as `get` does.
        """
        ...

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of the field `by`; no value has none."""
        ...

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Save the records in the order given, and return them as stored, with their version one higher.

        Version 0 inserts; any other version must be the one that is stored, else `StaleWrite`. A unique key that is
        taken raises `Duplicate`. After an error the transaction must be rolled back by whoever owns it.
        """
        ...

    def remove(self, *records: Record) -> None:
        """Remove records, whose versions must be the stored ones (`StaleWrite`); for erasure and clean-up only."""
        ...


class Storage(Protocol):
    """Where records live."""

    def begin(self, *, read_only: bool = False) -> AbstractContextManager[Session]:
        """Open a transaction: committed when the block ends, rolled back whole when it raises, whatever it raises.

        Only a lost race may raise `StaleWrite` or `Duplicate` as late as when it is committed; nothing is stored then.
        A reader sees what was committed last and waits for no writer. No thread opens a second writer inside a writer;
        a reader inside one neither ends nor commits it.
        """
        ...

    def close(self) -> None:
        """Let go of connections; further use is an error."""
        ...


@runtime_checkable
class JoinsHost(Protocol):
    """A storage that can work inside the host's own transaction, which the host commits or rolls back."""

    def join(self, transaction: Any, /) -> AbstractContextManager[Session]:
        """Return a session in that transaction; it is never committed, rolled back or retried by us.

        Where a block raises `Refused`, before it saved anything, the host can go on in it.
        """
        ...


@runtime_checkable
class SharesTransactions(Protocol):
    """A storage whose `begin` takes part in a transaction that the host has open: nothing in it is tried again."""

    def in_host(self) -> bool:
        """Tell whether the host has a transaction open in which `begin` would take part."""
        ...

    def after_commit(self, tell: Callable[[], None], /) -> None:
        """Call back when the host has committed that transaction; never, if it rolls back."""
        ...


@runtime_checkable
class Scrubs(Protocol):
    """A storage that can make what was removed unreadable also in its files."""

    def scrub(self) -> None:
        """Leave no bytes of what was removed; called after an erasure was committed."""
        ...


class Directory(Protocol):
    """Where names, telephones and addresses come from: the host's own records."""

    def find(self, reference: str, /) -> Addressee | None:
        """Return how to reach the person behind a reference, or None where nobody is known by it."""
        ...


@attrs.frozen(kw_only=True)
class Invitation:
    """An iTIP message (RFC 5546) for the recipient's calendar: `data` is UTF-8, `method` REQUEST or CANCEL.

    A channel that sends e-mail adds it as an alternative part `text/calendar; method=...; charset=utf-8`.
    """

    method: str
    data: bytes


@attrs.frozen(kw_only=True)
class Message:
    """A worded notice on its way to one person. `key` is the same at every attempt to send it.

    Of several notices that are told together, in a daily digest, `notice` is the first.

    Where it is about an appointment and the host has an `organizer`, `invitation` goes with it.
    """

    key: str
    to: Addressee
    subject: str
    body: str
    language: str
    sent_at: dt.datetime
    notice: Notice
    invitation: Invitation | None = None


class Undeliverable(Exception):
    """Raised by a channel when a message can never be sent, such as to a person without an address."""


class Channel(Protocol):
    """How messages leave the house."""

    def send(self, message: Message, /) -> None:
        """Send one message. `Undeliverable` gives it up for good; any other error is tried again later.

        The text of an `Undeliverable` or a `ChannelError` is kept with the notice; of another error its name and place.
        """
        ...


@runtime_checkable
class Closes(Protocol):
    """A channel that keeps something open from one message to the next, such as a connection."""

    def close(self) -> None:
        """Let go of it; called when a delivery is over."""
        ...


class Adviser(Protocol):
    """Turns what is known of a case into advice. `key` and `version` are kept with the advice."""

    @property
    def key(self) -> str:
        """The adviser's name, kept with its advice."""
        ...

    @property
    def version(self) -> str:
        """The version of its rules, kept with its advice."""
        ...

    def advise(self, situation: Situation, /) -> Advice:
        """Return the advice; it depends on the situation and on nothing else."""
        ...


@attrs.frozen(kw_only=True)
class Migration:
    """What became of a store's schema: its revision before (None: it has no mark) and after, and the steps between.

    With `check` or `sql` nothing was done: `after` is `before`, `steps` are still to do, `sql` holds the statements.
    """

    before: str | None
    after: str | None
    steps: tuple[str, ...]
    sql: str = ""


class Migrate(Protocol):
    """How a backend brings a store to the schema that it knows."""

    def __call__(self, url: str, /, *, check: bool, sql: bool) -> Migration:
        """Upgrade the store, or only say what that takes."""
        ...


@attrs.frozen(kw_only=True)
class StorageOffer:
    """A storage backend under a URL scheme. `open` gets the whole URL and whether to make the tables of a new store.

    `create` None means: only where the store is empty. `migrate` is for backends that keep a schema.
    """

    name: str
    open: Callable[[str, bool | None], Storage]
    migrate: Migrate | None = None


@attrs.frozen(kw_only=True)
class ExporterOffer:
    """A calendar format. The same calendar always gives the same bytes."""

    name: str
    media_type: str
    export: Callable[[Calendar], bytes]


@attrs.frozen(kw_only=True)
class ChannelOffer:
    """A notification channel; `open` gets what follows the colon in `channel="name:rest"`."""

    name: str
    open: Callable[[str], Channel]


@attrs.frozen(kw_only=True)
class FrameworkOffer:
    """A skill framework; `load` returns it, and `name` is its `key`."""

    name: str
    load: Callable[[], SkillFramework]


@attrs.frozen(kw_only=True)
class AdviserOffer:
    """An adviser; `name` is its `key`."""

    name: str
    adviser: Adviser


@attrs.frozen(kw_only=True)
class ClosingDaysOffer:
    """Days on which nothing opens: `closed(first, last)` gives the reason per day, both ends included."""

    name: str
    closed: Callable[[dt.date, dt.date], Mapping[dt.date, str]]


@attrs.frozen(kw_only=True)
class ObserverOffer:
    """Somebody who is told what happened, after it was committed; what it raises harms nobody else."""

    name: str
    tell: Callable[[Event], None]


@attrs.frozen(kw_only=True)
class EraserOffer:
    """Personal data that a plugin keeps of its own: to be told, counted and taken away by the host's reference.

    `export` gives what `json.dumps` takes. `erase` takes all of it away and may come again for the same person; if it
    raises, nothing of ours is erased.
    """

    name: str
    export: Callable[[str], Mapping[str, Any]]
    count: Callable[[str], int]
    erase: Callable[[str], object]


@attrs.frozen(kw_only=True)
class Wording:
    """The words of a message; `$name` stands for the greeting, filled in when it is sent, and `$$` for a dollar.

    `greeting` goes before the person's name, `neutral_greeting` is for those without one; None: the language's own.
    """

    subject: str
    body: str
    greeting: str | None = None
    neutral_greeting: str | None = None


Offer = (
    StorageOffer
    | ExporterOffer
    | ChannelOffer
    | FrameworkOffer
    | AdviserOffer
    | ClosingDaysOffer
    | ObserverOffer
    | EraserOffer
)
