"""What a storage promises when several work at once: versions and unique keys decide, and exactly one wins."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Barrier, Thread
from typing import Any, TypeVar
from uuid import UUID

import pytest

from digicase.domain.appointments import Appointment, AppointmentQuery
from digicase.domain.cases import Case, CaseQuery
from digicase.domain.record import evolve
from digicase.domain.zitdagen import Zitdag
from digicase.errors import Duplicate, StaleWrite
from digicase.ports import Storage
from digicase.testing.samples import read, sample, stored

T = TypeVar("T")
RACERS = 8
RACE = 60
"""For how many seconds a race may last."""
PAUSE = 0.002
"""How long a racer dawdles inside its transaction, in seconds, so that the others come between."""


def race(run: Callable[[int], T]) -> list[T]:
    """Run with 0, 1, 2, ... in as many threads that start together, and return what each returned."""
    start = Barrier(RACERS)

    def racer(number: int, told: Future[T]) -> None:
        start.wait()
        try:
            told.set_result(run(number))
        except BaseException as error:
            told.set_exception(error)

    results: list[Future[T]] = [Future() for _ in range(RACERS)]
    for number, told in enumerate(results):
        Thread(target=racer, args=(number, told), daemon=True).start()
    if wait(results, timeout=RACE).not_done:
        pytest.fail(f"a race has not ended after {RACE} seconds: give a writer's lock back also when its block raises")
    return [told.result() for told in results]


def attempt(storage: Storage, record: Any) -> str:
    """Save a record in a transaction that takes its time; return what came of it."""
    try:
        with storage.begin() as session:
            session.save(record)
            time.sleep(PAUSE)
    except (StaleWrite, Duplicate) as error:
        return type(error).__name__
    return "won"


def book(storage: Storage, zitdag: Zitdag, case: int, places: int) -> bool:
    """Book a place where there is one, relying on the zitdag; again when another changed it meanwhile."""
    for _ in range(1000):
        try:
            with storage.begin() as session:
                now = session.get(Zitdag, zitdag.id)
                if session.count(AppointmentQuery(zitdag=zitdag.id)) >= places:
                    return False
                time.sleep(PAUSE)
                session.save(now, sample(Appointment, zitdag=zitdag.id, case=UUID(int=case)))
        except (StaleWrite, Duplicate):
            continue
        return True
    raise AssertionError("a thousand tries were not enough: a lost race must be won some time")


class RacingContract:
    """Threads that want the same."""

    def test_one_of_many_changes_of_a_version_wins(self, storage: Storage) -> None:
        """When all change the version that all have read, one is stored and the others are told `StaleWrite`."""
        (case,) = stored(storage, sample(Case))
        results = race(lambda n: attempt(storage, evolve(case, outcome=str(n))))
        assert sorted(results) == ["StaleWrite"] * (RACERS - 1) + ["won"]
        assert read(storage, case) == evolve(case, outcome=str(results.index("won")), version=2)

    def test_one_of_many_new_records_gets_a_unique_key(self, storage: Storage) -> None:
        """When all insert a record with the same key, one is stored and the others are told `Duplicate`."""
        results = race(lambda n: attempt(storage, sample(Case, reference="J-1")))
        assert sorted(results) == ["Duplicate"] * (RACERS - 1) + ["won"]
        with storage.begin(read_only=True) as session:
            assert session.count(CaseQuery()) == 1

    def test_one_of_many_insertions_of_an_id_wins(self, storage: Storage) -> None:
        """When all insert the same new record, one is stored and the others are told."""
        case = sample(Case)
        results = race(lambda n: attempt(storage, case))
        assert results.count("won") == 1
        assert read(storage, case) == evolve(case, version=1)

    def test_one_of_change_and_removal_wins(self, storage: Storage) -> None:
        """When a record is removed by some and changed by others, one is told that it was done."""
        (case,) = stored(storage, sample(Case))

        def remove_or_change(number: int) -> str:
            if number % 2:
                return attempt(storage, case)
            try:
                with storage.begin() as session:
                    session.remove(case)
                    time.sleep(PAUSE)
            except StaleWrite:
                return "StaleWrite"
            return "won"

        assert race(remove_or_change).count("won") == 1

    def test_changes_of_different_records_do_not_disturb_each_other(self, storage: Storage) -> None:
        """When each changes a record of its own, all win."""
        cases = stored(storage, *(sample(Case, reference=f"J-{n}") for n in range(RACERS)))
        assert race(lambda n: attempt(storage, cases[n])) == ["won"] * RACERS

    def test_nobody_gets_a_place_that_is_not_there(self, storage: Storage) -> None:
        """A capacity is never exceeded when every writer saves the record that the capacity belongs to."""
        (zitdag,) = stored(storage, sample(Zitdag))
        booked = race(lambda n: [book(storage, zitdag, 3 * n + k, places=10) for k in range(3)])
        assert sum(map(sum, booked)) == 10
        with storage.begin(read_only=True) as session:
            assert session.count(AppointmentQuery(zitdag=zitdag.id)) == 10
