"""What is special to MariaDB: the isolation that our versions need, and MySQL, which is another engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from digicase.errors import StorageError
from digicase.storage.sql import servers
from digicase.storage.sql.faults import LOCKED, shown, translated
from digicase.storage.sql.sending import Question, Rows, Values, Writing, one_by_one

IS_A_FILE: bool = False
SURVIVES_ERRORS: bool = True
ISOLATION = "READ COMMITTED"
"""In MariaDB's default a reader sees rows as they were before the lock that it holds: a place could be taken twice."""


OPENING = "digicase opens"
LONGEST_LOCK = 64
TIMEOUTS = {"connect_timeout", "read_timeout", "write_timeout"}
ARGUMENTS = TIMEOUTS | {"unix_socket", "charset", "ssl_ca", "ssl_cert", "ssl_key"}
"""What a URL may set."""


def make_engine(url: sa.URL, *, create: bool | None) -> sa.Engine:  # noqa: ARG001 - a server's database is made by others
    """Return an engine that reads what was committed last; the driver is PyMySQL unless the URL names another."""
    if unknown := sorted(set(url.query) - ARGUMENTS):
        remedy = f"Known are: {', '.join(sorted(ARGUMENTS))}; a schema is a database here"
        raise StorageError(shown(url), f"{', '.join(unknown)} is not known here", remedy)
    if not url.database:
        raise StorageError(shown(url), "it names no database", "Write mariadb://user:password@host/database")
    driven = url.set(drivername="mariadb+pymysql") if url.drivername == "mariadb" else url
    return servers.make_engine(driven, driver="pymysql", extra="mariadb", isolation_level=ISOLATION)


def settle(engine: sa.Engine) -> None:
    """Refuse a MySQL server: it cannot keep our tables' exact order of texts."""
    with translated(engine.url), engine.connect() as connection:
        if not getattr(connection.dialect, "is_mariadb", False):
            raise StorageError(shown(engine.url), "it is a MySQL server", "Use MariaDB 10.6 or later, or PostgreSQL")


def scrub(engine: sa.Engine) -> None:
    """Do nothing: its purge removes what was deleted."""


def open_alone(connection: sa.Connection) -> None:
    """Wait until nobody else opens a database for the first time, until the connection closes."""
    connection.detach()  # the pool would keep it open, and with it the lock
    name = f"{OPENING} {connection.engine.url.database}"[:LONGEST_LOCK]
    if connection.scalar(sa.select(sa.func.get_lock(name, 30))) != 1:
        raise StorageError(shown(connection.engine.url), *LOCKED)


def begin(connection: sa.Connection, *, read_only: bool) -> sa.Transaction:  # noqa: ARG001 - both are the same here
    """Begin; the engine's isolation level is enough."""
    return connection.begin()


def ask(connection: sa.Connection, question: Question, values: Values, size: int) -> Iterator[Rows]:
    """Ask through SQLAlchemy."""
    return question.pages(connection, values, size)


def send(connection: sa.Connection, writings: Sequence[Writing]) -> Iterator[int]:
    """Send one after the other; what a key refuses counts as nothing written."""
    return one_by_one(connection, writings, survives=SURVIVES_ERRORS)


def prepare_host(engine: sa.Engine) -> sa.Engine:
    """Return the host's engine at the isolation level that our versions need, on the same pool."""
    return engine.execution_options(isolation_level=ISOLATION)


def check_host(connection: sa.Connection) -> None:
    """Refuse a connection that commits by itself, and a transaction that reads an older state than it locks."""
    driver = connection.connection.driver_connection
    servers.refuse_autocommit(connection, by_itself=bool(getattr(driver, "get_autocommit", bool)()))
    level = connection.get_isolation_level()
    if level not in (ISOLATION, "SERIALIZABLE"):
        raise StorageError(
            "the host's MariaDB connection",
            f"its transaction is at {level}, which reads rows as they were before they were locked",
            "Make the engine with digicase.prepare_engine(sqlalchemy.create_engine(...))",
        )
