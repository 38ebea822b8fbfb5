"""Our records as Django models that can be looked at, searched and joined, but not written."""

# Each model has a Meta of its own, as Django wants it:
# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from digicase import StorageError


class Seen(models.Model):
    """A record that is changed by digicase's verbs only: they decide, keep the journal and plan the notices."""

    id = models.UUIDField(primary_key=True)

    class Meta:
        """Of tables that are not Django's."""

        abstract = True

    def save(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse, and say what to do."""
        raise self._not_here()

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse, and say what to do."""
        raise self._not_here()

    def _not_here(self) -> StorageError:
        reason = "this model is for looking only"
        return StorageError(self._meta.db_table, reason, "Change it by a verb of digicase_django.app()")


class Case(Seen):
    """A jobseeker's file, known by the host's own reference."""

    reference = models.TextField()
    consultant = models.TextField()

    class Meta:
        """On our table."""

        managed = False
        db_table = "digicase_case"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.reference)


class Package(Seen):
    """A package, by its label."""

    label = models.TextField()
    device = models.TextField()
    state = models.TextField()
    location = models.TextField(null=True)
    has_dongle = models.BooleanField()

    class Meta:
        """On our table."""

        managed = False
        db_table = "digicase_package"
        default_permissions = ("view",)
        ordering = ("label",)

    def __str__(self) -> str:
        return str(self.label)


class Loan(Seen):
    """A package in somebody's hands, or back from there."""

    package = models.ForeignKey(Package, models.DO_NOTHING, db_column="package")
    case = models.ForeignKey(Case, models.DO_NOTHING, db_column="case")
    lent_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)

    class Meta:
        """On our table."""

        managed = False
        db_table = "digicase_loan"
        default_permissions = ("view",)
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return f"{self.package} to {self.case}"
