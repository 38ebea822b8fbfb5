"""Whatever a verb asks plugins about is among the requests that they can know of."""

from __future__ import annotations

from typing import Any

import pytest

import digicase
from digicase.plugins import Plugins


@pytest.fixture(autouse=True)
def every_request_is_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Plugins.objections

    def objections(self: Plugins, request: Any, records: digicase.Records) -> tuple[digicase.Objection, ...]:
        assert type(request) in digicase.REQUESTS, f"{type(request).__name__} belongs into REQUESTS"
        return asked(self, request, records)

    monkeypatch.setattr(Plugins, "objections", objections)
