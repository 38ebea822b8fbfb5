"""A store to be hurt, on every engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.scene import set_up


@pytest.fixture
def store(database: str) -> str:
    """The URL of a store on each SQL engine."""
    set_up(database)
    return database


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of a store on SQLite."""
    url = f"sqlite:///{tmp_path}/x.db"
    set_up(url)
    return url
