"""E-mail as a real mail server receives it: aiosmtpd, with TLS, a log-in, and answers that refuse."""

from __future__ import annotations

import datetime as dt
import email
import socket
import ssl
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

import digicase
import digicase_smtp
from digicase import ChannelError, InvalidData, Invitation, Message, NoticeQuery, NoticeState, Undeliverable, evolve
from digicase.testing import ChannelContract
from digicase.testing.channels import message
from digicase_smtp import Settings, Tls
from digicase_smtp.settings import read

SECRET = "s3cret pässword"
REFUSED = {
    "gone@example.org": "550 5.1.1 <gone@example.org>: no such user Zoë",
    "busy@example.org": "451 4.7.1 <busy@example.org>: greylisted",
    "relay@example.org": "554 5.7.1 <relay@example.org>: relay access denied",
}


class Mailbox:
    """What a mail server does with what it receives: refuse some recipients, keep the rest."""

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.peers: set[Any] = set()
        self.on_data = "250 kept"

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:
        self.peers.add(session.peer)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if address in REFUSED:
            return REFUSED[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.got.append(envelope)
        return self.on_data

    @property
    def connections(self) -> int:
        return len(self.peers)

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(each.content or b"", policy=policy.default) for each in self.got]  # type: ignore[arg-type]  # content is bytes unless decoding was asked for


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


@pytest.fixture
def context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def authenticated(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (b"post", SECRET.encode()), handled=False)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def serving(mailbox: Mailbox) -> Iterator[Callable[..., int]]:
    """Start a mail server for the mailbox, and return its port."""
    running: list[Controller] = []

    def serve(**settings: Any) -> int:
        controller = Controller(mailbox, hostname="localhost", **{"port": free_port(), **settings})
        controller.start()
        running.append(controller)
        port: int = controller.port
        return port

    yield serve
    for controller in running:
        controller.stop()


@pytest.fixture
def starttls(serving: Callable[..., int], context: ssl.SSLContext) -> int:
    """The port of a server that wants STARTTLS and a log-in."""
    return serving(tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticated)


@pytest.fixture
def opening(ca: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Open the channel as `digicase.open` does; closed afterwards."""
    monkeypatch.setenv("DIGICASE_SMTP_PASSWORD", SECRET)
    channels: list[Any] = []

    def open(port: int, *, user: str = "post@", options: str = "", host: str = "localhost") -> Any:
        import digicase_smtp

        address = f"//{user}{host}:{port}?from=Jobteam <team@gent.example.org>&ca={ca}{options}"
        channels.append(digicase_smtp.open(address))
        return channels[-1]

    yield open
    for channel in channels:
        channel.close()


def to(address: str | None) -> Message:
    return message(to=evolve(message().to, email=address))


def trouble(channel: Any, sent: Message | None = None) -> str:
    """Return what an error says that is tried again; never the password, and nothing of the recipient."""
    with pytest.raises(ChannelError) as error:
        channel.send(sent or message())
    assert not any(word in str(error.value) for word in ("s3cret", "@example.org", "Zoë"))
    return str(error.value)


class TestContract(ChannelContract):
    @pytest.fixture
    def channel(self, starttls: int, opening: Callable[..., Any]) -> digicase.Channel:
        channel: digicase.Channel = opening(starttls)
        return channel


def test_a_mail_has_the_head_that_automatic_mail_should_have(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    opening(starttls, options="&reply_to=Zoé <answers+zitdag@gent.example.org>").send(message())
    (mail,) = mailbox.mails
    assert dict(mail.items()) | {"X-Peer": "", "MIME-Version": ""} == {
        "From": "Jobteam <team@gent.example.org>",
        "To": "zoe@example.org",
        "Reply-To": "Zoé <answers+zitdag@gent.example.org>",
        "Subject": "Uw afspraak é",
        "Date": "Tue, 24 Nov 2026 11:00:00 +0000",
        "Message-ID": "<0123456789abcdef@gent.example.org>",
        "Content-Language": "nl",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "",
        "X-Peer": "",
    }
    assert mail.get_content().splitlines() == ["Dag Zoë,", "", "U bent welkom."]


def test_who_wants_no_more_of_these_can_say_so_by_a_button(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    takes = "Team <less+mail-for-those-who-asked@coordination.gent.example.org>"
    channel = opening(starttls, options=f"&unsubscribe={takes}")
    channel.send(message(to=evolve(message().to, reference="J 1&2 of 0199c5f2-7a4e-7cc3-98a5-d2c1f0e5b6a7")))
    channel.send(message(key="2", invitation=Invitation(method="CANCEL", data=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")))
    mail, invitation = mailbox.mails
    assert mail["List-Unsubscribe"] == (
        "<mailto:less+mail-for-those-who-asked@coordination.gent.example.org"
        "?subject=unsubscribe%20J%201%262%20of%200199c5f2-7a4e-7cc3-98a5-d2c1f0e5b6a7>"
    )
    assert invitation["List-Unsubscribe"] is None


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_is_a_part_that_calendar_programs_take_in(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox, method: str
) -> None:
    text = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nX-PLACE:Zoë's\r\nEND:VCALENDAR\r\n"
    opening(starttls).send(message(invitation=Invitation(method=method, data=text.encode())))
    (mail,) = mailbox.mails
    words, calendar = mail.iter_parts()
    assert (mail.get_content_type(), words.get_content_type()) == ("multipart/alternative", "text/plain")
    told = calendar["Content-Type"].params
    assert (calendar.get_content_type(), told["method"], told["charset"]) == ("text/calendar", method, "utf-8")
    assert calendar.get_content().replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert mail["Content-Language"] == "nl"


@pytest.mark.parametrize("body", ["From here on\n.\n..\n", "é 😀\n", "x" * 5000 + "\n"])
def test_a_text_arrives_as_it_was_written(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox, body: str
) -> None:
    opening(starttls).send(message(body=body))
    assert mailbox.mails[0].get_content().replace("\r\n", "\n") == body


def test_a_line_break_in_a_subject_adds_nothing_to_the_head(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    opening(starttls).send(message(subject="Hallo\r\nBcc: all@example.org\x00\x85X-Evil: 1"))
    (mail,) = mailbox.mails
    assert (mail["Subject"], mail["Bcc"], mail["X-Evil"]) == ("Hallo Bcc: all@example.org X-Evil: 1", None, None)
    assert mailbox.got[0].rcpt_tos == ["zoe@example.org"]


def test_a_resend_has_the_same_message_id(starttls: int, opening: Callable[..., Any], mailbox: Mailbox) -> None:
    channel = opening(starttls)
    channel.send(message())
    channel.send(message(sent_at=message().sent_at + dt.timedelta(hours=1)))
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1
    assert len({mail["Date"] for mail in mailbox.mails}) == 2


def test_a_domain_beyond_ascii_is_written_in_ascii(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    opening(starttls).send(to("zoe@bücher.example"))
    assert mailbox.got[0].rcpt_tos == ["zoe@xn--bcher-kva.example"]


def test_a_server_that_takes_addresses_beyond_ascii_is_given_them(
    serving: Callable[..., int], opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    port = serving(enable_SMTPUTF8=True)
    opening(port, user="", options="&tls=none").send(to("zoë@example.org"))
    assert (mailbox.got[0].rcpt_tos, mailbox.got[0].smtp_utf8) == (["zoë@example.org"], True)


def test_a_server_that_takes_none_makes_them_undeliverable(
    serving: Callable[..., int], opening: Callable[..., Any]
) -> None:
    port = serving(enable_SMTPUTF8=False)
    with pytest.raises(Undeliverable, match="takes no address beyond ASCII"):
        opening(port, user="", options="&tls=none").send(to("zoë@example.org"))


def test_mail_goes_over_tls_from_the_first_byte(
    serving: Callable[..., int], opening: Callable[..., Any], context: ssl.SSLContext, mailbox: Mailbox
) -> None:
    opening(serving(ssl_context=context), user="", options="&tls=implicit").send(message())
    assert len(mailbox.got) == 1


def test_several_messages_share_a_connection(starttls: int, opening: Callable[..., Any], mailbox: Mailbox) -> None:
    channel = opening(starttls)
    for _ in range(3):
        channel.send(message())
    assert (len(mailbox.got), mailbox.connections) == (3, 1)


def test_a_connection_that_died_between_messages_is_made_anew(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    channel = opening(starttls)
    channel.send(message())
    channel._server.sock.shutdown(socket.SHUT_RDWR)
    channel.send(message())
    assert len(mailbox.got) == 2


def test_a_recipient_rejected_for_good_is_given_up(starttls: int, opening: Callable[..., Any]) -> None:
    with pytest.raises(Undeliverable) as error:
        opening(starttls).send(to("gone@example.org"))
    assert str(error.value) == "the mail server rejects the recipient (550 5.1.1)"


def test_a_recipient_put_off_is_tried_again(starttls: int, opening: Callable[..., Any]) -> None:
    said = trouble(opening(starttls), to("busy@example.org"))
    assert said.endswith("does not take mail for this recipient now (451 4.7.1). It is tried again later.")


def test_a_server_that_lets_us_send_to_nobody_loses_no_notice(starttls: int, opening: Callable[..., Any]) -> None:
    assert "does not let us send (554 5.7.1). Ask who runs it" in trouble(opening(starttls), to("relay@example.org"))


@pytest.mark.parametrize("answer", ["451 4.3.0 try later zoe@example.org", "554 5.6.0 Zoë is spam"])
def test_a_message_that_is_not_taken_is_tried_again(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox, answer: str
) -> None:
    mailbox.on_data = answer
    assert f"refuses to take the message ({answer[:9]})" in trouble(opening(starttls))


def test_after_a_refusal_the_next_message_goes_through(
    starttls: int, opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    channel = opening(starttls)
    for refused in ("gone@example.org", "busy@example.org"):
        with pytest.raises((Undeliverable, ChannelError)):
            channel.send(to(refused))
    channel.send(message())
    assert [each.rcpt_tos for each in mailbox.got] == [["zoe@example.org"]]


def test_a_wrong_password_says_where_to_mend_it(starttls: int, opening: Callable[..., Any], mailbox: Mailbox) -> None:
    channel = opening(starttls, user="somebody@")
    assert "the user or the password was refused (535). Mend the user in the channel" in trouble(channel)
    assert mailbox.got == []


@pytest.mark.parametrize("password", ["wrong", "wröng"])
def test_a_refused_password_is_told_in_any_alphabet(
    starttls: int, opening: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("OTHER", password)
    assert "was refused (535)" in trouble(opening(starttls, options="&password_env=OTHER"))


def test_a_certificate_that_nobody_vouches_for_is_refused(
    serving: Callable[..., int], opening: Callable[..., Any], tmp_path: Path, mailbox: Mailbox
) -> None:
    stranger = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(stranger)
    assert "its certificate is not to be trusted" in trouble(opening(serving(tls_context=stranger), user=""))
    assert mailbox.got == []


def test_a_certificate_of_another_name_is_refused(
    serving: Callable[..., int], opening: Callable[..., Any], authority: trustme.CA, mailbox: Mailbox
) -> None:
    other = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("mail.example.org").configure_cert(other)
    assert "certificate is not to be trusted (Hostname mismatch" in trouble(
        opening(serving(tls_context=other), user="")
    )
    assert mailbox.got == []


def test_a_server_without_starttls_gets_no_mail(
    serving: Callable[..., int], opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    assert "it offers no STARTTLS" in trouble(opening(serving()))
    assert mailbox.got == []


def test_tls_from_the_first_byte_where_there_is_none_is_explained(
    serving: Callable[..., int], opening: Callable[..., Any]
) -> None:
    assert "does not speak TLS in this way. Set tls=implicit for port 465" in trouble(
        opening(serving(), options="&tls=implicit")
    )


def test_a_server_that_is_down_is_told(opening: Callable[..., Any]) -> None:
    assert "cannot be reached (ConnectionRefusedError). See whether it runs" in trouble(opening(free_port()))


def test_a_server_that_does_not_exist_is_told(opening: Callable[..., Any]) -> None:
    assert "no server of that name is found" in trouble(opening(25, host="mail.invalid"))


def test_a_server_that_is_down_is_not_asked_again_for_every_message(
    serving: Callable[..., int], opening: Callable[..., Any], mailbox: Mailbox
) -> None:
    port = free_port()
    channel = opening(port, user="", options="&tls=none")
    first = trouble(channel)
    with socket.create_server(("localhost", port)) as silent:
        silent.settimeout(0)
        assert trouble(channel) == first
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_the_password_is_shown_nowhere(ca: str) -> None:
    settings = Settings(host="localhost", sender="a@example.org", user="post", password=SECRET)
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("address", "path", "reason"),
    [
        ("", "channel", "names no mail server"),
        ("//mail.example.org", "from", "must be an e-mail address"),
        ("//mail.example.org?from=nobody", "from", "must be an e-mail address"),
        ("//mail.example.org:99999?from=a@example.org", "channel", "has a port that is not a number"),
        ("//mail.example.org?from=a@example.org&form=b", "channel", "there is no option form"),
        ("//mail.example.org?from=a@example.org&tls=maybe", "tls", "'maybe' is none of implicit, starttls, none"),
        ("//mail.example.org?from=a@example.org&timeout=soon", "timeout", "'soon' is not a number of seconds"),
        ("//mail.example.org?from=a@example.org&timeout=nan", "timeout", "'nan' is not a number of seconds"),
        ("//mail.example.org?from=a@example.org&ca=nowhere.pem", "ca", "there is no file nowhere.pem"),
        ("//post@mail.example.org?from=a@example.org", "DIGICASE_SMTP_PASSWORD", "is not set"),
        ("//post@mail.example.org?from=a@example.org&password_env=OURS", "OURS", "is not set"),
        ("//post:s3cret@mail.example.org?from=a@example.org", "channel", "holds a password; take it out"),
        ("//[mail.example.org?from=a@example.org", "channel", "is not an address"),
    ],
)
def test_an_address_that_is_wrong_says_what(address: str, path: str, reason: str) -> None:
    with pytest.raises(InvalidData) as error:
        read(address, {})
    assert [problem.path for problem in error.value.problems if reason in problem.reason] == [path]
    assert "s3cret" not in str(error.value)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidData) as error:
        read("//post@mail.example.org?from=nobody&tls=maybe&timeout=0", {})
    assert {problem.path for problem in error.value.problems} == {"DIGICASE_SMTP_PASSWORD", "tls", "from", "timeout"}


def test_a_password_never_travels_in_the_clear() -> None:
    with pytest.raises(InvalidData, match="the password would be legible on its way"):
        read("//post@mail.example.org?from=a@example.org&tls=none", {"DIGICASE_SMTP_PASSWORD": SECRET})


@pytest.mark.parametrize(("port", "tls"), [(465, Tls.IMPLICIT), (587, Tls.STARTTLS), (25, Tls.STARTTLS)])
def test_the_port_tells_how_tls_begins(port: int, tls: Tls) -> None:
    assert read(f"//mail.example.org:{port}?from=a@example.org", {}).tls is tls


def test_a_plus_in_an_address_stays_a_plus() -> None:
    assert read("//mail.example.org?from=team%2Bgent@example.org", {}).sender == "team+gent@example.org"
    assert read("mail.example.org?from=team+gent@example.org", {}).sender == "team+gent@example.org"


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


def test_a_booking_arrives_once_at_the_mail_server(
    starttls: int, ca: str, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGICASE_SMTP_PASSWORD", SECRET)
    with booked(f"smtp://post@localhost:{starttls}?from=team@gent.example.org&ca={ca}") as gent:
        reports = gent.deliver(), gent.deliver()
    assert [report.sent for report in reports] == [2, 0]
    told = {mail["To"]: mail for mail in mailbox.mails}
    assert set(told) == {"zoe@example.org", "c04@example.org"}
    assert len(mailbox.mails) == 2
    assert told["zoe@example.org"]["Content-Language"] == "fr"
    assert told["zoe@example.org"].get_content().startswith("Bonjour Zoë,\r\n\r\nVous avez un rendez-vous")
    assert mailbox.connections == 1


def test_a_mail_server_that_comes_back_gets_every_mail_once(serving: Callable[..., int], mailbox: Mailbox) -> None:
    days, port = [dt.date(2026, 11, 24)], free_port()
    with booked(f"smtp://localhost:{port}?from=team@gent.example.org&tls=none", today=lambda: days[-1]) as gent:
        assert gent.deliver().postponed == 2
        waiting = gent.find(NoticeQuery(state=NoticeState.PLANNED, recipient="J-0001"))[0]
        assert "cannot be reached" in (waiting.error or "")
        days.append(dt.date(2026, 11, 25))
        serving(port=port)
        assert (gent.deliver().sent, gent.deliver().total) == (2, 0)
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == len(mailbox.mails) == 2


def test_a_host_may_give_its_settings_as_they_are(serving: Callable[..., int], mailbox: Mailbox) -> None:
    settings = Settings(host="localhost", port=serving(), sender="team@gent.example.org", tls=Tls.NONE)
    with booked(lambda: digicase_smtp.open(settings)) as gent:
        assert gent.deliver().sent == 2
    assert len(mailbox.got) == 2
