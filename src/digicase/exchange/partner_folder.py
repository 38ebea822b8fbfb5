"""The partner's folder: four files, brought in together, by the same verbs that everybody uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs

from digicase.casework.draft import Draft
from digicase.casework.unit import Unit
from digicase.errors import InvalidData, Problem
from digicase.exchange import assessment_file, partner_files
from digicase.exchange.assessment_file import Answers
from digicase.exchange.entries import Entries, EntrySheet, Requires
from digicase.exchange.report import ImportReport
from digicase.exchange.sheets import Row, Sheet, read_sheet
from digicase.exchange.tally import Tally, in_order

Progress = Callable[[Sequence[Any], str], Iterable[Any]]
"""Wraps a long loop over rows (or assessments): gets them with the name of their file, and yields them."""


@attrs.frozen
class PartnerFolder:
    """The four files of a folder, as they were read."""

    packages: Sheet
    staff: Sheet
    jobseekers: Sheet
    assessments: Sheet

    @classmethod
    def read(cls, path: Path) -> PartnerFolder:
        """Read the files of a folder; a path that is none is InvalidData, a file that cannot be read is a problem."""
        if not path.is_dir():
            raise InvalidData(
                [Problem("path", f"{str(path)!r} is not a folder; give the one that holds the CSV files")]
            )

        return cls(
            packages=_read(path, partner_files.packages()),
            staff=_read(path, partner_files.staff()),
            jobseekers=_read(path, partner_files.jobseekers()),
            assessments=read_sheet(path / assessment_file.FILE, assessment_file.NAMES),
        )

    def bring_in(self, unit: Unit, *, keep: bool, progress: Progress) -> ImportReport:
        """Enter what is new, in a draft that is kept or dropped in the end, and report what became of every row."""
        draft = Draft.over(unit)
        packages = _enter(partner_files.packages(), self.packages, draft.unit, progress)
        staff = _enter(partner_files.staff(), self.staff, draft.unit, progress)

        def consultant_known(row: Row) -> Sequence[Problem]:
            name = row.cells["consultant"]
            known = not name or staff.knows(name)
            return () if known else (Problem("consultant", staff.missing(name, "member of staff")),)

        cases = _enter(partner_files.jobseekers(), self.jobseekers, draft.unit, progress, consultant_known)
        answers = self._assess(draft.unit, cases, progress)
        if keep:
            draft.keep()
        return _report([packages.tally, staff.tally, cases.tally, answers])

    def _assess(self, unit: Unit, cases: Entries, progress: Progress) -> Tally:
        tally = Tally(self.assessments, assessment_file.columns(unit.house.framework, unit.today))
        answers = Answers(unit, tally, cases)
        groups = answers.groups(tally.refuse_unreadable())
        stored = answers.stored()
        for group in progress(groups, assessment_file.FILE):
            _, first = group[0]
            answers.take(group, stored.get((first["jobseeker"], first["on"])))
        return tally


def bring_in(kind: EntrySheet, file: Path, unit: Unit, *, keep: bool, progress: Progress) -> ImportReport:
    """Enter what is new of one file, in a draft that is kept or dropped in the end, and report every row of it."""
    draft = Draft.over(unit)
    sheet = read_sheet(file, [column.name for column in kind.columns])
    entries = _enter(kind, sheet, draft.unit, progress)
    if keep:
        draft.keep()
    return _report([entries.tally])


def _read(path: Path, kind: EntrySheet) -> Sheet:
    return read_sheet(path / kind.file, [column.name for column in kind.columns])


def _enter(
    kind: EntrySheet, sheet: Sheet, unit: Unit, progress: Progress, requires: Requires = lambda _: ()
) -> Entries:
    entries = Entries(kind, unit, Tally(sheet, kind.columns), requires)
    for row in progress(entries.tally.refuse_unreadable(), kind.file):
        entries.take(row)
    return entries


def _report(tallies: Iterable[Tally]) -> ImportReport:
    tallies = list(tallies)
    return ImportReport(
        files=tuple(tally.counts() for tally in tallies),
        problems=tuple(problem for tally in tallies for problem in in_order(tally.problems)),
        warnings=tuple(warning for tally in tallies for warning in in_order(tally.warnings)),
    )
