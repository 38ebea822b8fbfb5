"""Revision 0001 of digicase's schema."""

from __future__ import annotations

from django.db import migrations

from digicase_django.migrations import Revision


class Migration(migrations.Migration):
    """Run the statements of revision 0001."""

    dependencies = ()
    operations = (Revision("0001"),)
