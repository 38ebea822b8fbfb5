"""Locations: make a room known, change what is said of it, look it up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import locations
from digicase.domain.ids import LocationId
from digicase.domain.locations import Location, LocationQuery, RegisterLocation
from digicase.domain.record import kind_of


class Locations(Noun):
    """The rooms in which zitdagen are held."""

    @verb
    def register(
        self, name: str, *, seats: int | None = None, equipment: Collection[str] = (), companions_count: bool = False
    ) -> Location:
        """Make a room known under the name by which zitdagen are planned there, with its seats and equipment.

        From then on a zitdag is planned there only where it fits. `companions_count`: a consultant who comes along
        takes a seat as well. Refused: `name_taken`.
        """
        unit = self.unit
        location = accept(
            Location,
            id=LocationId(self.house.new_id()),
            name=name,
            seats=seats,
            equipment=equipment,
            companions_count=companions_count,
        )
        request = RegisterLocation(location=location)
        same = unit.session.find(LocationQuery(name=location.name))
        return unit.apply(locations.register(request, same_name=same, objections=unit.objections(request))).result

    @verb
    def change(
        self,
        location: Location | UUID | str,
        *,
        seats: int | None = None,
        equipment: Collection[str] | None = None,
        companions_count: bool | None = None,
    ) -> Location:
        """Keep what has changed in a room; what is planned there stays, and `zitdagen.unfit` lists what no longer fits.

        What is left at None stays as it was.
        """
        before = find_location(self.unit, location)
        given = {"seats": seats, "equipment": equipment, "companions_count": companions_count}
        kept = {field: getattr(before, field) for field in kind_of(Location).fields}
        changed = {name: value for name, value in given.items() if value is not None}
        return self.unit.apply(locations.change(accept(Location, **{**kept, **changed}))).result

    @question
    def get(self, location: Location | UUID | str) -> Location:
        """Return a location, given itself, its id or its name; `NotFound` where there is none."""
        return find_location(self.unit, location)

    @question
    def all(self) -> Sequence[Location]:
        """Return the locations that are known, by name."""
        return self.unit.session.find(LocationQuery())


def find_location(unit: Unit, given: Location | UUID | str) -> Location:
    """Return a location as it is now, given itself, its id or its name."""
    return unit.resolve(Location, given, lambda name: LocationQuery(name=name))
