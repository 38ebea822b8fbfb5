"""What a single field may hold: attrs validators whose messages can be shown to the person who typed the value."""

from __future__ import annotations

import re
from typing import Any

import attrs

E164 = re.compile(r"\+[1-9]\d{6,14}")
LANGUAGE = re.compile(r"[a-z]{2,3}")


def filled(_: Any, attribute: attrs.Attribute[Any], value: str) -> None:
    """Refuse a text without a visible character, and one of more than a line."""
    if not value.strip():
        raise ValueError("must not be empty")
    if "\n" in value or "\r" in value:
        raise ValueError("must be a single line")


def line(_: Any, attribute: attrs.Attribute[Any], value: str) -> None:
    """Refuse a text of more than a line."""
    if "\n" in value or "\r" in value:
        raise ValueError("must be a single line")


def filled_if_given(_: Any, attribute: attrs.Attribute[Any], value: str | None) -> None:
    """Refuse an empty text where leaving the value out was meant."""
    if value is not None:
        filled(_, attribute, value)


def all_filled(_: Any, attribute: attrs.Attribute[Any], values: tuple[str, ...]) -> None:
    """Refuse a list that holds an empty text, or one of more than a line."""
    if not all(value.strip() for value in values):
        raise ValueError("must not hold an empty name")
    for value in values:
        filled(_, attribute, value)


def digits(_: Any, attribute: attrs.Attribute[Any], value: str | None) -> None:
    """Refuse anything but digits."""
    if value is not None and not (value.isascii() and value.isdigit()):
        raise ValueError(f"{value!r} must be digits only")


def e164(_: Any, attribute: attrs.Attribute[Any], value: str | None) -> None:
    """Refuse a telephone number that is not in the international form of ITU-T E.164."""
    if value is not None and not E164.fullmatch(value):
        raise ValueError(f"{value!r} is not an international number such as +32465185196")


def email(_: Any, attribute: attrs.Attribute[Any], value: str | None) -> None:
    """Refuse what cannot be an e-mail address: one @, something on both sides, no white space."""
    if value is not None and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", value):
        raise ValueError("is not an e-mail address such as coach@example.org")


def language_code(_: Any, attribute: attrs.Attribute[Any], value: str) -> None:
    """Refuse what is not an ISO 639 code of two or three small letters."""
    if not LANGUAGE.fullmatch(value):
        raise ValueError(f"{value!r} is not a language code such as nl, fr or ti")


def between(least: int, most: int) -> Any:
    """Refuse a number outside the range, both ends included."""

    def check(_: Any, attribute: attrs.Attribute[Any], value: int) -> None:
        if not least <= value <= most:
            raise ValueError(f"{value} is not between {least} and {most}")

    return check


def passes_luhn(number: str) -> bool:
    """Tell whether the last digit is the check digit of the others (ISO/IEC 7812-1, used by ICCIDs)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
