"""A poll with nothing new reads three rows at most, and no change of what a feed shows is ever missed by it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.house import Clock, new_case, new_series

import digicase
from digicase import (
    Appointment,
    Case,
    Digicase,
    Feed,
    FeedChange,
    FeedChangeQuery,
    FeedQuery,
    Override,
    Package,
    Query,
    Response,
    StorageError,
    Subscribed,
)
from digicase.calendars import ical
from digicase.casework.calendars import Calendars
from digicase.domain.calendar import CalendarAudience
from digicase.domain.feeds import LONGEST_NAME, feed_name

EVERY_FEED: Query[Feed] = FeedQuery()
EVERY_CHANGE: Query[FeedChange] = FeedChangeQuery()


@pytest.fixture
def booked(gent: Digicase, case: Case) -> Appointment:
    return gent.appointments.book(case, new_series(gent).zitdagen[0], at=dt.time(9), accompanied_by="C-04")


@pytest.fixture
def mine(gent: Digicase, booked: Appointment) -> Subscribed:
    return gent.calendars.subscribe("consultant", "C-04")


def polled(gent: Digicase, mine: Subscribed, tag: str = "") -> Response:
    return gent.calendars.respond(f"/{mine.token}.ics", {"If-None-Match": tag})


def tag(answer: Response) -> str:
    return dict(answer.headers)["ETag"]


def never(*_: object) -> Any:
    raise AssertionError("the entries were read")


def once_written(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something, once, between the reading of a feed's records and the serving of them."""
    export = ical.export

    def writing(calendar: digicase.Calendar) -> bytes:
        monkeypatch.setattr(ical, "export", export)
        do()
        return export(calendar)

    monkeypatch.setattr(ical, "export", writing)


def test_a_poll_with_nothing_new_reads_no_entries(
    gent: Digicase, mine: Subscribed, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = polled(gent, mine)
    monkeypatch.setattr(Calendars, "_calendar", never)
    again = polled(gent, mine, tag(first))
    assert (again.status, tag(again)) == (304, tag(first))


def test_a_poll_with_nothing_new_makes_three_indexed_reads(tmp_path: Path, clock: Clock) -> None:
    with digicase.open(f"sqlite:///{tmp_path / 'gent.db'}", today=clock, block=["holidays"]) as gent:
        new_case(gent, "J-0001")
        gent.appointments.book("J-0001", new_series(gent).zitdagen[0], at=dt.time(9), accompanied_by="C-04")
        mine = gent.calendars.subscribe("consultant", "C-04")
        etag = tag(polled(gent, mine))
        asked: list[str] = []
        with gent._storage.begin(read_only=True) as session:
            driver = session._connection.connection.driver_connection  # type: ignore[attr-defined]  # SQLite's own one
            driver.set_trace_callback(asked.append)
        assert polled(gent, mine, etag).status == 304
        driver.set_trace_callback(None)
        reads = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
        assert 0 < len(reads) <= 3
        for statement in reads:
            plan = driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            assert any("USING INDEX" in row[3] or "USING COVERING INDEX" in row[3] for row in plan), plan


def test_what_was_told_is_known_in_a_fresh_process_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gent.db'}"
    with digicase.open(url, block=["holidays"]) as gent:
        new_case(gent, "J-0001")
        mine = gent.calendars.subscribe("consultant", "C-04")
        etag = tag(polled(gent, mine))
    script = (
        "import sys, digicase; from digicase.casework.calendars import Calendars; del Calendars._calendar\n"
        f"with digicase.open({url!r}, block=['holidays']) as gent:\n"
        "    answer = gent.calendars.respond(sys.argv[1], {'If-None-Match': sys.argv[2]})\n"
        "print(answer.status, 'icalendar' in sys.modules)"
    )
    command = [sys.executable, "-c", script, f"/{mine.token}.ics", etag]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["304", "False"]


def test_a_change_while_a_feed_is_written_is_told_by_the_next_poll(
    gent: Digicase, mine: Subscribed, booked: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    once_written(monkeypatch, lambda: gent.appointments.cancel(booked))
    stale = polled(gent, mine)
    assert b"STATUS:CANCELLED" not in stale.body
    fresh = polled(gent, mine, tag(stale))
    assert (fresh.status, b"STATUS:CANCELLED" in fresh.body) == (200, True)


def test_of_two_that_serve_a_feed_at_once_the_slower_hides_nothing(
    gent: Digicase, mine: Subscribed, booked: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken() -> None:
        gent.appointments.cancel(booked)
        assert polled(gent, mine).status == 200

    once_written(monkeypatch, overtaken)
    slow = polled(gent, mine)
    fresh = polled(gent, mine, tag(slow))
    assert (fresh.status, b"STATUS:CANCELLED" in fresh.body) == (200, True)


@pytest.mark.parametrize(
    ("audience", "owner", "change"),
    [
        ("loans", "C-04", lambda gent: gent.cases.change("J-0001", consultant="C-05")),
        ("loans", "C-05", lambda gent: gent.cases.change("J-0001", consultant="C-05")),
        ("jobseeker", "J-0001", lambda gent: gent.loans.take_back("DP-001")),
        ("tasks", "C-04", lambda gent: gent.tasks.done(gent.tasks.of("C-04")[0])),
        ("tasks", "C-05", lambda gent: gent.tasks.set("J-0001", "call", due_on=dt.date(2026, 12, 2), owner="C-05")),
        ("coach", "K-01", lambda gent: gent.zitdagen.restaff(gent.find(digicase.ZitdagQuery())[0], "K-02")),
        ("coach", "K-02", lambda gent: gent.zitdagen.restaff(gent.find(digicase.ZitdagQuery())[0], "K-02")),
        ("location", "Jobteam", lambda gent: gent.zitdagen.move(gent.find(digicase.ZitdagQuery())[0], location="Bib")),
        ("offer", "Bib", lambda gent: gent.zitdagen.move(gent.find(digicase.ZitdagQuery())[0], location="Bib")),
        ("offer", None, lambda gent: gent.zitdagen.close(dt.date(2026, 12, 17), dt.date(2026, 12, 17), reason="works")),
    ],
)
def test_a_change_reaches_the_feeds_that_had_it_and_those_that_get_it(
    gent: Digicase,
    booked: Appointment,
    package: Package,
    audience: str,
    owner: str | None,
    change: Callable[[Digicase], object],
) -> None:
    for reference in ("C-04", "C-05"):
        gent.staff.register(reference, role="consultant")
    gent.loans.lend(package, to="J-0001")
    gent.tasks.set("J-0001", "call", due_on=dt.date(2026, 12, 1), owner="C-04")
    mine = gent.calendars.subscribe(audience, owner, holder="A-01")
    before = polled(gent, mine)
    change(gent)
    after = polled(gent, mine, tag(before))
    assert (after.status, after.body) == (200, gent.calendars.export(audience, owner))


def test_a_new_day_is_looked_at_anew(gent: Digicase, mine: Subscribed, clock: Clock) -> None:
    first = polled(gent, mine)
    clock.today += dt.timedelta(days=150)
    assert polled(gent, mine, tag(first)).status == 200


def test_each_way_of_telling_a_feed_has_its_own_validator(gent: Digicase, mine: Subscribed) -> None:
    french = gent.calendars.subscribe("consultant", "C-04", language="fr")
    tags = [tag(polled(gent, each)) for each in (mine, french)]
    assert tags[0] != tags[1]
    assert [polled(gent, each, tag).status for each, tag in zip((mine, french), tags, strict=True)] == [304, 304]
    assert polled(gent, mine, tags[1]).status == 200


def test_a_change_that_fails_leaves_no_trace_on_the_feed(gent: Digicase, mine: Subscribed, booked: Appointment) -> None:
    first = polled(gent, mine)
    with pytest.raises(digicase.InvalidData):
        gent.appointments.move(booked, to=booked.zitdag, at=dt.time(17))
    assert "consultant:C-04" not in {change.feed for change in gent.find(EVERY_CHANGE)}
    assert polled(gent, mine, tag(first)).status == 304


def test_changes_of_feeds_that_nobody_fetches_go_after_thirty_days(
    gent: Digicase, mine: Subscribed, clock: Clock
) -> None:
    polled(gent, mine)
    others = {change.feed for change in gent.find(EVERY_CHANGE)}
    assert "coach:K-01" in others
    clock.today += dt.timedelta(days=29)
    polled(gent, mine)
    assert {change.feed for change in gent.find(EVERY_CHANGE)} == others
    clock.today += dt.timedelta(days=2)
    polled(gent, mine)
    assert not gent.find(EVERY_CHANGE)
    assert [feed.feed for feed in gent.find(EVERY_FEED)] == ["consultant:C-04"]


def test_a_feed_may_have_a_name_of_any_length(gent: Digicase, case: Case) -> None:
    place = "Bibliotheek " * 60
    gent.appointments.book(case, new_series(gent, location=place.strip()).zitdagen[0], at=dt.time(9))
    mine = gent.calendars.subscribe("location", place.strip(), holder="K-01")
    assert polled(gent, mine, tag(polled(gent, mine))).status == 304
    assert max(len(feed.feed) for feed in gent.find(EVERY_FEED)) <= LONGEST_NAME
    assert feed_name(CalendarAudience.LOCATION, place) != feed_name(CalendarAudience.LOCATION, place + "x")


def test_a_calendar_is_told_also_where_nothing_can_be_written(
    gent: Digicase, mine: Subscribed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise StorageError("gent.db", "the disk is full", "Make room")

    monkeypatch.setattr("digicase.casework.polling.Poll.keep", full)
    assert polled(gent, mine).status == 200
    assert "could not be kept" in caplog.text
    assert mine.token not in caplog.text


def test_who_is_erased_leaves_no_feed(gent: Digicase, booked: Appointment) -> None:
    mine = gent.calendars.subscribe("jobseeker", "J-0001", holder="J-0001")
    polled(gent, mine)
    gent.appointments.cancel(booked)
    gent.cases.close("J-0001", outcome="moved_away")
    gent.staff.register("A-01", role="coordinator")
    gent.acting_as("A-01").privacy.erase("J-0001", override=Override(codes="retained", reason="asked for"))
    names = {*(each.feed for each in gent.find(EVERY_FEED)), *(each.feed for each in gent.find(EVERY_CHANGE))}
    assert "consultant:C-04" in names
    assert "jobseeker:J-0001" not in names


def test_marks_that_nobody_fetches_are_swept_where_notices_are_delivered(gent: Digicase, clock: Clock) -> None:
    zitdag = new_series(gent).zitdagen[-1]
    new_case(gent, "J-0009")
    booked = gent.appointments.book("J-0009", zitdag, at=dt.time(9))
    before = gent.count(FeedChangeQuery())
    gent.deliver()
    assert gent.count(FeedChangeQuery()) == before > 0
    clock.today += dt.timedelta(days=32)
    gent.appointments.cancel(booked)
    gent.deliver()
    assert gent.count(FeedChangeQuery(feed="offer:")) <= 1
    assert gent.count(FeedChangeQuery()) < before
