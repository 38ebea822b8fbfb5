"""Addresses as mail servers take them, and texts that stay one line of a head."""

from __future__ import annotations

import re
import unicodedata
from email.headerregistry import Address
from email.utils import parseaddr


def address(text: str) -> Address | None:
    """Return an address with or without a name, its domain in ASCII; None where it is none."""
    name, spec = parseaddr(text)
    user, _, domain = spec.rpartition("@")
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", spec):
        return None
    try:
        return Address(one_line(name), user, domain.encode("idna").decode("ascii"))
    except UnicodeError:
        return None


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, so that it stays one line of the head."""
    return "".join(each for each in " ".join(text.split()) if unicodedata.category(each) != "Cc")
