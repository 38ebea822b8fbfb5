"""A process that works until it is stopped, and says of every commit that it was acknowledged.

Run: python tests/faults/worker.py URL PREFIX NUMBER. It prints a reference per commit, or the error that ended it; and,
where that came after it had opened the store, what it still reads there.
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


def look(gent: digicase.Digicase) -> str:
    """Read what a host shows, a list, a feed and a report, and return how much there is in each."""
    feed = gent.calendars.export("consultant", "C-1")
    shown = len(gent.cases.search()), feed.count(b"BEGIN:VEVENT"), gent.check().read["loan"]
    return f"list, feed and report show {', '.join(map(str, shown))}"


def main(url: str, prefix: str, number: str) -> None:
    """Work, and acknowledge; say what went wrong in one line."""
    try:
        with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
            work_on(gent, prefix, int(number))
    except digicase.DigicaseError as error:
        tell(error)


def work_on(gent: digicase.Digicase, prefix: str, number: int) -> None:
    """Work until something goes wrong, then look around."""
    for n in range(number):
        reference = f"{prefix}-{n}"
        try:
            work(gent, reference)
        except digicase.DigicaseError as error:
            tell(error)
            print(look(gent), flush=True)
            return
        print(reference, flush=True)


def tell(error: digicase.DigicaseError) -> None:
    """Say what went wrong."""
    print("error", type(error).__name__, str(error).replace("\n", " "), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
