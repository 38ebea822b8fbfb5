"""What a verb costs as the store grows, on SQLite: lending with 1,000 and with 1,000,000 loans stored, in turns.

Run: python tests/benchmarks/growing.py [many] [rounds]. The store is filled by saving in bulk, whose rate is printed.
Prints the ratio of the medians, and the memory that reading everything in pages takes at most.
"""

from __future__ import annotations

import datetime as dt
import functools
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from alone import PLUGINS

import digicase
from digicase import Loan
from digicase.casework.unit import Unit
from digicase.testing.samples import sample

TODAY = dt.date(2026, 11, 24)
BATCH = 10_000
READ = f"""
import sys, digicase
from digicase.domain.record import every
from digicase.exchange.copying import pages
def most():  # of this program alone: ru_maxrss counts what its parent had, too
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
gent = digicase.open(sys.argv[1], block={PLUGINS})
empty = most()
number = sum(len(page) for page in pages(gent._storage, every(digicase.Loan)))
print(number, empty // 1024, most() // 1024)
"""


def opened(path: Path) -> digicase.Digicase:
    return digicase.open(f"sqlite:///{path}?synchronous=NORMAL", today=lambda: TODAY, block=PLUGINS)


def save(loans: list[Loan], unit: Unit) -> None:
    unit.session.save(*loans)


def fill(path: Path, number: int) -> float:
    """Store loans that have ended; return how many a second."""
    with opened(path) as gent:
        start = time.perf_counter()
        for _ in range(0, number, BATCH):
            size = min(BATCH, number)
            loans = [sample(Loan, package=uuid4(), case=uuid4(), returned_on=TODAY) for _ in range(size)]
            gent.run(functools.partial(save, loans))
        return number / (time.perf_counter() - start)


def lend(gent: digicase.Digicase, n: int) -> float:
    """Lend a new package to a new case; return the seconds that lending took."""
    with gent.begin() as work:
        package = work.packages.register(f"P{n}", device="laptop", model="x", acquired_on=TODAY)
        case = work.cases.open(f"J{n}", consultant="C", guidance_from=TODAY)
    start = time.perf_counter()
    gent.loans.lend(package, to=case)
    return time.perf_counter() - start


def main() -> None:
    """Fill, lend, read."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as folder:
        small, big = Path(folder) / "small.db", Path(folder) / "big.db"
        fill(small, 1_000)
        print(f"filled with {many} loans: {fill(big, many):.0f} a second")
        with opened(small) as few, opened(big) as all_of_them:
            taken = [(lend(all_of_them, n), lend(few, n)) for n in range(rounds + 10)][10:]
        slow, fast = (statistics.median(times) for times in zip(*taken, strict=True))
        print(f"lending with {many} loans stored, against 1,000: {slow / fast:.2f} times")
        done = subprocess.run(
            [sys.executable, "-c", READ, f"sqlite:///{big}"], capture_output=True, text=True, check=True
        )
        number, empty, most = map(int, done.stdout.split())
        print(f"reading {number} loans in pages: at most {most} MB, {most - empty} MB above an open store")


if __name__ == "__main__":
    main()
