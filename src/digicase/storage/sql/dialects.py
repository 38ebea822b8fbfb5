"""What differs between the engines, one module each with the same names in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.storage.sql import mariadb, postgresql, sqlite
from digicase.storage.sql.sending import Question, Rows, Values, Writing


class Dialect(Protocol):
    """One engine's ways."""

    IS_A_FILE: bool
    """Whether there is no server, whose connections may be lost while they are idle."""
    SURVIVES_ERRORS: bool
    """Whether a transaction can go on after a statement of it failed."""

    def make_engine(self, url: sa.URL, *, create: bool | None) -> sa.Engine:
        """Return an engine whose transactions do what our sessions promise; what it cannot do is a `StorageError`."""
        ...

    def settle(self, engine: sa.Engine) -> None:
        """Set what the store itself keeps, once it is known to be ours."""
        ...

    def scrub(self, engine: sa.Engine) -> None:
        """Leave no bytes of what was removed, where we can."""
        ...

    def open_alone(self, connection: sa.Connection) -> None:
        """Keep others from opening the database while we look what is in it and perhaps make the tables."""
        ...

    def begin(self, connection: sa.Connection, *, read_only: bool) -> sa.Transaction:
        """Begin a transaction of ours on a connection that has none."""
        ...

    def ask(self, connection: sa.Connection, question: Question, values: Values, size: int) -> Iterator[Rows]:
        """Yield what a question finds, so many rows at a time."""
        ...

    def send(self, connection: sa.Connection, writings: Sequence[Writing]) -> Iterator[int]:
        """Yield how many rows each statement wrote, in order; IntegrityError where that spoilt the transaction."""
        ...

    def prepare_host(self, engine: sa.Engine) -> sa.Engine:
        """Return a host's engine set up so that its transactions keep our promises."""
        ...

    def check_host(self, connection: sa.Connection) -> None:
        """Refuse a host's transaction in which our promises would not hold, with the remedy."""
        ...


DIALECTS: Mapping[str, Dialect] = {
    "sqlite": sqlite,
    "postgresql": postgresql,
    "mariadb": mariadb,
    "mysql": mariadb,  # SQLAlchemy's name for a MariaDB that a host's URL calls mysql
}


def prepare_engine(engine: sa.Engine) -> sa.Engine:
    """Return a host's own SQLAlchemy engine, set up so that `gent.on` can work in its transactions.

    On SQLite they then begin when they are begun, and with the write lock, so that two writers wait for each other
    instead of failing; one that only reads asks for none: `execution_options(digicase_read_only=True)`. On MariaDB they
    are READ COMMITTED; PostgreSQL needs nothing. StorageError for other engines.
    """
    if not isinstance(engine, sa.Engine):
        reason = f"it is no Engine of SQLAlchemy, but {type(engine).__name__}"
        raise StorageError("the host's engine", reason, "Give an Engine; of an AsyncEngine its sync_engine")
    dialect = DIALECTS.get(engine.dialect.name)
    if dialect is None:
        known = ", ".join(sorted({*DIALECTS} - {"mysql"}))
        raise StorageError("the host's engine", f"{engine.dialect.name} is not known here", f"Known are: {known}")
    return dialect.prepare_host(engine)
