"""The Django app, and the digicase that its settings describe."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

from digicase import Digicase, InvalidData


class DigicaseConfig(AppConfig):
    """`settings.DIGICASE` holds what `digicase.open` takes; `directory` and `policy` may be dotted paths."""

    name = "digicase_django"
    verbose_name = "digicase"

    def ready(self) -> None:
        """Have the settings checked, and listen to tests that override them."""
        from digicase_django.checks import check_settings

        register(check_settings)
        setting_changed.connect(self._open_anew)

    @cached_property
    def digicase(self) -> Digicase:
        """The app on the database that `using` names (default: `default`), in Django's zone unless `zone` is given.

        ImproperlyConfigured tells every mistake in the settings at once.
        """
        from digicase_django.options import opened

        try:
            return opened()
        except InvalidData as error:
            raise ImproperlyConfigured(str(error)) from error

    def _open_anew(self, *, setting: str, **_: Any) -> None:
        if setting in ("DIGICASE", "TIME_ZONE"):
            vars(self).pop("digicase", None)
