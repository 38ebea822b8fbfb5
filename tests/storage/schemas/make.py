"""Write down a small database as the present schema keeps it; run as: python -m tests.storage.schemas.make

A database of every revision that was ever released stays here for good, and is upgraded in the tests.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from tests.house import new_series

import digicase
from digicase.storage.sql.tables import REVISION

SHAPE: dict[str, Any] = {
    "model": "ThinkPad L15",
    "serial": "7LMF00MB",
    "acquired_on": dt.date(2024, 3, 28),
    "dongle": "DG-X1",
    "accessories": ["lader"],
}


def work_a_little(gent: digicase.Digicase) -> None:
    """Do something of everything."""
    gent.staff.register("C-04", role="consultant", language="fr")
    gent.contacts.put("J-0001", email="someone@example.org")
    gent.packages.register("DP-001", device="laptop", **SHAPE)
    gent.cases.open("J-0001", consultant="C-04", guidance_from=dt.date(2026, 7, 14), goals=["cv_letter"])
    gent.cases.open("J-0002", consultant="C-04", guidance_from=dt.date(2026, 7, 14))
    gent.assessments.record("J-0001", {"F1": 3, "F2": 2, "F3": None}, on=dt.date(2026, 7, 14), source="consultant")
    loan = gent.loans.lend("DP-001", to="J-0001", on=dt.date(2026, 8, 31))
    gent.loans.extend(loan, reason="job trial")
    gent.waiting.join("J-0002", device="tablet", dongle=False)
    series = new_series(gent)
    gent.appointments.book("J-0001", series.zitdagen[0], at=dt.time(9), accompanied_by="C-04")
    gent.templates.define("laptop with dongle", device="laptop", dongle=True, accessories=["lader"])
    gent.plans.draw_up("J-0001", device="laptop", dongle=False, sessions=2, reason="asked for")
    note = gent.feedback.write("J-0001", "call her first")
    gent.feedback.edit(note, "call her in the evening")
    gent.tasks.set("J-0001", "call", due_on=dt.date(2026, 12, 8), owner="C-04")
    gent.outreach.record("session", audience="consultants", topic="why digital", number=12)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        with digicase.open(f"sqlite:///{folder}/x.db", today=lambda: dt.date(2026, 11, 24)) as gent:
            work_a_little(gent)
        connection = sqlite3.connect(f"{folder}/x.db")
        Path(__file__).with_name(f"{REVISION}.sql").write_text("\n".join(connection.iterdump()) + "\n")
        connection.close()
