"""What became of an import: counts by file, and every row that is not in the store, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

import attrs


@attrs.frozen
class RowProblem:
    """One thing wrong (or doubtful) in a file, and where it stands.

    `line` is the line on which the row begins, as an editor counts, the header being line 1; None is the file as a
    whole. `column` None is the row as a whole. Personal data is not repeated: `value` is then `…`.
    """

    file: str
    line: int | None
    column: str | None
    value: str
    reason: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line is not None else ""
        where = ", ".join(filter(None, (self.file, line, self.column)))
        return f"{where}: {self.value!r} {self.reason}" if self.value not in self.reason else f"{where}: {self.reason}"


@attrs.frozen
class FileCounts:
    """How the rows of a file fared: `rows` is always the sum of `new`, `unchanged` and `with_problems`.

    Empty rows do not count.
    """

    file: str
    rows: int = 0
    new: int = 0
    unchanged: int = 0
    with_problems: int = 0

    def __str__(self) -> str:
        return (
            f"{self.file:<16} {self.rows:>6} rows: {self.new} new, {self.unchanged} unchanged, "
            f"{self.with_problems} with problems"
        )


@attrs.frozen
class ImportReport:
    """What became of every row: new, unchanged, or among the problems; in the order of the files and their lines.

    A trial run (`dry_run=True`) gives the report that the run itself would give.
    """

    files: tuple[FileCounts, ...]
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether every row of every file is in the store."""
        return not self.problems

    @property
    def changed(self) -> bool:
        """Tell whether there was anything new."""
        return any(counts.new for counts in self.files)

    def file(self, name: str) -> FileCounts:
        """Return the counts of a file; a file that was not asked for has none."""
        return next((counts for counts in self.files if counts.file == name), FileCounts(name))

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from map(str, self.files)
        for title, found in (("Problems", self.problems), ("Warnings", self.warnings)):
            if found:
                yield f"{title} ({len(found)}):"
                yield from (f"  {problem}" for problem in found)
        if not self.changed and self.ok:
            yield "Nothing is new: all of it was in the store."
