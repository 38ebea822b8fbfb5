"""What tests of a whole house share: the day it is, and people and zitdagen to work with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import digicase
from digicase.nouns import Nouns

TODAY = dt.date(2026, 11, 24)


class Clock:
    """A clock that stands still until it is set; noon of a day, in Brussels."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> dt.date:
        return self.today


def refused(call: Callable[[], object]) -> tuple[str, ...]:
    """Return the codes with which a call is refused, which it must be."""
    with pytest.raises(digicase.Refused) as found:
        call()
    return found.value.codes


def inspected(gent: Nouns, package: digicase.Package | str, **answers: bool) -> digicase.Package:
    """Inspect everything that is to be inspected; every check passes, but for the answers given."""
    checks = {
        item: {check: answers.get(check, True) for check in wanted}
        for item, wanted in gent.packages.checklist(package).items()
    }
    return gent.packages.inspect(package, checks)


def new_case(gent: Nouns, reference: str, **changes: object) -> digicase.Case:
    values: dict[str, object] = {"consultant": "C-04", "language": "fr", "guidance_from": dt.date(2026, 7, 14)}
    return gent.cases.open(reference, **{**values, **changes})  # type: ignore[arg-type]  # tests may give wrong values


def new_series(gent: Nouns, name: str = "Jobteam", **changes: object) -> digicase.PlannedSeries:
    values: dict[str, object] = {
        "location": "Jobteam",
        "weekdays": ["TH"],
        "first": dt.date(2026, 12, 1),
        "last": dt.date(2026, 12, 31),
        "starts": dt.time(9),
        "ends": dt.time(10),
        "coach": "K-01",
    }
    return gent.zitdagen.plan(name, **{**values, **changes})  # type: ignore[arg-type]  # tests may give wrong values
