"""The command line: each command does what it says, tells a script by its exit code, and shows no traceback."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import NoticeQuery, NoticeState, StorageError
from digicase.commands import main, parser
from digicase.errors import CAUSE

COMMANDS = (
    "demo",
    "plugins",
    "migrate",
    "check",
    "copy",
    "report",
    "import",
    "export",
    "deliver",
    "dead",
    "wording",
    "serve",
)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store with a package on loan."""
    url = f"sqlite:///{tmp_path / 'gent.db'}"
    with digicase.open(url, block=["holidays"]) as gent:
        today = gent.house.today()
        case = gent.cases.open("J-0001", consultant="C-04", guidance_from=today)
        gent.contacts.put("J-0001", email="j1@example.org")
        gent.packages.register("DP-001", device="laptop", model="L15", acquired_on=TODAY)
        gent.loans.lend("DP-001", to=case, on=today)
    return url


@pytest.fixture
def told(tmp_path: Path) -> str:
    """A store with two notices that are due, one of which nobody is known to get."""
    url = f"sqlite:///{tmp_path / 'told.db'}"
    with digicase.open(url, block=["holidays"]) as gent:
        day = gent.house.today() + dt.timedelta(days=10)
        series = new_series(gent, weekdays=["MO", "TU", "WE", "TH", "FR", "SA", "SU"], first=day, last=day)
        new_case(gent, "J-0001", guidance_from=gent.house.today())
        gent.contacts.put("J-0001", name="Zoë", email="j1@example.org")
        gent.appointments.book("J-0001", series.zitdagen[0], at=dt.time(9))
    return url


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([command, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"  digicase {command}" in out


def test_the_demo_is_sound_and_is_not_made_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "demo.db"
    assert main(["demo", str(file)]) == 0
    assert main(["check", f"sqlite:///{file}"]) == 0
    assert main(["demo", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_report_counts_what_there_is(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", store, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["packages"], report["cases_open"], report["loans_open"]) == ({"on_loan": 1}, 1, 1)
    assert main(["report", store]) == 0
    assert "1 on loan" in capsys.readouterr().out


def test_files_go_out_and_come_in_again(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", store, str(tmp_path / "out"), "--format", "json"]) == 0
    assert main(["import", store, str(tmp_path / "out" / "loans.json"), "--json"]) == 0
    out = capsys.readouterr().out
    assert "loans.json" in out
    assert main(["import", store, str(tmp_path / "nowhere")]) == 2
    (tmp_path / "packages.csv").write_text("label\nDP-9\n")
    assert main(["import", store, str(tmp_path / "packages.csv"), "--dry-run"]) in (1, 2)


def test_a_calendar_goes_into_a_file(store: str, tmp_path: Path) -> None:
    assert main(["export", store, str(tmp_path / "c.ics"), "--calendar", "consultant:C-04"]) == 0
    assert (tmp_path / "c.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert main(["export", store, str(tmp_path / "c.csv"), "--calendar", "offer", "--format", "csv"]) == 0
    assert main(["export", store, str(tmp_path / "c.x"), "--calendar", "offer", "--format", "x"]) == 2


def test_what_is_due_is_sent_and_what_is_given_up_ends_with_1(
    told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox = f"maildir:{tmp_path / 'outbox'}?sender=z@gent.example"
    assert main(["deliver", told, "--channel", outbox, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"sent": 1, "postponed": 0, "dead": 1, "expired": 0}
    assert main(["deliver", told, "--channel", outbox]) == 0
    assert main(["dead", told]) == 1
    assert "to C-04: nobody is known by this reference" in capsys.readouterr().out
    with digicase.open(told, block=["holidays"]) as gent:
        gent.contacts.put("C-04", email="c4@example.org")
    assert main(["dead", told, "--requeue"]) == 0
    assert main(["dead", told]) == 0
    assert main(["deliver", told, "--channel", outbox]) == 0
    with digicase.open(told, block=["holidays"]) as gent:
        assert gent.count(NoticeQuery(state=NoticeState.SENT)) == 2
        assert gent.check().ok


def test_who_can_reach_nobody_gives_no_notice_up(told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with digicase.open(told, block=["holidays"]) as gent:
        gent.run(lambda unit: unit.session.remove(*unit.session.find(digicase.ContactQuery())))
    assert main(["deliver", told, "--channel", "log"]) == 2
    assert "directory: is missing, and the store holds no contacts" in capsys.readouterr().err
    assert main(["check", told]) == 1
    assert "Nobody can be reached: the store holds no contacts" in capsys.readouterr().out
    with digicase.open(told, block=["holidays"]) as gent:
        assert gent.count(NoticeQuery(state=NoticeState.DEAD)) == 0


def test_what_was_given_up_or_put_off_is_told_by_check(
    told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", told]) == 0
    blocked = tmp_path / "outbox"
    blocked.write_text("a file where a folder should be")
    assert main(["deliver", told, "--channel", f"maildir:{tmp_path / 'mail'}?sender=z@gent.example"]) == 1
    capsys.readouterr()
    assert main(["check", told, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["findings"] == []
    assert found["attention"] == [
        "1 notice is given up: nobody is known by this reference. "
        "Mend it, then have them sent after all: digicase dead --requeue"
    ]


def test_notices_that_nobody_delivers_are_told_by_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url, begun = f"sqlite:///{tmp_path / 'late.db'}", dt.date(2026, 11, 24)
    with digicase.open(url, block=["holidays"], today=lambda: begun) as gent:
        gent.contacts.put("J-0001", email="j1@example.org")
        new_case(gent, "J-0001")
        gent.appointments.book("J-0001", new_series(gent).zitdagen[0], at=dt.time(9))
        assert gent.check().attention == ()
    with digicase.open(url, block=["holidays"], today=lambda: begun + dt.timedelta(days=2)) as later:
        assert later.check().attention == ("2 notices have been due for over a day: does deliver run?",)


def test_a_channel_that_cannot_be_opened_is_told_by_check(told: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Path(told.removeprefix("sqlite:///")).parent / "gent.toml"
    settings.write_text(f'storage = "{told}"\nchannel = "maildir:"\n', "utf-8")
    assert main(["check", str(settings)]) == 1
    assert "The channel cannot be opened: " in capsys.readouterr().out


@pytest.mark.parametrize(("how", "ends"), [("--check", 2), ("--sql", 0)])
def test_asking_what_is_to_be_migrated_makes_no_file(
    how: str, ends: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate", f"sqlite:///{tmp_path / 'typo.db'}", how]) == ends
    assert list(tmp_path.iterdir()) == []
    assert ("CREATE TABLE digicase_case" in capsys.readouterr().out) is (how == "--sql")


def test_a_mistake_in_the_settings_is_told_with_their_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gent.toml"
    path.write_text('storage = "memory://"\nzone = "Ghent"\ncolour = "red"\n', "utf-8")
    assert main(["check", str(path)]) == 2
    where, *problems = capsys.readouterr().err.splitlines()
    assert where == f"{path}:"
    assert [problem.partition(":")[0] for problem in problems] == ["colour", "zone"]


def test_what_only_the_driver_knows_is_shown_when_asked(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageError("sqlite:///gent.db", "the database reported OddError", CAUSE) from KeyError("odd")

    monkeypatch.setattr(digicase.Digicase, "check", fail)
    assert main(["check", store]) == 2
    told = "sqlite:///gent.db: the database reported OddError. See the cause of this error"
    assert capsys.readouterr().err == f"{told} (digicase --traceback shows it)\n"
    assert main(["--traceback", "check", store]) == 2
    assert "KeyError: 'odd'" in capsys.readouterr().err


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"digicase {importlib.metadata.version('digicase')}\n"


def test_delivery_goes_on_until_it_is_told_to_end(told: str, tmp_path: Path) -> None:
    outbox = f"maildir:{tmp_path / 'outbox'}?sender=z@gent.example"
    command = [sys.executable, "-m", "digicase", "deliver", told, "--channel", outbox, "--every", "0.05"]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    with digicase.open(told, block=["holidays"]) as gent:
        for _ in range(600):
            done = gent.count(NoticeQuery(), by="state")
            if (done.get(NoticeState.SENT), done.get(NoticeState.DEAD)) == (1, 1):
                break
            time.sleep(0.05)
    worker.send_signal(signal.SIGTERM)
    out, err = worker.communicate(timeout=30)
    assert (worker.returncode, err) == (1, "")  # one was given up
    assert out == "1 sent, 0 postponed, 1 given up, 0 expired\n"


def test_delivery_outlives_a_store_that_is_away_for_a_while(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def deliver(gent: digicase.Digicase, **_: object) -> digicase.DeliveryReport:
        tries.append(1)
        if len(tries) == 1:
            raise digicase.ConnectionLost("postgresql://gent")
        signal.raise_signal(signal.SIGTERM)
        return digicase.DeliveryReport()

    monkeypatch.setattr(digicase.Digicase, "deliver", deliver)
    monkeypatch.setattr("digicase.commands.notices._check_somebody_is_known", lambda gent: None)
    assert main(["deliver", store, "--every", "0.01"]) == 0
    assert "the connection was lost before anything was stored" in (told := capsys.readouterr().err)
    assert told.endswith("Trying again in 0.01 seconds.\n")


def test_the_wording_is_shown_in_any_language(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", store, "--kind", "appointment_soon", "--language", "fr"]) == 0
    assert "mardi 1er décembre 2026" in capsys.readouterr().out
    assert main(["wording", store]) == 0


def test_plugins_are_listed_for_scripts_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "--json"]) == 0
    assert {"digicase", "smtp"} <= {plugin["name"] for plugin in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "gent.db"],
        ["report", "sqlite:////nowhere/gent.db"],
        ["deliver", "nothing.toml"],
        ["migrate", "mongodb://host"],
        ["copy", "sqlite:////nowhere/a.db", "memory://"],
        ["serve", "STORE", "--subscribe", "moon:C-04"],
        ["serve", "STORE", "--port", "99999"],
        ["deliver", "STORE", "--limit", "-1"],
        ["deliver", "STORE", "--channel", "pigeon:x"],
        ["export", "STORE", "/nowhere/at/all.ics", "--calendar", "offer"],
    ],
    ids=" ".join,
)
def test_a_mistake_is_told_in_one_message_without_a_traceback(
    arguments: list[str], store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([store if each == "STORE" else each for each in arguments]) == 2
    err = capsys.readouterr().err
    assert err.strip()
    assert "Traceback" not in err


def test_a_reader_that_has_seen_enough_is_no_error(store: str) -> None:
    script = f'"{sys.executable}" -m digicase wording "{store}" | head -n 1; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", env=dict(os.environ))
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_the_command_is_installed_by_its_name(store: str) -> None:
    program = Path(sys.executable).with_name("digicase")
    done = subprocess.run([program, "check", store], capture_output=True, encoding="utf-8")
    assert (done.returncode, "nothing wrong" in done.stdout) == (0, True)
