"""How long a test waits for a storage before it says that it waits in vain."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 10
"""For how many seconds one small transaction may keep a test waiting."""


@contextmanager
def in_time(why: str = "give a writer's lock back also when its block raises") -> Iterator[None]:
    """Fail rather than wait for ever, where a signal can wake who waits: in the main thread, on Unix.

    A timer that somebody else has set, or an outer block, goes before.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")) or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    told = f"still waiting after {PATIENCE} seconds: {why}"
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail(told))
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
