"""A session over one SQL connection: the five verbs, and nothing that commits or rolls back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeVar, overload
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.domain.record import Key, Query, Record
from digicase.errors import Duplicate, NotFound, StaleWrite, StorageError, UnreadableRow
from digicase.storage.sql.dialects import DIALECTS
from digicase.storage.sql.faults import translated
from digicase.storage.sql.sending import Question, Values, Writing
from digicase.storage.sql.statements import BadRow, KindStatements, Statements

R = TypeVar("R", bound=Record)
Raised = tuple[KindStatements, Any, Values]
"""A record at its next version, with the values of its row, and the statements that write it."""
UNIQUE_VIOLATION = "23505"
PAGE = 500
"""How many rows are fetched and made into records at a time: fewer values alive at once is faster, too."""


class Batch(NamedTuple):
    """Records of one kind that are saved by one statement."""

    of: KindStatements
    records: tuple[Any, ...]
    writing: Writing


class SqlSession:
    """The five verbs on a connection whose transaction somebody else owns; inserting never fails, it counts."""

    def __init__(self, connection: sa.Connection, statements: Statements, *, read_only: bool = False) -> None:
        self._connection, self._read_only = connection, read_only
        self._of = statements.on(connection.dialect)
        self._dialect = DIALECTS[connection.dialect.name]
        self._open = True
        self.has_written = False

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
        """Return what the query matches, in its order; who reads or claims gets no unreadable rows, but a warning."""
        of = self._of(query.of)
        question, values = of.find(query, after=after, limit=limit, claim=claim)
        try:
            return [record for rows in self._pages(question, values) for record in of.records(rows)]
        except (BadRow, UnreadableRow):  # find out which it is
            return list(islice(self._one_by_one(query, after, limit or PAGE, claim=claim), limit))

    @overload
    def count(self, query: Query[Any], /, *, by: None = None) -> int: ...
    @overload
    def count(self, query: Query[Any], /, *, by: str) -> Mapping[Any, int]: ...
    def count(self, query: Query[Any], /, *, by: str | None = None) -> int | Mapping[Any, int]:
        """Return how many records match, or how many per value of a field."""
        of = self._of(query.of)
        question, values = of.count(query, by)
        try:
            rows = self._rows(question, values)
            return int(rows[0][0]) if by is None else of.counts(by, rows)
        except (BadRow, UnreadableRow):  # a value that no record can have
            return Counter(getattr(record, str(by)) for record in self.find(query))

    def save(self, *records: Any) -> tuple[Any, ...]:
        """Save the records in order, and return them with their new versions."""
        self._writing()
        saved = [self._raised(record) for record in records]
        batches = [*self._batches(saved)]
        counts = self._dialect.send(self._connection, [batch.writing for batch in batches])
        for number, batch in enumerate(batches, start=1):
            done = self._next(batch.of, counts)
            if done == 0 and len(batch.records) > 1:  # MariaDB refuses a batch as a whole: find out which was meant
                for record, row in zip(batch.records, batch.writing.rows, strict=True):
                    self._insert(batch.of, record, row)
            elif done != len(batch.records):
                later = any(other.of is batch.of for other in batches[number:])
                raise self._conflict(batch.of, batch.records, later=later)
        return tuple(record for _, record, _ in saved)

    def remove(self, *records: Record) -> None:
        """Remove the records."""
        self._writing()
        for record in records:
            of = self._of(type(record))
            counts = self._dialect.send(
                self._connection, [Writing(of.delete, [of.identity(record, version=record.version)])]
            )
            if self._next(of, counts) != 1:
                raise StaleWrite(of.kind.name, record.id)

    def _raised(self, record: Record) -> Raised:
        of = self._of(type(record))
        return of, *of.raised(record)

    def _batches(self, saved: Sequence[Raised]) -> Iterator[Batch]:
        """Yield the statements that save records in their order, new ones of one kind together."""
        for (of, new), group in groupby(saved, key=lambda each: (each[0], each[1].version == 1)):
            if new:
                _, records, rows = zip(*group, strict=True)
                yield Batch(of, records, Writing(of.insert, rows))
            else:
                yield from (Batch(of, (record,), self._update(of, record, row)) for _, record, row in group)

    def _update(self, of: KindStatements, record: Record, row: Values) -> Writing:
        unless_held: tuple[Key, ...] = ()
        if not self._dialect.SURVIVES_ERRORS:
            unless_held = tuple(key for key in of.kind.unique if key.of(record) is not None)
        return Writing(of.update(unless_held), [{**row, "its_id": row["id"], "its_version": record.version - 1}])

    def _insert(self, of: KindStatements, record: Record, row: Values) -> None:
        counts = self._dialect.send(self._connection, [Writing(of.insert, [row])])
        if self._next(of, counts) != 1:
            raise self._conflict(of, [record])

    def _next(self, of: KindStatements, counts: Iterator[int]) -> int:
        """Return how many rows the next statement wrote; 0 where a key or a rule of the database refused it."""
        try:
            with translated(self._connection.engine.url, but=exc.IntegrityError):
                return next(counts)
        except exc.IntegrityError as error:
            if getattr(error.orig, "sqlstate", "") == UNIQUE_VIOLATION:  # somebody took the key between look and write
                raise StaleWrite(of.kind.name, None) from error
            raise _foreign_rule(of) from error

    def _one_by_one(self, query: Query[R], after: R | None, size: int, *, claim: bool) -> Iterator[R]:
        """Yield what the query matches, each row asked for by itself, so that it is told which cannot be read."""
        of, done = self._of(query.of), 0
        while True:
            ids = self._rows(*of.find(query, after=after, limit=size, claim=claim, ids=True))
            for (id,) in ids[done:]:
                yield from self._readable(of, id, leave_out=self._read_only or claim)
            if len(ids) < size:
                return
            done, size = size, 2 * size

    def _readable(self, of: KindStatements, id: Any, *, leave_out: bool) -> Iterator[Any]:
        try:
            found = self._row(of, of.get, id)
        except UnreadableRow as error:
            if not leave_out:
                raise
            error.warn()
        else:
            yield from found

    def _one(self, of: KindStatements, question: Question, id: UUID) -> Any:
        found = self._row(of, question, of.bind("id", id))
        return found[0] if found else None

    def _row(self, of: KindStatements, question: Question, id: Any) -> Sequence[Any]:
        """Return the record of a row, whose id is as the driver has it, or nothing where there is none."""
        try:
            return of.records(self._rows(question, {"its_id": id}))
        except (BadRow, UnreadableRow) as error:
            raise of.unreadable(id, error.__cause__) from error.__cause__

    def _conflict(
        self, of: KindStatements, records: Sequence[Record], *, later: bool = False
    ) -> Duplicate | StaleWrite | StorageError:
        """Return the error that says which of the records could not be saved, and over what.

        Where others of the kind come `later` in the save, they may have let go of the key since: it was held, though.
        """
        for record in records:
            for key in of.kind.unique:
                values = key.of(record)
                if values is not None and self._rows(*of.others(record, key)):
                    return Duplicate(of.kind.name, key.fields, values)
        stored = [(record, self._one(of, of.get, record.id)) for record in records]
        as_before = [record for record, was in stored if (was.version if was else 0) == record.version - 1]
        held = [
            Duplicate(of.kind.name, key.fields, values)
            for record in as_before
            for key in of.kind.unique
            if (values := key.of(record)) is not None
        ]
        if later and held:
            return held[0]
        if as_before:
            return _foreign_rule(of)
        differing = (record.id for record, held in stored if held not in (None, record))
        return StaleWrite(of.kind.name, next(differing, records[0].id))

    def _rows(self, question: Question, values: Values) -> Sequence[Sequence[Any]]:
        self._check_open()
        with translated(self._connection.engine.url):
            return [row for rows in self._dialect.ask(self._connection, question, values, PAGE) for row in rows]

    def _pages(self, question: Question, values: Values) -> Iterator[Sequence[Sequence[Any]]]:
        self._check_open()
        with translated(self._connection.engine.url):
            yield from self._dialect.ask(self._connection, question, values, PAGE)

    def _check_open(self) -> None:
        if not self._open:
            raise StorageError("SQL", "the session has ended", "Use it inside its `with` block")

    def _writing(self) -> None:
        self._check_open()
        if self._read_only:
            remedy = "Use one that writes: gent.begin(), or a host's without digicase_read_only or postgresql_readonly"
            raise StorageError("SQL", "the transaction only reads", remedy)
        self.has_written = True


def _foreign_rule(of: KindStatements) -> StorageError:
    reason = "a rule of the database that is not ours refuses a row"
    return StorageError(of.name, reason, "Look for a constraint or trigger that was added to the table")
