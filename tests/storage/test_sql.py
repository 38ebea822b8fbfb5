"""The SQL backend on SQLite keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digicase.ports import Storage
from digicase.storage.sql import storage as sql
from digicase.testing import StorageContract


class TestSqlite(StorageContract):
    @pytest.fixture
    def storage(self, tmp_path: Path) -> Iterator[Storage]:
        storage = sql.open(f"sqlite:///{tmp_path}/x.db", None)
        yield storage
        storage.close()
