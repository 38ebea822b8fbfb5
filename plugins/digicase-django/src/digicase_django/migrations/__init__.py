"""The tables, made by Django's `migrate` from the same statements that `python -m digicase migrate` runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from digicase import schema_statements

MARK = "digicase_alembic_version"


def revision(number: str) -> Callable[[Any, Any], None]:
    """Return what brings a database to a revision of our schema, and marks it; a database that has it is left alone."""

    def apply(_: Any, editor: Any) -> None:
        connection = editor.connection
        with connection.cursor() as cursor:
            if MARK not in connection.introspection.table_names(cursor):
                cursor.execute(
                    f"CREATE TABLE {MARK} (version_num VARCHAR(32) NOT NULL, "
                    f"CONSTRAINT {MARK}_pkc PRIMARY KEY (version_num))"
                )
            cursor.execute(f"SELECT version_num FROM {MARK}")
            marked = cursor.fetchone()
            if marked is not None and marked[0] >= number:
                return
            for statement in schema_statements(number, connection.vendor):
                cursor.execute(statement)
            cursor.execute(f"DELETE FROM {MARK}")
            cursor.execute(f"INSERT INTO {MARK} (version_num) VALUES (%s)", [number])

    return apply
