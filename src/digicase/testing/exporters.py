"""What every calendar exporter promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digicase.domain.calendar import Calendar, CalendarEntry
from digicase.domain.record import evolve
from digicase.ports import ExporterOffer

MOMENT = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")


def calendar(*entries: CalendarEntry) -> Calendar:
    """Return a calendar of these entries."""
    return Calendar(name="Afspraken van C-04", zone="Europe/Brussels", entries=entries)


def entry(number: int = 1, **changes: Any) -> CalendarEntry:
    """Return an hour in winter."""
    starts = dt.datetime(2026, 12, number, 9, tzinfo=BRUSSELS)
    ends = starts + dt.timedelta(hours=1)
    whole = CalendarEntry(uid=f"{number}@example", title="Zitdag", starts=starts, ends=ends, changed_at=MOMENT)
    return evolve(whole, **changes)


class CalendarExporterContract:
    """What every calendar exporter promises. Subclass it and override `exporter`."""

    @pytest.fixture
    def exporter(self) -> ExporterOffer:
        """Give the offer."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `exporter`")

    def test_the_same_calendar_gives_the_same_bytes(self, exporter: ExporterOffer) -> None:
        """No clock, no randomness: a feed that has not changed is not sent again."""
        shown = calendar(entry(1), entry(2))
        assert exporter.export(shown) == exporter.export(shown)

    def test_it_has_a_media_type(self, exporter: ExporterOffer) -> None:
        """Of the form `type/subtype`, with parameters or without."""
        assert exporter.media_type.partition(";")[0].count("/") == 1

    def test_an_empty_calendar_is_a_calendar(self, exporter: ExporterOffer) -> None:
        """A consultant without appointments subscribes too."""
        assert isinstance(exporter.export(calendar()), bytes)

    def test_every_entry_is_there(self, exporter: ExporterOffer) -> None:
        """Each by its uid, once or more often."""
        bytes_ = exporter.export(calendar(*(entry(number) for number in range(1, 10))))
        assert [number for number in range(1, 10) if f"{number}@example".encode() not in bytes_] == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"title": "Other"},
            {"location": "Elsewhere"},
            {"description": "More"},
            {"cancelled": True},
            {"tentative": True},
            {"ends": dt.datetime(2026, 12, 1, 11, tzinfo=BRUSSELS)},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_what_changes_shows(self, exporter: ExporterOffer, changes: Mapping[str, Any]) -> None:
        """An entry that is changed gives other bytes, a cancelled one too."""
        assert exporter.export(calendar(entry(**changes))) != exporter.export(calendar(entry()))

    def test_any_text_goes_through(self, exporter: ExporterOffer) -> None:
        """Separators, quotes, line breaks, backslashes, emoji and a long line break nothing."""
        for text in ('a,b;c:"d"', "one\ntwo\r\nthree", "\\n \\, \\\\", "😀" * 60, "=1+1", "x" * 500):
            assert exporter.export(calendar(entry(title=text, description=text, location=text), entry(2)))

    def test_an_all_day_entry_goes_through(self, exporter: ExporterOffer) -> None:
        """From midnight to midnight."""
        midnight = dt.datetime(2026, 12, 1, tzinfo=BRUSSELS)
        assert exporter.export(calendar(entry(starts=midnight, ends=midnight + dt.timedelta(days=1), all_day=True)))
