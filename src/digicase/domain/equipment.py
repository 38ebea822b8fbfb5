"""Equipment: packages that are lent, and the items they are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from uuid import UUID

import attrs

from digicase.domain import checks
from digicase.domain.events import PackageInspected, PackageRegistered
from digicase.domain.ids import ItemId, PackageId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, one_of, query, record, where
from digicase.errors import Objection, Problem


class DeviceKind(StrEnum):
    """The device that a package is built around."""

    LAPTOP = "laptop"
    TABLET = "tablet"


class ItemKind(StrEnum):
    """What an item is."""

    LAPTOP = "laptop"
    TABLET = "tablet"
    DONGLE = "dongle"
    SIM_CARD = "sim_card"
    ACCESSORY = "accessory"


class PackageState(StrEnum):
    """Where a package stands; only an available one can be lent."""

    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    TO_INSPECT = "to_inspect"
    IN_REPAIR = "in_repair"


@record(unique=[Key("label")], indexed=["state"])
class Package:
    """A physical unit of items under one label; `has_dongle` tells whether it brings its own internet."""

    id: PackageId
    version: int = 0
    label: str = attrs.field(validator=checks.filled)
    device: DeviceKind
    has_dongle: bool = False
    state: PackageState = PackageState.AVAILABLE
    remarks: str = ""


@query(Package, sort=("label",))
class PackageQuery(Query[Package]):
    """Packages, by label."""

    ids: Collection[PackageId] | None = where("id", one_of)
    label: str | None = where("label", eq)
    device: DeviceKind | None = where("device", eq)
    has_dongle: bool | None = where("has_dongle", eq)
    state: PackageState | None = where("state", eq)


IN_USE = {"retired_on": None}


@record(
    unique=[
        Key("serial", where=IN_USE),
        Key("tag", where=IN_USE),
        Key("iccid", where=IN_USE),
        Key("msisdn", where=IN_USE),
    ],
    indexed=["package"],
)
class Item:
    """One thing in a package. Serial, tag, ICCID and number are unique among items that are not retired.

    `model` names the make, or an accessory. A SIM card has an ICCID (ITU-T E.118) and a number (`msisdn`, E.164).
    """

    id: ItemId
    version: int = 0
    package: PackageId | None = None
    kind: ItemKind
    model: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    serial: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    tag: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    iccid: str | None = attrs.field(default=None, validator=checks.digits)
    msisdn: str | None = attrs.field(default=None, validator=checks.e164)
    acquired_on: dt.date | None = None
    retired_on: dt.date | None = None


@query(Item, sort=("kind",))
class ItemQuery(Query[Item]):
    """Items, by kind."""

    package: PackageId | None = where("package", eq)
    packages: Collection[PackageId] | None = where("package", one_of)
    kind: ItemKind | None = where("kind", eq)
    serial: str | None = where("serial", eq)
    tag: str | None = where("tag", eq)
    iccid: str | None = where("iccid", eq)
    msisdn: str | None = where("msisdn", eq)
    in_use: bool | None = where("retired_on", is_null)


@attrs.frozen(kw_only=True)
class RegisterPackage:
    """The request to take a new package into the stock."""

    label: str = attrs.field(validator=checks.filled)
    device: DeviceKind
    model: str = attrs.field(validator=checks.filled)
    serial: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    acquired_on: dt.date
    dongle: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    sim_iccid: str | None = attrs.field(default=None, validator=checks.digits)
    sim_msisdn: str | None = attrs.field(default=None, validator=checks.e164)
    accessories: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    remarks: str = ""

    def distinguishing(self) -> dict[str, ItemQuery]:
        """Return, for each argument given that no other item in use may share, the query for items that have it."""
        queries = {
            "serial": ItemQuery(serial=self.serial, in_use=True),
            "dongle": ItemQuery(tag=self.dongle, in_use=True),
            "sim_iccid": ItemQuery(iccid=self.sim_iccid, in_use=True),
            "sim_msisdn": ItemQuery(msisdn=self.sim_msisdn, in_use=True),
        }
        return {given: query for given, query in queries.items() if getattr(self, given) is not None}


def register(
    request: RegisterPackage,
    *,
    ids: Iterator[UUID],
    same_label: Sequence[Package] = (),
    taken: Sequence[str] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Package]:
    """Take a package and its items into the stock, available at once; `also` of the outcome are the items.

    `taken` names the arguments whose value another item in use has already. Codes: `label_taken`, `serial_taken`,
    `dongle_taken`, `sim_iccid_taken`, `sim_msisdn_taken`. An ICCID that fails its check digit is a warning.
    """
    found = [
        Objection("label_taken", f"There is already a package {other.label}.", {"label": other.label})
        for other in same_label
    ]
    for given in taken:
        value = getattr(request, given)
        found.append(Objection(f"{given}_taken", f"Another item in use has {given} {value}.", {given: value}))
    refuse(found, objections)
    package = Package(
        id=PackageId(next(ids)),
        label=request.label,
        device=request.device,
        has_dongle=request.dongle is not None,
        remarks=request.remarks,
    )
    return Outcome(
        package,
        also=tuple(_items(request, package.id, ids)),
        events=(PackageRegistered(package=package.id, label=package.label),),
        warnings=_iccid_warnings(request.sim_iccid),
    )


def _items(request: RegisterPackage, package: PackageId, ids: Iterator[UUID]) -> Iterator[Item]:
    def item(kind: ItemKind, **fields: str | None) -> Item:
        return Item(id=ItemId(next(ids)), package=package, kind=kind, acquired_on=request.acquired_on, **fields)  # type: ignore[arg-type]  # only the text fields come by name

    yield item(ItemKind(request.device.value), model=request.model, serial=request.serial)
    if request.dongle is not None:
        yield item(ItemKind.DONGLE, tag=request.dongle)
    if request.sim_iccid is not None or request.sim_msisdn is not None:
        yield item(ItemKind.SIM_CARD, iccid=request.sim_iccid, msisdn=request.sim_msisdn)
    for name in request.accessories:
        yield item(ItemKind.ACCESSORY, model=name)


def _iccid_warnings(iccid: str | None) -> tuple[Problem, ...]:
    if iccid is None or (len(iccid) in (19, 20) and checks.passes_luhn(iccid)):
        return ()
    return (Problem("sim_iccid", f"{iccid} fails its check digit; compare it with the number printed on the card"),)


@attrs.frozen(kw_only=True)
class InspectPackage:
    """The request to record an inspection."""

    package: Package
    passed: bool


def inspect(request: InspectPackage, *, objections: Sequence[Objection] = ()) -> Outcome[Package]:
    """Make a package that came back available again, or send it to repair. Codes: `nothing_to_inspect`."""
    package, found = request.package, []
    if package.state not in (PackageState.TO_INSPECT, PackageState.IN_REPAIR):
        text = f"Package {package.label} is {package.state}, so there is nothing to inspect."
        found.append(Objection("nothing_to_inspect", text, {"package": package.label, "state": package.state.value}))
    refuse(found, objections)
    state = PackageState.AVAILABLE if request.passed else PackageState.IN_REPAIR
    event = PackageInspected(package=package.id, passed=request.passed)
    return Outcome(evolve(package, state=state), events=(event,))
