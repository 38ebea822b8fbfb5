"""A disk that fails, fills up or may not be written is told in our words, and costs nothing that was acknowledged."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.scene import holds, run, set_up


@pytest.mark.slow
@pytest.mark.parametrize("call", ["fdatasync:error=EIO", "pwrite64:error=ENOSPC", "pwrite64:error=EIO"])
@pytest.mark.parametrize("nth", [3, 20, 41])
def test_a_write_that_fails_is_told_and_costs_nothing(sqlite: str, call: str, nth: int) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: apt-get install strace")
    name = call.partition(":")[0]
    strace = ["strace", "-f", "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={call}:when={nth}+"]
    probe = subprocess.run([*strace, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("strace may not trace here")
    *acknowledged, last = run(sqlite, "A", 60, strace) or ["error before the first"]
    assert last.startswith("error")
    assert "Traceback" not in last
    holds(sqlite, acknowledged)
    assert run(sqlite, "B", 3) == ["B-0", "B-1", "B-2"]


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
    *acknowledged, last = run(url, "A", 10_000)
    assert "the disk is full. Make room" in last
    ballast.unlink()
    holds(url, acknowledged)
    assert run(url, "B", 1) == ["B-0"]


def test_a_store_that_may_only_be_read_is_told(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/x.db"
    set_up(url)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    said = run(url, "A", 1)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert said == [] or "read-only" in said[-1]
    holds(url, [])
