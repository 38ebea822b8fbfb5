"""The SQL backend keeps the contract on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digicase.ports import Storage
from digicase.storage.sql import opening
from digicase.testing import StorageContract


def opened(url: str) -> Iterator[Storage]:
    storage = opening.open(url, None)
    yield storage
    storage.close()


class TestSqlite(StorageContract):
    @pytest.fixture
    def storage(self, tmp_path: Path) -> Iterator[Storage]:
        yield from opened(f"sqlite:///{tmp_path}/x.db")


class TestPostgresql(StorageContract):
    @pytest.fixture
    def storage(self, postgresql: str) -> Iterator[Storage]:
        yield from opened(postgresql)


class TestMariadb(StorageContract):
    @pytest.fixture
    def storage(self, mariadb: str) -> Iterator[Storage]:
        yield from opened(mariadb)
