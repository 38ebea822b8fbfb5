"""A plugin whose storages are careless of whoever else works on a folder: for test_the_contract_catches.py to find."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from own_storage import FolderSession, FolderStorage, Records

import digicase


class WritesWhenClosed(FolderStorage):
    """Keeps what is committed to itself until it is closed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._unwritten: Records = {}

    def _latest(self) -> Records:
        return super()._latest() | self._unwritten

    def _commit(self, changes: Records) -> None:
        self._unwritten |= changes

    def close(self) -> None:
        super()._commit(self._unwritten)
        super().close()


class LooksOnce(FolderStorage):
    """Reads the folder when it is opened, and what it has committed itself."""

    looked = False

    def _latest(self) -> Records:
        if self.looked:
            return dict(self._records)
        self.looked = True
        return super()._latest()

    def _commit(self, changes: Records) -> None:
        super()._commit(changes)
        super()._latest()


class LocksOnlyOtherProcessesOut(FolderStorage):
    """Locks by POSIX, where a lock belongs to the process and not to who opened the file."""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._writing, (self._folder / "lock").open("w") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            yield


class LeavesItsLock(FolderStorage):
    """Takes a file for a lock, which nobody takes away who dies."""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = self._folder / "lock"
        with self._writing:
            while lock.exists():
                time.sleep(0.01)
            lock.touch()
            try:
                yield
            finally:
                lock.unlink()


class WritesAtOnce(FolderStorage):
    """Writes with every save what its end would have to undo."""

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[FolderSession]:
        with super().begin(read_only=read_only) as session:
            save = session.save

            def save_at_once(*records: Any) -> tuple[Any, ...]:
                saved = save(*records)
                self._commit(session.changes)
                return saved

            session.save = save_at_once  # type: ignore[method-assign]  # the fault
            yield session


class MakesOneAnyhow(FolderStorage):
    """Makes a folder where none may be made."""


class MakesItAnew(FolderStorage):
    """Takes `create=True` for an order to begin from nothing."""


FAULTS = {fault.__name__: fault for fault in FolderStorage.__subclasses__()}


def open(url: str, create: bool | None) -> FolderStorage:
    """Open `careless://fault/path`."""
    name, _, path = url.removeprefix("careless://").partition("/")
    folder = Path("/" + path)
    if create is False and not folder.exists():
        if name == MakesOneAnyhow.__name__:
            os.mkdir(folder)
        raise digicase.StorageError(url, "there is no such folder", "Name another")
    if create and folder.exists() and name == MakesItAnew.__name__:
        shutil.rmtree(folder)
    return FAULTS[name](folder)


@digicase.hookimpl
def digicase_storage_backends() -> Sequence[digicase.StorageOffer]:
    return [digicase.StorageOffer(name="careless", open=open)]
