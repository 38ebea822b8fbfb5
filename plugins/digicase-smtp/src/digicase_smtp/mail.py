"""A message as an e-mail: plain text in UTF-8, with the head that automatic mail should have."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import quote

from digicase import Message, Undeliverable
from digicase_smtp.addresses import address, one_line
from digicase_smtp.settings import Settings


def mail(message: Message, settings: Settings) -> EmailMessage:
    """Return the e-mail. The same message always has the same Message-ID. No address is `Undeliverable`."""
    sender = address(settings.sender)
    assert sender is not None, "settings are checked when they are made"
    result = EmailMessage()
    result["From"] = sender
    result["To"] = recipient(message)
    if settings.reply_to and (answers := address(settings.reply_to)):
        result["Reply-To"] = answers
    result["Subject"] = one_line(message.subject)
    result["Date"] = message.sent_at
    result["Message-ID"] = f"<{message.key}@{sender.domain}>"
    result["Auto-Submitted"] = "auto-generated"
    if settings.unsubscribe and message.invitation is None and (takes := address(settings.unsubscribe)):
        subject = quote(f"unsubscribe {message.to.reference}", safe="")
        result["List-Unsubscribe"] = f"<mailto:{takes.addr_spec}?subject={subject}>"
    result.set_content(message.body)
    if message.invitation is not None:
        told = {"method": message.invitation.method}
        result.add_alternative(message.invitation.data.decode(), subtype="calendar", params=told)
    result["Content-Language"] = message.language  # after the content, which clears what is said of content
    return result


def recipient(message: Message) -> Address:
    """Return where the message goes: the address alone, without the name."""
    if not message.to.email:
        raise Undeliverable("no e-mail address is known")
    found = address(message.to.email)
    if found is None:
        raise Undeliverable("the e-mail address that is known is not one")
    return found
