"""Staff and contacts: make known, look up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import attrs

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import people
from digicase.domain.cases import CaseQuery
from digicase.domain.outcome import Override
from digicase.domain.people import (
    Contact,
    ContactQuery,
    RegisterStaff,
    Role,
    Staff,
    StaffQuery,
    Training,
    quiet_problems,
)
from digicase.domain.record import evolve
from digicase.domain.subscriptions import SubscriptionQuery
from digicase.errors import InvalidData, NotPermitted


def permitted(unit: Unit, override: Override | None) -> Override | None:
    """Return an override in the name of whoever acts; `NotPermitted` unless they are a coordinator."""
    if override is None:
        return None
    found = unit.session.find(StaffQuery(reference=unit.actor))
    if not found or found[0].role is not Role.COORDINATOR:
        raise NotPermitted("override", unit.actor, codes=override.codes)
    return evolve(override, by=unit.actor)


class People(Noun, noun="staff"):
    """Who works in the programme."""

    @verb
    def register(self, reference: str, *, role: str, language: str | None = None, trained: bool = False) -> Staff:
        """Make a member of staff known: consultant, coach, coordinator or auditor. Refused: `reference_taken`."""
        spoken = self.house.language if language is None else language
        staff = accept(Staff, id=self.house.new_id(), reference=reference, role=role, language=spoken, trained=trained)
        request = RegisterStaff(staff=staff)
        same = self.unit.session.find(StaffQuery(reference=staff.reference))
        outcome = people.register(request, same_reference=same, objections=self.unit.objections(request))
        return self.unit.apply(outcome).result

    @verb
    def train(self, staff: Staff | UUID | str, topic: str, *, on: dt.date | None = None) -> Staff:
        """Record that somebody followed a training on a day (default: today); they count as trained from then on."""
        training = accept(Training, on=self.unit.today if on is None else on, topic=topic)
        return self.unit.apply(people.train(find_staff(self.unit, staff), training, today=self.unit.today)).result

    @verb
    def leave(self, staff: Staff | UUID | str, *, on: dt.date | None = None) -> Staff:
        """Record that somebody no longer works here: they may do nothing any more, and fetch no calendar.

        Refused: `already_left`.

        Their cases stay theirs until they are given to another: `cases.search(consultant=...)`, `cases.change(...)`.
        """
        day = self.unit.today if on is None else on
        who = find_staff(self.unit, staff)
        held = self.unit.session.find(SubscriptionQuery(holder=who.reference, alive=True))
        ended = [evolve(each, revoked_on=day) for each in held]
        return self.unit.apply(people.leave(who, on=day, held=ended)).result

    @question
    def get(self, staff: Staff | UUID | str) -> Staff:
        """Return a member of staff, given themselves, their id or their reference; `NotFound` where there is none."""
        return find_staff(self.unit, staff)

    @question
    def all(self, *, role: str | None = None, trained: bool | None = None) -> Sequence[Staff]:
        """Return who works here, by reference: in one role or any, trained or not."""
        wanted = None if role is None else accept(_Wish, role=role).role
        found = self.unit.session.find(StaffQuery(role=wanted, here=True))
        return [staff for staff in found if trained is None or staff.trained is trained]


@attrs.frozen(kw_only=True)
class _Wish:
    role: Role


def find_staff(unit: Unit, given: Staff | UUID | str) -> Staff:
    """Return a member of staff as they are now, given themselves, their id or their reference."""
    return unit.resolve(Staff, given, lambda reference: StaffQuery(reference=reference))


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
        language: str | None = None,
        quiet_from: dt.time | None = None,
        quiet_until: dt.time | None = None,
        digest: bool = False,
    ) -> Contact:
        """Keep how to reach the person behind a reference, in place of what was kept before.

        `phone` is in E.164, `contact_by` one of email, sms and letter. Nothing is told from `quiet_from` to
        `quiet_until` (local), and with `digest` what can wait comes once a day, together. Nothing is saved where
        nothing changes.
        """
        values = {name: value for name, value in locals().items() if name != "self"}
        self._admit(reference)
        new = accept(Contact, id=self.house.new_id(), **values)
        if problems := list(quiet_problems(new)):
            raise InvalidData(problems)
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
        self._admit(reference)
        found = self.unit.session.find(ContactQuery(reference=reference))
        return found[0] if found else None

    def _admit(self, reference: str) -> None:
        """Hold that whoever acts may know how to reach the person: of a case that they may see, or themselves."""
        if self.unit.access is None or reference == self.unit.actor:
            return
        cases = self.unit.session.find(CaseQuery(reference=reference)) if isinstance(reference, str) else ()
        if cases:
            self.unit.admit(cases[0])
        else:
            self.unit.access.admit_owner(reference)
