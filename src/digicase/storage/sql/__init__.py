"""The SQL backend on SQLAlchemy Core: tables derived from the records, statements that do one thing."""
