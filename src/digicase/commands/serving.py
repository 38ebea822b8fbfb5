"""The command that serves calendars, for trying it out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from digicase.commands.common import Commands, example, takes_store, told_to_end
from digicase.opening import open


def add(commands: Commands) -> Iterator[argparse.ArgumentParser]:
    """Add `serve`."""
    served = commands.add_parser(
        "serve",
        help="serve calendars to those who have a token, for trying it out",
        epilog=example("serve sqlite:///gent.db --subscribe consultant:C-04", "serve gent.toml --port 8080"),
    )
    takes_store(served)
    served.add_argument("--port", type=int, default=8000, help="where to listen on this machine; 0 takes a free one")
    served.add_argument(
        "--subscribe",
        metavar="AUDIENCE[:OWNER]",
        help="first make a subscription, such as consultant:C-04 or offer, and print its page",
    )
    served.set_defaults(run=_serve)
    yield served


def _serve(chosen: argparse.Namespace) -> int:
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from digicase.calendars.web import wsgi_app

    class Silent(WSGIRequestHandler):
        """A handler that does not log: a path holds a token."""

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with open(chosen.store, create=False, block=chosen.block) as gent:
        paths = []
        if chosen.subscribe is not None:
            audience, _, owner = chosen.subscribe.partition(":")
            made = gent.calendars.subscribe(audience, owner or None, holder=owner or gent.actor)
            paths.append(made.token)
        try:
            server = make_server("127.0.0.1", chosen.port, wsgi_app(gent.calendars.respond), handler_class=Silent)
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "there is no such port"
            print(f"port {chosen.port}: {reason}. Choose another with --port.", file=sys.stderr)
            return 2
        with server:
            here = f"http://127.0.0.1:{server.server_port}"
            print(f"Serving {here}/TOKEN.ics, and the page to subscribe at {here}/TOKEN; end with Ctrl-C.")
            print(*(f"{here}/{path}" for path in paths), sep="\n", flush=True)
            with told_to_end(server.shutdown):
                server.serve_forever()
    return 0
