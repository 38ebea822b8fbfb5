"""Packages, cases, loans, assessments, zitdagen, appointments, notices and the journal."""

from __future__ import annotations

from alembic import op

from digicase.storage.sql.migrations import schema_statements

revision = "0001"
down_revision = None
branch_labels = ("digicase",)


def upgrade() -> None:
    """Make the tables."""
    for statement in schema_statements(revision, op.get_context().dialect.name):
        op.execute(statement)
