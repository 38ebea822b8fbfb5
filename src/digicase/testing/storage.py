"""The contract of a storage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digicase.ports import Storage
from digicase.testing.capabilities import CapabilityContract
from digicase.testing.finding import FindingContract
from digicase.testing.model import ModelContract
from digicase.testing.racing import RacingContract
from digicase.testing.saving import SavingContract
from digicase.testing.transactions import TransactionContract


class StorageContract(
    ModelContract, CapabilityContract, RacingContract, FindingContract, TransactionContract, SavingContract
):
    """What every storage promises, one promise per test. Subclass it and override `storage`:

        class TestMyStorage(StorageContract):
            durable = multi_process = creates = True

            @pytest.fixture
            def url(self, tmp_path):
                return f"mine://{tmp_path}/store"

            @pytest.fixture
            def storage(self, url):
                storage = MyStorage(url)
                yield storage
                storage.close()

    What a storage can do beyond that is declared: `durable`, `multi_process` and `creates` need the fixture `url`, and
    `joins_host_transaction` the fixture `host` (a `Host`). What is not declared is skipped, by name; there is no other
    way out.

    Every test needs a store of its own that is empty, so leave the fixture's scope at the function. The store must be
    shared by threads. Two writing sessions are never open in one thread, so a storage may lock out the second; a reader
    may be begun inside a writer.
    """

    @pytest.fixture
    def storage(self) -> Iterator[Storage]:
        """Give a fresh, empty storage; a test may close it."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `storage`")
