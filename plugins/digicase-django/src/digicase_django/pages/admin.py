"""The admin pages: lists to search and filter, and nothing to change."""

# Django's own signatures differ among its classes:
# pyright: reportIncompatibleMethodOverride=false
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from digicase_django.pages.models import Loan, Package

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class ReadOnly(ModelAdmin):
    """Pages for whoever may view; nobody may add, change or delete here, superusers neither."""

    def has_add_permission(self, *_: Any) -> bool:
        """Nobody: `packages.register`, `loans.lend`."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        """Nobody."""
        return False


@admin.register(Package)
class Packages(ReadOnly):
    """The stock."""

    list_display = ("label", "device", "state", "location", "has_dongle")
    list_filter = ("device", "state", "location")
    search_fields = ("label",)


@admin.register(Loan)
class Loans(ReadOnly):
    """What is out, and what was; a jobseeker is shown by reference only."""

    list_display = ("package", "case", "lent_on", "due_on", "returned_on")
    list_filter = (("returned_on", admin.EmptyFieldListFilter), "due_on")
    list_select_related = ("package", "case")
    search_fields = ("package__label", "case__reference")
    date_hierarchy = "due_on"
