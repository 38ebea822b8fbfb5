"""What went wrong in the database, in our own words; the driver's error stays as the cause, secrets stay hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.errors import (
    CAUSE,
    ConnectionLost,
    DigicaseError,
    OutcomeUnknown,
    StaleWrite,
    StorageError,
    Unreachable,
    UnreadableRow,
)

LOST_RACE = {"40001", "40P01", 1213, 1020}
"""Serialization failures and deadlocks, by PostgreSQL's states and MariaDB's numbers."""

Told = tuple[str, str]
LOCKED = (
    "another transaction is writing and did not finish in time",
    "Try again, and keep transactions short; in a transaction of your own call gent.on(it), not gent",
)
FULL = "the disk is full", "Make room, then try again; what was stored is safe"
PASSWORD = "the server refuses this user and password", "Mend the user, the password, or the server's rules for both"
DATABASE = "there is no such database on the server", "Make it first, or name another in the URL"
RIGHTS = "this user may not do that", "Grant the user the rights that docs/embedding.md names"
READ_ONLY = "the database is read-only", "Name the primary server, or mend the rights on the file and its folder"
UNREACHABLE = "the server cannot be reached", "Start it, or mend the host and port in the URL"
BUSY = "the server takes no more connections at present", "Try again, or let fewer connect at once"
IN_USE = "all connections are in use", "Try again, or let fewer work at once"
FAILED = "a statement of the transaction has failed", "Roll it back, or to a savepoint, before going on"
NO_HOST = "there is no host of that name", "Mend the host in the URL"
UNKNOWN_VALUE = "the URL sets something to what the driver does not take", "Mend it in the URL"
NO_TABLES = (
    "a table of ours is not there",
    "Make it: digicase migrate URL; or, for gent.on(...), open digicase on the database of the host's engine",
)
TOO_LONG = (
    "a text is too long for its column",
    "Shorten it: MariaDB can index 255 characters",
)

BY_CODE: Mapping[str | int, Told] = {
    "28P01": PASSWORD,
    "28000": PASSWORD,
    "3D000": DATABASE,
    "42501": RIGHTS,
    "25006": READ_ONLY,
    "25P02": FAILED,
    "53300": BUSY,
    "57P03": BUSY,
    1040: BUSY,
    1203: BUSY,
    2006: UNREACHABLE,
    2013: UNREACHABLE,
    "42P01": NO_TABLES,
    "53100": FULL,
    "55P03": LOCKED,
    1044: DATABASE,
    1045: PASSWORD,
    1049: DATABASE,
    1142: RIGHTS,
    1146: NO_TABLES,
    1205: LOCKED,
    1290: READ_ONLY,
    1021: FULL,
    1114: FULL,
    1406: TOO_LONG,
    2002: UNREACHABLE,
    2003: UNREACHABLE,
}
"""By PostgreSQL's SQLSTATE and MariaDB's error number."""

BY_SIGN: Mapping[str, Told] = {
    "database is locked": LOCKED,
    "no such table: digicase_": NO_TABLES,
    "file is not a database": ("it is not an SQLite database", "Name another file, or a new one"),
    "unable to open database file": (
        "the file cannot be opened",
        "Make the folder, or mend the rights on it: SQLite writes beside the file, also to read it",
    ),
    "readonly database": ("the file is read-only", "Mend the rights on the file and its folder"),
    "disk is full": FULL,
    "disk I/O error": ("the disk failed", "Look after the disk; what was acknowledged is stored"),
    "database disk image is malformed": ("the file is damaged", "Restore it from a backup"),
    "too many c": BUSY,
    "not currently accepting": BUSY,
    "starting up": BUSY,
    "shutting down": BUSY,
    "no pg_hba.conf entry": PASSWORD,
    "password authentication failed": PASSWORD,
    "no password supplied": PASSWORD,
    'role "': PASSWORD,
    'database "': DATABASE,
    "invalid connection option": ("the URL sets something that the driver does not know", "Take it out of the URL"),
    "for connection option": UNKNOWN_VALUE,
    "invalid sslmode value": UNKNOWN_VALUE,
    "bad value for": UNKNOWN_VALUE,
    "invalid connection string": UNKNOWN_VALUE,
    "does not support SSL": ("the server offers no encryption, which the URL asks for", "Mend sslmode, or the server"),
    "failed to resolve host": NO_HOST,
    "connection failed": UNREACHABLE,
    "connection is bad": UNREACHABLE,
    "could not translate host name": NO_HOST,
}
"""By what the driver says, where it gives no code: SQLite, and PostgreSQL before there is a connection."""

UNREADABLE = ("Could not decode to UTF-8", "(after year 10K)", "(before year 1)")
"""What drivers say over a value that they cannot give: sqlite3 over a text, psycopg over a day or a moment."""


SECRET = re.compile("pass|pwd|secret|token|key|auth|cred", re.IGNORECASE)


def shown(url: sa.URL) -> str:
    """Return a URL as it may be shown: without its password, and without what else may be a secret."""
    hidden = {name: "***" if SECRET.search(name) else value for name, value in url.query.items()}
    return url.set(query=hidden).render_as_string(hide_password=True)


class translated:  # noqa: N801 - used as a function is; a class costs a third of a generator at every statement
    """Turn a driver's error into one of ours, except those in `but`; none shows a record's values."""

    __slots__ = ("_but", "_committing", "_url")

    def __init__(
        self, url: sa.URL, *, but: type[Exception] | tuple[type[Exception], ...] = (), committing: bool = False
    ) -> None:
        self._url, self._but, self._committing = url, but, committing

    def __enter__(self) -> None:
        """Do nothing: what counts is what is raised."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise our own error instead of the driver's, which becomes its cause."""
        if isinstance(error, exc.DBAPIError):
            error.hide_parameters = True
            if not isinstance(error, self._but):
                raise _ours(shown(self._url), error, committing=self._committing) from error
        elif isinstance(error, exc.TimeoutError):
            raise Unreachable(shown(self._url), *IN_USE) from error
        elif isinstance(error, exc.PendingRollbackError | exc.ResourceClosedError):
            raise StorageError(shown(self._url), *FAILED) from error


def connected(engine: sa.Engine) -> sa.Connection:
    """Return a connection; what a driver raises over the settings it is given becomes a `StorageError` too."""
    try:
        with translated(engine.url):
            return engine.connect()
    except (exc.SQLAlchemyError, DigicaseError):
        raise
    except Exception as error:
        reason = f"its driver cannot connect ({type(error).__name__})"
        raise StorageError(shown(engine.url), reason, "Mend what the URL sets") from error


def driver_errors(connection: sa.Connection) -> type[Exception]:
    """Return the root of the errors that a connection's driver raises."""
    errors: type[Exception] = connection.dialect.loaded_dbapi.Error
    return errors


def in_words_of_sqlalchemy(connection: sa.Connection, error: Any) -> exc.DBAPIError:
    """Return what SQLAlchemy would have raised over a driver's error; a connection that is lost is let go of."""
    lost = connection.dialect.is_disconnect(error, connection.connection.driver_connection, None)
    if lost:
        with suppress(exc.DBAPIError):
            connection.exec_driver_sql("SELECT 1")  # so that SQLAlchemy sees it, and renews the whole pool
    if lost and not connection.invalidated:
        connection.invalidate(error)
    made = exc.DBAPIError.instance(
        None,
        None,
        error,
        driver_errors(connection),
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )
    assert isinstance(made, exc.DBAPIError), "an error of the driver's"
    return made


def _ours(where: str, error: exc.DBAPIError, *, committing: bool) -> DigicaseError:
    code = _code(error.orig)
    if code in LOST_RACE:
        return StaleWrite("record", None)
    if error.connection_invalidated:
        return OutcomeUnknown(where) if committing else ConnectionLost(where)
    text = str(error.orig)
    if any(sign in text for sign in UNREADABLE):
        return UnreadableRow(where, "a row cannot be read", CAUSE)
    found = BY_CODE.get(code) or next((told for sign, told in BY_SIGN.items() if sign in text), None)
    told = found or (f"the database reported {type(error.orig).__name__}", CAUSE)
    return Unreachable(where, *told) if found in (UNREACHABLE, BUSY) else StorageError(where, *told)


def _code(error: BaseException | None) -> str | int:
    """Return MariaDB's number or PostgreSQL's state; other drivers give neither."""
    number = error.args[0] if error is not None and error.args else None
    return number if isinstance(number, int) else str(getattr(error, "sqlstate", None))
