"""Equipment: packages that are lent, and the items they are made of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from uuid import UUID

import attrs

from digicase.domain import checks
from digicase.domain.events import ItemMoved, ItemRegistered, ItemRetired, LineSet, PackageRegistered
from digicase.domain.ids import ItemId, PackageId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.policies import Period
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
    """Where a package stands; only an available or reserved one can be lent, and what comes back is inspected first."""

    BEING_PREPARED = "being_prepared"
    AVAILABLE = "available"
    RESERVED = "reserved"
    ON_LOAN = "on_loan"
    TO_INSPECT = "to_inspect"
    IN_REPAIR = "in_repair"
    INCOMPLETE = "incomplete"
    LOST = "lost"
    RETIRED = "retired"


class ItemState(StrEnum):
    """How an item is; where it is, its package and its loan say."""

    IN_USE = "in_use"
    TO_INSPECT = "to_inspect"
    IN_REPAIR = "in_repair"
    LOST = "lost"
    RETIRED = "retired"


class SimState(StrEnum):
    """How the line of a SIM card is: active from hand-over to return; a cancelled line is not a destroyed card."""

    INACTIVE = "inactive"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


@attrs.frozen(kw_only=True)
class Part:
    """What must be in a package: so many items of a kind, of a model where one is named, such as an accessory's."""

    kind: ItemKind
    model: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    number: int = attrs.field(default=1, validator=checks.between(1, 99))

    @property
    def described(self) -> str:
        """Return what it is, such as `accessory lader`."""
        return self.kind.value if self.model is None else f"{self.kind.value} {self.model}"

    def lacking(self, items: Iterable[Item]) -> int:
        """Return how many of them are not among the items."""
        there = sum(item.kind is self.kind and self.model in (None, item.model) for item in items)
        return max(0, self.number - there)


@record(unique=[Key("label")], indexed=["state", ("device", "state")])
class Package:
    """A physical unit of items under one label; `has_dongle` tells whether it brings its own internet.

    `parts` are what its template said must be in it when it was assembled. `location` is where it is kept. It is not
    lent before `ready_on`, while it rests after a return.
    """

    id: PackageId
    version: int = 0
    label: str = attrs.field(validator=checks.filled)
    device: DeviceKind
    has_dongle: bool = False
    state: PackageState = PackageState.AVAILABLE
    parts: tuple[Part, ...] = ()
    location: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    ready_on: dt.date | None = None
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

    `model` names the make, or an accessory. A SIM card has an ICCID (ITU-T E.118), a number (`msisdn`, E.164), and the
    state of its line, `sim`. `loan` is the open loan that it is out on. PIN and PUK are not kept.
    """

    id: ItemId
    version: int = 0
    package: PackageId | None = None
    kind: ItemKind
    state: ItemState = ItemState.IN_USE
    loan: UUID | None = None
    sim: SimState | None = None
    model: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    serial: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    tag: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    iccid: str | None = attrs.field(default=None, validator=checks.digits)
    msisdn: str | None = attrs.field(default=None, validator=checks.e164)
    acquired_on: dt.date | None = None
    retired_on: dt.date | None = None

    @property
    def is_device(self) -> bool:
        """Tell whether it is a laptop or a tablet, which is replaced after some years."""
        return self.kind in (ItemKind.LAPTOP, ItemKind.TABLET)

    @property
    def unfit(self) -> str | None:
        """Return why it cannot be used, None where it can: it is in repair, lost, ..., or its line is cancelled."""
        if self.state is not ItemState.IN_USE:
            return self.state.value
        return "without a line" if self.sim is SimState.CANCELLED else None

    def line(self, state: SimState) -> SimState | None:
        """Return how its line is when it is set to a state: None without a line; what is cancelled stays so."""
        return self.sim if self.sim in (None, SimState.CANCELLED) else state

    @property
    def described(self) -> str:
        """Return its kind, and what tells it from others: its tag, serial, number or model."""
        mark = self.tag or self.serial or self.msisdn or self.model
        return self.kind.value if mark is None else f"{self.kind.value} {mark}"


@query(Item, sort=("kind",))
class ItemQuery(Query[Item]):
    """Items, by kind."""

    ids: Collection[ItemId] | None = where("id", one_of)
    package: PackageId | None = where("package", eq)
    packages: Collection[PackageId] | None = where("package", one_of)
    kind: ItemKind | None = where("kind", eq)
    state: ItemState | None = where("state", eq)
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
    location: str | None = attrs.field(default=None, validator=checks.filled_if_given)
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
        location=request.location,
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
        yield item(ItemKind.SIM_CARD, iccid=request.sim_iccid, msisdn=request.sim_msisdn, sim=SimState.INACTIVE)
    for name in request.accessories:
        yield item(ItemKind.ACCESSORY, model=name)


def _iccid_warnings(iccid: str | None) -> tuple[Problem, ...]:
    if iccid is None or (len(iccid) in (19, 20) and checks.passes_luhn(iccid)):
        return ()
    return (Problem("sim_iccid", f"{iccid} fails its check digit; compare it with the number printed on the card"),)


@attrs.frozen(kw_only=True)
class RegisterItem:
    """The request to take an item into the stock that belongs to no package yet: the item as it would be."""

    item: Item

    def distinguishing(self) -> dict[str, ItemQuery]:
        """Return, for each field given that no other item in use may share, the query for items that have it."""
        item = self.item
        queries = {
            "serial": ItemQuery(serial=item.serial, in_use=True),
            "tag": ItemQuery(tag=item.tag, in_use=True),
            "iccid": ItemQuery(iccid=item.iccid, in_use=True),
            "msisdn": ItemQuery(msisdn=item.msisdn, in_use=True),
        }
        return {given: query for given, query in queries.items() if getattr(item, given) is not None}


def register_item(
    request: RegisterItem, *, taken: Sequence[str] = (), objections: Sequence[Objection] = ()
) -> Outcome[Item]:
    """Take an item into the stock. Codes: `serial_taken`, `tag_taken`, `iccid_taken`, `msisdn_taken`."""
    item = request.item
    found = [
        Objection(f"{field}_taken", f"Another item in use has {field} {getattr(item, field)}.", {field: field})
        for field in taken
    ]
    refuse(found, objections)
    sim = SimState.INACTIVE if item.kind is ItemKind.SIM_CARD else None
    return Outcome(
        evolve(item, sim=sim),
        events=(ItemRegistered(item=item.id, kind=item.kind.value),),
        warnings=_iccid_warnings(item.iccid),
    )


@attrs.frozen(kw_only=True)
class MoveItem:
    """The request to put an item into a package, or out of the one that it is in (`into` None)."""

    item: Item
    out_of: Package | None = None
    into: Package | None = None


def move_item(
    request: MoveItem,
    *,
    left: Sequence[Item] = (),
    joined: Sequence[Item] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Item]:
    """Move an item between packages; a running loan keeps what it left with, so what is out on one stays where it is.

    `left` are the other items of the package that it leaves, `joined` those of the one it joins. Codes:
    `already_there`, `item_on_loan`, `item_retired`, `package_on_loan`, `package_retired`, `package_reserved`,
    `second_device`.
    """
    item, into, found = request.item, request.into, []
    of = {"item": item.id}
    if item.loan is not None:
        text = f"The {item.described} is out on a loan; swap it in the loan, or wait until it is back."
        found.append(Objection("item_on_loan", text, of))
    if item.state is ItemState.RETIRED:
        found.append(Objection("item_retired", f"The {item.described} is retired.", of))
    if item.package == (None if into is None else into.id):
        where = "in no package" if into is None else f"in package {into.label} already"
        found.append(Objection("already_there", f"The {item.described} is {where}.", of))
    elif into is not None and into.state in (PackageState.ON_LOAN, PackageState.RETIRED):
        found.append(Objection(f"package_{into.state}", f"Package {into.label} is {into.state}.", of))
    elif into is not None and item.is_device and any(other.is_device for other in joined):
        found.append(Objection("second_device", f"Package {into.label} has a device already.", of))
    refuse(found, _held(request.out_of), _held(into), objections)
    moved = evolve(item, package=None if into is None else into.id)
    changed = []
    if request.out_of is not None:
        changed.append(as_made_of(request.out_of, left))
    if into is not None:
        changed.append(as_made_of(into, (*joined, moved)))
    event = ItemMoved(item=item.id, out_of=item.package, into=moved.package)
    return Outcome(moved, also=tuple(changed), events=(event,))


def _held(package: Package | None) -> Sequence[Objection]:
    """Return the objection to changing what is held for somebody who waits."""
    if package is None or package.state is not PackageState.RESERVED:
        return ()
    text = f"Package {package.label} is held for somebody who waits; end the offer first."
    return (Objection("package_reserved", text, {"package": package.label}),)


def as_made_of(package: Package, items: Sequence[Item]) -> Package:
    """Return the package as its items make it: available when all its parts are in use and here, one a device."""
    if package.state in (PackageState.ON_LOAN, PackageState.LOST, PackageState.RETIRED):
        return package
    states = {item.state for item in items}
    device = next((item for item in items if item.is_device), None)
    if device is None:
        state = PackageState.BEING_PREPARED
    elif ItemState.TO_INSPECT in states:
        state = PackageState.TO_INSPECT
    elif device.state is ItemState.IN_REPAIR:
        state = PackageState.IN_REPAIR
    elif (
        states == {ItemState.IN_USE}
        and all(item.loan is None for item in items)
        and not any(part.lacking(items) for part in package.parts)
    ):
        state = PackageState.AVAILABLE
    else:
        state = PackageState.INCOMPLETE
    dongle = any(item.kind is ItemKind.DONGLE for item in items)
    kind = package.device if device is None else DeviceKind(device.kind.value)
    return evolve(package, state=state, has_dongle=dongle, device=kind)


@attrs.frozen(kw_only=True)
class RetireItem:
    """The request to take an item out of use for good."""

    item: Item
    package: Package | None
    on: dt.date


def retire(request: RetireItem, *, left: Sequence[Item] = (), objections: Sequence[Objection] = ()) -> Outcome[Item]:
    """Retire an item, which leaves its package; a SIM's line is cancelled.

    Codes: `item_on_loan`, `item_retired`, `package_reserved`."""
    item, found = request.item, []
    if item.loan is not None:
        found.append(Objection("item_on_loan", f"The {item.described} is out on a loan.", {"item": item.id}))
    if item.state is ItemState.RETIRED:
        found.append(Objection("item_retired", f"The {item.described} is retired already.", {"item": item.id}))
    refuse(found, _held(request.package), objections)
    sim = None if item.sim is None else SimState.CANCELLED
    retired = evolve(item, state=ItemState.RETIRED, package=None, retired_on=request.on, sim=sim)
    also = () if request.package is None else (as_made_of(request.package, left),)
    return Outcome(retired, also=also, events=(ItemRetired(item=item.id, on=request.on),))


@attrs.frozen(kw_only=True)
class SetLine:
    """The request to record how the line of a SIM card is, as its operator says."""

    item: Item
    state: SimState


def set_line(request: SetLine, *, objections: Sequence[Objection] = ()) -> Outcome[Item]:
    """Record the state of a SIM card's line; a card whose line is cancelled is still there.

    Codes: `no_sim_card`, `item_retired`, `line_cancelled` (what is cancelled stays so: register a new card), and
    `line_in_use`, for making inactive what is out on a loan.
    """
    item, state, of = request.item, request.state, {"item": request.item.id}
    found = []
    if item.sim is None:
        found.append(Objection("no_sim_card", f"The {item.described} is no SIM card.", of))
    elif item.state is ItemState.RETIRED:
        found.append(Objection("item_retired", f"The {item.described} is retired.", of))
    elif item.sim is SimState.CANCELLED:
        found.append(Objection("line_cancelled", f"The line of the {item.described} is cancelled.", of))
    elif item.loan is not None and state is SimState.INACTIVE:
        text = f"The {item.described} is out on a loan; suspend its line, or cancel it."
        found.append(Objection("line_in_use", text, of))
    refuse(found, objections)
    return Outcome(evolve(item, sim=state), events=(LineSet(item=item.id, state=state.value),))


def lendable(
    packages: Sequence[Package], items: Sequence[Item], *, on: dt.date, life: Callable[[Package], Period]
) -> tuple[Package, ...]:
    """Return the packages that can go out on a day: available, rested, all items in use, the device not worn out."""
    inside: dict[PackageId | None, list[Item]] = {}
    for item in items:
        inside.setdefault(item.package, []).append(item)

    def fit(package: Package, item: Item) -> bool:
        worn = item.is_device and item.acquired_on is not None and life(package).after(item.acquired_on) <= on
        return item.unfit is None and item.loan is None and not worn

    return tuple(
        package
        for package in packages
        if package.state is PackageState.AVAILABLE
        and (package.ready_on is None or package.ready_on <= on)
        and all(fit(package, item) for item in inside.get(package.id, ()))
    )


def replacements(
    items: Sequence[Item], *, life: Period, first: dt.date, last: dt.date, yearly: bool = False
) -> dict[str, int]:
    """Return how many devices are due for replacement per quarter (`2027-Q1`) or year, both days included.

    What should have been replaced before counts in the first one; retired and lost items do not count.
    """
    due: Counter[str] = Counter()
    for item in items:
        if not item.is_device or item.acquired_on is None or item.state in (ItemState.RETIRED, ItemState.LOST):
            continue
        day = max(life.after(item.acquired_on), first)
        if day <= last:
            due[str(day.year) if yearly else f"{day.year}-Q{(day.month + 2) // 3}"] += 1
    return dict(sorted(due.items()))
