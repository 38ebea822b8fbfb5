"""The contract is worth something: it passes a sound backend and fails every one with a small fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.storage.broken import FAULTS

from digicase.testing.racing import RacingContract

ROOT = Path(__file__).parent.parent.parent
SLOW = [
    *(name for name in vars(RacingContract) if name.startswith("test_")),
    "keeps_every_value",
    "matches_in_its_order",
    "memory_backend",
]
QUICK = " and ".join(f"not {name}" for name in [*SLOW, "pages_follow", "count_gives_how_many"])
CHOSEN = f"({QUICK}) or (TestLosesRaces and one_of_many_changes)"


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
    command = [sys.executable, "-m", "pytest", f"tests/storage/{file}", "-q", "--tb=no", "-rf", "-k", chosen]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100).stdout


@pytest.fixture(scope="module")
def verdict() -> str:
    return verdict_on("broken.py", CHOSEN)


@pytest.fixture(scope="module")
def verdict_on_promises() -> str:
    return verdict_on("broken_promises.py", PROMISES)


def test_there_are_faults_enough() -> None:
    assert len(FAULTS) >= 15


@pytest.mark.parametrize("fault", [*FAULTS, "KeepsAll"])
def test_a_fault_is_caught(verdict: str, fault: str) -> None:
    assert f"FAILED tests/storage/broken.py::Test{fault}::" in verdict


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
