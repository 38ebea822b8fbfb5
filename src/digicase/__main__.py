"""The command line: what is installed, a store's schema and health, moving house, serving calendars; thin."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from digicase.app import copy, migrate, open
from digicase.builtins import Builtins
from digicase.errors import DigicaseError
from digicase.plugins import PluginInfo, Plugins


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return what it returns, or 2 after a message on standard error that says what to do."""
    chosen = _parser().parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
    except DigicaseError as error:
        print(error, file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m digicase", description="Lend, map skills, coach: look inside digicase."
    )
    commands = parser.add_subparsers(dest="command", required=True)

    listed = commands.add_parser("plugins", help="list the plugins with their versions, hooks and offers")
    listed.set_defaults(run=_plugins)

    migrated = commands.add_parser("migrate", help="bring a store to the schema that this digicase knows")
    migrated.add_argument("url", help="the store, such as sqlite:///gent.db")
    how = migrated.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="only say what is to be done; 1 when there is something")
    how.add_argument("--sql", action="store_true", help="print the statements, and do nothing")
    migrated.set_defaults(run=_migrate)

    copied = commands.add_parser("copy", help="copy a whole store into another of any engine")
    copied.add_argument("source", metavar="FROM_URL")
    copied.add_argument("target", metavar="TO_URL")
    copied.set_defaults(run=_copy)

    checked = commands.add_parser("check", help="look through a store for what must not be; 1 when there is something")
    checked.add_argument("url", help="the store, such as sqlite:///gent.db")
    checked.add_argument("--json", action="store_true", help="print the findings as JSON")
    checked.set_defaults(run=_check)

    served = commands.add_parser("serve", help="serve calendars to those who have a token, for trying it out")
    served.add_argument("url", help="the store, such as sqlite:///gent.db")
    served.add_argument("--port", type=int, default=8000, help="where to listen on this machine; 0 takes a free one")
    served.add_argument(
        "--subscribe",
        metavar="AUDIENCE[:OWNER]",
        help="first make a subscription, such as consultant:C-04 or offer, and print its page",
    )
    served.set_defaults(run=_serve)

    for command in (listed, migrated, copied, checked, served):
        command.add_argument("--block", action="append", default=[], metavar="NAME", help="leave a plugin out")
    return parser


def _plugins(chosen: argparse.Namespace) -> int:
    for info in Plugins(Builtins(), block=chosen.block).listing():
        print(_shown(info))
    return 0


def _shown(info: PluginInfo) -> str:
    lines = [f"{info.name} {info.version}".rstrip()]
    for hook in info.hooks:
        lines.append(f"  {hook}: {', '.join(info.offers[hook])}" if hook in info.offers else f"  {hook}")
    return "\n".join(lines)


def _migrate(chosen: argparse.Namespace) -> int:
    done = migrate(chosen.url, check=chosen.check, sql=chosen.sql, block=chosen.block)
    if chosen.sql:
        print(done.sql, end="")
        return 0
    if not done.steps:
        print(f"Up to date: revision {done.after}.")
        return 0
    print("To do:" if chosen.check else "Done:", *done.steps, sep="\n  ")
    return 1 if chosen.check else 0


def _copy(chosen: argparse.Namespace) -> int:
    print(copy(chosen.source, chosen.target, progress=_Bars().show, block=chosen.block))
    return 0


def _check(chosen: argparse.Namespace) -> int:
    with open(chosen.url, create=False, block=chosen.block) as gent:
        report = gent.check(progress=_Bars().show)
    if chosen.json:
        findings = [{"rule": f.rule, "kind": f.kind, "id": str(f.id), "text": f.text} for f in report.findings]
        print(json.dumps({"read": dict(report.read), "findings": findings, "unreadable": report.unreadable}, indent=2))
    else:
        print(report)
    return 0 if report.ok else 1


def _serve(chosen: argparse.Namespace) -> int:
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from digicase.calendars.web import wsgi_app

    class Silent(WSGIRequestHandler):
        """A handler that does not log: a path holds a token."""

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with open(chosen.url, create=False, block=chosen.block) as gent:
        paths = []
        if chosen.subscribe is not None:
            audience, _, owner = chosen.subscribe.partition(":")
            made = gent.calendars.subscribe(audience, owner or None, holder=owner or gent.actor)
            paths.append(made.token)
        try:
            server = make_server("127.0.0.1", chosen.port, wsgi_app(gent.calendars.respond), handler_class=Silent)
        except OSError as error:
            print(f"port {chosen.port}: {error.strerror}. Choose another with --port.", file=sys.stderr)
            return 2
        with server:
            here = f"http://127.0.0.1:{server.server_port}"
            print(f"Serving {here}/TOKEN.ics, and the page to subscribe at {here}/TOKEN; end with Ctrl-C.")
            print(*(f"{here}/{path}" for path in paths), sep="\n", flush=True)
            with _told_to_end(server.shutdown):
                server.serve_forever()
    return 0


@contextlib.contextmanager
def _told_to_end(end: Callable[[], object]) -> Iterator[None]:
    """Call `end`, in a thread of its own, when the process is interrupted or asked to end.

    An exception instead could come up inside a request, where the server takes it for the app's.
    """

    def told(*_: object) -> None:
        threading.Thread(target=end).start()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Bars:
    """A progress bar per kind of record on standard error: tqdm's where it is installed and somebody is looking."""

    def __init__(self) -> None:
        self._bars: dict[str, Any] = {}

    def show(self, kind: str, done: int, total: int) -> None:
        """Move the bar of a kind."""
        if not sys.stderr.isatty() or importlib.util.find_spec("tqdm") is None:
            return
        from tqdm import tqdm

        if kind not in self._bars:
            self._bars[kind] = tqdm(desc=kind, total=total)
        self._bars[kind].update(done - self._bars[kind].n)


if __name__ == "__main__":
    raise SystemExit(main())
