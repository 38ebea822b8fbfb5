"""Revision 0005 of digicase's schema."""

from __future__ import annotations

from django.db import migrations

from digicase_django.migrations import Revision


class Migration(migrations.Migration):
    """Run the statements of revision 0005."""

    dependencies = (("digicase_django", "0004_cases_and_feedback"),)
    operations = (Revision("0005"),)
