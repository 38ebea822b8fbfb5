"""What differs between the engines, one module each with the same names in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import sqlalchemy as sa

from digicase.storage.sql import mariadb, postgresql, sqlite
from digicase.storage.sql.sending import Writing


class Dialect(Protocol):
    """One engine's ways."""

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

    def send(self, connection: sa.Connection, writings: Sequence[Writing]) -> Iterator[int]:
        """Yield how many rows each statement wrote, in order; IntegrityError where that spoilt the transaction."""
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
