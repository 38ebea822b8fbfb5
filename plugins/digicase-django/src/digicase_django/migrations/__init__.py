"""The tables, made by Django's `migrate` from the same statements that `python -m digicase migrate` runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import router
from django.db.migrations.operations.base import Operation

from digicase import schema_statements
from digicase_django.schema import MARK, mark_of

FIRST = "0001"


class Revision(Operation):
    """Brings a database to a revision of our schema, and marks it; a database that has it is left alone.

    `sqlmigrate` prints the statements. There is no way back: restore a backup.
    """

    reversible = False

    def __init__(self, number: str) -> None:
        self.number = number

    def state_forwards(self, *_: Any) -> None:
        """Leave Django's state alone: no model is made or changed."""

    def database_forwards(self, app_label: str, editor: Any, *_: Any) -> None:
        """Run the statements, or write them down where they are only asked for."""
        if not router.allow_migrate(editor.connection.alias, app_label):
            return
        mark = self._assumed() if editor.collect_sql else mark_of(editor.connection)
        if (mark or "") < self.number:
            for statement in self._statements(editor.connection.vendor, marked=mark is not None):
                editor.execute(statement, params=None)

    def describe(self) -> str:
        """Return what `sqlmigrate` and `migrate --plan` tell of it."""
        return f"Revision {self.number} of digicase's schema"

    def _assumed(self) -> str | None:
        """Return the mark that a database has before, where the statements are written down for any."""
        return None if self.number == FIRST else ""

    def _statements(self, engine: str, *, marked: bool) -> Iterator[str]:
        if not marked:
            columns = f"version_num VARCHAR(32) NOT NULL, CONSTRAINT {MARK}_pkc PRIMARY KEY (version_num)"
            yield f"CREATE TABLE {MARK} ({columns})"
        yield from schema_statements(self.number, engine)
        yield f"DELETE FROM {MARK}"
        yield f"INSERT INTO {MARK} (version_num) VALUES ('{self.number}')"
