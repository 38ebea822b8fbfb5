"""Invitations go out with the mail, and their answers come back: onto the appointment, or into a report."""

from __future__ import annotations

import contextlib
import datetime as dt
import email
import mailbox
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, strategies as st
from icalendar import vCalAddress
from tests.house import Clock, new_case, new_series, refused

import digicase
from digicase import Appointment, Digicase, InvalidData, NotPermitted
from digicase.calendars.reply import LONGEST_MESSAGE, LONGEST_REPLY, read

BRUSSELS = "Europe/Brussels"
CONSULTANT, JOBSEEKER = "consultant@example.org", "jobseeker@example.org"
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


@pytest.fixture(params=["memory", "sqlite"])
def gent(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Digicase]:
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'gent.db'}"
    channel = f"maildir:{tmp_path / 'outbox'}?sender=zitdagen@gent.example"
    settings: dict[str, Any] = {"domain": "gent.example", "organizer": "Zitdagen@gent.example", "block": ["holidays"]}
    with digicase.open(url, channel=channel, now=lambda: NOW, **settings) as opened:
        opened.contacts.put("J-0001", email=JOBSEEKER)
        opened.contacts.put("C-04", email="Consultant@example.org")
        new_case(opened, "J-0001")
        yield opened


@pytest.fixture
def outbox(gent: Digicase, tmp_path: Path) -> Callable[[], dict[str, Message]]:
    """Deliver, and give what was sent by its recipient."""

    def deliver() -> dict[str, Message]:
        folder = mailbox.Maildir(tmp_path / "outbox", create=True)
        folder.clear()
        gent.deliver()
        return {str(message["To"]).lower(): message for message in folder}

    return deliver


@pytest.fixture
def booked(gent: Digicase) -> Appointment:
    day = new_series(gent).zitdagen[0]
    return gent.appointments.book("J-0001", day, at=dt.time(9), accompanied_by="C-04")


def invitation_in(message: Message) -> icalendar.Calendar:
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    calendar = icalendar.Calendar.from_ical(payload.decode("utf-8"))
    assert isinstance(calendar, icalendar.Calendar)
    assert (part.get_param("method"), part.get_content_charset()) == (calendar["method"], "utf-8")
    return calendar


def event_in(message: Message) -> Any:
    (event,) = invitation_in(message).events
    return event


def reply_to(invitation: bytes | icalendar.Calendar, partstat: str = "ACCEPTED", **changes: Any) -> bytes:
    """Return what a calendar program answers to an invitation."""
    asked = icalendar.Calendar.from_ical(invitation) if isinstance(invitation, bytes) else invitation
    assert isinstance(asked, icalendar.Calendar)
    (event,) = asked.events
    said: dict[str, Any] = {
        "uid": event["uid"],
        "sequence": event["sequence"],
        "dtstamp": NOW,
        "dtstart": event["dtstart"],
        "organizer": event["organizer"],
        "attendee": vCalAddress(changes.pop("attendee", event["attendee"]), params={"PARTSTAT": partstat}),
    }
    answer, reply = icalendar.Event(), icalendar.Calendar()
    for name, value in {**said, **changes}.items():
        if value is not None:
            answer.add(name, value)
    for name, value in {"prodid": "-//Example//Calendar//EN", "version": "2.0", "method": "REPLY"}.items():
        reply.add(name, value)
    reply.add_component(answer)
    data: bytes = reply.to_ical()
    return data


def mailed(reply: bytes, sender: str = CONSULTANT) -> EmailMessage:
    """Return the mail in which a program sends an answer."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Someone <{sender}>", "zitdagen@gent.example", "Accepted"
    mail.set_content("Someone has accepted")
    mail.add_alternative(reply.decode(), subtype="calendar", params={"method": "REPLY"})
    return mail


def invited(gent: Digicase, appointment: Appointment, who: str = "consultant") -> bytes:
    address = CONSULTANT if who == "consultant" else JOBSEEKER
    return gent.invitations.write(appointment, who, email=address).data


class TestWhatIsSent:
    def test_each_is_invited_by_an_invitation_of_their_own(
        self, booked: Appointment, outbox: Callable[[], dict[str, Message]]
    ) -> None:
        sent = outbox()
        events = {to: event_in(message) for to, message in sent.items()}
        assert {to: str(event["attendee"]).lower() for to, event in events.items()} == {
            CONSULTANT: f"mailto:{CONSULTANT}",
            JOBSEEKER: f"mailto:{JOBSEEKER}",
        }
        assert len({str(event["uid"]) for event in events.values()}) == 2
        assert {str(event["organizer"]) for event in events.values()} == {"mailto:Zitdagen@gent.example"}
        assert str(events[CONSULTANT]["summary"]) == "Afspraak digicoach J-0001"
        assert str(events[JOBSEEKER]["summary"]) == "Rendez-vous coach numérique"

    def test_it_is_at_the_hour_of_the_appointment(
        self, booked: Appointment, outbox: Callable[[], dict[str, Message]]
    ) -> None:
        event = event_in(outbox()[CONSULTANT])
        starts = event["dtstart"].dt
        assert (starts.replace(tzinfo=None), str(starts.tzinfo)) == (
            dt.datetime.combine(booked.on, booked.at),
            BRUSSELS,
        )
        assert event["dtend"].dt - starts == dt.timedelta(minutes=booked.minutes)
        attendee = event["attendee"]
        assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == ("NEEDS-ACTION", "TRUE")

    def test_a_move_is_the_same_invitation_with_a_higher_sequence(
        self, gent: Digicase, booked: Appointment, outbox: Callable[[], dict[str, Message]]
    ) -> None:
        before = event_in(outbox()[CONSULTANT])
        gent.appointments.move(booked, at=dt.time(9, 30))
        message = outbox()[CONSULTANT]
        after = event_in(message)
        assert invitation_in(message)["method"] == "REQUEST"
        assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
        assert after["dtstart"].dt - before["dtstart"].dt == dt.timedelta(minutes=30)

    @pytest.mark.parametrize("by", ["us", "them"])
    def test_a_cancelled_appointment_goes_out_of_the_calendar(
        self, by: str, gent: Digicase, booked: Appointment, outbox: Callable[[], dict[str, Message]]
    ) -> None:
        before = event_in(outbox()[CONSULTANT])
        if by == "us":
            gent.zitdagen.cancel(booked.zitdag, reason="strike")
        else:
            gent.appointments.cancel(booked)
        message = outbox()[CONSULTANT]
        event = event_in(message)
        assert (invitation_in(message)["method"], event["status"]) == ("CANCEL", "CANCELLED")
        assert (event["uid"], event["sequence"]) == (before["uid"], before["sequence"] + 1)

    def test_a_reminder_invites_nobody(
        self, gent: Digicase, booked: Appointment, outbox: Callable[[], dict[str, Message]]
    ) -> None:
        outbox()
        notices = gent.find(digicase.NoticeQuery(subject=booked.id))
        assert {notice.kind for notice in notices if notice.state == "planned"} == {"appointment_soon"}
        soon = next(notice for notice in notices if notice.state == "planned")
        known = digicase.Addressee(reference="C-04", email=CONSULTANT)
        assert gent._invitation(soon, known, "nl") is None

    def test_without_an_organizer_nobody_is_invited(self, clock: Clock, tmp_path: Path) -> None:
        channel = f"maildir:{tmp_path / 'outbox'}"
        with digicase.open("memory://", today=clock, channel=channel, block=["holidays"]) as quiet:
            quiet.contacts.put("C-04", email=CONSULTANT)
            new_case(quiet, "J-0001")
            appointment = quiet.appointments.book("J-0001", new_series(quiet).zitdagen[0], at=dt.time(9))
            quiet.deliver()
            (message,) = mailbox.Maildir(tmp_path / "outbox")
            assert message.get_content_type() == "text/plain"
            with pytest.raises(InvalidData, match="organizer"):
                quiet.invitations.write(appointment, "consultant", email=CONSULTANT)

    def test_an_organizer_must_be_an_address(self) -> None:
        with pytest.raises(InvalidData, match="organizer"):
            digicase.open("memory://", organizer="Zitdagen <zitdagen@gent.example>")

    def test_who_writes_must_name_whom_and_where(self, gent: Digicase, booked: Appointment) -> None:
        with pytest.raises(InvalidData) as error:
            gent.invitations.write(booked, "coach", email="nowhere")
        assert {problem.path for problem in error.value.problems} == {"invited", "email"}

    @pytest.mark.parametrize("address", ['"a;b"@example.org', "zoë@example.org", "a%b@example.org", "o'n\u2028@x.org"])
    def test_no_address_writes_a_line_of_its_own(self, address: str, gent: Digicase, booked: Appointment) -> None:
        try:
            data = gent.invitations.write(booked, "consultant", email=address).data
        except InvalidData:
            return
        (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
        assert read(reply_to(data)).attendee == address.lower()
        assert data.count(b"ATTENDEE") == 1
        assert "uid" in event


class TestAnswers:
    @pytest.mark.parametrize(
        ("partstat", "reply"), [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "tentative")]
    )
    def test_an_answer_shows_on_the_appointment_and_in_the_timeline(
        self, partstat: str, reply: str, gent: Digicase, booked: Appointment
    ) -> None:
        report = gent.invitations.read(mailed(reply_to(invited(gent, booked), partstat)))
        assert (report.problem, report.by, report.reply) == (None, "consultant", reply)
        now = gent.appointments.get(booked)
        assert now.consultant_answer is not None
        assert (now.consultant_answer.reply, now.consultant_answer.at, now.jobseeker_answer) == (reply, NOW, None)
        line = gent.cases.timeline("J-0001", language="en")[-1]
        assert (line.event, "consultant" in line.text) == ("InvitationAnswered", True)

    def test_the_jobseeker_answers_too(self, gent: Digicase, booked: Appointment) -> None:
        answer = reply_to(invited(gent, booked, "jobseeker"), "DECLINED")
        assert gent.invitations.read(mailed(answer, JOBSEEKER)).by == "jobseeker"
        now = gent.appointments.get(booked)
        assert now.jobseeker_answer is not None
        assert (now.jobseeker_answer.reply, now.state) == ("declined", "booked")

    @pytest.mark.parametrize("form", ["message", "bytes", "calendar", "maildir"])
    def test_it_may_come_in_any_form(self, form: str, gent: Digicase, booked: Appointment, tmp_path: Path) -> None:
        answer = reply_to(invited(gent, booked))
        folder = mailbox.Maildir(tmp_path / "inbox", create=True)
        folder.add(mailed(answer))
        given: dict[str, Callable[[], bytes | Message]] = {
            "message": lambda: mailed(answer),
            "bytes": lambda: mailed(answer).as_bytes(),
            "calendar": lambda: b"\xef\xbb\xbf\r\n" + answer,
            "maildir": lambda: next(iter(folder)),
        }
        assert gent.invitations.read(given[form]()).problem is None

    def test_the_same_answer_again_changes_nothing(self, gent: Digicase, booked: Appointment) -> None:
        answer = mailed(reply_to(invited(gent, booked)))
        gent.invitations.read(answer)
        lines = gent.cases.timeline("J-0001")
        assert gent.invitations.read(answer).problem is None
        assert gent.cases.timeline("J-0001") == lines

    def test_a_later_answer_replaces_an_earlier_one(self, gent: Digicase, booked: Appointment) -> None:
        asked = invited(gent, booked)
        gent.invitations.read(reply_to(asked, "ACCEPTED", dtstamp=NOW - dt.timedelta(hours=2)))
        gent.invitations.read(reply_to(asked, "DECLINED", dtstamp=NOW - dt.timedelta(hours=1)))
        now = gent.appointments.get(booked)
        assert now.consultant_answer is not None
        assert now.consultant_answer.reply == "declined"

    def test_an_answer_from_the_future_does_not_bar_the_next(self, gent: Digicase, booked: Appointment) -> None:
        asked = invited(gent, booked)
        gent.invitations.read(reply_to(asked, "ACCEPTED", dtstamp=NOW + dt.timedelta(days=900)))
        assert gent.invitations.read(reply_to(asked, "DECLINED")).problem is None

    def test_a_move_asks_anew(self, gent: Digicase, booked: Appointment) -> None:
        gent.invitations.read(reply_to(invited(gent, booked)))
        assert gent.appointments.move(booked, at=dt.time(9, 30)).consultant_answer is None

    @pytest.mark.parametrize("what", ["move", "cancel"])
    def test_what_becomes_of_a_zitdag_asks_anew(self, what: str, gent: Digicase, booked: Appointment) -> None:
        gent.invitations.read(reply_to(invited(gent, booked)))
        if what == "move":
            gent.zitdagen.move(booked.zitdag, on=booked.on + dt.timedelta(days=1))
        else:
            gent.zitdagen.cancel(booked.zitdag, reason="strike")
        assert gent.appointments.get(booked).consultant_answer is None

    def test_an_answer_leaves_the_feeds_as_they_are(self, gent: Digicase, booked: Appointment) -> None:
        feed = gent.calendars.export("consultant", "C-04")
        gent.invitations.read(reply_to(invited(gent, booked), "DECLINED"))
        assert gent.calendars.export("consultant", "C-04") == feed

    def test_an_answer_by_telephone_is_kept_in_the_same_place(self, gent: Digicase, booked: Appointment) -> None:
        said = gent.invitations.answer(booked, "jobseeker", "tentative").jobseeker_answer
        assert said is not None
        assert (said.reply, said.at) == ("tentative", NOW)

    def test_what_was_cancelled_is_not_answered(self, gent: Digicase, booked: Appointment) -> None:
        gent.appointments.cancel(booked)
        assert refused(lambda: gent.invitations.answer(booked, "jobseeker", "accepted")) == ("not_standing",)

    def test_a_wrong_word_says_what_is_known(self, gent: Digicase, booked: Appointment) -> None:
        with pytest.raises(InvalidData, match="accepted"):
            gent.invitations.answer(booked, "jobseeker", "yes")

    def test_a_directory_of_the_hosts_says_who_was_invited(self, clock: Clock) -> None:
        class Ours:
            def find(self, reference: str) -> digicase.Addressee | None:
                return digicase.Addressee(reference=reference, email=f"{reference.lower()}@ours.example")

        organizer = "zitdagen@ours.example"
        with digicase.open(
            "memory://", today=clock, directory=Ours(), organizer=organizer, block=["holidays"]
        ) as opened:
            new_case(opened, "J-0001")
            appointment = opened.appointments.book("J-0001", new_series(opened).zitdagen[0], at=dt.time(9))
            asked = opened.invitations.write(appointment, "consultant", email="c-04@ours.example").data
            assert opened.invitations.read(mailed(reply_to(asked), "c-04@ours.example")).problem is None

    def test_whoever_may_not_see_a_case_reads_no_answer_to_it(self, gent: Digicase, booked: Appointment) -> None:
        gent.staff.register("C-05", role="consultant")
        answer = mailed(reply_to(invited(gent, booked)))
        with pytest.raises(NotPermitted):
            gent.acting_as("C-05").invitations.read(answer)
        assert gent.appointments.get(booked).consultant_answer is None


def without_sequence(asked: bytes) -> Message:
    return mailed(reply_to(asked, sequence=None))


REPORTED: dict[str, tuple[str, Callable[[bytes], bytes | Message]]] = {
    "another's uid": ("unknown", lambda asked: reply_to(asked, uid="x@gent.example")),
    "the feed's uid": ("unknown", lambda asked: reply_to(_uid(asked, b"invitation-consultant", b"appointment"))),
    "another domain": ("unknown", lambda asked: reply_to(_uid(asked, b"@gent.example", b"@gent.example.com"))),
    "no such appointment": ("unknown", lambda asked: reply_to(re.sub(rb"(nt-)[0-9a-f]{8}", rb"\g<1>00000000", asked))),
    "from somebody else": ("wrong_sender", lambda asked: mailed(reply_to(asked), "mallory@example.org")),
    "from nobody": ("wrong_sender", lambda asked: _from(mailed(reply_to(asked)))),
    "from two": ("wrong_sender", lambda asked: _from(mailed(reply_to(asked)), CONSULTANT, "mallory@example.org")),
    "in another's name": (
        "wrong_sender",
        lambda asked: mailed(reply_to(asked, attendee="mailto:mallory@example.org")),
    ),
    "for another": ("wrong_sender", lambda asked: mailed(reply_to(asked, attendee=f"mailto:{JOBSEEKER}"), JOBSEEKER)),
    "an older sequence": ("stale", lambda asked: reply_to(asked, sequence=0)),
    "a sequence that is yet to come": ("stale", lambda asked: reply_to(asked, sequence=9)),
    "no sequence": ("stale", without_sequence),
    "before the known answer": ("stale", lambda asked: reply_to(asked, dtstamp=NOW - dt.timedelta(days=1))),
    "a counter-proposal": ("not_a_reply", lambda asked: reply_to(asked).replace(b"METHOD:REPLY", b"METHOD:COUNTER")),
    "our own request": ("not_a_reply", lambda asked: asked),
    "delegated": ("not_a_reply", lambda asked: reply_to(asked, "DELEGATED")),
    "not yet": ("not_a_reply", lambda asked: reply_to(asked, "NEEDS-ACTION")),
}


def _uid(asked: bytes, old: bytes, new: bytes) -> bytes:
    unfolded = asked.replace(b"\r\n ", b"")
    assert old in unfolded
    return unfolded.replace(old, new)


def _from(mail: EmailMessage, *senders: str) -> Message:
    message = email.message_from_bytes(mail.as_bytes())
    del message["From"]
    for sender in senders:
        message["From"] = sender
    return message


@pytest.mark.parametrize(("problem", "forge"), REPORTED.values(), ids=REPORTED)
def test_what_is_not_to_be_relied_on_is_reported_and_not_applied(
    problem: str, forge: Callable[[bytes], bytes | Message], gent: Digicase, booked: Appointment
) -> None:
    gent.appointments.move(booked, at=dt.time(9, 30))
    asked = invited(gent, booked)
    assert gent.invitations.read(reply_to(asked, "ACCEPTED")).problem is None
    before = gent.appointments.get(booked)
    assert gent.invitations.read(forge(asked)).problem == problem
    assert gent.appointments.get(booked) == before


def test_an_answer_to_what_was_cancelled_is_reported(gent: Digicase, booked: Appointment) -> None:
    asked = invited(gent, booked)
    gent.appointments.cancel(booked)
    assert gent.invitations.read(reply_to(asked, sequence=1)).problem == "stale"


NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(20_000))
REPLY = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n"
UNREADABLE: dict[str, tuple[str, bytes]] = {
    "nothing": ("no iCalendar part", b""),
    "not iCalendar": ("no iCalendar part", b"\x00\xff\xfe" * 100),
    "words": ("no iCalendar part", b"From: a@example.org\r\nSubject: yes\r\n\r\nI will be there.\r\n"),
    "a megabyte": ("octets long", b"BEGIN:VCALENDAR\r\n" + b"X" * LONGEST_MESSAGE),
    "a long part": ("iCalendar part of", b"BEGIN:VCALENDAR\r\n" + b"X-A:b\r\n" * (LONGEST_REPLY // 7)),
    "half of it": ("is not iCalendar", b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x"),
    "parts within parts": ("part", NESTED[:900_000]),
    "components within components": ("is not iCalendar", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 4000),
    "no stamp": ("DTSTAMP", REPLY % b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.org\r\n"),
    "a day as a stamp": ("DTSTAMP", REPLY % b"DTSTAMP;VALUE=DATE:20261124\r\nATTENDEE:mailto:a@example.org\r\n"),
    "a local stamp": ("DTSTAMP", REPLY % b"DTSTAMP:20261124T090000\r\nATTENDEE:mailto:a@example.org\r\n"),
    "nobody": ("0 attendees", REPLY % b"DTSTAMP:20261124T090000Z\r\n"),
    "two people": ("2 attendees", REPLY % (b"DTSTAMP:20261124T090000Z\r\n" + b"ATTENDEE:mailto:a@example.org\r\n" * 2)),
    "a sequence that is no number": ("SEQUENCE|iCalendar", REPLY % b"DTSTAMP:20261124T090000Z\r\nSEQUENCE:x\r\n"),
    "rules without end": (
        "attendees",
        REPLY % (b"DTSTAMP:20261124T090000Z\r\n" + b"RRULE:FREQ=SECONDLY;COUNT=999999999\r\n" * 1000),
    ),
}


@pytest.mark.parametrize(("reason", "given"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_answer_is_said_clearly(reason: str, given: bytes, gent: Digicase) -> None:
    with pytest.raises(InvalidData, match=reason):
        gent.invitations.read(given)


def test_text_must_be_bytes(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="bytes"):
        gent.invitations.read("BEGIN:VCALENDAR")  # type: ignore[arg-type]  # as somebody would try


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_comes_is_read_or_is_invalid(junk: bytes) -> None:
    for given_bytes in (
        junk,
        b"BEGIN:VCALENDAR\r\n" + junk,
        REPLY % junk,
        b"Content-Type: text/calendar\r\n\r\n" + junk,
    ):
        with contextlib.suppress(InvalidData):
            read(given_bytes)
