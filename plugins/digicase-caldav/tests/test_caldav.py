"""A collection on Radicale holds what a feed shows, and everything else in it stays as it is."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import icalendar
import pytest
from hypothesis import given, strategies as st
from tests.house import TODAY, Clock, new_case, new_series
from tests.servers import radicale_server

import digicase
from digicase import Digicase, InvalidData
from digicase_caldav import CalDavError, Pushed, Settings, push
from digicase_caldav.entries import entries, is_ours, object_name
from digicase_caldav.memory import Known
from digicase_caldav.pushing import plan

MKCALENDAR = b'<?xml version="1.0"?><c:mkcalendar xmlns:c="urn:ietf:params:xml:ns:caldav"/>'
MINE = b"""\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//me//me//EN\r
BEGIN:VEVENT\r
UID:my-own\r
DTSTAMP:20261124T110000Z\r
DTSTART:20261201T180000Z\r
SUMMARY:Dentist\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with radicale_server(tmp_path_factory.mktemp("radicale")) as url:
        yield url


@pytest.fixture
def collection(radicale: str, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A calendar of somebody's, with an entry of their own in it."""
    url = f"{radicale}gent/{abs(hash(request.node.name))}/"
    with httpx.Client(base_url=url, auth=("gent", "gent")) as client:
        assert client.request("MKCALENDAR", "", content=MKCALENDAR).status_code == 201
        assert client.put("my-own.ics", content=MINE).status_code == 201
        yield client


@pytest.fixture
def to(collection: httpx.Client) -> Settings:
    return Settings(url=str(collection.base_url), user="gent", password="gent")


@pytest.fixture
def gent(clock: Clock) -> Digicase:
    """A house with five zitdagen of coach K-01."""
    gent = digicase.open("memory://", today=clock, block=["holidays"])
    new_series(gent)
    return gent


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pushed(gent: Digicase, to: Settings, tmp_path: Path) -> Callable[..., Pushed]:
    """Push the coach's calendar, and remember what was pushed."""
    return lambda **how: push(gent, "coach", "K-01", to=to, memory=tmp_path / "memory.json", **how)


def shown(collection: httpx.Client) -> dict[str, icalendar.Event]:
    """Return what the collection holds, by uid, as any client reads it."""
    whole = icalendar.Calendar.from_ical(collection.get("").content)
    return {str(event["uid"]): event for event in whole.events}


def ours(gent: Digicase) -> dict[str, tuple[Any, Any, str]]:
    feed = icalendar.Calendar.from_ical(gent.calendars.export("coach", "K-01"))
    return {str(e["uid"]): (e.start, e.end, str(e["status"])) for e in feed.events}


def agree(gent: Digicase, collection: httpx.Client) -> None:
    """Hold that the collection shows what the feed shows, and the person's own entry."""
    found = shown(collection)
    assert str(found.pop("my-own")["summary"]) == "Dentist"
    assert {uid: (e.start, e.end, str(e["status"])) for uid, e in found.items()} == ours(gent)


def names(collection: httpx.Client) -> list[str]:
    answer = collection.request("PROPFIND", "", headers={"Depth": "1"})
    return sorted(part.split("<")[0].rsplit("/")[-1] for part in answer.text.split("<href>")[2:])


def test_a_collection_shows_what_the_feed_shows(
    gent: Digicase, collection: httpx.Client, pushed: Callable[..., Pushed]
) -> None:
    assert pushed() == Pushed(created=5)
    agree(gent, collection)


def test_a_second_push_sends_nothing(pushed: Callable[..., Pushed]) -> None:
    pushed()
    assert pushed() == Pushed(unchanged=5)


def test_only_what_changed_is_sent(
    gent: Digicase, collection: httpx.Client, pushed: Callable[..., Pushed], clock: Clock
) -> None:
    pushed()
    first, second, *_ = gent.zitdagen.series("Jobteam").zitdagen
    clock.today += dt.timedelta(days=1)
    gent.zitdagen.move(first, starts=dt.time(14))
    gent.zitdagen.cancel(second, reason="strike")
    assert pushed() == Pushed(changed=2, unchanged=3)
    agree(gent, collection)
    assert str(shown(collection)[f"zitdag-{second.id}@digicase"]["status"]) == "CANCELLED"


def test_what_leaves_the_feed_leaves_the_collection(
    gent: Digicase, collection: httpx.Client, pushed: Callable[..., Pushed]
) -> None:
    pushed()
    gent.zitdagen.restaff(gent.zitdagen.series("Jobteam").zitdagen[0], "K-02")
    assert pushed() == Pushed(removed=1, unchanged=4)
    agree(gent, collection)


def test_calendars_share_a_collection_without_touching_each_other(
    gent: Digicase, collection: httpx.Client, pushed: Callable[..., Pushed], to: Settings, tmp_path: Path
) -> None:
    gent.tasks.set(new_case(gent, "J-0001"), "call", due_on=dt.date(2026, 12, 8), owner="K-01")
    pushed()
    assert push(gent, "tasks", "K-01", to=to, memory=tmp_path / "memory.json") == Pushed(created=1)
    assert pushed() == Pushed(unchanged=5)
    assert len(shown(collection)) == 7


def test_an_entry_that_another_calendar_has_there_already_is_told(
    gent: Digicase, pushed: Callable[..., Pushed], to: Settings
) -> None:
    pushed()
    again = push(gent, "location", "Jobteam", to=to)
    assert (again.created, {failure.status for failure in again.failures}) == (0, {409})


def test_what_somebody_changed_there_is_put_right(
    gent: Digicase, collection: httpx.Client, pushed: Callable[..., Pushed]
) -> None:
    pushed()
    changed, removed = [name for name in names(collection) if name.startswith("digicase-")][:2]
    text = collection.get(changed).text
    assert collection.put(changed, content=text.replace("Zitdag digicoach", "Holiday")).status_code in (201, 204)
    assert collection.delete(removed).status_code in (200, 204)
    assert pushed() == Pushed(created=1, changed=1, unchanged=3)
    agree(gent, collection)
    assert "Holiday" not in collection.get("").text


def test_without_a_memory_all_is_sent_and_nothing_else_is_touched(
    gent: Digicase, collection: httpx.Client, to: Settings
) -> None:
    assert push(gent, "coach", "K-01", to=to) == Pushed(created=5)
    gent.zitdagen.restaff(gent.zitdagen.series("Jobteam").zitdagen[0], "K-02")
    assert push(gent, "coach", "K-01", to=to) == Pushed(changed=4, removed=1)
    agree(gent, collection)


def test_an_entry_that_only_looks_like_ours_is_left_alone(
    gent: Digicase, collection: httpx.Client, pushed: Callable[..., Pushed]
) -> None:
    pushed()
    name = next(name for name in names(collection) if name.startswith("digicase-"))
    alike = name[:-6] + "0.ics" if name[-5] != "0" else name[:-6] + "1.ics"
    assert collection.put(alike, content=MINE.replace(b"my-own", b"my-other")).status_code == 201
    assert pushed() == Pushed(unchanged=5)
    assert "my-other" in shown(collection)


def test_the_memory_holds_no_texts(pushed: Callable[..., Pushed], tmp_path: Path) -> None:
    pushed()
    text = (tmp_path / "memory.json").read_text()
    assert not any(word in text for word in ("Jobteam", "Zitdag", "gent:gent"))


def test_a_memory_that_is_something_else_is_told(pushed: Callable[..., Pushed], tmp_path: Path) -> None:
    (tmp_path / "memory.json").write_text('{"a": 1}')
    with pytest.raises(InvalidData, match="is not what digicase-caldav wrote"):
        pushed()
    assert json.loads((tmp_path / "memory.json").read_text()) == {"a": 1}


@pytest.mark.parametrize(
    ("settings", "telling"),
    [
        ({"url": "cloud"}, "must be the address of a collection"),
        ({"url": "http://cloud.example.org/x/"}, "https"),
        ({"url": "https://me:secret@cloud.example.org/x/"}, "must hold no user"),
        ({"url": "https://cloud.example.org/x/", "user": "me"}, "password: is missing"),
        ({"url": "https://cloud.example.org/x/", "ca": "/nowhere.pem"}, "there is no file"),
        ({"url": "https://cloud.example.org/x/", "timeout": 0}, "timeout"),
    ],
    ids=["no address", "no tls", "secret in url", "no password", "no ca", "no time"],
)
def test_settings_that_cannot_be_are_told(settings: dict[str, Any], telling: str) -> None:
    with pytest.raises(InvalidData, match=telling) as error:
        Settings(**settings)
    assert "secret" not in str(error.value)


def test_no_secret_is_shown(to: Settings) -> None:
    assert "password" not in repr(to)


def test_a_collection_that_is_not_there_says_what_to_do(gent: Digicase, radicale: str) -> None:
    for path, telling in (("gent/nothing/", "there is nothing|it is no calendar"), ("gent/", "it is no calendar")):
        to = Settings(url=f"{radicale}{path}", user="gent", password="gent")
        with pytest.raises(CalDavError, match=telling):
            push(gent, "coach", "K-01", to=to)


def test_a_server_that_is_not_there_says_what_to_do(gent: Digicase) -> None:
    with pytest.raises(CalDavError, match="it cannot be reached"):
        push(gent, "coach", "K-01", to=Settings(url="http://localhost:1/x/"))


class Stubborn(BaseHTTPRequestHandler):
    """A server that answers what the test tells it to."""

    answers: dict[str, tuple[int, bytes]]

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, body = self.answers.get(self.command, (500, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PROPFIND = do_PUT = do_DELETE = do_GET = answer

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def stubborn() -> Iterator[Callable[..., Settings]]:
    servers = []

    def serve(**answers: tuple[int, bytes]) -> Settings:
        handler = type("Handler", (Stubborn,), {"answers": answers})
        server = HTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Settings(url=f"http://127.0.0.1:{server.server_port}/me/zitdagen/", user="me", password="s3cret")

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


EMPTY = (
    b'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/me/zitdagen/</d:href>'
    b"<d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop></d:propstat>"
    b"</d:response></d:multistatus>"
)


@pytest.mark.parametrize(
    ("status", "body", "telling"),
    [
        (401, b"", "does not accept the user or the password"),
        (403, b"", "does not let this user in"),
        (404, b"", "there is nothing"),
        (200, b"<html>", "answers 200"),
        (301, b"", "answers 301"),
        (207, b"<html>", "not WebDAV"),
        (207, b"<d:multistatus xmlns:d='DAV:'/>", "it is no calendar"),
    ],
    ids=["password", "rights", "nothing", "a page", "elsewhere", "no xml", "no calendar"],
)
def test_a_server_that_answers_otherwise_says_what_to_do(
    gent: Digicase, stubborn: Callable[..., Settings], status: int, body: bytes, telling: str
) -> None:
    with pytest.raises(CalDavError, match=telling) as error:
        push(gent, "coach", "K-01", to=stubborn(PROPFIND=(status, body)))
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("status", [403, 412, 507])
def test_what_a_server_does_not_take_is_told_and_tried_again(
    gent: Digicase, stubborn: Callable[..., Settings], tmp_path: Path, status: int
) -> None:
    to = stubborn(PROPFIND=(207, EMPTY), PUT=(status, b""))
    for _ in range(2):
        done = push(gent, "coach", "K-01", to=to, memory=tmp_path / "memory.json")
        assert (done.created, {failure.status for failure in done.failures}) == (0, {status})
        assert len(done.failures) == 5


def test_a_push_that_breaks_off_is_gone_on_with(
    gent: Digicase, pushed: Callable[..., Pushed], monkeypatch: pytest.MonkeyPatch, collection: httpx.Client
) -> None:
    from digicase_caldav.server import Collection

    put, count = Collection.put, 0

    def breaking(self: Collection, name: str, data: bytes, *, known: str | None) -> tuple[int, str | None]:
        nonlocal count
        count += 1
        if count == 3:
            raise CalDavError("the line is cut")
        return put(self, name, data, known=known)

    monkeypatch.setattr(Collection, "put", breaking)
    with pytest.raises(CalDavError):
        pushed()
    assert pushed() == Pushed(created=3, unchanged=2)
    agree(gent, collection)


def test_names_tell_what_is_ours() -> None:
    (name, entry), *_ = entries(exported(), "coach:K-01").items()
    assert is_ours(name, "coach:K-01", entry.data)
    assert not is_ours(name, "coach:K-02", entry.data)
    assert not is_ours(name, "coach:K-01", MINE)


def test_an_entry_is_a_calendar_with_its_zone_and_nothing_of_the_feed() -> None:
    for entry in entries(exported(), "coach:K-01").values():
        one = icalendar.Calendar.from_ical(entry.data)
        assert [part.name for part in one.subcomponents] == ["VTIMEZONE", "VEVENT"]
        assert {*one} == {"VERSION", "PRODID", "CALSCALE"}
        assert all(len(line) <= 75 for line in entry.data.split(b"\r\n"))


def exported() -> bytes:
    with digicase.open("memory://", today=lambda: TODAY, block=["holidays"]) as gent:
        new_series(gent, location="é" * 60 + " BEGIN:VEVENT")
        return gent.calendars.export("coach", "K-01")


UIDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True)


@given(wanted=UIDS, there=UIDS, known=UIDS, stale=UIDS)
def test_after_a_plan_there_is_what_is_wanted(
    wanted: list[str], there: list[str], known: list[str], stale: list[str]
) -> None:
    from digicase_caldav.entries import Entry

    wish = {object_name(uid, "f"): Entry(uid, b"", "new") for uid in wanted}
    tags = {object_name(uid, "f"): "tag" for uid in there}
    left = {object_name(uid, "f"): Known("tag", "old" if uid in stale else "new") for uid in known if uid in there}
    result = {name: left[name].digest if name in left else "?" for name in tags}
    for step in plan(wish, tags, left):
        assert (step.known is None) is (step.do == "create")
        if step.entry is None:
            del result[step.name]
        else:
            result[step.name] = step.entry.digest
    assert result == dict.fromkeys(wish, "new")
