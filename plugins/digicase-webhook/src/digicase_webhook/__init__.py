"""Notices as signed CloudEvents to a web address of your own, and the check for who receives them."""

from __future__ import annotations

from collections.abc import Sequence

import digicase
from digicase_webhook.settings import Settings, read
from digicase_webhook.signing import NotVerified, new_secret, verify

__all__ = ["Configured", "NotVerified", "Settings", "digicase_channels", "new_secret", "open", "verify"]


def open(rest: str) -> digicase.Channel:
    """Return the channel for `https://example.org/notices`; the secret is in DIGICASE_WEBHOOK_SECRET.

    Options follow a `#`. Raises InvalidData with everything that is wrong; the address is reached when there is a
    notice.
    """
    return _channel(read(rest))


@digicase.hookimpl
def digicase_channels() -> Sequence[digicase.ChannelOffer]:
    """Offer the channel `webhook`."""
    return [digicase.ChannelOffer(name="webhook", open=open)]


class Configured:
    """A channel by settings of the host's own, for `open(..., plugins=[...])`, named anything but `webhook`."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name, self._settings = name, settings

    @digicase.hookimpl
    def digicase_channels(self) -> Sequence[digicase.ChannelOffer]:
        """Offer the channel; it takes nothing behind a colon."""
        return [digicase.ChannelOffer(name=self._name, open=self._open)]

    def _open(self, rest: str) -> digicase.Channel:
        if rest:
            reason = f"{self._name} has its settings already, but was given more behind the colon"
            raise digicase.InvalidData([digicase.Problem("channel", reason)])
        return _channel(self._settings)


def _channel(settings: Settings) -> digicase.Channel:
    from digicase_webhook.channel import WebhookChannel  # only those who call a web address pay for loading it

    return WebhookChannel(settings)
