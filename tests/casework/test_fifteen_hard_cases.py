"""The fifteen hard cases of lending, each with the outcome that is right; open are Tuesdays and Thursdays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.house import Clock, inspected, new_case, new_series

import digicase
from digicase import (
    DataWarning,
    Digicase,
    InvalidData,
    JournalQuery,
    LoanPolicy,
    NotFound,
    NoticeQuery,
    Override,
    Refused,
    RemainsQuery,
)
from digicase.domain.record import every

LENT = dt.date(2026, 8, 31)
NEW = dt.date(2026, 6, 1)


class Desk:
    """A house under a policy, with a laptop package and a case."""

    def __init__(self, opened: Callable[..., Digicase], **policy: object) -> None:
        self.gent = opened(policy=LoanPolicy(**policy))  # type: ignore[arg-type]  # a table of mixed values
        self.add("DP-001")
        new_case(self.gent, "J-0001", guidance_from=dt.date(2026, 1, 1))

    def add(self, label: str, acquired_on: dt.date = NEW) -> digicase.Package:
        return self.gent.packages.register(
            label, device="laptop", model="L15", serial=f"S-{label}", acquired_on=acquired_on, dongle=f"DG-{label}"
        )

    def calendar(self, first: dt.date, last: dt.date, name: str = "Jobteam") -> None:
        new_series(self.gent, name, weekdays=["TU", "TH"], first=first, last=last)

    def lend(self, on: dt.date = LENT, **how: object) -> digicase.Loan:
        return self.gent.loans.lend("DP-001", to="J-0001", on=on, **how)  # type: ignore[arg-type]  # tests give what they like

    def notices(self, loan: digicase.Loan) -> set[tuple[str, str]]:
        found = self.gent.find(NoticeQuery(subject=loan.id))
        return {(notice.kind.value, notice.state.value) for notice in found}


@pytest.mark.parametrize(
    ("extend_from", "second"), [("due_date", dt.date(2027, 8, 28)), ("anchor", dt.date(2027, 8, 31))]
)
def test_1_months_are_clamped_and_an_extension_counts_from_where_the_policy_says(
    opened: Callable[..., Digicase], extend_from: str, second: dt.date
) -> None:
    desk = Desk(opened, extend_from=extend_from)
    loan = desk.lend()
    assert loan.due_on == loan.nominal_due_on == dt.date(2027, 2, 28)
    assert desk.gent.loans.extend(loan, reason="course").nominal_due_on == second


@pytest.mark.parametrize(
    ("closed_day", "due_on"),
    [("next", dt.date(2027, 3, 2)), ("previous", dt.date(2027, 2, 25)), ("keep", dt.date(2027, 2, 28))],
)
def test_2_a_due_date_on_a_sunday_moves_as_the_policy_says(
    opened: Callable[..., Digicase], closed_day: str, due_on: dt.date
) -> None:
    desk = Desk(opened, closed_day=closed_day)
    desk.calendar(dt.date(2027, 2, 1), dt.date(2027, 3, 31))
    loan = desk.lend()
    assert (loan.nominal_due_on, loan.due_on, loan.provisional) == (dt.date(2027, 2, 28), due_on, False)


def test_2_a_shift_that_would_pass_the_cap_goes_back(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened, closed_day="next", latest_due_on=dt.date(2027, 3, 1))
    desk.calendar(dt.date(2027, 2, 1), dt.date(2027, 3, 31))
    assert desk.lend().due_on == dt.date(2027, 2, 25)


def test_2_a_shift_never_accumulates(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened, closed_day="next")
    desk.calendar(dt.date(2027, 2, 1), dt.date(2027, 9, 30))
    extended = desk.gent.loans.extend(desk.lend(), reason="course")
    assert (extended.nominal_due_on, extended.due_on) == (dt.date(2027, 8, 28), dt.date(2027, 8, 31))


def test_3_a_calendar_that_is_not_published_makes_a_due_date_provisional_until_it_is(
    opened: Callable[..., Digicase],
) -> None:
    desk = Desk(opened, closed_day="next")
    desk.calendar(dt.date(2026, 12, 1), dt.date(2027, 1, 31))
    loan = desk.lend()
    assert (loan.due_on, loan.provisional) == (dt.date(2027, 2, 28), True)
    assert desk.gent.loans.provisional() == [loan]
    desk.calendar(dt.date(2027, 2, 1), dt.date(2027, 3, 31), name="Spring")
    (settled,) = desk.gent.loans.resettle()
    assert (settled.nominal_due_on, settled.due_on, settled.provisional) == (
        dt.date(2027, 2, 28),
        dt.date(2027, 3, 2),
        False,
    )
    assert desk.gent.count(JournalQuery(subject=loan.id, event="DueDateSettled")) == 1
    assert desk.gent.loans.resettle() == []


def test_3_a_weekly_rule_leaves_out_closing_days(opened: Callable[..., Digicase]) -> None:
    class Closed:
        @digicase.hookimpl
        def digicase_closing_days(self) -> list[digicase.ClosingDaysOffer]:
            return [digicase.ClosingDaysOffer(name="house", closed=lambda *_: {dt.date(2027, 3, 2): "works"})]

    policy = LoanPolicy(closed_day="next", open_weekdays=["TU", "TH"])
    gent = opened(policy=policy, plugins=[Closed()])
    gent.packages.register("DP-001", device="laptop", model="L15", acquired_on=NEW)
    loan = gent.loans.lend("DP-001", to=new_case(gent, "J-1"), on=LENT)
    assert (loan.due_on, loan.provisional) == (dt.date(2027, 3, 4), False)


def test_4_a_loan_is_overdue_from_the_day_after_also_when_clocks_change(opened: Callable[..., Digicase]) -> None:
    loan = Desk(opened).lend(on=dt.date(2026, 9, 28))
    assert loan.due_on == dt.date(2027, 3, 28)
    assert [loan.overdue(day) for day in (dt.date(2027, 3, 28), dt.date(2027, 3, 29))] == [False, True]


@pytest.mark.parametrize(
    ("extend_from", "due_on"), [("due_date", dt.date(2027, 9, 1)), ("today", dt.date(2027, 9, 20))]
)
def test_5_extending_an_overdue_loan_counts_as_the_policy_says_and_it_stays_on_record(
    opened: Callable[..., Digicase], clock: Clock, extend_from: str, due_on: dt.date
) -> None:
    desk = Desk(opened, extend_from=extend_from)
    loan = desk.lend(on=dt.date(2026, 9, 1))
    clock.today = dt.date(2027, 3, 20)
    extended = desk.gent.loans.extend(loan, reason="course")
    assert (extended.due_on, extended.extensions[0].overdue_days) == (due_on, 19)


def test_5_an_extension_that_moves_nothing_is_refused_and_not_counted(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened, latest_due_on=dt.date(2027, 2, 28))
    loan = desk.lend()
    with pytest.raises(Refused) as refused:
        desk.gent.loans.extend(loan, reason="course")
    assert refused.value.codes == ("would_not_change_due_date",)
    assert desk.gent.loans.get(loan).extensions == ()


@pytest.mark.parametrize(("gone", "code"), [("claim_returned", "claimed_returned"), ("report_lost", "lost")])
def test_5_what_is_lost_or_said_to_be_back_is_not_extended(
    opened: Callable[..., Digicase], gone: str, code: str
) -> None:
    desk = Desk(opened)
    loan = desk.lend()
    getattr(desk.gent.loans, gone)(loan)
    with pytest.raises(Refused) as refused:
        desk.gent.loans.extend(loan, reason="course")
    assert refused.value.codes == (code,)


def test_6_guidance_that_ends_first_caps_the_loan_at_the_last_open_day_before(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened, closed_day="next", until_guidance_ends=True)
    desk.calendar(dt.date(2026, 12, 1), dt.date(2027, 3, 31))
    short = new_case(desk.gent, "J-0002", guidance_from=NEW, guidance_until=dt.date(2027, 1, 17))
    loan = desk.gent.loans.lend("DP-001", to=short, on=LENT)
    assert (loan.nominal_due_on, loan.due_on) == (dt.date(2027, 2, 28), dt.date(2027, 1, 14))


def test_6_a_recall_gives_notice_is_done_once_and_can_be_undone(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened, closed_day="next", recall_notice_days=14)
    desk.calendar(dt.date(2026, 12, 1), dt.date(2027, 3, 31))
    loan = desk.lend()
    recalled = desk.gent.loans.recall(loan, reason="guidance ended", due_on=dt.date(2026, 11, 25))
    assert recalled.due_on == dt.date(2026, 12, 8)  # 14 days after today, which is a Tuesday
    with pytest.raises(Refused) as refused:
        desk.gent.loans.recall(recalled, reason="again")
    assert refused.value.codes == ("already_recalled",)
    assert desk.gent.loans.undo_recall(recalled).due_on == dt.date(2027, 3, 2)


def test_7_a_laptop_without_its_dongle_leaves_the_loan_open_for_the_dongle(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    loan = desk.lend()
    back = desk.gent.loans.take_back(loan, items=["S-DP-001"])
    dongle = desk.gent.items.get("DG-DP-001")
    assert (back.returned_on, back.missing) == (None, (dongle.id,))
    assert desk.gent.packages.get("DP-001").state == "incomplete"
    inspected(desk.gent, "DP-001")
    laptop = desk.gent.items.get("S-DP-001")
    assert (laptop.state, laptop.loan) == ("in_use", None)
    assert ("loan_due_today", "planned") in desk.notices(loan)


def test_7_what_came_back_can_serve_in_another_package(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    desk.gent.loans.take_back(desk.lend(), items=["S-DP-001"])
    inspected(desk.gent, "DP-001")
    desk.add("DP-002")
    desk.gent.items.take_out("S-DP-002")
    desk.gent.items.put_in("S-DP-001", "DP-002")
    assert desk.gent.packages.get("DP-002").state == "available"
    with pytest.raises(Refused) as refused:
        desk.gent.items.put_in("DG-DP-001", "DP-002")
    assert refused.value.codes == ("item_on_loan",)


def test_7_a_wrong_item_is_told_and_attached_to_nothing(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    loan = desk.lend()
    with pytest.warns(DataWarning, match="DG-OTHER is not of this loan"):
        back = desk.gent.loans.take_back(loan, items=["S-DP-001", "DG-OTHER"])
    assert back.returned_on is None
    assert desk.gent.count(JournalQuery(subject=loan.id, event="ItemUnexpected")) == 1


def test_8_an_item_that_is_out_on_another_loan_stops_the_hand_over_and_is_named(
    opened: Callable[..., Digicase],
) -> None:
    desk = Desk(opened)
    first = desk.lend()
    desk.add("DP-002")
    dongle = desk.gent.items.get("DG-DP-002")
    taken = digicase.evolve(dongle, loan=first.id)  # as a store may have it that others have written to
    desk.gent.run(lambda unit: unit.session.save(taken))
    asked = desk.gent.loans.check(desk.gent.loans.lend, "DP-002", to=new_case(desk.gent, "J-0002"))
    assert [(o.code, o.data["item"], o.data["loan"]) for o in asked.objections] == [
        ("item_on_loan", dongle.id, first.id)
    ]
    assert "dongle DG-DP-002" in asked.objections[0].text


def test_8_an_item_that_is_not_fit_stops_the_hand_over(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    desk.gent.loans.take_back(desk.lend())
    inspected(desk.gent, "DP-001", works=False)
    desk.gent.items.end_repair("S-DP-001", repaired=True, cost_cents=4500)
    inspected(desk.gent, "DP-001")
    assert desk.gent.packages.get("DP-001").state == "incomplete"  # the dongle is still in repair
    desk.gent.items.end_repair("DG-DP-001", repaired=False)
    assert desk.lend(on=dt.date(2026, 11, 24)).items == (desk.gent.items.get("S-DP-001").id,)


def test_8_going_without_is_an_explicit_choice_that_is_recorded(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    loan = desk.lend(without=["DG-DP-001"])
    assert loan.left_without == (desk.gent.items.get("DG-DP-001").id,)
    with pytest.raises(InvalidData, match="NOTHING is not in this package"):
        desk.gent.loans.check(desk.gent.loans.lend, "DP-001", to="J-0001", without=["NOTHING"])


def test_9_a_repeated_request_returns_the_first_loan(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    first = desk.gent.once("form-1").loans.lend("DP-001", to="J-0001", on=LENT)
    assert desk.gent.once("form-1").loans.lend("DP-001", to="J-0001", on=LENT) == first
    extended = desk.gent.once("form-2").loans.extend(first, reason="course")
    assert desk.gent.once("form-2").loans.extend(first, reason="course") == extended
    desk.gent.items.register("laptop", model="L15", serial="SPARE", acquired_on=NEW)
    swapped = desk.gent.once("form-3").loans.swap(first, "S-DP-001", "SPARE", reason="broke")
    assert desk.gent.once("form-3").loans.swap(first, "S-DP-001", "SPARE", reason="broke") == swapped
    back = desk.gent.once("form-4").loans.take_back(first)
    assert desk.gent.once("form-4").loans.take_back(first) == back


def test_10_a_return_entered_late_is_not_overdue_in_reports(opened: Callable[..., Digicase], clock: Clock) -> None:
    desk = Desk(opened)
    loan = desk.lend(on=dt.date(2026, 9, 4))
    clock.today = dt.date(2027, 3, 9)
    back = desk.gent.loans.take_back(loan, on=dt.date(2027, 3, 2))
    assert (loan.due_on, back.returned_on, back.overdue_days(clock.today)) == (
        dt.date(2027, 3, 4),
        dt.date(2027, 3, 2),
        0,
    )


def test_10_nothing_is_entered_before_what_is_recorded_already(opened: Callable[..., Digicase], clock: Clock) -> None:
    desk = Desk(opened)
    loan = desk.gent.loans.extend(desk.lend(), reason="course")
    clock.today = dt.date(2026, 12, 1)
    with pytest.raises(InvalidData, match="before what is recorded of this loan on 2026-11-24"):
        desk.gent.loans.take_back(loan, on=dt.date(2026, 11, 20))


def test_11_a_swap_keeps_the_loan_as_it_is_and_both_devices_their_history(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    loan = desk.gent.loans.extend(desk.lend(agreement="A-1"), reason="course")
    desk.gent.items.register("laptop", model="L15", serial="SPARE", acquired_on=NEW)
    swapped = desk.gent.loans.swap(loan, "S-DP-001", "SPARE", reason="screen broke")
    assert (swapped.due_on, swapped.extensions, swapped.agreement) == (loan.due_on, loan.extensions, "A-1")
    old, new = desk.gent.items.get("S-DP-001"), desk.gent.items.get("SPARE")
    assert (old.state, old.package, old.loan) == ("in_repair", None, None)
    assert (new.loan, new.package) == (loan.id, loan.package)
    (repair,) = desk.gent.items.repairs(old)
    assert (repair.loan, repair.reason) == (loan.id, "screen broke")


def test_11_the_new_device_passes_the_checks_of_a_hand_over(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    loan = desk.lend()
    desk.gent.items.register("tablet", model="Tab", serial="WORN", acquired_on=dt.date(2020, 1, 1))
    with pytest.raises(Refused) as refused:
        desk.gent.loans.swap(loan, "S-DP-001", "WORN", reason="broke")
    assert refused.value.codes == ("other_kind", "end_of_life")


@pytest.mark.parametrize(
    ("end_of_life", "due_on"), [("cap", dt.date(2027, 1, 31)), ("allow", dt.date(2027, 2, 28)), ("refuse", None)]
)
def test_12_an_end_of_life_inside_the_loan_goes_as_the_policy_says(
    opened: Callable[..., Digicase], end_of_life: str, due_on: dt.date | None
) -> None:
    desk = Desk(opened, end_of_life=end_of_life)
    desk.add("DP-OLD", acquired_on=dt.date(2022, 2, 1))
    asked = desk.gent.loans.check(desk.gent.loans.lend, "DP-OLD", to="J-0001", on=LENT)
    assert (asked.result.due_on if asked.result else None) == due_on
    assert [objection.code for objection in asked.objections] == ([] if due_on else ["end_of_life"])


def test_12_a_device_past_its_end_of_life_is_not_lent(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    desk.add("DP-OLD", acquired_on=dt.date(2020, 2, 29))
    asked = desk.gent.loans.check(desk.gent.loans.lend, "DP-OLD", to="J-0001")
    assert [(o.code, o.data["on"]) for o in asked.objections] == [("end_of_life", dt.date(2025, 2, 28))]


def test_13_a_claimed_return_stops_the_reminders_until_it_is_settled(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    claimed = desk.gent.loans.claim_returned(desk.lend())
    assert {state for _, state in desk.notices(claimed)} == {"withdrawn"}
    back = desk.gent.loans.take_back(claimed, outcome="found in stock")
    assert (back.claimed_on, back.outcome) == (None, "found in stock")


def test_13_what_is_lost_keeps_who_had_it_and_is_taken_back_when_found(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    lost = desk.gent.loans.report_lost("DP-001" if desk.lend() else "", stolen=True)
    assert desk.gent.packages.get("DP-001").state == "lost"
    assert lost.case == desk.gent.cases.get("J-0001").id
    found = desk.gent.loans.take_back(lost)
    assert (found.case, found.returned_on) == (lost.case, dt.date(2026, 11, 24))
    assert desk.gent.packages.get("DP-001").state == "to_inspect"


def test_14_no_generated_text_of_a_loan_holds_a_name(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    desk.gent.contacts.put("J-0001", name="Amina Example", email="amina@example.org")
    loan = desk.gent.loans.extend(desk.lend(), reason="course")
    told = [*desk.gent.find(JournalQuery()), *desk.gent.find(NoticeQuery()), loan]
    assert "Amina" not in repr(told)


def test_14_an_erasure_is_refused_while_an_item_or_a_claim_is_open(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened)
    loan = desk.lend()
    desk.gent.loans.take_back(loan, items=["S-DP-001"])
    with pytest.raises(Refused, match="still_on_loan"):
        desk.gent.privacy.erase("J-0001")
    desk.gent.loans.claim_returned(loan)
    with pytest.raises(Refused, match="is claimed to be back, which is not settled"):
        desk.gent.privacy.erase("J-0001")


def test_14_an_erasure_reaches_the_loan_its_papers_and_event_payloads_and_leaves_what_statistics_count(
    opened: Callable[..., Digicase], clock: Clock
) -> None:
    desk = Desk(opened)
    gent = desk.gent
    gent.cases.change("J-0001", group="adults")
    photos, conditions = {"S-DP-001": ["photo-1.jpg"]}, {"S-DP-001": "a scratch"}
    loan = desk.lend(agreement="A-2026-117", photos=photos, conditions=conditions)
    gent.loans.extend(loan, reason="course at VDAB")
    gent.loans.take_back(loan, outcome="found_work", conditions={"S-DP-001": "broken by Amina"})
    gent.cases.close("J-0001", outcome="found_work")
    clock.today = dt.date(2040, 1, 1)
    gent.staff.register("CO-1", role="coordinator")
    aside = Override(codes=["retained"], reason="asked for by the person")
    gent.acting_as("CO-1").privacy.erase("J-0001", override=aside)
    left = repr([record for kind in digicase.RECORDS for record in gent.find(every(kind))])
    for trace in (
        "A-2026-117",
        "photo-1.jpg",
        "a scratch",
        "broken by Amina",
        "course at VDAB",
        "J-0001",
        str(loan.id),
    ):
        assert trace not in left
    (kept,) = gent.find(RemainsQuery(kind="loan"))
    assert (kept.group, kept.months, kept.outcome) == ("adults", 2, "found_work")


def test_15_a_closure_spreads_the_due_dates_so_that_no_day_has_them_all(opened: Callable[..., Digicase]) -> None:
    desk = Desk(opened, closed_day="next")
    desk.calendar(dt.date(2027, 2, 1), dt.date(2027, 3, 31))
    for n in range(2, 8):
        desk.add(f"DP-00{n}")
        desk.gent.loans.lend(f"DP-00{n}", to=new_case(desk.gent, f"J-000{n}", guidance_from=NEW), on=LENT)
    moved = desk.gent.loans.spread(dt.date(2027, 3, 1), dt.date(2027, 3, 7), a_day=2)
    assert [loan.due_on for loan in moved] == [dt.date(2027, 3, day) for day in (9, 9, 11, 11, 16, 16)]
    assert {loan.nominal_due_on for loan in moved} == {dt.date(2027, 2, 28)}


def test_a_package_without_an_open_loan_is_told_so(opened: Callable[..., Digicase]) -> None:
    with pytest.raises(NotFound, match="no open loan of package DP-001"):
        Desk(opened).gent.loans.take_back("DP-001")
