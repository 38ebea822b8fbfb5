"""The Django app of the admin pages."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Its models are views on our tables; it has no migrations, since `digicase_django` makes the tables."""

    name = "digicase_django.pages"
    label = "digicase_pages"
    verbose_name = "digicase"
    default_auto_field = "django.db.models.AutoField"
