"""Traces: what happened is told to the span in which it happened, or is a span of its own."""

from __future__ import annotations

from opentelemetry import trace

from digicase import Event
from digicase_logging.facts import facts


def tell(event: Event) -> None:
    """Add one event to the current span; where none is recorded, make a span of no length."""
    name = f"digicase.{type(event).__name__}"
    attributes = {f"digicase.{key}": value for key, value in facts(event).items()}
    span = trace.get_current_span()
    if span.is_recording():
        span.add_event(name, attributes)
    else:
        trace.get_tracer("digicase").start_span(name, attributes=attributes).end()
