"""Our tables in one of Django's databases: which there are, and the revision that they are marked with."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import digicase

MARK = "digicase_alembic_version"


def mark_of(connection: Any) -> str | None:
    """Return the revision that a database is marked with: none of them is "", and None where the mark is not there."""
    with connection.cursor() as cursor:
        if MARK not in connection.introspection.table_names(cursor):
            return None
        cursor.execute(f"SELECT version_num FROM {MARK}")
        found = cursor.fetchone()
        return str(found[0]) if found else ""


def tables_in(connection: Any) -> Set[str]:
    """Return which of our tables, without the mark, a database has."""
    ours = digicase.metadata(connection.vendor).tables.keys() - {MARK}
    return ours & {*connection.introspection.table_names()}
