"""The main job, end to end on the programme's own size, and again."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
import recurring_ical_events

import digicase

ROOT = Path(__file__).parent.parent


def run(output: Path, data: str) -> str:
    command = [sys.executable, "examples/ghent_year.py", "--output", str(output), "--data", f"examples/data/{data}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module", params=["ghent", "ghent-excel"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Run the example twice; return its folder and what it printed."""
    output = tmp_path_factory.mktemp("year")
    return output, run(output, request.param), run(output, request.param)


def test_everything_is_imported(year: tuple[Path, str, str]) -> None:
    assert "assessments.csv    3240 rows: 3240 new, 0 unchanged, 0 with problems" in year[1]
    assert "jobseekers.csv      180 rows: 180 new, 0 unchanged, 0 with problems" in year[1]


@pytest.mark.parametrize("year", ["ghent"], indirect=True)
def test_the_readme_shows_what_it_prints(year: tuple[Path, str, str]) -> None:
    shown = next(
        block for block in (ROOT / "README.md").read_text("utf-8").split("```text\n") if "packages.csv" in block
    )
    assert shown.partition("```")[0] in year[1]


def test_a_second_run_changes_nothing_and_says_so(year: tuple[Path, str, str]) -> None:
    assert "Nothing changed: everything was there already." in year[2]
    assert "Calendars  0 written anew" in year[2]


def test_no_slot_has_more_appointments_than_places(year: tuple[Path, str, str]) -> None:
    with digicase.open(f"sqlite:///{year[0] / 'gent.db'}") as gent:
        booked = gent.find(digicase.AppointmentQuery())
        assert len(booked) == len({(a.zitdag, a.at) for a in booked}) > 200


def test_no_zitdag_falls_on_a_holiday(year: tuple[Path, str, str]) -> None:
    with digicase.open(f"sqlite:///{year[0] / 'gent.db'}") as gent:
        days = {zitdag.on for zitdag in gent.find(digicase.ZitdagQuery())}
        closed = {day for offer in gent.house.plugins.closing_days.all() for day in offer.closed(min(days), max(days))}
    assert not days & closed


def test_every_calendar_agrees_with_the_records_in_an_independent_reader(year: tuple[Path, str, str]) -> None:
    with digicase.open(f"sqlite:///{year[0] / 'gent.db'}") as gent:
        booked = gent.find(digicase.AppointmentQuery(coach="K-01"))
        zone = gent.house.zone
    feed = icalendar.Calendar.from_ical((year[0] / "calendars" / "coach-K-01.ics").read_bytes())
    read = recurring_ical_events.of(feed).between((2026, 12, 1), (2027, 7, 1))
    starts = sorted(event.start.astimezone(zone).replace(tzinfo=None) for event in read if event["TRANSP"] == "OPAQUE")
    assert starts == sorted(dt.datetime.combine(a.on, a.at) for a in booked)


def test_plans_change_and_nobody_is_dropped(year: tuple[Path, str, str]) -> None:
    assert "Changed    1 moved, 1 cancelled, 6 closed" in year[1]
    with digicase.open(f"sqlite:///{year[0] / 'gent.db'}") as gent:
        cancelled = gent.find(digicase.ZitdagQuery(state=digicase.ZitdagState.CANCELLED))
        assert {z.why for z in cancelled} == {"strike", "works in the building"}
        assert len(cancelled) == 7
        assert not gent.appointments.unsettled()


def test_mail_is_delivered_to_the_maildir(year: tuple[Path, str, str]) -> None:
    assert len(list((year[0] / "mail" / "new").iterdir())) > 300


def test_at_mid_term_the_exchange_is_told_and_progress_is_drawn(year: tuple[Path, str, str]) -> None:
    assert "Mid-term   216 reports: 192 came, 24 did not" in year[1]
    pages = sorted((year[0] / "progress").glob("*.html"))
    assert len(pages) == 10
    page = pages[0].read_text("utf-8")
    picture = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    assert len(picture.findall("text")) == 6
    assert page.count('<th scope="row">') == 6
    assert "<script" not in page


def test_all_is_well_in_the_store_when_the_year_is_told(year: tuple[Path, str, str]) -> None:
    with digicase.open(f"sqlite:///{year[0] / 'gent.db'}") as gent:
        assert gent.check().ok
