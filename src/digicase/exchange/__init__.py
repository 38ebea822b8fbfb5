"""Exchange with partners: their files come in, and every row is in the store or in the report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from digicase.casework.verbs import Noun
from digicase.exchange.partner_folder import PartnerFolder, Progress
from digicase.exchange.report import FileCounts, ImportReport, RowProblem

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
        folder = PartnerFolder.read(Path(path))
        return self._desk.run(
            lambda unit: folder.bring_in(unit, keep=not dry_run, progress=progress or _silently), read_only=dry_run
        )


def _silently(rows: Sequence[Any], what: str) -> Iterable[Any]:  # noqa: ARG001 - nobody watches
    return rows
