"""Notices by e-mail, over a mail server of your own."""

from __future__ import annotations

from collections.abc import Sequence

import digicase
from digicase_smtp.settings import Settings, Tls, read

__all__ = ["Settings", "Tls", "digicase_channels", "open"]


def open(given: str | Settings) -> digicase.Channel:
    """Return the channel for `smtp://user@host:587?from=ADDRESS`; the password is in DIGICASE_SMTP_PASSWORD.

    A host may give settings that it has made itself. Raises InvalidData with everything that is wrong with the
    address; the mail server is reached when there is mail.
    """
    from digicase_smtp.channel import SmtpChannel  # only those who send mail pay for loading it

    return SmtpChannel(given if isinstance(given, Settings) else read(given))


@digicase.hookimpl
def digicase_channels() -> Sequence[digicase.ChannelOffer]:
    """Offer the channel `smtp`."""
    return [digicase.ChannelOffer(name="smtp", open=open)]
