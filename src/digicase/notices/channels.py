"""The built-in channels: the log, and a folder of messages that a mail program can read."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import parse_qs

from digicase.errors import InvalidData, Problem
from digicase.ports import Message, Undeliverable

LOG = logging.getLogger("digicase.notices")


class LogChannel:
    """Tells the log what would be sent and to whom, by reference; the words and the address are left out."""

    def send(self, message: Message, /) -> None:
        """Log one line at level INFO."""
        LOG.info("%s to %s in %s (%s)", message.notice.kind, message.notice.recipient, message.language, message.key)


class MaildirChannel:
    """Puts each message into a Maildir folder as RFC 5322 text, for a mail program, or a mail server to pick up."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def send(self, message: Message, /) -> None:
        """Write one message; the folder is made when it is first needed. No address is `Undeliverable`."""
        import mailbox  # only those who send mail pay for loading it
        from email.message import EmailMessage
        from email.utils import format_datetime

        if not message.to.email:
            raise Undeliverable("no e-mail address is known")
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = message.to.email
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(message.sent_at)
        mail["Message-ID"] = f"<{message.key}@{self._sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        if message.invitation is not None:
            told = {"method": message.invitation.method}
            mail.add_alternative(message.invitation.data.decode(), subtype="calendar", params=told)
        mail["Content-Language"] = message.language  # after the content, which clears what is said of content
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        mailbox.Maildir(self._folder, create=True).add(mail)


def open_log(rest: str) -> LogChannel:
    """Return the log channel; it takes no options."""
    if rest:
        raise InvalidData([Problem("channel", f"the log takes no options, but was given {rest!r}")])
    return LogChannel()


def open_maildir(rest: str) -> MaildirChannel:
    """Return the channel for `maildir:FOLDER` or `maildir:FOLDER?sender=ADDRESS`."""
    folder, _, options = rest.partition("?")
    given = parse_qs(options)
    if not folder:
        raise InvalidData([Problem("channel", 'name a folder: channel="maildir:outbox"')])
    if unknown := sorted(set(given) - {"sender"}):
        raise InvalidData([Problem("channel", f"unknown option {', '.join(unknown)}; there is only sender")])
    return MaildirChannel(Path(folder), given.get("sender", ["digicase@localhost"])[-1])
