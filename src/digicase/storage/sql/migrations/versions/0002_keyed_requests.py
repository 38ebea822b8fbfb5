"""What was done under an idempotency key."""

from __future__ import annotations

from alembic import op

from digicase.storage.sql.migrations import schema_statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of keyed requests."""
    for statement in schema_statements(revision, op.get_context().dialect.name):
        op.execute(statement)
