"""Revision 0004 of digicase's schema."""

from __future__ import annotations

from django.db import migrations

from digicase_django.migrations import Revision


class Migration(migrations.Migration):
    """Run the statements of revision 0004."""

    dependencies = (("digicase_django", "0003_lending_in_full"),)
    operations = (Revision("0004"),)
