"""How a host tests: Django's own test cases empty our tables too, and settings may be overridden."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import override_settings

import digicase
import digicase_django
from digicase import CaseQuery

TODAY = dt.date(2026, 11, 24)
HOST = Path(__file__).parents[3] / "examples" / "hosts" / "django_host"


@pytest.fixture
def gent(using: str) -> Iterator[digicase.Digicase]:
    """A house with one case."""
    with digicase.open(f"django://{using}", today=lambda: TODAY, block=["holidays"]) as gent:
        gent.cases.open("J-1", consultant="C-1", guidance_from=TODAY)
        yield gent


def test_flush_empties_our_tables_too_and_they_go_on_working(gent: digicase.Digicase, using: str) -> None:
    call_command("flush", database=using, interactive=False, verbosity=0)
    assert gent.count(CaseQuery()) == 0
    with digicase.open(f"django://{using}", today=lambda: TODAY, block=["holidays"]) as anew:
        assert anew.cases.open("J-1", consultant="C-1", guidance_from=TODAY).version == 1


def test_a_flush_that_is_not_confirmed_leaves_everything(gent: digicase.Digicase, using: str) -> None:
    with patch("builtins.input", return_value="no"):
        call_command("flush", database=using, verbosity=0, stdout=io.StringIO())
    assert gent.count(CaseQuery()) == 1


def test_a_database_without_our_tables_is_flushed_as_before(empty: str) -> None:
    call_command("flush", database=empty, interactive=False, verbosity=0)


@pytest.mark.usefixtures("no_app_yet")
def test_an_app_is_opened_anew_where_a_test_overrides_the_settings(using: str) -> None:
    with override_settings(DIGICASE={"using": using, "language": "fr"}):
        french = digicase_django.app()
    with override_settings(DIGICASE={"using": using, "language": "nl"}):
        assert digicase_django.app() is not french


def test_the_tests_of_the_example_host_pass() -> None:
    settings = {**os.environ, "SECRET_KEY": "for tests only"}
    run = [sys.executable, "manage.py", "test"]
    ran = subprocess.run(run, cwd=HOST, env=settings, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
