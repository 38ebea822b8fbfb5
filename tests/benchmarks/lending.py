"""Lending at scale on SQLite: what is free over a year, and what is overdue, among many packages and past loans.

Run: python tests/benchmarks/lending.py [packages] [past loans] [rounds]. Prints the number of statements, the rows that
they give, and the time against the same questions asked by hand in sqlite3, as ratios of medians within one run.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from alone import PLUGINS
from recording import recorded

import digicase
from digicase import Loan, Package
from digicase.casework.unit import Unit
from digicase.testing.samples import sample

TODAY = dt.date(2026, 11, 24)
LAST = dt.date(2027, 11, 23)
BATCH = 10_000


def save(records: list[Any], unit: Unit) -> None:
    unit.session.save(*records)


def fill(gent: digicase.Digicase, packages: int, loans: int) -> None:
    """Store packages, four in five on loan and a few of them overdue, and loans that have ended."""
    for start in range(0, packages, BATCH):
        made, out = [], []
        for n in range(start, min(start + BATCH, packages)):
            lent = n % 5 != 0
            device = digicase.DeviceKind.LAPTOP if n % 2 else digicase.DeviceKind.TABLET
            state = digicase.PackageState.ON_LOAN if lent else digicase.PackageState.AVAILABLE
            package = Package(id=uuid4(), label=f"DP-{n:06}", device=device, state=state)  # type: ignore[arg-type]  # any UUID will do
            made.append(package)
            if lent:
                due_on = TODAY + dt.timedelta(days=n % 200 - (10 if n % 100 == 1 else 0))
                out.append(sample(Loan, package=package.id, case=uuid4(), device=device, due_on=due_on))
        gent.run(functools.partial(save, [*made, *out]))
    for start in range(0, loans, BATCH):
        size = min(BATCH, loans - start)
        device = digicase.DeviceKind.LAPTOP
        past = [sample(Loan, package=uuid4(), case=uuid4(), device=device, returned_on=TODAY) for _ in range(size)]
        gent.run(functools.partial(save, past))


FIELDS = tuple(digicase.kind_of(Loan).fields)
COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
LISTS = ("items", "left_without", "handed_over", "extensions", "overrides", "swaps", "came_back")
FREE = (
    "SELECT count(*) FROM digicase_package WHERE device = 'laptop' AND state = 'available'",
    "SELECT due_on, count(*) FROM digicase_loan WHERE returned_on IS NULL AND device = 'laptop' "
    f"AND due_on >= '{TODAY}' AND due_on < '{LAST}' GROUP BY due_on",
    "SELECT \"first\", until FROM digicase_reservation WHERE ended_on IS NULL AND device = 'laptop' "
    f"AND until >= '{TODAY}' ORDER BY \"first\", id",
)
OVERDUE = (f"SELECT {COLUMNS} FROM digicase_loan WHERE returned_on IS NULL AND due_on < '{TODAY}' ORDER BY due_on, id",)


def by_hand(connection: sqlite3.Connection, statements: tuple[str, ...]) -> int:
    """Ask by hand, and make values of the rows of loans; return how many rows there were."""
    number = 0
    for statement in statements:
        rows = connection.execute(statement).fetchall()
        number += len(rows)
        if COLUMNS in statement:
            [loan_by_hand(row) for row in rows]
    return number


def loan_by_hand(row: tuple[Any, ...]) -> Loan:
    made: Any = Loan  # without telling the types of ids apart, as somebody would by hand
    values = dict(zip(FIELDS, row, strict=True))
    for name in ("id", "package", "case"):
        values[name] = UUID(values[name])
    for name in ("lent_on", "nominal_due_on", "due_on"):
        values[name] = dt.date.fromisoformat(values[name])
    for name in LISTS:
        values[name] = tuple(json.loads(values[name]))
    values["device"], values["provisional"] = digicase.DeviceKind(values["device"]), bool(values["provisional"])
    result: Loan = made(**values)
    return result


def main() -> None:
    """Fill, then ask in turns."""
    packages, loans, rounds = given()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        url = f"sqlite:///{path}?synchronous=NORMAL"
        with digicase.open(url, today=lambda: TODAY, block=PLUGINS) as gent:
            fill(gent, packages, loans)
            print(f"{packages} packages, {loans} past loans, {rounds} rounds")
            raw = sqlite3.connect(path)
            for name, ours, theirs in (
                ("free over a year", lambda: gent.reservations.availability("laptop", TODAY, LAST), FREE),
                ("overdue today", gent.loans.overdue, OVERDUE),
            ):
                compare(name, ours, functools.partial(by_hand, raw, theirs), rounds)
            raw.close()


def compare(name: str, ours: Callable[[], Any], by_hand: Callable[[], int], rounds: int) -> None:
    with recorded() as sent:
        ours()
    taken: dict[str, list[float]] = {"ours": [], "hand": []}
    for _ in range(rounds):
        for who, ask in random.sample([("ours", ours), ("hand", by_hand)], 2):
            start = time.perf_counter()
            ask()
            taken[who].append(time.perf_counter() - start)
    mine, theirs = (statistics.median(taken[who]) for who in ("ours", "hand"))
    print(
        f"  {name:<18}{len(sent)} statements, {by_hand()} rows, {mine * 1000:.1f} ms: {mine / theirs:.2f} times by hand"
    )


def given() -> tuple[int, int, int]:
    told = [int(each) for each in sys.argv[1:4]]
    packages, loans, rounds = (*told, *(100_000, 1_000_000, 31)[len(told) :])
    return packages, loans, rounds


if __name__ == "__main__":
    main()
