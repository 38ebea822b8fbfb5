"""Revision 0001 of digicase's schema."""

from __future__ import annotations

from django.db import migrations

from digicase_django.migrations import revision


class Migration(migrations.Migration):
    """Run the statements of revision 0001."""

    dependencies = ()
    operations = (migrations.RunPython(revision("0001")),)
