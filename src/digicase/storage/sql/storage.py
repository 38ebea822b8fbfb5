"""The SQL storage: transactions on an engine of ours, and sessions in transactions of a host."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.errors import StorageError, UnreadableRow
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import shown, translated
from digicase.storage.sql.session import SqlSession
from digicase.storage.sql.statements import Statements
from digicase.storage.sql.tables import Schema
from digicase.storage.sql.undoing import BEGUN, SPOILT, must_be_undone

READING = ("digicase_read_only", "postgresql_readonly")
"""The execution options by which a host says that its transaction only reads."""


class SqlStorage:
    """Records in tables. Writing transactions on SQLite take the write lock at once, so that none fails half-way."""

    def __init__(self, engine: sa.Engine, schema: Schema) -> None:
        self._engine, self._statements = engine, Statements(schema)
        self._dialect = DIALECTS[engine.dialect.name]
        self._closed = False
        self._spare: deque[sa.Connection] = deque()
        self._process, self._inherited, self._forking = os.getpid(), list[object](), threading.Lock()

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlSession]:
        """Open a transaction; committed when the block ends, rolled back whole when it raises."""
        self._check()
        ours = functools.partial(translated, self._engine.url)  # what the caller's block raises is the caller's own
        with ours():
            connection = self._connection()
        try:
            with ours():
                transaction = self._dialect.begin(connection, read_only=read_only)
            session = SqlSession(connection, self._statements, read_only=read_only)
            try:
                yield session
            except BaseException:
                with ours():
                    transaction.rollback()
                raise
            finally:
                session.close()
            with ours(committing=True):
                transaction.commit()
        except BaseException:
            connection.close()
            raise
        self._put_by(connection)

    def close(self) -> None:
        """Close all connections; sessions that are open end as they were going to."""
        self._closed = True
        self._check_process()
        self._drop_spare()
        self._engine.dispose()

    def scrub(self) -> None:
        """Leave no bytes of what was removed in SQLite's files; other engines clean up by their own vacuum or purge."""
        self._check()
        self._check_process()
        self._dialect.scrub(self._engine)

    @contextmanager
    def join(self, transaction: Any, /) -> Iterator[SqlSession]:
        """Return a session in the transaction, begun or to begin, of a host's SQLAlchemy connection or ORM session.

        Where a verb fails in it that has begun to save, the host can only roll back: half of it must never be kept.
        """
        self._check()
        connection = _connection(transaction)
        if connection.dialect.name != self._engine.dialect.name:
            reason = f"it is a {connection.dialect.name} connection, and the store was opened on {self._engine.name}"
            raise StorageError("the host's connection", reason, "Open digicase on the database that the host uses")
        with translated(connection.engine.url):
            self._dialect.check_host(connection)
        options = connection.get_execution_options()
        read_only = any(options.get(name) for name in READING)
        with closing(SqlSession(connection, self._statements, read_only=read_only)) as session:
            try:
                yield session
            except BaseException as error:
                if session.has_written:
                    must_be_undone(connection, BEGUN)
                elif isinstance(error.__cause__, exc.DBAPIError) and not isinstance(error, UnreadableRow):
                    must_be_undone(connection, SPOILT)
                raise

    def _connection(self) -> sa.Connection:
        self._check_process()
        try:
            return self._spare.pop()
        except IndexError:
            return self._engine.connect()

    def _check_process(self) -> None:
        """Leave the connections of the process that we were forked from to it: they are kept, and never closed here."""
        if os.getpid() == self._process:
            return
        with self._forking:
            if os.getpid() != self._process:
                self._inherited += (self._engine.pool, self._spare)
                self._engine.dispose(close=False)
                self._spare, self._process = deque(), os.getpid()

    def _put_by(self, connection: sa.Connection) -> None:
        """Keep a connection to a file for the next transaction: the pool takes as long as a short one's reading.

        A server's goes back to the pool, which knows what to do when the server has gone away.
        """
        if self._spare or not self._dialect.IS_A_FILE or self._others_wait():
            connection.close()
            return
        self._spare.append(connection)
        if self._closed:
            self._drop_spare()

    def _others_wait(self) -> bool:
        """Tell whether others may be waiting for a connection: then it belongs back into the pool, which wakes them."""
        pool = self._engine.pool
        return isinstance(pool, sa.QueuePool) and pool.checkedout() > pool.size()

    def _drop_spare(self) -> None:
        with suppress(IndexError):
            while True:
                self._spare.pop().close()

    def _check(self) -> None:
        if self._closed:
            raise StorageError(shown(self._engine.url), "it was closed", "Open it anew with digicase.open(...)")


def _connection(transaction: Any) -> sa.Connection:
    """Return the connection of what a host gives; the ORM is known only where the host has imported it."""
    orm: Any = sys.modules.get("sqlalchemy.orm")
    if orm is not None and isinstance(transaction, orm.scoped_session):
        transaction = transaction()
    if orm is not None and isinstance(transaction, orm.Session):
        transaction = _connection_of(transaction)
    if not isinstance(transaction, sa.Connection):
        reason = f"{type(transaction).__name__} is neither a SQLAlchemy Connection nor an ORM Session"
        remedy = "Give gent.on(connection) or gent.on(session); in async code from within run_sync"
        raise StorageError("gent.on", reason, remedy)
    if transaction.closed:
        raise StorageError("gent.on", "the host's connection is closed", "Call it within the connection's block")
    return transaction


def _connection_of(session: Any) -> sa.Connection:
    try:
        with translated(session.get_bind().engine.url):
            connection: sa.Connection = session.connection()
    except exc.UnboundExecutionError as error:
        reason = "the host's session does not know which engine to use"
        raise StorageError("gent.on", reason, "Give gent.on(session.connection(bind_arguments={...}))") from error
    return connection
