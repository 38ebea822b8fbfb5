"""Backends that declare what they do not do; run by test_the_contract_catches.py, never by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.storage.test_host_transactions import host_engine
from tests.storage.test_sql import CLIENT, Host

from digicase.ports import Storage
from digicase.storage.memory import MemoryStorage
from digicase.storage.sql import opening
from digicase.storage.sql.session import SqlSession
from digicase.storage.sql.storage import SqlStorage
from digicase.storage.sql.tables import Schema
from digicase.testing import StorageContract


class KeepsWhatWasUndone(SqlStorage):
    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlSession]:
        undone = None
        with super().begin(read_only=read_only) as session:
            try:
                yield session
            except Exception as error:
                undone = error
        if undone is not None:
            raise undone


class CommitsForTheHost(SqlStorage):
    @contextmanager
    def join(self, transaction: Any, /) -> Iterator[SqlSession]:
        with super().join(transaction) as session:
            yield session
        transaction.connection.cursor().execute("COMMIT")


class WorksBesideTheHost(SqlStorage):
    @contextmanager
    def join(self, transaction: Any, /) -> Iterator[SqlSession]:
        with self.begin() as session:
            yield session


class UndoesWhatTheHostDid(SqlStorage):
    @contextmanager
    def join(self, transaction: Any, /) -> Iterator[SqlSession]:
        with super().join(transaction) as session:
            try:
                yield session
            except Exception:
                transaction.connection.cursor().execute("ROLLBACK")
                raise


class OnMemory(StorageContract):
    """What every process, and whoever opens it again, has for itself."""

    @pytest.fixture
    def url(self) -> str:
        return "memory://"

    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()


class TestForgetsOnReopening(OnMemory):
    durable = True


class TestSeesNoOtherProcess(OnMemory):
    multi_process = True


class OnAFile(StorageContract):
    """A faulty store on SQLite, and a host beside it."""

    faulty: type[SqlStorage] = SqlStorage
    hosts_file = "x.db"

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/x.db"

    @pytest.fixture
    def storage(self, tmp_path: Path) -> Storage:
        return self.faulty(opening.open(f"sqlite:///{tmp_path}/x.db", None)._engine, Schema("sqlite", None))

    @pytest.fixture
    def host(self, tmp_path: Path, storage: Storage) -> Iterator[Host]:
        engine = host_engine(f"sqlite:///{tmp_path}/{self.hosts_file}", [])
        CLIENT.create(engine)
        yield Host(engine)
        engine.dispose()


class TestSoundPromises(OnAFile):
    durable = joins_host_transaction = True


class TestKeepsWhatWasUndone(OnAFile):
    durable = True
    faulty = KeepsWhatWasUndone


class TestLocksNoOtherProcessOut(OnAFile):
    multi_process = True

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        settings = tmp_path / "store.toml"
        settings.write_text(f'storage = "unlocked:///{tmp_path}/x.db"\nplugins = ["tests.storage.unlocked"]\n')
        return str(settings)


class TestCommitsForTheHost(OnAFile):
    joins_host_transaction = True
    faulty = CommitsForTheHost


class TestUndoesWhatTheHostDid(OnAFile):
    joins_host_transaction = True
    faulty = UndoesWhatTheHostDid


class TestWorksBesideTheHost(OnAFile):
    joins_host_transaction = True
    faulty = WorksBesideTheHost
    hosts_file = "host.db"
