"""A host's transaction in which a verb failed half-way: it can be rolled back, and no longer committed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from digicase.errors import StorageError


def must_be_undone(connection: sa.Connection) -> None:
    """Refuse to commit the transaction, or to release the savepoint, that is open, until that is rolled back."""
    half = _Half(connection.get_nested_transaction())
    event.listen(connection, "commit", half.refuse)
    event.listen(connection, "prepare_twophase", half.refuse)
    event.listen(connection, "release_savepoint", half.refuse_within)
    event.listen(connection, "rollback", half.undone)
    event.listen(connection, "rollback_savepoint", half.undone_within)


class _Half:
    """Half of a verb, in the savepoint `inside` or in no savepoint; SQLAlchemy tells what becomes of it."""

    def __init__(self, inside: sa.NestedTransaction | None) -> None:
        self._inside, self._is_there = inside, True

    def refuse(self, *_: Any) -> None:
        if self._is_there:
            raise StorageError(
                "the host's transaction",
                "a verb failed in it after it had begun to save, and half of it must not stay",
                "Roll back after such an error, or to a savepoint from before the verb",
            )

    def refuse_within(self, connection: sa.Connection, *_: Any) -> None:
        if connection.get_nested_transaction() is self._inside:
            self.refuse()

    def undone(self, *_: Any) -> None:
        self._is_there = False

    def undone_within(self, connection: sa.Connection, *_: Any) -> None:
        if self._inside is not None and connection.get_nested_transaction() is self._inside:
            self._is_there = False
