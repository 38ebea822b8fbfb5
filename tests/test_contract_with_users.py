"""The names and results that are promised to users."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import digicase


@pytest.mark.parametrize("scheme", ["memory", "sqlite"])
def test_the_day_of_a_coordinator_works_as_promised(scheme: str, tmp_path: Path) -> None:
    url = "memory://" if scheme == "memory" else f"sqlite:///{tmp_path / 'gent.db'}"
    gent = digicase.open(url, today=lambda: dt.date(2026, 8, 31))
    with gent.begin() as work:
        package = work.packages.register(
            "DP-001",
            device="laptop",
            model="Lenovo ThinkPad L15",
            serial="7LMF00MB",
            acquired_on=dt.date(2024, 3, 28),
            dongle="DG-X1",
            sim_iccid="8932016685966088847",
            sim_msisdn="+32465185196",
            accessories=["lader", "muis"],
        )
        case = work.cases.open(
            "J-0001",
            consultant="C-04",
            language="fr",
            guidance_from=dt.date(2026, 7, 14),
            guidance_until=dt.date(2028, 1, 5),
            goals=["cv_letter", "vacancies"],
            own_devices=["smartphone"],
            home_internet="none",
            prefers_touch=False,
            language_support=True,
            confidence=2,
        )
        answers = {"F1": 3, "F2": 2, "F3": None, "J1": 1}
        work.assessments.record(case, answers, on=dt.date(2026, 7, 14), source="consultant")
        advice = work.assessments.advise(case)
        loan = work.loans.lend(package, to=case, on=dt.date(2026, 8, 31))
        assert loan.due_on == dt.date(2027, 2, 28)
        loan = work.loans.extend(loan, reason="job trial")
        series = work.zitdagen.plan(
            "Zitdag Jobteam",
            location="Jobteam",
            weekdays=["TU", "TH"],
            first=dt.date(2026, 12, 1),
            last=dt.date(2027, 6, 30),
            starts=dt.time(9),
            ends=dt.time(12),
            slot_minutes=30,
            places=1,
            coach="K-01",
        )
        zitdag = series.zitdagen[0]
        work.appointments.book(case, zitdag, at=dt.time(9, 30), accompanied_by="C-04", about=["cv_letter"])

    ics = gent.calendars.export("consultant", "C-04")
    report = gent.deliver()
    gent.close()

    assert (advice.status, advice.device, advice.sessions) == ("insufficient_data", None, None)
    assert (advice.dongle, advice.goal_gaps, len(advice.reasons)) == (None, ("J1",), 1)
    assert loan.due_on == dt.date(2027, 8, 28)
    assert b"DTSTART;TZID=Europe/Brussels:20261201T093000" in ics
    assert report.sent == 0
    assert report.dead == 4, "nobody is known by these references: there is no directory and no contact"
