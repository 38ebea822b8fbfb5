"""The channel: one service of apprise per message, tried once, its answer taken seriously."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote

import apprise

from digicase import Addressee, ChannelError, InvalidData, Message, Problem, Undeliverable

SOMEBODY = Addressee(reference="J-0001", phone="+3225550100", email="somebody@example.org")
"""With whom an address is tried out before there is a notice; nothing is sent to them."""

OURS = ContextVar("digicase_apprise_is_sending", default=False)
"""True in what apprise does for us; it takes the context along into its threads."""

MISSING = {"phone": "no telephone number is known", "email": "no e-mail address is known"}


class AppriseChannel:
    """Sends messages to the services behind an address of apprise; `InvalidData` where it knows none."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._where = f"apprise:{address.partition('://')[0]}"
        fields = set(re.findall(r"\{(\w+)\}", address))
        if unknown := sorted(fields - {"phone", "email", "reference"}):
            reason = f"there is no {{{unknown[0]}}}; there are {{phone}}, {{email}} and {{reference}}"
            raise InvalidData([Problem("channel", reason)])
        if _service(_filled(address, SOMEBODY)) is None:
            reason = "is no address that apprise knows; `apprise --details` lists the services and what they take"
            raise InvalidData([Problem("channel", reason)])

    def send(self, message: Message, /) -> None:
        """Send one message, once. What the address needs and nobody knows is `Undeliverable`; else ChannelError."""
        service = _service(_filled(self._address, message.to))
        if service is None:
            raise Undeliverable("the service cannot reach what is known of this person")
        notifier = apprise.Apprise(asset=service.asset)
        notifier.add(service)
        title = " ".join(message.subject.split())
        body = message.body if message.body.strip() else title  # apprise sends nothing that is empty
        with _unheard():
            taken = notifier.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
        if not taken:
            remedy = "Try the address with the command `apprise -vv`, which tells why"
            raise ChannelError(self._where, "the service did not take the message", remedy)


def _service(address: str) -> apprise.NotifyBase | None:
    """Return what apprise makes of an address: without tries of its own, and without failures that count as success."""
    with _unheard():
        service = apprise.Apprise.instantiate(
            address, asset=apprise.AppriseAsset(app_id="digicase", app_desc="digicase", async_mode=False)
        )
    if service is not None:
        service.retry, service.optional = 0, False
    return service


def _filled(address: str, to: Addressee) -> str:
    known: Mapping[str, str | None] = {"phone": to.phone, "email": to.email, "reference": to.reference}

    def value(field: re.Match[str]) -> str:
        found = known[field[1]]
        if not found:
            raise Undeliverable(MISSING[field[1]])
        return quote(found, safe="")

    return re.sub(r"\{(\w+)\}", value, address)


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep apprise from logging what it does for us, in whatever thread: it tells numbers and addresses of people."""

    def not_ours(_: logging.LogRecord) -> bool:
        return not OURS.get()

    apprise.logger.addFilter(not_ours)
    ours = OURS.set(True)
    try:
        yield
    finally:
        OURS.reset(ours)
        apprise.logger.removeFilter(not_ours)
