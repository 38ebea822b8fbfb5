"""Loan policy: data that a host sets, not code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs
from dateutil.relativedelta import relativedelta

from digicase.domain import checks
from digicase.errors import InvalidData, Problem

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FORM = re.compile(r"(\d+) (day|week|month|year)s?")


class PeriodUnit(StrEnum):
    """What a period counts: months and years are those of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@attrs.frozen
class Period:
    """A length of time such as `6 months`; months are clamped at their end (31 August + 6 months = 28 February)."""

    number: int = attrs.field(validator=checks.between(0, 3650))
    unit: PeriodUnit

    def after(self, day: dt.date, times: int = 1) -> dt.date:
        """Return the day this period, or a number of them, after a day; beyond the calendar it is its last day."""
        try:
            return day + relativedelta(**{f"{self.unit}s": self.number * times})  # type: ignore[arg-type]  # its four units
        except (ValueError, OverflowError):
            return dt.date.max

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


def as_period(given: str | Period) -> Period:
    """Return a period written as `6 months`, `2 weeks` or `10 days`; anything else is a ValueError."""
    if isinstance(given, Period):
        return given
    found = FORM.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"{given!r} is not a period such as '6 months', '2 weeks' or '10 days'")
    return Period(int(found[1]), PeriodUnit(found[2]))


class ClosedDay(StrEnum):
    """What happens to a due date on a day on which nothing is open."""

    KEEP = "keep"
    PREVIOUS = "previous"
    NEXT = "next"


class ExtendFrom(StrEnum):
    """From where an extension counts: the hand-over (the anchor), the nominal due date, or the day it is granted."""

    ANCHOR = "anchor"
    DUE_DATE = "due_date"
    TODAY = "today"


class WhenOverdue(StrEnum):
    """Whether an overdue loan is extended: always, never, or by an override only."""

    ALLOW = "allow"
    REFUSE = "refuse"
    COORDINATOR = "coordinator"


class EndOfLife(StrEnum):
    """What happens when a device is due for replacement during a loan: refuse, cap the loan, or allow it and swap."""

    REFUSE = "refuse"
    CAP = "cap"
    ALLOW = "allow"


@attrs.frozen
class YearDay:
    """A day of every year, such as `07-15`; 29 February is the 28th in other years."""

    month: int = attrs.field(validator=checks.between(1, 12))
    day: int = attrs.field(validator=checks.between(1, 31))

    def after(self, day: dt.date) -> dt.date:
        """Return the first such day after a day."""
        found = [dt.date(day.year, 1, 1) + relativedelta(years=n, month=self.month, day=self.day) for n in (0, 1)]
        return next(each for each in found if each > day)

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


def as_year_day(given: str | YearDay | None) -> YearDay | None:
    """Return a day written as `07-15`, or None; anything else is a ValueError."""
    if given is None or isinstance(given, YearDay):
        return given
    try:
        day = dt.date.fromisoformat(f"2000-{given}")
    except ValueError:
        raise ValueError(f"{given!r} is not a day of the year such as '07-15'") from None
    return YearDay(day.month, day.day)


class EscalationAction(StrEnum):
    """What an escalation step does besides telling: nothing, suspend the SIM, or put the loan before a coordinator."""

    TELL = "tell"
    SUSPEND_SIM = "suspend_sim"
    REFER = "refer"


@attrs.frozen(kw_only=True)
class EscalationStep:
    """A step so many days after the due date (negative: before it): a notice of a kind, and what is done besides."""

    days: int = attrs.field(validator=checks.between(-365, 365))
    notice: str = attrs.field(validator=checks.filled)
    action: EscalationAction = attrs.field(default=EscalationAction.TELL, converter=EscalationAction)


REMINDERS = (
    EscalationStep(days=-28, notice="loan_due_soon"),
    EscalationStep(days=-7, notice="loan_due_soon"),
    EscalationStep(days=0, notice="loan_due_today"),
)


def by_day(steps: Iterable[EscalationStep]) -> tuple[EscalationStep, ...]:
    """Return steps in the order of their days."""
    return tuple(sorted(steps, key=lambda step: step.days))


def names(given: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple."""
    return tuple(given)


@attrs.frozen(kw_only=True)
class LoanPolicy:
    """How packages are lent: a loan keeps the name and version of the policy it was made under.

    Periods are texts such as `6 months`. Numbers that are None are without limit. A loan rolls for `period`, or ends
    with all others on the next `ends_each`, such as `07-15`; it is never due after `latest_due_on`, nor, where
    `until_guidance_ends`, after the last day of guidance. `closed_day` shifts a due date that falls on a closed day;
    open are the `open_weekdays` without closing days or, where none are named, the days of zitdagen.

    `max_open_loans` counts per case, times the fact named in `per` where one is (such as `children`, which whoever
    lends tells). `notice_days` is how long before its start a loan must be asked for; `turnaround_days` how long a
    package rests after a return. `replaced_after` is a device's life. `escalation` is in the order of its days.
    """

    name: str = attrs.field(default="default", validator=checks.filled)
    version: int = attrs.field(default=1, validator=checks.between(1, 9999))
    period: Period = attrs.field(default=Period(6, PeriodUnit.MONTH), converter=as_period)
    ends_each: YearDay | None = attrs.field(default=None, converter=as_year_day)
    latest_due_on: dt.date | None = None
    until_guidance_ends: bool = False
    closed_day: ClosedDay = attrs.field(default=ClosedDay.KEEP, converter=ClosedDay)
    open_weekdays: tuple[str, ...] = attrs.field(default=(), converter=names)
    extension: Period = attrs.field(default=Period(6, PeriodUnit.MONTH), converter=as_period)
    extend_from: ExtendFrom = attrs.field(default=ExtendFrom.DUE_DATE, converter=ExtendFrom)
    max_extensions: int | None = None
    when_overdue: WhenOverdue = attrs.field(default=WhenOverdue.ALLOW, converter=WhenOverdue)
    waiting_blocks_extension: bool = False
    end_of_life: EndOfLife = attrs.field(default=EndOfLife.ALLOW, converter=EndOfLife)
    replaced_after: Period = attrs.field(default=Period(60, PeriodUnit.MONTH), converter=as_period)
    notice_days: int = attrs.field(default=0, validator=checks.between(0, 365))
    turnaround_days: int = attrs.field(default=0, validator=checks.between(0, 365))
    recall_notice_days: int = attrs.field(default=14, validator=checks.between(0, 365))
    max_open_loans: int = attrs.field(default=1, validator=checks.between(1, 1000))
    per: str | None = None
    max_loans_a_year: int | None = None
    max_weeks_a_year: int | None = None
    deposit_cents: int = attrs.field(default=0, validator=checks.between(0, 10_000_000))
    agreement_required: bool = False
    goals_plan_required: bool = False
    mastery_required: bool = False
    escalation: tuple[EscalationStep, ...] = attrs.field(default=REMINDERS, converter=by_day)

    @open_weekdays.validator  # pyright: ignore[reportAttributeAccessIssue]  # attrs puts it there, which pyright does not know
    def _check_weekdays(self, _: object, given: tuple[str, ...]) -> None:
        if unknown := [day for day in given if day not in WEEKDAYS]:
            raise ValueError(f"{', '.join(map(repr, unknown))}: choose among {', '.join(WEEKDAYS)}")

    @escalation.validator  # pyright: ignore[reportAttributeAccessIssue]  # attrs puts it there, which pyright does not know
    def _check_suspension(self, _: object, steps: tuple[EscalationStep, ...]) -> None:
        """Hold that a SIM is never suspended without a warning before it, and not on the day it is due or before."""
        for place, step in enumerate(steps):
            if step.action is not EscalationAction.SUSPEND_SIM:
                continue
            if step.days <= 0 or not any(earlier.days < step.days for earlier in steps[:place]):
                raise ValueError("a SIM is suspended only after the due date, and after a step that warns of it")

    def nominal_due_on(self, lent_on: dt.date) -> dt.date:
        """Return the due date of a loan from a day on, before caps and closed days."""
        return self.ends_each.after(lent_on) if self.ends_each is not None else self.period.after(lent_on)

    def extended(self, lent_on: dt.date, nominal_due_on: dt.date, *, times: int, on: dt.date) -> dt.date:
        """Return the nominal due date after one more extension, granted on a day; `times` were granted before."""
        if self.ends_each is not None:
            return self.ends_each.after(nominal_due_on)
        if self.extend_from is ExtendFrom.TODAY:
            return self.extension.after(on)
        if self.extend_from is ExtendFrom.DUE_DATE:
            return self.extension.after(nominal_due_on)
        if self.extension.unit is self.period.unit:  # both at once: 31 August + 12 months is 31 August again
            both = Period(self.period.number + self.extension.number * (times + 1), self.period.unit)
            return both.after(lent_on)
        return self.extension.after(self.period.after(lent_on), times + 1)

    def end_of_life_on(self, acquired_on: dt.date) -> dt.date:
        """Return the first day on which a device acquired on a day is due for replacement."""
        return self.replaced_after.after(acquired_on)


@attrs.frozen(kw_only=True)
class PolicyRule:
    """Which policy holds for whom and what; a criterion left at None asks nothing."""

    policy: str
    group: str | None = None
    device: str | None = None
    location: str | None = None

    @property
    def always(self) -> bool:
        """Tell whether it asks nothing."""
        return self.group is self.device is self.location is None

    def applies(self, *, group: str | None, device: str, location: str | None) -> bool:
        """Tell whether all that the rule asks holds."""
        asked = ((self.group, group), (self.device, device), (self.location, location))
        return all(wanted is None or wanted == there for wanted, there in asked)


@attrs.frozen(kw_only=True)
class PolicyBook:
    """All policies of an organisation, in all their versions, and the rules that choose: the first that applies wins.

    Where no rule applies, the policy `default` holds, or the only one there is. A book that leaves somebody without a
    policy, or has a rule for one that it does not hold, is InvalidData.
    """

    policies: tuple[LoanPolicy, ...] = (LoanPolicy(),)
    rules: tuple[PolicyRule, ...] = ()
    _newest: Mapping[str, LoanPolicy] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        newest: dict[str, LoanPolicy] = {}
        for policy in sorted(self.policies, key=lambda policy: policy.version):
            newest[policy.name] = policy
        problems = [
            Problem(f"rules.{n}", f"there is no policy {rule.policy!r}; there is: {', '.join(newest)}")
            for n, rule in enumerate(self.rules)
            if rule.policy not in newest
        ]
        if len({(policy.name, policy.version) for policy in self.policies}) < len(self.policies):
            problems.append(Problem("policies", "two have the same name and version; raise the newer one's"))
        if "default" not in newest and len(newest) != 1 and not any(rule.always for rule in self.rules):
            reason = "name one of them 'default', or end with a rule that asks nothing: it holds where no other applies"
            problems.append(Problem("policies", reason))
        if problems:
            raise InvalidData(problems)
        object.__setattr__(self, "_newest", newest)

    def choose(self, *, group: str | None, device: str, location: str | None) -> LoanPolicy:
        """Return the newest version of the policy for a borrower's group, a device and a location."""
        for rule in self.rules:
            if rule.applies(group=group, device=device, location=location):
                return self._newest[rule.policy]
        return self._newest.get("default") or next(iter(self._newest.values()))

    def get(self, name: str, version: int) -> LoanPolicy:
        """Return the policy that a loan was made under; InvalidData where the book no longer holds that version."""
        for policy in self.policies:
            if (policy.name, policy.version) == (name, version):
                return policy
        reason = f"{name} version {version} is not in the book; keep old versions while loans were made under them"
        raise InvalidData([Problem("policy", reason)])
