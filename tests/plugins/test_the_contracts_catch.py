"""The contracts of offers are worth something: each fails an offer with a small fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def verdict() -> str:
    command = [sys.executable, "-m", "pytest", "tests/plugins/broken_offers.py", "-q", "--tb=no", "-rf"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100).stdout


@pytest.mark.parametrize(
    "caught",
    [
        "TestAnsweringChannel::test_sending_answers_nothing",
        "TestChannel::test_who_cannot_be_reached_is_undeliverable",
        "TestExporter::test_the_same_calendar_gives_the_same_bytes",
        "TestFramework::test_codes_are_unique",
        "TestAdviser::test_without_answers_it_does_not_pretend",
        "TestClosingDays::test_both_ends_of_a_period_count",
    ],
)
def test_a_fault_is_caught(verdict: str, caught: str) -> None:
    assert f"FAILED tests/plugins/broken_offers.py::{caught}" in verdict
