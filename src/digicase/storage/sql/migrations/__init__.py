"""The schema over the years: revisions in SQL, one file per engine, run by Alembic in a branch of our own."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from digicase.errors import InvalidData, Problem

HERE = Path(str(resources.files(__name__)))

ADDED = re.compile(r'^(?:CREATE TABLE (\w+)|ALTER TABLE (\w+) ADD COLUMN "?(\w+))')
CHANGED = re.compile(r"^UPDATE (\w+)")
PLAIN = "postgresql"
"""The engine whose statements add columns one by one, where SQLite's make whole tables anew."""


def schema_statements(revision: str, dialect: str) -> list[str]:
    """Return the statements of a revision for an engine: what runs is what a database administrator can read.

    `dialect` is sqlite, postgresql or mariadb; a revision or engine that is not known is InvalidData.
    """
    files = {tuple(path.stem.split(".")): path for path in sorted((HERE / "versions").glob("*.sql"))}
    given = {"revision": revision, "dialect": "mariadb" if dialect == "mysql" else dialect}  # as SQLAlchemy names it
    known = dict(zip(given, map(dict.fromkeys, zip(*files, strict=True)), strict=True))
    if problems := [
        Problem(name, f"{value!r} is not known here; known are {', '.join(known[name])}")
        for name, value in given.items()
        if value not in known[name]
    ]:
        raise InvalidData(problems)
    text = files[tuple(given.values())].read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]


def added(revision: str) -> list[tuple[str, str | None]]:
    """Return the tables and columns that a revision adds, as table and column; None stands for the whole table."""
    found = filter(None, map(ADDED.match, schema_statements(revision, PLAIN)))
    return [(match[1], None) if match[1] else (match[2], match[3]) for match in found]


def changed(revision: str) -> list[str]:
    """Return the tables in which a revision changes what records hold."""
    return sorted({match[1] for match in map(CHANGED.match, schema_statements(revision, PLAIN)) if match})
