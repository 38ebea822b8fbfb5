"""What a person's timeline and erasure touch in a store of a million records, on SQLite: statements and rows.

Run: python tests/benchmarks/forgetting.py [many]. The store is filled with that many loans and journal lines of others.
Prints the statements of a timeline of 1,000 entries, and how many rows an erasure touches, with how many statements.
"""

from __future__ import annotations

import datetime as dt
import functools
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from alone import PLUGINS
from recording import recorded

import digicase
from digicase import JournalEntry, Loan
from digicase.casework.unit import Unit
from digicase.domain.ids import JournalEntryId
from digicase.testing.samples import sample

TODAY = dt.date(2026, 11, 24)
MOMENT = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
BATCH = 10_000
ENTRIES = 1_000


def save(records: list[object], unit: Unit) -> None:
    unit.session.save(*records)


def entry(case: object) -> JournalEntry:
    """Return a line of the journal."""
    return JournalEntry(
        id=JournalEntryId(uuid4()),
        at=MOMENT,
        actor="C-04",
        event="PackageLent",
        subject=uuid4(),
        case=case,  # type: ignore[arg-type]  # the id of a case
        data={"on": "2026-11-24", "due_on": "2027-05-24"},
    )


def fill(gent: digicase.Digicase, number: int) -> None:
    """Store half that many loans of others, and half that many of their lines in the journal."""
    for _ in range(0, number, 2 * BATCH):
        size = min(BATCH, number // 2)
        loans = [sample(Loan, package=uuid4(), case=uuid4(), returned_on=TODAY) for _ in range(size)]
        gent.run(functools.partial(save, [*loans, *(entry(loan.case) for loan in loans)]))


def counted(call: Callable[[], object]) -> tuple[int, float]:
    """Return how many statements a call sends, and how many seconds it takes."""
    with recorded() as sent:
        begun = time.perf_counter()
        call()
        took = time.perf_counter() - begun
    return len(sent), took


def lived(gent: digicase.Digicase, reference: str) -> digicase.Case:
    """Let a person leave a file of a loan, notes, an assessment and a thousand lines, which is closed."""
    case = gent.cases.open(reference, consultant="C-04", guidance_from=TODAY)
    gent.packages.register(f"P-{reference}", device="laptop", model="x", acquired_on=TODAY)
    gent.assessments.record(case, {"F1": 1}, source="self")
    gent.loans.take_back(gent.loans.lend(f"P-{reference}", to=case))
    for number in range(10):
        gent.feedback.write(case, f"note {number}")
    there = gent.count(digicase.JournalQuery(case=case.id))
    gent.run(functools.partial(save, [entry(case.id) for _ in range(ENTRIES - there - 1)]))
    return gent.cases.close(case, outcome="moved")


def told_and_forgotten(path: Path, number: int) -> None:
    """Fill a store, tell a person's timeline, and erase them."""
    day = [TODAY]
    retention = digicase.RetentionPolicy((digicase.RetentionRule(keep="0 days"),))
    url = f"sqlite:///{path}?synchronous=NORMAL"
    with digicase.open(url, today=lambda: day[0], retention=retention, block=PLUGINS) as gent:
        fill(gent, number)
        case = lived(gent, "J-0001")
        statements, took = counted(lambda: gent.cases.timeline(case))
        lines = len(gent.cases.timeline(case))
        print(f"{number} records: timeline of {lines} entries in {statements} statements, {took * 1000:.0f} ms")
        day[0] = TODAY + dt.timedelta(days=2)
        would = gent.privacy.erase(case, dry_run=True)
        statements, took = counted(lambda: gent.privacy.erase(case))
        print(
            f"{number} records: erasing touched {would.total} rows of that person "
            f"({sum(would.removed.values())} gone, {would.rewritten} rewritten), "
            f"{statements} statements, {took * 1000:.0f} ms"
        )


def main() -> None:
    """Fill, tell, forget; in a small store and in a big one."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for number in (1_000, many):
            told_and_forgotten(Path(folder) / f"{number}.db", number)


if __name__ == "__main__":
    main()
