"""`python manage.py digicase_deliver`: send the notices that are due, from cron or a worker."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

import digicase_django
from digicase import DigicaseError


class Command(BaseCommand):
    """Send what is due, outside any transaction, and say what became of it."""

    help = "Send the digicase notices that are due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a limit and a deadline."""
        parser.add_argument("--limit", type=int, help="send at most so many")
        parser.add_argument("--deadline", type=float, metavar="SECONDS", help="begin no other after so long")

    def handle(self, *_: Any, **options: Any) -> None:
        """Send, and print one line."""
        try:
            report = digicase_django.app().deliver(limit=options["limit"], deadline=options["deadline"])
        except (DigicaseError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(report))
