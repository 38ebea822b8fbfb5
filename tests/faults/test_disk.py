"""A disk that fails, fills up or may not be written is told in our words, and costs nothing that was acknowledged."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.scene import holds, run, set_up

FAILED, FULL = "the disk failed. Look after the disk", "the disk is full. Make room"
BEFORE_ANYTHING = {"fdatasync:error=EIO": 3, "pwrite64:error=ENOSPC": 50, "pwrite64:error=EROFS": 50}
"""Which call fails, and from which one on; before the first transaction is acknowledged."""
LATER = [
    ("fdatasync:error=EIO", 5),
    ("fdatasync:error=EIO", 20),
    ("pwrite64:error=ENOSPC", 300),
    ("pwrite64:error=ENOSPC", 700),
    ("pwrite64:error=EIO", 2000),
    ("pwrite64:error=EROFS", 500),
]
"""The same once some have been, of 60: a transaction writes some hundred pages."""


def strace(call: str, nth: int) -> list[str]:
    """Return what to run a command with so that a system call fails, from the nth on."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: apt-get install strace")
    name = call.partition(":")[0]
    command = ["strace", "-f", "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={call}:when={nth}+"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")
    return command


@pytest.mark.slow
@pytest.mark.parametrize(("call", "nth"), LATER)
def test_a_write_that_fails_is_told_and_costs_nothing(sqlite: str, call: str, nth: int) -> None:
    *acknowledged, error, seen = run(sqlite, "A", 60, strace(call, nth))
    assert 0 < len(acknowledged) < 60
    assert (FULL if "ENOSPC" in call else FAILED) in error
    assert seen == f"list, feed and report show {', '.join([str(len(acknowledged))] * 3)}"
    holds(sqlite, acknowledged)
    assert run(sqlite, "B", 3) == ["B-0", "B-1", "B-2"]


@pytest.mark.slow
@pytest.mark.parametrize(("call", "nth"), BEFORE_ANYTHING.items())
def test_a_first_write_that_fails_is_told_and_costs_nothing(sqlite: str, call: str, nth: int) -> None:
    error, seen = run(sqlite, "A", 60, strace(call, nth))
    assert (FULL if "ENOSPC" in call else FAILED) in error
    assert seen == "list, feed and report show 0, 0, 0"
    holds(sqlite, [])
    assert run(sqlite, "B", 3) == ["B-0", "B-1", "B-2"]


@pytest.mark.slow
def test_a_store_that_cannot_be_opened_for_its_disk_is_told(sqlite: str) -> None:
    (error,) = run(sqlite, "A", 60, strace("pwrite64:error=EIO", 1))
    assert FAILED in error
    holds(sqlite, [])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: it takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/x.db"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(300_000))
    set_up(url)
    *acknowledged, error, seen = run(url, "A", 10_000)
    assert FULL in error
    assert seen == f"list, feed and report show {', '.join([str(len(acknowledged))] * 3)}"
    ballast.unlink()
    holds(url, acknowledged)
    assert run(url, "B", 1) == ["B-0"]


def test_a_disk_that_may_only_be_read_is_told(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/x.db"
    set_up(url)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    (error,) = run(url, "A", 1)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert "the file cannot be opened. Make the folder, or mend the rights on it" in error
    holds(url, [])


def test_a_file_that_may_only_be_read_is_told_and_read(small_disk: Path) -> None:
    url, file = f"sqlite:///{small_disk}/x.db", str(small_disk / "x.db")
    set_up(url)
    assert run(url, "A", 1) == ["A-0"]
    subprocess.run(["mount", "--bind", file, file], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", file], check=True)
    try:
        error, seen = run(url, "B", 1)
    finally:
        subprocess.run(["umount", file], check=True)
    assert "the file is read-only. Mend the rights on the file and its folder" in error
    assert seen == "list, feed and report show 1, 1, 1"
    holds(url, ["A-0"])
