"""What digicase sends to a database driver, written down while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy.engine.default import DefaultDialect

Statement = tuple[str, Any, bool]
"""Its text, its parameters as the driver took them, and whether these are for several executions."""


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Give the list of what is sent inside the block, but BEGIN and COMMIT.

    It patches and unpatches: SQLAlchemy's own event on all engines would make each of them slower for good.
    """
    sent: list[Statement] = []

    def noting(name: str, *, many: bool) -> Any:
        send = getattr(DefaultDialect, name)

        def note(self: Any, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
            sent.append((statement, parameters, many))
            send(self, cursor, statement, parameters, context)

        return patch.object(DefaultDialect, name, note)

    with noting("do_execute", many=False), noting("do_executemany", many=True):
        yield sent
