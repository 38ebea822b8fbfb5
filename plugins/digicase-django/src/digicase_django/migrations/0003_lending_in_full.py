"""Revision 0003 of digicase's schema."""

from __future__ import annotations

from django.db import migrations

from digicase_django.migrations import Revision


class Migration(migrations.Migration):
    """Run the statements of revision 0003."""

    dependencies = (("digicase_django", "0002_keyed_requests"),)
    operations = (Revision("0003"),)
