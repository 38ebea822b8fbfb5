"""The storage on Django's connections: in its transaction where one is open, else in one of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import Any

from django.db import Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from digicase import DriverSessions, InvalidData, NotFound, NotPermitted, Problem, Refused, Session, StorageError
from digicase_django.schema import mark_of

ENGINES = ("sqlite", "postgresql")
LEAVES_NOTHING = (Refused, InvalidData, NotFound, NotPermitted)
"""Errors that come before anything is saved (a denial is journaled), after which the host's transaction may go on."""


class DjangoStorage:
    """Records in the tables that `migrate` made, on the connection of this thread to one of Django's databases."""

    def __init__(self, using: str) -> None:
        self._using = using
        self._closed = self._looked = False
        self._check_alias()
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
        self._check_autocommit()
        with self._atomic(read_only=read_only), self._session(read_only=read_only) as session:
            yield session

    @contextmanager
    def join(self, using: object, /) -> Iterator[Session]:
        """Return a session in the open transaction of this database, given by its connection or alias."""
        alias = getattr(using, "alias", using)
        if alias != self._using:
            raise self._error(f"the store is not on {alias!r}", f"Give gent.on({self._using!r})")
        if not self.in_host():
            raise self._error("no transaction is open", f"Call it inside {self._atomically()}")
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
        connection = self._connected()
        try:
            self._check_schema(connection)
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
        self._connected()
        with self._told(in_full=True), self._without_write_lock() if read_only else nullcontext():
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
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            yield
        finally:
            connection.transaction_mode = mode

    @contextmanager
    def _told(self, *, in_full: bool = False) -> Iterator[None]:
        """Tell the database's own error in our words; in full only where no record's values can be in it."""
        try:
            yield
        except Error as error:
            reason = f"the database reported {type(error).__name__}"
            line = f" ({self._line_of(error)})" if in_full else ""
            raise self._error(reason + line, "See the cause of this error") from error

    def _line_of(self, error: Error) -> str:
        """Return the first line of what the driver says, without the password."""
        line = str(error).partition("\n")[0].strip()
        password = str(self._connection().settings_dict.get("PASSWORD") or "")
        return line.replace(password, "***") if password else line

    @cached_property
    def _sessions(self) -> DriverSessions:
        return DriverSessions(self._connection().vendor, place=self._place)

    def _connected(self) -> BaseDatabaseWrapper:
        """Return this thread's connection, which is open."""
        connection = self._connection()
        try:
            connection.ensure_connection()
        except Error as error:
            reason = f"the database cannot be reached ({self._line_of(error)})"
            raise self._error(reason, f'Mend settings.DATABASES["{self._using}"], or start its server') from error
        return connection

    def _connection(self) -> BaseDatabaseWrapper:
        if self._closed:
            raise self._error("it was closed", "Open it anew with digicase.open(...)")
        return connections[self._using]

    def _check_alias(self) -> None:
        """Hold that there is such a database; what cannot be an alias is not shown, since it may hold secrets."""
        known = ", ".join(connections)
        if self._using in connections:
            return
        if not re.fullmatch(r"[\w.-]+", self._using):
            reason = f"write django://ALIAS, by one of settings.DATABASES; there is: {known}"
            raise InvalidData([Problem("storage", reason)])
        raise self._error("there is no such database in settings.DATABASES", f"There is: {known}")

    def _check_autocommit(self) -> None:
        """Refuse a host that commits by hand: nobody could tell us when, and SQLite's driver would begin too late."""
        if not self._connected().get_autocommit():
            reason = "autocommit is off, and no transaction is open to take part in"
            raise self._error(reason, f"Use {self._atomically()}")

    def _check_schema(self, connection: BaseDatabaseWrapper) -> None:
        """Hold, once, that our tables are there at the revision that this digicase knows."""
        if self._looked:
            return
        with self._told():
            mark, wanted = mark_of(connection), DriverSessions.revision
        migrate = "python manage.py migrate" + ("" if self._using == "default" else f" --database={self._using}")
        if mark is None:
            raise self._error("digicase's tables are not there", f"Run: {migrate}")
        reason = f"its schema is revision {mark or 'none'}; this digicase knows {wanted}"
        if mark < wanted:
            raise self._error(reason, f"Make a backup, then run: {migrate}")
        if mark > wanted:
            raise self._error(reason, "Upgrade digicase to the version that made it: pip install -U digicase")
        self._looked = True

    def _check_sqlite(self) -> None:
        connection = self._connection()
        mode = connection.settings_dict.get("OPTIONS", {}).get("transaction_mode")
        if connection.vendor == "sqlite" and str(mode).upper() not in ("IMMEDIATE", "EXCLUSIVE"):
            reason = "its transactions take the write lock too late, so that two writers at once fail"
            remedy = 'Set OPTIONS = {"transaction_mode": "IMMEDIATE"} in settings.DATABASES'
            raise self._error(reason, remedy)

    @property
    def _place(self) -> str:
        return f"django://{self._using}"

    def _atomically(self) -> str:
        given = "" if self._using == "default" else f'using="{self._using}"'
        return f"`with transaction.atomic({given}):`"

    def _error(self, reason: str, remedy: str) -> StorageError:
        return StorageError(self._place, reason, remedy)
