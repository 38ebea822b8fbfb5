"""VEVENTs as bytes, each written once: what did not change since it was last written is not written again.

Written by hand, since icalendar folds its lines character by character and asks of every value what it is; the test
holds these bytes equal to icalendar's, property by property.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

import attrs
from icalendar import Event

from digicase.calendars.text import ESCAPES, fold, line, paragraphs
from digicase.domain.calendar import CalendarEntry
from digicase.errors import InvalidData, Problem

KEPT = 50_000
"""How many written entries a process keeps, a few hundred bytes each; the oldest go."""


@attrs.frozen
class Written:
    """An entry, its VEVENT, and the years that it lies in on the zone's clocks."""

    entry: CalendarEntry
    vevent: bytes
    years: tuple[int, int]


class Writer:
    """Writes entries in a zone, and keeps what it wrote."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._parameter, self._suffix = _form(zone)
        self._kept: dict[tuple[str, str], Written] = {}

    def written(self, entries: Sequence[CalendarEntry]) -> list[Written]:
        """Return the entries in their order, as they are written; raises as `check`."""
        kept = self._kept
        found = [kept.get((entry.uid, entry.title)) for entry in entries]  # one may be told in several languages
        new = {n: entry for n, (entry, known) in enumerate(zip(entries, found, strict=True)) if not _is(entry, known)}
        check(new)
        for n, entry in new.items():
            found[n] = kept[entry.uid, entry.title] = self._write(entry)
        if len(kept) > KEPT:
            for oldest in [*kept][:-KEPT]:
                kept.pop(oldest, None)
        return [each for each in found if each is not None]

    def _write(self, entry: CalendarEntry) -> Written:
        starts, ends = in_zone(entry, self._zone)
        return Written(entry, b"".join(map(fold, self._lines(entry, starts, ends))), (starts.year, ends.year))

    def _lines(self, entry: CalendarEntry, starts: dt.date, ends: dt.date) -> Iterator[str]:
        """Yield the content lines, in icalendar's order."""
        changed = f"{_clock(entry.changed_at.astimezone(dt.UTC))}Z"
        yield "BEGIN:VEVENT"
        yield f"SUMMARY:{line(entry.title).translate(ESCAPES)}"
        yield f"DTSTART{self._time(starts)}"
        if ends > starts:
            yield f"DTEND{self._time(ends)}"
        yield f"DTSTAMP:{changed}"
        yield f"UID:{line(entry.uid).translate(ESCAPES)}"
        yield f"SEQUENCE:{entry.sequence}"
        if entry.private:
            yield "CLASS:PRIVATE"
        if description := paragraphs(entry.description):
            yield f"DESCRIPTION:{description.translate(ESCAPES)}"
        yield f"LAST-MODIFIED:{changed}"
        if location := line(entry.location):
            yield f"LOCATION:{location.translate(ESCAPES)}"
        yield f"STATUS:{entry.status.upper()}"
        yield "TRANSP:OPAQUE" if busy(entry) else "TRANSP:TRANSPARENT"
        yield "END:VEVENT"

    def _time(self, moment: dt.date) -> str:
        if not isinstance(moment, dt.datetime):
            return f";VALUE=DATE:{moment.year:04}{moment.month:02}{moment.day:02}"
        if moment.tzinfo is dt.UTC:
            return f":{_clock(moment)}Z"
        return f"{self._parameter}:{_clock(moment)}{self._suffix}"


@functools.lru_cache(maxsize=16)
def writer(zone: ZoneInfo) -> Writer:
    """Return the process's writer for a zone."""
    return Writer(zone)


def check(entries: Mapping[int, CalendarEntry]) -> None:
    """Raise InvalidData where entries, by their places, have times without a zone or end before they start."""
    problems = [problem for n, entry in entries.items() for problem in _problems(entry, f"entries[{n}]")]
    if problems:
        raise InvalidData(problems)


def _problems(entry: CalendarEntry, path: str) -> Iterator[Problem]:
    naive = [field for field in ("starts", "ends", "changed_at") if getattr(entry, field).utcoffset() is None]
    yield from (Problem(f"{path}.{field}", "has no time zone; give an aware time") for field in naive)
    if not naive and entry.ends.astimezone(dt.UTC) < entry.starts.astimezone(dt.UTC):  # not what the clocks show
        yield Problem(f"{path}.ends", "is before its start")


def busy(entry: CalendarEntry) -> bool:
    """Tell whether an entry makes its owner busy: what is cancelled does not."""
    return entry.opaque and not entry.cancelled


def in_zone(entry: CalendarEntry, zone: ZoneInfo) -> tuple[dt.date, dt.date]:
    """Return an entry's start and end as they are written: days, or times on the zone's clocks.

    The second of two hours with the same name is in UTC.
    """
    if entry.all_day:
        return _local(entry.starts, zone).date(), _local(entry.ends, zone).date()
    return _named(_local(entry.starts, zone)), _named(_local(entry.ends, zone))


def _is(entry: CalendarEntry, known: Written | None) -> bool:
    """Tell whether an entry is what was written; Python takes the two hours with one name for the same."""
    if known is None or known.entry != entry:
        return False
    return (known.entry.starts.fold, known.entry.ends.fold) == (entry.starts.fold, entry.ends.fold)


def _local(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return moment.astimezone(dt.UTC).astimezone(zone)


def _named(local: dt.datetime) -> dt.datetime:
    return local.astimezone(dt.UTC) if local.fold else local


def _clock(moment: dt.datetime) -> str:
    return f"{moment.year:04}{moment.month:02}{moment.day:02}T{moment.hour:02}{moment.minute:02}{moment.second:02}"


def _form(zone: ZoneInfo) -> tuple[str, str]:
    """Return what stands before and behind a time in a zone, as icalendar has it: a Z behind it in UTC."""
    event = Event()
    event.add("dtstart", dt.datetime(2026, 1, 1, tzinfo=zone))
    head, _, value = event.content_lines()[1].removeprefix("DTSTART").rpartition(":")
    return head, value.removeprefix("20260101T000000")
