"""What every channel promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import UUID

import pytest

from digicase.domain.ids import NoticeId
from digicase.domain.notices import Audience, Notice, NoticeKind
from digicase.domain.people import Addressee
from digicase.domain.record import evolve
from digicase.ports import Channel, Invitation, Message, Undeliverable

MOMENT = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
NOTICE = Notice(
    id=NoticeId(UUID(int=7)),
    version=1,
    kind=NoticeKind.APPOINTMENT_BOOKED,
    subject=UUID(int=8),
    dedup_key="booked/8",
    recipient="J-0001",
    audience=Audience.JOBSEEKER,
    due_at=MOMENT,
    expires_at=MOMENT + dt.timedelta(days=1),
)
NOBODY = Addressee(reference="J-0001")


def message(**changes: object) -> Message:
    """Return a message to somebody who can be reached in every way."""
    to = Addressee(
        reference="J-0001", name="Zoë", email="zoe@example.org", phone="+32470000000", address="Kaai 1, 9000 Gent"
    )
    whole = Message(
        key="0123456789abcdef",
        to=to,
        subject="Uw afspraak é",
        body="Dag Zoë,\n\nU bent welkom.\n",
        language="nl",
        sent_at=MOMENT,
        notice=NOTICE,
    )
    return evolve(whole, **changes)


class ChannelContract:
    """What every channel promises. Subclass it and override `channel`."""

    reaches_by: Sequence[str] = ("email",)
    """What it needs to know of a person: some of `email`, `phone`, `address`; empty where it needs nothing."""

    @pytest.fixture
    def channel(self) -> Channel:
        """Give the channel, set up so that nothing reaches real people."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture `channel`")

    def test_it_sends_any_text(self, channel: Channel) -> None:
        """Accents, an emoji, a long line and a line that begins with a dot or `From` go through."""
        for body in ("é 😀\n", "x" * 5000, "From here on\n.\n..\n", "\r\n", ""):
            channel.send(message(body=body))

    def test_sending_answers_nothing(self, channel: Channel) -> None:
        """It returns when the message is sent; that it is not sent is said by raising, and by nothing else."""
        send: Callable[[Message], object] = channel.send
        assert send(message()) is None

    def test_it_sends_a_message_with_an_invitation(self, channel: Channel) -> None:
        """Where it has no room for one, it sends the words alone."""
        data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
        channel.send(message(invitation=Invitation(method="CANCEL", data=data)))

    def test_a_message_may_come_twice(self, channel: Channel) -> None:
        """The same key is the same message, sent again after a crash: that is no error."""
        channel.send(message())
        channel.send(message())

    def test_who_cannot_be_reached_is_undeliverable(self, channel: Channel) -> None:
        """`Undeliverable`, so that it is given up and not tried again; its text holds no name and no address."""
        if not self.reaches_by:
            channel.send(message(to=NOBODY))
            return
        known = evolve(message().to, **dict.fromkeys(self.reaches_by))
        with pytest.raises(Undeliverable) as error:
            channel.send(message(to=known))
        assert not any(word in str(error.value) for word in ("Zoë", "zoe@", "+324", "Kaai"))

    def test_a_line_break_in_the_subject_does_no_harm(self, channel: Channel) -> None:
        """It is sent or refused, and adds no line of its own to the message's head."""
        with suppress(ValueError, Undeliverable):
            channel.send(message(subject="Hallo\r\nBcc: everybody@example.org"))
