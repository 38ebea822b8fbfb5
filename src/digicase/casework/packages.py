"""Packages: register, inspect, look up, and when devices are to be replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import attrs

from digicase.casework.intake import accept
from digicase.casework.unit import Unit, batched
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import equipment, inspections
from digicase.domain.equipment import DeviceKind, Item, ItemQuery, Package, PackageQuery, PackageState, RegisterPackage
from digicase.domain.inspections import InspectPackage
from digicase.domain.loans import LoanQuery
from digicase.domain.policies import Period


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
        location: str | None = None,
        remarks: str = "",
    ) -> Package:
        """Take a package and its items into the stock, available at once, and return it.

        `device` is laptop or tablet; `dongle` the dongle's tag; `sim_iccid` 19 or 20 digits, `sim_msisdn` a number
        such as +32465185196; `location` is where it is kept. An ICCID that fails its check digit is accepted with a
        `DataWarning`.

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
    def inspect(
        self, package: Package | UUID | str, checks: Mapping[str, Mapping[str, bool]], *, on: dt.date | None = None
    ) -> Package:
        """Record the inspection of a package that came back: what passes is in use again, what fails goes to repair.

        `checks` answers every check of `checklist`, item by item: True where it passed. What is left out or not known
        is InvalidData, all at once. Refused: `nothing_to_inspect`.
        """
        unit = self.unit
        now = find_package(unit, package)
        request = accept(InspectPackage, package=now, checks=checks, on=unit.today if on is None else on)
        last = [loan for loan in unit.session.find(LoanQuery(package=now.id)) if loan.came_back or loan.returned_on]
        outcome = inspections.inspect(
            request,
            items=unit.session.find(ItemQuery(package=now.id)),
            ids=unit.ids(),
            loan=max(last, key=lambda loan: loan.lent_on).id if last else None,
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @question
    def lendable(self, *, device: str | None = None, on: dt.date | None = None) -> Sequence[Package]:
        """Return the packages that can go out on a day (default: today), by label: available, rested, not worn out."""
        unit = self.unit
        wish = accept(LendableOn, device=device, on=unit.today if on is None else on)
        found = unit.session.find(PackageQuery(device=wish.device, state=PackageState.AVAILABLE))
        items = [
            item
            for page in batched(found)
            for item in unit.session.find(ItemQuery(packages=[package.id for package in page]))
        ]
        return equipment.lendable(found, items, on=wish.on, life=self._life)

    @question
    def checklist(self, package: Package | UUID | str) -> dict[str, tuple[str, ...]]:
        """Return what must be looked at before the package can be lent again: checks by item, as it is described."""
        return inspections.checklist(self.items(package))

    @question
    def replacements(self, first: dt.date, last: dt.date, *, yearly: bool = False) -> dict[str, int]:
        """Return how many devices are due for replacement per quarter, such as `2027-Q1`, or per budget year.

        Both days are included. By the life that the house's default policy gives a device; what is past it counts in
        the first one.
        """
        items, life = self.unit.session.find(ItemQuery(in_use=True)), self._life(None)
        return equipment.replacements(items, life=life, first=first, last=last, yearly=yearly)

    def _life(self, package: Package | None) -> Period:
        """Return how long a device serves where a package is kept."""
        device, location = ("", None) if package is None else (package.device.value, package.location)
        return self.house.policies.choose(group=None, device=device, location=location).replaced_after

    @question
    def get(self, package: Package | UUID | str) -> Package:
        """Return a package as it is now, given itself, its id or its label; `NotFound` where there is none."""
        return find_package(self.unit, package)

    @question
    def items(self, package: Package | UUID | str) -> Sequence[Item]:
        """Return what is in a package now."""
        return self.unit.session.find(ItemQuery(package=find_package(self.unit, package).id))


@attrs.frozen(kw_only=True)
class LendableOn:
    """Which packages are asked for, and for which day."""

    device: DeviceKind | None
    on: dt.date


def find_package(unit: Unit, given: Package | UUID | str) -> Package:
    """Return a package as it is now, given itself, its id or its label."""
    return unit.resolve(Package, given, lambda label: PackageQuery(label=label))
