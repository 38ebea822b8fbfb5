"""The memory backend keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digicase.ports import Storage
from digicase.storage.memory import MemoryStorage
from digicase.testing import StorageContract


class TestMemory(StorageContract):
    @pytest.fixture
    def storage(self) -> Iterator[Storage]:
        storage = MemoryStorage()
        yield storage
        storage.close()
