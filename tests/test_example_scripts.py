"""The example hosts without a web: a night of cron, and a house with client files of its own."""

from __future__ import annotations

import datetime as dt
import email
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from email.message import Message
from pathlib import Path
from sqlite3 import connect
from zoneinfo import ZoneInfo

import pytest

import digicase
from tests.served import HOSTS, rows

pytestmark = pytest.mark.slow

Run = subprocess.CompletedProcess[str]
TODAY = dt.datetime.now(tz=ZoneInfo("Europe/Brussels")).date()
CLOSED_ON = TODAY - dt.timedelta(days=800)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "jobcentre.db"


def run(script: str, database: Path, *arguments: str) -> Run:
    """Run a script as a process of its own, in the folder of the database."""
    command = [sys.executable, str(HOSTS / script), f"sqlite:///{database}", *arguments]
    return subprocess.run(command, cwd=database.parent, capture_output=True, text=True, check=False)


def open_on(database: Path, day: dt.date) -> digicase.Digicase:
    keep = digicase.RetentionPolicy((digicase.RetentionRule(keep="1 year"),))
    url = f"sqlite:///{database}"
    return digicase.open(url, create=True, today=lambda: day, retention=keep, block=["holidays"])


def ask(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def tell(database: Path, *statements: str) -> None:
    with closing(connect(database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def mails(folder: Path) -> list[Message]:
    return [email.message_from_bytes(path.read_bytes()) for path in sorted((folder / "new").iterdir())]


@pytest.fixture
def evening(database: Path) -> Path:
    """A job centre before its first night: J-0001 is to be destroyed, a call to J-0002 is overdue, C-04 has a desk."""
    with open_on(database, CLOSED_ON) as gent:
        gent.cases.open("J-0001", consultant="C-04", guidance_from=CLOSED_ON)
        gent.cases.close("J-0001", outcome="found_work")
    with open_on(database, TODAY) as gent:
        for reference, role in (("CO-1", "coordinator"), ("A-1", "auditor")):
            gent.staff.register(reference, role=role)
        gent.acting_as("A-1").privacy.approve(gent.acting_as("CO-1").privacy.list_due())
    with open_on(database, TODAY - dt.timedelta(days=20)) as gent:
        gent.cases.open("J-0002", consultant="C-04", guidance_from=TODAY)
        gent.tasks.set("J-0002", "ask for the certificate", due_on=TODAY - dt.timedelta(days=1), owner="C-04")
    tell(
        database,
        "CREATE TABLE client (reference TEXT PRIMARY KEY, name TEXT NOT NULL)",
        "CREATE TABLE desk (owner TEXT PRIMARY KEY, room TEXT NOT NULL)",
        "CREATE TABLE reminder (id INTEGER PRIMARY KEY, room TEXT NOT NULL, text TEXT NOT NULL)",
        "INSERT INTO client VALUES ('J-0001', 'An De Smet'), ('J-0002', 'Bo Peeters')",
        "INSERT INTO desk VALUES ('C-04', 'room 2')",
    )
    return database


def nightly(database: Path) -> Run:
    return run("nightly.py", database, f"maildir:{database.parent / 'outbox'}")


def test_a_night_destroys_on_both_sides_and_lays_reminders_on_desks(evening: Path) -> None:
    done = nightly(evening)
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(evening, "SELECT reference FROM client") == ask(evening, "SELECT reference FROM digicase_case")
    assert ask(evening, "SELECT reference FROM client") == [("J-0002",)]
    text = f"ask for the certificate (since {TODAY - dt.timedelta(days=1)})"
    assert ask(evening, "SELECT room, text FROM reminder") == [("room 2", text)]


def test_a_night_that_fails_at_the_desks_has_destroyed_nothing_on_either_side(evening: Path) -> None:
    tell(evening, "DELETE FROM desk")
    before = rows(evening, "client", "digicase_case", "digicase_journal_entry", "reminder")
    failed = nightly(evening)
    assert (failed.returncode, failed.stderr) == (1, "C-04 has tasks and no desk: add one. Nothing was changed.\n")
    assert rows(evening, *before) == before


def test_a_second_night_changes_nothing(evening: Path) -> None:
    nightly(evening)
    before = rows(evening, "client", "digicase_case", "digicase_journal_entry", "reminder")
    assert nightly(evening).returncode == 0
    assert rows(evening, *before) == before


def test_a_night_sends_what_is_due(evening: Path) -> None:
    with digicase.open(f"sqlite:///{evening}", block=["holidays"]) as gent:
        book(gent, "J-0002")
        gent.contacts.put("J-0002", email="bo@example.org")
        gent.contacts.put("C-04", email="c04@example.org")
    assert nightly(evening).stdout == "2 sent, 0 postponed, 0 given up, 0 expired\n"
    assert {mail["To"] for mail in mails(evening.parent / "outbox")} == {"bo@example.org", "c04@example.org"}


def book(gent: digicase.Digicase, reference: str) -> None:
    """Book an appointment a week ahead."""
    day = TODAY + dt.timedelta(days=7)
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
    made = gent.zitdagen.plan(
        "Jobteam",
        location="Jobteam",
        weekdays=[weekday],
        first=day,
        last=day,
        coach="K-01",
        starts=dt.time(9),
        ends=dt.time(12),
    )
    gent.appointments.book(reference, made.zitdagen[0], at=dt.time(9))


@pytest.fixture
def house(database: Path) -> Callable[..., Run]:
    """A house with a leader, an adviser and a package; call it with a command."""
    with open_on(database, TODAY) as gent:
        for label in ("DP-001", "DP-002"):
            gent.packages.register(label, device="laptop", model="L15", acquired_on=TODAY)

    def command(*arguments: str) -> Run:
        return run("own_files.py", database, *arguments)

    command("employ", "lea", "leader", "lea@example.org")
    command("employ", "piet", "adviser", "piet@example.org")
    command("take-in", "lea", "An De Smet", "an@example.org", "DP-001")
    return command


NUMBER = f"{TODAY.year}/00001"
BOTH = "SELECT number, dossier.adviser, consultant FROM dossier JOIN digicase_case ON number = reference"


def test_a_dossier_and_its_case_have_the_number_that_the_house_gave(house: Callable[..., Run], database: Path) -> None:
    assert ask(database, BOTH) == [(NUMBER, "lea", "lea")]


def test_a_package_that_is_out_leaves_no_dossier_behind(house: Callable[..., Run], database: Path) -> None:
    refused = house("take-in", "piet", "Bo", "bo@example.org", "DP-001")
    assert (refused.returncode, "already_on_loan" in refused.stderr) == (1, True)
    assert rows(database, "dossier", "digicase_case") == {"dossier": 1, "digicase_case": 1}


def test_who_is_no_employee_gets_no_dossier_and_the_case_stays_where_it_was(
    house: Callable[..., Run], database: Path
) -> None:
    assert "stranger is no employee of ours" in house("give", "lea", NUMBER, "stranger").stderr
    assert ask(database, BOTH) == [(NUMBER, "lea", "lea")]


def test_the_houses_own_rules_say_whose_dossiers_an_adviser_gives_away(
    house: Callable[..., Run], database: Path
) -> None:
    assert "piet may not call cases.change" in house("give", "piet", NUMBER, "piet").stderr
    assert house("give", "lea", NUMBER, "piet").returncode == 0
    assert ask(database, BOTH) == [(NUMBER, "piet", "piet")]


def test_mail_goes_to_the_addresses_in_the_dossiers_and_none_is_kept_by_us(
    house: Callable[..., Run], database: Path
) -> None:
    with digicase.open(f"sqlite:///{database}", block=["holidays"]) as gent:
        book(gent, NUMBER)
    assert house("deliver").stdout == "2 sent, 0 postponed, 0 given up, 0 expired\n"
    sent = {mail["To"]: mail.get_payload(decode=True) for mail in mails(database.parent / "outbox")}
    assert set(sent) == {"an@example.org", "lea@example.org"}
    assert b"An De Smet" in bytes(sent["an@example.org"])
    assert rows(database, "digicase_contact") == {"digicase_contact": 0}
