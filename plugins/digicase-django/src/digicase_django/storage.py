"""The storage on Django's connections: in its transaction where one is open, else in one of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.connection import ConnectionDoesNotExist

from digicase import DriverSessions, InvalidData, NotFound, Refused, Session, StorageError

ENGINES = ("sqlite", "postgresql")
LEAVES_NOTHING = (Refused, InvalidData, NotFound)
"""Errors that come before anything is saved, after which the host's transaction may go on."""


class DjangoStorage:
    """Records in the tables that `migrate` made, on the connection of this thread to one of Django's databases."""

    def __init__(self, using: str) -> None:
        self._using = using
        self._closed = False
        if self._connection().vendor not in ENGINES:
            raise self._error(f"digicase works on Django's {' and '.join(ENGINES)} only", "Use one of these engines")
        self._check_sqlite()

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Session]:
        """Open a transaction, or take part in the one that is open: then Django commits it or rolls it back."""
        if self.in_host():
            with self._session(read_only=read_only) as session:
                yield session
            return
        with self._atomic(read_only=read_only), self._session(read_only=read_only) as session:
            yield session

    @contextmanager
    def join(self, using: object, /) -> Iterator[Session]:
        """Return a session in the open transaction of this database, given by its connection or alias."""
        alias = getattr(using, "alias", using)
        if alias != self._using:
            raise self._error(f"the store is not on {alias!r}", f"Give gent.on({self._using!r})")
        if not self.in_host():
            raise self._error("no transaction is open", "Call it inside `with transaction.atomic():`")
        with self._session() as session:
            yield session

    def in_host(self) -> bool:
        """Tell whether the host has a transaction open on this thread's connection."""
        return self._connection().in_atomic_block

    def after_commit(self, tell: Callable[[], None]) -> None:
        """Call back when the host has committed; never, if it rolls back."""
        transaction.on_commit(tell, using=self._using, robust=True)

    def close(self) -> None:
        """Use the store no further; the connections are Django's."""
        self._closed = True

    @contextmanager
    def _session(self, *, read_only: bool = False) -> Iterator[Session]:
        connection = self._connection()
        connection.ensure_connection()
        try:
            with self._sessions.on(connection.connection, read_only=read_only) as session:
                yield session
        except LEAVES_NOTHING:
            raise
        except BaseException:
            transaction.set_rollback(True, using=self._using)  # half of a verb must never be committed
            raise

    @contextmanager
    def _atomic(self, *, read_only: bool) -> Iterator[None]:
        """Open a transaction of our own; what goes wrong as it ends is told in our words."""
        atomic = transaction.atomic(using=self._using)
        with self._told(), self._without_write_lock() if read_only else nullcontext():
            atomic.__enter__()
        try:
            yield
        except BaseException as error:
            atomic.__exit__(type(error), error, error.__traceback__)
            raise
        with self._told():
            atomic.__exit__(None, None, None)

    @contextmanager
    def _without_write_lock(self) -> Iterator[None]:
        """Let a reader on SQLite begin without the write lock, so that it waits for no writer."""
        connection: Any = self._connection()
        if connection.vendor != "sqlite":
            yield
            return
        connection.ensure_connection()
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            yield
        finally:
            connection.transaction_mode = mode

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise self._error(f"the database reported {type(error).__name__}", "See the cause of this error") from error

    @cached_property
    def _sessions(self) -> DriverSessions:
        return DriverSessions(self._connection().vendor)

    def _connection(self) -> BaseDatabaseWrapper:
        if self._closed:
            raise self._error("it was closed", "Open it anew with digicase.open(...)")
        try:
            return connections[self._using]
        except ConnectionDoesNotExist:
            known = ", ".join(connections)
            raise self._error("there is no such database in settings.DATABASES", f"There is: {known}") from None

    def _check_sqlite(self) -> None:
        connection = self._connection()
        mode = connection.settings_dict.get("OPTIONS", {}).get("transaction_mode")
        if connection.vendor == "sqlite" and str(mode).upper() not in ("IMMEDIATE", "EXCLUSIVE"):
            reason = "its transactions take the write lock too late, so that two writers at once fail"
            remedy = 'Set OPTIONS = {"transaction_mode": "IMMEDIATE"} in settings.DATABASES'
            raise self._error(reason, remedy)

    def _error(self, reason: str, remedy: str) -> StorageError:
        return StorageError(f"django://{self._using}", reason, remedy)
