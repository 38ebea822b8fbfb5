"""No sequence of verbs brings a store into a state that must not be: the checker looks after every step."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable
from typing import Any

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.house import Clock, new_case

import digicase
from digicase import Check, DigicaseError, LoanPolicy, Refused

PACKAGES = st.sampled_from(["DP-1", "DP-2"])
CASES = st.sampled_from(["J-1", "J-2", "J-3"])
ITEMS = st.sampled_from(["S-1", "S-2", "SPARE", "DG-1", "DG-2"])


def objections(call: Callable[[], Any]) -> object:
    """Return the objections to what is called, or the type of its error; nothing where it goes well."""
    try:
        result = call()
    except Refused as refused:
        return tuple(refused.objections)
    except DigicaseError as error:
        return type(error)
    return result.objections if isinstance(result, Check) else ()


class LifeOfALoan(RuleBasedStateMachine):
    """Coordinators who do anything at all, on two packages, a spare laptop and three cases."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        policy = LoanPolicy(period="2 weeks", extension="1 week", closed_day="next", turnaround_days=1)
        self.gent = digicase.open("memory://", today=self.clock, block=["holidays"], policy=policy)
        new = dt.date(2026, 1, 1)
        for n in (1, 2):
            self.gent.packages.register(
                f"DP-{n}", device="laptop", model="L15", serial=f"S-{n}", acquired_on=new, dongle=f"DG-{n}"
            )
        self.gent.items.register("laptop", model="L15", serial="SPARE", acquired_on=new)
        for n in (1, 2, 3):
            new_case(self.gent, f"J-{n}")

    def try_to(self, verb: Any, *args: Any, **kwargs: Any) -> None:
        """Do it, or be refused: then nothing has happened, and being asked beforehand says the same."""
        before = self.gent.count(digicase.JournalQuery())
        asked = objections(lambda: self.gent.loans.check(verb, *args, **kwargs))
        refused = objections(lambda: verb(*args, **kwargs))
        assert asked == refused
        if refused:
            assert self.gent.count(digicase.JournalQuery()) == before

    @rule(package=PACKAGES, case=CASES)
    def lend(self, package: str, case: str) -> None:
        self.try_to(self.gent.loans.lend, package, to=case)

    @rule(package=PACKAGES)
    def extend(self, package: str) -> None:
        self.try_to(self.gent.loans.extend, package, reason="course")

    @rule(package=PACKAGES)
    def recall(self, package: str) -> None:
        self.try_to(self.gent.loans.recall, package, reason="needed")

    @rule(package=PACKAGES)
    def undo(self, package: str) -> None:
        self.try_to(self.gent.loans.undo_recall, package)

    @rule(package=PACKAGES, items=st.none() | st.lists(ITEMS, max_size=3), late=st.integers(0, 3))
    def take_back(self, package: str, items: list[str] | None, late: int) -> None:
        day = self.clock.today - dt.timedelta(days=late)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", digicase.DataWarning)
            self.try_to(self.gent.loans.take_back, package, items=items, on=day)

    @rule(package=PACKAGES)
    def claim(self, package: str) -> None:
        self.try_to(self.gent.loans.claim_returned, package)

    @rule(package=PACKAGES)
    def lose(self, package: str) -> None:
        self.try_to(self.gent.loans.report_lost, package)

    @rule(package=PACKAGES, out=ITEMS, into=ITEMS)
    def swap(self, package: str, out: str, into: str) -> None:
        self.try_to(self.gent.loans.swap, package, out, into, reason="broke")

    @rule(package=PACKAGES, works=st.booleans())
    def inspect(self, package: str, works: bool) -> None:
        checks = {
            item: {check: works or check != "works" for check in names}
            for item, names in self.gent.packages.checklist(package).items()
        }
        self.try_to(self.gent.packages.inspect, package, checks)

    @rule(case=CASES)
    def join(self, case: str) -> None:
        self.try_to(self.gent.waiting.join, case, device="laptop")

    @rule(case=CASES)
    def leave(self, case: str) -> None:
        self.try_to(self.gent.waiting.leave, case)

    @rule(package=PACKAGES)
    def offer(self, package: str) -> None:
        self.try_to(self.gent.waiting.offer, package)

    @rule(case=CASES)
    def decline(self, case: str) -> None:
        self.try_to(self.gent.waiting.decline, case)

    @rule()
    def pass_on(self) -> None:
        self.gent.waiting.pass_on()

    @rule(case=CASES, package=PACKAGES, ahead=st.integers(0, 30))
    def reserve(self, case: str, package: str, ahead: int) -> None:
        first = self.clock.today + dt.timedelta(days=ahead)
        self.try_to(self.gent.reservations.reserve, case, package=package, first=first)

    @rule(item=ITEMS, repaired=st.booleans())
    def end_repair(self, item: str, repaired: bool) -> None:
        self.try_to(self.gent.items.end_repair, item, repaired=repaired)

    @rule(item=ITEMS, package=PACKAGES)
    def put_in(self, item: str, package: str) -> None:
        self.try_to(self.gent.items.put_in, item, package)

    @rule(item=ITEMS)
    def take_out(self, item: str) -> None:
        self.try_to(self.gent.items.take_out, item)

    @rule(item=ITEMS)
    def retire(self, item: str) -> None:
        self.try_to(self.gent.items.retire, item)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.clock.today += dt.timedelta(days=days)

    @rule()
    def resettle(self) -> None:
        self.gent.loans.resettle()

    @invariant()
    def nothing_is_wrong(self) -> None:
        report = self.gent.check()
        assert report.ok, report

    @invariant()
    def an_available_package_is_whole(self) -> None:
        for package in self.gent.find(digicase.PackageQuery(state=digicase.PackageState.AVAILABLE)):
            items = self.gent.packages.items(package)
            assert any(item.is_device for item in items)
            assert {(item.state.value, item.loan) for item in items} == {("in_use", None)}

    def teardown(self) -> None:
        self.gent.close()


TestLifeOfALoan = LifeOfALoan.TestCase
TestLifeOfALoan.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
