"""A session over one SQL connection: the five verbs, and nothing that commits or rolls back."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar, overload
from uuid import UUID

import sqlalchemy as sa

from digicase.domain.record import Query, Record, evolve
from digicase.errors import DataWarning, Duplicate, NotFound, StaleWrite, StorageError, UnreadableRow
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import translated
from digicase.storage.sql.tables import KindTable, Schema

R = TypeVar("R", bound=Record)
UNIQUE_VIOLATION = "23505"
UNFETCHED = (ValueError, TypeError, ArithmeticError)
"""What a column's type raises over a value that is not its."""


class SqlSession:
    """The five verbs on a connection whose transaction somebody else owns; inserting never fails, it counts."""

    def __init__(self, connection: sa.Connection, schema: Schema, *, read_only: bool = False) -> None:
        self._connection, self._schema, self._read_only = connection, schema, read_only
        self._dialect = DIALECTS[connection.dialect.name]
        self._open = True

    def close(self) -> None:
        """End the session, not the transaction; using it further is an error."""
        self._open = False

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record, locked for writing where the engine can, or raise `NotFound`."""
        table = self._schema.of(kind)
        statement = table.get if self._read_only else table.get_locked
        record: R | None = self._one(table, statement, id)
        if record is None:
            raise NotFound(table.kind.name, id)
        return record

    def find(
        self, query: Query[R], /, *, limit: int | None = None, after: R | None = None, claim: bool = False
    ) -> Sequence[R]:
        """Return what the query matches, in its order; a reading session leaves out unreadable rows with a warning."""
        table = self._schema.of(query.of)
        statement, values = table.find(query, after=after, limit=limit)
        if claim:
            statement = statement.with_for_update(skip_locked=True)
        return self._records(table, statement, values)

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of a field."""
        table = self._schema.of(query.of)
        _, values = table.find(query, after=None, limit=None)
        conditions = table.where(query.criteria())
        if by is None:
            total = sa.select(sa.func.count()).select_from(table.table).where(*conditions)
            return int(self._run(total, values).scalar_one())
        column, decode = table.table.c[by], table.codecs[by].decode
        grouped = sa.select(column, sa.func.count()).where(*conditions).group_by(column)
        counted: dict[Any, int] = dict(map(tuple, self._run(grouped, values).all()))
        return {decode(value) if decode and value is not None else value: n for value, n in counted.items()}

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Save the records in order, and return them with their new versions."""
        self._writing()
        saved = [evolve(record, version=record.version + 1) for record in records]
        for (cls, new), group in groupby(saved, key=lambda record: (type(record), record.version == 1)):
            table = self._schema.of(cls)
            if new:
                self._insert(table, list(group))
            else:
                for record in group:
                    self._update(table, record)
        return tuple(saved)

    def remove(self, *records: Record) -> None:
        """Remove the records."""
        self._writing()
        for record in records:
            table = self._schema.of(type(record))
            if self._run(table.delete, {"its_id": record.id, "its_version": record.version}).rowcount != 1:
                raise StaleWrite(table.kind.name, record.id)

    def _insert(self, table: KindTable, records: Sequence[Record]) -> None:
        statement = table.inserts[self._connection.dialect.name]
        rows = [table.row(record) for record in records]
        done = self._count(table, statement, rows if len(rows) > 1 else rows[0])
        if done == 0 and len(rows) > 1:  # MariaDB refuses a batch as a whole: find out which of it was meant
            for record in records:
                self._insert(table, [record])
        elif done != len(records):
            raise self._conflict(table, records)

    def _update(self, table: KindTable, record: Record) -> None:
        values = table.row(record) | {"its_id": record.id, "its_version": record.version - 1}
        del values["id"]
        statement = table.update
        if not self._dialect.SURVIVES_ERRORS:
            statement = table.update_unless_held(tuple(key for key in table.kind.unique if key.of(record) is not None))
        if self._count(table, statement, values) != 1:
            raise self._conflict(table, [record])

    def _count(self, table: KindTable, statement: Any, values: Any) -> int:
        """Return how many rows a statement changed; 0 where a key or a rule of the database refused it."""
        try:
            return self._run(statement, values, but=sa.exc.IntegrityError).rowcount
        except sa.exc.IntegrityError as error:
            if self._dialect.SURVIVES_ERRORS:
                return 0
            if getattr(error.orig, "sqlstate", "") == UNIQUE_VIOLATION:  # somebody took the key between look and write
                raise StaleWrite(table.kind.name, None) from error
            raise _foreign_rule(table) from error

    def _records(self, table: KindTable, statement: sa.Select[Any], values: Mapping[str, Any]) -> list[Any]:
        """Return the rows as records; one that cannot be read stops who would write, and warns who reads."""
        try:
            return [table.record(row) for row in self._run(statement, values)]
        except (UnreadableRow, *UNFETCHED):
            ids = self._run(statement.with_only_columns(table.table.c.id), values).scalars().all()
            return [record for id in ids for record in self._readable(table, id)]

    def _readable(self, table: KindTable, id: UUID) -> Iterator[Any]:
        try:
            yield self._one(table, table.get, id)
        except UnreadableRow as error:
            if not self._read_only:
                raise
            warnings.warn(f"{error} It is left out.", DataWarning, stacklevel=2)

    def _one(self, table: KindTable, statement: sa.Select[Any], id: UUID) -> Any:
        try:
            row = self._run(statement, {"its_id": id}).first()
        except UNFETCHED as error:
            raise table.unreadable(id, error) from error
        return None if row is None else table.record(row)

    def _conflict(self, table: KindTable, records: Sequence[Record]) -> Duplicate | StaleWrite | StorageError:
        """Return the error that says which of the records could not be saved, and over what."""
        for record in records:
            for key in table.kind.unique:
                values = key.of(record)
                if values is not None and self._held(
                    table, record, dict(zip(key.fields, values, strict=True)) | dict(key.where)
                ):
                    return Duplicate(table.kind.name, key.fields, values)
        if any(self._version(table, record) == record.version - 1 for record in records):
            return _foreign_rule(table)
        return StaleWrite(table.kind.name, next((r.id for r in records if self._differs(table, r)), records[0].id))

    def _version(self, table: KindTable, record: Record) -> int:
        stored = sa.select(table.table.c.version).where(table.table.c.id == record.id)
        return int(self._run(stored, {}).scalar() or 0)

    def _differs(self, table: KindTable, record: Record) -> bool:
        return self._one(table, table.get, record.id) not in (None, record)

    def _held(self, table: KindTable, record: Record, values: Mapping[str, Any]) -> bool:
        columns = table.table.c
        same = [
            columns[name].is_(None) if value is None else columns[name] == table.encode(name, value)
            for name, value in values.items()
        ]
        statement = sa.select(columns.id, columns.version).where(*same, columns.id != record.id)
        return self._run(statement, {}).first() is not None

    def _run(
        self, statement: Any, values: Any, *, but: type[Exception] | tuple[()] = ()
    ) -> sa.CursorResult[*tuple[Any, ...]]:
        if not self._open:
            raise StorageError("SQL", "the session has ended", "Use it inside its `with` block")
        with translated(self._connection.engine.url, but=but):
            return self._connection.execute(statement, values)

    def _writing(self) -> None:
        if self._read_only:
            raise StorageError("SQL", "the session only reads", "Open it with begin() to write")


def _foreign_rule(table: KindTable) -> StorageError:
    reason = "a rule of the database that is not ours refuses a row"
    return StorageError(table.table.name, reason, "Look for a constraint or trigger that was added to the table")
