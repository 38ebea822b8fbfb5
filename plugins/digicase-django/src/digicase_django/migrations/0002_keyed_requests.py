"""Revision 0002 of digicase's schema."""

from __future__ import annotations

from django.db import migrations

from digicase_django.migrations import Revision


class Migration(migrations.Migration):
    """Run the statements of revision 0002."""

    dependencies = (("digicase_django", "0001_the_core"),)
    operations = (Revision("0002"),)
