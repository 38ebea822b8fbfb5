"""Looking through a whole store for what must not be: broken rules, and rows that cannot be read."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from digicase.domain import invariants
from digicase.domain.invariants import Finding
from digicase.domain.kinds import RECORDS
from digicase.domain.notices import Notice, NoticeState
from digicase.domain.record import every, kind_of
from digicase.errors import DataWarning
from digicase.exchange.copying import pages
from digicase.ports import Storage

TO_SEE_TO = (NoticeState.DEAD, NoticeState.PLANNED)
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


def check(storage: Storage, *, progress: Progress | None = None) -> CheckReport:
    """Read everything in pages, each in a transaction of its own, and hold it against `domain.invariants`.

    Done while others write, it may find what was only half seen; check again what it finds.
    """
    read, told = dict[str, int](), Counter[tuple[NoticeState, str]]()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        findings = invariants.check(_records(storage, read, progress or (lambda *_: None), told))
    unreadable = tuple(dict.fromkeys(str(w.message) for w in caught if issubclass(w.category, DataWarning)))
    return CheckReport(read, findings, unreadable, tuple(_attention(told)))


def _attention(told: Mapping[tuple[NoticeState, str], int]) -> Iterator[str]:
    for (state, error), number in sorted(told.items()):
        notices = f"{number} {'notice is' if number == 1 else 'notices are'}"
        if state is NoticeState.DEAD:
            yield f"{notices} given up: {error}. Mend it, then have them sent after all: digicase dead --requeue"
        else:
            yield f"{notices} put off, to be tried again: {error}"


def _records(
    storage: Storage, read: dict[str, int], progress: Progress, told: Counter[tuple[NoticeState, str]]
) -> Iterator[Any]:
    """Yield every record, and count on the way what is read of each kind, and what went wrong with notices."""
    for kind in RECORDS:
        name, query = kind_of(kind).name, every(kind)
        with storage.begin(read_only=True) as session:
            total = session.count(query)
        read[name] = 0
        for page in pages(storage, query):
            yield from page
            if kind is Notice:
                told.update((each.state, each.error) for each in page if each.error and each.state in TO_SEE_TO)
            read[name] += len(page)
            progress(name, read[name], total)
