"""A whole store moves into another, of whatever engine."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.house import TODAY, new_case
from tests.storage.broken import Faulty, FaultyStorage
from tests.storage.schemas.make import work_a_little

import digicase
from digicase import Case, CaseQuery, Duplicate, Query, StorageError, UnreadableRow, evolve
from digicase.commands import main
from digicase.domain.kinds import QUERIES
from digicase.domain.record import same
from digicase.exchange.copying import PAGE
from digicase.testing.samples import sample


@pytest.fixture
def source(tmp_path: Path) -> str:
    """The URL of a store that holds something of everything."""
    url = f"sqlite:///{tmp_path}/source.db"
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        work_a_little(gent)
        gent.once("form-1").cases.open("J-3", consultant="C-04", guidance_from=TODAY)
    return url


def everything(url: str) -> list[Any]:
    with digicase.open(url) as gent:
        return [record for query in QUERIES.values() for record in gent.find(query())]


@pytest.fixture(params=["sqlite", "postgresql", "mariadb", "folder"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param in ("sqlite", "folder"):
        return f"{request.param}:///{tmp_path}/target"
    url: str = request.getfixturevalue(request.param)
    return url


def test_every_record_is_the_same_there(source: str, target: str) -> None:
    digicase.copy(source, target)
    here, there = everything(source), everything(target)
    assert len(here) == len(there) > 30
    assert all(same(one, other) for one, other in zip(here, there, strict=True))


def test_it_comes_back_the_same(source: str, target: str, tmp_path: Path) -> None:
    digicase.copy(source, target)
    digicase.copy(target, f"sqlite:///{tmp_path}/back.db")
    here, back = everything(source), everything(f"sqlite:///{tmp_path}/back.db")
    assert all(same(one, other) for one, other in zip(here, back, strict=True))


def test_the_copy_works_on(source: str, target: str) -> None:
    digicase.copy(source, target)
    with digicase.open(target, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-9").version == 1
        assert gent.cases.close("J-0002", outcome="job").version == 2


def test_interrupted_it_goes_on_where_it_was(source: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/target.db"

    def stop(kind: str, done: int, total: int) -> None:
        if kind == "loan":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        digicase.copy(source, target, progress=stop)
    report = digicase.copy(source, target)
    assert (report.copied["case"], report.there["case"]) == (0, 3)
    assert (report.copied["zitdag"], report.there["zitdag"]) == (5, 0)
    assert len(everything(target)) == len(everything(source))


def many_cases(url: str, number: int) -> None:
    """Save so many cases more, past all rules."""
    with digicase.open(url) as gent:
        one = gent.cases.get("J-0001")
        cases = [evolve(one, id=UUID(int=n), version=0, reference=f"X-{n}") for n in range(number)]
        gent.run(lambda unit: unit.session.save(*cases))


def test_a_kind_of_more_than_a_page_arrives_once(source: str, target: str) -> None:
    many_cases(source, 2 * PAGE)
    report = digicase.copy(source, target)
    assert (report.copied["case"], report.there["case"]) == (2 * PAGE + 3, 0)
    assert digicase.copy(source, target).there["case"] == 2 * PAGE + 3


KILLED = """
import os, signal, sys, digicase
kill = lambda kind, done, total: kind == "case" and os.kill(os.getpid(), signal.SIGKILL)
digicase.copy(*sys.argv[1:], progress=kill)
"""
"""What copies, and is killed when the first page of cases is there."""


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_killed_it_goes_on_where_it_was(
    source: str, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    target = f"sqlite:///{tmp_path}/target.db" if engine == "sqlite" else request.getfixturevalue(engine)
    digicase.open(target).close()
    many_cases(source, 6 * PAGE)
    copying = subprocess.run([sys.executable, "-c", KILLED, source, target], check=False)
    assert copying.returncode == -signal.SIGKILL
    with digicase.open(target) as gent:
        assert 0 < gent.count(CaseQuery()) < 6 * PAGE
    assert main(["copy", source, target]) == 0
    here, there = everything(source), everything(target)
    assert len(here) == len(there)
    assert all(same(one, other) for one, other in zip(here, there, strict=True))


class Hides(Faulty):
    """A session that counts what it never finds."""

    def find(self, query: Query[Any], /, *, limit: int | None = None, after: Any = None, claim: bool = False) -> Any:
        return [r for r in super().find(query, limit=limit, after=after) if getattr(r, "reference", "") != "J-2"]


def test_a_store_that_counts_more_than_it_finds_is_told(tmp_path: Path) -> None:
    hiding = FaultyStorage(Hides)
    with hiding.begin() as session:
        session.save(*(sample(Case, reference=reference) for reference in ("J-1", "J-2")))
    with pytest.raises(UnreadableRow, match=r"1 of the rows .*\ncase: 1 that were counted were not found"):
        digicase.copy(hiding, f"sqlite:///{tmp_path}/target.db")


def test_progress_is_told(source: str, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    digicase.copy(source, f"sqlite:///{tmp_path}/target.db", progress=lambda *step: told.append(step))
    assert ("case", 3, 3) in told


def test_what_differs_there_is_told_and_left_alone(source: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/target.db"
    digicase.copy(source, target)
    with digicase.open(target, today=lambda: TODAY) as gent:
        case = gent.cases.close("J-0002", outcome="job")
    with pytest.raises(StorageError, match=f"the case {case.id} is not the same there"):
        digicase.copy(source, target)
    with digicase.open(target) as gent:
        assert gent.cases.get("J-0002") == case


def test_another_record_with_the_same_key_is_told(source: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/target.db"
    with digicase.open(target, today=lambda: TODAY) as gent:
        new_case(gent, "J-0001")
    with pytest.raises(Duplicate):
        digicase.copy(source, target)
    with digicase.open(target) as gent:
        assert gent.count(CaseQuery()) == 1


def test_a_source_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="there is no such file"):
        digicase.copy(f"sqlite:///{tmp_path}/nothing.db", f"sqlite:///{tmp_path}/target.db")
    assert list(tmp_path.iterdir()) == []


def test_the_command_copies(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["copy", source, f"sqlite:///{tmp_path}/target.db"]) == 0
    assert "case                    3 copied,         0 there already" in capsys.readouterr().out


def test_the_command_tells_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["copy", f"sqlite:///{tmp_path}/nothing.db", "memory://"]) == 2
    assert "there is no such file" in capsys.readouterr().err
