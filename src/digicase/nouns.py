"""The verbs by noun, and three ways to read: what an app and an open unit of work have in common."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload
from uuid import UUID

from digicase.casework.appointments import Appointments
from digicase.casework.asking import Requests
from digicase.casework.assessments import Assessments
from digicase.casework.calendars import Calendars
from digicase.casework.cases import Cases
from digicase.casework.feedback import Feedback
from digicase.casework.items import Items
from digicase.casework.loans import Loans
from digicase.casework.locations import Locations
from digicase.casework.notices import Notices
from digicase.casework.once import Once
from digicase.casework.outreach import Outreaches
from digicase.casework.packages import Packages
from digicase.casework.people import Contacts, People
from digicase.casework.plans import Plans
from digicase.casework.privacy import Privacy
from digicase.casework.reservations import Reservations
from digicase.casework.standby import Standbys
from digicase.casework.stocktakes import Stocktakes
from digicase.casework.tasks import Tasks
from digicase.casework.templates import Templates
from digicase.casework.unit import Desk
from digicase.casework.verbs import Noun
from digicase.casework.waiting import Waiting
from digicase.casework.zitdagen import Zitdagen
from digicase.domain.people import Role
from digicase.domain.record import Query, Record, kind_of, unfit
from digicase.domain.roles import Roles
from digicase.errors import InvalidData, Problem
from digicase.invitations import Invitations

if TYPE_CHECKING:
    from digicase.exchange import Exchange

R = TypeVar("R", bound=Record)


class Nouns:
    """The verbs by noun, and three ways to read: the same on an app and on an open unit of work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def once(self, key: str) -> Nouns:
        """Return the same verbs under an idempotency key: one of them is done once, however often it is called.

        Called again under the key, a verb does nothing and returns the record as it is by then. Use it for what a form
        or a message asks, with a key that comes with it, and where a lost connection leaves the outcome unknown: it is
        found out by asking again. Only for verbs that return a record; InvalidData for others.
        """
        if not isinstance(key, str) or not key.strip():
            raise InvalidData([Problem("key", "must be a text that is not empty, such as the id of the request")])
        return Nouns(Once(self._desk, key))

    @property
    def packages(self) -> Packages:
        """The stock."""
        return Packages(self._desk)

    @property
    def items(self) -> Items:
        """The things that packages are made of."""
        return Items(self._desk)

    @property
    def templates(self) -> Templates:
        """Sorts of packages."""
        return Templates(self._desk)

    @property
    def requests(self) -> Requests:
        """What is asked for, for a coordinator to decide."""
        return Requests(self._desk)

    @property
    def reservations(self) -> Reservations:
        """Packages kept for a day to come, and what is free when."""
        return Reservations(self._desk)

    @property
    def stocktakes(self) -> Stocktakes:
        """Looking what is really there."""
        return Stocktakes(self._desk)

    @property
    def staff(self) -> People:
        """Who works in the programme."""
        return People(self._desk)

    @property
    def contacts(self) -> Contacts:
        """How to reach people, for hosts without a directory."""
        return Contacts(self._desk)

    @property
    def cases(self) -> Cases:
        """The jobseekers' files."""
        return Cases(self._desk)

    @property
    def assessments(self) -> Assessments:
        """What jobseekers can do, and advice."""
        return Assessments(self._desk)

    @property
    def loans(self) -> Loans:
        """Packages in people's hands."""
        return Loans(self._desk)

    @property
    def waiting(self) -> Waiting:
        """Who waits for a package."""
        return Waiting(self._desk)

    @property
    def locations(self) -> Locations:
        """Rooms, with their seats and equipment."""
        return Locations(self._desk)

    @property
    def zitdagen(self) -> Zitdagen:
        """Coaching half-days."""
        return Zitdagen(self._desk)

    @property
    def standby(self) -> Standbys:
        """Who waits for an appointment."""
        return Standbys(self._desk)

    @property
    def invitations(self) -> Invitations:
        """Appointments in people's own calendars, and their answers."""
        return Invitations(self._desk)

    @property
    def appointments(self) -> Appointments:
        """Places on zitdagen."""
        return Appointments(self._desk)

    @property
    def feedback(self) -> Feedback:
        """What coach and consultant tell each other."""
        return Feedback(self._desk)

    @property
    def plans(self) -> Plans:
        """What jobseekers and the team set out to do."""
        return Plans(self._desk)

    @property
    def tasks(self) -> Tasks:
        """What is to be done about cases, by whom and until when."""
        return Tasks(self._desk)

    @property
    def notices(self) -> Notices:
        """What people are told, and what could not be."""
        return Notices(self._desk)

    @property
    def outreach(self) -> Outreaches:
        """What was done to win people over."""
        return Outreaches(self._desk)

    @property
    def privacy(self) -> Privacy:
        """What a person may ask, and what an organisation owes them."""
        return Privacy(self._desk)

    @property
    def calendars(self) -> Calendars:
        """What staff see in their own calendars."""
        return Calendars(self._desk)

    @property
    def exchange(self) -> Exchange:
        """Files of partners, in and out."""
        from digicase.exchange import Exchange

        return Exchange(self._desk)

    def get(self, kind: type[R], id: UUID) -> R:
        """Return a record of any kind by its id; `NotFound` where there is none, InvalidData for what is no id."""
        return self._desk.run(lambda unit: unit.doing("records.get").stored(kind, id), read_only=True)

    def find(self, query: Query[R], *, limit: int | None = None, after: R | None = None) -> Sequence[R]:
        """Return the records that a query matches, in its order; `after` continues behind an earlier one.

        A query for what a field never holds, such as a reference where it wants an id, is InvalidData.
        """
        _check(query, limit=limit)
        return self._desk.run(
            lambda unit: unit.doing("records.find").session.find(query, limit=limit, after=after), read_only=True
        )

    @overload
    def count(self, query: Query[Any], *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of the field `by`."""
        _check(query, by=by)
        return self._desk.run(lambda unit: unit.doing("records.count").session.count(query, by=by), read_only=True)


def _check(query: object, *, by: str | None = None, limit: object = None) -> None:
    if not isinstance(query, Query):
        raise InvalidData([Problem("query", f"must be a query, such as CaseQuery(open=True), not {query!r}")])
    problems = unfit(query)
    fields = kind_of(query.of).fields
    if by is not None and by not in fields:
        problems.append(Problem("by", f"there is no field {by!r}; there are {', '.join(fields)}"))
    if limit is not None and (not isinstance(limit, int) or limit < 0):
        problems.append(Problem("limit", f"must be a whole number from 0 on, not {limit!r}"))
    if problems:
        raise InvalidData(problems)


def unknown_rights(roles: Roles) -> list[Problem]:
    """Return a problem for every role that nobody on the staff can have, and every action that there is not."""
    every = _actions()
    verbs, nouns = ({action.split(".")[part] for action in every} for part in (1, 0))
    sides = {*every, *(f"{noun}.*" for noun in nouns), *(f"*.{verb}" for verb in verbs), "*"}
    problems = []
    for role, rights in roles.rights.items():
        if role not in list(Role):
            problems.append(Problem(f"roles.{role}", f"is no role on the staff; there is {', '.join(Role)}"))
        for action in rights:
            if action not in sides:
                near = difflib.get_close_matches(action, sides, 1)
                meant = f"; did you mean {near[0]}?" if near else "; docs/roles.md lists them"
                problems.append(Problem(f"roles.{role}.{action}", f"there is no such action{meant}"))
    return problems


def _actions() -> set[str]:
    """Return what somebody who acts can do: `noun.verb`."""
    found = {f"records.{verb}" for verb in ("get", "find", "count")} | {"invitations.read"}
    found |= {f"exchange.{verb}" for verb in ("import_file", "import_folder", "export_folder")}
    for noun in Noun.__subclasses__():
        found |= {f"{noun.noun}.{name}" for name in dir(noun) if hasattr(getattr(noun, name), "__digicase_verb__")}
    return found


class Work(Nouns):
    """An open unit of work: all that is done through it is kept, or none of it."""
