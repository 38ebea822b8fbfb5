"""Whatever people type, four readers find the same texts in our calendars: nothing appears, and nothing vanishes."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from tests.calendars import strict
from tests.calendars.reading import calendar, entry
from tests.calendars.test_text import SNIPPETS
from tests.house import TODAY, new_case, new_series

import digicase
from digicase.calendars.ical import export

SEED = 20261124
ENTRIES = 100
"""Entries in a calendar of the long run."""
TEXTS = 100_000
RANGES = ((0x20, 0x7E), (0, 0x1F), (0x7F, 0x9F), (0xA0, 0x24F), (0x600, 0x6FF), (0x2000, 0x206F), (0x1F300, 0x1FAFF))
EVENT = ("UID", "SUMMARY", "LOCATION", "DESCRIPTION")
HEADER = ("NAME", "X-WR-CALNAME", "X-WR-CALDESC")


class Texts(NamedTuple):
    """The texts of a calendar, in the order in which each field is named above, and how many components it has."""

    header: tuple[str, ...]
    events: tuple[tuple[str, ...], ...]
    components: int


class Typed(NamedTuple):
    """What somebody typed: a calendar's name and description, and the four texts of each entry."""

    name: str
    description: str
    entries: Sequence[tuple[str, str, str, str]]

    def written(self) -> bytes:
        """Return the calendar."""
        entries = [entry(uid=f"u{u}", title=t, location=place, description=d) for u, t, place, d in self.entries]
        return export(calendar(*entries, name=self.name, description=self.description))

    def kept(self) -> Texts:
        """Return what of it should be read."""
        name, timezone = one_line(self.name), 1
        return Texts(
            header=(name, name, several_lines(self.description)),
            events=tuple((one_line(f"u{u}"), *map(one_line, (t, p)), several_lines(d)) for u, t, p, d in self.entries),
            components=timezone + len(self.entries),
        )


def one_line(text: str) -> str:
    """Return what is kept of a text that has one line: all that can be seen, and a space for every break or tab."""
    return "".join(" " if c in BREAKS else c for c in text.replace("\r\n", " ") if c in BREAKS or not is_dropped(c))


def several_lines(text: str) -> str:
    """Return what is kept of a text with paragraphs."""
    return "\n".join(map(one_line, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


BREAKS = {chr(code) for code in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)}


def is_dropped(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character == "\ufeff"


def by_the_rfc(ics: bytes) -> Texts:
    lines = strict.read(ics)
    events: list[dict[str, str]] = []
    for line in lines:
        if line.inside == "VCALENDAR/VEVENT" and not line.name:
            events.append({})
        elif line.inside == "VCALENDAR/VEVENT":
            assert line.name not in events[-1], f"{line.name} twice"
            events[-1][line.name] = strict.text(line.value) if line.name in EVENT else line.value
    header = {
        line.name: strict.text(line.value) for line in lines if line.inside == "VCALENDAR" and line.name in HEADER
    }
    return Texts(
        header=tuple(header.get(name, "") for name in HEADER),
        events=tuple(tuple(event.get(name, "") for name in EVENT) for event in events),
        components=sum(line.inside.count("/") == 1 and not line.name for line in lines),
    )


def by_icalendar(ics: bytes) -> Texts:
    """Read with the library, which leaves a calendar's names escaped, as it does not know that they are TEXT."""
    read = icalendar.Calendar.from_ical(ics)
    return Texts(
        header=tuple(strict.text(str(read.get(name, ""))) for name in HEADER),
        events=tuple(tuple(str(event.get(name, "")) for name in EVENT) for event in read.events),
        components=len(read.subcomponents),
    )


def by_vobject(ics: bytes) -> Texts:
    read = vobject.readOne(ics.decode())
    return Texts(
        header=tuple(_first(read, name) for name in HEADER),
        events=tuple(tuple(_first(event, name) for name in EVENT) for event in read.contents["vevent"]),
        components=sum(1 for _ in read.components()),
    )


def _first(component: object, name: str) -> str:
    found = component.contents.get(name.lower())  # type: ignore[attr-defined]  # vobject has no types
    return str(found[0].value) if found else ""


@pytest.fixture(scope="module")
def by_ical_js(node: Path) -> Iterator[Callable[[bytes], Texts]]:
    """A reader in another process, which reads calendar after calendar."""
    command = ["node", str(node / "texts.mjs")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        into, out = process.stdin, process.stdout

        def read(ics: bytes) -> Texts:
            into.write(json.dumps(ics.decode()) + "\n")
            into.flush()
            found = json.loads(out.readline())
            return Texts(tuple(found["header"]), tuple(map(tuple, found["events"])), found["components"])

        yield read
        into.close()


def typed_at_random(seed: int) -> Iterator[Typed]:
    """Yield calendars without end, the same ones for the same seed."""
    chance = random.Random(seed)

    def text() -> str:
        return "".join(piece() for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 40))))

    def piece() -> str:
        if chance.random() < 0.4:
            return chance.choice(SNIPPETS)
        first, last = chance.choice(RANGES)
        return chr(chance.randint(first, last)) * chance.choice((1, 1, 1, 2, 30))

    while True:
        yield Typed(text(), text(), [(text(), text(), text(), text()) for _ in range(ENTRIES)])


nasty = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=30), max_size=12).map("".join)
typed = st.builds(Typed, nasty, nasty, st.lists(st.tuples(nasty, nasty, nasty, nasty), min_size=1, max_size=4))


@given(typed)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_four_readers_find_what_was_typed(by_ical_js: Callable[[bytes], Texts], typed: Typed) -> None:
    ics, kept = typed.written(), typed.kept()
    for read in (by_the_rfc, by_icalendar, by_vobject, by_ical_js):
        assert read(ics) == kept


@pytest.mark.slow
def test_a_hundred_thousand_texts_are_found_by_four_readers(by_ical_js: Callable[[bytes], Texts]) -> None:
    seen = 0
    for typed in typed_at_random(SEED):
        ics, kept = typed.written(), typed.kept()
        for read in (by_the_rfc, by_icalendar, by_vobject, by_ical_js):
            assert read(ics) == kept
        seen += 2 + 4 * len(typed.entries)
        if seen >= TEXTS:
            break
    assert seen >= TEXTS


accepted = nasty.map(lambda text: "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs")))
"""What may remain of it once everything is refused that no name holds."""


@given(place=accepted, reference=accepted, coach=accepted)
def test_no_text_given_to_a_verb_adds_or_takes_away_an_entry(place: str, reference: str, coach: str) -> None:
    with digicase.open("memory://", today=lambda: TODAY, block=["holidays"]) as gent:
        try:
            zitdag = new_series(gent, location=place, coach=coach, last=dt.date(2026, 12, 4)).zitdagen[0]
            gent.appointments.book(new_case(gent, reference), zitdag, at=dt.time(9))
        except digicase.InvalidData:
            assume(False)  # a blank one
        for audience, owner in (("coach", coach), ("location", place)):
            found = by_the_rfc(gent.calendars.export(audience, owner))
            assert len(found.events) == 2
            assert {event[2] for event in found.events} == {one_line(place)}
