"""What is wrong with a file as a whole, and how lines are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from digicase.app import Digicase
from digicase.errors import InvalidData
from digicase.exchange.sheets import Dialect, Sheet, parse

from .conftest import FILES, Spoil

COLUMNS = ["ref", "remarks"]


def sheet(data: bytes) -> Sheet:
    return parse("x.csv", data, COLUMNS)


def cells(found: Sheet) -> list[tuple[int, str]]:
    return [(row.line, row.cells["remarks"]) for row in found.rows]


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    found = sheet(b"\xef\xbb\xbfref,remarks\nA,\xc3\xa9\xc3\xa9n\n")

    assert (found.faults, cells(found)) == ((), [(2, "één")])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one_line(end: str) -> None:
    assert cells(sheet(f"ref,remarks{end}A,a{end}B,b{end}".encode())) == [(2, "a"), (3, "b")]


def test_a_row_is_known_by_the_line_on_which_it_begins() -> None:
    found = sheet(b'ref,remarks\nA,"one\ntwo\nthree"\nB,b\n')

    assert cells(found) == [(2, "one\ntwo\nthree"), (5, "b")]


def test_empty_lines_are_no_rows_and_count_as_lines() -> None:
    assert cells(sheet(b"ref;remarks\n\n;\nA;a\n")) == [(4, "a")]


def test_a_semicolon_in_a_quoted_cell_does_not_make_a_spreadsheet() -> None:
    found = sheet(b'ref,remarks\nA,"x;y;z"\n')

    assert (found.dialect, cells(found)) == (Dialect.PLAIN, [(2, "x;y;z")])


def test_semicolons_in_the_header_make_a_spreadsheet_in_windows_1252() -> None:
    found = sheet(b'ref;remarks\r\nA;"\xe9\xe9n; twee"\r\n')

    assert (found.dialect, cells(found)) == (Dialect.SPREADSHEET, [(2, "één; twee")])


def test_a_spreadsheet_in_utf_8_is_read_as_such() -> None:
    assert cells(sheet("ref;remarks\nA;één\n".encode())) == [(2, "één")]


def test_a_quote_that_is_never_closed_costs_only_its_own_line() -> None:
    found = sheet(b'ref,remarks\nA,"a\nB,b\nC,c\n')

    assert [row.line for row in found.rows if row.fault] == [2]
    assert [row.cells["ref"] for row in found.rows if not row.fault] == ["B", "C"]


def test_a_quote_that_another_line_closes_by_chance_costs_only_its_own_line() -> None:
    found = sheet(b'ref,remarks\nA,"a\nB,b",x\nC,c\n')

    assert [row.line for row in found.rows if row.fault] == [2, 3]
    assert [row.cells["ref"] for row in found.rows if not row.fault] == ["C"]


@pytest.mark.parametrize(
    ("data", "line", "column", "reason"),
    [
        (b"", None, None, "is empty"),
        (b"\n \n", None, None, "is empty"),
        (b"PK\x03\x04\x00\x00", None, None, "is not a text file"),
        ("ref,remarks\nA,a\n".encode("utf-16"), None, None, "is not a text file"),
        (b"Dear partner\nhere are\n", 1, None, "is not a CSV file with the columns ref, remarks"),
        (b"ref\nA\n", 1, "remarks", "is missing"),
        (b"ref,remarks,ref\nA,a,B\n", 1, "ref", "stands twice"),
    ],
)
def test_a_file_that_cannot_be_understood_is_told_as_a_whole(
    data: bytes, line: int | None, column: str | None, reason: str
) -> None:
    found = sheet(data)

    assert not found.readable
    assert [(fault.line, fault.column) for fault in found.faults] == [(line, column)]
    assert reason in found.faults[0].reason


def test_an_unknown_column_is_told_and_the_others_are_read() -> None:
    found = sheet(b"ref,notes,remarks\nA,x,a\n")

    assert [(fault.line, fault.column) for fault in found.faults] == [(1, "notes")]
    assert (found.readable, cells(found)) == (True, [(2, "a")])


def test_columns_may_stand_in_any_order() -> None:
    assert cells(sheet(b"remarks,ref\na,A\n")) == [(2, "a")]


def test_a_missing_file_is_told_and_the_others_come_in(gent: Digicase, spoiled: Spoil) -> None:
    folder = spoiled()
    (folder / "packages.csv").unlink()

    report = gent.exchange.import_folder(folder)

    assert [str(problem) for problem in report.problems] == ["packages.csv: is missing from the folder"]
    assert [counts.new for counts in report.files] == [0, 2, 2, 3]


def test_the_rows_of_a_file_without_a_column_are_not_in_the_store(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled("packages.csv", "acquired_on", "bought"))

    counts = report.file("packages.csv")
    assert (counts.rows, counts.new, counts.with_problems) == (2, 0, 2)
    assert {problem.column for problem in report.problems} == {"acquired_on", "bought"}


def test_a_header_without_rows_is_no_problem(gent: Digicase, spoiled: Spoil) -> None:
    folder = spoiled()
    for name, text in FILES.items():
        (folder / name).write_text(text.partition("\n")[0])

    report = gent.exchange.import_folder(folder)

    assert (report.ok, report.changed, [counts.rows for counts in report.files]) == (True, False, [0, 0, 0, 0])


@pytest.mark.parametrize(("new", "cells"), [("K-01,coach,", 6), ("K-01", 4)])
def test_a_row_with_too_many_or_too_few_cells_is_told(gent: Digicase, spoiled: Spoil, new: str, cells: int) -> None:
    report = gent.exchange.import_folder(spoiled("staff.csv", "K-01,coach", new))

    told = [(problem.line, problem.column, problem.reason) for problem in report.problems]
    assert told == [(3, None, f"has {cells} cells where the header names 5 columns")]


def test_only_the_cell_in_a_wrong_encoding_is_lost(gent: Digicase, spoiled: Spoil) -> None:
    folder = spoiled("packages.csv", "ok\nDP-002", "één toets los\nDP-002")
    (folder / "packages.csv").write_text((folder / "packages.csv").read_text("utf-8"), encoding="cp1252")

    report = gent.exchange.import_folder(folder)

    (problem,) = report.problems
    assert (problem.line, problem.column, problem.value) == (2, "remarks", "��n toets los")
    assert "cannot be decoded" in problem.reason
    assert report.file("packages.csv").new == 1


def test_a_path_that_is_no_folder_is_refused(gent: Digicase, tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="is not a folder"):
        gent.exchange.import_folder(tmp_path / "nowhere")
