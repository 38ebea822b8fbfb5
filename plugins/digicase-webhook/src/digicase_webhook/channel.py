"""The channel: one signed call per message, and a verdict on every answer."""

from __future__ import annotations

from digicase import ChannelError, Message, Undeliverable
from digicase_webhook.event import MEDIA_TYPE, event
from digicase_webhook.reaching import post
from digicase_webhook.settings import Settings
from digicase_webhook.signing import signed


class WebhookChannel:
    """Sends messages to a web address, each signed for the moment at which it is tried."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: Message, /) -> None:
        """Post one message; any 2xx means that the receiver has it.

        410 is a receiver that wants this message never again: `Undeliverable`. Any other answer, 404 too, is
        ChannelError: a slip in the address, or an hour of maintenance, must not cost a notice.
        """
        body = event(message, self._settings)
        vouched = signed(message.key, message.sent_at, body, self._settings.secrets)
        headers = {"Content-Type": MEDIA_TYPE, "User-Agent": "digicase-webhook", **vouched}
        self._judge(post(self._settings, body, headers))

    def _judge(self, status: int) -> None:
        if 200 <= status < 300:
            return
        if status == 410:
            raise Undeliverable("the receiver answers that it never wants this message (410)")
        raise ChannelError(self._settings.where, f"it answers {status}", _remedy(status))


def _remedy(status: int) -> str:
    if 300 <= status < 400:
        return "Redirects are not followed: put the final address into the channel"
    if status in (401, 403):
        return "See whether the receiver has the same secret, and the right time"
    if status == 404:
        return "Mend the path in the channel"
    return "See what its log says of it"
