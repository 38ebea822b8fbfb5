"""Closing days as Ghent knows them; dates from the Flemish government's school calendar of 2026-2027."""

from __future__ import annotations

import datetime as dt

import pytest

import digicase
import digicase_holidays
from digicase.testing import ClosingDaysContract

YEAR = dt.date(2026, 9, 1), dt.date(2027, 8, 31)


def weekdays_of(name: str) -> list[dt.date]:
    closed = digicase_holidays.school_holidays(*YEAR)
    return [day for day, why in closed.items() if why == name and day.weekday() < 5]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Herfstvakantie", dt.date(2026, 11, 2), dt.date(2026, 11, 6)),
        ("Kerstvakantie", dt.date(2026, 12, 21), dt.date(2027, 1, 1)),
        ("Krokusvakantie", dt.date(2027, 2, 8), dt.date(2027, 2, 12)),
        ("Paasvakantie", dt.date(2027, 3, 29), dt.date(2027, 4, 9)),
        ("Zomervakantie", dt.date(2027, 7, 1), dt.date(2027, 8, 31)),
    ],
)
def test_a_school_holiday_runs_from_its_first_to_its_last_weekday(name: str, first: dt.date, last: dt.date) -> None:
    days = weekdays_of(name)
    assert (days[0], days[-1]) == (first, last)


def test_public_holidays_have_their_dutch_names() -> None:
    closed = digicase_holidays.public_holidays(dt.date(2026, 12, 24), dt.date(2027, 1, 1))
    assert closed == {dt.date(2026, 12, 25): "Kerstmis", dt.date(2027, 1, 1): "Nieuwjaar"}


def test_a_stretch_holds_its_first_and_last_day_and_nothing_outside() -> None:
    christmas = dt.date(2026, 12, 25)
    assert list(digicase_holidays.public_holidays(christmas, christmas)) == [christmas]
    assert digicase_holidays.public_holidays(dt.date(2026, 12, 26), dt.date(2026, 12, 31)) == {}


def test_an_installed_plugin_keeps_zitdagen_off_the_holidays() -> None:
    with digicase.open("memory://", today=lambda: dt.date(2026, 11, 24)) as gent:
        series = gent.zitdagen.plan(
            "Zitdag",
            location="Jobteam",
            weekdays=["TU", "TH"],
            first=dt.date(2026, 12, 15),
            last=dt.date(2027, 1, 7),
            starts=dt.time(9),
            ends=dt.time(12),
            coach="K-01",
        )
    assert [zitdag.on.day for zitdag in series.zitdagen] == [15, 17, 5, 7]
    assert {skipped.reason for skipped in series.skipped} == {"Kerstvakantie"}


class TestContract(ClosingDaysContract):
    @pytest.fixture(params=digicase_holidays.digicase_closing_days(), ids=lambda offer: offer.name)
    def offer(self, request: pytest.FixtureRequest) -> digicase.ClosingDaysOffer:
        found: digicase.ClosingDaysOffer = request.param
        return found
