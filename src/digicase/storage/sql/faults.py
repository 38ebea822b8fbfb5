"""What went wrong in the database, in our own words; the driver's error stays as the cause, secrets stay hidden."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from digicase.errors import StorageError

KNOWN = (
    (
        "database is locked",
        "another process is writing and did not finish in time",
        "Try again; keep transactions short",
    ),
    ("file is not a database", "it is not an SQLite database", "Name another file, or a new one"),
    ("unable to open database file", "the file cannot be opened", "Make the folder, or mend the rights on it"),
    ("readonly database", "the file is read-only", "Mend the rights on the file and its folder"),
    ("disk is full", "the disk is full", "Make room, then try again; what was stored is safe"),
)


def shown(url: sa.URL) -> str:
    """Return a URL as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


@contextmanager
def translated(url: sa.URL, *, but: type[Exception] | tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn a driver's error into a `StorageError`, except those in `but`; none shows a record's values."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        error.hide_parameters = True
        if isinstance(error, but):
            raise
        text = str(error.orig)
        reason, remedy = next(
            ((reason, remedy) for sign, reason, remedy in KNOWN if sign in text),
            (f"the database reported {type(error.orig).__name__}", "See the cause of this error"),
        )
        raise StorageError(shown(url), reason, remedy) from error
