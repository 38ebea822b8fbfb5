"""Libraries that calendar programs are made of read every feed of the example year, and show what our records say."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from tests.calendars.year import FIRST, LAST, Shown, Subscription, by_name, told

pytestmark = pytest.mark.slow


def shown_by_library(event: icalendar.Event) -> Shown:
    return Shown(str(event["summary"]), told(event.start), told(event.end), str(event["status"]))


def test_the_year_has_everything_that_is_hard(subscriptions: Sequence[Subscription]) -> None:
    every = [(each.feed.audience, entry) for each in subscriptions for entry in each.shown.values()]
    assert {audience for audience, _ in every} == {
        *("consultant", "coach", "location", "offer", "jobseeker", "loans", "tasks")
    }
    assert {(entry.status, entry.starts[11:]) for audience, entry in every if audience == "coach"} >= {
        ("CONFIRMED", "08:00Z"),  # nine o'clock in winter
        ("CONFIRMED", "07:00Z"),  # and in summer
        ("CANCELLED", "08:00Z"),
        ("CANCELLED", "07:00Z"),
    }
    assert len(every) > 1500


def test_recurring_ical_events_agrees(subscriptions: Sequence[Subscription]) -> None:
    found = {}
    for each in subscriptions:
        with urllib.request.urlopen(each.url) as answer:
            calendar = icalendar.Calendar.from_ical(answer.read())
        events = recurring_ical_events.of(calendar).between(FIRST, LAST)
        found[each.feed.name] = {str(event["uid"]): shown_by_library(event) for event in events}
        assert len(events) == len(each.shown)
    assert found == by_name(subscriptions)


@pytest.mark.parametrize("library", ["ical.js", "node-ical"])
@pytest.mark.parametrize("at", ["Europe/Brussels", "America/New_York"])
def test_in_javascript_it_is_the_same(library: str, at: str, subscriptions: Sequence[Subscription], node: Path) -> None:
    wanted = {"library": library, "urls": {each.feed.name: each.url for each in subscriptions}}
    program = ["node", str(node / "feeds.mjs")]
    environment = {**os.environ, "TZ": at}
    run = subprocess.run(program, input=json.dumps(wanted), env=environment, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    found = {name: [(uid, Shown(*entry)) for uid, entry in events] for name, events in json.loads(run.stdout).items()}
    assert {name: dict(events) for name, events in found.items()} == by_name(subscriptions)
    assert sum(map(len, found.values())) == sum(len(each.shown) for each in subscriptions)
