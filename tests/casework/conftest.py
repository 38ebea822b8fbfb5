"""Whatever a verb asks plugins about is among the requests that they can know of."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import digicase
from digicase.casework.verbs import Noun
from digicase.plugins import Plugins


def verb_that_asks() -> str | None:
    """Return the verb that a caller has called, as `noun.verb`; None where none did."""
    found, frame = None, inspect.currentframe()
    while frame is not None:
        noun, name = frame.f_locals.get("self"), frame.f_code.co_name
        if isinstance(noun, Noun) and hasattr(getattr(type(noun), name, None), "__digicase_verb__"):
            found = f"{noun.noun}.{name}"
        frame = frame.f_back
    return found


@pytest.fixture(autouse=True)
def every_request_is_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Plugins.objections

    def objections(self: Plugins, request: Any, records: digicase.Records) -> tuple[digicase.Objection, ...]:
        verb = verb_that_asks()
        if not isinstance(request, digicase.AccessRequest) and verb is not None:
            assert verb in digicase.REQUESTS.get(type(request), ()), f"{verb} asks with {type(request).__name__}"
        return asked(self, request, records)

    monkeypatch.setattr(Plugins, "objections", objections)
