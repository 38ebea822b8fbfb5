"""The contracts that a plugin author's work must pass: subclass one in your tests and override its fixture."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite(
    *(f"digicase.testing.{name}" for name in ("capabilities", "finding", "model", "racing", "saving", "storage"))
)

from digicase.testing.storage import StorageContract  # noqa: E402 - asserts are rewritten only in what is imported later

__all__ = ["StorageContract"]
