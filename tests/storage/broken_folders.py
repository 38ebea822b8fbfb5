"""The careless storages under the contract; run by test_the_contract_catches.py, never by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.storage import careless

from digicase.ports import Storage
from digicase.testing import StorageContract, patience

patience.PATIENCE = 2


class OnAFolder(StorageContract):
    durable = multi_process = creates = True
    fault = ""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> str:
        return f"careless://{self.fault}{tmp_path}/store"

    @pytest.fixture
    def url(self, tmp_path: Path, folder: str) -> str:
        settings = tmp_path / "store.toml"
        settings.write_text(f'storage = "{folder}"\nplugins = ["tests.storage.careless"]\n')
        return str(settings)

    @pytest.fixture
    def storage(self, folder: str) -> Any:
        storage: Storage = careless.open(folder, None)
        yield storage
        storage.close()


for _name in careless.FAULTS:
    globals()[f"Test{_name}"] = type(f"Test{_name}", (OnAFolder,), {"fault": _name})
