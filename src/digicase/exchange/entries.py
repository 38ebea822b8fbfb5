"""Entries: a sheet of which every row is one thing, entered by a verb; the verb is the judge of what it may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from digicase.casework.draft import Draft
from digicase.casework.unit import Unit
from digicase.domain.record import Query
from digicase.errors import InvalidData, Problem, Refused
from digicase.exchange.rows import Column, Values, differences, read_row
from digicase.exchange.sheets import Row
from digicase.exchange.tally import Tally, by_column
from digicase.ports import Session

Enter = Callable[[Unit, Values], object]
Requires = Callable[[Row], Sequence[Problem]]


@attrs.frozen(kw_only=True)
class EntrySheet:
    """A kind of file: its columns, of which the first is the name of the thing; what is stored; how to enter a row.

    `stored` gives the values by argument of all there is, by name; `enter` takes a row's values by argument. Where no
    column is a name by itself, `named` makes one of a row's values.
    """

    file: str
    columns: tuple[Column, ...]
    stored: Callable[[Session], Mapping[str, Values]]
    enter: Enter
    named: Callable[[Values], str] | None = None


@attrs.define
class Entries:
    """The import of one such file into a unit of work. `lines` are the rows that are in the store, by name."""

    kind: EntrySheet
    unit: Unit
    tally: Tally
    requires: Requires
    stored: Mapping[str, Values] = attrs.field(init=False)
    lines: dict[str, int] = attrs.field(factory=dict, init=False)
    refused: dict[str, int] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.stored = self.kind.stored(self.unit.session)

    def take(self, row: Row) -> None:
        """Enter a row that is new, or tell why it cannot be; what is stored is compared and never changed."""
        columns, dialect = self.kind.columns, self.tally.sheet.dialect
        values, problems = read_row(row, columns, dialect)
        name = row.cells[columns[0].name] if self.kind.named is None else self.kind.named(values)
        problems += self.requires(row)
        if name in self.lines:
            problems.append(Problem(columns[0].name, f"stands in line {self.lines[name]} already"))
        elif name in self.stored:
            unread = {problem.path for problem in problems}
            different = differences(values, self.stored[name], columns, dialect)
            problems = [problem for problem in problems if problem.path not in self._empty_there(row, name)]
            problems += [problem for problem in different if problem.path not in unread]
        else:
            draft, objections = judge(self.unit, self.kind.enter, values, columns)
            problems += objections
            if not problems:
                draft.keep()
                self.tally.warn(row, by_column(draft.warnings, columns))
        self._count(row, name, problems)

    def _empty_there(self, row: Row, name: str) -> set[str]:
        """Return the columns that are empty in a row and in the store, as the model where there is no device."""
        there = self.stored[name]
        return {c.name for c in self.kind.columns if not row.cells[c.name].strip() and there.get(c.argument) is None}

    def knows(self, name: str) -> bool:
        """Tell whether something of that name is in the store by now."""
        return name in self.lines or name in self.stored

    def missing(self, name: str, what: str) -> str:
        """Return the reason why a row that names something unknown cannot be entered."""
        if name in self.refused:
            return f"was not imported, since line {self.refused[name]} of {self.kind.file} has problems"
        return f"is the reference of no {what}, neither in {self.kind.file} nor in the store"

    def _count(self, row: Row, name: str, problems: Sequence[Problem]) -> None:
        if problems:
            self.tally.refuse(row, problems)
            self.refused.setdefault(name, row.line)
            return
        self.lines[name] = row.line
        if name in self.stored:
            self.tally.unchanged += 1
        else:
            self.tally.new += 1


def judge(unit: Unit, enter: Enter, values: Values, columns: Sequence[Column]) -> tuple[Draft, list[Problem]]:
    """Try to enter a row in a draft, and return it with every problem there is, by column.

    A value that is refused is replaced and the row tried again, until all that is wrong with it has come to light.
    """
    found: list[Problem] = []
    otherwise = {column.argument: column.otherwise for column in columns}
    while True:
        draft = Draft.over(unit)
        try:
            enter(draft.unit, values)
        except InvalidData as error:
            found += by_column(error.problems, columns)
            bad = {problem.path.partition(".")[0] for problem in error.problems} & otherwise.keys()
            replaced = {**values, **{argument: otherwise[argument] for argument in bad}}
            if replaced == values:
                return draft, found
            values = replaced
        except Refused as error:
            return draft, found + refusals(error, columns)
        else:
            return draft, found


def refusals(error: Refused, columns: Sequence[Column]) -> list[Problem]:
    """Return objections as problems: those to a value that is taken belong to its column, others to the whole row."""
    names = {f"{column.argument}_taken": column.name for column in columns}
    return [Problem(names.get(objection.code, ""), objection.text) for objection in error.objections]


def grouped(session: Session, query: Query[Any], by: str) -> dict[Any, list[Any]]:
    """Return the records that a query matches, grouped by a field, in the query's order."""
    groups: dict[Any, list[Any]] = {}
    for record in session.find(query):
        groups.setdefault(getattr(record, by), []).append(record)
    return groups
