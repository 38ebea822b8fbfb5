"""An example host as a process of its own: started, used over HTTP, asked to end."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import httpx

HOSTS = Path(__file__).parent.parent / "examples" / "hosts"
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
PATIENCE = 60


class Served:
    """A web server on a port that the system chose; `log` is what it wrote so far."""

    def __init__(self, command: Sequence[str], *, folder: Path, settings: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command], cwd=folder, env={**os.environ, **settings}, stdout=out, stderr=out
            )
        self.url = self._address()
        httpx.get(self.url, timeout=PATIENCE)  # it may listen before its app has loaded

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    def stop(self) -> int:
        """Ask the process to end, as a service manager does, and return its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def _address(self) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            if found := ADDRESS.search(self.log):
                return found.group()
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.log}")


def rows(database: Path, *tables: str) -> dict[str, int]:
    """Count the rows of tables in a database file, from outside of whatever has it open."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
