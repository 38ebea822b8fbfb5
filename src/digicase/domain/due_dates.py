"""Due dates: from what a policy gives to a day on which somebody is there to take a package back."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import attrs

from digicase.domain import checks
from digicase.domain.outcome import refuse
from digicase.domain.policies import WEEKDAYS, ClosedDay, LoanPolicy
from digicase.errors import Objection

K = TypeVar("K")


@attrs.frozen(kw_only=True)
class OpenDays:
    """The days on which packages are taken back, in order, and the last day for which the calendar is published.

    What lies after `published_until` (None: nothing is published) is not known, neither open nor closed.
    """

    days: tuple[dt.date, ...] = ()
    published_until: dt.date | None = None

    def first_from(self, day: dt.date) -> dt.date | None:
        """Return the first open day from a day on, or None."""
        place = bisect_left(self.days, day)
        return self.days[place] if place < len(self.days) else None

    def last_until(self, day: dt.date) -> dt.date | None:
        """Return the last open day until a day, the day itself included, or None."""
        place = bisect_right(self.days, day)
        return self.days[place - 1] if place else None

    def knows(self, day: dt.date) -> bool:
        """Tell whether the calendar is published for a day."""
        return self.published_until is not None and day <= self.published_until


def weekly(weekdays: Collection[str], closed: Collection[dt.date], *, first: dt.date, last: dt.date) -> OpenDays:
    """Return the open days of a weekly rule from first to last, both included, without the closed ones."""
    number = (last - first).days + 1
    days = (first + dt.timedelta(days=n) for n in range(number))
    kept = tuple(day for day in days if WEEKDAYS[day.weekday()] in weekdays and day not in closed)
    return OpenDays(days=kept, published_until=last)


@attrs.frozen(kw_only=True)
class DueDate:
    """A due date: `nominal` by the policy, `on` as it holds; `provisional` while the calendar is not published."""

    nominal: dt.date
    on: dt.date
    provisional: bool = False


def latest(
    policy: LoanPolicy, *, guidance_until: dt.date | None, end_of_life_on: dt.date | None = None
) -> dt.date | None:
    """Return the latest due date that a policy and what it looks at allow, or None.

    `end_of_life_on` is the first day on which the device is due for replacement: the day before is its last.
    """
    found = [policy.latest_due_on]
    found.append(guidance_until if policy.until_guidance_ends else None)
    found.append(None if end_of_life_on is None else end_of_life_on - dt.timedelta(days=1))
    return min((day for day in found if day is not None), default=None)


def settle(
    nominal: dt.date, *, policy: LoanPolicy, start: dt.date, open_days: OpenDays, cap: dt.date | None = None
) -> DueDate:
    """Return the due date that holds: cap, then the closed-day shift, then back behind the cap, never before the start.

    The order is FOLIO's. A capped date goes back to an open day whatever the policy's shift, unless that is `keep`.
    Codes: `due_before_start`.
    """
    capped = nominal if cap is None else min(nominal, cap)
    if capped < start:
        _too_late(capped, start)
    if policy.closed_day is ClosedDay.KEEP:
        return DueDate(nominal=nominal, on=capped)
    if not open_days.knows(capped):
        return DueDate(nominal=nominal, on=capped, provisional=True)
    later, earlier = open_days.first_from(capped), open_days.last_until(capped)
    found = later if policy.closed_day is ClosedDay.NEXT and capped == nominal else earlier
    if found is None and policy.closed_day is ClosedDay.NEXT and capped == nominal:
        return DueDate(nominal=nominal, on=capped, provisional=True)  # the next open day is not published yet
    if found is not None and cap is not None and found > cap:
        found = earlier
    if found is None or found < start:
        _too_late(found or capped, start)
        raise AssertionError("unreachable: refused above")
    return DueDate(nominal=nominal, on=found)


@attrs.frozen(kw_only=True)
class Closure:
    """Days on which nothing is taken back, both included, and how many returns a day afterwards can bear."""

    first: dt.date
    last: dt.date
    a_day: int = attrs.field(validator=checks.between(1, 10_000))

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day falls in the closure."""
        return self.first <= day <= self.last


def spread(due: Mapping[K, dt.date], closed: Closure, *, open_days: Sequence[dt.date]) -> dict[K, dt.date]:
    """Return new due dates for those in a closure: in their order, at most so many to a day, on the open days after it.

    `open_days` are those after the closure, in order; where they run out, the rest are left out and keep their due
    date. What is due on such a day already counts.
    """
    taken = Counter(due.values())
    places = (day for day in open_days for _ in range(taken[day], closed.a_day))
    moving = sorted((key for key, day in due.items() if closed.holds(day)), key=lambda key: (due[key], str(key)))
    return dict(zip(moving, places, strict=False))


def _too_late(due: dt.date, start: dt.date) -> None:
    text = f"The loan would be due on {due}, before it starts on {start}."
    refuse((Objection("due_before_start", text, {"due_on": due, "starts_on": start}),))
