"""Backends with one small fault each, under the contract; run by test_the_contract_catches.py, never by itself."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from digicase.domain.record import Query, evolve, kind_of
from digicase.errors import Duplicate
from digicase.ports import Storage
from digicase.storage.memory import MemorySession, MemoryStorage
from digicase.testing import StorageContract


class Faulty(MemorySession):
    """A session whose subclasses each do one thing wrong; it knows the writer around it in its thread."""

    writing = threading.local()

    def __init__(self, storage: MemoryStorage, *, read_only: bool) -> None:
        super().__init__(storage, read_only=read_only)
        self.around: Any = getattr(self.writing, "session", None)
        if not read_only:
            self.writing.session = self

    def ended(self) -> None:
        """Forget it again."""
        if not self._read_only:
            self.writing.session = self.around
        self.close()

    def keeps(self, error: BaseException) -> bool:
        """Tell whether to commit what an error has left."""
        return False

    def before_commit(self) -> None:
        """Do wrong as late as can be."""


class ForgetsVersions(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        known = [self._current(type(record), record.id) for record in records]
        return super().save(*(evolve(r, version=k.version) if k else r for r, k in zip(records, known, strict=True)))


class LosesTheLast(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        return super().save(*records[:-1]) if len(records) > 1 else super().save(*records)


class IgnoresAfter(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        return super().find(query, limit=limit, claim=claim)


class IgnoresLimit(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        return super().find(query, after=after, claim=claim)


class OrdersBackwards(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        found: Sequence[Any] = super().find(query, after=after, claim=claim)
        return list(reversed(found))[:limit]


class CountsOneMore(Faulty):
    def count(self, query: Query[Any], /, *, by: str | None = None) -> Any:
        counted: Any = super().count(query, by=by)
        return counted + 1 if by is None else counted


class RemovesAnything(Faulty):
    def remove(self, *records: Any) -> None:
        super().remove(*(self._current(type(record), record.id) or record for record in records))


class FindsAll(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        return super().find(type(query)(), limit=limit, after=after, claim=claim)


class HasNoKeys(Faulty):
    def _holder(self, *key: Any) -> None:
        return None


class LimitsBeforeContinuing(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        first = super().find(query, limit=limit, claim=claim)
        return [r for r in first if after is None or query.position(r) > query.position(after)]


class LosesMicroseconds(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        return super().save(*(with_moments(record, lambda at: at.replace(microsecond=0)) for record in records))


class ForgetsZones(Faulty):
    def get(self, kind: type[Any], id: UUID, /) -> Any:
        return with_moments(super().get(kind, id), lambda at: at.replace(tzinfo=None))


class ComparesLoosely(Faulty):
    def _matching(self, query: Query[Any]) -> Any:
        wanted = {c.field: c.value.casefold() for c in query.criteria() if isinstance(c.value, str)}
        if not wanted:
            return super()._matching(query)
        there = self._storage.read_all(query.of).values()
        return (r for r in there if all(str(getattr(r, name)).casefold() == v for name, v in wanted.items()))


class BreaksTiesBackwards(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        found = sorted(super().find(query, after=after, claim=claim), key=lambda r: r.id, reverse=True)
        return sorted(found, key=lambda r: query.position(r)[:-1])[:limit]


class CountsNoGaps(Faulty):
    def count(self, query: Query[Any], /, *, by: str | None = None) -> Any:
        counted: Any = super().count(query, by=by)
        return counted if by is None else {value: n for value, n in counted.items() if value is not None}


class SeesNothingOfItsOwn(Faulty):
    def _matching(self, query: Query[Any]) -> Any:
        return filter(query.matches, self._storage.read_all(query.of).values())


class WritesWhenReading(Faulty):
    def _check(self, *, writing: bool = False) -> None:
        super()._check()


class OutlivesItsBlock(Faulty):
    def close(self) -> None:
        pass


class LosesRaces(Faulty):
    def before_commit(self) -> None:
        for kind, id in self.relied_on:
            current = self._storage.read(kind, id)
            self.relied_on[kind, id] = current.version if current is not None else 0


class ShowsWhatIsNotCommitted(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        saved = super().save(*records)
        for record in saved:
            self._storage._put(type(record), record.id, record)
        return saved

    def before_commit(self) -> None:
        self.relied_on.clear()


class NeverFreesKeys(Faulty):
    def _release(self, kind: type[Any], record: Any) -> None:
        pass


class InsertsOverWhatIsThere(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        known = [self._current(type(record), record.id) for record in records]
        return super().save(
            *(evolve(r, version=k.version) if k and not r.version else r for r, k in zip(records, known, strict=True))
        )


class TakesConditionalKeysForPlain(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        for record in records:
            for key in kind_of(type(record)).unique:
                mine = [getattr(record, field) for field in key.fields]
                for other in self._storage.read_all(type(record)).values():
                    if key.where and other.id != record.id and mine == [getattr(other, f) for f in key.fields]:
                        raise Duplicate(kind_of(type(record)).name, key.fields, tuple(mine))
        return super().save(*records)


class KeepsAll(Faulty):
    def keeps(self, error: BaseException) -> bool:
        return True


class KeepsWhatWasInterrupted(Faulty):
    def keeps(self, error: BaseException) -> bool:
        return not isinstance(error, Exception)


class KeepsOnlyTheFirstKey(Faulty):
    def _holder(self, kind: type[Any], key: Any, values: Any) -> UUID | None:
        return super()._holder(kind, key, values) if key is kind_of(kind).unique[0] else None

    def claimed(self) -> Iterator[Any]:
        return ((kind, key, values) for kind, key, values in super().claimed() if key is kind_of(kind).unique[0])


class CommitsAThousand(Faulty):
    def before_commit(self) -> None:
        self.changes = dict([*self.changes.items()][:1000])


class ForgetsRemovalsBesideSaves(Faulty):
    def before_commit(self) -> None:
        saved = {place: record for place, record in self.changes.items() if record is not None}
        self.changes = saved or self.changes


class SeesWhatItsThreadHasNotCommitted(Faulty):
    def _matching(self, query: Query[Any]) -> Any:
        return super()._matching(query) if self.around is None else self.around._matching(query)


class CommitsTheWriterAroundIt(Faulty):
    def before_commit(self) -> None:
        if self._read_only and self.around is not None:
            self._storage._commit(self.around)


class EndsTheWriterAroundIt(Faulty):
    def before_commit(self) -> None:
        if self._read_only and self.around is not None:
            self.around.close()


class GivesAnIterator(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        return iter(super().find(query, limit=limit, after=after, claim=claim))


class GivesTheListItKeeps(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        if not self._read_only:
            return super().find(query, limit=limit, after=after, claim=claim)
        found = super().find(query, limit=limit, after=after, claim=claim)
        return vars(self).setdefault("kept", {}).setdefault(repr((query, limit, after)), found)


class FindsAThousand(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        return super().find(query, limit=1000 if limit is None else limit, after=after, claim=claim)


class CountsAThousand(Faulty):
    def count(self, query: Query[Any], /, *, by: str | None = None) -> Any:
        counted: Any = super().count(query, by=by)
        return min(counted, 1000) if by is None else counted


class CountsInFractions(Faulty):
    def count(self, query: Query[Any], /, *, by: str | None = None) -> Any:
        counted: Any = super().count(query, by=by)
        return float(counted) if by is None else counted


class ContinuesBehindWhereItStandsNow(Faulty):
    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        now = after and (self._current(query.of, after.id) or after)
        return super().find(query, limit=limit, after=now, claim=claim)


class CutsLongTexts(Faulty):
    def save(self, *records: Any) -> tuple[Any, ...]:
        return super().save(*(evolve(r, text=r.text[:65535]) if hasattr(r, "text") else r for r in records))


class GivesSavedOnesInAList(Faulty):
    def save(self, *records: Any) -> Any:
        return list(super().save(*records))


def with_moments(record: Any, change: Callable[[dt.datetime], dt.datetime]) -> Any:
    """Return a record with its moments changed."""
    moments = {f: v for f in kind_of(type(record)).fields if isinstance(v := getattr(record, f), dt.datetime)}
    return evolve(record, **{field: change(moment) for field, moment in moments.items()})


class FaultyStorage(MemoryStorage):
    """A memory store whose sessions are of a faulty kind."""

    def __init__(self, session: type[Faulty]) -> None:
        super().__init__()
        self._session = session

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[MemorySession]:
        self._check()
        session = self._session(self, read_only=read_only)
        try:
            yield session
        except BaseException as error:
            if session.keeps(error):
                self._commit(session)
            raise
        else:
            session.before_commit()
            self._commit(session)
        finally:
            session.ended()


class LocksForGood(MemoryStorage):
    """A memory store whose writers give their lock back only when all went well."""

    def __init__(self) -> None:
        super().__init__()
        self._writing = threading.Lock()

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[MemorySession]:
        self._writing.acquire()
        with super().begin(read_only=read_only) as session:
            yield session
        self._writing.release()


FAULTS = {fault.__name__: fault for fault in Faulty.__subclasses__()}


class TestSound(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()


def contract_on(fault: type[Faulty]) -> type[StorageContract]:
    """Return the contract on a store with one fault."""

    def storage(self: Any) -> Storage:
        return FaultyStorage(fault)

    return type(f"Test{fault.__name__}", (StorageContract,), {"storage": pytest.fixture(storage)})


for _name, _fault in FAULTS.items():
    globals()[f"Test{_name}"] = contract_on(_fault)
