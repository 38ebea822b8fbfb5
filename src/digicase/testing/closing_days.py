"""What every set of closing days promises."""

from __future__ import annotations

import datetime as dt

import pytest

from digicase.ports import ClosingDaysOffer


class ClosingDaysContract:
    """What every set of closing days promises. Subclass it and override `offer`."""

    @pytest.fixture
    def offer(self) -> ClosingDaysOffer:
        """Give the offer."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `offer`")

    @pytest.fixture
    def period(self) -> tuple[dt.date, dt.date]:
        """Give the first and the last day of a period in which something is closed."""
        return dt.date(2026, 9, 1), dt.date(2027, 8, 31)

    def test_something_is_closed(self, offer: ClosingDaysOffer, period: tuple[dt.date, dt.date]) -> None:
        """Else there is no need for it."""
        assert offer.closed(*period)

    def test_only_days_of_the_period_are_told(self, offer: ClosingDaysOffer, period: tuple[dt.date, dt.date]) -> None:
        """No earlier and no later ones."""
        assert [day for day in offer.closed(*period) if not period[0] <= day <= period[1]] == []

    def test_both_ends_of_a_period_count(self, offer: ClosingDaysOffer, period: tuple[dt.date, dt.date]) -> None:
        """A closed day is closed when it is the only one that is asked about."""
        closed = offer.closed(*period)
        assert [day for day in closed if offer.closed(day, day) != {day: closed[day]}] == []

    def test_every_closed_day_has_a_reason(self, offer: ClosingDaysOffer, period: tuple[dt.date, dt.date]) -> None:
        """One line that can be shown to a person."""
        reasons = offer.closed(*period).values()
        assert [reason for reason in reasons if not reason.strip() or "\n" in reason] == []
