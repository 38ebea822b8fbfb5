"""Notices by SMS, chat and a hundred other services, over the apprise library."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from string import Template

import digicase

__all__ = ["digicase_channels", "open"]


def open(rest: str, environment: Mapping[str, str] = os.environ) -> digicase.Channel:
    """Return the channel for an address of apprise, such as `twilio://$TWILIO@+3225550100/{phone}`.

    `$NAME` stands for what the environment holds, `$$` for a dollar; `{phone}`, `{email}` and `{reference}` for what is
    known of the recipient. A host whose secrets are elsewhere gives its own `environment`. Raises InvalidData; nothing
    is sent before there is a notice.
    """
    from digicase_apprise.channel import AppriseChannel  # only those who use apprise pay for loading it

    return AppriseChannel(_with_secrets(rest, environment))


@digicase.hookimpl
def digicase_channels() -> Sequence[digicase.ChannelOffer]:
    """Offer the channel `apprise`."""
    return [digicase.ChannelOffer(name="apprise", open=open)]


def _with_secrets(rest: str, environment: Mapping[str, str]) -> str:
    try:
        return Template(rest).substitute(environment)
    except KeyError as error:
        name = str(error.args[0])
        raise digicase.InvalidData([digicase.Problem(name, "is not set in the environment")]) from None
    except ValueError:
        reason = "has a $ that names nothing: write $NAME for what the environment holds, $$ for a dollar"
        raise digicase.InvalidData([digicase.Problem("channel", reason)]) from None
