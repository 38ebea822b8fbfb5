"""The example year, once a session, every feed of it served by a real HTTP server; and readers in JavaScript."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from tests.calendars.year import TODAY, Subscription, feeds, shown

import digicase
from digicase import Digicase

ROOT = Path(__file__).parent.parent.parent
NODE = Path(__file__).parent / "node"


class Server(ThreadingMixIn, WSGIServer):
    """A server for several clients at a time."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """A handler that writes nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def gent_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Digicase]:
    """The house after the example year, with an appointment cancelled and some tasks besides."""
    output = tmp_path_factory.mktemp("year")
    command = [sys.executable, "examples/ghent_year.py", "--output", str(output)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with digicase.open(f"sqlite:///{output / 'gent.db'}", today=lambda: TODAY) as gent:
        ahead = gent.find(digicase.AppointmentQuery(since=TODAY, state=digicase.AppointmentState.BOOKED))
        gent.appointments.cancel(ahead[-1])
        for number, each in enumerate(ahead[:60:3]):
            due_on = TODAY + dt.timedelta(weeks=number)
            gent.tasks.set(each.case, "Opbellen", due_on=due_on, owner=each.consultant)
        yield gent


@pytest.fixture(scope="session")
def server_url(gent_year: Digicase) -> Iterator[str]:
    """Where the calendars are served."""
    app = digicase.wsgi_app(gent_year.calendars.respond)
    with make_server("127.0.0.1", 0, app, server_class=Server, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def subscriptions(gent_year: Digicase, server_url: str) -> Sequence[Subscription]:
    """Every feed, under its URL, with what it should show."""
    found = []
    for feed in feeds(gent_year):
        made = gent_year.calendars.subscribe(
            feed.audience,
            feed.owner,
            holder=feed.owner or "C-01",
            language=feed.language,
            cancelled=feed.cancelled,
        )
        found.append(Subscription(feed=feed, url=f"{server_url}/{made.token}.ics", shown=shown(gent_year, feed)))
    return found


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the readers in JavaScript, in the versions of our lock file; skips where npm is not installed."""
    missing = [program for program in ("node", "npm") if shutil.which(program) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed: apt-get install npm")
    folder = tmp_path_factory.mktemp("node")
    shutil.copytree(NODE, folder, dirs_exist_ok=True)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(install, cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"npm could not install the readers: {done.stderr or done.stdout}"
    return folder
