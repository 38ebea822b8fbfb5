"""What commands have in common: progress where somebody looks, JSON where a script reads, and an end when told."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol


class Commands(Protocol):
    """Where commands are added, as argparse has it."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser:
        """Add a command."""
        ...


def example(*lines: str) -> str:
    """Return the examples at the end of a command's help."""
    return "examples:\n" + "\n".join(f"  digicase {line}" for line in lines)


def takes_store(command: argparse.ArgumentParser) -> None:
    """Let a command take a store."""
    command.add_argument("store", metavar="STORE", help="a URL such as sqlite:///gent.db, or a settings file")


def takes_json(command: argparse.ArgumentParser) -> None:
    """Let a command print JSON."""
    command.add_argument("--json", action="store_true", help="print the result as JSON, for a script")


def tell(chosen: argparse.Namespace, data: Any, text: str) -> None:
    """Print a result: as JSON where that was asked for, in words otherwise."""
    print(json.dumps(data, indent=2, default=str) if chosen.json else text)


class Bars:
    """A progress bar per kind of record on standard error: tqdm's where it is installed and somebody is looking."""

    def __init__(self) -> None:
        self._bars: dict[str, Any] = {}

    def show(self, kind: str, done: int, total: int) -> None:
        """Move the bar of a kind."""
        if not _watched():
            return
        from tqdm import tqdm

        if kind not in self._bars:
            self._bars[kind] = tqdm(desc=kind, total=total)
        self._bars[kind].update(done - self._bars[kind].n)


def watched(rows: Sequence[Any], what: str) -> Iterable[Any]:
    """Return rows, with a bar on standard error while they are gone through, where somebody is looking."""
    if not _watched():
        return rows
    from tqdm import tqdm

    bar: Iterable[Any] = tqdm(rows, desc=what)
    return bar


def _watched() -> bool:
    return sys.stderr.isatty() and importlib.util.find_spec("tqdm") is not None


@contextlib.contextmanager
def told_to_end(end: Callable[[], object]) -> Iterator[None]:
    """Call `end`, in a thread of its own, when the process is interrupted or asked to end.

    An exception instead could come up inside a request or a sending, which would take it for its own.
    """

    def told(*_: object) -> None:
        threading.Thread(target=end).start()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def facts(value: object, names: Sequence[str]) -> Mapping[str, Any]:
    """Return some attributes of a value, by name."""
    return {name: getattr(value, name) for name in names}
