"""The command line, thin: each command opens a store, calls what a host would call, and tells what came of it."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import sys
import traceback
from collections.abc import Sequence

from digicase.commands import files, notices, serving, stores
from digicase.errors import CAUSE, DigicaseError, InvalidData, StorageError
from digicase.settings import is_settings

EPILOG = """\
STORE is a URL, such as sqlite:///gent.db, or a settings file, such as gent.toml.
A command ends with 0 when all is well, 1 when it found something to see to, and 2 when it could not do its work.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return what it returns, or 2 after a message on standard error that says what to do."""
    chosen = parser().parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DigicaseError as error:
        if chosen.traceback:
            traceback.print_exc()
        _tell(error, chosen)
        return 2
    except OSError as error:
        what = f"{error.filename or 'the system'}: {error.strerror or error}"
        print(f"{what}. Name another file or folder, or make it first.", file=sys.stderr)
        return 2
    return status


def _tell(error: DigicaseError, chosen: argparse.Namespace) -> None:
    if isinstance(error, InvalidData):
        where = [f"{chosen.store}:"] if is_settings(getattr(chosen, "store", None)) else []
        print(*where, *error.problems, sep="\n", file=sys.stderr)
        return
    shows = " (digicase --traceback shows it)" if isinstance(error, StorageError) and error.remedy == CAUSE else ""
    print(f"{error}{shows}", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="digicase",
        description="Lend digital packages, map digital skills, coach: the command line of digicase.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = f"digicase {importlib.metadata.version('digicase')}"
    parser.add_argument("--version", action="version", version=version)
    parser.add_argument("--traceback", action="store_true", help="of an error also show where it came from")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for room in (stores, files, notices, serving):
        for command in room.add(commands):
            command.formatter_class = argparse.RawDescriptionHelpFormatter
            command.add_argument("--block", action="append", default=[], metavar="NAME", help="leave a plugin out")
    return parser
