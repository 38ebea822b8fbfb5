"""A small folder of a partner, whole and correct, of which a test spoils one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import digicase
from digicase.app import Digicase

TODAY = dt.date(2026, 11, 24)
FILES = {
    "packages.csv": """\
label,device,model,serial,acquired_on,dongle,sim_iccid,sim_msisdn,accessories,remarks
DP-001,laptop,Lenovo ThinkPad L15,7LMF00MB,2024-03-28,,,,hoes,ok
DP-002,laptop,Dell Latitude 3520,HDUX5WCD,2021-07-29,DG-TD6RN6HW,8932016685966088847,+32465185196,lader;muis,ok
""",
    "staff.csv": """\
ref,role,email,language,trained
C-01,consultant,c01@jobteam.example.org,en,yes
K-01,coach,k01@jobteam.example.org,nl,no
""",
    "jobseekers.csv": """\
ref,consultant,language,guidance_from,guidance_until,own_devices,home_internet,goals,prefers_touch,language_support,confidence,contact_by
J-0001,C-01,fr,2026-07-14,2028-01-05,computer,none,course;vacancies,yes,yes,2,email
J-0002,C-01,en,2025-06-22,,smartphone;smartphone,fixed,egov,yes,no,3,
""",
    "assessments.csv": """\
jobseeker,assessed_on,item,answer,source
J-0001,2026-07-14,F1,3,self
J-0001,2026-07-14,F2,,coach
J-0002,2025-06-22,F1,0,test
""",
}
Spoil = Callable[..., Path]


@pytest.fixture
def gent() -> Iterator[Digicase]:
    with digicase.open("memory://", today=lambda: TODAY) as app:
        yield app


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoil:
    """Write the folder with some text of one file replaced, everywhere it stands; without arguments, as it is."""

    def write(file: str = "packages.csv", old: str = "", new: str = "") -> Path:
        for name, text in FILES.items():
            assert name != file or old in text
            changed = text.replace(old, new) if name == file and old else text
            (tmp_path / name).write_text(changed, encoding="utf-8", newline="")
        return tmp_path

    return write
