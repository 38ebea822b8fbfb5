"""Django, with a database of its own for each test, on SQLite and PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest
import sqlalchemy as sa
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from tests.servers import postgresql, postgresql_server

__all__ = ["postgresql", "postgresql_server"]

NUMBERS = itertools.count()

if not settings.configured:
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=["digicase_django", "digicase_django.pages"],
        TIME_ZONE="Europe/Brussels",
        USE_TZ=True,
    )
    django.setup()


def on_sqlite(path: Path, **options: str) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def on_postgresql(url: str) -> dict[str, Any]:
    at = sa.make_url(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": at.database,
        "USER": at.username,
        "HOST": at.query["host"],
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """What `settings.DATABASES` says of an empty database."""
    if request.param == "sqlite":
        return on_sqlite(tmp_path / "django.db", transaction_mode="IMMEDIATE")
    return on_postgresql(request.getfixturevalue("postgresql"))


def known(database: dict[str, Any]) -> str:
    """Make a database known to Django, and return its alias."""
    alias = f"t{next(NUMBERS)}"
    settled = connections.configure_settings({"default": settings.DATABASES["default"], alias: database})
    connections.databases[alias] = settled[alias]
    return alias


def forget(alias: str) -> None:
    connections[alias].close()
    del connections.databases[alias], connections[alias]


@pytest.fixture
def empty(database: dict[str, Any]) -> Iterator[str]:
    """The alias of an empty database."""
    alias = known(database)
    yield alias
    forget(alias)


@pytest.fixture
def no_app_yet() -> Iterator[None]:
    """The app that the settings describe has not been opened, and is forgotten afterwards."""
    vars(apps.get_app_config("digicase_django")).pop("digicase", None)
    yield
    vars(apps.get_app_config("digicase_django")).pop("digicase", None)


@pytest.fixture
def server_at() -> Iterator[Callable[..., str]]:
    """What makes a PostgreSQL server known to Django, wherever it is said to be, and returns its alias."""
    made: list[str] = []

    def at(**settings: str) -> str:
        made.append(known({"ENGINE": "django.db.backends.postgresql", "NAME": "gent", **settings}))
        return made[-1]

    yield at
    for alias in made:
        forget(alias)


@pytest.fixture
def locking_late(tmp_path: Path) -> Iterator[str]:
    """The alias of a SQLite database as Django sets it up by itself."""
    alias = known(on_sqlite(tmp_path / "late.db"))
    yield alias
    forget(alias)


@pytest.fixture
def using(empty: str) -> str:
    """The alias of a database with our tables."""
    call_command("migrate", database=empty, verbosity=0)
    return empty
