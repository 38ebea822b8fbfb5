"""Lending in full: items with a state, loans with all that happens to them, repairs and stocktakes."""

from __future__ import annotations

from alembic import op

from digicase.storage.sql.migrations import schema_statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and tables; items learn on which loan they are out, and which still await an inspection."""
    for statement in schema_statements(revision, op.get_context().dialect.name):
        op.execute(statement)
