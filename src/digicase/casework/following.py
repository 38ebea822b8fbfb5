"""A session that notes, beside every change, which feeds show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload
from uuid import UUID

from digicase.domain.cases import Case, CaseQuery
from digicase.domain.feeds import SHOWN, FeedChange, Shown, case_of, touched
from digicase.domain.ids import FeedChangeId
from digicase.domain.record import Query, Record
from digicase.ports import Session

R = TypeVar("R", bound=Record)


class FollowedSession:
    """The five verbs over another session; saving and removing leave a `FeedChange` for every feed concerned.

    So that the feed of whoever had something before learns of it too, it remembers what was read.
    """

    def __init__(self, below: Session, *, now: dt.datetime, new_id: Callable[[], UUID]) -> None:
        self._below, self._now, self._new_id = below, now, new_id
        self._seen: dict[UUID, Any] = {}
        self._noted: set[str] = set()
        self.saves = 0

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record, or raise `NotFound`."""
        record = self._below.get(kind, id)
        self._see((record,))
        return record

    def find(
        self, query: Query[R], /, *, limit: int | None = None, after: R | None = None, claim: bool = False
    ) -> Sequence[R]:
        """Return what the query matches, in its order."""
        found = self._below.find(query, limit=limit, after=after, claim=claim)
        if issubclass(query.of, SHOWN):
            self._see(found)
        return found

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of a field."""
        return self._below.count(query) if by is None else self._below.count(query, by=by)

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Save the records in order, and return them with their new versions."""
        self.saves += 1
        saved = self._below.save(*records, *self._changes(records))[: len(records)]
        self._see(saved)
        return saved

    def remove(self, *records: Record) -> None:
        """Remove the records."""
        self.saves += 1
        self._below.save(*self._changes(records))
        self._below.remove(*records)

    def _see(self, records: Sequence[Any]) -> None:
        for record in records:
            if isinstance(record, SHOWN):
                self._seen[record.id] = record

    def _changes(self, records: Sequence[Any]) -> Iterator[FeedChange]:
        shown = [record for record in records if isinstance(record, SHOWN)]
        if not shown:
            return
        cases = self._cases(shown)
        for record in shown:
            case = case_of(record)
            for feed in touched(self._seen.get(record.id), record, None if case is None else cases.get(case)):
                if feed not in self._noted:
                    self._noted.add(feed)
                    yield FeedChange(id=FeedChangeId(self._new_id()), feed=feed, at=self._now)

    def _cases(self, shown: Sequence[Shown]) -> Mapping[UUID, Case]:
        """Return the cases of what is saved, read where they were not yet."""
        wanted = {case for record in shown if (case := case_of(record)) is not None}
        known: dict[UUID, Case] = {id: self._seen[id] for id in wanted if id in self._seen}
        known.update((record.id, record) for record in shown if isinstance(record, Case))
        missing = sorted(wanted - {*known})
        for start in range(0, len(missing), 500):
            found = self._below.find(CaseQuery(ids=missing[start : start + 500]))
            known.update((case.id, case) for case in found)
            self._see(found)
        return known
