"""Django's `flush`, which its test cases call too: here it empties digicase's tables with all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import flush
from django.db import connections

from digicase_django.schema import tables_in
from digicase_django.storage import ENGINES


class Command(flush.Command):
    """As Django's own in all else, so that what asks for it needs not know of us."""

    def handle(self, **options: Any) -> None:
        """Empty all tables, once that is confirmed."""
        with _known_to_django(connections[options["database"]]):
            super().handle(**options)


@contextmanager
def _known_to_django(connection: Any) -> Iterator[None]:
    """Let Django count our tables among its own on this thread's connection, until the block ends."""
    introspection = connection.introspection
    theirs = introspection.django_table_names
    ours = tables_in(connection) if connection.vendor in ENGINES else frozenset()
    introspection.django_table_names = lambda *which, **more: [*{*theirs(*which, **more), *ours}]
    try:
        yield
    finally:
        del introspection.django_table_names
