"""Text made safe for iCalendar: nothing a person typed can begin a line of its own, whatever reads it."""

from __future__ import annotations

import re

from icalendar import vText

LINE_OCTETS = 75
BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
PARAGRAPHS = re.compile("\r\n|\r|\n")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Text(vText):
    r"""A TEXT value whose every character is written as RFC 5545 section 3.3.11 has it.

    The library takes a typed backslash and capital N for a line break; here they stay two characters.
    """

    def to_ical(self) -> bytes:
        """Return the value with backslash, semicolon, comma and line break escaped."""
        return self.translate(ESCAPES).encode()


def line(text: str) -> Text:
    """Return the text on one line: a break or tab becomes a space; other control characters and byte order marks go."""
    return Text(CONTROLS.sub("", BREAKS.sub(" ", text)))


def paragraphs(text: str) -> Text:
    """Return the text as `line` does, except that CR, LF and CRLF stay line breaks."""
    return Text("\n".join(map(line, PARAGRAPHS.split(text))))


def fold(content: str) -> bytes:
    """Return a content line ended by CRLF, in lines of at most 75 octets (RFC 5545 section 3.1).

    No character and no escape is torn apart: each line by itself is valid UTF-8.
    """
    octets = content.encode()
    pieces, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = _seam(octets, start, start + room)
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - len(" ")
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"


def _seam(octets: bytes, start: int, end: int) -> int:
    """Return the last place up to `end` where neither a UTF-8 sequence nor an escape is open."""
    while octets[end] & 0b1100_0000 == 0b1000_0000:
        end -= 1
    piece = octets[start:end]
    backslashes = len(piece) - len(piece.rstrip(b"\\"))
    return end - backslashes % 2
