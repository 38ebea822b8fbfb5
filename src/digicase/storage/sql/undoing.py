"""A host's transaction in which a verb failed half-way: it can be rolled back, and no longer committed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from digicase.errors import StorageError

OPTION = "digicase_half"
BEGUN = "a verb failed in it after it had begun to save, and half of it must not stay"
SPOILT = "a statement of a verb failed in it, and the database may have undone a part of it"


def must_be_undone(connection: sa.Connection, reason: str) -> None:
    """Refuse to commit the transaction, or to release a savepoint that is open, until that is rolled back."""
    half: _Half | None = connection.get_execution_options().get(OPTION)
    if half is None:
        half = _Half()
        for name in ("commit", "commit_twophase", "prepare_twophase"):
            event.listen(connection, name, half.refuse)
        for name in ("rollback", "rollback_twophase"):
            event.listen(connection, name, half.undone)
        event.listen(connection, "savepoint", half.opened)
        event.listen(connection, "release_savepoint", half.refuse_release)
        event.listen(connection, "rollback_savepoint", half.undone_to)
        connection.execution_options(**{OPTION: half})
    half.mark(reason)


class _Half:
    """What became of half a verb on a connection, as SQLAlchemy tells it; savepoints opened after it do not hold it."""

    def __init__(self) -> None:
        self._reason: str | None = None
        self._later: set[str] = set()

    def mark(self, reason: str) -> None:
        if self._reason is None:
            self._reason, self._later = reason, set()

    def refuse(self, connection: sa.Connection, *_: Any) -> None:
        """Refuse to commit, and end the transaction as a server does whose COMMIT fails."""
        if self._reason is not None:
            error = self._error()
            self._reason = None
            connection.dialect.do_rollback(connection.connection)
            raise error

    def refuse_release(self, _: sa.Connection, name: str, *__: Any) -> None:
        if self._reason is not None and name not in self._later:
            raise self._error()

    def opened(self, _: sa.Connection, name: str) -> None:
        self._later.add(name)

    def undone(self, *_: Any) -> None:
        self._reason = None

    def undone_to(self, _: sa.Connection, name: str, *__: Any) -> None:
        if name not in self._later:
            self._reason = None

    def _error(self) -> StorageError:
        remedy = "Roll back after such an error, or to a savepoint from before the verb"
        return StorageError("the host's transaction", str(self._reason), remedy)
