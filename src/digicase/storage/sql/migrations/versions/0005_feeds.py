"""Feeds as last served, and what changed since. Answers to invitations. Rooms, turns, and who waits for a place."""

from __future__ import annotations

from alembic import op

from digicase.storage.sql.migrations import schema_statements

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns and tables."""
    for statement in schema_statements(revision, op.get_context().dialect.name):
        op.execute(statement)
