"""Booking transactions per second on SQLite: digicase against its own statements in raw sqlite3, and two ORMs.

Run: python tests/benchmarks/booking.py [rounds]. Prints medians as ratios to raw sqlite3, at FULL and NORMAL.

A booking is one transaction (BEGIN IMMEDIATE, WAL): read the zitdag, the case and the zitdag's appointments; insert
the appointment; update zitdag and case; insert a journal entry and four notices. Raw sqlite3 replays the very
statements that digicase sends, with parameters computed beforehand. The ORMs do the same kind of booking on tables of
their own, with fewer columns and indexes and no capacity decision (Django also without version checks), so they look
better than they are.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orms
import sqlalchemy as sa

import digicase

ZITDAGEN, SLOTS = 20, 10
Booker = Callable[[int, int], None]


def house(path: Path, durability: str) -> tuple[digicase.Digicase, list[digicase.Zitdag], list[digicase.Case]]:
    """Return an app with twenty zitdagen of ten places, and a case for each place."""
    url = f"sqlite:///{path}?synchronous={durability}"
    gent = digicase.open(url, today=lambda: dt.date(2026, 11, 24), block=["holidays"])
    first, last = dt.date(2026, 12, 1), dt.date(2026, 12, ZITDAGEN)
    with gent.begin() as work:
        week = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        nine, two = dt.time(9), dt.time(14)
        plan = work.zitdagen.plan(
            "x", location="L", weekdays=week, first=first, last=last, coach="K", starts=nine, ends=two
        )
        cases = [
            work.cases.open(f"J-{n}", consultant="C", guidance_from=dt.date(2026, 1, 1))
            for n in range(ZITDAGEN * SLOTS)
        ]
    return gent, list(plan.zitdagen), cases


def ours(path: Path, durability: str) -> tuple[Booker, Callable[[], None]]:
    """Book through the public API."""
    gent, zitdagen, cases = house(path, durability)
    slots = zitdagen[0].slots()

    def book(day: int, slot: int) -> None:
        gent.appointments.book(cases[day * SLOTS + slot].id, zitdagen[day].id, at=slots[slot], accompanied_by="C")

    return book, gent.close


def raw(path: Path, durability: str) -> tuple[Booker, Callable[[], None]]:
    """Replay the statements of each booking, recorded from digicase on a copy of the same file, in raw sqlite3."""
    gent, zitdagen, cases = house(path, durability)
    gent.close()
    recorded = record(path, zitdagen, cases)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", f"synchronous={durability}", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")

    def book(day: int, slot: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters, many in recorded[day, slot]:
            if many:
                connection.executemany(statement, parameters)
            elif statement.startswith("SELECT"):
                connection.execute(statement, parameters).fetchall()
            else:
                connection.execute(statement, parameters)
        connection.execute("COMMIT")

    return book, connection.close


def record(
    path: Path, zitdagen: list[digicase.Zitdag], cases: list[digicase.Case]
) -> dict[tuple[int, int], list[tuple[str, Any, bool]]]:
    """Return what digicase sends for every booking, without BEGIN, when it books in a copy of the file."""
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    gent = digicase.open(f"sqlite:///{copy}?synchronous=OFF", today=lambda: dt.date(2026, 11, 24), block=["holidays"])
    sent: list[tuple[str, Any, bool]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        if not statement.startswith("BEGIN"):
            sent.append((statement, parameters, many))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    recorded = {}
    for day, zitdag in enumerate(zitdagen):
        for slot, at in enumerate(zitdag.slots()):
            sent.clear()
            gent.appointments.book(cases[day * SLOTS + slot].id, zitdag.id, at=at, accompanied_by="C")
            recorded[day, slot] = list(sent)
    sa.event.remove(sa.Engine, "before_cursor_execute", note)
    gent.close()
    return recorded


def measure(peer: Callable[[Path, str], tuple[Booker, Callable[[], None]]], durability: str) -> float:
    """Return bookings per second on a fresh file, one warm-up day left out."""
    with tempfile.TemporaryDirectory() as folder:
        book, close = peer(Path(folder) / "x.db", durability)
        for slot in range(SLOTS):
            book(0, slot)
        start = time.perf_counter()
        for day in range(1, ZITDAGEN):
            for slot in range(SLOTS):
                book(day, slot)
        taken = time.perf_counter() - start
        close()
    return (ZITDAGEN - 1) * SLOTS / taken


def main() -> None:
    """Measure in rounds of random order, so that noise falls on all alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    peers = {"raw sqlite3": raw, "digicase": ours, "SQLAlchemy ORM": orms.sqlalchemy_orm, "Django ORM": orms.django_orm}
    for durability in ("FULL", "NORMAL"):
        found: dict[str, list[float]] = {name: [] for name in peers}
        for _ in range(rounds):
            for name in random.sample(list(peers), len(peers)):
                found[name].append(measure(peers[name], durability))
        floor = statistics.median(found["raw sqlite3"])
        print(f"synchronous={durability}, median of {rounds} rounds of {(ZITDAGEN - 1) * SLOTS} bookings")
        for name, rates in found.items():
            rate = statistics.median(rates)
            print(f"  {name:<16} {rate:>7.0f}/s  {rate / floor:.2f} of raw")


if __name__ == "__main__":
    main()
