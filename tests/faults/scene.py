"""A store to be hurt, a worker to be stopped, and what must hold of both afterwards."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from tests.faults.worker import TODAY

import digicase
from digicase import CaseQuery

WORKER = Path(__file__).parent / "worker.py"


def set_up(url: str) -> None:
    """Make a store with a zitdag that has places for everybody."""
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        hours = {"starts": dt.time(9), "ends": dt.time(12)}
        days = {"first": dt.date(2026, 12, 1), "last": dt.date(2026, 12, 1)}
        gent.zitdagen.plan("x", location="L", weekdays=["TU"], coach="K", places=1000, **days, **hours)  # type: ignore[arg-type]  # by name


def command(url: str, prefix: str, number: int = 10_000, before: Sequence[str] = ()) -> list[str]:
    return [*before, sys.executable, str(WORKER), url, prefix, str(number)]


def run(url: str, prefix: str, number: int, before: Sequence[str] = ()) -> list[str]:
    """Let a worker work, which must not crash, and return the lines that it said."""
    done = subprocess.run(
        command(url, prefix, number, before), capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout.splitlines()


def holds(url: str, acknowledged: Collection[str]) -> None:
    """Hold that all that was acknowledged is stored, and that nothing is stored by halves."""
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        stored = {case.reference for case in gent.find(CaseQuery())}
        assert set(acknowledged) - stored == set()
        report = gent.check()
        assert report.ok, str(report)
