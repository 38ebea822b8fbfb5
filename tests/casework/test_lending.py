"""Lending as a coordinator lives it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st
from tests.house import TODAY, Clock, inspected, new_case

import digicase
from digicase import Case, Digicase, JournalQuery, LoanPolicy, LoanQuery, NoticeQuery, Package, Refused


def test_a_loan_runs_six_calendar_months(gent: Digicase, package: Package, case: Case) -> None:
    loan = gent.loans.lend(package, to=case)
    assert loan.due_on == loan.nominal_due_on == dt.date(2027, 5, 24)


def test_the_end_of_a_month_is_clamped(gent: Digicase, package: Package, case: Case) -> None:
    assert gent.loans.lend(package, to=case, on=dt.date(2026, 8, 31)).due_on == dt.date(2027, 2, 28)


def test_an_extension_counts_from_the_due_date_and_is_kept_with_its_reason(
    gent: Digicase, package: Package, case: Case
) -> None:
    loan = gent.loans.lend(package, to=case, on=dt.date(2026, 8, 31))
    extended = gent.loans.extend(loan, reason="job trial")
    assert extended.due_on == dt.date(2027, 8, 28)
    assert [(e.was_due_on, e.reason) for e in extended.extensions] == [(dt.date(2027, 2, 28), "job trial")]


def test_a_package_is_lent_once_and_the_refusal_says_which_loan_stands_in_the_way(
    gent: Digicase, package: Package, case: Case
) -> None:
    loan = gent.loans.lend(package, to=case)
    with pytest.raises(Refused) as refused:
        gent.loans.lend(package, to=new_case(gent, "J-0002"))
    assert refused.value.codes == ("already_on_loan",)
    assert refused.value.objections[0].data == {"package": "DP-001", "loan": loan.id}


def test_a_case_has_one_package_at_a_time(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.lend(package, to=case)
    second = gent.packages.register("DP-002", device="tablet", model="Tab M10", acquired_on=dt.date(2025, 1, 1))
    with pytest.raises(Refused) as refused:
        gent.loans.lend(second, to=case)
    assert refused.value.codes == ("case_has_loan",)


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 11, 23), "guidance_ended"),
        (dt.date(2026, 11, 25), None, "guidance_not_started"),
    ],
)
def test_nothing_is_lent_outside_guidance(
    gent: Digicase, package: Package, since: dt.date, until: dt.date | None, code: str
) -> None:
    outside = new_case(gent, "J-0009", guidance_from=since, guidance_until=until)
    with pytest.raises(Refused) as refused:
        gent.loans.lend(package, to=outside)
    assert refused.value.codes == (code,)


def test_the_last_day_of_guidance_still_counts(gent: Digicase, package: Package) -> None:
    last = new_case(gent, "J-0009", guidance_until=TODAY)
    assert gent.loans.lend(package, to=last).case == last.id


def test_all_objections_are_told_at_once(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.lend(package, to=case)
    gone = new_case(gent, "J-0009", guidance_until=dt.date(2026, 8, 1))
    with pytest.raises(Refused) as refused:
        gent.loans.lend(package, to=gone)
    assert refused.value.codes == ("already_on_loan", "guidance_ended")


def test_what_comes_back_is_inspected_before_it_is_lent_again(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.take_back(gent.loans.lend(package, to=case))
    with pytest.raises(Refused) as refused:
        gent.loans.lend(package, to=case)
    assert refused.value.codes == ("package_not_available",)
    inspected(gent, package)
    assert gent.loans.lend(package, to=case).returned_on is None


def test_a_failed_inspection_leads_to_repair(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.take_back(gent.loans.lend(package, to=case))
    assert inspected(gent, package, works=False).state == "in_repair"


def test_a_return_entered_late_counts_from_its_own_day(
    gent: Digicase, package: Package, case: Case, clock: Clock
) -> None:
    loan = gent.loans.lend(package, to=case, on=dt.date(2026, 9, 1))
    clock.today = dt.date(2027, 3, 9)
    back = gent.loans.take_back(loan, on=dt.date(2027, 3, 2))
    assert (back.returned_on, back.overdue(clock.today)) == (dt.date(2027, 3, 2), False)


@pytest.mark.parametrize("day", [dt.date(2026, 11, 25), dt.date(2026, 8, 30)])
def test_a_return_before_the_hand_over_or_in_the_future_is_no_return(
    gent: Digicase, package: Package, case: Case, day: dt.date
) -> None:
    loan = gent.loans.lend(package, to=case, on=dt.date(2026, 8, 31))
    with pytest.raises(digicase.InvalidData, match=str(day)):
        gent.loans.take_back(loan, on=day)


def test_nothing_is_overdue_on_its_due_date(gent: Digicase, package: Package, case: Case) -> None:
    loan = gent.loans.lend(package, to=case)
    assert not loan.overdue(loan.due_on)
    assert loan.overdue(loan.due_on + dt.timedelta(days=1))


def test_a_house_may_limit_extensions(opened: Callable[..., Digicase]) -> None:
    strict = opened(policy=LoanPolicy(name="strict", period="3 months", extension="1 month", max_extensions=1))
    strict.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
    loan = strict.loans.lend("DP-1", to=new_case(strict, "J-1"))
    loan = strict.loans.extend(loan, reason="course")
    assert (loan.due_on, loan.policy) == (dt.date(2027, 3, 24), "strict")
    with pytest.raises(Refused) as refused:
        strict.loans.extend(loan, reason="again")
    assert refused.value.codes == ("too_many_extensions",)


def test_a_loan_keeps_what_it_left_with(gent: Digicase, case: Case) -> None:
    package = gent.packages.register(
        "DP-7", device="laptop", model="L15", acquired_on=TODAY, dongle="DG-1", accessories=["lader"]
    )
    loan = gent.loans.lend(package, to=case)
    assert set(loan.items) == {item.id for item in gent.packages.items(package)}
    assert len(loan.items) == 3


def test_what_is_refused_leaves_no_trace(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.lend(package, to=case)
    before = (gent.count(JournalQuery()), gent.count(NoticeQuery()), gent.packages.get(package))
    with pytest.raises(Refused):
        gent.loans.lend(package, to=case)
    assert (gent.count(JournalQuery()), gent.count(NoticeQuery()), gent.packages.get(package)) == before


def test_two_coordinators_racing_for_one_package_make_one_loan(gent: Digicase, package: Package) -> None:
    cases = [new_case(gent, f"J-{n}") for n in range(8)]
    start = threading.Barrier(len(cases))
    outcomes: list[object] = []

    def lend(case: Case) -> None:
        start.wait()
        try:
            outcomes.append(gent.loans.lend(package, to=case))
        except Refused as refused:
            outcomes.append(refused.codes)

    threads = [threading.Thread(target=lend, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gent.count(LoanQuery(open=True)) == 1
    assert outcomes.count(("already_on_loan",)) == 7


@given(
    start=st.dates(dt.date(2000, 1, 1), dt.date(2200, 1, 1)),
    months=st.integers(1, 120),
    extension=st.integers(1, 120),
)
def test_an_extension_always_moves_the_due_date_ahead(start: dt.date, months: int, extension: int) -> None:
    policy = LoanPolicy(period=f"{months} months", extension=f"{extension} months")
    due_on = policy.nominal_due_on(start)
    assert start < due_on < policy.extended(start, due_on, times=0, on=start)
