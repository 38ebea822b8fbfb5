"""The storage on Django's connections keeps the contract."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

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


class TestDjango(StorageContract):
    @pytest.fixture
    def storage(self, using: str) -> Iterator[Storage]:
        storage = EndsItsThreads(using)
        yield storage
        storage.close()
