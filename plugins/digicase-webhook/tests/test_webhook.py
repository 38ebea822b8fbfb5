"""Events as a real web server receives them, and what never leaves the house."""

from __future__ import annotations

import base64
import datetime as dt
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import trustme

import digicase
import digicase_webhook
from digicase import ChannelError, InvalidData, NoticeQuery, NoticeState, Undeliverable
from digicase.testing import ChannelContract
from digicase.testing.channels import MOMENT, message
from digicase_webhook import NotVerified, Settings, new_secret, verify
from digicase_webhook.reaching import is_public
from digicase_webhook.settings import read
from digicase_webhook.signing import signed

SECRET = new_secret()
HERE = "#allow=127.0.0.1/32"


class Receiver(ThreadingHTTPServer):
    """A web server that keeps what it gets, and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[Mapping[str, str], bytes]] = []
        self.paths: list[str] = []
        self.status = 204
        self.head: dict[str, str] = {}
        self.drips = 0.0

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of callers that hang up."""

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.server.paths.append(self.path)
        for byte in b"HTTP/1.0 " if self.server.drips else b"":
            self.wfile.write(bytes([byte]))
            time.sleep(self.server.drips)
        if self.server.drips:
            self.wfile.write(b"204 OK\r\n\r\n")
            return
        self.send_response(self.server.status)
        for name, value in self.server.head.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on the tests' screen."""


def serve(server: HTTPServer) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    yield from serve(Receiver())


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGICASE_WEBHOOK_SECRET", SECRET)


@pytest.fixture
def channel(receiver: Receiver) -> digicase.Channel:
    return opened(receiver)


def opened(receiver: Receiver, options: str = "", path: str = "/notices") -> digicase.Channel:
    return digicase_webhook.open(f"http://127.0.0.1:{receiver.server_port}{path}{HERE}{options}")


def trouble(channel: digicase.Channel) -> str:
    """Return what an error says that is tried again; never the secret, the path, or anything of the recipient."""
    with pytest.raises(ChannelError) as error:
        channel.send(message())
    assert not any(word in str(error.value) for word in (SECRET, "notices", "Zoë", "@example.org"))
    return str(error.value)


class TestContract(ChannelContract):
    reaches_by = ()

    @pytest.fixture
    def channel(self, receiver: Receiver) -> digicase.Channel:
        return opened(receiver)


def test_an_event_is_a_cloudevent_with_the_words_and_the_reference(
    receiver: Receiver, channel: digicase.Channel
) -> None:
    channel.send(message())
    assert receiver.events == [
        {
            "specversion": "1.0",
            "id": "0123456789abcdef",
            "source": "digicase",
            "type": "digicase.notice.appointment_booked",
            "subject": "00000000-0000-0000-0000-000000000008",
            "time": "2026-11-24T11:00:00+00:00",
            "datacontenttype": "application/json",
            "data": {
                "recipient": "J-0001",
                "audience": "jobseeker",
                "contact_by": None,
                "language": "nl",
                "subject": "Uw afspraak é",
                "body": "Dag Zoë,\n\nU bent welkom.\n",
            },
        }
    ]
    assert receiver.got[0][0]["Content-Type"] == "application/cloudevents+json; charset=utf-8"


def test_addresses_are_told_only_to_who_asks_for_them(receiver: Receiver) -> None:
    opened(receiver, "&addresses=yes&source=urn:gent").send(message())
    (event,) = receiver.events
    assert (event["source"], event["data"]["name"]) == ("urn:gent", "Zoë")
    assert (event["data"]["email"], event["data"]["phone"]) == ("zoe@example.org", "+32470000000")


def test_path_and_query_are_called_as_they_are(receiver: Receiver) -> None:
    opened(receiver, path="/a%20b?token=x&c").send(message())
    assert receiver.paths == ["/a%20b?token=x&c"]


def test_the_receiver_can_verify_what_arrives(receiver: Receiver, channel: digicase.Channel) -> None:
    channel.send(message())
    headers, body = receiver.got[0]
    assert verify(body, headers, SECRET, now=MOMENT)["id"] == message().key


def test_a_resend_has_the_same_id_and_a_signature_of_its_own_moment(
    receiver: Receiver, channel: digicase.Channel
) -> None:
    later = MOMENT + dt.timedelta(hours=1)
    channel.send(message())
    channel.send(message(sent_at=later))
    assert [event["id"] for event in receiver.events] == [message().key] * 2
    headers, body = receiver.got[1]
    assert verify(body, headers, SECRET, now=later)["id"] == message().key


def test_the_signature_is_that_of_standard_webhooks() -> None:
    sent_at = dt.datetime.fromtimestamp(1614265330, dt.UTC)
    secret = (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the example that libraries for Standard Webhooks are tested with
    )
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", sent_at, b'{"test": 2432232314}', secret)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


BODY = b'{"id": "n-1"}'


def refused(body: bytes = BODY, *, now: dt.datetime = MOMENT, secrets: str = SECRET, **headers: str) -> str:
    sent = {**signed("n-1", MOMENT, BODY, SECRET), **{name.replace("_", "-"): value for name, value in headers.items()}}
    with pytest.raises(NotVerified) as error:
        verify(body, sent, secrets, now=now)
    return error.value.reason


def test_what_was_changed_on_its_way_is_not_believed() -> None:
    assert refused(b'{"id": "n-1", "more": 1}') == "no signature fits the secret"


def test_another_id_or_another_moment_is_not_believed() -> None:
    assert refused(webhook_id="n-2") == "no signature fits the secret"
    assert refused(webhook_timestamp=str(int(MOMENT.timestamp()) + 1)) == "no signature fits the secret"


def test_another_secret_is_not_believed() -> None:
    assert refused(secrets=new_secret()) == "no signature fits the secret"


@pytest.mark.parametrize("signature", ["", "v1,", "v1,é", "v2," + "A" * 44, "x" * 10000])
def test_nonsense_for_a_signature_is_not_believed(signature: str) -> None:
    assert refused(webhook_signature=signature) == "no signature fits the secret"


def test_a_call_without_our_headers_is_not_believed() -> None:
    with pytest.raises(NotVerified):
        verify(BODY, {}, SECRET)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_what_is_played_again_later_is_not_believed(minutes: int) -> None:
    assert "too long ago" in refused(now=MOMENT + dt.timedelta(minutes=minutes))


@pytest.mark.parametrize("body", [b"no JSON", b"[]", b'{"id": "another"}', b'"n-1"'])
def test_what_is_signed_but_no_event_of_that_id_is_not_believed(body: bytes) -> None:
    with pytest.raises(NotVerified):
        verify(body, signed("n-1", MOMENT, body, SECRET), SECRET, now=MOMENT)


@pytest.mark.parametrize("known", [0, 1])
def test_while_secrets_change_either_is_believed(known: int) -> None:
    both = [new_secret(), new_secret()]
    assert verify(BODY, signed("n-1", MOMENT, BODY, both), both[known], now=MOMENT) == {"id": "n-1"}
    assert verify(BODY, signed("n-1", MOMENT, BODY, both[known]), " ".join(both), now=MOMENT) == {"id": "n-1"}


def test_a_redirect_is_not_followed(receiver: Receiver, channel: digicase.Channel) -> None:
    receiver.status, receiver.head = 307, {"Location": "/elsewhere"}
    assert "it answers 307. Redirects are not followed" in trouble(channel)
    assert receiver.paths == ["/notices"]


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(400, "its log"), (401, "same secret"), (404, "Mend the path"), (429, "its log"), (503, "its log")],
)
def test_an_answer_that_may_change_is_tried_again(
    receiver: Receiver, channel: digicase.Channel, status: int, remedy: str
) -> None:
    receiver.status = status
    said = trouble(channel)
    assert f"it answers {status}. " in said
    assert remedy in said


def test_gone_is_for_good(receiver: Receiver, channel: digicase.Channel) -> None:
    receiver.status = 410
    with pytest.raises(Undeliverable, match="never wants this message"):
        channel.send(message())


def test_a_receiver_that_drips_its_answer_is_left_in_time(receiver: Receiver) -> None:
    receiver.drips = 0.3  # nine bytes, each within the second that is allowed for the whole
    assert "it took longer than 1 seconds" in trouble(opened(receiver, "&timeout=1"))


def test_a_receiver_that_drips_while_it_agrees_on_tls_is_left_in_time() -> None:
    dripped = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            called, _ = server.accept()
            with called, suppress(OSError):
                for byte in b"\x16\x03\x03\x20\x00" + b"\x00" * 45:  # the start of a long TLS record
                    called.sendall(bytes([byte]))
                    dripped.append(byte)
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        said = trouble(digicase_webhook.open(f"https://127.0.0.1:{server.getsockname()[1]}/{HERE}&timeout=1"))
        thread.join()
    assert "it took longer than 1 seconds" in said
    assert len(dripped) < 50


def test_a_receiver_that_says_nothing_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        channel = digicase_webhook.open(f"http://127.0.0.1:{port}/{HERE}&timeout=1")
        assert "it took longer than 1 seconds. Have the receiver answer first" in trouble(channel)


def test_a_receiver_that_is_down_is_told() -> None:
    channel = digicase_webhook.open(f"http://127.0.0.1:1/{HERE}")
    assert "it cannot be reached (ConnectionRefusedError). See whether it runs" in trouble(channel)


def test_a_host_that_does_not_exist_is_told() -> None:
    assert "no host of that name" in trouble(digicase_webhook.open("https://hooks.invalid/"))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    assert "is not public. Give a public address, or allow" in trouble(digicase_webhook.open(f"https://{host}/"))


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "100.64.0.1", "192.168.1.1", "224.0.0.1", "255.255.255.255"),
        *("::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_no_private_corner_passes_for_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909", "2002:909:909::", "::ffff:9.9.9.9"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [answer("9.9.9.9"), answer("192.168.0.1")])
    assert "its address 192.168.0.1 is not public" in trouble(digicase_webhook.open("https://two.example/"))


def answer(address: str, port: int = 443) -> tuple[Any, ...]:
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))


def test_a_name_that_means_something_else_the_second_time_leads_nowhere_else(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])
    real = socket.getaddrinfo
    asked = []

    def rebinding(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host != "rebinding.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return [answer(next(answers), port)]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    digicase_webhook.open(f"http://rebinding.example:{receiver.server_port}/{HERE}").send(message())
    assert (len(receiver.got), len(asked)) == (1, 1)
    assert receiver.got[0][0]["Host"] == f"rebinding.example:{receiver.server_port}"


def test_the_next_address_is_tried_where_one_does_not_answer(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    both = [answer("127.0.0.2", receiver.server_port), answer("127.0.0.1", receiver.server_port)]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: both if host == "two.example" else real(host, *a, **k)
    )
    digicase_webhook.open(f"http://two.example:{receiver.server_port}/#allow=127.0.0.0/8").send(message())
    assert len(receiver.got) == 1


def test_plain_http_stays_within_the_networks_that_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [answer("9.9.9.9", 80)])
    channel = digicase_webhook.open("http://hooks.example/#allow=10.0.0.0/8")
    assert "plain http is for networks of your own. Use https" in trouble(channel)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def encrypted(authority: trustme.CA) -> Iterator[Receiver]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    receiver = Receiver()
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    yield from serve(receiver)


def secured(receiver: Receiver, ca: str, host: str = "localhost") -> digicase.Channel:
    url = f"https://{host}:{receiver.server_port}/"
    return digicase_webhook.open(f"{url}#allow=127.0.0.0/8,::1/128&timeout=5&ca={ca}")


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def test_a_certificate_is_verified_for_the_name_though_the_address_is_called(encrypted: Receiver, ca: str) -> None:
    secured(encrypted, ca).send(message())
    assert len(encrypted.got) == 1


def test_a_certificate_of_another_name_is_refused(encrypted: Receiver, ca: str) -> None:
    assert "its certificate is not to be trusted" in trouble(secured(encrypted, ca, host="127.0.0.1"))
    assert encrypted.got == []


def test_a_certificate_that_nobody_vouches_for_is_refused(encrypted: Receiver, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    assert "its certificate is not to be trusted" in trouble(secured(encrypted, str(tmp_path / "other.pem")))
    assert encrypted.got == []


def test_https_to_who_speaks_none_is_told(receiver: Receiver, ca: str) -> None:
    assert "it does not speak TLS" in trouble(secured(receiver, ca))


def test_secret_and_path_are_shown_nowhere() -> None:
    settings = Settings(url="https://example.org/token-1", secrets=[SECRET])
    assert not any(word in repr(settings) + settings.where for word in (SECRET, "token-1"))


@pytest.mark.parametrize(
    ("address", "path", "reason"),
    [
        ("", "channel", "must be an address"),
        ("ftp://example.org/", "channel", "must be an address"),
        ("https://exa mple.org/", "channel", "must be an address"),
        ("https://example.org/é", "channel", "must be an address in ASCII"),
        ("https://example.org:99999/", "channel", "must be an address"),
        ("https://example.org/\r\nX-Evil: 1", "channel", "must be an address"),
        ("https://post:s3cret@example.org/", "channel", "holds a user or a password"),
        ("http://example.org/", "channel", "must be https"),
        ("https://example.org/#alow=10.0.0.0/8", "channel", "there is no option alow"),
        ("https://example.org/#allow=home", "allow", "'home' is not a network"),
        ("https://example.org/#allow=10.0.0.1/8", "allow", "'10.0.0.1/8' is not a network"),
        ("https://example.org/#addresses=maybe", "addresses", "'maybe' is neither yes nor no"),
        ("https://example.org/#timeout=3600", "timeout", "'3600' is not a number of seconds"),
        ("https://example.org/#ca=nowhere.pem", "ca", "there is no file nowhere.pem"),
        ("https://example.org/#source=two words", "source", "must be a word"),
        ("https://example.org/#secret_env=OURS", "OURS", "is not set"),
    ],
)
def test_an_address_that_is_wrong_says_what(address: str, path: str, reason: str) -> None:
    with pytest.raises(InvalidData) as error:
        read(address, {"DIGICASE_WEBHOOK_SECRET": SECRET})
    assert [problem.path for problem in error.value.problems if reason in problem.reason] == [path]
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    "secret",
    [
        "s3cret",
        "whsec_",
        "whsec_s3cret!",
        "whsec_" + base64.b64encode(b"short").decode(),
        SECRET.removeprefix("whsec_"),
    ],
)
def test_a_secret_that_protects_nothing_is_refused_and_not_shown(secret: str) -> None:
    with pytest.raises(InvalidData, match="24 to 64 bytes in base64") as error:
        read("https://example.org/", {"DIGICASE_WEBHOOK_SECRET": secret})
    assert "s3cret" not in str(error.value)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidData) as error:
        read("http://example.org/#timeout=x&ca=nowhere.pem", {})
    paths = [problem.path for problem in error.value.problems]
    assert paths == ["timeout", "DIGICASE_WEBHOOK_SECRET", "channel", "ca"]


def booked(channel: str | Callable[[], digicase.Channel], **settings: Any) -> digicase.Digicase:
    """A house in which somebody has just booked."""
    gent = digicase.open("memory://", channel=channel, **{"today": lambda: dt.date(2026, 11, 24), **settings})
    gent.contacts.put("J-0001", name="Zoë", email="zoe@example.org")
    gent.contacts.put("C-04", email="c04@example.org")
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


def test_a_booking_arrives_once_at_the_receiver(receiver: Receiver) -> None:
    with booked(f"webhook:http://127.0.0.1:{receiver.server_port}/{HERE}") as gent:
        assert [gent.deliver().sent, gent.deliver().sent] == [2, 0]
    told = {event["data"]["recipient"]: event for event in receiver.events}
    assert (len(receiver.events), set(told)) == (2, {"J-0001", "C-04"})
    assert told["J-0001"]["data"]["body"].startswith("Bonjour Zoë,\n\nVous avez un rendez-vous")
    headers, body = receiver.got[0]
    assert verify(body, headers, SECRET, now=MOMENT)["id"].startswith("notice-")


def test_a_receiver_that_fails_gets_every_event_later_under_the_same_id(receiver: Receiver) -> None:
    days = [dt.date(2026, 11, 24)]
    receiver.status = 500
    with booked(f"webhook:http://127.0.0.1:{receiver.server_port}/{HERE}", today=lambda: days[-1]) as gent:
        assert gent.deliver().postponed == 2
        waiting = gent.find(NoticeQuery(state=NoticeState.PLANNED, recipient="J-0001"))[0]
        assert "it answers 500" in (waiting.error or "")
        days.append(dt.date(2026, 11, 25))
        receiver.status = 204
        assert (gent.deliver().sent, gent.deliver().total) == (2, 0)
    ids = [event["id"] for event in receiver.events]
    assert (len(ids), len(set(ids))) == (4, 2)


def test_a_host_may_give_its_settings_as_they_are(receiver: Receiver) -> None:
    url = f"http://127.0.0.1:{receiver.server_port}/"
    settings = Settings(url=url, secrets=[SECRET], allow=["127.0.0.1/32"])
    with booked(lambda: digicase_webhook.open(settings)) as gent:
        assert gent.deliver().sent == 2
