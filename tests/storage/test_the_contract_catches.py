"""The contract is worth something: it passes a sound backend and fails every one with a small fault."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tests.storage.broken import FAULTS, LocksForGood

from digicase.domain.equipment import Item
from digicase.domain.feedback import Note
from digicase.domain.record import evolve
from digicase.testing import StorageContract, patience
from digicase.testing.racing import RacingContract
from digicase.testing.records import hold_same
from digicase.testing.samples import sample, stored

ROOT = Path(__file__).parent.parent.parent
SLOW = [
    *(name for name in vars(RacingContract) if name.startswith("test_")),
    "keeps_every_value",
    "matches_in_its_order",
    "memory_backend",
    "every_unique_key",
    "large_transaction",
    "limit_of_their_own",
]
QUICK = " and ".join(f"not {name}" for name in [*SLOW, "pages_follow", "count_gives_how_many"])
SLOWLY_FOUND = {
    "LosesRaces": "one_of_many_changes",
    "KeepsOnlyTheFirstKey": "every_unique_key",
    "CommitsAThousand": "large_transaction",
    "FindsAThousand": "limit_of_their_own",
    "CountsAThousand": "limit_of_their_own",
}
CHOSEN = " or ".join([f"({QUICK})", *(f"(Test{fault} and {promise})" for fault, promise in SLOWLY_FOUND.items())])

CARELESS = {
    "WritesWhenClosed": "test_what_was_committed_lasts_though_nobody_closed_the_store",
    "LooksOnce": "test_two_openings_see_each_others_commits",
    "LocksOnlyOtherProcessesOut": "test_two_openings_lose_no_change",
    "LeavesItsLock": "test_a_process_that_dies_leaves_nothing_behind",
    "WritesAtOnce": "test_a_process_that_dies_leaves_nothing_behind",
    "MakesOneAnyhow": "test_no_store_is_made_where_none_may_be",
    "MakesItAnew": "test_what_is_there_is_kept_when_it_is_opened",
}
"""What does not mind who else opens its folder, and by which promise it is found out."""


PROMISES = "lasts or processes_lose or a_hosts or the_hosts"
BROKEN_PROMISES = {
    "ForgetsOnReopening": "test_what_was_committed_lasts",
    "KeepsWhatWasUndone": "test_what_was_rolled_back_never_lasts",
    "SeesNoOtherProcess": "test_processes_lose_no_change",
    "LocksNoOtherProcessOut": "test_processes_lose_no_change",
    "CommitsForTheHost": "test_a_hosts_rows_and_ours_are_rolled_back_together",
    "WorksBesideTheHost": "test_a_hosts_rows_and_ours_are_rolled_back_together",
    "UndoesWhatTheHostDid": "test_a_hosts_transaction_goes_on_after_a_refusal",
}
"""What declares a capability that it has not, and by which promise it is found out."""


def verdict_on(file: str, chosen: str) -> str:
    """Run a part of the contract on the faulty backends of a file at once; return what pytest reports."""
    command = [sys.executable, "-m", "pytest", f"tests/storage/{file}", "-q", "--tb=no", "-rfE", "-k", chosen]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300).stdout


@pytest.fixture(scope="module")
def verdict() -> str:
    return verdict_on("broken.py", CHOSEN)


@pytest.fixture(scope="module")
def verdict_on_promises() -> str:
    return verdict_on("broken_promises.py", PROMISES)


@pytest.fixture(scope="module")
def verdict_on_folders() -> str:
    """Run on each careless backend the promise that it breaks; return what pytest reports."""
    chosen = " or ".join(f"(Test{fault} and {promise})" for fault, promise in CARELESS.items())
    command = [sys.executable, "-m", "pytest", "tests/storage/broken_folders.py", "-q", "--tb=no", "-rfE", "-k", chosen]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300).stdout


def test_there_are_faults_enough() -> None:
    assert len(FAULTS) >= 15


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught(verdict: str, fault: str) -> None:
    assert f"FAILED tests/storage/broken.py::Test{fault}::" in verdict


def test_a_lock_that_an_error_leaves_is_told_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.1)
    storage = LocksForGood()
    with suppress(ZeroDivisionError), storage.begin():
        raise ZeroDivisionError
    with pytest.raises(pytest.fail.Exception, match=r"still waiting after 0\.1 seconds: give a writer's lock back"):
        stored(storage, sample(Item))


def test_a_misspelt_declaration_is_told() -> None:
    with pytest.raises(TypeError, match="declares durables, multiprocess; what a storage can declare is durable, "):
        type("TestMine", (StorageContract,), {"durables": True, "multiprocess": True})


def test_what_differs_in_a_long_record_is_told() -> None:
    note = sample(Note, text="é" * 70_000)
    with pytest.raises(AssertionError, match=r"^Note\.text was saved as 'é+'\.\.\. of 70000 characters and read as"):
        hold_same(evolve(note, text=note.text[:65535]), note)


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "promise"), CARELESS.items())
def test_who_does_not_mind_others_is_caught(verdict_on_folders: str, fault: str, promise: str) -> None:
    assert f"FAILED tests/storage/broken_folders.py::Test{fault}::{promise}" in verdict_on_folders


def test_a_sound_backend_passes(verdict: str) -> None:
    assert " passed" in verdict
    assert "TestSound" not in verdict


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "promise"), BROKEN_PROMISES.items())
def test_a_capability_that_is_only_declared_is_caught(verdict_on_promises: str, fault: str, promise: str) -> None:
    assert f"FAILED tests/storage/broken_promises.py::Test{fault}::{promise}" in verdict_on_promises


@pytest.mark.slow
def test_capabilities_that_are_there_pass(verdict_on_promises: str) -> None:
    assert " passed" in verdict_on_promises
    assert "TestSoundPromises" not in verdict_on_promises
