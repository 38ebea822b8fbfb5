"""Programs that people and offices use take over every feed of the example year, and show what our records say.

vdirsyncer fetches the feeds into folders, which khal shows, and into Radicale, which the caldav library asks. It gives
every entry of a feed a uid made from its content: what is copied is compared without.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from caldav.collection import Calendar
from caldav.davclient import DAVClient
from tests.calendars.year import BRUSSELS, FIRST, LAST, Shown, Subscription, told
from tests.servers import radicale_server

pytestmark = pytest.mark.slow

SCRIPTS = Path(sys.executable).parent
PAIR = """
[pair {name}]
a = "{name}_feed"
b = "{name}_copy"
collections = null
conflict_resolution = "a wins"
[storage {name}_feed]
type = "http"
url = "{url}"
"""
FOLDER = """\
[storage {name}_copy]
type = "filesystem"
path = "{folder}/{name}"
fileext = ".ics"
"""
COLLECTION = """\
[storage {name}_copy]
type = "caldav"
url = "{collection}"
username = "gent"
password = "gent"
"""
KHAL = """\
[calendars]
{calendars}
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
"""
FIELDS = ("calendar", "title", "start-long-full", "end-long-full", "status", "all-day")


def run(folder: Path, program: str, *arguments: str) -> tuple[str, str]:
    """Run a program in a world of its own; return what it printed, and its log."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    command = [str(SCRIPTS / program), "--config", str(folder / f"{program}.conf"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", input="y\n" * 200)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def synced(folder: Path) -> list[str]:
    """Sync every pair; return what was copied, changed or deleted."""
    _, log = run(folder, "vdirsyncer", "--verbosity", "INFO", "sync")
    return [line for line in log.splitlines() if any(word in line for word in ("Copying", "Deleting"))]


def set_up(folder: Path, subscriptions: Sequence[Subscription], copy: str, collections: Mapping[str, str]) -> None:
    """Tell vdirsyncer where each feed is, and where it goes."""
    pairs = [
        (PAIR + copy).format(
            name=pair_name(each), url=each.url, folder=folder, collection=collections.get(each.feed.name)
        )
        for each in subscriptions
    ]
    text = f'[general]\nstatus_path = "{folder}/status/"\n' + "".join(pairs)
    (folder / "vdirsyncer.conf").write_text(text)
    run(folder, "vdirsyncer", "discover")


def in_order(subscriptions: Sequence[Subscription]) -> dict[str, list[Shown]]:
    """Return what each feed should show, by the feed's name."""
    return {each.feed.name: sorted(each.shown.values()) for each in subscriptions}


def pair_name(subscription: Subscription) -> str:
    return subscription.feed.name.replace("-", "_")


@pytest.fixture(scope="module")
def folder(subscriptions: Sequence[Subscription], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where vdirsyncer has put every feed, in a folder each."""
    folder = tmp_path_factory.mktemp("vdirsyncer")
    set_up(folder, subscriptions, FOLDER, {})
    assert len(synced(folder)) == sum(len(each.shown) for each in subscriptions)
    return folder


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A calendar server."""
    with radicale_server(tmp_path_factory.mktemp("radicale")) as url:
        yield url


@pytest.fixture(scope="module")
def collections(
    radicale: str, subscriptions: Sequence[Subscription], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Mapping[str, Calendar]]]:
    """Radicale's collections, by the name of the feed that vdirsyncer has put there."""
    folder = tmp_path_factory.mktemp("collections")
    with DAVClient(url=radicale, username="gent", password="gent") as client:
        me = client.principal()  # type: ignore[no-untyped-call]  # the library types most of its methods
        made = {each.feed.name: me.make_calendar(each.feed.name, cal_id=each.feed.name) for each in subscriptions}
        set_up(folder, subscriptions, COLLECTION, {name: str(calendar.url) for name, calendar in made.items()})
        assert len(synced(folder)) == sum(len(each.shown) for each in subscriptions)
        yield folder, made


def test_a_second_sync_into_folders_copies_nothing(folder: Path) -> None:
    assert synced(folder) == []


def test_a_second_sync_into_a_server_copies_nothing(
    collections: tuple[Path, Mapping[str, Calendar]],
) -> None:
    assert synced(collections[0]) == []


def test_khal_agrees(folder: Path, subscriptions: Sequence[Subscription]) -> None:
    names = {pair_name(each): each.feed.name for each in subscriptions}
    calendars = "\n".join(f"[[{name}]]\npath = {folder}/{name}\nreadonly = True" for name in names)
    (folder / "khal.conf").write_text(KHAL.format(calendars=calendars, folder=folder))
    wanted = [argument for field in FIELDS for argument in ("--json", field)]
    printed, _ = run(folder, "khal", "list", *wanted, str(FIRST), str(LAST))
    found: dict[str, list[Shown]] = {name: [] for name in names.values()}
    for event in (event for line in printed.splitlines() for event in json.loads(line)):
        found[names[event["calendar"]]].append(shown_by_khal(event))
    assert {name: sorted(events) for name, events in found.items()} == in_order(subscriptions)


def shown_by_khal(event: Mapping[str, str]) -> Shown:
    """Return what khal shows; the last day of what lasts whole days is one that khal counts in."""
    starts, ends = (dt.datetime.fromisoformat(event[f"{end}-long-full"]) for end in ("start", "end"))
    if event["all-day"] == "True":
        moments = (told(starts.date()), told(ends.date() + dt.timedelta(days=1)))
    else:
        moments = (told(starts.replace(tzinfo=BRUSSELS)), told(ends.replace(tzinfo=BRUSSELS)))
    return Shown(event["title"], *moments, event["status"])


def searched(calendar: Calendar, first: dt.datetime, last: dt.datetime) -> list[Shown]:
    """Return what the server finds between two moments, in order."""
    found: Any = calendar.search(start=first, end=last, event=True)
    events = [each.icalendar_component for each in found]
    return sorted(Shown(str(e["summary"]), told(e.start), told(e.end), str(e["status"])) for e in events)


def test_radicale_and_the_caldav_library_agree(
    collections: tuple[Path, Mapping[str, Calendar]], subscriptions: Sequence[Subscription]
) -> None:
    always = [dt.datetime.combine(day, dt.time(), BRUSSELS) for day in (FIRST, LAST)]
    found = {name: searched(calendar, *always) for name, calendar in collections[1].items()}
    assert found == in_order(subscriptions)


@pytest.mark.parametrize("day", [dt.date(2027, 3, 4), dt.date(2027, 4, 14), dt.date(2027, 5, 20)])
def test_a_search_between_two_moments_finds_what_is_on(
    day: dt.date, collections: tuple[Path, Mapping[str, Calendar]], subscriptions: Sequence[Subscription]
) -> None:
    """From the morning's last hour until the afternoon's begin, exactly: an hour's mistake would show."""
    first, last = (dt.datetime.combine(day, dt.time(hour), BRUSSELS) for hour in (12, 14))
    for each in subscriptions:
        if each.feed.audience not in ("coach", "location", "offer"):
            continue
        on = [entry for entry in each.shown.values() if entry.starts < told(last) and entry.ends > told(first)]
        assert searched(collections[1][each.feed.name], first, last) == sorted(on)
