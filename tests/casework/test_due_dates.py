"""Due dates, whatever the policy, the calendar and the day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, strategies as st

from digicase import LoanPolicy, Refused
from digicase.domain.due_dates import Closure, DueDate, OpenDays, settle, spread, weekly

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
PERIODS = st.builds("{} {}s".format, st.integers(1, 60), st.sampled_from(["day", "week", "month"]))
POLICIES = st.builds(
    LoanPolicy,
    period=PERIODS,
    extension=PERIODS,
    closed_day=st.sampled_from(["keep", "previous", "next"]),
    extend_from=st.sampled_from(["anchor", "due_date", "today"]),
)


@st.composite
def calendars(draw: st.DrawFn) -> OpenDays:
    """Open days of a week, without some, published until some day or not at all."""
    first = draw(DAYS)
    last = first + dt.timedelta(days=draw(st.integers(0, 3000)))
    weekdays = draw(st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR"]), max_size=3))
    closed = draw(st.sets(st.dates(first, last), max_size=20))
    return draw(st.sampled_from([OpenDays(), weekly(weekdays, closed, first=first, last=last)]))


def settled(policy: LoanPolicy, start: dt.date, calendar: OpenDays, cap: dt.date | None) -> DueDate | None:
    """Return the due date of a loan, or None where it is refused."""
    try:
        return settle(policy.nominal_due_on(start), policy=policy, start=start, open_days=calendar, cap=cap)
    except Refused:
        return None


@given(POLICIES, DAYS, calendars(), st.none() | DAYS)
def test_a_due_date_is_never_before_the_start_nor_past_the_cap(
    policy: LoanPolicy, start: dt.date, calendar: OpenDays, cap: dt.date | None
) -> None:
    due = settled(policy, start, calendar, cap)
    if due is not None:
        assert start <= due.on
        assert cap is None or due.on <= cap


@given(POLICIES, DAYS, calendars())
def test_a_due_date_that_is_not_provisional_is_kept_or_open(
    policy: LoanPolicy, start: dt.date, calendar: OpenDays
) -> None:
    due = settled(policy, start, calendar, None)
    if due is not None and not due.provisional and policy.closed_day != "keep":
        assert due.on in calendar.days
        between = [day for day in calendar.days if min(due.on, due.nominal) <= day <= max(due.on, due.nominal)]
        assert between == [due.on]


@given(POLICIES, DAYS, calendars(), st.none() | DAYS)
def test_computing_anew_from_the_nominal_date_changes_nothing(
    policy: LoanPolicy, start: dt.date, calendar: OpenDays, cap: dt.date | None
) -> None:
    due = settled(policy, start, calendar, cap)
    if due is not None:
        assert settle(due.nominal, policy=policy, start=start, open_days=calendar, cap=cap) == due


@given(POLICIES, DAYS, st.integers(1, 5))
def test_the_nominal_date_never_drifts(policy: LoanPolicy, start: dt.date, times: int) -> None:
    """However often it is extended from the anchor, it is the hand-over plus all periods, clamped once."""
    nominal = policy.nominal_due_on(start)
    for n in range(times):
        nominal = policy.extended(start, nominal, times=n, on=start)
    if policy.extend_from == "anchor" and policy.period.unit is policy.extension.unit:
        months = policy.period.number + times * policy.extension.number
        assert nominal == type(policy.period)(months, policy.period.unit).after(start)


@given(st.dictionaries(st.integers(), st.dates(dt.date(2027, 1, 1), dt.date(2027, 3, 31))), st.integers(1, 5))
def test_spreading_moves_what_is_in_the_closure_and_fills_no_day_beyond_what_it_bears(
    due: dict[int, dt.date], a_day: int
) -> None:
    closed = Closure(first=dt.date(2027, 2, 1), last=dt.date(2027, 2, 14), a_day=a_day)
    after = weekly(["TU", "TH"], (), first=dt.date(2027, 2, 15), last=dt.date(2027, 6, 30)).days
    moved = spread(due, closed, open_days=after)
    assert all(closed.holds(due[key]) for key in moved)
    ordered = sorted(moved, key=lambda key: moved[key])
    assert [due[key] for key in ordered] == sorted(due[key] for key in moved)
    for day in after:
        there = sum(d == day for d in due.values())
        assert there + sum(d == day for d in moved.values()) <= max(a_day, there)
