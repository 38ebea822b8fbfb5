"""Structured logs: every event a record of the logger `digicase.events`, and a formatter that makes JSON of it."""

from __future__ import annotations

import datetime as dt
import json
import logging

from digicase import Event
from digicase_logging.facts import facts

LOG = logging.getLogger("digicase.events")


def tell(event: Event) -> None:
    """Log one event: at WARNING what somebody was denied, at INFO anything else."""
    level = logging.WARNING if type(event).__name__ == "AccessDenied" else logging.INFO
    if LOG.isEnabledFor(level):
        LOG.log(level, "%s %s", type(event).__name__, event.subject, extra={"digicase": facts(event)})


class JsonFormatter(logging.Formatter):
    """Writes each record as one line of JSON: time (UTC), level, logger, message, and an event's facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an error's traceback is in it under `error`."""
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "digicase", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
