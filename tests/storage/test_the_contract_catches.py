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


@pytest.fixture(scope="module")
def verdict() -> str:
    """Run the quick part of the contract on all faulty backends at once; return what pytest reports."""
    command = [sys.executable, "-m", "pytest", "tests/storage/broken.py", "-q", "--tb=no", "-rf", "-k", CHOSEN]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100).stdout


def test_there_are_faults_enough() -> None:
    assert len(FAULTS) >= 15


@pytest.mark.parametrize("fault", [*FAULTS, "KeepsAll"])
def test_a_fault_is_caught(verdict: str, fault: str) -> None:
    assert f"FAILED tests/storage/broken.py::Test{fault}::" in verdict


def test_a_sound_backend_passes(verdict: str) -> None:
    assert " passed" in verdict
    assert "TestSound" not in verdict
