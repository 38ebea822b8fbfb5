"""What a decision yields: the only thing the shell applies, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs

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


def refuse(*found: Sequence[Objection]) -> None:
    """Raise `Refused` with every objection found, in order; return when there is none."""
    objections = tuple(objection for group in found for objection in group)
    if objections:
        raise Refused(objections)
