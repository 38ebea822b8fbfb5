"""The storage on Django's connections keeps the contract."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
import pytest
from django.db import connections, transaction

from digicase import Session, Storage
from digicase.testing import StorageContract
from digicase_django.storage import DjangoStorage


class EndsItsThreads(DjangoStorage):
    """The storage as a server's worker threads use it: Django closes their connections when a request is done."""

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Session]:
        try:
            with super().begin(read_only=read_only) as session:
                yield session
        finally:
            if threading.current_thread() is not threading.main_thread():
                connections[self._using].close()


@attrs.frozen
class Host:
    """A Django project with a table of its own."""

    using: str

    @contextmanager
    def begin(self) -> Iterator[str]:
        with transaction.atomic(using=self.using):
            yield self.using

    def mark(self, transaction: str, /) -> None:
        with connections[transaction].cursor() as cursor:
            cursor.execute("INSERT INTO client VALUES (1)")

    def marks(self) -> int:
        with connections[self.using].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM client")
            return int(cursor.fetchone()[0])


class TestDjango(StorageContract):
    durable = joins_host_transaction = True

    @pytest.fixture
    def url(self, using: str) -> str:
        return f"django://{using}"

    @pytest.fixture
    def host(self, using: str) -> Host:
        with connections[using].cursor() as cursor:
            cursor.execute("CREATE TABLE client (reference INT)")
        return Host(using)

    @pytest.fixture
    def storage(self, using: str) -> Iterator[Storage]:
        storage = EndsItsThreads(using)
        yield storage
        storage.close()
