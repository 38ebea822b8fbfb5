"""Writing files: what is stored, in the columns and the dialect in which it could be read again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from enum import StrEnum
from typing import Any

from digicase.exchange.entries import EntrySheet
from digicase.exchange.rows import Values, shown
from digicase.exchange.sheets import Dialect
from digicase.ports import Session


class FileFormat(StrEnum):
    """How a file is written: CSV with commas, CSV as a Belgian spreadsheet saves it, or JSON."""

    CSV = "csv"
    SPREADSHEET = "spreadsheet"
    JSON = "json"


def written(kind: EntrySheet, session: Session, how: FileFormat) -> bytes:
    """Return all that is stored of a kind as a file, in order of name; the same store gives the same bytes."""
    rows = [values for _, values in sorted(kind.stored(session).items())]
    if how is FileFormat.JSON:
        plain = [{column.name: _plain(row[column.argument]) for column in kind.columns} for row in rows]
        return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
    dialect = Dialect.PLAIN if how is FileFormat.CSV else Dialect.SPREADSHEET
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect.value, lineterminator="\r\n")
    writer.writerow([column.name for column in kind.columns])
    writer.writerows([[_cell(row, column.argument, dialect) for column in kind.columns] for row in rows])
    return text.getvalue().encode("utf-8" if dialect is Dialect.PLAIN else "utf-8-sig")


def _cell(row: Values, argument: str, dialect: Dialect) -> str:
    value = row[argument]
    return "" if value is None or value in ((), "") else shown(value, dialect)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
