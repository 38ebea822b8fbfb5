"""Loans per second on SQLite: digicase against its own statements in raw sqlite3.

Run: python tests/benchmarks/lending_rate.py [rounds]. Prints medians as ratios to raw sqlite3, at FULL and NORMAL, each
ratio taken within a round. Raw sqlite3 replays the very statements that digicase sends for each loan, with parameters
computed beforehand, as in booking.py.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from recording import Statement, recorded
from scene import PRAGMAS, open_store

import digicase

LOANS, WARM = 160, 10
DAY = dt.date(2026, 1, 1)


def set_up(path: Path, durability: str) -> list[list[Statement]]:
    """Fill a file with packages and cases, and let digicase lend in a copy of it to see what it sends per loan."""
    with open_store(path, durability) as gent, gent.begin() as work:
        for n in range(LOANS):
            work.packages.register(f"P{n}", device="laptop", model="x", acquired_on=DAY, dongle=f"D{n}")
            work.cases.open(f"J{n}", consultant="C", guidance_from=DAY)
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    with open_store(copy, "OFF") as gent:
        return [_sent(gent, n) for n in range(LOANS)]


def _sent(gent: digicase.Digicase, n: int) -> list[Statement]:
    with recorded() as sent:
        gent.loans.lend(f"P{n}", to=f"J{n}")
    return sent


def ours(path: Path, durability: str, _: list[list[Statement]]) -> Callable[[int], object]:
    gent = open_store(path, durability)
    return lambda n: gent.loans.lend(f"P{n}", to=f"J{n}")


def raw(path: Path, durability: str, sent: list[list[Statement]]) -> Callable[[int], object]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (*PRAGMAS, f"synchronous={durability}"):
        connection.execute(f"PRAGMA {pragma}")

    def lend(n: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters, many in sent[n]:
            cursor = (connection.executemany if many else connection.execute)(statement, parameters)
            if statement.startswith("SELECT"):
                cursor.fetchall()
        connection.execute("COMMIT")

    return lend


PEERS = {"raw sqlite3": raw, "digicase": ours}


def measure(peer: str, durability: str) -> float:
    """Return loans per second on a fresh file, the first ones left out as a warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        lend = PEERS[peer](path, durability, set_up(path, durability))
        for n in range(WARM):
            lend(n)
        start = time.perf_counter()
        for n in range(WARM, LOANS):
            lend(n)
        taken = time.perf_counter() - start
        (lent,) = sqlite3.connect(path).execute("SELECT count(*) FROM digicase_loan").fetchone()
        assert lent == LOANS, lent
    return (LOANS - WARM) / taken


def main() -> None:
    """Measure in rounds of random order, so that noise falls on both alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for durability in ("FULL", "NORMAL"):
        found: dict[str, list[float]] = {name: [] for name in PEERS}
        for _ in range(rounds):
            for name in random.sample(list(PEERS), len(PEERS)):
                found[name].append(measure(name, durability))
        ratios = [mine / floor for mine, floor in zip(found["digicase"], found["raw sqlite3"], strict=True)]
        print(
            f"synchronous={durability}: {rounds} rounds of {LOANS - WARM} loans, "
            f"{statistics.median(found['digicase']):.0f}/s, {statistics.median(ratios):.2f} of raw "
            f"({min(ratios):.2f} to {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main()
