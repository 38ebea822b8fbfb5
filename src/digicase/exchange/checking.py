"""Looking through a whole store for what must not be: broken rules, and rows that cannot be read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from digicase.domain import invariants
from digicase.domain.invariants import Finding
from digicase.domain.kinds import RECORDS
from digicase.domain.notices import Notice, NoticeState
from digicase.domain.people import Contact
from digicase.domain.record import every, kind_of
from digicase.errors import UnreadableRow
from digicase.exchange.copying import pages
from digicase.ports import Directory, Storage

LATE = dt.timedelta(days=1)
"""After how long a notice that is due and not sent tells that nobody delivers."""
Progress = Callable[[str, int, int], None]


@attrs.frozen
class CheckReport:
    """How many records of each kind were read, what is wrong with them, and which rows could not be read."""

    read: Mapping[str, int]
    findings: tuple[Finding, ...]
    unreadable: tuple[str, ...]
    attention: tuple[str, ...] = ()
    """What is stored as it must be, and needs somebody's attention: notices that were given up or are put off."""

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong; what needs attention is not."""
        return not (self.findings or self.unreadable)

    def __str__(self) -> str:
        wrong = [*map(str, self.findings), *self.unreadable]
        seen_to = f", {len(self.attention)} to see to" if self.attention else ""
        total = f"{sum(self.read.values())} records read, {len(wrong) or 'nothing'} wrong{seen_to}."
        return "\n".join([*wrong, *self.attention, total])


def check(
    storage: Storage, *, now: dt.datetime, directory: Directory | None, progress: Progress | None = None
) -> CheckReport:
    """Read everything in pages, each in a transaction of its own, and hold it against `domain.invariants`.

    Done while others write, it may find what was only half seen; check again what it finds.
    """
    read, outbox = dict[str, int](), _Outbox(now)
    with UnreadableRow.gathered() as unreadable:
        records = _records(storage, read, progress or (lambda *_: None), outbox)
        findings = invariants.check(records, begun=now, unreadable=unreadable)
    somebody = directory is not None or bool(read[kind_of(Contact).name])
    return CheckReport(read, findings, tuple(unreadable), tuple(outbox.attention(somebody=somebody)))


@attrs.define
class _Outbox:
    """What there is to see to among the notices, as they are read."""

    now: dt.datetime
    failed: Counter[tuple[NoticeState, str]] = attrs.field(factory=Counter)
    due: int = 0
    late: int = 0

    def see(self, notice: Notice) -> None:
        """Count a notice that failed, is due, or has been for long."""
        if notice.error and notice.state in (NoticeState.DEAD, NoticeState.PLANNED):
            self.failed[notice.state, notice.error] += 1
        if notice.state is NoticeState.PLANNED:
            self.due += notice.due_at < self.now
            self.late += notice.due_at < self.now - LATE

    def attention(self, *, somebody: bool) -> Iterator[str]:
        """Yield what to see to; `somebody` tells whether anybody can be reached at all."""
        for (state, error), number in sorted(self.failed.items()):
            notices = f"{number} {'notice is' if number == 1 else 'notices are'}"
            if state is NoticeState.DEAD:
                yield f"{notices} given up: {error}. Mend it, then have them sent after all: digicase dead --requeue"
            else:
                yield f"{notices} put off, to be tried again: {error}"
        if self.due and not somebody:
            yield "Nobody can be reached: the store holds no contacts, and no directory is named (docs/settings.md)."
        if self.late:
            notices = "notice has" if self.late == 1 else "notices have"
            yield f"{self.late} {notices} been due for over a day: does deliver run?"


def _records(storage: Storage, read: dict[str, int], progress: Progress, outbox: _Outbox) -> Iterator[Any]:
    """Yield every record; on the way count what is read of each kind, and let the outbox see the notices."""
    for kind in RECORDS:
        name, query = kind_of(kind).name, every(kind)
        with storage.begin(read_only=True) as session:
            total = session.count(query)
        read[name] = 0
        for page in pages(storage, query):
            yield from page
            if kind is Notice:
                for notice in page:
                    outbox.see(notice)
            read[name] += len(page)
            progress(name, read[name], total)
