"""The command line: `python -m digicase plugins` lists what is installed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from digicase.builtins import Builtins
from digicase.errors import DigicaseError
from digicase.plugins import PluginInfo, Plugins


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 after a message on standard error that says what to do."""
    parser = argparse.ArgumentParser(
        prog="python -m digicase", description="Lend, map skills, coach: look inside digicase."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    plugins = commands.add_parser("plugins", help="list the plugins with their versions, hooks and offers")
    plugins.add_argument("--block", action="append", default=[], metavar="NAME", help="leave a plugin out (repeatable)")
    chosen = parser.parse_args(arguments)
    try:
        for info in Plugins(Builtins(), block=chosen.block).listing():
            print(_shown(info))
    except DigicaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _shown(info: PluginInfo) -> str:
    lines = [f"{info.name} {info.version}".rstrip()]
    for hook in info.hooks:
        lines.append(f"  {hook}: {', '.join(info.offers[hook])}" if hook in info.offers else f"  {hook}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
