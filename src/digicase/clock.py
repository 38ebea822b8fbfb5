"""Time and identity, the two things that decisions are given and never take."""

from __future__ import annotations

import datetime as dt
import functools
import os
import threading
import time
from collections.abc import Callable
from uuid import UUID

from digicase.domain.ids import uuid_of
from digicase.domain.record import is_day
from digicase.errors import InvalidData, Problem

NOON = dt.time(12)
COUNT = (1 << 12) - 1
VERSION_7 = 0x7 << 76 | 0b10 << 62
"""What every UUID of version 7 has in the same place (RFC 9562)."""


def clock(
    zone: dt.tzinfo, now: Callable[[], dt.datetime] | None, today: Callable[[], dt.date] | None
) -> tuple[Callable[[], dt.datetime], Callable[[], dt.date]]:
    """Return the two clocks of an app: the moment (aware), and the day in the app's zone.

    Each follows from the other where only one is given: the day from the moment, or the moment as noon of the day.
    A moment without a zone is InvalidData when the clock is read.
    """
    day = None if today is None else functools.partial(_day, today)
    if now is None and day is not None:
        return lambda: dt.datetime.combine(day(), NOON, zone), day
    read = now or (lambda: dt.datetime.now(dt.UTC))

    def moment() -> dt.datetime:
        value = read()
        if not isinstance(value, dt.datetime):
            raise InvalidData([Problem("now", f"must return a datetime with a zone, not {value!r}")])
        if value.utcoffset() is None:
            raise InvalidData(
                [Problem("now", f"{value} has no zone; return an aware datetime, such as datetime.now(UTC)")]
            )
        return value

    return moment, day or (lambda: moment().astimezone(zone).date())


def _day(today: Callable[[], dt.date]) -> dt.date:
    value = today()
    if not is_day(value):
        raise InvalidData([Problem("today", f"must return a date, not {value!r}")])
    return value


class Identities:
    """Makes UUIDs of version 7 (RFC 9562), each greater than the one before; Python has them from 3.14 on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> UUID:
        """Return a fresh identity: milliseconds since 1970, then 12 bits that count up, then 62 random bits."""
        now = time.time_ns() // 1_000_000 << 12
        with self._lock:
            self._last = last = now if now > self._last else self._last + 1
        random = int.from_bytes(os.urandom(8), "big") >> 2
        return uuid_of((last >> 12) << 80 | (last & COUNT) << 64 | VERSION_7 | random)
