"""What `settings.DIGICASE` may hold: every mistake in it is told at once, by its name, by `manage.py check` too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import override_settings

import digicase_django

POLICY = '[[policy]]\nname = "ours"\nperiod = "2 months"\n'


class Files:
    """A directory of a host's own."""

    def find(self, reference: str) -> None:
        """Find nobody."""


class Broken(Files):
    def __init__(self) -> None:
        raise LookupError("the client files\nare closed")


@contextmanager
def settings(given: object) -> Iterator[None]:
    with override_settings(DIGICASE=given):
        yield


def told(given: object) -> str:
    with settings(given), pytest.raises(ImproperlyConfigured) as error:
        digicase_django.app()
    return str(error.value)


def test_what_is_not_known_is_told_with_what_is() -> None:
    assert told({"chanel": "log"}).startswith("settings.DIGICASE: chanel: is not known; known are using, plugins, ")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"storage": "sqlite:///gent.db"}, "storage: is one of settings.DATABASES here: give its alias as `using`"),
        ({"create": True}, "create: is not for here: `python manage.py migrate` makes the tables"),
        ({"using": "nowhere"}, "using: 'nowhere' is none of settings.DATABASES; there is: default"),
        ({"using": 3}, "using: 3 is none of settings.DATABASES; there is: default"),
        ("gent.toml", "must be a dict of what digicase.open takes, and `using`; not str"),
        ({"directory": "no.where"}, "directory: 'no.where' does not load (ModuleNotFoundError: No module named 'no')"),
        (
            {"directory": f"{__name__}.Broken"},
            f"directory: '{__name__}.Broken' does not load (LookupError: the client files are closed)",
        ),
        ({"policy": "nowhere.toml"}, "nowhere.toml: there is no such file"),
        ({"language": "Nederlands"}, "language: 'Nederlands' is not a language code such as nl, fr or en"),
    ],
)
def test_a_mistake_is_told_by_the_name_of_the_setting(given: object, reason: str) -> None:
    assert told(given) == f"settings.DIGICASE: {reason}"


def test_a_plugin_that_is_not_there_is_told_by_the_name_of_the_setting() -> None:
    assert told({"channel": "pigeon:loft"}).startswith("settings.DIGICASE: No channel named 'pigeon' is installed")


def test_all_mistakes_are_told_at_once() -> None:
    given = {"chanel": "log", "directory": "no.where", "policy": "no.policy", "zone": 3}
    problems = told(given).split("; settings.DIGICASE: ")
    assert [problem.removeprefix("settings.DIGICASE: ").partition(":")[0] for problem in problems] == [*given]


@pytest.mark.usefixtures("no_app_yet")
@pytest.mark.parametrize("kind", [str, Path])
def test_a_policy_may_be_the_path_of_a_file(kind: type[Any], using: str, tmp_path: Path) -> None:
    (tmp_path / "policies.toml").write_text(POLICY)
    with settings({"using": using, "policy": kind(tmp_path / "policies.toml")}):
        assert [policy.name for policy in digicase_django.app().house.policies.policies] == ["ours"]


@pytest.mark.usefixtures("no_app_yet")
def test_a_directory_may_be_a_dotted_path(using: str) -> None:
    with settings({"using": using, "directory": f"{__name__}.Files"}):
        assert isinstance(digicase_django.app().house.directory, Files)


def test_the_command_tells_a_mistake_in_the_settings() -> None:
    with settings({"chanel": "log"}), pytest.raises(CommandError, match=r"settings\.DIGICASE: chanel: is not known"):
        call_command("digicase_deliver")


def checked(given: object) -> list[CheckMessage]:
    """Return what `manage.py check` says of us."""
    with settings(given):
        return [message for message in run_checks() if str(message.id).startswith("digicase_django.")]


def test_check_tells_nothing_of_settings_that_are_well(using: str) -> None:
    assert checked({"using": using, "channel": "log"}) == []


def test_check_tells_every_mistake_in_the_settings(using: str) -> None:
    unknown, unloaded = checked({"using": using, "chanel": "log", "directory": "no.where"})
    assert (unknown.id, unloaded.id) == ("digicase_django.E001", "digicase_django.E001")
    assert unknown.msg.startswith("settings.DIGICASE: chanel: is not known")
    assert unloaded.msg.startswith("settings.DIGICASE: directory: 'no.where' does not load")


def test_check_tells_of_a_sqlite_database_that_locks_late(locking_late: str) -> None:
    (late,) = checked({"using": locking_late})
    assert late.id == "digicase_django.E002"
    assert "two writers at once fail" in late.msg
    assert late.hint == 'Set OPTIONS = {"transaction_mode": "IMMEDIATE"} in settings.DATABASES'


def test_check_asks_nothing_of_the_database(server_at: Callable[..., str]) -> None:
    assert checked({"using": server_at(HOST="/nowhere")}) == []
