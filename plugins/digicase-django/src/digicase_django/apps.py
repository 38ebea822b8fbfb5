"""The Django app: its settings, and the digicase that they describe."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

import digicase


class DigicaseConfig(AppConfig):
    """`settings.DIGICASE` holds what `digicase.open` takes; `directory` and `policy` may be dotted paths."""

    name = "digicase_django"
    verbose_name = "digicase"

    def ready(self) -> None:
        """Listen to tests that override the settings."""
        setting_changed.connect(self._open_anew)

    @cached_property
    def digicase(self) -> digicase.Digicase:
        """The app on the database that `using` names (default: `default`), in Django's zone unless `zone` is given."""
        chosen: dict[str, Any] = dict(getattr(settings, "DIGICASE", {}))
        using = chosen.pop("using", "default")
        chosen.setdefault("zone", settings.TIME_ZONE)
        for name in ("directory", "policy"):
            if isinstance(chosen.get(name), str):
                chosen[name] = import_string(chosen[name])()
        return digicase.open(f"django://{using}", **chosen)

    def _open_anew(self, *, setting: str, **_: Any) -> None:
        if setting == "DIGICASE":
            vars(self).pop("digicase", None)
