"""A process that is killed in the middle loses nothing that it acknowledged, and leaves nothing by halves."""

from __future__ import annotations

import random
import subprocess
import time

import pytest
from tests.faults.scene import command, holds

ROUNDS = {"sqlite": 50, "postgresql": 10, "mariadb": 10}


@pytest.mark.slow
def test_killed_again_and_again_it_loses_nothing(store: str) -> None:
    acknowledged: set[str] = set()
    rounds = ROUNDS[store.partition(":")[0]]
    chance = random.Random(7)
    for n in range(rounds):
        worker = subprocess.Popen(command(store, f"R{n}"), stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        acknowledged.add(worker.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.1))
        worker.kill()
        said = worker.stdout.read()
        acknowledged |= set(said.rpartition("\n")[0].splitlines())  # what stands after the last line end was cut off
        worker.wait()
        worker.stdout.close()
    holds(store, acknowledged)
    assert len(acknowledged) >= rounds
