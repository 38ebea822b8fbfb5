"""Booking transactions per second on SQLite: digicase against its own statements in raw sqlite3, and two ORMs.

Run: python tests/benchmarks/booking.py [rounds]. Prints medians as ratios to raw sqlite3, at FULL and NORMAL, each
ratio taken within a round, with the smallest and the largest.

A booking is one transaction (BEGIN IMMEDIATE, WAL): read the zitdag, the case and the zitdag's appointments; insert
the appointment; update zitdag and case; insert a journal entry and four notices. All peers work on files that digicase
made, and write the same rows. Raw sqlite3 replays the very statements that digicase sends, with parameters computed
beforehand; the ORMs read objects, check the places and the versions, and write rows that were computed beforehand, so
that they are spared what digicase does besides: checking what it is given, asking plugins, planning the notices.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from orms import Peer, django_orm, sqlalchemy_orm
from scene import SLOTS, Booking, Scene, open_store, set_up


def ours(scene: Scene) -> Peer:
    """Book through the public API."""
    gent = open_store(scene.path, scene.durability)

    def book(booking: Booking) -> None:
        gent.appointments.book(booking.case, booking.zitdag, at=booking.at, accompanied_by="C")

    return book, gent.close


def raw(scene: Scene) -> Peer:
    """Replay the statements of each booking in raw sqlite3."""
    connection = sqlite3.connect(scene.path, isolation_level=None)
    for pragma in scene.pragmas:
        connection.execute(f"PRAGMA {pragma}")

    def book(booking: Booking) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters, many in booking.statements:
            if many:
                connection.executemany(statement, parameters)
            elif statement.startswith("SELECT"):
                connection.execute(statement, parameters).fetchall()
            else:
                connection.execute(statement, parameters)
        connection.execute("COMMIT")

    return book, connection.close


PEERS: dict[str, Callable[[Scene], Peer]] = {
    "raw sqlite3": raw,
    "digicase": ours,
    "SQLAlchemy ORM": sqlalchemy_orm,
    "Django ORM": django_orm,
}


def measure(peer: Callable[[Scene], Peer], durability: str) -> float:
    """Return bookings per second on a fresh file, the first day left out as a warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        scene = set_up(Path(folder) / "x.db", durability)
        book, close = peer(scene)
        for booking in scene.bookings[:SLOTS]:
            book(booking)
        gc.collect()  # what setting up left is not a booking's
        start = time.perf_counter()
        for booking in scene.bookings[SLOTS:]:
            book(booking)
        taken = time.perf_counter() - start
        close()
        _check(scene)
    return (len(scene.bookings) - SLOTS) / taken


def _check(scene: Scene) -> None:
    """Make sure that a peer did its work: every row written, every zitdag and case relied on."""
    connection = sqlite3.connect(scene.path)
    for name, per_booking in {"appointment": 1, "journal_entry": 1, "notice": 4}.items():
        ids = {row["id"].hex for booking in scene.bookings for row in booking.rows[name]}
        (found,) = connection.execute(f"SELECT count(*) FROM digicase_{name} WHERE version = 1").fetchone()
        assert found >= len(ids) == per_booking * len(scene.bookings), f"{name}: {found} rows"
    for name, times in {"zitdag": SLOTS, "case": 1}.items():
        found = connection.execute(f"SELECT min(version), max(version) FROM digicase_{name}").fetchone()
        assert found == (times + 1, times + 1), f"{name}: versions {found}"
    connection.close()


def main() -> None:
    """Measure in rounds of random order, so that noise falls on all alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for durability in ("FULL", "NORMAL"):
        found: dict[str, list[float]] = {name: [] for name in PEERS}
        for _ in range(rounds):
            for name in random.sample(list(PEERS), len(PEERS)):
                found[name].append(measure(PEERS[name], durability))
        print(f"synchronous={durability}: {rounds} rounds of 190 bookings; ratios within a round")
        for name, rates in found.items():
            ratios = [rate / floor for rate, floor in zip(rates, found["raw sqlite3"], strict=True)]
            spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
            print(f"  {name:<16}{statistics.median(rates):>7.0f}/s  {statistics.median(ratios):.2f} of raw ({spread})")


if __name__ == "__main__":
    main()
