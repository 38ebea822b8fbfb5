"""In async code a host gives its connection or session from within run_sync, and both have one fate."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from tests.house import TODAY, new_case

import digicase
from digicase import StorageError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}


@attrs.frozen
class Host:
    engine: AsyncEngine
    gent: digicase.Digicase

    def references(self) -> list[str]:
        return [case.reference for case in self.gent.cases.search()]


@pytest.fixture(params=DRIVERS)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    url = f"sqlite:///{tmp_path / 'host.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
    engine = create_async_engine(sa.make_url(url).set(drivername=DRIVERS[request.param]), poolclass=sa.NullPool)
    digicase.prepare_engine(engine.sync_engine)
    with digicase.open(url, today=lambda: TODAY) as gent:
        yield Host(engine, gent)


def test_what_the_host_commits_is_there(host: Host) -> None:
    async def run() -> None:
        async with host.engine.begin() as connection:
            await connection.run_sync(lambda given: new_case(host.gent.on(given), "J-1"))
        async with AsyncSession(host.engine) as session, session.begin():
            await session.run_sync(lambda given: new_case(host.gent.on(given), "J-2"))

    asyncio.run(run())
    assert host.references() == ["J-1", "J-2"]


def test_what_the_host_rolls_back_is_gone(host: Host) -> None:
    async def run() -> None:
        async with host.engine.connect() as connection:
            await connection.run_sync(lambda given: new_case(host.gent.on(given), "J-1"))
            await connection.rollback()

    asyncio.run(run())
    assert host.references() == []


def test_an_async_connection_itself_is_refused_with_the_remedy(host: Host) -> None:
    with pytest.raises(StorageError, match=r"AsyncConnection is neither .* in async code from within run_sync"):
        host.gent.on(host.engine.connect()).cases.search()


def test_a_url_with_an_async_driver_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"aiosqlite is a driver for async code\. Write sqlite://\.\.\."):
        digicase.open(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
