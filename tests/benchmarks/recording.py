"""What digicase sends to a database driver, written down while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from digicase.storage.sql import sqlite

Statement = tuple[str, Any, bool]
"""Its text, its parameters as the driver took them, and whether these are for several executions."""


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Give the list of what is sent to SQLite inside the block, but BEGIN and COMMIT."""
    sent: list[Statement] = []
    real = sqlite._cursor

    class Noting:
        """A cursor that notes what it is given."""

        def __init__(self, connection: Any) -> None:
            self._cursor = real(connection)

        def execute(self, text: str, values: Any) -> Any:
            sent.append((text, values, False))
            return self._cursor.execute(text, values)

        def executemany(self, text: str, rows: Any) -> Any:
            sent.append((text, rows, True))
            return self._cursor.executemany(text, rows)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._cursor, name)

    with patch.object(sqlite, "_cursor", Noting):
        yield sent
