"""Several channels: each person is told in the way that they asked for, or in another that reaches them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from digicase.domain.people import Addressee, ContactBy
from digicase.ports import Channel, Closes, Message, Undeliverable

REACHED: Mapping[ContactBy, Callable[[Addressee], str | None]] = {
    ContactBy.EMAIL: lambda to: to.email,
    ContactBy.SMS: lambda to: to.phone,
    ContactBy.LETTER: lambda to: to.address,
}
"""What must be known of a person to reach them in a way."""


class Routes:
    """The channels of a house, by way: people are told in the one they asked for, or the first that reaches them."""

    def __init__(self, channels: Mapping[ContactBy, Channel]) -> None:
        self._channels = channels

    def send(self, message: Message, /) -> None:
        """Send a message in one way; `Undeliverable` where none that we have reaches the person.

        A way that gives a message up for good is followed by the next; any other error is tried again later.
        """
        wanted = message.to.contact_by
        said = ["no way that we have reaches them"]
        for way in sorted(self._channels, key=lambda way: way is not wanted):
            if not REACHED[way](message.to):
                continue
            try:
                self._channels[way].send(message)
            except Undeliverable as reason:
                said.append(f"{way}: {reason}")
            else:
                return
        raise Undeliverable("; ".join(said[-1:] if len(said) == 1 else said[1:]))

    def close(self) -> None:
        """Let go of what the channels keep open."""
        for channel in self._channels.values():
            if isinstance(channel, Closes):
                channel.close()
