"""Stocktakes: labels are ticked off against what should be there, until the stocktake ends in a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from digicase.domain import checks
from digicase.domain.equipment import Package, PackageState
from digicase.domain.events import StocktakeBegun, StocktakeEnded
from digicase.domain.ids import PackageId, StocktakeId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, query, record, where
from digicase.errors import Objection

ELSEWHERE = (PackageState.ON_LOAN, PackageState.LOST, PackageState.RETIRED)
"""States in which a package should not be on the shelf."""


@record(unique=[Key("name")])
class Stocktake:
    """A stocktake: the packages that were seen, and the labels that nobody expected to see."""

    id: StocktakeId
    version: int = 0
    name: str = attrs.field(validator=checks.filled)
    begun_on: dt.date
    ended_on: dt.date | None = None
    found: tuple[PackageId, ...] = ()
    unexpected: tuple[str, ...] = ()


@query(Stocktake, sort=("begun_on",))
class StocktakeQuery(Query[Stocktake]):
    """Stocktakes, oldest first."""

    name: str | None = where("name", eq)
    open: bool | None = where("ended_on", is_null)


@attrs.frozen(kw_only=True)
class StocktakeReport:
    """What a stocktake found so far, by label: seen as expected, not seen, and seen though unknown or elsewhere."""

    found: tuple[str, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]


def begin(
    stocktake: Stocktake, *, same_name: Sequence[Stocktake] = (), objections: Sequence[Objection] = ()
) -> Outcome[Stocktake]:
    """Begin a stocktake. Codes: `name_taken`."""
    taken = [Objection("name_taken", f"There is a stocktake {s.name} already.", {"name": s.name}) for s in same_name]
    refuse(taken, objections)
    return Outcome(stocktake, events=(StocktakeBegun(stocktake=stocktake.id, on=stocktake.begun_on),))


def scan(stocktake: Stocktake, label: str, package: Package | None) -> Outcome[Stocktake]:
    """Tick off a label; seen twice counts once. An unknown label, or that of a package which should be elsewhere, is
    unexpected: it is noted, and changes nothing. Codes: `stocktake_ended`.
    """
    _running(stocktake)
    if package is None or package.state in ELSEWHERE:
        return Outcome(evolve(stocktake, unexpected=tuple(dict.fromkeys((*stocktake.unexpected, label)))))
    return Outcome(evolve(stocktake, found=tuple(dict.fromkeys((*stocktake.found, package.id)))))


def report(stocktake: Stocktake, packages: Sequence[Package]) -> StocktakeReport:
    """Return what was found and what is missing among all packages, by label."""
    expected = {package.id: package.label for package in packages if package.state not in ELSEWHERE}
    labels = {package.id: package.label for package in packages}
    return StocktakeReport(
        found=tuple(sorted(labels[id] for id in stocktake.found if id in labels)),
        missing=tuple(sorted(label for id, label in expected.items() if id not in stocktake.found)),
        unexpected=tuple(sorted(stocktake.unexpected)),
    )


def end(stocktake: Stocktake, packages: Sequence[Package], *, on: dt.date) -> Outcome[Stocktake]:
    """End a stocktake; what is missing stays as it is, for somebody to look for. Codes: `stocktake_ended`."""
    _running(stocktake)
    told = report(stocktake, packages)
    event = StocktakeEnded(
        stocktake=stocktake.id,
        on=on,
        found=len(told.found),
        missing=len(told.missing),
        unexpected=len(told.unexpected),
    )
    return Outcome(evolve(stocktake, ended_on=on), events=(event,))


def _running(stocktake: Stocktake) -> None:
    if stocktake.ended_on is not None:
        text = f"The stocktake {stocktake.name} ended on {stocktake.ended_on}."
        refuse((Objection("stocktake_ended", text, {"stocktake": stocktake.id}),))
