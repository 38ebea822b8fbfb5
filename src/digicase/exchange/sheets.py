"""Sheets: the bytes of a CSV file become rows with their line numbers, in either of two dialects."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

import attrs


class Dialect(Enum):
    """How a file is written, by the character between its cells."""

    PLAIN = ","
    """Commas, dates as 2026-11-30, UTF-8."""
    SPREADSHEET = ";"
    """Semicolons, dates as 30/11/2026, Windows-1252 unless it is UTF-8: what a Belgian spreadsheet saves."""


@attrs.frozen
class Row:
    """The cells of a row by column, without the space around them; `fault` tells why they cannot be told apart."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


@attrs.frozen
class Fault:
    """Something wrong with a file as a whole."""

    line: int | None
    column: str | None
    reason: str


@attrs.frozen
class Sheet:
    """A file that was read. With `readable` False its header is not understood, so no row of it can be used."""

    file: str
    dialect: Dialect = Dialect.PLAIN
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    readable: bool = True


def read_sheet(path: Path, columns: Sequence[str]) -> Sheet:
    """Read a file that should have these columns, in any order; what is wrong with it is told, never raised."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _unreadable(path.name, "is missing from the folder")
    except OSError as error:
        return _unreadable(path.name, f"cannot be read: {error.strerror}")
    read = parse_json if path.suffix == ".json" else parse
    return read(path.name, data, columns)


def parse_json(file: str, data: bytes, columns: Sequence[str]) -> Sheet:
    """Return the sheet that a JSON list of objects holds; its rows are counted from 1, as lines are."""
    try:
        entries = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        return _unreadable(file, f"is not JSON: {error}")
    if not isinstance(entries, list):
        return _unreadable(file, "is not a list of objects")
    names = list(dict.fromkeys(name for entry in entries if isinstance(entry, dict) for name in entry))
    unknown = [name for name in names if name not in columns]
    reason = f"is not known, so it was not read; known are {', '.join(columns)}"
    rows = tuple(_entry(n, entry, columns) for n, entry in enumerate(entries, 1))
    return Sheet(file, rows=rows, faults=tuple(Fault(None, name, reason) for name in unknown))


def _entry(line: int, entry: object, columns: Sequence[str]) -> Row:
    if not isinstance(entry, dict):
        return Row(line, {}, fault="is not an object")
    cells = {name: _text(entry.get(name)) for name in columns}
    bad = [name for name, cell in cells.items() if cell is None]
    fault = f"holds in {', '.join(bad)} neither text, number, yes or no, nor a list of texts" if bad else ""
    return Row(line, {name: cell or "" for name, cell in cells.items()}, fault)


def _text(value: object) -> str | None:
    """Return a value of JSON as the text of a cell; None where it cannot be one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return str(value).strip()
    if isinstance(value, list) and all(isinstance(each, str) and ";" not in each for each in value):
        return ";".join(value)
    return None


def parse(file: str, data: bytes, columns: Sequence[str]) -> Sheet:
    """Return the sheet that the bytes hold; the dialect shows in the header, the encoding in the bytes."""
    if b"\0" in _first_line(data):
        return _unreadable(file, "is not a text file; save it as CSV (UTF-8)")
    dialect = _dialect(data)
    records = _records(_decoded(data, dialect), dialect.value)
    top = next(records, None)
    if top is None:
        return _unreadable(file, f"is empty; its first line should name the columns {', '.join(columns)}")
    line, header = top
    names = [name.strip() for name in header or ()]
    faults, readable = _header_faults(line, names, columns)
    return Sheet(file, dialect, tuple(_rows(records, names)), faults, readable)


def _unreadable(file: str, reason: str) -> Sheet:
    return Sheet(file, faults=(Fault(None, None, reason),), readable=False)


def _first_line(data: bytes) -> bytes:
    return data.lstrip().partition(b"\n")[0]


def _dialect(data: bytes) -> Dialect:
    header = _first_line(data)
    return Dialect.SPREADSHEET if header.count(b";") > header.count(b",") else Dialect.PLAIN


def _decoded(data: bytes, dialect: Dialect) -> str:
    """Decode what is given; a byte that cannot be is left as a lone surrogate, so that only its own cell is lost."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        spreadsheet = dialect is Dialect.SPREADSHEET and not data.startswith(codecs.BOM_UTF8)
        return data.decode("cp1252" if spreadsheet else "utf-8-sig", errors="surrogateescape")


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each record that is not empty with its first line; a broken one is None and costs only that line."""
    lines = list(io.StringIO(text, newline=""))
    width, at = 0, 0
    while at < len(lines):
        cells, used = _record(lines, at, separator, width)
        if cells is None or any(cell.strip() for cell in cells):
            width = width or len(cells or ())
            yield at + 1, cells
        at += used


def _record(lines: Sequence[str], at: int, separator: str, width: int) -> tuple[list[str] | None, int]:
    """Return a record and how many lines it takes; one that runs on into others has a quote that is never closed."""
    reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=separator, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        return None, 1
    runs_on = reader.line_num > 1 and width and len(cells) != width
    return (None, 1) if runs_on else (cells, reader.line_num)


def _header_faults(line: int, names: Sequence[str], columns: Sequence[str]) -> tuple[tuple[Fault, ...], bool]:
    """Return what is wrong with a header, and whether its file can be read all the same."""
    if not set(names) & set(columns):
        return (Fault(line, None, f"is not a CSV file with the columns {', '.join(columns)}"),), False
    missing = [Fault(line, name, "is missing: the file must have this column") for name in columns if name not in names]
    twice = [Fault(line, name, "stands twice in the header") for name in columns if names.count(name) > 1]
    unknown = [
        Fault(line, name, f"is not a known column, so it was not read; known are {', '.join(columns)}")
        for name in dict.fromkeys(names)
        if name not in columns
    ]
    return (*missing, *twice, *unknown), not (missing or twice)


def _rows(records: Iterator[tuple[int, list[str] | None]], names: Sequence[str]) -> Iterator[Row]:
    for line, cells in records:
        if cells is None:
            yield Row(line, {}, fault="has a quote that is never closed, or that does not enclose its cell")
        elif len(cells) != len(names):
            yield Row(line, {}, fault=f"has {len(cells)} cells where the header names {len(names)} columns")
        else:
            yield Row(line, {name: cell.strip() for name, cell in zip(names, cells, strict=True)})
