"""Commands on files: bringing in what partners send, and writing out what others read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from digicase.commands.common import Commands, example, takes_json, takes_store, tell, watched
from digicase.errors import InvalidData, Problem
from digicase.exchange import ImportReport
from digicase.opening import open


def add(commands: Commands) -> Iterator[argparse.ArgumentParser]:
    """Add `import` and `export`."""
    imported = commands.add_parser(
        "import",
        help="bring in a partner's files: a folder, or one file; 1 when rows have problems",
        epilog=example("import gent.toml from-partner/ --dry-run", "import sqlite:///gent.db loans.csv"),
    )
    takes_store(imported)
    imported.add_argument("path", type=Path, help="a folder with packages.csv, staff.csv, ..., or one such file")
    imported.add_argument("--dry-run", action="store_true", help="report, and leave the store as it is")
    takes_json(imported)
    imported.set_defaults(run=_import)
    yield imported

    exported = commands.add_parser(
        "export",
        help="write packages and loans into a folder, or a calendar",
        epilog=example(
            "export gent.toml out/ --format spreadsheet", "export gent.toml calendar.ics --calendar consultant:C-04"
        ),
    )
    takes_store(exported)
    exported.add_argument("path", type=Path, help="the folder, or the calendar's file; - is standard output")
    exported.add_argument("--calendar", metavar="AUDIENCE[:OWNER]", help="such as consultant:C-04, or offer")
    exported.add_argument("--format", help="csv, spreadsheet or json; of a calendar ical, jcal, csv, or a plugin's")
    exported.set_defaults(run=_export)
    yield exported


def _import(chosen: argparse.Namespace) -> int:
    if not chosen.path.exists():
        raise InvalidData([Problem("path", f"there is no {str(chosen.path)!r}")])
    with open(chosen.store, block=chosen.block) as gent:
        bring_in = gent.exchange.import_folder if chosen.path.is_dir() else gent.exchange.import_file
        report: ImportReport = bring_in(chosen.path, dry_run=chosen.dry_run, progress=watched)
    tell(chosen, attrs.asdict(report), str(report))
    return 1 if report.problems else 0


def _export(chosen: argparse.Namespace) -> int:
    with open(chosen.store, create=False, block=chosen.block) as gent:
        if chosen.calendar is None:
            for path in gent.exchange.export_folder(chosen.path, format=chosen.format or "csv"):
                print(path)
            return 0
        audience, _, owner = chosen.calendar.partition(":")
        data = gent.calendars.export(audience, owner or None, format=chosen.format or "ical")
    if str(chosen.path) == "-":
        sys.stdout.buffer.write(data)
    else:
        chosen.path.write_bytes(data)
        print(chosen.path)
    return 0
