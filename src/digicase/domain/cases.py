"""Cases: a jobseeker's file in this programme, which knows the person only by the host's reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum

import attrs

from digicase.domain import checks
from digicase.domain.events import CaseClosed, CaseOpened
from digicase.domain.ids import CaseId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem


class OwnDevice(StrEnum):
    """What a jobseeker has at home; only a computer counts as usable for job tasks."""

    COMPUTER = "computer"
    TABLET = "tablet"
    SMARTPHONE = "smartphone"
    BASIC_PHONE = "basic_phone"


class HomeInternet(StrEnum):
    """How a jobseeker is connected at home."""

    NONE = "none"
    FIXED = "fixed"
    MOBILE_LIMITED = "mobile_limited"
    SHARED_UNRELIABLE = "shared_unreliable"


@record(unique=[Key("reference")], indexed=["consultant"])
class Case:
    """A jobseeker's file: who guides whom until when, and what the person wants, has and needs.

    `reference` is the host's own and opaque. `guidance_until` is the last day of guidance (None: no end is known).
    `group` is the borrowers' group that a policy may name. `confidence` goes from 1 (none) to 4; `home_internet` None
    means that nobody asked.
    """

    id: CaseId
    version: int = 0
    reference: str = attrs.field(validator=checks.filled)
    consultant: str = attrs.field(validator=checks.filled)
    language: str = attrs.field(default="nl", validator=checks.language_code)
    group: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    guidance_from: dt.date
    guidance_until: dt.date | None = None
    goals: tuple[str, ...] = ()
    own_devices: tuple[OwnDevice, ...] = ()
    home_internet: HomeInternet | None = None
    prefers_touch: bool = False
    language_support: bool = False
    confidence: int = attrs.field(default=3, validator=checks.between(1, 4))
    closed_on: dt.date | None = None
    outcome: str | None = None

    def in_guidance(self, day: dt.date) -> bool:
        """Tell whether the jobseeker is in active guidance on that day; the first and last day count."""
        return not self.guidance_objections(day)

    def guidance_objections(self, day: dt.date) -> tuple[Objection, ...]:
        """Return why nothing may be lent or booked for this case on that day; empty while guidance is active."""
        of = {"case": self.reference, "on": day}
        if self.closed_on is not None and self.closed_on <= day:
            return (Objection("case_closed", f"Case {self.reference} was closed on {self.closed_on}.", of),)
        if day < self.guidance_from:
            text = f"Guidance of case {self.reference} starts on {self.guidance_from}, after {day}."
            return (Objection("guidance_not_started", text, {**of, "guidance_from": self.guidance_from}),)
        if self.guidance_until is not None and day > self.guidance_until:
            text = f"Guidance of case {self.reference} ended on {self.guidance_until}, before {day}."
            return (Objection("guidance_ended", text, {**of, "guidance_until": self.guidance_until}),)
        return ()


@query(Case, sort=("reference",))
class CaseQuery(Query[Case]):
    """Cases, by reference."""

    ids: Collection[CaseId] | None = where("id", one_of)
    reference: str | None = where("reference", eq)
    references: Collection[str] | None = where("reference", one_of)
    consultant: str | None = where("consultant", eq)
    open: bool | None = where("closed_on", is_null)


@attrs.frozen(kw_only=True)
class OpenCase:
    """The request to open a case: the case as it would be."""

    case: Case


def open(
    request: OpenCase,
    *,
    known_goals: Collection[str],
    same_reference: Sequence[Case] = (),
    objections: Sequence[Objection] = (),
) -> Outcome[Case]:
    """Open a case under a reference that no other case has; goals must be among the framework's.

    Codes: `reference_taken`. A repeated goal or device counts once.
    """
    case = request.case
    problems = [
        Problem("goals", f"unknown goal {goal!r}; known are {', '.join(sorted(known_goals))}")
        for goal in case.goals
        if goal not in known_goals
    ]
    if case.guidance_until is not None and case.guidance_until < case.guidance_from:
        reason = f"{case.guidance_until} is before guidance_from ({case.guidance_from})"
        problems.append(Problem("guidance_until", reason))
    if problems:
        raise InvalidData(problems)
    taken = [
        Objection("reference_taken", f"There is already a case {other.reference}.", {"case": other.reference})
        for other in same_reference
    ]
    refuse(taken, objections)
    opened = evolve(case, goals=tuple(dict.fromkeys(case.goals)), own_devices=tuple(dict.fromkeys(case.own_devices)))
    return Outcome(opened, events=(CaseOpened(case=case.id, consultant=case.consultant),))


@attrs.frozen(kw_only=True)
class CloseCase:
    """The request to close a case with an outcome, such as `found_work`."""

    case: Case
    on: dt.date
    outcome: str = attrs.field(validator=checks.filled)


def close(request: CloseCase, *, open_loans: int, objections: Sequence[Objection] = ()) -> Outcome[Case]:
    """Close a case that has nothing on loan. Codes: `case_closed`, `still_on_loan`."""
    case, found = request.case, []
    of = {"case": case.reference}
    if case.closed_on is not None:
        found.append(Objection("case_closed", f"Case {case.reference} was closed on {case.closed_on}.", of))
    if open_loans:
        found.append(Objection("still_on_loan", f"Case {case.reference} still has a package on loan.", of))
    refuse(found, objections)
    closed = evolve(case, closed_on=request.on, outcome=request.outcome)
    return Outcome(closed, events=(CaseClosed(case=case.id, on=request.on, outcome=request.outcome),))
