"""Locations: the rooms in which zitdagen are held, and what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import attrs
from attrs.validators import optional

from digicase.domain import checks
from digicase.domain.events import LocationChanged, LocationRegistered
from digicase.domain.ids import LocationId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, one_of, query, record, where
from digicase.errors import Objection


@record(unique=[Key("name")])
class Location:
    """A room: its name, the seats for those who come, and its equipment, such as `projector`, in words of your own.

    None: nobody has counted the seats. Where `companions_count`, a consultant who comes along takes a seat as well.
    """

    id: LocationId
    version: int = 0
    name: str = attrs.field(validator=checks.filled)
    seats: int | None = attrs.field(default=None, validator=optional(checks.between(1, 10_000)))
    equipment: tuple[str, ...] = attrs.field(default=(), validator=checks.all_filled)
    companions_count: bool = False

    def objections(self, needs: Collection[str], places: int) -> Iterator[Objection]:
        """Yield what it lacks for so many appointments at a time. Codes: `location_lacks`, `too_few_seats`."""
        missing = sorted(set(needs) - set(self.equipment))
        if missing:
            text = f"{self.name} has no {', no '.join(missing)}."
            yield Objection("location_lacks", text, {"location": self.name, "lacks": ", ".join(missing)})
        seats = places * (2 if self.companions_count else 1)
        if self.seats is not None and seats > self.seats:
            text = f"{self.name} has {self.seats} seats, and {seats} are needed."
            yield Objection("too_few_seats", text, {"location": self.name, "seats": self.seats, "needed": seats})


@query(Location, sort=("name",))
class LocationQuery(Query[Location]):
    """Locations, by name."""

    name: str | None = where("name", eq)
    names: Collection[str] | None = where("name", one_of)


@attrs.frozen(kw_only=True)
class RegisterLocation:
    """The request to make a location known, as it would be."""

    location: Location


def register(
    request: RegisterLocation, *, same_name: Sequence[Location] = (), objections: Sequence[Objection] = ()
) -> Outcome[Location]:
    """Make a location known under a name that no other has. Codes: `name_taken`."""
    taken = [Objection("name_taken", f"{other.name} is known already.", {"name": other.name}) for other in same_name]
    refuse(taken, objections)
    location = request.location
    return Outcome(location, events=(LocationRegistered(location=location.id),))


def change(location: Location) -> Outcome[Location]:
    """Keep what has changed at a location."""
    return Outcome(location, events=(LocationChanged(location=location.id),))
