"""Exchange with partners: their files come in, every row in the store or in the report, and ours go out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from digicase.casework.intake import accept
from digicase.casework.unit import Unit
from digicase.casework.verbs import Noun
from digicase.errors import InvalidData, Problem
from digicase.exchange import loan_file, partner_files
from digicase.exchange.entries import EntrySheet
from digicase.exchange.partner_folder import PartnerFolder, Progress, bring_in
from digicase.exchange.report import FileCounts, ImportReport, RowProblem
from digicase.exchange.writing import FileFormat, written

__all__ = ["Exchange", "FileCounts", "ImportReport", "RowProblem"]


class Exchange(Noun):
    """Files of partners."""

    def import_folder(
        self, path: str | os.PathLike[str], *, dry_run: bool = False, progress: Progress | None = None
    ) -> ImportReport:
        """Bring in packages.csv, staff.csv, jobseekers.csv and assessments.csv, and report what became of every row.

        Each file is in UTF-8 with commas and ISO dates, or as a spreadsheet saves it: semicolons, day/month/year,
        Windows-1252. A row is new, or in the store already and unchanged, or in the report with its file, line, column,
        value and reason; it harms no other. What is stored is never overwritten, so importing twice changes nothing.

        All that is new is one transaction. `dry_run` gives the same report and leaves the store as it is. `progress`
        wraps the long loops: `lambda rows, what: tqdm(rows, desc=what)`. A path that is no folder is InvalidData.
        """
        folder, watch = PartnerFolder.read(Path(path)), progress or _silently
        return self._desk.run(
            lambda unit: folder.bring_in(unit.doing("exchange.import_folder"), keep=not dry_run, progress=watch),
            read_only=dry_run,
        )

    def import_file(
        self, path: str | os.PathLike[str], *, dry_run: bool = False, progress: Progress | None = None
    ) -> ImportReport:
        """Bring in one file by its name: packages, staff, jobseekers or loans, as .csv or .json.

        With the promises of `import_folder`. A JSON file is a list of objects with the names of the columns. Loans are
        entered by the verbs, so what the policy refuses is in the report; a due date of another day than the policy's
        is taken over. A name that is not known, or a path without a file, is InvalidData.
        """
        file = Path(path)
        kind = KINDS.get(file.stem)
        if kind is None or file.suffix not in (".csv", ".json"):
            known = ", ".join(f"{name}.csv" for name in KINDS)
            raise InvalidData([Problem("path", f"{file.name!r} is not known; name it one of {known}, or .json")])
        if not file.is_file():
            raise InvalidData([Problem("path", f"there is no file {str(file)!r}")])
        return self._desk.run(
            lambda unit: bring_in(
                kind(), file, unit.doing("exchange.import_file"), keep=not dry_run, progress=progress or _silently
            ),
            read_only=dry_run,
        )

    def export_folder(
        self, path: str | os.PathLike[str], *, files: Collection[str] = ("packages", "loans"), format: str = "csv"
    ) -> tuple[Path, ...]:
        """Write what is stored into files of a folder, made where it is not there, and return their paths.

        `format` is csv, spreadsheet (semicolons, day/month/year), or json; `files` are packages, loans, or both.
        What is written can be brought in again by `import_file`, and changes nothing then. Each file is written beside
        its place and moved there whole. People are in it by reference only.
        """
        wish = accept(_Export, files=files, format=format)
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        ending = "json" if wish.format is FileFormat.JSON else "csv"
        made = self._desk.run(
            lambda unit: _written(unit.doing("exchange.export_folder"), wish),
            read_only=True,
        )
        return tuple(_put(folder / f"{name}.{ending}", data) for name, data in made.items())


KINDS: Mapping[str, Callable[[], EntrySheet]] = {
    "packages": partner_files.packages,
    "staff": partner_files.staff,
    "jobseekers": partner_files.jobseekers,
    "loans": loan_file.loans,
}
"""The files that can be brought in one by one."""
WRITTEN = ("packages", "loans")


def _ours(_: object, __: object, files: tuple[str, ...]) -> None:
    if unknown := [name for name in files if name not in WRITTEN]:
        raise ValueError(f"{', '.join(map(repr, unknown))}: choose among {', '.join(WRITTEN)}")


@attrs.frozen(kw_only=True)
class _Export:
    files: tuple[str, ...] = attrs.field(validator=_ours)
    format: FileFormat


def _written(unit: Unit, wish: _Export) -> dict[str, bytes]:
    return {name: written(KINDS[name](), unit.session, wish.format) for name in wish.files}


def _put(path: Path, data: bytes) -> Path:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    return beside.replace(path)


def _silently(rows: Sequence[Any], what: str) -> Iterable[Any]:  # noqa: ARG001 - nobody watches
    return rows
