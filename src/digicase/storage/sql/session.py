"""A session over one SQL connection: the five verbs, and nothing that commits or rolls back."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar, overload
from uuid import UUID

import sqlalchemy as sa

from digicase.domain.record import Key, Query, Record, evolve
from digicase.errors import DataWarning, Duplicate, NotFound, StaleWrite, StorageError, UnreadableRow
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import translated
from digicase.storage.sql.sending import Change, Question, Result, Values
from digicase.storage.sql.statements import BadRow, KindStatements, Statements

R = TypeVar("R", bound=Record)
UNIQUE_VIOLATION = "23505"
PAGE = 500
"""How many rows are fetched and made into records at a time: fewer values alive at once is faster, too."""


class SqlSession:
    """The five verbs on a connection whose transaction somebody else owns; inserting never fails, it counts."""

    def __init__(self, connection: sa.Connection, statements: Statements, *, read_only: bool = False) -> None:
        self._connection, self._read_only = connection, read_only
        self._of = statements.on(connection.dialect)
        self._dialect = DIALECTS[connection.dialect.name]
        self._open = True

    def close(self) -> None:
        """End the session, not the transaction; using it further is an error."""
        self._open = False

    def get(self, kind: type[R], id: UUID, /) -> R:
        """Return the record, locked for writing where the engine can, or raise `NotFound`."""
        of = self._of(kind)
        record: R | None = self._one(of, of.get if self._read_only else of.get_locked, id)
        if record is None:
            raise NotFound(of.kind.name, id)
        return record

    def find(
        self, query: Query[R], /, *, limit: int | None = None, after: R | None = None, claim: bool = False
    ) -> Sequence[R]:
        """Return what the query matches, in its order; a reading session leaves out unreadable rows with a warning."""
        of = self._of(query.of)
        question, values = of.find(query, after=after, limit=limit, claim=claim)
        try:
            return [record for rows in self._pages(question, values) for record in of.records(rows)]
        except BadRow:  # find out which it is
            question, values = of.find(query, after=after, limit=limit, ids=True)
            ids = [of.read("id", id) for (id,) in self._rows(question, values)]
            return [record for id in ids for record in self._readable(of, id)]

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of a field."""
        of = self._of(query.of)
        question, values = of.count(query, by)
        rows = self._rows(question, values)
        return int(rows[0][0]) if by is None else {of.read(by, value): int(number) for value, number in rows}

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Save the records in order, and return them with their new versions."""
        self._writing()
        saved = [evolve(record, version=record.version + 1) for record in records]
        for (cls, new), group in groupby(saved, key=lambda record: (type(record), record.version == 1)):
            of = self._of(cls)
            if new:
                self._insert(of, list(group))
            else:
                for record in group:
                    self._update(of, record)
        return tuple(saved)

    def remove(self, *records: Record) -> None:
        """Remove the records."""
        self._writing()
        for record in records:
            of = self._of(type(record))
            if self._run(of.delete, of.identity(record, version=record.version)).rowcount != 1:
                raise StaleWrite(of.kind.name, record.id)

    def _insert(self, of: KindStatements, records: Sequence[Record]) -> None:
        rows = [of.row(record) for record in records]
        done = self._count(of, of.insert, rows if len(rows) > 1 else rows[0])
        if done == 0 and len(rows) > 1:  # MariaDB refuses a batch as a whole: find out which of it was meant
            for record in records:
                self._insert(of, [record])
        elif done != len(records):
            raise self._conflict(of, records)

    def _update(self, of: KindStatements, record: Record) -> None:
        unless_held: tuple[Key, ...] = ()
        if not self._dialect.SURVIVES_ERRORS:
            unless_held = tuple(key for key in of.kind.unique if key.of(record) is not None)
        values = of.row(record) | of.identity(record, version=record.version - 1)
        if self._count(of, of.update(unless_held), values) != 1:
            raise self._conflict(of, [record])

    def _count(self, of: KindStatements, statement: Change, values: Values | Sequence[Values]) -> int:
        """Return how many rows a statement changed; 0 where a key or a rule of the database refused it."""
        try:
            return self._run(statement, values, but=sa.exc.IntegrityError).rowcount
        except sa.exc.IntegrityError as error:
            if self._dialect.SURVIVES_ERRORS:
                return 0
            if getattr(error.orig, "sqlstate", "") == UNIQUE_VIOLATION:  # somebody took the key between look and write
                raise StaleWrite(of.kind.name, None) from error
            raise _foreign_rule(of) from error

    def _readable(self, of: KindStatements, id: UUID) -> Iterator[Any]:
        try:
            yield self._one(of, of.get, id)
        except UnreadableRow as error:
            if not self._read_only:
                raise
            warnings.warn(f"{error} It is left out.", DataWarning, stacklevel=2)

    def _one(self, of: KindStatements, question: Question, id: UUID) -> Any:
        try:
            found = of.records(self._rows(question, {"its_id": of.bind("id", id)}))
        except BadRow as error:
            raise of.unreadable(id, error) from error.__cause__
        return found[0] if found else None

    def _conflict(self, of: KindStatements, records: Sequence[Record]) -> Duplicate | StaleWrite | StorageError:
        """Return the error that says which of the records could not be saved, and over what."""
        for record in records:
            for key in of.kind.unique:
                values = key.of(record)
                if values is not None and self._rows(*of.others(record, key)):
                    return Duplicate(of.kind.name, key.fields, values)
        stored = [(record, self._one(of, of.get, record.id)) for record in records]
        if any((held.version if held else 0) == record.version - 1 for record, held in stored):
            return _foreign_rule(of)
        differing = (record.id for record, held in stored if held not in (None, record))
        return StaleWrite(of.kind.name, next(differing, records[0].id))

    def _rows(self, question: Question, values: Values) -> Sequence[Sequence[Any]]:
        with translated(self._connection.engine.url):
            return self._run(question, values).all()

    def _pages(self, question: Question, values: Values) -> Iterator[Sequence[Sequence[Any]]]:
        with translated(self._connection.engine.url):
            yield from self._run(question, values).partitions(PAGE)

    def _run(self, statement: Change | Question, values: Any, *, but: type[Exception] | tuple[()] = ()) -> Result:
        if not self._open:
            raise StorageError("SQL", "the session has ended", "Use it inside its `with` block")
        with translated(self._connection.engine.url, but=but):
            return statement.run(self._connection, values)

    def _writing(self) -> None:
        if self._read_only:
            raise StorageError("SQL", "the session only reads", "Open it with begin() to write")


def _foreign_rule(of: KindStatements) -> StorageError:
    reason = "a rule of the database that is not ours refuses a row"
    return StorageError(of.name, reason, "Look for a constraint or trigger that was added to the table")
