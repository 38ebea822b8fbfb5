"""Messages as a real endpoint gets them from apprise, and what becomes of those it does not take."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import apprise
import pytest

import digicase
import digicase_apprise
from digicase import ChannelError, InvalidData, Undeliverable, evolve
from digicase.testing import ChannelContract
from digicase.testing.channels import message


class Endpoint(ThreadingHTTPServer):
    """What json:// of apprise posts to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 200


class Answering(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((unquote(self.path), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on the tests' screen."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def opened(endpoint: Endpoint, rest: str = "/{phone}") -> digicase.Channel:
    return digicase_apprise.open(f"json://127.0.0.1:{endpoint.server_port}{rest}")


class TestContract(ChannelContract):
    reaches_by = ("phone",)

    @pytest.fixture
    def channel(self, endpoint: Endpoint) -> digicase.Channel:
        return opened(endpoint)


class TestContractByMail(ChannelContract):
    @pytest.fixture
    def channel(self, endpoint: Endpoint) -> digicase.Channel:
        return opened(endpoint, "/{email}")


def test_a_message_goes_to_the_recipients_number(endpoint: Endpoint) -> None:
    opened(endpoint).send(message())
    ((path, body),) = endpoint.got
    assert path == "/+32470000000"
    assert (body["title"], body["message"].split()) == ("Uw afspraak é", ["Dag", "Zoë,", "U", "bent", "welkom."])


def test_a_reference_cannot_leave_its_place_in_the_address(endpoint: Endpoint) -> None:
    sly = evolve(message().to, reference="x/../?retry=5&format=html#")
    opened(endpoint, "/to/{reference}").send(message(to=sly))
    ((path, _),) = endpoint.got
    assert path == "/to/x/../?retry=5&format=html#"


def test_a_fixed_address_needs_nothing_of_the_recipient(endpoint: Endpoint) -> None:
    opened(endpoint, "/team").send(message(to=digicase.Addressee(reference="J-0001")))
    assert [path for path, _ in endpoint.got] == ["/team"]


def trouble(channel: digicase.Channel) -> str:
    """Return what an error says that is tried again; never the token, and nothing of the recipient."""
    with pytest.raises(ChannelError) as error:
        channel.send(message())
    assert not any(word in str(error.value) for word in ("t0ken", "127.0.0.1", "Zoë", "+324"))
    return str(error.value)


def test_what_the_service_does_not_take_is_an_error(endpoint: Endpoint) -> None:
    endpoint.status = 500
    said = trouble(opened(endpoint, "/t0ken"))
    assert said.startswith("apprise:json: the service did not take the message. Try the address with the command")


@pytest.mark.parametrize("options", ["retry=3&wait=0", "optional=yes", "retry=2&wait=0&optional=yes"])
def test_it_is_tried_once_and_a_failure_is_never_a_success(endpoint: Endpoint, options: str) -> None:
    endpoint.status = 500
    trouble(opened(endpoint, f"/x?{options}"))
    assert len(endpoint.got) == 1


def test_a_service_that_is_down_is_an_error() -> None:
    assert "did not take the message" in trouble(digicase_apprise.open("json://127.0.0.1:1/"))


@pytest.mark.parametrize("status", [200, 500])
def test_apprise_logs_nothing_of_people(endpoint: Endpoint, caplog: pytest.LogCaptureFixture, status: int) -> None:
    caplog.set_level(1)
    endpoint.status = status
    try:
        opened(endpoint).send(message())
    except ChannelError:
        assert status == 500
    told = " ".join(record.getMessage() for record in caplog.records if record.name == "apprise")
    assert not any(word in told for word in ("3247", "Zoë", "JSON"))


def test_apprise_can_be_heard_again_afterwards(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    opened(endpoint).send(message())
    logging.getLogger("apprise").warning("still here")
    assert "still here" in caplog.text
    assert apprise.logger.filters == []


def test_a_secret_comes_from_the_environment(endpoint: Endpoint) -> None:
    address = f"json://127.0.0.1:{endpoint.server_port}/$TOKEN/{{phone}}"
    digicase_apprise.open(address, {"TOKEN": "t0ken"}).send(message())
    assert [path for path, _ in endpoint.got] == ["/t0ken/+32470000000"]


def test_the_whole_address_may_come_from_the_environment(endpoint: Endpoint) -> None:
    address = f"json://127.0.0.1:{endpoint.server_port}/{{phone}}"
    digicase_apprise.open("$SMS", {"SMS": address}).send(message())
    assert len(endpoint.got) == 1


@pytest.mark.parametrize(
    ("address", "path", "reason"),
    [
        ("", "channel", "is no address that apprise knows"),
        ("nonsense://t0ken@example.org", "channel", "is no address that apprise knows"),
        ("twilio://t0ken", "channel", "is no address that apprise knows"),
        ("json://example.org/{telephone}", "channel", "there is no {telephone}; there are {phone}"),
        ("json://example.org/$TOKEN", "TOKEN", "is not set in the environment"),
        ("json://example.org/$", "channel", "has a $ that names nothing"),
    ],
)
def test_an_address_that_is_wrong_says_what(address: str, path: str, reason: str) -> None:
    with pytest.raises(InvalidData) as error:
        digicase_apprise.open(address, {})
    assert [problem.path for problem in error.value.problems if reason in problem.reason] == [path]
    assert "t0ken" not in str(error.value)


def test_a_number_that_the_service_cannot_reach_is_given_up(
    monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint
) -> None:
    channel = opened(endpoint)
    monkeypatch.setattr(apprise.Apprise, "instantiate", lambda *_, **__: None)
    with pytest.raises(Undeliverable, match="cannot reach what is known"):
        channel.send(message())


def booked(channel: str | Callable[[], digicase.Channel], **settings: Any) -> digicase.Digicase:
    """A house in which somebody has just booked."""
    gent = digicase.open("memory://", channel=channel, today=lambda: dt.date(2026, 11, 24), **settings)
    gent.contacts.put("J-0001", name="Zoë", phone="+32470000001")
    gent.contacts.put("C-04", phone="+32470000002")
    series = gent.zitdagen.plan(
        "Zitdag",
        location="Jobteam",
        weekdays=["TH"],
        first=dt.date(2026, 12, 1),
        last=dt.date(2026, 12, 4),
        starts=dt.time(9),
        ends=dt.time(10),
        coach="K-01",
    )
    case = gent.cases.open("J-0001", consultant="C-04", language="fr", guidance_from=dt.date(2026, 7, 14))
    gent.appointments.book(case, series.zitdagen[0], at=dt.time(9))
    return gent


def test_a_booking_arrives_once_at_the_service(endpoint: Endpoint) -> None:
    with booked(f"apprise:json://127.0.0.1:{endpoint.server_port}/{{phone}}") as gent:
        assert [gent.deliver().sent, gent.deliver().sent] == [2, 0]
    told = dict(endpoint.got)
    assert (len(endpoint.got), set(told)) == (2, {"/+32470000001", "/+32470000002"})
    assert "rendez-vous" in told["/+32470000001"]["message"]


def test_a_host_may_give_secrets_of_a_vault_of_its_own(endpoint: Endpoint) -> None:
    address = f"json://127.0.0.1:{endpoint.server_port}/$KEY/{{phone}}"
    with booked(lambda: digicase_apprise.open(address, {"KEY": "a$b"})) as gent:
        assert gent.deliver().sent == 2
    assert all(path.startswith("/a$b/") for path, _ in endpoint.got)
