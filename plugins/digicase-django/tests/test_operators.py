"""What an operator is told: which of Django's databases it is about, what is wrong, and what to run."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

import digicase
from digicase import CaseQuery, DigicaseError, StorageError

TODAY = dt.date(2026, 11, 24)
HOST = Path(__file__).parents[3] / "examples" / "hosts" / "django_host"


@pytest.fixture
def gent(using: str) -> Iterator[digicase.Digicase]:
    """A house that looked at its schema already."""
    with digicase.open(f"django://{using}", today=lambda: TODAY, block=["holidays"]) as gent:
        assert gent.count(CaseQuery()) == 0
        yield gent


def open_case(gent: digicase.Digicase) -> None:
    gent.cases.open("J-1", consultant="C-1", guidance_from=TODAY)


def told_by_the_command(using: str) -> str:
    with (
        patch("django.conf.settings.DIGICASE", {"using": using}, create=True),
        pytest.raises(CommandError) as told,
    ):
        call_command("digicase_deliver")
    return str(told.value)


@pytest.mark.usefixtures("no_app_yet")
def test_an_older_schema_is_told_with_djangos_remedy(empty: str) -> None:
    call_command("migrate", "digicase_django", "0003", database=empty, verbosity=0)
    reason = "its schema is revision 0003; this digicase knows 0005"
    remedy = f"Make a backup, then run: python manage.py migrate --database={empty}"
    assert told_by_the_command(empty) == f"django://{empty}: {reason}. {remedy}"


@pytest.mark.usefixtures("no_app_yet")
def test_tables_that_are_not_there_are_told_with_djangos_remedy(empty: str) -> None:
    remedy = f"Run: python manage.py migrate --database={empty}"
    assert told_by_the_command(empty) == f"django://{empty}: digicase's tables are not there. {remedy}"


def test_the_default_database_needs_no_name_in_the_remedy(tmp_path: Path) -> None:
    environment = {**os.environ, "SECRET_KEY": "of the tests", "DATABASE": str(tmp_path / "empty.db")}
    run = [sys.executable, "manage.py", "digicase_deliver"]
    ran = subprocess.run(run, cwd=HOST, env=environment, capture_output=True, text=True, check=False)
    told = "CommandError: django://default: digicase's tables are not there. Run: python manage.py migrate\n"
    assert (ran.returncode, ran.stderr) == (1, told)


def test_a_newer_schema_is_told_with_what_to_upgrade(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("UPDATE digicase_alembic_version SET version_num = '9999'")
    with digicase.open(f"django://{using}") as gent, pytest.raises(StorageError, match=r"revision 9999.*Upgrade"):
        gent.count(CaseQuery())


def test_a_verb_in_the_hosts_transaction_looks_at_the_schema_too(empty: str) -> None:
    with digicase.open(f"django://{empty}") as gent, transaction.atomic(using=empty):
        with pytest.raises(StorageError, match="tables are not there"):
            gent.on(empty).cases.open("J-1", consultant="C-1", guidance_from=TODAY)
        transaction.set_rollback(False, using=empty)
        with connections[empty].cursor() as cursor:  # which fails where PostgreSQL's transaction was spoilt
            cursor.execute("SELECT 1")


@pytest.mark.usefixtures("no_app_yet")
def test_a_server_that_is_down_is_told_in_the_drivers_words(server_at: Callable[..., str]) -> None:
    using = server_at(HOST="127.0.0.1", PORT="1")
    told = told_by_the_command(using)
    assert told.startswith(f"django://{using}: the database cannot be reached (connection ")
    assert "Connection refused" in told
    assert told.endswith(f'Mend settings.DATABASES["{using}"], or start its server')
    assert "\n" not in told


def test_what_the_driver_says_shows_no_password(server_at: Callable[..., str]) -> None:
    with (
        digicase.open(f"django://{server_at(HOST='/nowhere/s3cret', PASSWORD='s3cret')}") as gent,
        pytest.raises(StorageError) as told,
    ):
        gent.count(CaseQuery())
    assert "/nowhere/***" in str(told.value)
    assert "s3cret" not in str(told.value)


def test_an_error_in_the_midst_names_djangos_place(gent: digicase.Digicase, using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("DROP TABLE digicase_case")
    with pytest.raises(StorageError) as told:
        gent.count(CaseQuery())
    assert told.value.where == f"django://{using}"


def test_a_host_that_switched_autocommit_off_is_refused_with_the_remedy(gent: digicase.Digicase, using: str) -> None:
    transaction.set_autocommit(False, using=using)
    with pytest.raises(StorageError, match=f'Use `with transaction.atomic\\(using="{using}"\\):`'):
        open_case(gent)
    transaction.rollback(using=using)
    transaction.set_autocommit(True, using=using)
    assert gent.count(CaseQuery()) == 0


def test_inside_atomic_autocommit_may_be_off(gent: digicase.Digicase, using: str) -> None:
    transaction.set_autocommit(False, using=using)
    with transaction.atomic(using=using):
        open_case(gent)
    transaction.commit(using=using)
    transaction.set_autocommit(True, using=using)
    assert gent.count(CaseQuery()) == 1


@pytest.mark.parametrize("url", ["django://me:secret@x", "django://secret/x?password=secret", "django://x secret"])
def test_a_url_that_is_no_alias_is_not_shown(url: str) -> None:
    with pytest.raises(DigicaseError, match="django://ALIAS") as told:
        digicase.open(url)
    assert "secret" not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize(
    ("environment", "told"), [({}, "not configured"), ({"DJANGO_SETTINGS_MODULE": "nowhere"}, "nowhere")]
)
def test_without_djangos_settings_they_are_asked_for(environment: dict[str, str], told: str, tmp_path: Path) -> None:
    program = "import digicase\ntry: digicase.open('django://')\nexcept digicase.StorageError as error: print(error)"
    run = [sys.executable, "-c", program]
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(run, env=without | environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.match(
        rf"django://: Django's settings cannot be used \(.*{told}.*\)\. Set DJANGO_SETTINGS_MODULE", ran.stdout
    )
