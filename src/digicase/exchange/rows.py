"""Rows: cells become values, and values become cells again to be shown; each bad cell is a problem of its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import attrs

from digicase.errors import Problem
from digicase.exchange.sheets import Dialect, Row

Values = Mapping[str, Any]
DAY = {Dialect.PLAIN: "%Y-%m-%d", Dialect.SPREADSHEET: "%d/%m/%Y"}
ORDERED = {
    Dialect.PLAIN: re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
    Dialect.SPREADSHEET: re.compile(r"(\d\d?)/(\d\d?)/(\d{4})"),
}


@attrs.frozen(kw_only=True)
class Column:
    """What a column holds: how to read a cell (a ValueError says why it cannot be read), and as what to use it.

    `argument` is what the verb calls it. An empty cell is `blank`; without one it is a problem. A value that cannot
    be used is replaced by `otherwise`, so that the rest of its row can be judged. `personal` values are never shown.
    """

    name: str
    argument: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True))
    read: Callable[[str, Dialect], Any]
    filled: bool = False
    blank: Any = None
    otherwise: Any = attrs.field(default=attrs.Factory(lambda self: self.blank, takes_self=True))
    personal: bool = False


def read_row(row: Row, columns: Sequence[Column], dialect: Dialect) -> tuple[dict[str, Any], list[Problem]]:
    """Return the row's values by argument, those that cannot be read replaced, and a problem for each of these."""
    values: dict[str, Any] = {}
    problems = []
    for column in columns:
        try:
            values[column.argument] = _value(row.cells[column.name], column, dialect)
        except ValueError as error:
            values[column.argument] = column.otherwise
            problems.append(Problem(column.name, str(error)))
    return values, problems


def _value(cell: str, column: Column, dialect: Dialect) -> Any:
    if not cell and column.filled:
        raise ValueError("is empty")
    if not cell.isascii() and legible(cell) != cell:
        raise ValueError("holds a character that cannot be decoded; save the file as UTF-8")
    return column.read(cell, dialect) if cell else column.blank


def legible(cell: str) -> str:
    """Return a cell as it can be printed: what could not be decoded becomes the replacement character."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def text(cell: str, _: Dialect) -> str:
    """Take the cell as it is."""
    return cell


def listing(cell: str, _: Dialect) -> tuple[str, ...]:
    """Read a list separated by semicolons, on one line."""
    if "\n" in cell or "\r" in cell:
        raise ValueError("must be a single line")
    return tuple(part.strip() for part in cell.split(";"))


def unique_listing(cell: str, dialect: Dialect) -> tuple[str, ...]:
    """Read a list in which what is repeated counts once."""
    return tuple(dict.fromkeys(listing(cell, dialect)))


def yes_or_no(cell: str, _: Dialect) -> bool:
    """Read yes or no."""
    if cell.lower() not in ("yes", "no"):
        raise ValueError("is neither yes nor no")
    return cell.lower() == "yes"


def whole_number(cell: str, _: Dialect) -> int:
    """Read a whole number in the digits 0 to 9."""
    if not re.fullmatch(r"-?[0-9]{1,9}", cell):
        raise ValueError("is not a whole number")
    return int(cell)


def day(cell: str, dialect: Dialect) -> dt.date:
    """Read a date in the one order that the dialect has, so that none can be taken for another."""
    matched = ORDERED[dialect].fullmatch(cell) if cell.isascii() else None
    if matched is None:
        raise ValueError(f"is not a date such as {shown(dt.date(2026, 11, 30), dialect)}")
    numbers = [int(number) for number in matched.groups()]
    year, month, date = numbers if dialect is Dialect.PLAIN else reversed(numbers)
    try:
        return dt.date(year, month, date)
    except ValueError:
        raise ValueError("is a day that the calendar does not have") from None


def one_of(known: Collection[str], what: str) -> Callable[[str, Dialect], str]:
    """Make a reader of codes that are known; `what` names them in the reason."""

    def read(cell: str, _: Dialect) -> str:
        if cell not in known:
            raise ValueError(f"is not {what}; choose one of {', '.join(known)}")
        return cell

    return read


def shown(value: Any, dialect: Dialect) -> str:
    """Return a value as a cell of that dialect would show it."""
    if value is None or value in ((), ""):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.strftime(DAY[dialect])
    return ";".join(value) if isinstance(value, tuple) else str(value)


def differences(values: Values, stored: Values, columns: Sequence[Column], dialect: Dialect) -> list[Problem]:
    """Return a problem for each column whose value is not what is stored; the order within a list is no difference."""
    return [
        Problem(
            column.name,
            "is in the store with another value"
            if column.personal
            else f"is in the store as {shown(stored[column.argument], dialect)}",
        )
        for column in columns
        if _unordered(values[column.argument]) != _unordered(stored[column.argument])
    ]


def _unordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value
