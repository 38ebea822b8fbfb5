"""Commands on stores: what is installed, trying it out, the schema, health, moving house."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from digicase.app import Digicase
from digicase.builtins import Builtins
from digicase.commands.common import Bars, Commands, example, takes_json, takes_store, tell
from digicase.errors import DuplicateName, InvalidData, PluginBroken, Problem, UnreadableRow
from digicase.opening import copy, migrate, open
from digicase.plugins import PluginInfo, Plugins

OURS = "digicase"
"""The plugin that our own offers are."""


def add(commands: Commands) -> Iterator[argparse.ArgumentParser]:
    """Add `demo`, `plugins`, `migrate`, `check`, `copy` and `report`."""
    shown = commands.add_parser(
        "demo",
        help="make a small store to look around in, with made-up people",
        epilog=example("demo demo.db", "serve sqlite:///demo.db --subscribe coach:K-01"),
    )
    shown.add_argument("file", type=Path, help="a new SQLite file")
    shown.set_defaults(run=_demo)
    yield shown

    listed = commands.add_parser(
        "plugins",
        help="list the plugins with their versions, hooks and offers",
        epilog=example("plugins", "plugins --json"),
    )
    takes_json(listed)
    listed.set_defaults(run=_plugins)
    yield listed

    migrated = commands.add_parser(
        "migrate",
        help="bring a store to the schema that this digicase knows",
        epilog=example("migrate sqlite:///gent.db --check", "migrate gent.toml"),
    )
    takes_store(migrated)
    how = migrated.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="only say what is to be done; 1 when there is something")
    how.add_argument("--sql", action="store_true", help="print the statements, and do nothing")
    migrated.set_defaults(run=_migrate)
    yield migrated

    checked = commands.add_parser(
        "check",
        help="look through a store for what must not be; 1 when there is something",
        epilog=example("check gent.toml", "check sqlite:///gent.db --json"),
    )
    takes_store(checked)
    takes_json(checked)
    checked.set_defaults(run=_check)
    yield checked

    copied = commands.add_parser(
        "copy",
        help="copy a whole store into another of any engine; 1 when rows that cannot be read stayed behind",
        epilog=example("copy sqlite:///gent.db postgresql://gent@host/gent"),
    )
    copied.add_argument("source", metavar="FROM", help="the store to copy, a URL or a settings file")
    copied.add_argument("target", metavar="TO", help="where it goes, a URL or a settings file")
    copied.set_defaults(run=_copy)
    yield copied

    reported = commands.add_parser(
        "report",
        help="tell how things stand: packages, loans, zitdagen, what waits",
        epilog=example("report gent.toml", "report sqlite:///gent.db --json"),
    )
    takes_store(reported)
    takes_json(reported)
    reported.set_defaults(run=_report)
    yield reported


def _demo(chosen: argparse.Namespace) -> int:
    if chosen.file.exists():
        raise InvalidData([Problem("file", f"{str(chosen.file)!r} is there already; name a new one")])
    url = f"sqlite:///{chosen.file}"
    with open(url, block=[*chosen.block, "holidays"]) as gent:
        _lived_in(gent)
    print(f"Made {chosen.file}: 3 packages, 2 people, a loan, zitdagen of coach K-01. Look around:")
    for line in ("report {0}", "check {0}", "wording {0} --language fr", "serve {0} --subscribe coach:K-01"):
        print(f"  digicase {line.format(url)}")
    return 0


def _lived_in(gent: Digicase) -> None:
    today = gent.house.today()
    with gent.begin() as work:
        for number in (1, 2, 3):
            work.packages.register(f"DP-{number:03}", device="laptop", model="ThinkPad L15", acquired_on=today)
        for number in (1, 2):
            work.cases.open(f"J-{number:04}", consultant="C-04", guidance_from=today)
            work.contacts.put(f"J-{number:04}", name=f"Person {number}", email=f"j{number}@example.org")
        work.contacts.put("C-04", name="Consultant", email="c04@example.org")
        work.loans.lend("DP-001", to="J-0001", on=today)
        first = today + dt.timedelta(days=1)
        series = work.zitdagen.plan(
            "Zitdag",
            location="Jobteam",
            weekdays=["TU", "TH"],
            first=first,
            last=first + dt.timedelta(weeks=8),
            starts=dt.time(9),
            ends=dt.time(12),
            coach="K-01",
        )
        work.appointments.book("J-0001", series.zitdagen[0], at=dt.time(9, 30), accompanied_by="C-04")


def _plugins(chosen: argparse.Namespace) -> int:
    found, broken = _sound(chosen.block)
    listing = found.listing()
    data = [{"name": i.name, "version": i.version, "hooks": i.hooks, "offers": dict(i.offers)} for i in listing]
    data += [{"name": error.name, "broken": error.reason} for error in broken]
    tell(chosen, data, "\n".join([*map(_shown, listing), *(f"{error.name}\n  {error.reason}" for error in broken)]))
    return 1 if broken else 0


def _sound(block: Sequence[str]) -> tuple[Plugins, Sequence[PluginBroken]]:
    """Return the plugins that work, and what is wrong with the others, which are left out one after the other."""
    broken: list[PluginBroken] = []
    while True:
        try:
            return Plugins(Builtins(), block=[*block, *(error.name for error in broken)]), broken
        except PluginBroken as error:
            broken.append(error)
        except DuplicateName as error:
            if error.kind == "plugin":  # by its name neither of the two can be told from the other
                raise
            first, later = sorted(error.plugins, key=lambda name: name != OURS)
            broken.append(PluginBroken(later, f"offers the {error.kind} {error.name!r}, as {first} does"))


def _shown(info: PluginInfo) -> str:
    lines = [f"{info.name} {info.version}".rstrip()]
    for hook in info.hooks:
        lines.append(f"  {hook}: {', '.join(info.offers[hook])}" if hook in info.offers else f"  {hook}")
    return "\n".join(lines)


def _migrate(chosen: argparse.Namespace) -> int:
    done = migrate(chosen.store, check=chosen.check, sql=chosen.sql, block=chosen.block)
    if chosen.sql:
        print(done.sql, end="")
        return 0
    if not done.steps:
        print(f"Up to date: revision {done.after}.")
        return 0
    print("To do:" if chosen.check else "Done:", *done.steps, sep="\n  ")
    return 1 if chosen.check else 0


def _check(chosen: argparse.Namespace) -> int:
    with open(chosen.store, create=False, block=chosen.block) as gent:
        report = gent.check(progress=Bars().show)
    findings = [{"rule": f.rule, "kind": f.kind, "id": str(f.id), "text": f.text} for f in report.findings]
    data = {"read": dict(report.read), "findings": findings, "unreadable": report.unreadable}
    tell(chosen, data | {"attention": report.attention}, str(report))
    return 0 if report.ok and not report.attention else 1


def _copy(chosen: argparse.Namespace) -> int:
    try:
        print(copy(chosen.source, chosen.target, progress=Bars().show, block=chosen.block))
    except UnreadableRow as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from digicase.domain.cases import CaseQuery
    from digicase.domain.equipment import PackageQuery
    from digicase.domain.loans import LoanQuery
    from digicase.domain.notices import NoticeQuery

    with open(chosen.store, create=False, block=chosen.block) as gent:
        ahead = gent.zitdagen.forecast()
        data = {
            "packages": {state.value: number for state, number in gent.count(PackageQuery(), by="state").items()},
            "cases_open": gent.count(CaseQuery(open=True)),
            "loans_open": gent.count(LoanQuery(open=True)),
            "loans_overdue": gent.count(LoanQuery(open=True, due_before=gent.house.today())),
            "waiting_for_a_package": len(gent.waiting.line()),
            "waiting_for_an_appointment": len(gent.standby.line()),
            "appointments_to_book_anew": len(gent.appointments.unsettled()),
            "sessions_expected": ahead.sessions,
            "sessions_without_a_place": ahead.unplaced,
            "zitdagen_full_until": ahead.full_until,
            "tasks_overdue": len(gent.tasks.overdue()),
            "notices": {state.value: number for state, number in gent.count(NoticeQuery(), by="state").items()},
        }
    width = max(map(len, data))
    tell(
        chosen,
        data,
        "\n".join(f"{name.replace('_', ' '):<{width}}  {_in_words(value)}" for name, value in data.items()),
    )
    return 0


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in sorted(value.items())) or "none"
    return "-" if value is None else str(value)
