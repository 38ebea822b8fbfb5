"""What is asked for first, and decided by somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.house import new_case, refused

from digicase import Case, Digicase, LoanPolicy, LoanQuery, NoticeQuery, Package, ReservationQuery


def test_an_extension_that_is_granted_is_done(gent: Digicase, package: Package, case: Case) -> None:
    loan = gent.loans.lend(package, to=case)
    asked = gent.requests.ask_for_extension(loan, reason="course")
    assert gent.requests.open() == [asked]
    gent.staff.register("CO-1", role="coordinator")
    decided = gent.acting_as("CO-1").requests.grant(asked)
    assert (decided.granted, decided.decided_by) == (True, "CO-1")
    assert [extension.reason for extension in gent.loans.get(loan).extensions] == ["course"]
    assert gent.requests.open() == []
    assert gent.check().ok


def test_a_refusal_is_told_to_both_and_changes_no_loan(gent: Digicase, package: Package, case: Case) -> None:
    loan = gent.loans.lend(package, to=case)
    asked = gent.requests.ask_for_extension(loan, reason="course")
    assert gent.requests.refuse(asked, answer="needed elsewhere").answer == "needed elsewhere"
    told = gent.find(NoticeQuery(subject=asked.id))
    assert {(notice.kind.value, notice.audience.value) for notice in told} == {
        ("extension_refused", "jobseeker"),
        ("extension_refused", "consultant"),
    }
    assert gent.loans.get(loan) == gent.find(LoanQuery())[0]
    assert "needed elsewhere" not in repr(told)


def test_what_cannot_be_done_is_not_granted(opened: Callable[..., Digicase]) -> None:
    gent = opened(policy=LoanPolicy(max_extensions=0))
    gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=dt.date(2026, 1, 1))
    gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
    asked = gent.requests.ask_for_extension("DP-1", reason="course")
    assert refused(lambda: gent.requests.grant(asked)) == ("too_many_extensions",)
    assert gent.requests.open() == [asked]


def test_a_loan_that_is_granted_waits_in_line_from_the_day_it_was_asked_for(gent: Digicase, case: Case) -> None:
    asked = gent.requests.ask_for_loan(case, device="laptop", dongle=True, reason="vacancies")
    gent.requests.grant(asked)
    (place,) = gent.waiting.line(device="laptop")
    assert (place.case, place.dongle, place.since) == (case.id, True, asked.asked_on)


def test_a_loan_for_a_day_to_come_is_reserved(gent: Digicase, package: Package, case: Case) -> None:
    asked = gent.requests.ask_for_loan(case, device="laptop", reason="course", first=dt.date(2027, 1, 10))
    gent.requests.grant(asked)
    (kept,) = gent.find(ReservationQuery(case=case.id))
    assert (kept.package, kept.first) == (package.id, dt.date(2027, 1, 10))


def test_a_case_asks_once_at_a_time_and_is_answered_once(gent: Digicase, case: Case) -> None:
    asked = gent.requests.ask_for_loan(case, device="laptop", reason="vacancies")
    assert refused(lambda: gent.requests.ask_for_loan(case, device="tablet", reason="again")) == ("already_asked",)
    gent.requests.refuse(asked, answer="no")
    assert refused(lambda: gent.requests.grant(asked)) == ("already_decided",)
    assert gent.requests.ask_for_loan(case, device="tablet", reason="again").decided_on is None
