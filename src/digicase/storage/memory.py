"""The memory backend: the reference for what every store must do, correct under threads, gone with the process."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, overload
from uuid import UUID

from digicase.domain.record import Key, Query, Record, evolve, kind_of
from digicase.errors import Duplicate, NotFound, StaleWrite, StorageError

R = TypeVar("R", bound=Record)
Claim = tuple[type[Any], Key, tuple[Any, ...]]


def held(kind: type[Any], record: Any) -> Iterator[tuple[Key, tuple[Any, ...]]]:
    """Yield the unique keys that apply to a record (or None) with the values it holds of them."""
    if record is None:
        return
    for key in kind_of(kind).unique:
        values = key.of(record)
        if values is not None:
            yield key, values


class MemoryStorage:
    """Keeps records in dictionaries. Sessions work side by side; at commit the first one wins, the others are told."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._records: dict[type[Any], dict[UUID, Any]] = {}
        self._holders: dict[tuple[type[Any], int], dict[tuple[Any, ...], UUID]] = {}
        self._closed = False

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[MemorySession]:
        """Open a session whose changes become visible together, when the block ends without an error."""
        self._check()
        session = MemorySession(self, read_only=read_only)
        try:
            yield session
            self._commit(session)
        finally:
            session.close()

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._closed = True
            self._records.clear()
            self._holders.clear()

    def read(self, kind: type[R], id: UUID) -> R | None:
        """Return the committed record, if there is one."""
        with self._lock:
            return self._records.get(kind, {}).get(id)

    def read_all(self, kind: type[R]) -> dict[UUID, R]:
        """Return a copy of the committed records of a kind."""
        with self._lock:
            return dict(self._records.get(kind, {}))

    def holder(self, kind: type[Any], key: Key, values: tuple[Any, ...]) -> UUID | None:
        """Return which committed record holds these values of a unique key."""
        with self._lock:
            return self._holders.get((kind, id(key)), {}).get(values)

    def _commit(self, session: MemorySession) -> None:
        with self._lock:
            self._check()
            for (kind, id_), version in session.relied_on.items():
                stored = self.read(kind, id_)
                if (stored.version if stored is not None else 0) != version:
                    raise StaleWrite(kind_of(kind).name, id_)
            for kind, key, values in session.claimed():
                holder = self.holder(kind, key, values)
                if holder is not None and (kind, holder) not in session.relied_on:
                    raise Duplicate(kind_of(kind).name, key.fields, values)
            for (kind, id_), record in session.changes.items():
                self._put(kind, id_, record)
            for (kind, _), record in session.changes.items():
                self._hold(kind, record)

    def _check(self) -> None:
        if self._closed:
            raise StorageError("memory://", "it was closed", "Open it anew with digicase.open(...)")

    def _put(self, kind: type[Any], id_: UUID, record: Any | None) -> None:
        records = self._records.setdefault(kind, {})
        old = records.get(id_)
        for key, values in held(kind, old):
            self._holders[kind, id(key)].pop(values, None)
        if record is None:
            records.pop(id_, None)
        else:
            records[id_] = record

    def _hold(self, kind: type[Any], record: Any) -> None:
        for key, values in held(kind, record):
            self._holders.setdefault((kind, id(key)), {})[values] = record.id


class MemorySession:
    """A session over a `MemoryStorage`: its own changes on top of what is committed."""

    def __init__(self, storage: MemoryStorage, *, read_only: bool) -> None:
        self._storage = storage
        self._read_only = read_only
        self._open = True
        self.changes: dict[tuple[type[Any], UUID], Any | None] = {}
        self.relied_on: dict[tuple[type[Any], UUID], int] = {}
        self._holders: dict[tuple[type[Any], int, tuple[Any, ...]], tuple[Claim, UUID | None]] = {}

    def close(self) -> None:
        """End the session; using it further is an error."""
        self._open = False

    def claimed(self) -> Iterator[Claim]:
        """Yield the values of unique keys that this session's records hold."""
        return (claim for claim, holder in self._holders.values() if holder is not None)

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record, or raise `NotFound`."""
        self._check()
        record: R | None = self._current(kind, id)
        if record is None:
            raise NotFound(kind_of(kind).name, id)
        return record

    def find(
        self,
        query: Query[R],
        /,
        *,
        limit: int | None = None,
        after: R | None = None,
        claim: bool = False,  # noqa: ARG002 - versions decide here
    ) -> Sequence[R]:
        """Return what the query matches, in its order; `claim` is ignored, since versions decide."""
        self._check()
        found = sorted(self._matching(query), key=query.position)
        if after is not None:
            behind = query.position(after)
            found = [record for record in found if query.position(record) > behind]
        return found[:limit]

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of a field."""
        self._check()
        if by is None:
            return sum(1 for _ in self._matching(query))
        return dict(Counter(getattr(record, by) for record in self._matching(query)))

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Save the records in order, and return them with their new versions."""
        self._check(writing=True)
        return tuple(self._save(record) for record in records)

    def remove(self, *records: Record) -> None:
        """Remove the records."""
        self._check(writing=True)
        for record in records:
            stored = self._expect(record)
            if stored is None:
                raise StaleWrite(kind_of(type(record)).name, record.id)
            self._release(type(record), stored)
            self.changes[type(record), record.id] = None

    def _save(self, record: R) -> R:
        kind = type(record)
        old = self._expect(record)
        if old is not None:
            self._release(kind, old)
        for key, values in held(kind, record):
            holder = self._holder(kind, key, values)
            if holder not in (None, record.id):
                raise Duplicate(kind_of(kind).name, key.fields, values)
            self._holders[kind, id(key), values] = (kind, key, values), record.id
        saved = evolve(record, version=record.version + 1)
        self.changes[kind, record.id] = saved
        return saved

    def _expect(self, record: R) -> R | None:
        """Return the record as it is stored, which must have the version given."""
        current = self._current(type(record), record.id)
        if (current.version if current is not None else 0) != record.version:
            raise StaleWrite(kind_of(type(record)).name, record.id)
        self.relied_on.setdefault((type(record), record.id), record.version)
        return current

    def _release(self, kind: type[Any], record: Record) -> None:
        for key, values in held(kind, record):
            self._holders[kind, id(key), values] = (kind, key, values), None

    def _holder(self, kind: type[Any], key: Key, values: tuple[Any, ...]) -> UUID | None:
        if (kind, id(key), values) in self._holders:
            return self._holders[kind, id(key), values][1]
        return self._storage.holder(kind, key, values)

    def _current(self, kind: type[R], id_: UUID) -> R | None:
        if (kind, id_) in self.changes:
            return self.changes[kind, id_]
        return self._storage.read(kind, id_)

    def _matching(self, query: Query[R]) -> Iterator[R]:
        records = self._storage.read_all(query.of)
        for (kind, id_), record in self.changes.items():
            if kind is query.of:
                records.pop(id_, None) if record is None else records.__setitem__(id_, record)
        return (record for record in records.values() if query.matches(record))

    def _check(self, *, writing: bool = False) -> None:
        if not self._open:
            raise StorageError("memory://", "the session has ended", "Use it inside its `with` block")
        if writing and self._read_only:
            raise StorageError("memory://", "the session only reads", "Open it with begin() to write")
