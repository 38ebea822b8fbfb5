"""A feed taken apart: each of its entries as a calendar of its own, which is what a CalDAV server keeps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import attrs

KEPT = (b"VERSION", b"PRODID", b"CALSCALE")
"""What a calendar object keeps of a feed's head: the rest tells of the feed."""

VEVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
VTIMEZONE = re.compile(rb"^BEGIN:VTIMEZONE\r\n.*?^END:VTIMEZONE\r\n", re.MULTILINE | re.DOTALL)
UID = re.compile(rb"^UID:(.*)\r?$", re.MULTILINE)
FOLD = re.compile(rb"\r?\n[ \t]")


@attrs.frozen
class Entry:
    """An entry as a calendar object, and a digest of what it says: not of its zone, which the whole feed has."""

    uid: str
    data: bytes
    digest: str


def entries(feed: bytes, name: str) -> Mapping[str, Entry]:
    """Return the entries of a feed of ours, by the names of the objects that hold them; `name` is the feed's."""
    head = feed[: feed.find(b"BEGIN:V", 1)]
    kept = b"".join(line for line in head.splitlines(keepends=True) if line.partition(b":")[0] in KEPT)
    zone = b"".join(VTIMEZONE.findall(feed))
    found = {}
    for vevent in VEVENT.findall(feed):
        uid = uid_of(vevent) or ""
        data = b"BEGIN:VCALENDAR\r\n" + kept + zone + vevent + b"END:VCALENDAR\r\n"
        found[object_name(uid, name)] = Entry(uid, data, hashlib.sha256(vevent).hexdigest())
    return found


def object_name(uid: str, feed: str) -> str:
    """Return the name of the object that holds an entry: what is ours, and of which feed, can be told by it."""
    return f"{prefix(feed)}{_short(uid, 40)}.ics"


def prefix(feed: str) -> str:
    """Return how the names of all objects of a feed begin."""
    return f"digicase-{_short(feed, 12)}-"


def is_ours(name: str, feed: str, data: bytes) -> bool:
    """Tell whether an object holds an entry that we have put there: its name is made of its uid."""
    uid = uid_of(data)
    return uid is not None and name == object_name(uid, feed)


def uid_of(data: bytes) -> str | None:
    """Return the uid of the first entry in iCalendar."""
    found = UID.search(FOLD.sub(b"", data[data.find(b"BEGIN:VEVENT") :]))
    return None if found is None else found[1].rstrip(b"\r").decode("utf-8", "replace")


def _short(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
