"""The booking benchmark's scene: a store with zitdagen and cases, and what digicase sends and writes per booking."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import attrs
from alone import PLUGINS
from recording import Statement, recorded

import digicase

ZITDAGEN, SLOTS = 20, 10
WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
WRITTEN = {"appointment": "id", "journal_entry": "subject", "notice": "subject"}
"""The tables that a booking inserts into, and their column that holds the appointment's id."""

PRAGMAS = "journal_mode=WAL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON"

JSON = {"about", "data", "goal_steps", "goals", "kept", "own_devices", "pauses", "practised", "referrals", "reopened"}
VALUES: dict[str, Callable[[Any], Any]] = {
    "CHAR(32)": UUID,
    "DATE": dt.date.fromisoformat,
    "TIME": dt.time.fromisoformat,
    "DATETIME": dt.datetime.fromisoformat,
    "BOOLEAN": bool,
    "JSON": json.loads,
    "TEXT": str,
    "BIGINT": int,
}
"""What Python makes of a value in a column of each declared type; JSON is what digicase keeps nested values as."""

Row = dict[str, Any]


@attrs.frozen
class Booking:
    """One booking: its case, zitdag and slot, the statements that digicase sent for it, and the rows it wrote."""

    zitdag: UUID
    case: UUID
    at: dt.time
    statements: list[Statement]
    rows: dict[str, list[Row]]


@attrs.frozen
class Scene:
    """A fresh file with twenty zitdagen of ten places, and the bookings, day by day, that fill them."""

    path: Path
    durability: str
    bookings: list[Booking]
    columns: dict[str, dict[str, str]]
    """The tables of a booking, without their prefix: each column's declared type, JSON told apart from other text."""

    @property
    def pragmas(self) -> list[str]:
        """What digicase sets on each of its connections."""
        return [*PRAGMAS, f"synchronous={self.durability}"]


def open_store(path: Path, durability: str) -> digicase.Digicase:
    """Open a store as the benchmark wants it: a fixed day, no closing days."""
    url = f"sqlite:///{path}?synchronous={durability}"
    return digicase.open(url, today=lambda: dt.date(2026, 11, 24), block=PLUGINS)


def set_up(path: Path, durability: str) -> Scene:
    """Fill a file, and let digicase make every booking in a copy of it to see what it sends and writes."""
    with open_store(path, durability) as gent, gent.begin() as work:
        first, last = dt.date(2026, 12, 1), dt.date(2026, 12, ZITDAGEN)
        nine, two = dt.time(9), dt.time(14)
        plan = work.zitdagen.plan(
            "x", location="L", weekdays=WEEK, first=first, last=last, coach="K", starts=nine, ends=two
        )
        cases = [
            work.cases.open(f"J-{n}", consultant="C", guidance_from=dt.date(2026, 1, 1))
            for n in range(ZITDAGEN * SLOTS)
        ]
    wanted = [(zitdag, at) for zitdag in plan.zitdagen for at in zitdag.slots()]
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    connection = sqlite3.connect(copy)
    ((before,),) = connection.execute("SELECT max(rowid) FROM digicase_feed_change")
    with open_store(copy, "OFF") as gent:
        sent = [_sent(gent, case, *place) for case, place in zip(cases, wanted, strict=True)]
    columns = {name: _columns(connection, name) for name in ("zitdag", "case", *WRITTEN, "feed_change")}
    marks = _values(connection, "feed_change", f"rowid > {before} ORDER BY rowid", columns)
    each = len(marks) // len(wanted)
    bookings = [
        Booking(zitdag.id, case.id, at, statements, _rows(connection, case.id, columns) | {"feed_change": mine})
        for case, (zitdag, at), statements, mine in zip(cases, wanted, sent, batched(marks, each), strict=True)
    ]
    connection.close()
    return Scene(path, durability, bookings, columns)


def _sent(gent: digicase.Digicase, case: digicase.Case, zitdag: digicase.Zitdag, at: dt.time) -> list[Statement]:
    with recorded() as sent:
        gent.appointments.book(case.id, zitdag.id, at=at, accompanied_by="C")
    return sent


def _columns(connection: sqlite3.Connection, name: str) -> dict[str, str]:
    rows = connection.execute(f"PRAGMA table_info(digicase_{name})")
    return {column: "JSON" if column in JSON else declared for _, column, declared, *_ in rows}


def _rows(connection: sqlite3.Connection, case: UUID, columns: dict[str, dict[str, str]]) -> dict[str, list[Row]]:
    (appointment,) = connection.execute('SELECT id FROM digicase_appointment WHERE "case" = ?', [case.hex]).fetchone()
    return {name: _values(connection, name, f"{mark} = '{appointment}'", columns) for name, mark in WRITTEN.items()}


def _values(connection: sqlite3.Connection, name: str, which: str, columns: dict[str, dict[str, str]]) -> list[Row]:
    return [
        {
            key: None if value is None else VALUES[sort](value)
            for (key, sort), value in zip(columns[name].items(), row, strict=True)
        }
        for row in connection.execute(f"SELECT * FROM digicase_{name} WHERE {which}")
    ]


def batched(rows: list[Row], size: int) -> list[list[Row]]:
    """Return the rows in lists of the size."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]
