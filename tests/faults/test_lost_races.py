"""Lost races, deadlocks and serialization failures: tried again where they are ours, told where they are the host's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from tests.house import TODAY, new_case

import digicase
from digicase import Case, CaseQuery, StaleWrite, evolve
from digicase.app import TRIES


def more(case: Case) -> Case:
    return evolve(case, confidence=case.confidence % 4 + 1)


@pytest.fixture(params=["read committed", "serializable"])
def isolation(request: pytest.FixtureRequest) -> str:
    level: str = request.param
    return level


@pytest.fixture
def host(postgresql: str, isolation: str) -> Iterator[sa.Engine]:
    """A host's engine at an isolation level, on a database that notices deadlocks at once."""
    engine = digicase.prepare_engine(sa.create_engine(postgresql.replace("postgresql:", "postgresql+psycopg:")))
    with engine.begin() as connection:
        for setting in f"default_transaction_isolation = '{isolation}'", "deadlock_timeout = '50ms'":
            connection.exec_driver_sql(f"ALTER DATABASE {connection.engine.url.database} SET {setting}")
    engine.dispose()
    yield engine
    engine.dispose()


@pytest.fixture
def gent(host: sa.Engine, postgresql: str) -> Iterator[digicase.Digicase]:
    with digicase.open(postgresql, today=lambda: TODAY, block=["holidays"]) as gent:
        yield gent


serializable = pytest.mark.parametrize("isolation", ["serializable"], indirect=True)


@serializable
def test_a_serialization_failure_in_a_hosts_transaction_is_told_to_the_host(
    host: sa.Engine, gent: digicase.Digicase
) -> None:
    case, tries = new_case(gent, "J-1"), []

    def verb(unit: Any) -> None:
        tries.append(1)
        unit.session.save(more(case))

    with host.connect() as slow, host.connect() as quick:
        assert gent.on(slow).find(CaseQuery()) == [case]
        gent.on(quick)._desk.run(lambda unit: unit.session.save(more(case)))
        quick.commit()
        with pytest.raises(StaleWrite, match="Read them again and retry"):
            gent.on(slow)._desk.run(verb)
        slow.rollback()
    assert (len(tries), gent.cases.get("J-1").version) == (1, 2)


def test_a_deadlock_in_a_hosts_transaction_is_told_to_the_host(host: sa.Engine, gent: digicase.Digicase) -> None:
    cases = [new_case(gent, name) for name in ("J-1", "J-2")]
    both, tries = threading.Barrier(2, timeout=10), [0, 0]

    def cross(order: int) -> str:
        def verb(unit: Any) -> None:
            tries[order] += 1
            unit.session.save(more(cases[order]))
            both.wait()
            unit.session.save(more(cases[1 - order]))

        try:
            with host.begin() as connection:
                gent.on(connection)._desk.run(verb)
        except StaleWrite:
            return "lost"
        return "won"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(cross, range(2))) == ["lost", "won"]
    assert tries == [1, 1]
    assert [case.version for case in gent.find(CaseQuery())] == [2, 2]


@serializable
def test_a_serialization_failure_at_our_own_commit_is_tried_again(gent: digicase.Digicase) -> None:
    cases = [new_case(gent, name) for name in ("J-1", "J-2")]
    both, tries = threading.Barrier(2, timeout=10), [0, 0]

    def change(which: int) -> None:
        def verb(unit: Any) -> None:
            tries[which] += 1
            found = {case.id: case for case in unit.session.find(CaseQuery())}  # what the other one changes
            if tries[which] == 1:
                both.wait()
            unit.session.save(more(found[cases[which].id]))
            if tries[which] == 1:
                both.wait()

        gent.run(verb)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(change, range(2)))
    assert min(tries) == 1 < max(tries)
    assert [case.version for case in gent.find(CaseQuery())] == [2, 2]


@pytest.fixture(params=["memory", "postgresql"])
def contended(request: pytest.FixtureRequest) -> Iterator[digicase.Digicase]:
    """An app on a store in which others write while a transaction is open."""
    url = "memory://" if request.param == "memory" else request.getfixturevalue("postgresql")
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        yield gent


def test_a_race_that_is_lost_every_time_ends_in_a_clean_error(contended: digicase.Digicase) -> None:
    case, tries = new_case(contended, "J-1"), []

    def be_overtaken(unit: Any) -> None:
        tries.append(1)
        (now,) = unit.session.find(CaseQuery())
        with ThreadPoolExecutor(1) as another:
            another.submit(contended.run, lambda other: other.session.save(more(now))).result()
        unit.session.save(more(now))

    with pytest.raises(StaleWrite) as error:
        contended.run(be_overtaken)
    assert str(error.value).startswith(f"The case {case.id} was changed by somebody else meanwhile.")
    assert len(tries) == TRIES
    assert contended.cases.get("J-1").version == 1 + TRIES
