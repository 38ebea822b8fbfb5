"""Notices by e-mail, over a mail server of your own."""

from __future__ import annotations

from collections.abc import Sequence

import digicase
from digicase_smtp.settings import Settings, Tls, read

__all__ = ["Configured", "Settings", "Tls", "digicase_channels", "open"]


def open(rest: str) -> digicase.Channel:
    """Return the channel for `smtp://user@host:587?from=ADDRESS`; the password is in DIGICASE_SMTP_PASSWORD.

    Raises InvalidData with everything that is wrong with the address; the mail server is reached when there is mail.
    """
    return _channel(read(rest))


@digicase.hookimpl
def digicase_channels() -> Sequence[digicase.ChannelOffer]:
    """Offer the channel `smtp`."""
    return [digicase.ChannelOffer(name="smtp", open=open)]


class Configured:
    """A channel by settings of the host's own, for `open(..., plugins=[...])`, named anything but `smtp`."""

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
    from digicase_smtp.channel import SmtpChannel  # only those who send mail pay for loading it

    return SmtpChannel(settings)
