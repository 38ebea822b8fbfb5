"""What a database takes to come to the schema that this digicase knows: looked up, and not yet done."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from digicase.errors import StorageError
from digicase.storage.sql.migrations import HERE, added, changed
from digicase.storage.sql.standing import (
    BEGIN_ANEW,
    COMPLETE_OR_RESTORE,
    RESTORE,
    Missing,
    Standing,
    Statement,
    columns_there,
    holds_records,
    look,
    making,
    marking,
    missing,
    unmarked,
)
from digicase.storage.sql.tables import REVISION, REVISIONS, VERSION_TABLE, Schema


@attrs.frozen
class Plan:
    """What is to be done: our own statements first, and then Alembic's revisions after `start`."""

    before: str | None
    statements: Sequence[Statement]
    start: str
    steps: tuple[str, ...]


def anew(schema: Schema) -> Plan:
    """Return what a database takes that holds nothing of ours."""
    kinds = [table for table in schema.metadata.tables.values() if table is not schema.version]
    return _completing(schema, None, Missing(kinds, [], []), "make our tables")


def planned(connection: sa.Connection, schema: Schema, where: str) -> Plan:
    """Return what a database takes to come to our schema; what cannot be mended is refused."""
    found = look(connection, schema, where)
    if found.mark is None and not found.ours:
        return anew(schema)
    empty = not holds_records(connection, schema, found)
    if found.mark is not None:
        start = _after_what_is_there(connection, schema, found, where, empty=empty)
        if start != REVISION:
            return _plan(schema, found.mark, [], start)
    absent = missing(connection, schema, found)
    if not absent.can_be_made(empty=empty and found.mark is None):
        raise incomplete(where, found.mark, absent, empty=empty)
    return _completing(schema, found.mark, absent, f"make {absent}")


def _completing(schema: Schema, mark: str | None, absent: Missing, step: str) -> Plan:
    return _plan(schema, mark, making(absent), REVISION, [step] if absent else [])


def _plan(schema: Schema, mark: str | None, made: Sequence[Statement], start: str, steps: Sequence[str] = ()) -> Plan:
    scripts = ScriptDirectory(str(HERE))
    marked = [] if mark == start else marking(schema, mark, start)
    told = [f"mark the tables as revision {start}"] if marked else []
    later = [f"{revision}: {scripts.get_revision(revision).doc}" for revision in REVISIONS if revision > start]
    return Plan(mark, [*made, *marked], start, (*steps, *told, *later))


def _after_what_is_there(connection: sa.Connection, schema: Schema, found: Standing, where: str, *, empty: bool) -> str:
    """Return the revision to go on from: a host's migrations may have made already what the next ones add."""
    assert found.mark is not None
    start = found.mark
    there = columns_there(connection, schema, found)
    for revision in REVISIONS[REVISIONS.index(start) + 1 :]:
        adds = added(revision)
        have = [item for item in adds if item in there]
        if have and (have != adds or start != REVISIONS[REVISIONS.index(revision) - 1]):
            names = ", ".join(".".join(filter(None, item)) for item in have)
            reason = f"it is marked as revision {found.mark}, but holds a part of revision {revision}: {names}"
            raise StorageError(where, reason, BEGIN_ANEW if empty else COMPLETE_OR_RESTORE)
        if have and changed(revision) and not empty:
            raise _unchanged(where, found.mark, revision, connection.dialect.name)
        if have:
            start = revision
    return start


def _unchanged(where: str, mark: str, revision: str, dialect: str) -> StorageError:
    reason = (
        f"it is marked as revision {mark}, but holds what revision {revision} adds; "
        f"that revision also changes records, in {', '.join(changed(revision))}"
    )
    remedy = (
        f"Run what begins with UPDATE in digicase.schema_statements({revision!r}, {dialect!r}), "
        f"then: UPDATE {VERSION_TABLE} SET version_num = {revision!r}"
    )
    return StorageError(where, reason, remedy)


def incomplete(where: str, mark: str | None, absent: Missing, *, empty: bool) -> StorageError:
    """Return what to tell of tables that are not as their mark says."""
    if mark is None:
        return unmarked(where, absent, empty=empty)
    if mark == REVISION:
        return StorageError(where, f"it is marked as revision {mark}, but missing are {absent}", RESTORE)
    reason = f"it is marked as revision {mark} and holds what revision {REVISION} adds, but missing are {absent}"
    return StorageError(where, reason, BEGIN_ANEW if empty else COMPLETE_OR_RESTORE)
