"""Staff, who guide and coach; and contacts, the one place that holds names, telephones and addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

import attrs
from attrs.validators import optional

from digicase.domain import checks
from digicase.domain.events import StaffLeft, StaffRegistered, StaffTrained
from digicase.domain.ids import ContactId, StaffId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, Record, eq, evolve, is_null, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem


class Role(StrEnum):
    """What a member of staff does in the programme."""

    CONSULTANT = "consultant"
    COACH = "coach"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"


@attrs.frozen(kw_only=True)
class Training:
    """A training that somebody followed, on a day, about a topic."""

    on: dt.date
    topic: str = attrs.field(validator=checks.filled)


class ContactBy(StrEnum):
    """How somebody wants to be told."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"


@record(unique=[Key("reference")])
class Staff:
    """A member of staff, known by a reference; `trained` tells whether they followed the programme's training.

    `trainings` are those that were recorded, oldest first. Who has left (`left_on`) may do nothing any more.
    """

    id: StaffId
    version: int = 0
    reference: str = attrs.field(validator=checks.filled)
    role: Role
    language: str = attrs.field(default="nl", validator=checks.language_code)
    trained: bool = False
    trainings: tuple[Training, ...] = ()
    left_on: dt.date | None = None


@query(Staff, sort=("reference",))
class StaffQuery(Query[Staff]):
    """Staff, by reference."""

    reference: str | None = where("reference", eq)
    references: Collection[str] | None = where("reference", one_of)
    role: Role | None = where("role", eq)
    here: bool | None = where("left_on", is_null)


@attrs.frozen(kw_only=True)
class Addressee:
    """How to reach the person behind a reference, as a directory tells it; `phone` is in E.164.

    And how they like to be told: by what (`contact_by`), in which language (None: the case's, or the house's), not
    between two times of day (`quiet_from` to `quiet_until`, local, over midnight too), and once a day together
    (`digest`) where it can wait.
    """

    reference: str = attrs.field(validator=checks.filled)
    name: str | None = attrs.field(default=None, repr=False, validator=checks.filled_if_given)
    email: str | None = attrs.field(default=None, repr=False, validator=checks.email)
    phone: str | None = attrs.field(default=None, repr=False, validator=checks.e164)
    address: str | None = attrs.field(default=None, repr=False)
    contact_by: ContactBy | None = None
    language: str | None = attrs.field(default=None, validator=optional(checks.language_code))
    quiet_from: dt.time | None = None
    quiet_until: dt.time | None = None
    digest: bool = False


@record(unique=[Key("reference")])
class Contact(Addressee):
    """An addressee kept by us, for hosts that have no directory; nothing else holds names or addresses."""

    id: ContactId
    version: int = 0


@query(Contact, sort=("reference",))
class ContactQuery(Query[Contact]):
    """Contacts, by reference."""

    reference: str | None = where("reference", eq)


def quiet_problems(wish: Addressee) -> Iterator[Problem]:
    """Yield what is wrong with quiet hours: one end without the other, or none of the day left."""
    if (wish.quiet_from is None) is not (wish.quiet_until is None):
        missing = "quiet_from" if wish.quiet_from is None else "quiet_until"
        yield Problem(missing, "must be given too: quiet hours have two ends")
    elif wish.quiet_from is not None and wish.quiet_from == wish.quiet_until:
        yield Problem("quiet_until", "must be another time than quiet_from")


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


def train(staff: Staff, training: Training, *, today: dt.date) -> Outcome[Staff]:
    """Record that somebody followed a training, from when on they count as trained. The future is InvalidData."""
    if training.on > today:
        raise InvalidData([Problem("on", f"{training.on} is in the future (today is {today})")])
    event = StaffTrained(staff=staff.id, on=training.on, topic=training.topic)
    trainings = tuple(sorted((*staff.trainings, training), key=lambda each: each.on))
    return Outcome(evolve(staff, trained=True, trainings=trainings), events=(event,))


def leave(staff: Staff, *, on: dt.date, held: Sequence[Record] = ()) -> Outcome[Staff]:
    """Record that somebody no longer works here; what they `held` ends with it. Codes: `already_left`."""
    if staff.left_on is not None:
        text = f"{staff.reference} left on {staff.left_on}."
        refuse((Objection("already_left", text, {"staff": staff.reference}),))
    return Outcome(evolve(staff, left_on=on), also=tuple(held), events=(StaffLeft(staff=staff.id, on=on),))
