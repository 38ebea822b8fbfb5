"""Packages: register, inspect, look up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import equipment
from digicase.domain.equipment import InspectPackage, Item, ItemQuery, Package, PackageQuery, RegisterPackage


class Packages(Noun):
    """The stock."""

    @verb
    def register(
        self,
        label: str,
        *,
        device: str,
        model: str,
        acquired_on: dt.date,
        serial: str | None = None,
        dongle: str | None = None,
        sim_iccid: str | None = None,
        sim_msisdn: str | None = None,
        accessories: Collection[str] = (),
        remarks: str = "",
    ) -> Package:
        """Take a package and its items into the stock, available at once, and return it.

        `device` is laptop or tablet; `dongle` the dongle's tag; `sim_iccid` 19 or 20 digits, `sim_msisdn` a number
        such as +32465185196. An ICCID that fails its check digit is accepted with a `DataWarning`.

        Raises InvalidData with all problems; Refused: `label_taken`, `serial_taken`, `dongle_taken`,
        `sim_iccid_taken`, `sim_msisdn_taken`.
        """
        values = {name: value for name, value in locals().items() if name != "self"}
        request, session = accept(RegisterPackage, **values), self.unit.session
        outcome = equipment.register(
            request,
            ids=self.unit.ids(),
            same_label=session.find(PackageQuery(label=request.label)),
            taken=[given for given, query in request.distinguishing().items() if session.count(query)],
            objections=self.unit.objections(request),
        )
        return self.unit.apply(outcome).result

    @verb
    def inspect(self, package: Package | UUID | str, *, passed: bool) -> Package:
        """Record the inspection of a package that came back: available again, or to repair.

        Refused: `nothing_to_inspect`.
        """
        request = accept(InspectPackage, package=find_package(self.unit, package), passed=passed)
        return self.unit.apply(equipment.inspect(request, objections=self.unit.objections(request))).result

    @question
    def get(self, package: Package | UUID | str) -> Package:
        """Return a package as it is now, given itself, its id or its label; `NotFound` where there is none."""
        return find_package(self.unit, package)

    @question
    def items(self, package: Package | UUID | str) -> Sequence[Item]:
        """Return what is in a package now."""
        return self.unit.session.find(ItemQuery(package=find_package(self.unit, package).id))


def find_package(unit: Unit, given: Package | UUID | str) -> Package:
    """Return a package as it is now, given itself, its id or its label."""
    return unit.resolve(Package, given, lambda label: PackageQuery(label=label))
