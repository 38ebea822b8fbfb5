"""Moving house: everything from one storage into another, resumable, verified record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from digicase.domain.kinds import RECORDS
from digicase.domain.record import Query, every, evolve, kind_of, same
from digicase.errors import NotFound, StorageError, UnreadableRow
from digicase.ports import Session, Storage

PAGE = 500
ANOTHER = "Copy into an empty store, or one that only this copy was made into"
Progress = Callable[[str, int, int], None]
"""Told the kind, how many of its records are done, and how many there are."""


@attrs.frozen
class CopyReport:
    """How many records of each kind were copied, and how many were there already, the same."""

    copied: Mapping[str, int]
    there: Mapping[str, int]

    def __str__(self) -> str:
        lines = [f"{kind:<16}{n:>9} copied, {self.there[kind]:>9} there already" for kind, n in self.copied.items()]
        return "\n".join(lines)


def copy(source: Storage, target: Storage, *, progress: Progress | None = None) -> CopyReport:
    """Copy every record, a page per transaction, and compare each with what the target then holds.

    Begun again after an interruption, it goes on where it was. Versions start anew at 1. Nothing in the target is
    overwritten: a record of another content under a known id is a `StorageError`, another record with its unique key
    a `Duplicate`. Rows that cannot be read stay behind, and are named in an `UnreadableRow` when all others are there.
    Nobody should write to the source meanwhile.
    """
    copied: dict[str, int] = {}
    there: dict[str, int] = {}
    behind, stayed = list[str](), 0
    for kind in RECORDS:
        name = kind_of(kind).name
        with source.begin(read_only=True) as session:
            total = session.count(every(kind))
        with UnreadableRow.gathered() as named:
            copied[name], there[name] = _copy_kind(source, target, every(kind), total, progress or (lambda *_: None))
        behind += named
        unnamed = max(0, total - copied[name] - there[name] - len(named))
        behind += [f"{name}: {unnamed} that were counted were not found."] if unnamed else []
        stayed += len(named) + unnamed
    if behind:
        remedy = "Mend or remove these, then copy again:\n" + "\n".join(behind)
        raise UnreadableRow("copy", f"{stayed} of the rows stayed behind, and all others are there", remedy)
    return CopyReport(copied, there)


def _copy_kind(source: Storage, target: Storage, query: Query[Any], total: int, progress: Progress) -> tuple[int, int]:
    name = kind_of(query.of).name
    copied = there = 0
    for page in pages(source, query):
        new = _missing(target, page)
        with target.begin() as session:
            session.save(*(evolve(record, version=0) for record in new))
        _verify(target, page)
        copied, there = copied + len(new), there + len(page) - len(new)
        progress(name, copied + there, total)
    return copied, there


def pages(storage: Storage, query: Query[Any]) -> Iterator[Sequence[Any]]:
    """Yield what a query finds, in its order, a page at a time, each read in a transaction of its own."""
    last: Any = None
    while True:
        with storage.begin(read_only=True) as session:
            page = session.find(query, limit=PAGE, after=last)
        if not page:
            return
        yield page
        last = page[-1]


def _missing(target: Storage, page: Sequence[Any]) -> Sequence[Any]:
    with target.begin(read_only=True) as session:
        return [record for record in page if _stored(session, record) is None]


def _verify(target: Storage, page: Sequence[Any]) -> None:
    with target.begin(read_only=True) as session:
        for record in page:
            if not same(_stored(session, record), record):
                name = kind_of(type(record)).name
                raise StorageError("copy", f"the {name} {record.id} is not the same there", ANOTHER)


def _stored(session: Session, record: Any) -> Any:
    try:
        return session.get(type(record), record.id)
    except NotFound:
        return None
    except UnreadableRow as error:
        raise StorageError("copy", f"in the target {error.where} cannot be read", ANOTHER) from error
