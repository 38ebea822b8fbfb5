"""What a decision yields: the only thing the shell applies, whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Generic, TypeVar

import attrs

from digicase.domain import checks
from digicase.domain.events import Event
from digicase.domain.notices import NoticePlan
from digicase.domain.record import Record
from digicase.errors import Objection, Problem, Refused

T = TypeVar("T", bound=Record)


@attrs.frozen
class Outcome(Generic[T]):
    """The result of a decision, what else changed or was relied on, and what happened.

    `result` and `also` are saved together: a record in `also` that somebody changed meanwhile undoes the whole.
    `notices` says for each subject which messages are due from now on; `warnings` are shown, and stop nothing.
    """

    result: T
    also: tuple[Record, ...] = ()
    events: tuple[Event, ...] = ()
    notices: tuple[NoticePlan, ...] = ()
    warnings: tuple[Problem, ...] = ()


def as_texts(given: Iterable[str] | str) -> tuple[str, ...]:
    """Return texts as a tuple; one text alone is not taken for its letters."""
    return (given,) if isinstance(given, str) else tuple(given)


@attrs.frozen(kw_only=True)
class Override:
    """Objections that somebody who may do so sets aside: their codes, who, and why. What is impossible stays so."""

    codes: tuple[str, ...] = attrs.field(converter=as_texts)
    reason: str = attrs.field(validator=checks.filled)
    by: str = attrs.field(default="", validator=checks.line)


def refuse(
    *found: Sequence[Objection], override: Override | None = None, firm: Collection[str] = ()
) -> tuple[Objection, ...]:
    """Raise `Refused` with every objection found, in order; return those that were set aside.

    Codes in `firm` are never set aside: what they name is impossible, not merely against the rules.
    """
    objections = tuple(objection for group in found for objection in group)
    aside = () if override is None else tuple(o for o in objections if o.code in override.codes and o.code not in firm)
    if len(aside) < len(objections):
        raise Refused(tuple(objection for objection in objections if objection not in aside))
    return aside
