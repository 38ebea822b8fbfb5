"""What `manage.py check` says of us: mistakes in the settings, and databases on which digicase would refuse to work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from digicase import InvalidData, StorageError
from digicase_django.options import opened
from digicase_django.storage import DjangoStorage


def check_settings(**_: Any) -> list[CheckMessage]:
    """Return every mistake in `settings.DIGICASE` (E001), else why its database will not do (E002); none is asked."""
    return [*_mistakes()] or [*_unfit_database()]


def _mistakes() -> Iterator[CheckMessage]:
    try:
        opened(in_memory=True).close()
    except InvalidData as error:
        yield from (Error(str(problem), id="digicase_django.E001") for problem in error.problems)


def _unfit_database() -> Iterator[CheckMessage]:
    try:
        DjangoStorage(getattr(settings, "DIGICASE", {}).get("using", "default")).close()
    except StorageError as error:
        yield Error(f"{error.where}: {error.reason}.", hint=error.remedy, id="digicase_django.E002")
