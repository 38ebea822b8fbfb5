"""Whatever breaks a rule is found, by kind and id, and nothing else is."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.house import TODAY, new_case
from tests.storage.schemas.make import work_a_little

import digicase
from digicase import (
    AppointmentQuery,
    DataWarning,
    ItemQuery,
    JournalQuery,
    LoanQuery,
    NoticeQuery,
    NoticeState,
    PackageQuery,
    PackageState,
    evolve,
)
from digicase.commands import main
from digicase.domain.invariants import RULES

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/x.db"


@pytest.fixture
def gent(url: str) -> Iterator[digicase.Digicase]:
    """A store that holds something of everything, and in which all is well."""
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        work_a_little(gent)
        yield gent


def write(gent: digicase.Digicase, *records: Any) -> None:
    """Save past all rules."""
    gent.run(lambda unit: unit.session.save(*records))


def remove(gent: digicase.Digicase, *records: Any) -> None:
    gent.run(lambda unit: unit.session.remove(*records))


def nobody(gent: digicase.Digicase) -> None:
    (loan,) = gent.find(LoanQuery())
    write(gent, evolve(loan, case=uuid4()))


def overbooked(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    case = gent.cases.get("J-0002")
    write(gent, evolve(one, id=uuid4(), version=0, case=case.id))


def cancelled(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    zitdag = gent.get(digicase.Zitdag, one.zitdag)
    write(gent, evolve(zitdag, state="cancelled"))


def unlent(gent: digicase.Digicase) -> None:
    (package,) = gent.find(PackageQuery())
    write(gent, evolve(package, state="available"))


def untold(gent: digicase.Digicase) -> None:
    (loan,) = gent.find(LoanQuery())
    (package,) = gent.find(PackageQuery())
    write(gent, evolve(loan, returned_on=TODAY), evolve(package, state="to_inspect"))


def unannounced(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    remove(gent, *gent.find(NoticeQuery(subject=one.id)))


def unsaid(gent: digicase.Digicase) -> None:
    kinds = ("appointment_booked", "appointment_moved")
    remove(gent, *(notice for notice in gent.find(NoticeQuery()) if notice.kind in kinds))


def unextended(gent: digicase.Digicase) -> None:
    remove(gent, *(notice for notice in gent.find(NoticeQuery()) if notice.kind == "loan_extended"))


def dismantled(gent: digicase.Digicase) -> None:
    remove(gent, *gent.find(ItemQuery()))


def emptied(gent: digicase.Digicase) -> None:
    package = gent.packages.register("DP-002", device="tablet", model="T", acquired_on=TODAY)
    remove(gent, *gent.find(ItemQuery(package=package.id)))


def forgotten(gent: digicase.Digicase) -> None:
    unannounced(gent)
    dropped(gent)


def dropped(gent: digicase.Digicase) -> None:
    remove(gent, *gent.find(AppointmentQuery()))


def lost_from_sight(gent: digicase.Digicase) -> None:
    remove(gent, gent.items.register("tablet", model="T"))


def retired(gent: digicase.Digicase) -> None:
    (package,) = gent.find(PackageQuery())
    write(gent, evolve(package, state="retired"))


def inspected_while_out(gent: digicase.Digicase) -> None:
    (package,) = gent.find(PackageQuery())
    write(gent, evolve(package, state="to_inspect"))


def another_day(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    write(gent, evolve(one, on=one.on + dt.timedelta(days=1)))


def another_coach(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    write(gent, evolve(one, coach="K-99"))


def another_place(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    write(gent, evolve(one, location="Elsewhere"))


def in_the_evening(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    write(gent, evolve(one, at=dt.time(20)))


def too_long(gent: digicase.Digicase) -> None:
    (one,) = gent.find(AppointmentQuery())
    write(gent, evolve(one, minutes=500))


def twice(gent: digicase.Digicase, file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("DROP INDEX uq_digicase_case_reference")
        connection.execute("UPDATE digicase_case SET reference = 'J-0001'")
    connection.close()


BROKEN: dict[Callable[[digicase.Digicase], None], str] = {
    nobody: "missing_reference",
    overbooked: "too_many_booked",
    cancelled: "booked_on_cancelled",
    unlent: "state_disagrees",
    untold: "not_journaled",
    unannounced: "notice_missing",
    unsaid: "notice_missing",
    unextended: "notice_missing",
    dismantled: "missing_reference",
    emptied: "state_disagrees",
    dropped: "missing_reference",
    forgotten: "journal_of_nothing",
    lost_from_sight: "journal_of_nothing",
    retired: "state_disagrees",
    inspected_while_out: "state_disagrees",
    another_day: "booked_elsewhere",
    another_coach: "booked_elsewhere",
    another_place: "booked_elsewhere",
    in_the_evening: "booked_elsewhere",
    too_long: "booked_elsewhere",
}


def test_a_store_that_was_worked_in_is_well(gent: digicase.Digicase) -> None:
    report = gent.check()
    assert report.ok
    assert str(report) == f"{sum(report.read.values())} records read, nothing wrong."
    assert report.read["case"] == 2


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda breaks: breaks.__name__)
def test_a_broken_rule_is_found(gent: digicase.Digicase, breaks: Callable[[digicase.Digicase], None]) -> None:
    breaks(gent)
    assert BROKEN[breaks] in {finding.rule for finding in gent.check().findings}


def test_a_reminder_of_a_loan_that_is_over_is_found(gent: digicase.Digicase) -> None:
    untold(gent)
    assert "notice_of_nothing" in {finding.rule for finding in gent.check().findings}


def test_a_key_that_is_held_twice_is_found(gent: digicase.Digicase, tmp_path: Path) -> None:
    twice(gent, tmp_path / "x.db")
    assert {finding.rule for finding in gent.check().findings} == {"key_held_twice"}


def test_a_version_that_no_save_gives_is_found(gent: digicase.Digicase, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    with connection:
        connection.execute("UPDATE digicase_loan SET version = -3")
    connection.close()
    assert {finding.rule for finding in gent.check().findings} == {"impossible_version"}


def test_a_stranger_that_comes_back_in_place_of_a_loan_is_nothing_wrong() -> None:
    with digicase.open("memory://", today=lambda: TODAY, block=["holidays"]) as gent:
        gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
        gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
        with pytest.warns(DataWarning, match="charger is not of this loan"):
            gent.loans.take_back("DP-1", items=["charger"])
        assert gent.check().ok
        assert gent.packages.get("DP-1").state is PackageState.ON_LOAN


def test_what_is_written_while_it_looks_is_left_for_the_next_look(gent: digicase.Digicase) -> None:
    forgotten(gent)
    (booked,) = gent.find(JournalQuery(event="AppointmentBooked"))
    write(gent, evolve(booked, at=booked.at + dt.timedelta(seconds=1)))
    assert gent.check().ok


def test_a_row_that_cannot_be_read_is_found_and_nothing_else_is_said_of_it(
    gent: digicase.Digicase, tmp_path: Path
) -> None:
    (loan,) = gent.find(LoanQuery())
    connection = sqlite3.connect(tmp_path / "x.db")
    with connection:
        connection.execute("UPDATE digicase_loan SET items = '{'")
    connection.close()
    report = gent.check()
    assert [str(loan.id) in told for told in report.unreadable] == [True]
    assert report.findings == ()


def test_beside_a_row_that_cannot_be_read_other_rules_are_looked_at(gent: digicase.Digicase, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    with connection:
        connection.execute("UPDATE digicase_loan SET items = '{'")
    connection.close()
    overbooked(gent)
    assert "too_many_booked" in {finding.rule for finding in gent.check().findings}


def test_nothing_that_is_found_tells_who_it_is(gent: digicase.Digicase) -> None:
    for breaks in (nobody, overbooked, unlent):
        breaks(gent)
    assert "J-000" not in str(gent.check())


def test_the_command_tells_what_is_wrong(gent: digicase.Digicase, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    sent = [evolve(notice, state=NoticeState.SENT) for notice in gent.find(NoticeQuery())]
    gent.run(lambda unit: unit.session.save(*sent))  # by the shell's clock, which is the real one, they may be late
    assert main(["check", url]) == 0
    unlent(gent)
    assert main(["check", url]) == 1
    assert "it is available and has an open loan [state_disagrees]" in capsys.readouterr().out
    assert main(["check", url, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["rule"] == "state_disagrees"


def test_the_docs_list_every_rule() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert [rule.__name__ for rule in RULES if f"| `{rule.__name__}` | {rule.__doc__} |" not in page] == []
