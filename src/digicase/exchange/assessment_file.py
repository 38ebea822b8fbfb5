"""The partner's file of assessments: a row per answer; the rows of one jobseeker and day are one assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from digicase.casework.assessments import Assessments
from digicase.casework.draft import Draft
from digicase.casework.unit import Unit
from digicase.domain.assessments import Assessment, AssessmentQuery, ItemAnswer, Source
from digicase.domain.cases import CaseQuery
from digicase.domain.ids import CaseId
from digicase.domain.skills import Scale, SkillFramework
from digicase.errors import InvalidData, Problem, Refused
from digicase.exchange.entries import Entries, grouped, refusals
from digicase.exchange.rows import Column, Values, day, differences, one_of, read_row, text, whole_number
from digicase.exchange.sheets import Dialect, Row
from digicase.exchange.tally import Tally, by_column

FILE = "assessments.csv"
NAMES = ("jobseeker", "assessed_on", "item", "answer", "source")
Group = Sequence[tuple[Row, Values]]


def columns(framework: SkillFramework, today: dt.date) -> tuple[Column, ...]:
    """Return the columns of the file: an empty answer was not asked, which is never a zero."""
    return (
        Column(name="jobseeker", read=text, filled=True),
        Column(name="assessed_on", argument="on", read=_past(today), filled=True),
        Column(
            name="item", read=one_of(framework.codes(), f"an item of {framework.key} {framework.version}"), filled=True
        ),
        Column(name="answer", argument="answers", read=_on(framework.scale)),
        Column(name="source", argument="sources", read=one_of([*Source], "a source"), filled=True),
    )


@attrs.define
class Answers:
    """The import of the file into a unit of work, after the jobseekers' own file."""

    unit: Unit
    tally: Tally
    jobseekers: Entries

    def groups(self, rows: Iterable[Row]) -> list[Group]:
        """Return the rows that can be used, assessment by assessment; tell why the others cannot."""
        groups: dict[tuple[str, dt.date], list[tuple[Row, Values]]] = {}
        lines: dict[tuple[str, dt.date, str], int] = {}
        for row in rows:
            values, problems = read_row(row, self.tally.columns, self.tally.sheet.dialect)
            name, on, item = values["jobseeker"], values["on"], values["item"]
            if name is not None and not self.jobseekers.knows(name):
                problems.append(Problem("jobseeker", self.jobseekers.missing(name, "jobseeker")))
            answer: Any = (name, on, item)  # each of its type, or with a problem
            if answer in lines:
                first = lines[answer]
                problems.append(Problem("item", f"is answered in line {first} already, for the same jobseeker and day"))
            if problems:
                self.tally.refuse(row, problems)
                continue
            lines[answer] = row.line
            groups.setdefault(answer[:2], []).append((row, values))
        return list(groups.values())

    def stored(self) -> Mapping[tuple[str, dt.date], Assessment]:
        """Return the assessments there are, by jobseeker and day; of several on one day the one recorded last."""
        references: dict[CaseId, str] = {case.id: case.reference for case in self.unit.session.find(CaseQuery())}
        found = grouped(self.unit.session, AssessmentQuery(framework=self.unit.house.framework.key), "case")
        return {(name, one.on): one for case, name in references.items() for one in found.get(case, ())}

    def take(self, group: Group, now: Assessment | None) -> None:
        """Record the answers of a group that are not stored yet, as an assessment or as the correction of one."""
        known = {answer.item: answer for answer in now.answers} if now is not None else {}
        new = []
        for row, values in group:
            if values["item"] in known:
                self._compare(row, values, known[values["item"]])
            else:
                new.append((row, values))
        if new:
            self._record(new, now)

    def _compare(self, row: Row, values: Values, answer: ItemAnswer) -> None:
        stored = {**values, "answers": answer.value, "sources": answer.source}
        different = differences(values, stored, self.tally.columns, self.tally.sheet.dialect)
        if different:
            self.tally.refuse(row, different)
        else:
            self.tally.unchanged += 1

    def _record(self, group: Group, now: Assessment | None) -> None:
        draft = Draft.over(self.unit)
        stored = now.answers if now is not None else ()
        answers = {answer.item: answer.value for answer in stored}
        sources = {answer.item: answer.source.value for answer in stored}
        answers |= {values["item"]: values["answers"] for _, values in group}
        sources |= {values["item"]: values["sources"] for _, values in group}
        name, on = group[0][1]["jobseeker"], group[0][1]["on"]
        try:
            Assessments(draft.unit).record(name, answers, source=sources, on=on, corrects=now)
        except (InvalidData, Refused) as error:
            for row, _ in group:
                self.tally.refuse(row, self._objections(error))
        else:
            draft.keep()
            self.tally.new += len(group)

    def _objections(self, error: InvalidData | Refused) -> list[Problem]:
        if isinstance(error, InvalidData):
            return by_column(error.problems, self.tally.columns)
        return refusals(error, self.tally.columns)


def _past(today: dt.date) -> Callable[[str, Dialect], Any]:
    def read(cell: str, dialect: Dialect) -> dt.date:
        date = day(cell, dialect)
        if date > today:
            raise ValueError("is in the future")
        return date

    return read


def _on(scale: Scale) -> Callable[[str, Dialect], Any]:
    def read(cell: str, dialect: Dialect) -> int:
        value = whole_number(cell, dialect)
        if not scale.least <= value <= scale.most:
            raise ValueError(f"is not between {scale.least} and {scale.most}; leave the cell empty if it was not asked")
        return value

    return read
