"""Every error a caller can catch, under one root; errors carry data and say in one sentence what to do."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self
from uuid import UUID

import attrs

CAUSE = "See the cause of this error"
"""The remedy where only the driver knows what is wrong."""


@attrs.frozen
class Problem:
    """One thing wrong with given data: where it stands (`path`), and why it cannot be (`reason`)."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


@attrs.frozen
class Objection:
    """One reason why something must not happen: a stable `code`, a sentence, and the facts behind it.

    A host translates by `code`; `data` holds references, dates and numbers only, never names.
    """

    code: str
    text: str
    data: Mapping[str, Any] = attrs.field(factory=dict)

    def __str__(self) -> str:
        return f"{self.text} [{self.code}]"


class DataWarning(UserWarning):
    """Given data was accepted but looks wrong, such as a SIM number that fails its check digit."""


class DigicaseError(Exception):
    """The root of every error that digicase raises on purpose; `http_status` is what a web page answers it with."""

    http_status: ClassVar[int] = 500


@attrs.define(eq=False)
class NotFound(DigicaseError, LookupError):
    """There is no such record."""

    http_status: ClassVar[int] = 404

    kind: str
    id: UUID | str

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.id}. Check the reference, or whether it was removed."


@attrs.define(eq=False)
class Refused(DigicaseError):
    """A rule stands in the way; every objection is listed, to be shown to a person."""

    http_status: ClassVar[int] = 409

    objections: Sequence[Objection]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the objections, in the order in which they were raised."""
        return tuple(objection.code for objection in self.objections)

    def __str__(self) -> str:
        return " ".join(map(str, self.objections))


@attrs.define(eq=False)
class StaleWrite(DigicaseError):
    """Somebody else changed the record since it was read: read it again and retry.

    `id` is None where the database does not tell which record it was, as in a deadlock.
    """

    http_status: ClassVar[int] = 409

    kind: str
    id: UUID | None

    def __str__(self) -> str:
        if self.id is None:
            return "Somebody else changed the same records meanwhile. Read them again and retry."
        return f"The {self.kind} {self.id} was changed by somebody else meanwhile. Read it again and retry."


@attrs.define(eq=False)
class Duplicate(DigicaseError):
    """A value that must be unique is taken already."""

    http_status: ClassVar[int] = 409

    kind: str
    key: tuple[str, ...]
    values: tuple[Any, ...]

    def __str__(self) -> str:
        what = " and ".join(f"{name} {value!s}" for name, value in zip(self.key, self.values, strict=True))
        return f"There is already a {self.kind} with {what}. Choose another, or change the one that is there."


@attrs.define(eq=False)
class InvalidData(DigicaseError, ValueError):
    """What was given cannot be used; all problems are listed at once."""

    http_status: ClassVar[int] = 400

    problems: Sequence[Problem]

    def __str__(self) -> str:
        return "; ".join(map(str, self.problems))


@attrs.define(eq=False)
class NotPermitted(DigicaseError):
    """The actor may not do this: a verb, such as `loans.lend`, at all or with this case.

    `known` tells whether they have a role on the staff. With the action `override`, `codes` are the objections that
    they would have set aside.
    """

    http_status: ClassVar[int] = 403

    action: str
    actor: str
    case: UUID | None = None
    known: bool = True
    codes: tuple[str, ...] = ()

    def __str__(self) -> str:
        what = f"set {', '.join(self.codes)} aside" if self.codes else f"call {self.action}"
        if not self.known:
            remedy = f"Register them: staff.register({self.actor!r}, role=...); for a jobseeker the host itself acts."
            return f"{self.actor} may not {what}: nobody on the staff has that reference. {remedy}"
        where = "" if self.case is None else f" for case {self.case}"
        return f"{self.actor} may not {what}{where}. Ask a coordinator."


@attrs.define(eq=False)
class StorageError(DigicaseError):
    """The store cannot be used as it is: what is wrong with it, and the remedy. Secrets in URLs are never shown."""

    where: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}. {self.remedy}"


class UnreadableRow(StorageError):
    """A row of the store holds what no record can: which one, never what. Lists leave it out with a warning."""

    @classmethod
    def over(cls, where: str, cause: BaseException | None) -> Self:
        """Return the error that names a row; of what was raised over its values only the sort is told."""
        reason = f"the row cannot be read ({type(cause).__name__})"
        return cls(where, reason, "Restore it from a backup, or remove it.")

    def warn(self) -> None:
        """Warn that the row is left out of a list (`DataWarning`), or name it to who gathers them."""
        gathered = UNREADABLE.get()
        if gathered is None:
            warnings.warn(f"{self} It is left out.", DataWarning, stacklevel=3)
        else:
            gathered.append(str(self))

    @staticmethod
    @contextmanager
    def gathered() -> Iterator[list[str]]:
        """Give the list of every row, once each, that is left out in this thread or task until the block ends."""
        named: list[str] = []
        token = UNREADABLE.set(named)
        try:
            yield named
        finally:
            UNREADABLE.reset(token)
            named[:] = dict.fromkeys(named)


UNREADABLE: ContextVar[list[str] | None] = ContextVar("unreadable", default=None)
"""Where rows that cannot be read are gathered, if they are."""


class Unreachable(StorageError):
    """The store's server cannot be reached at present: nothing was stored."""

    http_status: ClassVar[int] = 503


class ConnectionLost(StorageError):
    """The connection to the store was lost before anything was committed: trying again is safe."""

    http_status: ClassVar[int] = 503

    def __init__(self, where: str) -> None:
        reason = "the connection was lost before anything was stored"
        super().__init__(where, reason, "Try again when the store can be reached")


class OutcomeUnknown(StorageError):
    """The connection was lost while committing: the store may hold what was done, or nothing of it."""

    http_status: ClassVar[int] = 503

    def __init__(self, where: str) -> None:
        reason = "the connection was lost while committing, so it may be stored or not"
        super().__init__(where, reason, "Look whether it is there before doing it again, or use gent.once(key)")


@attrs.define(eq=False)
class ChannelError(DigicaseError):
    """A message could not be sent now and is tried again later: what is wrong, and the remedy.

    Kept with the notice and logged, so it holds no password, no name and no address of a person.
    """

    where: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}. {self.remedy}."


class PluginError(DigicaseError):
    """Something is wrong with a plugin or with what it offers: for whoever runs the system."""


OURS = {
    "apprise": "digicase-apprise",
    "django": "digicase-django",
    "letters": "digicase-papers",
    "redis": "digicase-redis",
    "rediss": "digicase-redis",
    "smtp": "digicase-smtp",
    "webhook": "digicase-webhook",
}
"""Where what our own plugins offer is found."""


def to_install(offer: str) -> str:
    """Return what to do where nothing of a name is offered."""
    return f"Run: pip install {OURS[offer]}." if offer in OURS else "Install a plugin that offers it."


@attrs.define(eq=False)
class UnknownOffer(PluginError):
    """Nothing of that name is offered by the built-ins or any installed plugin."""

    kind: str
    name: str
    available: Sequence[str]

    def __str__(self) -> str:
        known = ", ".join(self.available) or "none"
        remedy = to_install(self.name)
        return f"No {self.kind} named {self.name!r} is installed (there is: {known}). {remedy}"


@attrs.define(eq=False)
class DuplicateName(PluginError):
    """Two plugins, or two offers of one kind, have the same name."""

    kind: str
    name: str
    plugins: Sequence[str]

    def __str__(self) -> str:
        both = " and ".join(self.plugins)
        return f"The {self.kind} {self.name!r} comes from {both}. Block one of them: digicase.open(..., block=[...])."


@attrs.define(eq=False)
class PluginBroken(PluginError):
    """A plugin does not load, names a hook that does not exist, or raises; its error is the cause."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"The plugin {self.name!r} {self.reason}. Mend or update it, or block it: block=[{self.name!r}]."
