"""A storage of one's own: JSON files in a folder, one per commit, so that a commit is there whole or not at all."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

import digicase

Records = dict[tuple[str, UUID], Any]
KINDS = {digicase.kind_of(cls).name: cls for cls in digicase.RECORDS}


@digicase.hookimpl
def digicase_storage_backends() -> Sequence[digicase.StorageOffer]:
    """Offer `folder:///path`."""
    return [digicase.StorageOffer(name="folder", open=_open)]


def _open(url: str, create: bool | None) -> digicase.Storage:
    folder = Path(url.removeprefix("folder://"))
    ours = any((folder / name).exists() for name in ("lock", "0000000001.json"))
    if not ours and (create is False or (create is None and folder.exists() and any(folder.iterdir()))):
        raise digicase.StorageError(url, "it holds no store of ours", "Name another, or give create=True to make one")
    return FolderStorage(folder)


class FolderStorage:
    """Replays the commits of a folder; one writer at a time, readers wait for nobody."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lock").touch()
        self._folder, self._closed, self._replayed, self._records = folder, False, 0, Records()
        self._writing, self._reading = threading.Lock(), threading.Lock()

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[FolderSession]:
        """Open a transaction on what is committed by now."""
        if self._closed:
            raise digicase.StorageError(str(self._folder), "it was closed", "Open it anew with digicase.open(...)")
        with nullcontext() if read_only else self._alone():
            session = FolderSession(self._latest(), read_only=read_only)
            try:
                yield session
                if session.changes:
                    self._commit(session.changes)
            finally:
                session.open = False

    def close(self) -> None:
        """Use it no further."""
        self._closed = True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads (by the first lock) and other processes (by the second) from writing."""
        with self._writing, (self._folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, also by the death of the process
            yield

    def _latest(self) -> Records:
        with self._reading:
            while (commit := self._folder / f"{self._replayed + 1:010}.json").exists():
                try:
                    rows = json.loads(commit.read_text("utf-8"))
                    changes = {(k, UUID(id)): r and digicase.from_plain(KINDS[k], r) for k, id, r in rows}
                except Exception as error:
                    raise digicase.UnreadableRow(str(commit), "it cannot be read", "Restore the file") from error
                self._records |= changes
                self._replayed += 1
            return {place: record for place, record in self._records.items() if record is not None}

    def _commit(self, changes: Records) -> None:
        rows = [[kind, str(id), r and digicase.to_plain(r)] for (kind, id), r in changes.items()]
        draft = self._folder / "draft"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._folder / f"{self._replayed + 1:010}.json")  # this is the moment at which the commit is there
        folder = os.open(self._folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


class FolderSession:
    """The five verbs over the records as they were when the transaction began, and its own changes."""

    def __init__(self, records: Records, *, read_only: bool) -> None:
        self._records, self._read_only, self.open = records, read_only, True
        self.changes: Records = {}

    def get(self, kind: type[Any], id: UUID, /) -> Any:
        """Return the record, or raise `NotFound`."""
        self._check()
        if (place := (digicase.kind_of(kind).name, id)) not in self._records:
            raise digicase.NotFound(*place)
        return self._records[place]

    def find(self, query: digicase.Query[Any], /, *, limit: int | None = None, after: Any = None, **_: bool) -> Any:
        """Return what matches, in the query's order; the query itself knows both. `claim` needs nothing here."""
        self._check()
        found = sorted(filter(query.matches, self._of(query.of)), key=query.position)
        return [r for r in found if after is None or query.position(r) > query.position(after)][:limit]

    def count(self, query: digicase.Query[Any], /, *, by: str | None = None) -> Any:
        """Return how many match, or how many per value of a field."""
        found = self.find(query)
        return len(found) if by is None else dict(Counter(getattr(record, by) for record in found))

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Check version and keys of each in turn, and raise its version by one."""
        return tuple(self._put(record, digicase.evolve(record, version=record.version + 1)) for record in records)

    def remove(self, *records: Any) -> None:
        """Check the version of each in turn, and forget it."""
        for record in records:
            self._put(record, None)

    def _put(self, old: Any, new: Any) -> Any:
        self._check(writing=True)
        kind = digicase.kind_of(type(old))
        stored = self._records.get((kind.name, old.id))
        if (stored.version if stored else 0) != old.version or (stored is new is None):
            raise digicase.StaleWrite(kind.name, old.id)
        for key in kind.unique:
            values = None if new is None else key.of(new)
            if values and any(key.of(other) == values for other in self._of(type(old)) if other.id != old.id):
                raise digicase.Duplicate(kind.name, key.fields, values)
        self._records.pop((kind.name, old.id), None)
        if new is not None:
            self._records[kind.name, old.id] = new
        self.changes[kind.name, old.id] = new
        return new

    def _of(self, cls: type[Any]) -> Iterator[Any]:
        return (record for (kind, _), record in self._records.items() if kind == digicase.kind_of(cls).name)

    def _check(self, *, writing: bool = False) -> None:
        if not self.open or (writing and self._read_only):
            raise digicase.StorageError("folder", "the session has ended, or only reads", "Use begin() and its block")
