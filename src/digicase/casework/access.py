"""Access: whoever acts is asked about once per verb, and about each case that the verb touches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from digicase.domain.appointments import AppointmentQuery
from digicase.domain.cases import Case
from digicase.domain.feedback import Note
from digicase.domain.people import StaffQuery
from digicase.domain.record import evolve
from digicase.domain.roles import AccessRequest, AccessRules, Roles, Scope
from digicase.errors import NotPermitted, Objection
from digicase.ports import Session


@attrs.frozen(kw_only=True)
class Access:
    """What somebody who acts may do in a unit of work; once a verb has begun, `action` names it."""

    actor: str
    role: str | None
    rules: AccessRules
    session: Session
    objections: Callable[[object], Sequence[Objection]]
    action: str | None = None
    scope: Scope = Scope.NONE

    @classmethod
    def of(
        cls, actor: str, rules: AccessRules, session: Session, objections: Callable[[object], Sequence[Objection]]
    ) -> Access:
        """Return what somebody may do, by the role that they have on the staff; who is not, or has left, has none."""
        found = session.find(StaffQuery(reference=actor, here=True), limit=1)
        role = found[0].role.value if found else None
        return cls(actor=actor, role=role, rules=rules, session=session, objections=objections)

    def to(self, action: str) -> Access:
        """Return the access to one verb; `NotPermitted` where the actor may not call it at all."""
        request = AccessRequest(actor=self.actor, role=self.role, action=action)
        scope = self.rules.scope(request)
        if scope is Scope.NONE or self.objections(request):
            raise NotPermitted(action, self.actor, known=self._known)
        return evolve(self, action=action, scope=scope)

    def admit(self, case: Case) -> None:
        """Raise `NotPermitted` unless the actor may do this with a case."""
        action = self.action or "records.get"
        request = AccessRequest(actor=self.actor, role=self.role, action=action, case=case)
        if not self._reaches(case) or self.objections(request):
            raise NotPermitted(action, self.actor, case.id)

    def admit_reader(self, note: Note) -> None:
        """Raise `NotPermitted` unless the actor may read a note."""
        if not note.visible_to(self.actor, self.role):
            raise NotPermitted(self.action or "records.get", self.actor, note.case)

    @property
    def sees_all(self) -> bool:
        """Tell whether the actor may do this on all cases."""
        return self.scope is Scope.ALL

    def admits(self, case: Case) -> bool:
        """Tell whether the actor may do this with a case, as for a list of which they see a part."""
        return self._reaches(case)

    def admit_owner(self, owner: str | None) -> None:
        """Raise `NotPermitted` unless the actor may see what is somebody's: a calendar, or tasks."""
        action = self.action or "records.get"
        request = AccessRequest(actor=self.actor, role=self.role, action=action, owner=owner)
        if (self.scope is not Scope.ALL and owner not in (None, self.actor)) or self.objections(request):
            raise NotPermitted(action, self.actor)

    @property
    def _known(self) -> bool:
        """Tell whether the actor is on our staff, where that is what they lack: a host's own rules may need nobody."""
        return self.role is not None or not isinstance(self.rules, Roles)

    def _reaches(self, case: Case) -> bool:
        if self.scope in (Scope.ALL, Scope.NONE):
            return self.scope is Scope.ALL
        if self.scope is Scope.OWN:
            return case.consultant == self.actor
        booked: Any = AppointmentQuery(case=case.id, coach=self.actor)
        return bool(self.session.count(booked))
