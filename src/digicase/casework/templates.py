"""Templates: say what packages of a sort are made of, and assemble them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.items import find_item
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import templates
from digicase.domain.equipment import Item, Package, PackageQuery
from digicase.domain.ids import PackageId, TemplateId
from digicase.domain.templates import AssemblePackage, DefineTemplate, Template, TemplateQuery


class Templates(Noun):
    """Sorts of packages."""

    @verb
    def define(
        self, name: str, *, device: str, dongle: bool = False, sim: bool = False, accessories: Collection[str] = ()
    ) -> Template:
        """Say what packages of a sort are made of, in place of what was said of it before; packages stay as they are.

        `device` is laptop or tablet; an accessory named twice is wanted twice. A package that lacks a part of the
        template it was assembled with is incomplete and is not lent.
        """
        values = {key: value for key, value in locals().items() if key != "self"}
        request, unit = accept(DefineTemplate, **values), self.unit
        known = unit.session.find(TemplateQuery(name=request.name), limit=1)
        outcome = templates.define(
            request,
            id=TemplateId(self.house.new_id()),
            known=known[0] if known else None,
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @verb
    def assemble(
        self,
        label: str,
        template: Template | UUID | str,
        *,
        items: Collection[Item | UUID | str],
        location: str | None = None,
        remarks: str = "",
    ) -> Package:
        """Make a package out of spare items, as a template says, and return it: available at once, if all is well.

        Items are given as in `items`. Refused: `label_taken`, `part_missing`, `second_device`, `item_in_package`,
        `item_not_available`.
        """
        unit = self.unit
        request = accept(
            AssemblePackage,
            label=label,
            template=find_template(unit, template),
            items=[find_item(unit, item) for item in items],
            location=location,
            remarks=remarks,
        )
        outcome = templates.assemble(
            request,
            id=PackageId(self.house.new_id()),
            same_label=unit.session.find(PackageQuery(label=request.label)),
            objections=unit.objections(request),
        )
        return unit.apply(outcome).result

    @question
    def get(self, template: Template | UUID | str) -> Template:
        """Return a template as it is now, given itself, its id or its name; `NotFound` where there is none."""
        return find_template(self.unit, template)

    @question
    def all(self) -> Sequence[Template]:
        """Return all templates, by name."""
        return self.unit.session.find(TemplateQuery())


def find_template(unit: Unit, given: Template | UUID | str) -> Template:
    """Return a template as it is now, given itself, its id or its name."""
    return unit.resolve(Template, given, lambda name: TemplateQuery(name=name))
