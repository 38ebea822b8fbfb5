"""No text, whatever is in it, changes anything but itself."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata

import icalendar
import pytest
from hypothesis import given, settings, strategies as st
from tests.calendars.reading import calendar, content_lines, entry, texts, values, written

from digicase.calendars.ical import export

FORGERIES = [
    "Jan\r\nATTENDEE:mailto:x@y",
    "\nEND:VEVENT\nBEGIN:VEVENT",
    "\rBEGIN:VALARM\r",
    "a\u2028UID:b",
    "a\u2029UID:b",
    "a\x85UID:b",
    "a\x0bUID:b",
    "a\x0cUID:b",
    "a\x1cUID:b",
    "a\x00UID:b",
    "a\ud800b",
]
SNIPPETS = [
    *FORGERIES,
    *["\\N", "\\n", "\\", "\\\\", ",", ";", ":", '"', "^n", "%2C", " ", "\t", "\ufeff", "\u202e"],
    *["👩🏽‍🏫", "é", "e\u0301", "ﷺ", "BEGIN:VEVENT", "END:VCALENDAR"],
]
nasty = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=30), max_size=30).map("".join)
PROPERTIES = ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")


def nasty_everywhere(text: str) -> bytes:
    one = entry(uid=f"{text}@x", title=text, location=f"L{text}", description=f"D{text}")
    return export(calendar(one, entry(), name=text, description=f"C{text}"))


def visible(text: str) -> str:
    """The text without what may be stripped or folded to a space."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} and c not in " \ufeff")


def names(lines: list[str]) -> list[str]:
    return [line.partition(":")[0].partition(";")[0] for line in lines]


def universal(ics: bytes) -> list[str]:
    """The content lines for a reader that takes anything for the end of a line that Unicode knows as one."""
    unfolded: list[str] = []
    for line in ics.decode().splitlines():
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return unfolded


@given(nasty)
def test_no_text_adds_or_takes_away_a_line(text: str) -> None:
    ics = nasty_everywhere(text)
    assert names(content_lines(ics)) == names(content_lines(nasty_everywhere("plain")))
    assert universal(ics) == content_lines(ics)


@given(nasty)
def test_text_comes_back_from_a_reader_that_follows_the_rfc(text: str) -> None:
    lines = content_lines(nasty_everywhere(text))
    assert visible(texts(lines, "SUMMARY")[0]) == visible(text)
    assert visible(texts(lines, "DESCRIPTION")[0]) == visible(f"D{text}")
    assert visible(texts(lines, "NAME")[0]) == visible(texts(lines, "X-WR-CALNAME")[0]) == visible(text)


@given(nasty)
def test_text_comes_back_from_the_library(text: str) -> None:
    read = icalendar.Calendar.from_ical(nasty_everywhere(text))
    event = read.events[0]
    assert len(read.events) == 2
    assert visible(str(event["summary"])) == visible(text)
    assert visible(str(event["description"])) == visible(f"D{text}")
    assert visible(str(event["location"])) == visible(f"L{text}")


@given(nasty)
def test_every_line_has_at_most_75_octets_and_is_utf8_by_itself(text: str) -> None:
    for line in nasty_everywhere(text).split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(st.text(alphabet="\\,;\né👩a", max_size=200))
@settings(max_examples=200)
def test_no_escape_is_torn_apart_by_a_fold(text: str) -> None:
    ics = nasty_everywhere(text)
    for line in ics.split(b"\r\n"):
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0


@pytest.mark.parametrize("text", ["a" * 67, "a" * 68, "é" * 34, "👩🏽‍🏫é" * 50, "\\" * 300])
def test_a_line_of_any_length_is_unfolded_to_what_it_was(text: str) -> None:
    assert texts(written(entry(title=text)), "SUMMARY") == [text]


def test_a_line_that_just_fits_is_not_folded() -> None:
    assert b"SUMMARY:" + b"a" * 67 + b"\r\n" in export(calendar(entry(title="a" * 67)))


def test_a_typed_backslash_and_capital_n_are_no_line_break() -> None:
    lines = written(entry(title="C:\\Nieuw"))
    assert values(lines, "SUMMARY") == ["C:\\\\Nieuw"]
    assert texts(lines, "SUMMARY") == ["C:\\Nieuw"]


def test_names_with_commas_and_semicolons_are_escaped() -> None:
    lines = written(name="Gent, Jobteam; west", description="a,b")
    assert values(lines, "NAME") == values(lines, "X-WR-CALNAME") == ["Gent\\, Jobteam\\; west"]
    assert values(lines, "X-WR-CALDESC") == ["a\\,b"]


def test_a_description_keeps_its_paragraphs_and_a_title_is_one_line() -> None:
    lines = written(entry(title="een\r\ntwee\ndrie", description="een\r\ntwee\rdrie\n\nvier"))
    assert texts(lines, "SUMMARY") == ["een twee drie"]
    assert texts(lines, "DESCRIPTION") == ["een\ntwee\ndrie\n\nvier"]


def test_optimised_python_writes_the_same_bytes() -> None:
    """The library guards against line breaks with `assert`, which `python -O` leaves out."""
    text = "".join(FORGERIES)
    program = f"import sys; from {__name__} import *; sys.stdout.buffer.write(nasty_everywhere({text!r}))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-O", "-c", program], env=environment, capture_output=True, check=True)
    assert run.stdout == nasty_everywhere(text)
