"""Whatever happens to the cells, every row is accounted for."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings, strategies as st

import digicase
from digicase.domain.cases import CaseQuery
from digicase.domain.equipment import PackageQuery
from digicase.domain.people import StaffQuery

from .conftest import FILES

CELLS = {name: list(csv.reader(io.StringIO(text))) for name, text in FILES.items()}
ODD = st.sampled_from(
    ["", "DP-001", "J-0001", "31/02/2026", "2026-02-30", "F1", "7", "x", "é\ny", '"', ";", "yes", "?"]
)
PLACES = st.sampled_from(
    [(name, row, cell) for name, rows in CELLS.items() for row in range(1, len(rows)) for cell in range(len(rows[0]))]
)
CORRUPTIONS = st.lists(st.tuples(PLACES, ODD | st.text(max_size=12)), max_size=8)


def write(folder: Path, corruptions: list[tuple[tuple[str, int, int], str]]) -> None:
    for name, rows in CELLS.items():
        spoiled = [list(row) for row in rows]
        for (file, row, cell), value in corruptions:
            if file == name:
                spoiled[row][cell] = value
        out = io.StringIO(newline="")
        csv.writer(out).writerows(spoiled)
        (folder / name).write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(CORRUPTIONS)
def test_every_row_is_in_the_store_or_in_the_report(corruptions: list[tuple[tuple[str, int, int], str]]) -> None:
    with tempfile.TemporaryDirectory() as name, digicase.open("memory://", today=lambda: dt.date(2026, 11, 24)) as gent:
        folder = Path(name)
        write(folder, corruptions)
        trial = gent.exchange.import_folder(folder, dry_run=True)
        report = gent.exchange.import_folder(folder)
        again = gent.exchange.import_folder(folder)

        assert trial == report
        assert not again.changed
        for counts, later in zip(report.files, again.files, strict=True):
            assert counts.rows == counts.new + counts.unchanged + counts.with_problems
            assert later.unchanged == counts.new
            lines = {problem.line for problem in report.problems if problem.file == counts.file}
            assert len(lines) == counts.with_problems
        stored = [gent.count(query) for query in (PackageQuery(), StaffQuery(), CaseQuery())]
        assert stored == [counts.new for counts in report.files[:3]]
