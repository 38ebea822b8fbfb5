"""Templates: what packages of a sort are made of, and assembling one from items that are spare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from digicase.domain import checks
from digicase.domain.equipment import DeviceKind, Item, ItemKind, ItemState, Package, Part, as_made_of
from digicase.domain.events import ItemMoved, PackageRegistered, TemplateDefined
from digicase.domain.ids import PackageId, TemplateId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, query, record, where
from digicase.errors import Objection


@record(unique=[Key("name")])
class Template:
    """A sort of package, such as "laptop with dongle": its device, and what else must be in it.

    Changing it changes no package: each keeps the parts that it was assembled with.
    """

    id: TemplateId
    version: int = 0
    name: str = attrs.field(validator=checks.filled)
    device: DeviceKind
    parts: tuple[Part, ...] = ()


@query(Template, sort=("name",))
class TemplateQuery(Query[Template]):
    """Templates, by name."""

    name: str | None = where("name", eq)


@attrs.frozen(kw_only=True)
class DefineTemplate:
    """The request to say what packages of a sort are made of, or to say it anew."""

    name: str = attrs.field(validator=checks.filled)
    device: DeviceKind
    dongle: bool = False
    sim: bool = False
    accessories: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)

    def parts(self) -> Iterator[Part]:
        """Yield what must be in such a package; an accessory named twice is wanted twice."""
        yield Part(kind=ItemKind(self.device.value))
        if self.dongle:
            yield Part(kind=ItemKind.DONGLE)
        if self.sim:
            yield Part(kind=ItemKind.SIM_CARD)
        for model, number in Counter(self.accessories).items():
            yield Part(kind=ItemKind.ACCESSORY, model=model, number=number)


def define(
    request: DefineTemplate, *, id: TemplateId, known: Template | None = None, objections: Sequence[Objection] = ()
) -> Outcome[Template]:
    """Define a template, or what an earlier one of that name says from now on."""
    refuse(objections)
    template = known or Template(id=id, name=request.name, device=request.device)
    defined = evolve(template, device=request.device, parts=tuple(request.parts()))
    return Outcome(defined, events=(TemplateDefined(template=template.id, name=template.name),))


@attrs.frozen(kw_only=True)
class AssemblePackage:
    """The request to make a package, as its template says, out of spare items."""

    label: str = attrs.field(validator=checks.filled)
    template: Template
    items: tuple[Item, ...]
    location: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    remarks: str = ""


def assemble(
    request: AssemblePackage,
    *,
    id: PackageId,
    same_label: Sequence[Package] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Package]:
    """Assemble a package; every part that its template names must be there, and every item must be spare.

    Codes: `label_taken`, `part_missing`, `second_device`, `item_in_package`, `item_not_available`.
    """
    template, items = request.template, request.items
    found = [
        Objection("label_taken", f"There is already a package {other.label}.", {"label": other.label})
        for other in same_label
    ]
    for part in template.parts:
        if lacking := part.lacking(items):
            text = f"{template.name} needs {lacking} more {part.described}."
            found.append(Objection("part_missing", text, {"part": part.described, "number": lacking}))
    if sum(item.is_device for item in items) > 1:
        found.append(Objection("second_device", "A package is built around one device.", {"label": request.label}))
    for item in items:
        if item.package is not None:
            text = f"The {item.described} is in a package; take it out first."
            found.append(Objection("item_in_package", text, {"item": item.id}))
        elif item.state is not ItemState.IN_USE or item.loan is not None:
            text = f"The {item.described} is {'on loan' if item.loan else item.state}."
            found.append(Objection("item_not_available", text, {"item": item.id}))
    refuse(found, objections)
    package = Package(
        id=id,
        label=request.label,
        device=template.device,
        parts=template.parts,
        location=request.location,
        remarks=request.remarks,
    )
    moved = tuple(evolve(item, package=id) for item in items)
    return Outcome(
        as_made_of(package, moved),
        also=(*moved, template),
        events=(
            PackageRegistered(package=id, label=request.label),
            *(ItemMoved(item=item.id, out_of=None, into=id) for item in items),
        ),
    )
