"""A strict reader of RFC 5545, which takes nothing that the grammar does not allow."""

from __future__ import annotations

import re
from typing import NamedTuple

LINE_OCTETS = 75
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
CONTENT_LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:[^\";:,]*|\"[^\"]*\"))*):(.*)", re.DOTALL)
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*", re.DOTALL)
ESCAPE = re.compile(r"\\(.)")


class Line(NamedTuple):
    """A content line: where it stands, such as VCALENDAR/VEVENT, its name and its value."""

    inside: str
    name: str
    value: str


def read(ics: bytes) -> list[Line]:
    """Return the content lines but for BEGIN and END; AssertionError tells the first that the grammar does not know."""
    lines: list[Line] = []
    open: list[str] = []
    for content in unfolded(ics):
        match = CONTENT_LINE.fullmatch(content)
        assert match, f"no content line: {content!r}"
        name, _, value = match.groups()
        if name == "BEGIN":
            open.append(value)
            lines.append(Line("/".join(open), "", ""))
        elif name == "END":
            assert open.pop() == value, f"END:{value} ends nothing"
        else:
            lines.append(Line("/".join(open), name, value))
    assert not open, f"{open} never end"
    return lines


def unfolded(ics: bytes) -> list[str]:
    """Return the content lines, each of whose own lines is short, valid by itself and ended by CRLF."""
    assert ics.endswith(b"\r\n"), "the last line has no end"
    found: list[str] = []
    for octets in ics.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(octets) <= LINE_OCTETS, f"{len(octets)} octets: {octets!r}"
        line = octets.decode()
        assert not CONTROL.search(line), f"a control character: {line!r}"
        if line.startswith((" ", "\t")):
            found[-1] += line[1:]
        else:
            found.append(line)
    return found


def text(value: str) -> str:
    """Return a TEXT value without its escapes."""
    assert TEXT.fullmatch(value), f"no TEXT: {value!r}"
    return ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
