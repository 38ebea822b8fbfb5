"""What importing digicase brings, and what it leaves for later."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import digicase

HEAVY = ("sqlalchemy", "icalendar", "cattrs", "pytest", "hypothesis", "dateutil", "email", "mailbox")


def loaded_after(code: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return {name.partition(".")[0] for name in names}


def test_importing_digicase_loads_nothing_heavy() -> None:
    assert loaded_after("import digicase") & set(HEAVY) == set()


def test_a_store_in_memory_needs_neither_a_database_nor_a_calendar() -> None:
    used = loaded_after("import digicase\ndigicase.open('memory://', block=['holidays']).close()")
    assert used & {"sqlalchemy", "icalendar", "pytest", "hypothesis", "mailbox"} == set()


def test_a_store_with_our_plugins_loads_nothing_that_makes_papers_or_sends() -> None:
    used = loaded_after("import digicase\ndigicase.open('memory://').close()")
    assert used & {"fpdf", "fontTools", "apprise", "smtplib", "httpx", "redis", "django"} == set()


def test_every_public_name_is_there_and_has_one_home() -> None:
    everything: dict[str, object] = {}
    exec("from digicase import *", everything)
    assert everything.keys() - {"__builtins__"} == digicase.HOME_OF.keys() <= {*dir(digicase)}
    assert len(digicase.HOME_OF) == sum(map(len, digicase.HOMES.values()))


def test_what_type_checkers_see_is_what_there_is() -> None:
    tree = ast.parse(Path(digicase.__file__).read_text("utf-8"))
    seen = {
        (node.module.removeprefix("digicase."), alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("digicase.")
        for alias in node.names
    }
    assert seen == {(home, name) for home, names in digicase.HOMES.items() for name in names}


def test_a_name_that_is_not_there_is_an_ordinary_error() -> None:
    assert not hasattr(digicase, "lend_me_a_laptop")


@pytest.mark.parametrize("missing", ["hypothesis", "pytest"])
def test_the_contracts_say_which_extra_they_need(missing: str) -> None:
    told = failing(f"import sys; sys.modules[{missing!r}] = None; import digicase.testing")
    assert "Run: pip install 'digicase[testing]'" in told


def test_events_that_recur_say_which_extra_they_need() -> None:
    lines = (
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTART:20261201T080000Z",
        "RRULE:FREQ=DAILY",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    told = failing(
        "import datetime as dt, sys; sys.modules['recurring_ical_events'] = None; import digicase\n"
        f"data, day = '\\r\\n'.join({lines}).encode(), dt.date(2026, 12, 1)\n"
        "digicase.read_busy(data, since=day, until=day, zone='Europe/Brussels')"
    )
    assert "pip install 'digicase[busy]'" in told


def failing(code: str) -> str:
    """Run code that is to fail, and return the last line of what it said."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]
