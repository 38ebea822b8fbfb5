"""Polls of a calendar in which nothing has changed: how long they take, in a fresh process too, and against Radicale.

Radicale holds the very events of the feed. What its clients send to learn that nothing is new is a PROPFIND for the
collection's tag; a GET there always gives the whole. Both are called as WSGI apps in one process, without a network.

Usage: python tests/benchmarks/polling.py [rounds]
"""

from __future__ import annotations

import datetime as dt
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from alone import PLUGINS
from radicale import config
from radicale.app import Application

import digicase
from digicase import Appointment
from digicase.testing.samples import sample

SIZES = (10, 10_000)
POLLS = 300
LONGEST = 1.0
"""So many seconds are polls repeated at most."""
TODAY = dt.date(2026, 11, 24)
PROPFIND = b'<propfind xmlns="DAV:" xmlns:cs="http://calendarserver.org/ns/"><prop><cs:getctag/><sync-token/></prop></propfind>'
FRESH = """
import datetime as dt, statistics, sys, time
import digicase
url, path, etag, block = sys.argv[1:]
with digicase.open(url, today=lambda: dt.date(2026, 11, 24), block=block.split(",")) as gent:
    start = time.perf_counter()
    assert gent.calendars.respond("/unknown.ics").status == 404
    taken = [time.perf_counter() - start]
    for _ in range(50):
        start = time.perf_counter()
        assert gent.calendars.respond(path, {"If-None-Match": etag}).status == 304
        taken.append(time.perf_counter() - start)
assert "icalendar" not in sys.modules
print(taken[0] * 1000, taken[1] * 1000, statistics.median(taken[2:]) * 1000)
"""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def ask(app: Wsgi, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Send a request to an app; return status, headers and body."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **headers,
    }
    said: list[Any] = []
    parts = app(environ, lambda status, told, *_: said.extend((int(status[:3]), dict(told))))
    return said[0], said[1], b"".join(parts)


def radicale(folder: Path) -> Application:
    """Return Radicale as it comes, without passwords, on a folder."""
    settings = config.load()
    own = {
        "auth": {"type": "none"},
        "storage": {"filesystem_folder": str(folder)},
        "logging": {"level": "error"},
    }
    settings.update(own, "benchmark")
    return Application(settings)


def rate(poll: Callable[[], None]) -> tuple[float, float]:
    """Return polls a second, and the median of their milliseconds."""
    taken: list[float] = []
    while len(taken) < POLLS and sum(taken) < LONGEST:
        start = time.perf_counter()
        poll()
        taken.append(time.perf_counter() - start)
    return len(taken) / sum(taken), statistics.median(taken) * 1000


def measure(size: int, folder: Path, rounds: int) -> None:
    """Measure a feed of a size, and print what came of it."""
    url = f"sqlite:///{folder / f'{size}.db'}"
    with digicase.open(url, today=lambda: TODAY, block=PLUGINS) as gent:
        case = gent.cases.open("J-1", consultant="C-04", guidance_from=TODAY)
        days = [TODAY + dt.timedelta(days=n // 12) for n in range(size)]
        same = {"case": case.id, "consultant": "C-04", "accompanied_by": "C-04"}
        made = [
            sample(Appointment, zitdag=uuid4(), on=day, at=dt.time(9 + n % 12 // 4, 15 * (n % 4)), **same)
            for n, day in enumerate(days)
        ]
        gent.run(lambda unit: unit.session.save(*made))
        token = gent.calendars.subscribe("consultant", "C-04").token
        app, peer = digicase.wsgi_app(gent.calendars.respond), radicale(folder / f"collections-{size}")
        status, headers, feed = ask(app, "GET", f"/{token}.ics")
        assert (status, feed.count(b"BEGIN:VEVENT")) == (200, size)
        ask(peer, "MKCOL", "/gent/")
        put, *_ = ask(peer, "PUT", "/gent/feed/", feed, CONTENT_TYPE="text/calendar")
        assert put == 201, put
        etag = headers["ETag"]

        def ours() -> None:
            assert ask(app, "GET", f"/{token}.ics", HTTP_IF_NONE_MATCH=etag)[0] == 304

        def theirs() -> None:
            status, _, body = ask(peer, "PROPFIND", "/gent/feed/", PROPFIND, HTTP_DEPTH="0")
            assert (status, b"sync-token" in body) == (207, True)

        def whole() -> None:
            assert ask(peer, "GET", "/gent/feed/")[0] == 200

        rates = [(rate(ours), rate(theirs)) for _ in range(rounds)]
        start = time.perf_counter()
        whole()
        got = time.perf_counter() - start
        command = [sys.executable, "-c", FRESH, url, f"/{token}.ics", etag, ",".join(PLUGINS)]
        fresh = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(rounds)]
    start_up, first, later = zip(*(map(float, line.split()) for line in fresh), strict=True)
    ratios = [own[0] / other[0] for own, other in rates]
    print(f"a feed of {size} entries, {rounds} rounds of up to {POLLS} polls")
    print(f"  unchanged poll: {statistics.median(own[1] for own, _ in rates):.2f} ms")
    print(
        f"  in a fresh process: {statistics.median(first):.2f} ms, then {statistics.median(later):.2f} ms, "
        f"after a first request for anything ({statistics.median(start_up):.1f} ms: loading, connecting)"
    )
    print(
        f"  against Radicale's PROPFIND ({statistics.median(other[1] for _, other in rates):.2f} ms): "
        f"{statistics.median(ratios):.1f} times its rate ({min(ratios):.1f} to {max(ratios):.1f}); "
        f"its GET: {got * 1000:.0f} ms"
    )


def main() -> None:
    """Measure every size."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            measure(size, Path(folder), rounds)


if __name__ == "__main__":
    main()
