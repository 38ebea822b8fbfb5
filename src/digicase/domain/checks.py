"""What a single field may hold: attrs validators whose messages can be shown to the person who typed the value."""

from __future__ import annotations

import re
from typing import Any

import attrs

E164 = re.compile(r"\+[1-9]\d{6,14}")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
LANGUAGE = re.compile(r"[a-z]{2,3}")
LANGUAGES = ("nl", "fr", "en")
"""The languages in which digicase itself speaks: calendars, timelines, and its own words for notices."""


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
    if value is not None and not EMAIL.fullmatch(value):
        raise ValueError("is not an e-mail address such as coach@example.org")


def language_code(_: Any, attribute: attrs.Attribute[Any], value: str) -> None:
    """Refuse what is not an ISO 639 code of two or three small letters."""
    if not LANGUAGE.fullmatch(value):
        raise ValueError(f"{value!r} is not a language code such as nl, fr or ti")


def spoken(_: Any, __: attrs.Attribute[Any], value: str | None) -> None:
    """Refuse a language in which digicase has no words; None is left to the house."""
    if value is not None and value not in LANGUAGES:
        raise ValueError(f"there are no words in {value!r}; choose one of {', '.join(LANGUAGES)}")


def not_negative(_: Any, __: attrs.Attribute[Any], value: Any) -> None:
    """Refuse a number or a span of time below zero; None is left out."""
    if value is not None and value < type(value)():
        raise ValueError(f"{value} is below zero")


@attrs.frozen
class between:  # noqa: N801 - it is used as the other checks are
    """Refuse a number outside the range, both ends included."""

    least: int
    most: int

    def __call__(self, _: Any, __: attrs.Attribute[Any], value: int) -> None:
        """Raise ValueError for a number outside the range."""
        if not self.least <= value <= self.most:
            raise ValueError(f"{value} is not between {self.least} and {self.most}")


def passes_luhn(number: str) -> bool:
    """Tell whether the last digit is the check digit of the others (ISO/IEC 7812-1, used by ICCIDs)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


NUMBER = re.compile(r"(?<!\d)(\d{2})[ ./-]?(\d{2})[ ./-]?(\d{2})[ ./-]?(\d{3})[ ./-]?(\d{2})(?!\d)")


def holds_national_number(text: str) -> bool:
    """Tell whether a text holds a Belgian national or bis number: YYMMDD-SSS-CC, with CC = 97 - the rest modulo 97.

    For births from 2000 a 2 stands in front of the nine digits; a bis number adds 20 or 40 to the month. Blanks, dots,
    dashes and slashes may part it. About 2 of 100 numbers of eleven digits pass by chance.
    """
    for found in NUMBER.finditer(text):
        year, month, day, serial, control = found.groups()
        nine = int(year + month + day + serial)
        plausible = int(month) % 20 <= 12 and int(month) < 60 and int(day) <= 31
        if plausible and int(control) in (97 - nine % 97, 97 - (2_000_000_000 + nine) % 97):
            return True
    return False
