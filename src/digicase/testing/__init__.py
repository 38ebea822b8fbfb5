"""The contracts that a plugin author's work must pass: subclass one in your tests and override its fixture."""

from __future__ import annotations

try:
    import hypothesis  # noqa: F401 - some contracts stand on it
    import pytest
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"{error}. Run: pip install 'digicase[testing]'", name=error.name) from error

STORAGE = ("capabilities", "finding", "model", "racing", "records", "saving", "storage", "transactions")
OTHERS = ("advisers", "channels", "closing_days", "exporters", "frameworks")
pytest.register_assert_rewrite(*(f"digicase.testing.{name}" for name in STORAGE + OTHERS))

# Asserts are rewritten only in what is imported from here on.
from digicase.testing.advisers import AdviserContract  # noqa: E402 - see above
from digicase.testing.capabilities import Host  # noqa: E402 - see above
from digicase.testing.channels import ChannelContract  # noqa: E402 - see above
from digicase.testing.closing_days import ClosingDaysContract  # noqa: E402 - see above
from digicase.testing.exporters import CalendarExporterContract  # noqa: E402 - see above
from digicase.testing.frameworks import SkillFrameworkContract  # noqa: E402 - see above
from digicase.testing.storage import StorageContract  # noqa: E402 - see above

__all__ = [
    "AdviserContract",
    "CalendarExporterContract",
    "ChannelContract",
    "ClosingDaysContract",
    "Host",
    "SkillFrameworkContract",
    "StorageContract",
]
