"""Belgian public holidays and Flemish school holidays as closing days, from the `holidays` package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import holidays

import digicase

__all__ = ["digicase_closing_days", "public_holidays", "school_holidays"]


def public_holidays(first: dt.date, last: dt.date) -> Mapping[dt.date, str]:
    """Return the legal holidays of Belgium from first to last, both included, with their Dutch names."""
    years = range(first.year, last.year + 1)
    return _between(first, last, holidays.country_holidays("BE", years=years, language="nl"))


def school_holidays(first: dt.date, last: dt.date) -> Mapping[dt.date, str]:
    """Return the days without school in the Flemish Community from first to last, both included, in Dutch."""
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays("BE", subdiv="Flemish", years=years, language="nl", categories=("school",))
    return _between(first, last, found)


@digicase.hookimpl
def digicase_closing_days() -> Sequence[digicase.ClosingDaysOffer]:
    """Offer both; a house may choose one by name."""
    return [
        digicase.ClosingDaysOffer(name="belgian-public-holidays", closed=public_holidays),
        digicase.ClosingDaysOffer(name="flemish-school-holidays", closed=school_holidays),
    ]


def _between(first: dt.date, last: dt.date, found: Mapping[dt.date, str]) -> Mapping[dt.date, str]:
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}
