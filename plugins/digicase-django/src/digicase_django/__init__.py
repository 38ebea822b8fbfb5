"""digicase on Django's own database connection: one `transaction.atomic` governs the host's rows and ours."""

from __future__ import annotations

from collections.abc import Sequence

from digicase import Digicase, InvalidData, Problem, Storage, StorageError, StorageOffer, hookimpl

__all__ = ["app", "digicase_storage_backends"]


def app() -> Digicase:
    """Return the app that `settings.DIGICASE` describes; one per process, opened on first use."""
    from django.apps import apps

    from digicase_django.apps import DigicaseConfig

    config = apps.get_app_config("digicase_django")
    assert isinstance(config, DigicaseConfig)
    return config.digicase


@hookimpl
def digicase_storage_backends() -> Sequence[StorageOffer]:
    """Offer `django://`, or `django://alias` for another of `settings.DATABASES` than `default`."""
    return [StorageOffer(name="django", open=_open)]


def _open(url: str, create: bool | None) -> Storage:
    from django.core.exceptions import ImproperlyConfigured

    if create:
        raise InvalidData([Problem("create", "Django makes the tables: run `python manage.py migrate`")])
    try:
        from digicase_django.storage import DjangoStorage

        return DjangoStorage(url.partition("://")[2] or "default")
    except (ImproperlyConfigured, ImportError) as error:  # of the settings themselves, or of an engine's driver
        reason = f"Django's settings cannot be used ({' '.join(str(error).split())})"
        raise StorageError("django://", reason, "Set DJANGO_SETTINGS_MODULE, or run it by manage.py") from error
