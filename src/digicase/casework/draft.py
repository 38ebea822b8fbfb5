"""A draft: a unit of work over another one, whose changes stay in memory until they are kept, or are simply dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Self, TypeVar, overload
from uuid import UUID

import attrs

from digicase.casework.unit import Unit
from digicase.domain.record import Query, Record, evolve, kind_of
from digicase.errors import NotFound, Objection, Problem, Refused
from digicase.ports import Session

R = TypeVar("R", bound=Record)


class DraftSession:
    """The five verbs over another session, which is only read until `keep`.

    Versions and unique keys are judged by the session below, when the draft is kept; verbs ask for both before.
    """

    def __init__(self, below: Session) -> None:
        self._below = below
        self._changes: dict[type[Any], dict[UUID, Any | None]] = {}
        self._first: dict[UUID, Any] = {}

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record, or raise `NotFound`."""
        changed = self._changes.get(kind, {})
        record: R | None = changed[id] if id in changed else self._below.get(kind, id)
        if record is None:
            raise NotFound(kind_of(kind).name, id)
        return record

    def find(
        self, query: Query[R], /, *, limit: int | None = None, after: R | None = None, claim: bool = False
    ) -> Sequence[R]:
        """Return what the query matches, in its order."""
        changed = self._changes.get(query.of)
        if not changed:
            return self._below.find(query, limit=limit, after=after, claim=claim)
        found = [record for record in self._below.find(query, claim=claim) if record.id not in changed]
        found += [record for record in changed.values() if record is not None and query.matches(record)]
        behind = None if after is None else query.position(after)
        found = [record for record in found if behind is None or query.position(record) > behind]
        return sorted(found, key=query.position)[:limit]

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of a field."""
        found = self.find(query)
        return len(found) if by is None else dict(Counter(getattr(record, by) for record in found))

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Take the records into the draft, and return them with their versions one higher."""
        saved = tuple(evolve(record, version=record.version + 1) for record in records)
        for record, new in zip(records, saved, strict=True):
            self._change(record, new)
        return saved

    def remove(self, *records: Record) -> None:
        """Take the removal of records into the draft."""
        for record in records:
            self._change(record, None)

    def keep(self) -> None:
        """Save what has changed, kind by kind, in the session below."""
        for changed in self._changes.values():
            new = [evolve(record, version=self._first[id].version) for id, record in changed.items() if record]
            gone = [self._first[id] for id, record in changed.items() if record is None and self._first[id].version]
            if new:
                self._below.save(*new)
            if gone:
                self._below.remove(*gone)

    def _change(self, old: Any, new: Any | None) -> None:
        self._first.setdefault(old.id, old)
        self._changes.setdefault(type(old), {})[old.id] = new


@attrs.frozen
class Draft:
    """A unit of work to try things in: what is done in `unit` counts once the draft is kept. `warnings` are held."""

    unit: Unit
    warnings: list[Problem]
    _session: DraftSession
    _below: Unit

    @classmethod
    def over(cls, below: Unit) -> Self:
        """Open a draft over a unit of work that is open, which may itself be a draft's."""
        session, warnings = DraftSession(below.session), list[Problem]()
        unit = attrs.evolve(below, session=session, events=[], warn=warnings.append)
        return cls(unit, warnings, session, below)

    def keep(self) -> None:
        """Do in the unit below what was done in the draft."""
        self._session.keep()
        self._below.events += self.unit.events


def all_or_none(below: Unit, steps: Iterable[Callable[[Unit], object]]) -> None:
    """Do several things in a unit of work that is open, each on top of the others, or, where one is refused, none.

    Raises Refused with the objections to all of them.
    """
    draft, objections = Draft.over(below), list[Objection]()
    for step in steps:
        try:
            step(draft.unit)
        except Refused as refused:
            objections += refused.objections
    if objections:
        raise Refused(tuple(objections))
    draft.keep()
    for warning in draft.warnings:
        below.warn(warning)
