"""Staff, who guide and coach; and contacts, the one place that holds names, telephones and addresses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

import attrs

from digicase.domain import checks
from digicase.domain.events import StaffRegistered
from digicase.domain.ids import ContactId, StaffId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, one_of, query, record, where
from digicase.errors import Objection


class Role(StrEnum):
    """What a member of staff does in the programme."""

    CONSULTANT = "consultant"
    COACH = "coach"
    COORDINATOR = "coordinator"


class ContactBy(StrEnum):
    """How somebody wants to be told."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"


@record(unique=[Key("reference")])
class Staff:
    """A member of staff, known by a reference; `trained` tells whether they followed the programme's training."""

    id: StaffId
    version: int = 0
    reference: str = attrs.field(validator=checks.filled)
    role: Role
    language: str = attrs.field(default="nl", validator=checks.language_code)
    trained: bool = False


@query(Staff, sort=("reference",))
class StaffQuery(Query[Staff]):
    """Staff, by reference."""

    reference: str | None = where("reference", eq)
    references: Collection[str] | None = where("reference", one_of)
    role: Role | None = where("role", eq)


@attrs.frozen(kw_only=True)
class Addressee:
    """How to reach the person behind a reference, as a directory tells it; `phone` is in E.164."""

    reference: str = attrs.field(validator=checks.filled)
    name: str | None = attrs.field(default=None, repr=False, validator=checks.filled_if_given)
    email: str | None = attrs.field(default=None, repr=False, validator=checks.email)
    phone: str | None = attrs.field(default=None, repr=False, validator=checks.e164)
    address: str | None = attrs.field(default=None, repr=False)
    contact_by: ContactBy | None = None


@record(unique=[Key("reference")])
class Contact(Addressee):
    """An addressee kept by us, for hosts that have no directory; nothing else holds names or addresses."""

    id: ContactId
    version: int = 0


@query(Contact, sort=("reference",))
class ContactQuery(Query[Contact]):
    """Contacts, by reference."""

    reference: str | None = where("reference", eq)


@attrs.frozen(kw_only=True)
class RegisterStaff:
    """The request to make a member of staff known, as they would be."""

    staff: Staff


def register(
    request: RegisterStaff, *, same_reference: Sequence[Staff] = (), objections: Sequence[Objection] = ()
) -> Outcome[Staff]:
    """Make a member of staff known under a reference that nobody else has. Codes: `reference_taken`."""
    taken = [
        Objection(
            "reference_taken", f"There is already a member of staff {other.reference}.", {"staff": other.reference}
        )
        for other in same_reference
    ]
    refuse(taken, objections)
    staff = request.staff
    return Outcome(staff, events=(StaffRegistered(staff=staff.id, role=staff.role.value),))
