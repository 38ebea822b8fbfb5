"""What happens in digicase, as structured logs and as OpenTelemetry spans: references, dates and numbers only."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

import digicase
from digicase_logging import logs
from digicase_logging.logs import JsonFormatter

__all__ = ["JsonFormatter", "digicase_observers"]


@digicase.hookimpl
def digicase_observers() -> Sequence[digicase.ObserverOffer]:
    """Offer the observer `logging`, and `opentelemetry` where its API is installed."""
    offers = [digicase.ObserverOffer(name="logging", tell=logs.tell)]
    if _installed("opentelemetry.trace"):
        offers.append(digicase.ObserverOffer(name="opentelemetry", tell=_tell_spans))
    return offers


def _tell_spans(event: digicase.Event) -> None:
    from digicase_logging import spans  # the API is loaded when something has happened

    spans.tell(event)


def _installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
