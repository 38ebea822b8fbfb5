"""Loans: what is on record of a package in somebody's hands, and what every step of a loan shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import attrs

from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind, Item
from digicase.domain.events import RulesOverridden
from digicase.domain.ids import CaseId, ItemId, LoanId, PackageId
from digicase.domain.notices import NoticeDraft, NoticeKind, both
from digicase.domain.outcome import Override
from digicase.domain.policies import LoanPolicy
from digicase.domain.record import Key, Query, eq, evolve, ge, is_null, lt, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem


@attrs.frozen(kw_only=True)
class Extension:
    """One extension of a loan: granted on a day, from one due date to the next, and why.

    `overdue_days` is for how many days the loan was overdue when it was granted.
    """

    on: dt.date
    was_due_on: dt.date
    due_on: dt.date
    reason: str
    overdue_days: int = 0


@attrs.frozen(kw_only=True)
class Recall:
    """A loan called back before its due date: on which day, from one due date to an earlier one, and why."""

    on: dt.date
    was_due_on: dt.date
    due_on: dt.date
    reason: str


@attrs.frozen(kw_only=True)
class Swap:
    """One item of a loan replaced by another, on a day; the loan runs on as it was."""

    on: dt.date
    out: ItemId
    into: ItemId
    reason: str


@attrs.frozen(kw_only=True)
class ItemReturn:
    """One item of a loan that came back, on a day, and in what condition; photos are references of the host's."""

    item: ItemId
    on: dt.date
    condition: str = ""
    photos: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Condition:
    """How an item was handed over; photos are references of the host's."""

    item: ItemId
    condition: str = ""
    photos: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Overridden:
    """Objections that were set aside: on which day, their codes, by whom, and why."""

    on: dt.date
    codes: tuple[str, ...]
    by: str
    reason: str


@record(
    unique=[Key("package", where={"returned_on": None})],
    indexed=["package", "case", ("returned_on", "due_on"), ("returned_on", "device", "due_on"), "lent_on"],
)
class Loan:
    """A package in the hands of a case, from hand-over to return.

    `items` are what is out on it now: what it left with and what was swapped since, whatever happens to the package;
    `left_without` are those that the package had and that were kept here on purpose. `nominal_due_on` is what the
    policy gives; `due_on` is the date that holds. They are kept apart so that a shift for closed days never
    accumulates. `provisional` tells that the calendar was not published so far ahead. The loan is open until
    everything has come back (`returned_on`); who says that it has, or that it is lost, has `claimed_on` and `lost_on`.
    """

    id: LoanId
    version: int = 0
    package: PackageId
    case: CaseId
    device: DeviceKind | None = None
    items: tuple[ItemId, ...] = ()
    left_without: tuple[ItemId, ...] = ()
    handed_over: tuple[Condition, ...] = ()
    policy: str
    policy_version: int = 1
    lent_on: dt.date
    nominal_due_on: dt.date
    due_on: dt.date
    provisional: bool = False
    agreement: str | None = None
    deposit_cents: int = 0
    extensions: tuple[Extension, ...] = ()
    overrides: tuple[Overridden, ...] = ()
    swaps: tuple[Swap, ...] = ()
    recall: Recall | None = None
    claimed_on: dt.date | None = None
    lost_on: dt.date | None = None
    came_back: tuple[ItemReturn, ...] = ()
    returned_on: dt.date | None = None
    outcome: str | None = None

    @property
    def missing(self) -> tuple[ItemId, ...]:
        """Return the items that have not come back."""
        back = {each.item for each in self.came_back}
        return () if self.returned_on is not None else tuple(item for item in self.items if item not in back)

    def overdue(self, today: dt.date) -> bool:
        """Tell whether the loan is open and its due date has passed; the due date itself is not overdue."""
        return self.returned_on is None and self.due_on < today

    def overdue_days(self, today: dt.date) -> int:
        """Return for how many days it is overdue, or was when it came back: 0 where it never was."""
        return max(0, ((self.returned_on or today) - self.due_on).days)

    def last_event_on(self) -> dt.date:
        """Return the day of the last thing that is recorded of the loan: nothing can be entered before it."""
        told = [self.lent_on, self.claimed_on, self.lost_on, self.recall.on if self.recall else None]
        told += [each.on for each in self.extensions]
        told += [each.on for each in self.swaps]
        told += [each.on for each in self.came_back]
        return max(day for day in told if day is not None)


@query(Loan, sort=("due_on",))
class LoanQuery(Query[Loan]):
    """Loans, soonest due first."""

    ids: Collection[LoanId] | None = where("id", one_of)
    package: PackageId | None = where("package", eq)
    packages: Collection[PackageId] | None = where("package", one_of)
    case: CaseId | None = where("case", eq)
    cases: Collection[CaseId] | None = where("case", one_of)
    device: DeviceKind | None = where("device", eq)
    open: bool | None = where("returned_on", is_null)
    due_from: dt.date | None = where("due_on", ge)
    due_before: dt.date | None = where("due_on", lt)
    lent_from: dt.date | None = where("lent_on", ge)
    provisional: bool | None = where("provisional", eq)


def end_of_life_on(policy: LoanPolicy, items: Sequence[Item]) -> dt.date | None:
    """Return the first day on which a device among the items is due for replacement, or None."""
    days = [policy.end_of_life_on(item.acquired_on) for item in items if item.is_device and item.acquired_on]
    return min(days, default=None)


def escalation(loan: Loan, case: Case, policy: LoanPolicy) -> tuple[NoticeDraft, ...]:
    """Return what the policy has said before, on and after the due date, to the jobseeker and to the consultant."""
    return tuple(
        draft
        for step in policy.escalation
        for draft in both(
            NoticeKind(step.notice),
            case,
            on=loan.due_on + dt.timedelta(days=step.days),
            once=f"{loan.due_on}{-step.days:+d}" if step.days > 0 else f"{loan.due_on}-{-step.days}",
            expires_on=loan.due_on + dt.timedelta(days=max(step.days + 7, 0) if step.days > 0 else 0),
            data={"due_on": loan.due_on.isoformat(), "days": abs(step.days)},
        )
    )


def overridden(
    loan: Loan, aside: Sequence[Objection], override: Override | None, *, on: dt.date
) -> tuple[Loan, tuple[RulesOverridden, ...]]:
    """Return the loan with what was set aside for it, and the event that says so, if anything was."""
    if not aside or override is None:
        return loan, ()
    codes = tuple(each.code for each in aside)
    noted = Overridden(on=on, codes=codes, by=override.by, reason=override.reason)
    event = RulesOverridden(loan=loan.id, case=loan.case, on=on, codes=" ".join(codes))
    return evolve(loan, overrides=(*loan.overrides, noted)), (event,)


def still_out(loan: Loan) -> Sequence[Objection]:
    """Return the objection that everything has come back already, or none. Code: `already_returned`."""
    if loan.returned_on is None:
        return ()
    return (objection("already_returned", f"The package came back on {loan.returned_on}.", loan=loan.id),)


def in_order(path: str, day: dt.date, loan: Loan, today: dt.date) -> None:
    """Refuse, as InvalidData, a day in the future, before the hand-over, or before what is recorded of the loan."""
    not_in_future(path, day, today)
    if day < loan.lent_on:
        raise InvalidData([Problem(path, f"{day} is before the hand-over on {loan.lent_on}")])
    if day < loan.last_event_on():
        raise InvalidData([Problem(path, f"{day} is before what is recorded of this loan on {loan.last_event_on()}")])


def not_in_future(path: str, day: dt.date, today: dt.date) -> None:
    """Refuse, as InvalidData, a day after today."""
    if day > today:
        raise InvalidData([Problem(path, f"{day} is in the future (today is {today})")])


def objection(code: str, text: str, **data: object) -> Objection:
    """Return an objection with its facts."""
    return Objection(code, text, data)
