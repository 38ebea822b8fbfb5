"""Notices as signed CloudEvents to a web address of your own, and the check for who receives them."""

from __future__ import annotations

from collections.abc import Sequence

import digicase
from digicase_webhook.settings import Settings, read
from digicase_webhook.signing import NotVerified, new_secret, verify

__all__ = ["NotVerified", "Settings", "digicase_channels", "new_secret", "open", "verify"]


def open(given: str | Settings) -> digicase.Channel:
    """Return the channel for `https://example.org/notices`; the secret is in DIGICASE_WEBHOOK_SECRET.

    Options follow a `#`; a host may give settings that it has made itself. Raises InvalidData with everything that is
    wrong; the address is reached when there is a notice.
    """
    from digicase_webhook.channel import WebhookChannel  # only those who call a web address pay for loading it

    return WebhookChannel(given if isinstance(given, Settings) else read(given))


@digicase.hookimpl
def digicase_channels() -> Sequence[digicase.ChannelOffer]:
    """Offer the channel `webhook`."""
    return [digicase.ChannelOffer(name="webhook", open=open)]
