"""The tally of one file while it is imported: what became of each row, and how it is told without personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from digicase.errors import Problem
from digicase.exchange.report import FileCounts, RowProblem
from digicase.exchange.rows import Column, legible
from digicase.exchange.sheets import Row, Sheet

HIDDEN = "…"
ADDRESS = re.compile(r"\S*@\S*")


@attrs.define
class Tally:
    """Keeps count of a sheet's rows; every row must be told of exactly once."""

    sheet: Sheet
    columns: Sequence[Column]
    new: int = 0
    unchanged: int = 0
    refused: set[int] = attrs.field(factory=set)
    problems: list[RowProblem] = attrs.field(factory=list)
    warnings: list[RowProblem] = attrs.field(factory=list)

    def refuse(self, row: Row, problems: Iterable[Problem]) -> None:
        """Note that a row is not in the store, or not as it stands in the file, and why: a problem per column."""
        self.refused.add(row.line)
        self.problems += [self._placed(row, problem) for problem in problems]

    def warn(self, row: Row, problems: Iterable[Problem]) -> None:
        """Note what looks wrong with a row that was accepted."""
        self.warnings += [self._placed(row, problem) for problem in problems]

    def refuse_unreadable(self) -> list[Row]:
        """Note what is wrong with the sheet, and with rows whose cells cannot be told apart; return the others."""
        sheet = self.sheet
        self.problems += [RowProblem(sheet.file, at.line, at.column, "", at.reason) for at in sheet.faults]
        if not sheet.readable:
            self.refused |= {row.line for row in sheet.rows}
            return []
        for row in sheet.rows:
            if row.fault:
                self.refuse(row, [Problem("", row.fault)])
        return [row for row in sheet.rows if not row.fault]

    def counts(self) -> FileCounts:
        """Return the counts so far."""
        return FileCounts(self.sheet.file, len(self.sheet.rows), self.new, self.unchanged, len(self.refused))

    def _placed(self, row: Row, problem: Problem) -> RowProblem:
        value, reason = legible(row.cells.get(problem.path, "")), problem.reason
        if value and problem.path in {column.name for column in self.columns if column.personal}:
            value, reason = HIDDEN, reason.replace(repr(value), HIDDEN)
        elif "@" in value:
            value, reason = HIDDEN, ADDRESS.sub(HIDDEN, reason)
        return RowProblem(self.sheet.file, row.line, problem.path or None, value, reason)


def by_column(problems: Iterable[Problem], columns: Sequence[Column]) -> list[Problem]:
    """Return problems whose paths name a verb's arguments as problems of the columns these stand in."""
    names: Mapping[str, str] = {column.argument: column.name for column in columns}
    return [Problem(names.get(problem.path.partition(".")[0], ""), problem.reason) for problem in problems]


def in_order(found: Iterable[RowProblem]) -> list[RowProblem]:
    """Return problems by line, then in the order in which they were found."""
    return sorted(found, key=lambda problem: problem.line or 0)
