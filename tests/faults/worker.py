"""A process that works until it is stopped, and says of every commit that it was acknowledged.

Run: python tests/faults/worker.py URL PREFIX NUMBER. It prints a reference per commit, or the error that ended it.
"""

from __future__ import annotations

import datetime as dt
import sys

import digicase

TODAY = dt.date(2026, 11, 24)
SHAPE = {"device": "laptop", "model": "L15", "acquired_on": dt.date(2024, 3, 28)}


def work(gent: digicase.Digicase, reference: str) -> None:
    """Do in one transaction what touches many kinds: a case, a package, its loan, an appointment."""
    with gent.begin() as unit:
        case = unit.cases.open(reference, consultant="C-1", guidance_from=TODAY)
        package = unit.packages.register(reference, **SHAPE)  # type: ignore[arg-type]  # the shape of a package
        unit.loans.lend(package, to=case)
        unit.appointments.book(case, unit.find(digicase.ZitdagQuery())[0], at=dt.time(9))


def main(url: str, prefix: str, number: str) -> None:
    """Work, and acknowledge."""
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        for n in range(int(number)):
            reference = f"{prefix}-{n}"
            try:
                work(gent, reference)
            except digicase.DigicaseError as error:
                print("error", type(error).__name__, str(error).replace("\n", " "), flush=True)
                return
            print(reference, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
