"""The example keeps the whole contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from own_storage import FolderStorage

from digicase import Storage
from digicase.testing import StorageContract


class TestFolderStorage(StorageContract):
    durable = multi_process = creates = True

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"folder://{tmp_path}/store"

    @pytest.fixture
    def storage(self, url: str) -> Iterator[Storage]:
        storage = FolderStorage(Path(url.removeprefix("folder://")))
        yield storage
        storage.close()
