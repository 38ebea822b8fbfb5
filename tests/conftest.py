"""A house on a fixed day, on every store that ships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import digicase
from tests.house import Clock, new_case, new_series
from tests.servers import mariadb, mariadb_server, postgresql, postgresql_server

settings.register_profile("untimed", deadline=None)  # what a busy machine takes longer for is no fault
settings.load_profile("untimed")

__all__ = ["mariadb", "mariadb_server", "postgresql", "postgresql_server"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'gent.db'}"


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, on each SQL engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gent.db'}"
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def opened(url: str, clock: Clock) -> Iterator[Callable[..., digicase.Digicase]]:
    """Open the store with any plugins and settings; closed afterwards."""
    apps: list[digicase.Digicase] = []

    def open(**settings: object) -> digicase.Digicase:
        apps.append(digicase.open(url, **{"today": clock, "block": ["holidays"], **settings}))  # type: ignore[arg-type]  # settings pass through
        return apps[-1]

    yield open
    for app in apps:
        app.close()


@pytest.fixture
def gent(opened: Callable[..., digicase.Digicase]) -> digicase.Digicase:
    return opened()


@pytest.fixture
def package(gent: digicase.Digicase) -> digicase.Package:
    return gent.packages.register("DP-001", device="laptop", model="ThinkPad L15", acquired_on=dt.date(2024, 3, 28))


@pytest.fixture
def case(gent: digicase.Digicase) -> digicase.Case:
    return new_case(gent, "J-0001")


@pytest.fixture
def zitdag(gent: digicase.Digicase) -> digicase.Zitdag:
    """Thursday 3 December 2026, 9:00 to 10:00, two slots of one place each."""
    return new_series(gent, last=dt.date(2026, 12, 4)).zitdagen[0]
