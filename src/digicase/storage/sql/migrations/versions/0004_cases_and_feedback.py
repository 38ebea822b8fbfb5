"""Cases and feedback: templates, notes, tasks, support plans, outreach, destruction lists, and what remains."""

from __future__ import annotations

from alembic import op

from digicase.storage.sql.migrations import schema_statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns and tables; an assessment may be a member of staff's."""
    for statement in schema_statements(revision, op.get_context().dialect.name):
        op.execute(statement)
