"""Staff and contacts: make known, look up."""

from __future__ import annotations

from uuid import UUID

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import people
from digicase.domain.outcome import Override
from digicase.domain.people import Contact, ContactQuery, RegisterStaff, Role, Staff, StaffQuery
from digicase.domain.record import evolve
from digicase.errors import NotPermitted


def permitted(unit: Unit, override: Override | None) -> Override | None:
    """Return an override in the name of whoever acts; `NotPermitted` unless they are a coordinator."""
    if override is None:
        return None
    found = unit.session.find(StaffQuery(reference=unit.actor))
    if not found or found[0].role is not Role.COORDINATOR:
        raise NotPermitted(f"set {', '.join(override.codes)} aside", unit.actor)
    return evolve(override, by=unit.actor)


class People(Noun):
    """Who works in the programme."""

    @verb
    def register(self, reference: str, *, role: str, language: str = "nl", trained: bool = False) -> Staff:
        """Make a member of staff known: a consultant, coach or coordinator. Refused: `reference_taken`."""
        staff = accept(
            Staff, id=self.house.new_id(), reference=reference, role=role, language=language, trained=trained
        )
        request = RegisterStaff(staff=staff)
        same = self.unit.session.find(StaffQuery(reference=staff.reference))
        outcome = people.register(request, same_reference=same, objections=self.unit.objections(request))
        return self.unit.apply(outcome).result

    @question
    def get(self, staff: Staff | UUID | str) -> Staff:
        """Return a member of staff, given themselves, their id or their reference; `NotFound` where there is none."""
        return self.unit.resolve(Staff, staff, lambda reference: StaffQuery(reference=reference))


class Contacts(Noun):
    """How to reach people, for hosts without a directory; neither logged nor journaled."""

    @verb
    def put(
        self,
        reference: str,
        *,
        name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        address: str | None = None,
        contact_by: str | None = None,
    ) -> Contact:
        """Keep how to reach the person behind a reference, in place of what was kept before.

        `phone` is in E.164, `contact_by` one of email, sms and letter. Nothing is saved where nothing changes.
        """
        values = {name: value for name, value in locals().items() if name != "self"}
        new = accept(Contact, id=self.house.new_id(), **values)
        known = self.unit.session.find(ContactQuery(reference=new.reference))
        if known:
            new = evolve(new, id=known[0].id, version=known[0].version)
        if known and new == known[0]:
            return new
        saved: Contact = self.unit.session.save(new)[0]
        return saved

    @question
    def get(self, reference: str) -> Contact | None:
        """Return how to reach the person behind a reference, or None."""
        found = self.unit.session.find(ContactQuery(reference=reference))
        return found[0] if found else None
