"""Packages and loans in Django's admin, to be looked at: add `digicase_django.pages` to INSTALLED_APPS."""
