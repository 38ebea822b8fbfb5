"""A session on Redis: what is committed, under what the session itself has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import redis

from digicase import Duplicate, NotFound, Query, Record, StaleWrite, StorageError, UnreadableRow, evolve, kind_of
from digicase_redis import layout

Place = tuple[type[Any], UUID]


class RedisSession:
    """The five verbs. Versions decide at commit; within the session everything is checked in order."""

    def __init__(self, client: redis.Redis, prefix: str, *, read_only: bool) -> None:
        self._client, self._prefix, self._read_only = client, prefix, read_only
        self._open = True
        self.changes: dict[Place, Any] = {}
        self._before: dict[Place, Any] = {}
        self._holders: dict[tuple[str, str], UUID | None] = {}

    def close(self) -> None:
        """End the session; using it further is an error."""
        self._open = False

    def get(self, kind: type[Any], id: UUID, /) -> Any:
        """Return the record, or raise `NotFound`."""
        self._check()
        record = self._current(kind, id)
        if record is None:
            raise NotFound(kind_of(kind).name, id)
        return record

    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        """Return what the query matches, in its order; who reads or claims gets no unreadable rows, but a warning."""
        self._check()
        candidates = self._candidates(query, leave_out=self._read_only or claim)
        found = sorted(filter(query.matches, candidates), key=query.position)
        if after is not None:
            found = [record for record in found if query.position(record) > query.position(after)]
        return found[:limit]

    def count(self, query: Query[Any], /, *, by: str | None = None) -> Any:
        """Return how many records match, or how many per value of a field."""
        found = self.find(query)
        return len(found) if by is None else dict(Counter(getattr(record, by) for record in found))

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Change the records in order, and return them with their new versions."""
        return tuple(self._change(record, evolve(record, version=record.version + 1)) for record in records)

    def remove(self, *records: Record) -> None:
        """Remove the records in order."""
        for record in records:
            self._change(record, None)

    @property
    def touched(self) -> list[Any]:
        """The records that were changed, in the order of `written`; a removed one as it was before."""
        return [new if new is not None else self._before[place] for place, new in self.changes.items()]

    def written(self) -> list[dict[str, Any]]:
        """Return what the commit script is to do."""
        return [self._written(place, new) for place, new in self.changes.items()]

    def _written(self, place: Place, new: Any) -> dict[str, Any]:
        old = self._before[place]
        return {
            "kind": kind_of(place[0]).name,
            "id": place[1].hex,
            "version": 0 if old is None else old.version,
            "next": 0 if new is None else new.version,
            "record": False if new is None else layout.to_json(new),
            "keys": [] if new is None else layout.keys(new),
            "freed": [] if old is None else layout.keys(old),
            "indexed": [] if new is None else layout.indexes(new),
            "left": [] if old is None else layout.indexes(old),
        }

    def _change(self, record: Any, new: Any) -> Any:
        self._check(writing=True)
        kind, place = kind_of(type(record)), (type(record), record.id)
        current = self._current(*place)
        if (0 if current is None else current.version) != record.version or (current is None and new is None):
            raise StaleWrite(kind.name, record.id)
        self._before.setdefault(place, current)
        for freed in [] if current is None else layout.keys(current):
            self._holders[freed] = None
        if new is not None:
            held = [(key, values) for key in kind.unique if (values := key.of(new)) is not None]
            for (key, values), hashed in zip(held, layout.keys(new), strict=True):
                if self._holder(hashed) not in (None, record.id):
                    raise Duplicate(kind.name, key.fields, values)
                self._holders[hashed] = record.id
        self.changes[place] = new
        return new

    def _holder(self, key: tuple[str, str]) -> UUID | None:
        if key in self._holders:
            return self._holders[key]
        found: Any = self._client.hget(f"{self._prefix}:{key[0]}", key[1])
        return None if found is None else UUID(found.decode())

    def _current(self, kind: type[Any], id: UUID) -> Any:
        if (kind, id) in self.changes:
            return self.changes[kind, id]
        found: Any = self._client.hget(f"{self._prefix}:{kind_of(kind).name}", id.hex)
        return None if found is None else self._record(kind, id.hex, found)

    def _record(self, kind: type[Any], id: str, text: bytes) -> Any:
        try:
            return layout.from_json(kind, text)
        except Exception as error:  # whatever is raised over a text that no record gave
            raise UnreadableRow.over(f"{self._prefix}:{kind_of(kind).name} {id}", error) from error

    def _readable(self, kind: type[Any], rows: Iterable[tuple[bytes, bytes]], *, leave_out: bool) -> Iterator[Any]:
        for id, text in rows:
            try:
                yield self._record(kind, id.decode(errors="replace"), text)
            except UnreadableRow as error:
                if not leave_out:
                    raise
                error.warn()

    def _candidates(self, query: Query[Any], *, leave_out: bool) -> Iterator[Any]:
        """Yield what may match: by an index where one fits, else all of the kind, and what the session has changed."""
        name, index = f"{self._prefix}:{kind_of(query.of).name}", layout.index_of(query)
        rows: Any
        if index is None:
            rows = self._client.hgetall(name).items()
        else:
            ids: Any = list(self._client.smembers(f"{self._prefix}:{index}"))
            texts: Any = self._client.hmget(name, ids) if ids else []
            rows = ((id, text) for id, text in zip(ids, texts, strict=True) if text is not None)
        stored = self._readable(query.of, rows, leave_out=leave_out)
        yield from (record for record in stored if (query.of, record.id) not in self.changes)
        yield from (new for (kind, _), new in self.changes.items() if kind is query.of and new is not None)

    def _check(self, *, writing: bool = False) -> None:
        if not self._open:
            raise StorageError("redis", "the session has ended", "Use it inside its `with` block")
        if writing and self._read_only:
            raise StorageError("redis", "the session only reads", "Open it with begin() to write")
