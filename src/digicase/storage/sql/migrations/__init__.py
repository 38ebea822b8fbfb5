"""The schema over the years: revisions in SQL, one file per engine, run by Alembic in a branch of our own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

HERE = Path(str(resources.files(__name__)))


def schema_statements(revision: str, dialect: str) -> list[str]:
    """Return the statements of a revision for an engine: what runs is what a database administrator can read."""
    text = (HERE / "versions" / f"{revision}.{dialect}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]
