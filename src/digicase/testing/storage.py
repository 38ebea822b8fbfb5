"""The contract of a storage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digicase.ports import Storage
from digicase.testing.finding import FindingContract
from digicase.testing.racing import RacingContract
from digicase.testing.saving import SavingContract


class StorageContract(SavingContract, FindingContract, RacingContract):
    """What every storage promises, one promise per test. Subclass it and override `storage`:

        class TestMyStorage(StorageContract):
            @pytest.fixture
            def storage(self, tmp_path):
                storage = MyStorage(tmp_path / "store")
                yield storage
                storage.close()

    Every test needs a store of its own that is empty, so leave the fixture's scope at the function. The store must be
    shared by threads. Two writing sessions are never open in one thread, so a storage may lock out the second.
    """

    @pytest.fixture
    def storage(self) -> Iterator[Storage]:
        """Give a fresh, empty storage; a test may close it."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `storage`")
