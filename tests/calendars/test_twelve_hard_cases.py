"""The twelve hard cases of zitdagen and calendars, each with the outcome that is right."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import icalendar
import pytest
import recurring_ical_events
import vobject
from tests.house import Clock, new_case, new_series, refused

import digicase
from digicase import Appointment, AppointmentState, Digicase, InvalidData, NoticeQuery, PlannedSeries, Refused
from digicase.calendars.ical import export
from digicase.domain.calendar import Calendar, CalendarEntry
from digicase.domain.retention import RetentionPolicy, RetentionRule

NINE, HALF_PAST = dt.time(9), dt.time(9, 30)
KEPT_A_DAY = RetentionPolicy((RetentionRule(keep="1 day"),))
HOSTILE = "Jan\r\nATTENDEE:mailto:x@y\rEND:VEVENT\nBEGIN:VEVENT\u2028a\u0085b\x0bc\x00d"


@pytest.fixture
def series(gent: Digicase) -> PlannedSeries:
    return new_series(gent)


@pytest.fixture
def booked(gent: Digicase, series: PlannedSeries) -> Appointment:
    return gent.appointments.book(new_case(gent, "J-0001"), series.zitdagen[0], at=HALF_PAST, accompanied_by="C-04")


def feed(gent: Digicase, audience: str = "coach", owner: str | None = "K-01") -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(gent.calendars.export(audience, owner)).events)


def of(gent: Digicase, uid: str) -> icalendar.Event:
    (event,) = [each for each in feed(gent) if each["uid"] == uid]
    return event


def clock_time(event: icalendar.Event) -> dt.datetime:
    """Return when an event starts, on the clocks of its zone."""
    starts = event.start
    assert isinstance(starts, dt.datetime)
    return starts.replace(tzinfo=None)


def in_utc(event: icalendar.Event) -> dt.time:
    starts = event.start
    assert isinstance(starts, dt.datetime)
    return starts.astimezone(dt.UTC).time()


def unfolded(data: bytes) -> str:
    return data.replace(b"\r\n ", b"").decode()


def test_1_local_times_stay_local_over_the_clock_changes_and_the_night_itself_is_refused(
    gent: Digicase, clock: Clock
) -> None:
    clock.today = dt.date(2026, 1, 5)
    new_series(gent, weekdays=["TU"], first=dt.date(2026, 7, 7), last=dt.date(2026, 11, 3))
    starts = {clock_time(event).date(): in_utc(event) for event in feed(gent)}
    assert starts[dt.date(2026, 7, 7)] == starts[dt.date(2026, 10, 20)] == dt.time(7)
    assert starts[dt.date(2026, 11, 3)] == dt.time(8)
    for night, why in ((dt.date(2026, 3, 29), "does not exist"), (dt.date(2026, 10, 25), "comes twice")):
        with pytest.raises(InvalidData, match=why):
            new_series(gent, "Night", weekdays=["SU"], first=night, last=night, starts=dt.time(2, 30), ends=dt.time(4))


def test_2_moved_twice_it_is_the_same_entry_and_its_bookings_go_along_or_are_asked(
    gent: Digicase, series: PlannedSeries, booked: Appointment
) -> None:
    zitdag = series.zitdagen[0]
    gent.cases.change("J-0001", guidance_until=dt.date(2026, 12, 8))
    gent.zitdagen.move(zitdag, on=dt.date(2026, 12, 4))
    assert gent.appointments.get(booked).on == dt.date(2026, 12, 4)
    gent.zitdagen.move(zitdag, on=dt.date(2026, 12, 9), starts=dt.time(13))
    event = of(gent, f"zitdag-{zitdag.id}@digicase")
    assert (clock_time(event), event["sequence"]) == (dt.datetime(2026, 12, 9, 13), 2)
    days = {clock_time(each).date() for each in feed(gent) if str(each["status"]) != "CANCELLED"}
    assert not days & {dt.date(2026, 12, 3), dt.date(2026, 12, 4)}
    assert gent.appointments.get(booked).state is AppointmentState.TO_RECONFIRM
    assert {each.kind.value for each in gent.find(NoticeQuery(subject=booked.id))} >= {
        "appointment_moved",
        "appointment_unsettled",
    }


def test_3_a_cancelled_zitdag_is_marked_its_bookings_are_ours_and_it_comes_back_as_the_same_entry(
    gent: Digicase,
) -> None:
    zitdag = new_series(gent, places=2).zitdagen[0]
    bookings = [
        gent.appointments.book(new_case(gent, f"J-{number}"), zitdag, at=NINE if number % 2 else HALF_PAST)
        for number in range(4)
    ]
    gent.zitdagen.cancel(zitdag, reason="strike")
    event = of(gent, f"zitdag-{zitdag.id}@digicase")
    assert (str(event["status"]), str(event["summary"])[:13], event["sequence"]) == ("CANCELLED", "GEANNULEERD: ", 1)
    for each in bookings:
        assert gent.appointments.get(each).state is AppointmentState.CANCELLED_BY_HOST
        told = {notice.audience for notice in gent.find(NoticeQuery(subject=each.id)) if "cancelled" in notice.kind}
        assert told == {"jobseeker", "consultant"}
    gent.zitdagen.restore(zitdag)
    event = of(gent, f"zitdag-{zitdag.id}@digicase")
    assert (str(event["status"]), event["sequence"]) == ("CONFIRMED", 2)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_4_one_place_for_twenty_at_once_is_one_booking_and_a_line_without_gaps(gent: Digicase) -> None:
    zitdag = new_series(gent, first=dt.date(2026, 12, 3), last=dt.date(2026, 12, 3), ends=HALF_PAST).zitdagen[0]
    cases = [new_case(gent, f"J-{number:02}") for number in range(20)]

    def wish(case: digicase.Case) -> str:
        try:
            return gent.appointments.book(case, zitdag, at=NINE).state.value
        except Refused as refusal:
            gent.standby.join(case)
            return ",".join(refusal.codes)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(wish, cases))
    assert sorted(answers) == ["booked", *["full"] * 19]
    line = gent.standby.line()
    served = {case.id for case, answer in zip(cases, answers, strict=True) if answer == "booked"}
    assert {place.case for place in line} == {case.id for case in cases} - served
    assert [place.since for place in line] == sorted(place.since for place in line)
    assert len(line) == 19
    other = new_series(gent, "Other", weekdays=["FR"]).zitdagen[0]
    once = gent.once("form-7").appointments.book("J-00", other, at=NINE)
    assert gent.once("form-7").appointments.book("J-00", other, at=NINE).id == once.id
    assert gent.check().ok


def test_5_a_summary_of_emoji_is_folded_within_characters_of_none_and_read_alike_by_three() -> None:
    title = "👩🏽‍🏫é" * 50
    moment = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
    entry = CalendarEntry(uid="1@x", title=title, starts=moment, ends=moment + dt.timedelta(hours=1), changed_at=moment)
    data = export(Calendar(name="C", zone="Europe/Brussels", entries=(entry,)))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    read = icalendar.Calendar.from_ical(data)
    assert str(read.events[0]["summary"]) == title
    assert vobject.readOne(data.decode()).vevent.summary.value == title
    (occurrence,) = recurring_ical_events.of(read).all()
    assert str(occurrence["summary"]) == title


SCRIPT = """
import datetime as dt, sys
from digicase.calendars.ical import export
from digicase.domain.calendar import Calendar, CalendarEntry
text, moment = {hostile!r}, dt.datetime(2026, 12, 3, 9, tzinfo=dt.timezone.utc)
texts = dict(uid=text, title=text, location=text, description=text)
entry = CalendarEntry(**texts, starts=moment, ends=moment, changed_at=moment)
calendar = Calendar(name=text, description=text, zone="Europe/Brussels", entries=(entry,))
sys.stdout.buffer.write(export(calendar))
"""


@pytest.mark.parametrize("flags", [[], ["-O"]], ids=["plain", "optimised"])
def test_6_no_text_forges_an_event_or_an_attendee(flags: list[str]) -> None:
    command = [sys.executable, *flags, "-c", SCRIPT.format(hostile=HOSTILE)]
    body = subprocess.run(command, capture_output=True, check=True).stdout
    universal = body.decode().splitlines()  # as readers with universal newlines, and of all Unicode's line ends
    assert sum(line == "BEGIN:VEVENT" for line in universal) == 1
    assert not any(line.startswith("ATTENDEE") for line in universal)
    (event,) = icalendar.Calendar.from_ical(body).events
    assert "ATTENDEE" not in event
    assert str(event["summary"]).startswith("Jan")
    assert not any(ord(character) < 32 for character in str(event["summary"]))


@pytest.mark.parametrize("bad", ["\r", "\n", "\r\n", "\x0b", "\x00"])
def test_6_verbs_take_no_such_text_in_the_first_place(gent: Digicase, bad: str) -> None:
    with pytest.raises(InvalidData) as error:
        new_series(gent, location=f"a{bad}b", coach=f"a{bad}b")
    assert {problem.path for problem in error.value.problems} == {"location", "coach"}


def test_7_a_closure_shows_its_days_and_lists_those_whom_it_touches(gent: Digicase, series: PlannedSeries) -> None:
    inside = next(each for each in series.zitdagen if each.on == dt.date(2026, 12, 24))
    touched = gent.appointments.book(new_case(gent, "J-0001"), inside, at=NINE)
    closed = gent.zitdagen.close(dt.date(2026, 12, 24), dt.date(2027, 1, 2), reason="closed")
    assert [each.on.day for each in closed] == [24, 31]
    assert [each.id for each in gent.appointments.unsettled()] == [touched.id]
    midnight = dt.datetime(2026, 12, 24, tzinfo=gent.house.zone)
    entry = CalendarEntry(
        uid="1@x",
        title="closed",
        starts=midnight,
        ends=midnight + dt.timedelta(days=10),
        changed_at=midnight,
        all_day=True,
    )
    text = unfolded(export(Calendar(name="C", zone="Europe/Brussels", entries=(entry,))))
    assert "DTSTART;VALUE=DATE:20261224\r\n" in text
    assert "DTEND;VALUE=DATE:20270103\r\n" in text


def test_8_a_revoked_token_and_one_that_never_was_are_one_answer(gent: Digicase) -> None:
    made = gent.calendars.subscribe("coach", "K-01", holder="K-01")
    assert gent.calendars.respond(f"/{made.token}.ics", {}).status == 200
    gent.calendars.revoke(made.subscription)
    revoked = gent.calendars.respond(f"/{made.token}.ics", {})
    unknown = gent.calendars.respond(f"/{made.token[::-1]}.ics", {})
    assert revoked == unknown
    assert revoked.status == 404


def test_9_what_is_made_again_at_the_same_time_is_another_entry(gent: Digicase, booked: Appointment) -> None:
    gent.appointments.cancel(booked)
    again = gent.appointments.book("J-0001", booked.zitdag, at=HALF_PAST)
    uids = [str(event["uid"]) for event in feed(gent, "consultant", "C-04")]
    assert sorted(uids) == sorted(f"appointment-{each.id}@digicase" for each in (booked, again))


def test_10_who_is_erased_is_gone_at_the_next_fetch_and_no_name_was_ever_there(
    opened: Callable[..., Digicase], clock: Clock
) -> None:
    gent = opened(retention=KEPT_A_DAY)
    zitdag = new_series(gent).zitdagen[0]
    booked = gent.appointments.book(new_case(gent, "J-0001"), zitdag, at=HALF_PAST, accompanied_by="C-04")
    gent.contacts.put("J-0001", name="Zoë Peeters", email="zoe@example.org")
    shared = [("coach", "K-01"), ("location", "Jobteam"), ("offer", None), ("consultant", "C-04")]
    made = {of: gent.calendars.subscribe(*of, holder="H") for of in shared}
    clock.today = booked.on
    gent.feedback.report(booked, came=True)
    before = {of: gent.calendars.respond(f"/{each.token}.ics", {}) for of, each in made.items()}
    for answer in before.values():
        assert "Zoë" not in unfolded(answer.body)
        assert "zoe@" not in unfolded(answer.body)
    gent.cases.close("J-0001", outcome="work")
    clock.today += dt.timedelta(days=2)
    gent.privacy.erase("J-0001")
    for of_, each in made.items():
        after = gent.calendars.respond(f"/{each.token}.ics", {"If-None-Match": dict(before[of_].headers)["ETag"]})
        assert after.status == 200, of_
        assert "J-0001" not in unfolded(after.body)


def test_11_who_leaves_fetches_nothing_and_the_bookings_go_on_under_their_uid(
    gent: Digicase, booked: Appointment
) -> None:
    gent.staff.register("C-04", role="consultant")
    made = gent.calendars.subscribe("consultant", "C-04", holder="C-04")
    gent.staff.leave("C-04")
    gent.cases.reassign("C-04", to="C-05")
    assert gent.calendars.respond(f"/{made.token}.ics", {}).status == 404
    assert feed(gent, "consultant", "C-04") == []
    (event,) = feed(gent, "consultant", "C-05")
    assert event["uid"] == f"appointment-{booked.id}@digicase"


def test_12_a_walk_in_that_is_entered_next_day_keeps_its_own_time(
    gent: Digicase, series: PlannedSeries, clock: Clock
) -> None:
    zitdag = series.zitdagen[0]
    clock.today = zitdag.on + dt.timedelta(days=1)
    came = gent.appointments.walk_in(new_case(gent, "J-0001"), zitdag, at=dt.time(9, 7), minutes=20)
    (event,) = [each for each in feed(gent) if each["uid"] == f"appointment-{came.id}@digicase"]
    assert clock_time(event) == dt.datetime(2026, 12, 3, 9, 7)
    assert event.end - event.start == dt.timedelta(minutes=20)
    assert refused(lambda: gent.appointments.walk_in("J-0001", zitdag, at=dt.time(9, 7))) == ("already_booked",)
