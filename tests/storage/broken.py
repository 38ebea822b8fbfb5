"""Backends with one small fault each, under the contract; run by test_the_contract_catches.py, never by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from digicase.domain.record import Query, evolve
from digicase.ports import Storage
from digicase.storage.memory import MemorySession, MemoryStorage
from digicase.testing import StorageContract


class Faulty(MemorySession):
    """A session whose subclasses each do one thing wrong."""


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


class FaultyStorage(MemoryStorage):
    """A memory store whose sessions are of a faulty kind, or which forgets to roll back."""

    def __init__(self, session: type[Faulty], *, keeps_all: bool = False) -> None:
        super().__init__()
        self._session, self._keeps_all = session, keeps_all

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[MemorySession]:
        session = self._session(self, read_only=read_only)
        try:
            yield session
        except BaseException:
            if self._keeps_all:
                self._commit(session)
            raise
        self._commit(session)


FAULTS = {fault.__name__: fault for fault in Faulty.__subclasses__()}


class TestSound(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()


class TestKeepsAll(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return FaultyStorage(Faulty, keeps_all=True)


def contract_on(fault: type[Faulty]) -> type[StorageContract]:
    """Return the contract on a store with one fault."""

    def storage(self: Any) -> Storage:
        return FaultyStorage(fault)

    return type(f"Test{fault.__name__}", (StorageContract,), {"storage": pytest.fixture(storage)})


for _name, _fault in FAULTS.items():
    globals()[f"Test{_name}"] = contract_on(_fault)
