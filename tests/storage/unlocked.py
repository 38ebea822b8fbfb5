"""A plugin whose storage lets processes write beside each other: a fault for test_the_contract_catches.py to find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import digicase
from digicase.storage.sql import opening
from digicase.storage.sql.session import SqlSession
from digicase.storage.sql.storage import SqlStorage
from digicase.storage.sql.tables import Schema


class UnlockedStorage(SqlStorage):
    """SQLite whose writers take no lock when they begin."""

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlSession]:
        with super().begin(read_only=True) as session:
            session._read_only = read_only
            yield session


def _open(url: str, create: bool | None) -> UnlockedStorage:
    return UnlockedStorage(opening.open(url.replace("unlocked:", "sqlite:"), create)._engine, Schema("sqlite", None))


@digicase.hookimpl
def digicase_storage_backends() -> Sequence[digicase.StorageOffer]:
    return [digicase.StorageOffer(name="unlocked", open=_open)]
