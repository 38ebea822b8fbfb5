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
    start: str | None
    steps: tuple[str, ...]


def _plan(before: str | None, statements: Sequence[Statement], start: str | None, *steps: str) -> Plan:
    scripts = ScriptDirectory(str(HERE))
    later = REVISIONS[0 if start is None else REVISIONS.index(start) + 1 :]
    told = (*steps, *(f"{revision}: {scripts.get_revision(revision).doc}" for revision in later))
    return Plan(before, statements, start, told)


def anew() -> Plan:
    """Return what a database takes that holds nothing of ours: every revision."""
    return _plan(None, [], None)


def planned(connection: sa.Connection, schema: Schema, where: str) -> Plan:
    """Return what a database takes to come to our schema; what cannot be mended is refused."""
    found = look(connection, schema, where)
    if found.mark is None and not found.ours:
        return anew()
    empty = not holds_records(connection, schema, found)
    start = REVISION if found.mark is None else _after_what_is_there(connection, schema, found, where, empty=empty)
    mark = [] if start == found.mark else marking(schema, found.mark, start)
    marked = [f"mark the tables as revision {start}"] if mark else []
    if start != REVISION:
        return _plan(found.mark, mark, start, *marked)
    absent = missing(connection, schema, found)
    if not absent.can_be_made(empty=empty and found.mark is None):
        raise incomplete(where, found.mark, absent, empty=empty)
    made = [f"make {absent}"] if absent else []
    return _plan(found.mark, [*making(absent), *mark], start, *made, *marked)


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
