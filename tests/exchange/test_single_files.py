"""Inventory and loans out and in again, file by file, as CSV in both dialects and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house import inspected, new_case

import digicase
from digicase import Digicase, InvalidData, JournalQuery, LoanQuery

TODAY = dt.date(2026, 11, 24)
FORMATS = ["csv", "spreadsheet", "json"]
NEW = dt.date(2026, 1, 1)


def opened() -> Digicase:
    return digicase.open("memory://", today=lambda: TODAY, block=["holidays"])


@pytest.fixture
def gent() -> Iterator[Digicase]:
    """A store with two packages, a loan that ended and two that run, one of them extended."""
    with opened() as gent:
        gent.packages.register(
            "DP-1", device="laptop", model="L15, 15 inch", serial="S-1", acquired_on=NEW, accessories=["lader", "muis"]
        )
        gent.packages.register("DP-2", device="tablet", model='Tab "M10"', acquired_on=NEW, remarks="é\u0301")
        for n in (1, 2, 3):
            new_case(gent, f"J-{n}", guidance_from=NEW)
        first = gent.loans.lend("DP-1", to="J-1", on=dt.date(2026, 2, 1))
        gent.loans.take_back(first, on=dt.date(2026, 6, 1), outcome="found work")
        inspected(gent, "DP-1")
        gent.loans.extend(gent.loans.lend("DP-1", to="J-2", on=dt.date(2026, 8, 31)), reason="course")
        gent.loans.lend("DP-2", to="J-3")
        yield gent


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_written_changes_nothing_when_it_is_read_again(gent: Digicase, tmp_path: Path, format: str) -> None:
    before = gent.count(JournalQuery())
    for path in gent.exchange.export_folder(tmp_path, format=format):
        report = gent.exchange.import_file(path)
        assert report.ok, report
        assert not report.changed
    assert gent.count(JournalQuery()) == before


@pytest.mark.parametrize("format", FORMATS)
def test_an_inventory_moves_to_another_house(gent: Digicase, tmp_path: Path, format: str) -> None:
    packages, _ = gent.exchange.export_folder(tmp_path, format=format)
    with opened() as other:
        assert other.exchange.import_file(packages, dry_run=True).changed
        assert other.exchange.import_file(packages).ok
        again, _ = other.exchange.export_folder(tmp_path / "again", format=format)
        assert again.read_bytes() == packages.read_bytes()


def test_running_loans_move_to_another_house_with_their_due_dates(gent: Digicase, tmp_path: Path) -> None:
    packages, loans = gent.exchange.export_folder(tmp_path)
    rows = loans.read_text("utf-8").splitlines()
    loans.write_text("\n".join(row for row in rows if "found work" not in row))
    with opened() as other:
        other.exchange.import_file(packages)
        for n in (2, 3):
            new_case(other, f"J-{n}", guidance_from=NEW)
        report = other.exchange.import_file(loans)
        assert report.ok, report
        assert [loan.due_on for loan in other.find(LoanQuery())] == [
            loan.due_on for loan in gent.find(LoanQuery(open=True))
        ]
        assert other.check().ok


def test_every_bad_row_is_told_and_harms_no_other(gent: Digicase, tmp_path: Path) -> None:
    (tmp_path / "loans.csv").write_text(
        "package,case,lent_on,due_on,returned_on,outcome\n"
        "DP-9,J-9,2026-09-01,,,\n"
        "DP-1,J-1,2026-09-01,,,\n"
        "DP-3,J-1,2026-09-01,2026-08-01,,\n"
        "DP-3,J-1,2026-09-01,,2026-08-01,\n"
        "DP-3,J-1,soon,,,\n"
        "DP-3,J-1,2026-09-01,2027-04-01,2026-11-01,found work\n"
    )
    gent.packages.register("DP-3", device="laptop", model="L15", acquired_on=NEW)
    report = gent.exchange.import_file(tmp_path / "loans.csv")
    told = [(problem.line, problem.column) for problem in report.problems]
    assert told == [(2, "package"), (2, "case"), (3, None), (4, "due_on"), (5, "returned_on"), (6, "lent_on")]
    assert report.file("loans.csv").new == 1
    loan = gent.find(LoanQuery(case=gent.cases.get("J-1").id, lent_from=dt.date(2026, 9, 1)))[0]
    assert (loan.due_on, loan.returned_on, loan.outcome) == (dt.date(2027, 4, 1), dt.date(2026, 11, 1), "found work")


def test_what_is_in_the_store_otherwise_is_told_and_kept(gent: Digicase, tmp_path: Path) -> None:
    _, loans = gent.exchange.export_folder(tmp_path, format="json")
    rows = json.loads(loans.read_text("utf-8"))
    rows[-1]["due_on"] = "2030-01-01"
    loans.write_text(json.dumps(rows))
    report = gent.exchange.import_file(loans)
    assert [problem.column for problem in report.problems] == ["due_on"]
    assert not gent.find(LoanQuery(due_from=dt.date(2029, 1, 1)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON"),
        ("{}", "is not a list of objects"),
        ('[{"package": {}}]', "holds in package neither text"),
        ("[1]", "is not an object"),
        ('[{"colour": "red"}]', "is not known, so it was not read"),
    ],
)
def test_json_that_cannot_be_read_is_told_and_never_raised(
    gent: Digicase, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "loans.json").write_text(text)
    assert told in str(gent.exchange.import_file(tmp_path / "loans.json"))


@pytest.mark.parametrize(("name", "told"), [("stock.csv", "is not known"), ("loans.csv", "there is no file")])
def test_a_file_that_is_not_there_or_not_known_is_told(gent: Digicase, tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(InvalidData, match=told):
        gent.exchange.import_file(tmp_path / name)


def test_only_what_is_ours_is_written(gent: Digicase, tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="'staff': choose among packages, loans"):
        gent.exchange.export_folder(tmp_path, files=["staff"])
    with pytest.raises(InvalidData, match="format: 'xls' is not known"):
        gent.exchange.export_folder(tmp_path, format="xls")


def test_a_package_that_lacks_what_a_new_one_needs_goes_out_and_comes_in_unchanged(
    gent: Digicase, tmp_path: Path
) -> None:
    gent.templates.define("tablet", device="tablet")
    gent.items.register("tablet", serial="T-900")
    gent.templates.assemble("DP-900", "tablet", items=["T-900"])
    (path,) = gent.exchange.export_folder(tmp_path, files=["packages"])
    report = gent.exchange.import_file(path)
    assert report.ok
    assert not report.changed
