"""What engines that are servers have in common: settings in the URL, a driver that may be missing, a schema."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.errors import StorageError
from digicase.storage.sql.faults import shown


def refuse_autocommit(connection: sa.Connection, *, by_itself: bool) -> None:
    """Refuse a host's connection that commits every statement `by_itself`: a rollback would undo nothing."""
    if by_itself:
        raise StorageError(
            f"the host's {connection.dialect.name} connection",
            "it commits every statement by itself (AUTOCOMMIT), so that nothing of it could be rolled back",
            "Give one that has another isolation level: connection.execution_options(isolation_level=...)",
        )


def make_engine(url: sa.URL, *, driver: str, extra: str, own: Collection[str] = (), **settings: Any) -> sa.Engine:
    """Return an engine for a URL, without the settings in it that are ours; a missing driver is a `StorageError`.

    `extra` names what to install, `digicase[extra]`, which brings the `driver` (as SQLAlchemy calls it).
    """
    try:
        engine = sa.create_engine(url.difference_update_query(own), hide_parameters=True, **settings)
    except ModuleNotFoundError as error:
        reason, ours = f"its driver {error.name} is not installed", f"{url.get_backend_name()}+{driver}"
        remedy = f"Run: pip install 'digicase[{extra}]'"
        if url.get_driver_name() != driver:
            remedy = f"Write {ours}://..., which {remedy[5:]} brings"
        raise StorageError(shown(url), reason, remedy) from error
    except (exc.ArgumentError, ValueError) as error:
        reason = "the URL cannot be used"
        raise StorageError(shown(url), reason, "Write it as engine://user:password@host/database") from error
    return engine_that_waits(engine)


def engine_that_waits(engine: sa.Engine) -> sa.Engine:
    """Return an engine, unless it is an async one: in async code our verbs are called in a thread of their own."""
    if engine.dialect.is_async:
        reason, name = f"{engine.driver} is a driver for async code", engine.dialect.name
        remedy = f"Write {name}://..., and call verbs by asyncio.to_thread or in run_sync (docs/embedding.md)"
        raise StorageError(shown(engine.url), reason, remedy)
    return engine
