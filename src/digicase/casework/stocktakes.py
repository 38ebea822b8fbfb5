"""Stocktakes: begin, tick off labels, see what is missing, end."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import stocktakes
from digicase.domain.equipment import PackageQuery
from digicase.domain.stocktakes import Stocktake, StocktakeQuery, StocktakeReport


class Stocktakes(Noun):
    """Looking what is really there. A stocktake can be interrupted and taken up again at any time, by its name."""

    @verb
    def begin(self, name: str, *, on: dt.date | None = None) -> Stocktake:
        """Begin a stocktake under a name. Refused: `name_taken`."""
        unit = self.unit
        day = unit.today if on is None else on
        stocktake = accept(Stocktake, id=self.house.new_id(), name=name, begun_on=day)
        same = unit.session.find(StocktakeQuery(name=stocktake.name))
        return unit.apply(stocktakes.begin(stocktake, same_name=same, objections=unit.objections(stocktake))).result

    @verb
    def scan(self, stocktake: Stocktake | UUID | str, label: str) -> Stocktake:
        """Tick off a label; twice counts once. An unknown label, or one that should be elsewhere, is unexpected.

        Refused: `stocktake_ended`.
        """
        unit = self.unit
        found = unit.session.find(PackageQuery(label=label), limit=1)
        now = find_stocktake(unit, stocktake)
        return unit.apply(stocktakes.scan(now, label, found[0] if found else None)).result

    @verb
    def end(self, stocktake: Stocktake | UUID | str, *, on: dt.date | None = None) -> Stocktake:
        """End a stocktake. Refused: `stocktake_ended`."""
        unit = self.unit
        packages = unit.session.find(PackageQuery())
        day = unit.today if on is None else on
        return unit.apply(stocktakes.end(find_stocktake(unit, stocktake), packages, on=day)).result

    @question
    def report(self, stocktake: Stocktake | UUID | str) -> StocktakeReport:
        """Return the labels that were found, that are missing, and that nobody expected."""
        return stocktakes.report(find_stocktake(self.unit, stocktake), self.unit.session.find(PackageQuery()))


def find_stocktake(unit: Unit, given: Stocktake | UUID | str) -> Stocktake:
    """Return a stocktake as it is now, given itself, its id or its name."""
    return unit.resolve(Stocktake, given, lambda name: StocktakeQuery(name=name))
