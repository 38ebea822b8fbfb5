"""Whatever happens to who delivers: nothing is lost, and at most one message comes twice, under the same key."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.faults.worker import work

import digicase
from digicase import ChannelOffer, Message, NoticeQuery, hookimpl

ROOT = Path(__file__).parent.parent.parent
NOON = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)


class Outbox:
    """A channel that writes keys into a file, and may do something after each."""

    def __init__(self, file: Path, after: Any = None, poison: str = "") -> None:
        self.file, self.after, self.poison = file, after, poison

    def send(self, message: Message, /) -> None:
        if self.poison and message.to.reference == self.poison:
            raise RuntimeError("poison")
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{message.key}\n")
        if self.after:
            self.after()

    def keys(self) -> list[str]:
        return self.file.read_text("utf-8").split() if self.file.exists() else []

    @hookimpl
    def digicase_channels(self) -> list[ChannelOffer]:
        return [ChannelOffer(name="outbox", open=lambda _: self)]


class Everybody:
    """A directory that knows everybody."""

    def find(self, reference: str, /) -> digicase.Addressee:
        return digicase.Addressee(reference=reference, email="x@example.org")


def opened(url: str, outbox: Outbox, now: dt.datetime = NOON) -> digicase.Digicase:
    settings: dict[str, Any] = {"plugins": [outbox], "channel": "outbox", "directory": Everybody()}
    return digicase.open(url, now=lambda: now, block=["holidays"], **settings)


def outboxed(gent: digicase.Digicase) -> Counter[str]:
    return Counter(notice.state.value for notice in gent.find(NoticeQuery()))


DIE = """
import os, sys
from pathlib import Path
from tests.faults.test_delivery import Outbox, opened
opened(sys.argv[1], Outbox(Path(sys.argv[2]), after=lambda: os._exit(9))).deliver()
"""


def test_who_dies_between_sending_and_marking_sends_one_again_under_the_same_key(store: str, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "sent")
    with opened(store, outbox) as gent:
        work(gent, "J-1")
    died = subprocess.run([sys.executable, "-c", DIE, store, str(outbox.file)], check=False, cwd=ROOT)
    assert (died.returncode, len(outbox.keys())) == (9, 1)
    with opened(store, outbox, NOON + dt.timedelta(minutes=11)) as gent:
        gent.deliver()
        assert sorted(Counter(outbox.keys()).values()) == [1, 2]
        assert gent.check().ok


def test_four_workers_at_once_send_each_message_once(store: str, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "sent")
    with opened(store, outbox) as gent:
        for n in range(20):
            work(gent, f"J-{n}")
        with ThreadPoolExecutor(4) as workers:
            reports = list(workers.map(lambda _: gent.deliver(), range(4)))
        assert sum(report.sent for report in reports) == len(outbox.keys()) == len(set(outbox.keys())) == 40


def test_one_poisonous_message_delays_nobody_and_is_given_up(sqlite: str, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "sent", poison="C-1")
    now = NOON
    with opened(sqlite, outbox) as gent:
        work(gent, "J-1")
    for _ in range(12):
        with opened(sqlite, outbox, now) as gent:
            gent.deliver()
        now += dt.timedelta(hours=7)
    with opened(sqlite, outbox, now) as gent:
        assert outboxed(gent)["dead"] == 1
        assert len(outbox.keys()) >= 1
        gent.deliver()
        assert len(outbox.keys()) == len(set(outbox.keys()))


@pytest.mark.parametrize("hours", [-1, -25], ids=["an hour", "a day"])
def test_a_clock_that_goes_back_sends_nothing_twice(sqlite: str, tmp_path: Path, hours: int) -> None:
    outbox = Outbox(tmp_path / "sent")
    with opened(sqlite, outbox) as gent:
        work(gent, "J-1")
        gent.deliver()
    before = outbox.keys()
    with opened(sqlite, outbox, NOON + dt.timedelta(hours=hours)) as gent:
        gent.deliver()
    assert outbox.keys() == before


@pytest.mark.parametrize(
    "ahead", [dt.timedelta(hours=-1), dt.timedelta(minutes=9), dt.timedelta(days=365)], ids=["back", "lease", "year"]
)
def test_a_clock_that_is_set_while_a_message_is_sent_sends_nothing_twice(
    sqlite: str, tmp_path: Path, ahead: dt.timedelta
) -> None:
    outbox = Outbox(tmp_path / "sent")

    def another_worker() -> None:
        with opened(sqlite, Outbox(outbox.file), NOON + ahead) as other:
            other.deliver()

    outbox.after = another_worker
    with opened(sqlite, outbox) as gent:
        work(gent, "J-1")
        gent.deliver()
        another_worker()
        assert len(outbox.keys()) == len(set(outbox.keys())) == 2
        assert gent.check().ok


def test_a_clock_that_goes_forward_a_year_sends_no_reminder_of_what_is_over(sqlite: str, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "sent")
    with opened(sqlite, outbox) as gent:
        work(gent, "J-1")
        gent.deliver()
    before = outbox.keys()
    with opened(sqlite, outbox, NOON.replace(year=2028)) as gent:
        report = gent.deliver()
        assert (report.sent, outbox.keys()) == (0, before)
        assert report.expired == outboxed(gent)["expired"] > 0


@pytest.mark.parametrize("day", [dt.date(2027, 3, 28), dt.date(2026, 10, 25)], ids=["gap", "fold"])
def test_an_appointment_in_the_night_of_a_clock_change_is_there_once(sqlite: str, day: dt.date) -> None:
    with digicase.open(sqlite, today=lambda: dt.date(2026, 10, 1), block=["holidays"]) as gent:
        hours: dict[str, Any] = {"starts": dt.time(1), "ends": dt.time(5), "slot_minutes": 60}
        plan = gent.zitdagen.plan("n", location="N", weekdays=["SU"], first=day, last=day, coach="N", **hours)
        case = gent.cases.open("J-1", consultant="C-1", guidance_from=dt.date(2026, 10, 1))
        gent.appointments.book(case, plan.zitdagen[0], at=dt.time(4))
        assert gent.calendars.export("consultant", "C-1").count(b"BEGIN:VEVENT") == 1
        assert gent.check().ok
