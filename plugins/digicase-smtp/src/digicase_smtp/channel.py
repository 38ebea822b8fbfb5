"""The channel: one connection for a whole delivery, and a verdict on every answer of the mail server."""

from __future__ import annotations

import re
import smtplib
import time
from contextlib import suppress
from email import policy
from email.message import EmailMessage

from digicase import ChannelError, Message, Undeliverable
from digicase_smtp.connecting import connect
from digicase_smtp.mail import mail, recipient
from digicase_smtp.settings import Settings

PAUSE = 60.0
"""For how many seconds a server that could not be reached is left alone, so that a long queue does not wait for it."""

LONGEST_LINE = 998
"""How long a line of a head may be (RFC 5322): a List-Unsubscribe that is folded is one that no program reads."""

OURS = re.compile(r"5\.7\.\d+\b")
"""What a server says (RFC 3463) when it is us it does not trust, not the recipient it does not know."""


class SmtpChannel:
    """Sends messages through a mail server. Not for several threads at once; `close` lets the connection go."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._failed: tuple[float, ChannelError] | None = None

    def send(self, message: Message, /) -> None:
        """Hand one message to the mail server.

        A recipient it rejects for good is `Undeliverable`; whatever may pass, or is ours to mend, is ChannelError.
        """
        written, to = mail(message, self._settings), recipient(message)
        server = self._connected()
        international = not to.addr_spec.isascii()
        if international and not server.has_extn("smtputf8"):
            raise Undeliverable("the mail server takes no address beyond ASCII")
        try:
            self._hand_over(server, written, to.addr_spec, international=international)
        except smtplib.SMTPRecipientsRefused as refused:
            (code, answer), *_ = refused.recipients.values()
            self._judge(code, answer)
        except smtplib.SMTPResponseException as error:
            reason = f"it refuses to take the message ({_told(error.smtp_code, error.smtp_error)})"
            raise self._wrong(reason, "Mend from= in the channel, or ask who runs it why") from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            reason = f"the connection was lost while sending ({type(error).__name__})"
            raise self._wrong(reason, "It is tried again under the same Message-ID") from error

    def close(self) -> None:
        """Take leave of the mail server; the next message connects anew."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _hand_over(self, server: smtplib.SMTP, written: EmailMessage, to: str, *, international: bool) -> None:
        wire = (policy.SMTPUTF8 if international else policy.SMTP).clone(max_line_length=LONGEST_LINE)
        options = ["SMTPUTF8"] if international else []
        server.sendmail(written["From"].addresses[0].addr_spec, [to], written.as_bytes(policy=wire), options)

    def _connected(self) -> smtplib.SMTP:
        """Return the open connection if it still lives, else a new one, unless the last try failed just now."""
        if self._server is not None and _lives(self._server):
            return self._server
        self.close()
        if self._failed and time.monotonic() < self._failed[0] + PAUSE:
            raise self._failed[1]
        try:
            self._server = connect(self._settings)
        except ChannelError as error:
            self._failed = time.monotonic(), error
            raise
        return self._server

    def _judge(self, code: int, answer: bytes) -> None:
        """Raise what a refused recipient means."""
        told = _told(code, answer)
        if code < 500:
            raise self._wrong(f"it does not take mail for this recipient now ({told})", "It is tried again later")
        if code == 530 or OURS.match(_status(answer)):
            remedy = "Ask who runs it to let this user send from this address, and to any recipient"
            raise self._wrong(f"it does not let us send ({told})", remedy)
        raise Undeliverable(f"the mail server rejects the recipient ({told})")

    def _wrong(self, reason: str, remedy: str) -> ChannelError:
        return ChannelError(self._settings.where, reason, remedy)


def _lives(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _told(code: int, answer: bytes | str) -> str:
    """Return the numbers of an answer; its words are left out, since they repeat the recipient's address."""
    return f"{code} {_status(answer)}".rstrip()


def _status(answer: bytes | str) -> str:
    text = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    found = re.match(r"\d\.\d{1,3}\.\d{1,3}\b", text)
    return found.group() if found else ""
