"""What Alembic runs for every command: our branch, on the connection that it was given or as SQL to read."""

from __future__ import annotations

from alembic import context

from digicase.storage.sql.tables import VERSION_TABLE

attributes = context.config.attributes
settings = {
    "version_table": VERSION_TABLE,
    "version_table_schema": attributes["schema"],
    "transactional_ddl": False,  # who runs us has begun
}

if context.is_offline_mode():
    context.configure(dialect_name=attributes["dialect"], output_buffer=attributes["buffer"], **settings)
else:
    context.configure(connection=attributes["connection"], **settings)
with context.begin_transaction():
    context.run_migrations()
