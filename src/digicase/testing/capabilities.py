"""What a storage promises beyond one process, where it declares so: durability, processes, a host's transactions."""

from __future__ import annotations

import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from typing import Any, Protocol

import pytest

from digicase.domain.cases import Case, CaseQuery
from digicase.errors import Duplicate, Objection, Refused, StorageError
from digicase.opening import open
from digicase.ports import JoinsHost, Storage
from digicase.testing.samples import DAY, read, sample, stored

PROCESSES, ROUNDS = 4, 5

ADD = """
import sys, digicase
from digicase.domain.record import evolve
gent = digicase.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    gent.run(lambda unit: unit.session.save(
        evolve(case := unit.session.find(digicase.CaseQuery(reference="J-1"))[0], confidence=case.confidence % 4 + 1)))
gent.close()
"""
OPEN = """
import datetime, sys, digicase
gent = digicase.open(sys.argv[1], today=lambda: datetime.date(2026, 11, 24))
print("ready", flush=True)
sys.stdin.readline()
try:
    gent.cases.open("J-1", consultant="C-1", guidance_from=datetime.date(2026, 11, 24))
    print("opened")
except digicase.Refused as refused:
    print(*refused.codes)
gent.close()
"""


class Host(Protocol):
    """A host with a table of its own in the same database as the storage."""

    def begin(self) -> AbstractContextManager[Any]:
        """Begin a transaction as the host does: committed when the block ends, rolled back when it raises."""
        ...

    def mark(self, transaction: Any, /) -> None:
        """Write a row of the host's in this transaction."""
        ...

    def marks(self) -> int:
        """Return how many rows of the host's are committed."""
        ...


def declared(contract: Any, capability: str) -> None:
    """Skip, by name, what a storage does not claim to do."""
    if not getattr(contract, capability):
        pytest.skip(f"not declared: {capability} = True")


def run_together(script: str, url: str, *arguments: str) -> list[str]:
    """Run a script in several processes that start together, and return what each said last."""
    command = [sys.executable, "-c", script, url, *arguments]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(PROCESSES)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "a process could not open the store"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return sorted(process.communicate()[0].strip() for process in processes)


class CapabilityContract:
    """What holds only where it is declared."""

    durable = False
    """What was committed is there when the store is opened again; needs the fixture `url`."""

    multi_process = False
    """Several processes may work on the store at once; needs the fixture `url`."""

    joins_host_transaction = False
    """The storage can `join` a transaction of the host's; needs the fixture `host`."""

    @pytest.fixture
    def url(self) -> str:
        """Give the URL under which `digicase.open` finds the same store as the fixture `storage`."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `url`")

    @pytest.fixture
    def host(self) -> Host:
        """Give a host in whose transactions the storage can work."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `host`")

    @pytest.fixture
    def lasting(self, request: pytest.FixtureRequest) -> str:
        """Give the URL of a durable store."""
        declared(self, "durable")
        url: str = request.getfixturevalue("url")
        return url

    @pytest.fixture
    def shared(self, request: pytest.FixtureRequest) -> str:
        """Give the URL of a store that processes share."""
        declared(self, "multi_process")
        url: str = request.getfixturevalue("url")
        return url

    @pytest.fixture
    def joined(self, request: pytest.FixtureRequest) -> Host:
        """Give the host of a storage that joins its transactions."""
        declared(self, "joins_host_transaction")
        host: Host = request.getfixturevalue("host")
        return host

    def test_what_was_committed_lasts(self, lasting: str, storage: Storage) -> None:
        """It is there when the store is closed and opened again."""
        (case,) = stored(storage, sample(Case))
        storage.close()
        with open(lasting) as gent:
            assert gent.get(Case, case.id) == case

    def test_what_was_rolled_back_never_lasts(self, lasting: str, storage: Storage) -> None:
        """It is not there when the store is closed and opened again."""
        with suppress(ZeroDivisionError), storage.begin() as session:
            session.save(sample(Case))
            raise ZeroDivisionError
        storage.close()
        with open(lasting) as gent:
            assert gent.count(CaseQuery()) == 0

    def test_processes_lose_no_change(self, shared: str, storage: Storage) -> None:
        """When several change one record again and again, it is changed exactly as often."""
        (case,) = stored(storage, sample(Case, reference="J-1"))
        run_together(ADD, shared, str(ROUNDS))
        assert read(storage, case).version == case.version + PROCESSES * ROUNDS

    def test_one_of_many_processes_gets_a_unique_key(self, shared: str) -> None:
        """When all open a case with one reference, one has it and the others are told."""
        assert run_together(OPEN, shared) == ["opened"] + ["reference_taken"] * (PROCESSES - 1)

    def test_a_hosts_rows_and_ours_are_committed_together(self, joined: Host, storage: Storage) -> None:
        """The host commits; we do not."""
        case = sample(Case)
        with joined.begin() as transaction:
            joined.mark(transaction)
            self._save(storage, transaction, case)
        assert joined.marks() == read(storage, case).version == 1

    def test_a_hosts_rows_and_ours_are_rolled_back_together(self, joined: Host, storage: Storage) -> None:
        """Nothing of either is left."""
        with suppress(ZeroDivisionError), joined.begin() as transaction:
            joined.mark(transaction)
            self._save(storage, transaction, sample(Case))
            raise ZeroDivisionError
        with storage.begin(read_only=True) as session:
            assert (joined.marks(), session.count(CaseQuery())) == (0, 0)

    def test_a_key_that_is_taken_is_told_in_a_hosts_transaction(self, joined: Host, storage: Storage) -> None:
        """`Duplicate`, and nothing of either is left when the host rolls back over it."""
        stored(storage, sample(Case, reference="J-1"))
        with pytest.raises(Duplicate), joined.begin() as transaction:
            joined.mark(transaction)
            self._save(storage, transaction, sample(Case, reference="J-2"))
            self._save(storage, transaction, sample(Case, reference="J-1"))
        with storage.begin(read_only=True) as session:
            assert (joined.marks(), session.count(CaseQuery())) == (0, 1)

    def test_a_hosts_transaction_goes_on_after_a_refusal(self, joined: Host, storage: Storage) -> None:
        """What the host did before, and what is saved afterwards, is committed."""
        assert isinstance(storage, JoinsHost)
        with joined.begin() as transaction:
            joined.mark(transaction)
            with pytest.raises(Refused), storage.join(transaction):
                raise Refused((Objection("full", "No place is left.", {}),))
            self._save(storage, transaction, sample(Case))
        with storage.begin(read_only=True) as session:
            assert (joined.marks(), session.count(CaseQuery())) == (1, 1)

    def test_a_session_ends_before_the_hosts_transaction(self, joined: Host, storage: Storage) -> None:
        """Using it afterwards is a `StorageError`."""
        assert isinstance(storage, JoinsHost)
        with joined.begin() as transaction:
            with storage.join(transaction) as session:
                (case,) = session.save(sample(Case, guidance_from=DAY))
            with pytest.raises(StorageError):
                session.get(Case, case.id)

    def _save(self, storage: Storage, transaction: Any, *records: Any) -> None:
        assert isinstance(storage, JoinsHost)
        with storage.join(transaction) as session:
            session.save(*records)
