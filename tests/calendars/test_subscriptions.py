"""Calendars that consultants subscribe to: tokens, answers over HTTP, and the page on which they subscribe."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import icalendar
import pytest
from tests.house import Clock, new_case, new_series

import digicase
from digicase import (
    Appointment,
    Case,
    Digicase,
    InvalidData,
    JournalQuery,
    NotPermitted,
    Package,
    Refused,
    Response,
    Subscribed,
    SubscriptionQuery,
    asgi_app,
    to_plain,
    wsgi_app,
)
from digicase.commands import main


@pytest.fixture
def booked(gent: Digicase, case: Case) -> Appointment:
    return gent.appointments.book(case, new_series(gent).zitdagen[0], at=dt.time(9), accompanied_by="C-04")


@pytest.fixture
def mine(gent: Digicase, booked: Appointment) -> Subscribed:
    return gent.calendars.subscribe("consultant", "C-04")


def fetched(gent: Digicase, mine: Subscribed, **headers: str) -> Response:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return gent.calendars.respond(f"/cal/{mine.token}.ics", given)


def header(response: Response, name: str) -> str | None:
    return dict(response.headers).get(name)


def test_a_token_gives_the_calendar_that_was_subscribed_to(gent: Digicase, mine: Subscribed) -> None:
    response = fetched(gent, mine)
    assert response.status == 200
    assert header(response, "Content-Type") == "text/calendar; charset=utf-8"
    assert response.body == gent.calendars.export("consultant", "C-04")
    assert len(icalendar.Calendar.from_ical(response.body).events) == 1


def test_only_a_hash_of_the_token_is_kept_or_told(gent: Digicase, mine: Subscribed) -> None:
    stored = [*map(to_plain, gent.find(SubscriptionQuery())), *map(to_plain, gent.find(JournalQuery()))]
    assert mine.token not in repr((stored, mine))
    assert len(mine.token) * 6 >= 128


def test_what_the_client_has_already_is_not_sent_again(gent: Digicase, mine: Subscribed) -> None:
    etag = header(fetched(gent, mine), "ETag") or ""
    again = fetched(gent, mine, If_None_Match=etag)
    assert (again.status, again.body, header(again, "ETag")) == (304, b"", etag)
    other = new_case(gent, "J-9")
    gent.appointments.book(other, gent.zitdagen.series("Jobteam").zitdagen[1], at=dt.time(9), accompanied_by="C-04")
    assert fetched(gent, mine, If_None_Match=etag).status == 200


def test_it_is_compressed_for_those_who_take_that(gent: Digicase, mine: Subscribed) -> None:
    plain, zipped = fetched(gent, mine), fetched(gent, mine, Accept_Encoding="br, gzip")
    assert gzip.decompress(zipped.body) == plain.body
    assert (header(zipped, "Content-Encoding"), header(zipped, "Vary")) == ("gzip", "Accept-Encoding")
    assert header(zipped, "ETag") != header(plain, "ETag")
    assert fetched(gent, mine, If_None_Match=header(zipped, "ETag") or "").status == 304
    assert header(fetched(gent, mine, Accept_Encoding="gzip;q=0"), "Content-Encoding") is None


def test_head_has_the_headers_without_the_body(gent: Digicase, mine: Subscribed) -> None:
    got, head = fetched(gent, mine), gent.calendars.respond(f"/{mine.token}.ics", method="HEAD")
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")
    assert gent.calendars.respond(f"/{mine.token}.ics", method="POST").status == 405


def test_what_is_not_there_is_one_answer(gent: Digicase, mine: Subscribed) -> None:
    gent.calendars.revoke(mine.subscription)
    paths = [f"/{mine.token}.ics", f"/{mine.token[:10]}.ics", "/", "/x.ics", "/" + "a" * 100_000, f"/{mine.token}.exe"]
    answers = {gent.calendars.respond(path) for path in paths}
    assert len(answers) == 1
    assert {answer.status for answer in answers} == {404}


def test_a_new_token_ends_the_old_one(gent: Digicase, mine: Subscribed) -> None:
    new = gent.calendars.rotate(mine.subscription)
    assert fetched(gent, mine).status == 404
    assert fetched(gent, new).status == 200
    gent.calendars.revoke(mine.subscription)
    with pytest.raises(Refused, match="subscription_revoked"):
        gent.calendars.rotate(mine.subscription)


def test_when_a_subscription_was_last_used_shows(gent: Digicase, mine: Subscribed, clock: Clock) -> None:
    assert gent.calendars.subscriptions("C-04")[0].last_used_on is None
    fetched(gent, mine)
    clock.today = dt.date(2026, 12, 1)
    fetched(gent, mine)
    assert gent.calendars.subscriptions("C-04")[0].last_used_on == dt.date(2026, 12, 1)


def test_who_leaves_fetches_nothing_any_more(gent: Digicase, mine: Subscribed) -> None:
    gent.staff.register("C-04", role="consultant")
    gent.staff.leave("C-04")
    assert fetched(gent, mine).status == 404


def test_each_has_their_own_subscriptions(gent: Digicase, mine: Subscribed) -> None:
    for reference in ("C-04", "C-05"):
        gent.staff.register(reference, role="consultant")
    assert gent.acting_as("C-04").calendars.subscriptions() == [mine.subscription]
    assert gent.acting_as("C-05").calendars.subscriptions() == []
    for call in (
        lambda: gent.acting_as("C-05").calendars.revoke(mine.subscription),
        lambda: gent.acting_as("C-05").calendars.subscribe("consultant", "C-04"),
    ):
        with pytest.raises(NotPermitted):
            call()
    assert gent.acting_as("C-05").calendars.subscribe("offer", holder="C-05").subscription.holder == "C-05"


def test_a_subscription_has_an_owner_and_a_holder(gent: Digicase) -> None:
    for audience, missing in (("consultant", "owner"), ("offer", "holder")):
        with pytest.raises(InvalidData, match=f"{missing}: is missing"):
            gent.calendars.subscribe(audience)


def test_what_was_cancelled_is_marked_or_left_out_as_subscribed(gent: Digicase, booked: Appointment) -> None:
    marked = gent.calendars.subscribe("consultant", "C-04", language="fr")
    without = gent.calendars.subscribe("consultant", "C-04", cancelled="omit")
    gent.appointments.cancel(booked)
    assert b"ANNUL" in fetched(gent, marked).body
    assert b"VEVENT" not in fetched(gent, without).body


def test_a_jobseeker_sees_appointments_and_what_is_due_and_no_reference(
    gent: Digicase, case: Case, booked: Appointment, package: Package
) -> None:
    gent.loans.lend(package, to=case)
    text = gent.calendars.export("jobseeker", "J-0001").replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Afspraak digicoach\r\n" in text
    assert "SUMMARY:Pakket terug\r\n" in text
    assert "DTSTART;VALUE=DATE:20270524" in text
    assert "J-0001" not in text.partition("BEGIN:VEVENT")[2]
    assert b"VEVENT" not in gent.calendars.export("jobseeker", "nobody")
    assert booked.sequence == 0


def test_loans_due_are_a_calendar_of_the_consultant(gent: Digicase, case: Case, package: Package) -> None:
    loan = gent.loans.lend(package, to=case)
    text = gent.calendars.export("loans", "C-04").decode()
    assert "SUMMARY:Pakket terug J-0001" in text
    gent.loans.extend(loan, reason="course")
    moved = gent.calendars.export("loans", "C-04").decode()
    assert f"UID:loan-{loan.id}@digicase" in moved
    assert "DTSTART;VALUE=DATE:20271124" in moved
    assert "SEQUENCE:1" in moved
    assert "VEVENT" not in gent.calendars.export("loans", "C-05").decode()


class Page(HTMLParser):
    """What a browser would find on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("wanted", "language", "says"),
    [("fr-BE,fr;q=0.9", "fr", "Abonnez-vous"), ("en", "en", "Subscribe"), ("de", "nl", "Neem een abonnement")],
)
def test_the_page_tells_how_to_subscribe_in_the_readers_language(
    gent: Digicase, mine: Subscribed, wanted: str, language: str, says: str
) -> None:
    base = "https://host.example/calendars"
    response = gent.calendars.respond(f"/{mine.token}", {"Accept-Language": wanted}, base_url=base)
    text = response.body.decode()
    page = Page(text)
    assert response.status == 200
    assert ("html", {"lang": language}) in page.tags
    assert says in text
    assert f"{base}/{mine.token}.ics" in text
    assert any(given.get("href") == f"webcal://host.example/calendars/{mine.token}.ics" for _, given in page.tags)
    assert all(client in text for client in ("Outlook", "Google", "Apple", "Thunderbird"))
    assert {tag for tag, _ in page.tags} & {"script", "iframe", "link"} == set()
    assert not re.findall(r'src="http|url\(http', text)


def test_a_hosts_name_is_no_way_into_the_page(gent: Digicase, mine: Subscribed) -> None:
    response = gent.calendars.respond(f"/{mine.token}", base_url='https://x"><script>alert(1)</script>')
    assert "script" not in {tag for tag, _ in Page(response.body.decode()).tags}


class Quiet(WSGIRequestHandler):
    """A handler that writes nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(gent: Digicase) -> Iterator[tuple[str, int]]:
    """A real HTTP server around the WSGI app, which is checked against the standard."""
    app = validator(wsgi_app(gent.calendars.respond))
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield "127.0.0.1", server.server_port
        server.shutdown()
        thread.join()


def test_a_real_server_serves_it(mine: Subscribed, server: tuple[str, int]) -> None:
    connection = http.client.HTTPConnection(*server)
    connection.request("GET", f"/{mine.token}.ics")
    first = connection.getresponse()
    body, etag = first.read(), first.headers["ETag"]
    assert (first.status, body[:15]) == (200, b"BEGIN:VCALENDAR")
    connection.request("GET", f"/{mine.token}.ics", headers={"If-None-Match": etag})
    second = connection.getresponse()
    assert (second.status, second.read()) == (304, b"")
    connection.request("GET", f"/{mine.token}")
    page = connection.getresponse().read().decode()
    assert f"http://127.0.0.1:{server[1]}/{mine.token}.ics" in page
    connection.close()


def test_an_asgi_server_gets_the_same(gent: Digicase, mine: Subscribed) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "lifespan.startup" if not sent else "lifespan.shutdown"}

    path, headers = f"/{mine.token}.ics", [(b"host", b"host.example")]
    scope = {"type": "http", "path": path, "method": "GET", "scheme": "https", "headers": headers}
    asyncio.run(asgi_app(gent.calendars.respond)(scope, receive, send))
    assert sent[0]["status"] == 200
    assert sent[1]["body"] == fetched(gent, mine).body
    sent.clear()
    asyncio.run(asgi_app(gent.calendars.respond)({"type": "lifespan"}, receive, send))
    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_a_store_until_it_is_told_to_end(tmp_path: Path, how: signal.Signals) -> None:
    url = f"sqlite:///{tmp_path / 'gent.db'}"
    digicase.open(url, block=["holidays"]).close()
    command = [sys.executable, "-m", "digicase", "serve", url, "--port", "0", "--subscribe", "consultant:C-04"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        page = process.stdout.readline().strip()
        with urllib.request.urlopen(page, timeout=10) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{page}.ics", timeout=10) as answer:
            assert answer.read().startswith(b"BEGIN:VCALENDAR")
        process.send_signal(how)
        try:
            _, errors = process.communicate(timeout=10)
        finally:
            process.kill()
    assert (process.returncode, errors) == (0, "")


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'gent.db'}"
    digicase.open(url, block=["holidays"]).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", url, "--port", str(port)]) == 2
    assert "Choose another with --port" in capsys.readouterr().err


def test_a_subscription_of_before_in_a_language_without_words_goes_on(gent: Digicase) -> None:
    mine = gent.calendars.subscribe("consultant", "C-04")
    before = digicase.evolve(mine.subscription, language="de")
    gent.run(lambda unit: unit.session.save(before))
    assert fetched(gent, mine).status == gent.calendars.respond(f"/{mine.token}").status == 200
