"""What engines that are servers have in common: settings in the URL, a driver that may be missing, a schema."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from digicase.errors import StorageError
from digicase.storage.sql.faults import shown


def make_engine(url: sa.URL, *, extra: str, own: Collection[str] = (), **settings: Any) -> sa.Engine:
    """Return an engine for a URL, without the settings in it that are ours; a missing driver is a `StorageError`.

    `extra` names what to install: `digicase[extra]`.
    """
    try:
        return sa.create_engine(url.difference_update_query(own), hide_parameters=True, **settings)
    except ModuleNotFoundError as error:
        reason = f"its driver {error.name} is not installed"
        raise StorageError(shown(url), reason, f"Run: pip install 'digicase[{extra}]'") from error
    except (exc.ArgumentError, ValueError) as error:
        reason = "the URL cannot be used"
        raise StorageError(shown(url), reason, "Write it as engine://user:password@host/database") from error
