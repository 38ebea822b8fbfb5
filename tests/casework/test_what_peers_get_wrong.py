"""Defects that were found in other lending systems, each held away from ours."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from tests.house import TODAY, new_case, refused

import digicase
from digicase import (
    Digicase,
    InvalidData,
    ItemState,
    JournalQuery,
    LoanPolicy,
    LoanQuery,
    NoticeQuery,
    Package,
    Refused,
)
from digicase.casework.policy_file import policy_book
from digicase.domain.record import every


def laptop(gent: Digicase, label: str, **how: object) -> Package:
    values: dict[str, object] = {"model": "L15", "serial": f"S-{label}", "acquired_on": TODAY, **how}
    return gent.packages.register(label, device="laptop", **values)  # type: ignore[arg-type]  # a table of mixed values


@pytest.mark.parametrize(
    ("now", "overdue"),
    [
        ("2027-03-28T21:59:59+00:00", False),  # 23:59:59 of the day itself: summer time began that morning
        ("2027-03-28T22:00:00+00:00", True),  # 00:00 of the day after
    ],
)
def test_a_due_date_knows_nothing_of_the_offset_at_which_it_was_made(
    opened: Callable[..., Digicase], now: str, overdue: bool
) -> None:
    moment = [dt.datetime(2026, 9, 28, 10, tzinfo=dt.UTC)]
    gent = opened(now=lambda: moment[0], today=None)
    laptop(gent, "DP-1", acquired_on=dt.date(2026, 1, 1))
    loan = gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
    assert loan.due_on == dt.date(2027, 3, 28)
    moment[0] = dt.datetime.fromisoformat(now)
    assert bool(gent.loans.overdue()) is overdue


def test_no_generated_text_holds_a_borrowers_name(gent: Digicase) -> None:
    case = new_case(gent, "J-1")
    gent.contacts.put("J-1", name="Amina Example", email="amina@example.org")
    laptop(gent, "DP-1")
    loan = gent.loans.lend("DP-1", to=case)
    gent.loans.extend(loan, reason="course")
    gent.loans.report_lost(loan)
    gent.loans.take_back(loan)
    kinds = [kind for kind in digicase.RECORDS if kind is not digicase.Contact]
    assert "Amina" not in repr([record for kind in kinds for record in gent.find(every(kind))])


def test_an_unavailable_component_is_never_dropped_without_a_word(gent: Digicase) -> None:
    laptop(gent, "DP-1", accessories=["lader"])
    (charger,) = [item for item in gent.packages.items("DP-1") if item.kind.value == "accessory"]
    gent.run(lambda unit: unit.session.save(digicase.evolve(charger, state=ItemState.IN_REPAIR)))
    case = new_case(gent, "J-1")
    assert refused(lambda: gent.loans.lend("DP-1", to=case)) == ("item_not_available",)
    loan = gent.loans.lend("DP-1", to=case, without=["accessory lader"])
    assert loan.left_without == (charger.id,)


def test_a_waiting_list_tells_one_person_and_keeps_the_others(gent: Digicase) -> None:
    for number in range(1, 5):
        gent.waiting.join(new_case(gent, f"J-{number}"), device="laptop", since=TODAY - dt.timedelta(days=10 - number))
    laptop(gent, "DP-1")
    gent.waiting.offer("DP-1")
    told = {notice.data["case"] for notice in gent.find(NoticeQuery())}
    assert told == {"J-1"}
    assert len(gent.waiting.line()) == 4


def test_two_of_one_accessory_are_two(gent: Digicase) -> None:
    laptop(gent, "DP-1", accessories=["lader", "lader"])
    loan = gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
    assert len(loan.items) == 3
    chargers = [item for item in gent.packages.items("DP-1") if item.model == "lader"]
    back = gent.loans.take_back(loan, items=["S-DP-1", chargers[0]])
    assert back.missing == (chargers[1].id,)


def test_what_is_lost_was_lost_by_somebody(gent: Digicase) -> None:
    case = new_case(gent, "J-1")
    laptop(gent, "DP-1")
    gent.loans.lend("DP-1", to=case)
    lost = gent.loans.report_lost("DP-1")
    assert (lost.case, lost.returned_on) == (case.id, None)
    assert [entry.case for entry in gent.find(JournalQuery(event="LoanLost"))] == [case.id]


def test_an_unknown_mode_is_an_error_and_never_the_default() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        LoanPolicy(closed_day="sometimes")
    with pytest.raises(InvalidData, match=r"policy\.0\.closed_day"):
        policy_book({"policy": [{"closed_day": "sometimes"}]})


def test_looking_and_writing_are_one_step(gent: Digicase) -> None:
    laptop(gent, "DP-1")
    cases = [new_case(gent, f"J-{number}") for number in range(8)]
    start, outcomes = threading.Barrier(len(cases)), Counter[str]()

    def lend(case: digicase.Case) -> None:
        start.wait()
        try:
            gent.loans.lend("DP-1", to=case)
            outcomes["lent"] += 1
        except Refused as error:
            outcomes.update(error.codes)

    threads = [threading.Thread(target=lend, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {"lent": 1, "already_on_loan": 7}
    assert gent.count(LoanQuery(package=gent.packages.get("DP-1").id, open=True)) == 1


def test_what_is_retired_is_not_handed_out(gent: Digicase) -> None:
    laptop(gent, "DP-1")
    gent.items.retire("S-DP-1")
    case = new_case(gent, "J-1")
    assert refused(lambda: gent.loans.lend("DP-1", to=case)) == ("package_not_available",)


def test_an_extension_that_changes_nothing_is_no_extension(opened: Callable[..., Digicase]) -> None:
    gent = opened(policy=LoanPolicy(latest_due_on=dt.date(2027, 5, 24)))
    laptop(gent, "DP-1")
    loan = gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
    assert refused(lambda: gent.loans.extend(loan, reason="course")) == ("would_not_change_due_date",)
    assert gent.loans.get(loan).extensions == ()
