"""What a storage promises beyond one process, where it declares so: durability, processes, a host's transactions."""

from __future__ import annotations

import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import Any, Protocol

import pytest

from digicase.app import Digicase
from digicase.domain.cases import Case, CaseQuery
from digicase.errors import Duplicate, Objection, Refused, StaleWrite, StorageError
from digicase.opening import open
from digicase.ports import JoinsHost, Storage
from digicase.testing.patience import in_time
from digicase.testing.racing import RACERS, race
from digicase.testing.samples import DAY, read, sample, stored

CAPABILITIES = ("durable", "multi_process", "creates", "joins_host_transaction")

PROCESSES, ROUNDS = 4, 5
END = 120
"""For how many seconds a process may last."""

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
DIE = """
import os, sys, digicase
from digicase.testing.samples import sample
gent = digicase.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
def die(unit):
    unit.session.save(sample(digicase.Case))
    print("saved", flush=True)
    os._exit(0)
gent.run(die)
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


def run_together(script: str, url: str, *arguments: str, processes: int = PROCESSES) -> list[str]:
    """Run a script in several processes that start together, and return what each said last."""
    command = [sys.executable, "-c", script, url, *arguments]
    pipe = subprocess.PIPE
    with ExitStack() as ending:
        running = []
        for _ in range(processes):
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
            ending.enter_context(process)
            ending.callback(process.kill)
            running.append(process)
        for process in running:
            assert process.stdout is not None
            if process.stdout.readline() != "ready\n":
                pytest.fail(f"a process could not open the store: {last_line(process.communicate(timeout=END)[1])}")
        for process in running:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return sorted(said(process) for process in running)


def said(process: subprocess.Popen[str]) -> str:
    """Return what a process said until its end, which must be a good one."""
    try:
        out, errors = process.communicate(timeout=END)
    except subprocess.TimeoutExpired:
        pytest.fail(f"a process had not ended after {END} seconds: give a writer's lock back when its block ends")
    if process.returncode:
        pytest.fail(f"a process died: {last_line(errors)}")
    return out.strip()


def last_line(errors: str) -> str:
    """Return the last line of what a process complained of."""
    return (errors.strip().splitlines() or ["it said nothing"])[-1]


def change(gent: Digicase, case: Case) -> Any:
    """Change a case, again and again until nobody else came between; return it as stored."""
    for _ in range(100):
        try:
            return gent.run(lambda unit: unit.session.save(unit.session.get(Case, case.id))[0])
        except StaleWrite:
            continue
    pytest.fail("a hundred tries were not enough: a lost race must be won some time")


def is_refused(url: str) -> bool:
    """Tell whether a store that may not be made is refused as it should be."""
    try:
        open(url, create=False).close()
    except StorageError:
        return True
    return False


class CapabilityContract:
    """What holds only where it is declared."""

    durable = False
    """What was committed is there when the store is opened again; needs the fixture `url`."""

    multi_process = False
    """Several processes may work on the store at once; needs the fixture `url`."""

    creates = False
    """Opening makes a store where there is none, unless `create=False`; needs `url`, where there is none at first."""

    joins_host_transaction = False
    """The storage can `join` a transaction of the host's; needs the fixture `host`."""

    def __init_subclass__(cls, **rest: Any) -> None:
        """Refuse a declaration that nothing reads."""
        super().__init_subclass__(**rest)
        flags = [name for name, value in vars(cls).items() if isinstance(value, bool) and not name.startswith("_")]
        if unknown := sorted(set(flags) - set(CAPABILITIES)):
            known = ", ".join(CAPABILITIES)
            raise TypeError(f"{cls.__name__} declares {', '.join(unknown)}; what a storage can declare is {known}")

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
    def new(self, request: pytest.FixtureRequest) -> str:
        """Give the URL of a store that is not there yet."""
        declared(self, "creates")
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

    def test_what_was_committed_lasts_though_nobody_closed_the_store(self, lasting: str, storage: Storage) -> None:
        """It is there for another who opens it, while the first still has it open."""
        stored(storage, sample(Case))
        with open(lasting) as gent:
            assert gent.count(CaseQuery()) == 1, "what was committed is not there before the store is closed"

    def test_processes_lose_no_change(self, shared: str, storage: Storage) -> None:
        """When several change one record again and again, it is changed exactly as often."""
        (case,) = stored(storage, sample(Case, reference="J-1"))
        run_together(ADD, shared, str(ROUNDS))
        lost = case.version + PROCESSES * ROUNDS - read(storage, case).version
        assert lost == 0, f"{lost} of {PROCESSES * ROUNDS} changes that {PROCESSES} processes made are lost"

    def test_one_of_many_processes_gets_a_unique_key(self, shared: str) -> None:
        """When all open a case with one reference, one has it and the others are told."""
        told = run_together(OPEN, shared)
        expected = ["opened"] + ["reference_taken"] * (PROCESSES - 1)
        assert told == expected, f"{told.count('opened')} of {PROCESSES} processes got a key that only one can have"

    def test_a_process_that_dies_leaves_nothing_behind(self, shared: str, storage: Storage) -> None:
        """Neither what it saved in a block that it never ended, nor a lock that the next writer waits for."""
        assert run_together(DIE, shared, processes=1) == ["saved"]
        with storage.begin(read_only=True) as session:
            assert session.count(CaseQuery()) == 0, "what a process saved is there, though it died in its block"
        with in_time("a process that dies must take its lock along"):
            stored(storage, sample(Case))

    def test_two_openings_see_each_others_commits(self, shared: str, storage: Storage) -> None:
        """Each reads what the other committed last, in one process as in two."""
        (case,) = stored(storage, sample(Case))
        unseen = "what one opening committed the other does not see"
        with open(shared) as gent:
            for _ in range(2):
                assert gent.get(Case, case.id) == case, unseen
                changed = change(gent, case)
                assert read(storage, case) == changed, unseen
                (case,) = stored(storage, changed)

    def test_two_openings_lose_no_change(self, shared: str, storage: Storage) -> None:
        """Threads of one process that work by two openings keep each other out."""
        (case,) = stored(storage, sample(Case))
        with open(shared) as one, open(shared) as other:
            race(lambda number: [change((one, other)[number % 2], case) for _ in range(ROUNDS)])
        lost = case.version + RACERS * ROUNDS - read(storage, case).version
        assert lost == 0, f"{lost} of {RACERS * ROUNDS} changes by two openings in one process are lost"

    def test_no_store_is_made_where_none_may_be(self, new: str) -> None:
        """`create=False` is a `StorageError` where there is no store, and there is none afterwards."""
        assert is_refused(new), "create=False must be a StorageError where there is no store"
        assert is_refused(new), "create=False must not make a store"

    @pytest.mark.parametrize("create", [None, False, True])
    def test_what_is_there_is_kept_when_it_is_opened(self, new: str, storage: Storage, create: bool | None) -> None:
        """Whatever `create` says."""
        (case,) = stored(storage, sample(Case))
        storage.close()
        with open(new, create=create) as gent:
            assert gent.count(CaseQuery()) == 1, f"opening with create={create} has lost what was there"
            assert gent.get(Case, case.id) == case

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
