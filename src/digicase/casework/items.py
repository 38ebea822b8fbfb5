"""Items: take into the stock, put into packages and out of them, repair, retire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.packages import find_package
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import equipment, inspections
from digicase.domain.equipment import Item, ItemQuery, MoveItem, Package, RegisterItem, RetireItem, SetLine
from digicase.domain.ids import ItemId
from digicase.domain.inspections import EndRepair, Repair, RepairQuery
from digicase.domain.loans import Condition
from digicase.errors import InvalidData, NotFound, Problem


class Items(Noun):
    """The things that packages are made of. An item is given by itself, its id, serial, tag, ICCID or number."""

    @verb
    def register(
        self,
        kind: str,
        *,
        model: str | None = None,
        serial: str | None = None,
        tag: str | None = None,
        iccid: str | None = None,
        msisdn: str | None = None,
        acquired_on: dt.date | None = None,
    ) -> Item:
        """Take an item into the stock that belongs to no package yet: a spare, to be put in or swapped in.

        `kind` is laptop, tablet, dongle, sim_card or accessory. Refused: `serial_taken`, `tag_taken`, `iccid_taken`,
        `msisdn_taken`.
        """
        values = {name: value for name, value in locals().items() if name != "self"}
        unit = self.unit
        request = RegisterItem(item=accept(Item, id=self.house.new_id(), **values))
        taken = [given for given, query in request.distinguishing().items() if unit.session.count(query)]
        outcome = equipment.register_item(request, taken=taken, objections=unit.objections(request))
        return unit.apply(outcome).result

    @verb
    def put_in(self, item: Item | UUID | str, package: Package | UUID | str) -> Item:
        """Put an item into a package, out of the one that it is in.

        Refused: `already_there`, `item_on_loan`, `item_retired`, `package_on_loan`, `package_retired`,
        `package_reserved`, `second_device`.
        """
        return self._move(find_item(self.unit, item), find_package(self.unit, package))

    @verb
    def take_out(self, item: Item | UUID | str) -> Item:
        """Take an item out of its package, which is then as its other items make it. Refused:
        `already_there`, `item_on_loan`, `package_reserved`."""
        return self._move(find_item(self.unit, item), None)

    @verb
    def retire(self, item: Item | UUID | str, *, on: dt.date | None = None) -> Item:
        """Take an item out of use for good, and out of its package; a SIM's line is cancelled.

        Refused: `item_on_loan`, `item_retired`, `package_reserved`.
        """
        unit = self.unit
        now = find_item(unit, item)
        package, left = self._home(now)
        request = accept(RetireItem, item=now, package=package, on=unit.today if on is None else on)
        return unit.apply(equipment.retire(request, left=left, objections=unit.objections(request))).result

    @verb
    def set_line(self, item: Item | UUID | str, state: str) -> Item:
        """Record how a SIM card's line is, as its operator says: inactive, active, suspended or cancelled.

        A card whose line is cancelled is still there; the same number may come with a new card. Refused: `no_sim_card`,
        `item_retired`, `line_cancelled`, `line_in_use`.
        """
        request = accept(SetLine, item=find_item(self.unit, item), state=state)
        return self.unit.apply(equipment.set_line(request, objections=self.unit.objections(request))).result

    @verb
    def end_repair(
        self,
        item: Item | UUID | str,
        *,
        repaired: bool,
        cost_cents: int | None = None,
        on: dt.date | None = None,
    ) -> Repair:
        """Record how an item's repair ended: mended, it is to be inspected; otherwise it is retired.

        `NotFound` where it is not in repair. Refused: `repair_ended`.
        """
        unit = self.unit
        now = find_item(unit, item)
        running = unit.session.find(RepairQuery(item=now.id, open=True), limit=1)
        if not running:
            raise NotFound("open repair of item", now.described)
        package, others = self._home(now)
        request = accept(
            EndRepair,
            repair=running[0],
            item=now,
            package=package,
            on=unit.today if on is None else on,
            repaired=repaired,
            cost_cents=cost_cents,
        )
        return unit.apply(inspections.end_repair(request, others=others, objections=unit.objections(request))).result

    @question
    def get(self, item: Item | UUID | str) -> Item:
        """Return an item as it is now; `NotFound` where there is none in use."""
        return find_item(self.unit, item)

    @question
    def repairs(self, item: Item | UUID | str) -> Sequence[Repair]:
        """Return the repairs of an item, oldest first, each with the loan in which it broke."""
        return self.unit.session.find(RepairQuery(item=find_item(self.unit, item).id))

    def _move(self, item: Item, into: Package | None) -> Item:
        unit = self.unit
        out_of, left = self._home(item)
        request = accept(MoveItem, item=item, out_of=out_of, into=into)
        joined = () if into is None else unit.session.find(ItemQuery(package=into.id))
        outcome = equipment.move_item(request, left=left, joined=joined, objections=unit.objections(request))
        return unit.apply(outcome).result

    def _home(self, item: Item) -> tuple[Package | None, Sequence[Item]]:
        """Return the package that an item is in, and the other items in it."""
        if item.package is None:
            return None, ()
        session = self.unit.session
        others = [other for other in session.find(ItemQuery(package=item.package)) if other.id != item.id]
        return session.get(Package, item.package), others


def find_item(unit: Unit, given: Item | UUID | str) -> Item:
    """Return an item as it is now, given itself, its id, or what tells it from all others in use."""
    if isinstance(given, Item):
        return unit.session.get(Item, given.id)
    if isinstance(given, UUID):
        return unit.session.get(Item, given)
    if not isinstance(given, str):
        raise InvalidData([Problem("item", f"must be an item, its id, serial, tag or number, not {given!r}")])
    asked = (
        ItemQuery(serial=given, in_use=True),
        ItemQuery(tag=given, in_use=True),
        ItemQuery(iccid=given, in_use=True),
        ItemQuery(msisdn=given, in_use=True),
    )
    for query in asked:
        if found := unit.session.find(query, limit=1):
            return unit.session.get(Item, found[0].id)
    raise NotFound("item", given)


def is_meant(item: Item, given: Item | UUID | str) -> bool:
    """Tell whether an item is meant: by itself, its id, or anything that it is known by."""
    if isinstance(given, Item):
        return item.id == given.id
    return given in (item.id, str(item.id), item.described, item.serial, item.tag, item.iccid, item.msisdn)


def those(items: Sequence[Item], given: Collection[Item | UUID | str], *, path: str) -> tuple[ItemId, ...]:
    """Return the ids of the items that are meant; one that is not among them is InvalidData."""
    problems = [
        Problem(f"{path}.{n}", f"{each!s} is not in this package") for n, each in enumerate(strangers(items, given))
    ]
    if problems:
        raise InvalidData(problems)
    return tuple(item.id for item in items if any(is_meant(item, each) for each in given))


def strangers(items: Sequence[Item], given: Collection[Item | UUID | str]) -> tuple[str, ...]:
    """Return how what is not among the items was named."""
    strange = [each for each in given if not any(is_meant(item, each) for item in items)]
    return tuple(each.described if isinstance(each, Item) else str(each) for each in strange)


def conditions_of(
    items: Sequence[Item], conditions: Mapping[str, str], photos: Mapping[str, Collection[str]]
) -> tuple[Condition, ...]:
    """Return how items are, by the item as it is described; one that is not here is InvalidData."""
    named = list(dict.fromkeys((*conditions, *photos)))
    those(items, named, path="conditions")
    return tuple(
        accept(Condition, item=item.id, condition=conditions.get(name, ""), photos=tuple(photos.get(name, ())))
        for name in named
        for item in items
        if is_meant(item, name)
    )
