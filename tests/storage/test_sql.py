"""The SQL backend keeps the contract on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.storage.test_host_transactions import host_engine

from digicase.ports import Storage
from digicase.storage.sql import opening
from digicase.testing import StorageContract

CLIENT = sa.Table("client", sa.MetaData(), sa.Column("reference", sa.Integer))


@attrs.frozen
class Host:
    """A host that works with SQLAlchemy Core."""

    engine: sa.Engine

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        with self.engine.begin() as connection:
            yield connection

    def mark(self, transaction: Any, /) -> None:
        transaction.execute(CLIENT.insert().values(reference=1))

    def marks(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(CLIENT)).scalar_one())


class SqlContract(StorageContract):
    durable = multi_process = creates = joins_host_transaction = True

    @pytest.fixture
    def storage(self, url: str) -> Iterator[Storage]:
        storage = opening.open(url, None)
        yield storage
        storage.close()

    @pytest.fixture
    def host(self, url: str, storage: Storage) -> Iterator[Host]:
        engine = host_engine(url, [])
        CLIENT.create(engine)
        yield Host(engine)
        engine.dispose()


class TestSqlite(SqlContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/x.db"


class TestPostgresql(SqlContract):
    @pytest.fixture
    def url(self, postgresql: str) -> str:
        return postgresql


class TestMariadb(SqlContract):
    @pytest.fixture
    def url(self, mariadb: str) -> str:
        return mariadb
