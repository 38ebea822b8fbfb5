"""People are told as they like: by what, in which language, not at night, and together what can wait."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st
from tests.house import TODAY, Clock, new_case, new_series

import digicase
from digicase import Digicase, InvalidData, Message, NoticeQuery, NoticeState, Undeliverable
from digicase.domain.people import Addressee
from digicase.notices.delivery import _key
from digicase.notices.timing import quiet_until

NINE, HALF_PAST = dt.time(9), dt.time(9, 30)
BRUSSELS = dt.timezone(dt.timedelta(hours=1))


class Box:
    """A channel that remembers; what it cannot do it says."""

    def __init__(self, reason: str = "") -> None:
        self.sent: list[Message] = []
        self.reason, self.closed = reason, 0

    def send(self, message: Message, /) -> None:
        if self.reason:
            raise Undeliverable(self.reason)
        self.sent.append(message)

    def close(self) -> None:
        self.closed += 1


class Moment:
    """A clock that is set to the minute, on Brussels' clocks."""

    def __init__(self) -> None:
        self.at(TODAY, 12)

    def at(self, day: dt.date, hour: int, minute: int = 0) -> None:
        self.now = dt.datetime.combine(day, dt.time(hour, minute), BRUSSELS)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def gent(box: Box, moment: Moment) -> Iterator[Digicase]:
    """A house in which J-0001 and the consultant C-04 can be reached."""
    with digicase.open("memory://", now=moment, channel=lambda: box, block=["holidays"]) as gent:
        gent.contacts.put("C-04", email="c4@example.org")
        new_case(gent, "J-0001")
        yield gent


def told(box: Box, reference: str = "J-0001") -> list[str]:
    return [message.subject for message in box.sent if message.to.reference == reference]


class TestQuietHours:
    def test_nobody_is_told_at_night(self, gent: Digicase, box: Box, moment: Moment) -> None:
        gent.contacts.put("J-0001", email="j@example.org", quiet_from=dt.time(21), quiet_until=dt.time(8))
        moment.at(TODAY, 22)
        gent.appointments.book("J-0001", new_series(gent).zitdagen[0], at=NINE)
        assert (gent.deliver().postponed, told(box)) == (1, [])
        (waiting,) = gent.find(
            NoticeQuery(recipient="J-0001", due_before=dt.datetime(2026, 11, 25, 7, 1, tzinfo=dt.UTC))
        )
        assert (waiting.due_at, waiting.attempts) == (dt.datetime(2026, 11, 25, 7, tzinfo=dt.UTC), 0)
        moment.at(TODAY + dt.timedelta(days=1), 8)
        gent.deliver()
        assert len(told(box)) == 1

    def test_what_would_come_too_late_is_told_at_once(self, gent: Digicase, box: Box, moment: Moment) -> None:
        gent.contacts.put("J-0001", email="j@example.org", quiet_from=dt.time(21), quiet_until=dt.time(9, 30))
        zitdag = new_series(gent).zitdagen[0]
        moment.at(zitdag.on - dt.timedelta(days=1), 23)
        gent.appointments.book("J-0001", zitdag, at=NINE)
        gent.deliver()
        assert len(told(box)) == 1

    @pytest.mark.parametrize(
        ("hours", "telling"),
        [
            ({"quiet_from": dt.time(21)}, "quiet_until: must be given too"),
            ({"quiet_until": dt.time(8)}, "quiet_from: must be given too"),
            ({"quiet_from": NINE, "quiet_until": NINE}, "another time"),
        ],
        ids=["no end", "no start", "all day"],
    )
    def test_quiet_hours_have_two_ends(self, gent: Digicase, hours: dict[str, dt.time], telling: str) -> None:
        with pytest.raises(InvalidData, match=telling):
            gent.contacts.put("J-0001", **hours)  # type: ignore[arg-type]  # by name

    @given(begins=st.integers(0, 23), ends=st.integers(0, 23), at=st.integers(0, 23 * 60))
    def test_they_end_at_the_next_such_time_and_never_in_the_past(self, begins: int, ends: int, at: int) -> None:
        to = Addressee(reference="J", quiet_from=dt.time(begins), quiet_until=dt.time(ends))
        now = dt.datetime(2026, 12, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=at)
        until = quiet_until(to, now, dt.UTC)
        hours = range(begins, ends if ends > begins else ends + 24)
        inside = begins != ends and any(now.hour + shift in hours for shift in (0, 24))
        assert (until is not None) is inside
        if until is not None:
            assert until.time() == dt.time(ends)
            assert dt.timedelta() < until - now <= dt.timedelta(days=1)


class TestDigest:
    def book(self, gent: Digicase, moment: Moment, number: int = 2) -> None:
        """Book in the afternoon, ten days ahead."""
        moment.at(TODAY, 15)
        for zitdag in new_series(gent).zitdagen[1 : number + 1]:
            gent.appointments.book("J-0001", zitdag, at=NINE)

    def test_what_can_wait_comes_once_a_day_together(self, gent: Digicase, box: Box, moment: Moment) -> None:
        gent.contacts.put("J-0001", name="Zoë", email="j@example.org", language="en", digest=True)
        self.book(gent, moment)
        gent.deliver()
        assert told(box) == []
        moment.at(TODAY + dt.timedelta(days=1), 9)
        report = gent.deliver()
        assert (report.sent, told(box)) == (2, ["2 messages from the digital team"])
        (message,) = [each for each in box.sent if each.to.reference == "J-0001"]
        assert message.body.count("Dear Zoë,") == 1
        assert message.body.count("10 December 2026") >= 1
        assert message.body.count("17 December 2026") >= 1
        assert message.body.count("The digital guidance team") <= 1
        assert gent.count(NoticeQuery(recipient="J-0001", state=NoticeState.SENT)) == 2
        assert gent.deliver().total == 0

    def test_the_same_notices_together_are_the_same_message_and_no_others(
        self, gent: Digicase, box: Box, moment: Moment
    ) -> None:
        gent.contacts.put("J-0001", email="j@example.org", digest=True)
        self.book(gent, moment, number=3)
        moment.at(TODAY + dt.timedelta(days=1), 9)
        notices = [each for each in gent.find(NoticeQuery(recipient="J-0001")) if each.kind == "appointment_booked"]
        whole, fewer = (_key(list(some)) for some in (notices, notices[:2]))
        gent.deliver()
        assert [each.key for each in box.sent if each.to.reference == "J-0001"] == [whole]
        assert whole == _key(notices[::-1]) != fewer

    def test_what_happens_soon_does_not_wait(self, gent: Digicase, box: Box, moment: Moment) -> None:
        gent.contacts.put("J-0001", email="j@example.org", digest=True)
        zitdag = new_series(gent).zitdagen[0]
        moment.at(zitdag.on - dt.timedelta(days=1), 15)
        gent.appointments.book("J-0001", zitdag, at=NINE)
        gent.deliver()
        assert len(told(box)) == 1

    def test_one_message_alone_is_as_always(self, gent: Digicase, box: Box, moment: Moment) -> None:
        gent.contacts.put("J-0001", email="j@example.org", digest=True)
        self.book(gent, moment, number=1)
        moment.at(TODAY + dt.timedelta(days=1), 9)
        gent.deliver()
        assert len(told(box)) == 1
        assert "2 " not in told(box)[0].split("décembre")[0]

    def test_a_failure_keeps_them_all(self, gent: Digicase, box: Box, moment: Moment) -> None:
        gent.contacts.put("J-0001", email="j@example.org", digest=True)
        self.book(gent, moment)
        moment.at(TODAY + dt.timedelta(days=1), 9)
        box.reason = "the mailbox is gone"
        assert gent.deliver().dead >= 2
        assert {each.error for each in gent.notices.dead() if each.recipient == "J-0001"} == {"the mailbox is gone"}

    def test_invitations_do_not_wait(self, box: Box, moment: Moment) -> None:
        with digicase.open(
            "memory://", now=moment, channel=lambda: box, block=["holidays"], organizer="z@gent.example"
        ) as gent:
            new_case(gent, "J-0001")
            gent.contacts.put("J-0001", email="j@example.org", digest=True)
            self.book(gent, moment)
            gent.deliver()
        assert [message.invitation is not None for message in box.sent] == [True, True]


class TestWays:
    @pytest.fixture
    def ways(self) -> dict[str, Box]:
        return {"email": Box(), "sms": Box(), "letter": Box()}

    @pytest.fixture
    def gent(self, ways: dict[str, Box], clock: Clock) -> Digicase:
        channels = {way: functools.partial(ways.__getitem__, way) for way in ways}
        gent = digicase.open("memory://", today=clock, channel=channels, block=["holidays"])
        new_case(gent, "J-0001")
        gent.appointments.book("J-0001", new_series(gent).zitdagen[0], at=NINE)
        return gent

    @pytest.mark.parametrize(
        ("known", "way"),
        [
            ({"email": "j@x.org", "phone": "+32465185196"}, "email"),
            ({"email": "j@x.org", "phone": "+32465185196", "contact_by": "sms"}, "sms"),
            ({"email": "j@x.org", "address": "Kaai 1", "contact_by": "sms"}, "email"),
            ({"address": "Kaai 1"}, "letter"),
        ],
        ids=["the first", "as asked", "not as asked", "the only one"],
    )
    def test_each_is_told_in_the_way_they_asked_for_or_in_one_that_reaches_them(
        self, gent: Digicase, ways: dict[str, Box], known: dict[str, str], way: str
    ) -> None:
        gent.contacts.put("J-0001", **known)  # type: ignore[arg-type]  # by name
        gent.deliver()
        assert {name: len(told(box)) for name, box in ways.items()} == {**dict.fromkeys(ways, 0), way: 1}
        assert all(box.closed for box in ways.values())

    def test_a_way_that_gives_up_is_followed_by_the_next(self, gent: Digicase, ways: dict[str, Box]) -> None:
        gent.contacts.put("J-0001", email="j@x.org", phone="+32465185196")
        ways["email"].reason = "no such mailbox"
        gent.deliver()
        assert len(told(ways["sms"])) == 1
        ways["sms"].reason = "no such number"
        gent.appointments.cancel(gent.find(digicase.AppointmentQuery())[0])
        gent.deliver()
        errors = [notice.error for notice in gent.notices.dead() if notice.recipient == "J-0001"]
        assert errors == ["email: no such mailbox; sms: no such number"]

    def test_who_cannot_be_reached_is_given_up(self, gent: Digicase) -> None:
        gent.contacts.put("J-0001", name="Zoë")
        gent.deliver()
        assert "no way that we have reaches them" in {notice.error for notice in gent.notices.dead()}

    @pytest.mark.parametrize(
        ("channel", "telling"),
        [({"fax": "log"}, "channel.fax: is no way"), ({"email": 3}, "must be a name"), ({}, "names no way")],
        ids=["no way", "no channel", "nothing"],
    )
    def test_ways_that_are_none_are_told(self, channel: dict[str, str], telling: str) -> None:
        with pytest.raises(InvalidData, match=telling):
            digicase.open("memory://", channel=channel)

    def test_a_channel_that_nobody_offers_is_told(self) -> None:
        with pytest.raises(digicase.UnknownOffer):
            digicase.open("memory://", channel={"email": "pigeon:x"})


def test_a_person_is_told_in_their_own_language(gent: Digicase, box: Box) -> None:
    gent.contacts.put("J-0001", email="j@example.org", language="en")
    gent.appointments.book("J-0001", new_series(gent).zitdagen[0], at=NINE)
    gent.deliver()
    assert [message.language for message in box.sent if message.to.reference == "J-0001"] == ["en"]
