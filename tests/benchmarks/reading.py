"""Reading 10,000 appointments from SQLite to values: digicase against raw rows made into the same values by hand.

Run: python tests/benchmarks/reading.py [rounds]. Prints the median ratio of the times taken.
"""

from __future__ import annotations

import datetime as dt
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

import digicase
from digicase import Appointment, AppointmentQuery
from digicase.domain.appointments import AppointmentState
from digicase.testing.samples import sample

NUMBER = 10_000


def fill(path: Path) -> None:
    """Store the appointments."""
    with digicase.open(f"sqlite:///{path}", block=PLUGINS) as gent:
        made = [sample(Appointment, zitdag=uuid4(), case=uuid4(), about=("cv_letter",)) for _ in range(NUMBER)]
        gent.run(lambda unit: unit.session.save(*made))


def by_hand(path: Path) -> list[Any]:
    """Read rows and make each into a value, every column spelled out."""
    connection = sqlite3.connect(path)
    rows = connection.execute('SELECT * FROM digicase_appointment ORDER BY "on", at, id')
    made: Any = Appointment  # without telling the types of ids apart, as somebody would by hand
    found = [
        made(
            id=UUID(row[0]),
            version=row[1],
            zitdag=UUID(row[2]),
            case=UUID(row[3]),
            on=dt.date.fromisoformat(row[4]),
            at=dt.time.fromisoformat(row[5]),
            minutes=row[6],
            coach=row[7],
            location=row[8],
            consultant=row[9],
            accompanied_by=row[10],
            about=tuple(json.loads(row[11])),
            walk_in=bool(row[12]),
            state=AppointmentState(row[13]),
            consultant_came=None if row[14] is None else bool(row[14]),
            practised=tuple(json.loads(row[15])),
            next_step=row[16],
            reported_on=None if row[17] is None else dt.date.fromisoformat(row[17]),
            answered_on=None if row[18] is None else dt.date.fromisoformat(row[18]),
            sequence=row[19],
            changed_at=dt.datetime.fromisoformat(row[20]).replace(tzinfo=dt.UTC),
        )
        for row in rows
    ]
    connection.close()
    return found


def main() -> None:
    """Read in rounds of random order."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        fill(path)
        gent = digicase.open(f"sqlite:///{path}", block=PLUGINS)
        readers: dict[str, Callable[[], Any]] = {
            "raw rows, by hand": lambda: by_hand(path),
            "digicase": lambda: gent.find(AppointmentQuery()),
        }
        assert readers["digicase"]() == readers["raw rows, by hand"]()
        taken: dict[str, list[float]] = {name: [] for name in readers}
        for _ in range(rounds):
            for name in random.sample(list(readers), len(readers)):
                start = time.perf_counter()
                readers[name]()
                taken[name].append(time.perf_counter() - start)
        gent.close()
    floor = taken["raw rows, by hand"]
    print(f"{NUMBER} appointments from SQLite, {rounds} rounds")
    for name, times in taken.items():
        ratio = statistics.median(own / least for own, least in zip(times, floor, strict=True))
        print(f"  {name:<18}{statistics.median(times) * 1000:>7.0f} ms  {ratio:.2f} times by hand")


if __name__ == "__main__":
    main()
