"""Notices: planned with the change, told once, never lost."""

from __future__ import annotations

import datetime as dt
import mailbox
from collections.abc import Callable
from email.message import Message as Mail
from pathlib import Path
from uuid import UUID

import pytest
from tests.house import Clock, new_case, new_series

from digicase import (
    Case,
    ChannelError,
    ChannelOffer,
    Digicase,
    InvalidData,
    Message,
    Notice,
    NoticeQuery,
    NoticeState,
    Package,
    Undeliverable,
    Wording,
    Zitdag,
    hookimpl,
)
from digicase.domain.checks import LANGUAGES
from digicase.domain.ids import NoticeId
from digicase.domain.notices import TO_STAFF, Audience, NoticeKind
from digicase.notices.wording import greeted, words

NINE = dt.time(9)
PLANNED = NoticeQuery(state=NoticeState.PLANNED)


class Outbox:
    """A channel that remembers, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.failures = 0
        self.closed = 0
        self.error: Exception = OSError("the mail server is down, says zoe@example.org")

    def send(self, message: Message, /) -> None:
        if self.failures:
            self.failures -= 1
            raise self.error
        self.sent.append(message)

    def close(self) -> None:
        self.closed += 1

    @hookimpl
    def digicase_channels(self) -> list[ChannelOffer]:
        return [ChannelOffer(name="outbox", open=lambda rest: self)]


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def gent(opened: Callable[..., Digicase], outbox: Outbox) -> Digicase:
    gent = opened(plugins=[outbox], channel="outbox")
    gent.contacts.put("J-0001", name="Ahmed", email="j1@example.org")
    gent.contacts.put("C-04", email="c04@example.org")
    return gent


def kinds(gent: Digicase) -> list[tuple[str, str]]:
    return [
        (notice.kind.value, str(notice.due_at.date())) for notice in gent.find(PLANNED) if notice.recipient == "J-0001"
    ]


def test_a_loan_plans_its_reminders(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.lend(package, to=case)
    assert kinds(gent) == [
        ("loan_due_soon", "2027-04-26"),
        ("loan_due_soon", "2027-05-17"),
        ("loan_due_today", "2027-05-24"),
    ]


def test_a_reminder_whose_day_has_passed_is_not_planned(gent: Digicase, package: Package) -> None:
    case = new_case(gent, "J-0001", guidance_from=dt.date(2026, 1, 1))
    gent.loans.lend(package, to=case, on=dt.date(2026, 6, 10))
    assert kinds(gent) == [("loan_due_soon", "2026-12-03"), ("loan_due_today", "2026-12-10")]


def test_an_extension_moves_the_reminders_and_is_told(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.extend(gent.loans.lend(package, to=case), reason="course")
    assert kinds(gent) == [
        ("loan_extended", "2026-11-24"),
        ("loan_due_soon", "2027-10-27"),
        ("loan_due_soon", "2027-11-17"),
        ("loan_due_today", "2027-11-24"),
    ]


def test_a_return_silences_the_reminders(gent: Digicase, package: Package, case: Case) -> None:
    gent.loans.take_back(gent.loans.lend(package, to=case))
    assert gent.count(PLANNED) == 0


def test_a_booking_is_told_now_and_remembered_two_days_before(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    assert kinds(gent) == [("appointment_booked", "2026-11-24"), ("appointment_soon", "2026-12-01")]


def test_a_cancelled_appointment_is_not_remembered(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox, clock: Clock
) -> None:
    booked = gent.appointments.book(case, zitdag, at=NINE)
    gent.deliver()
    gent.appointments.cancel(booked)
    clock.today = dt.date(2026, 12, 2)
    gent.deliver()
    told = [message.notice.kind.value for message in outbox.sent]
    assert told == ["appointment_booked"] * 2 + ["appointment_cancelled"] * 2


def test_a_moved_appointment_tells_the_new_time_only(gent: Digicase, case: Case, outbox: Outbox, clock: Clock) -> None:
    first, second = new_series(gent, last=dt.date(2026, 12, 10)).zitdagen
    gent.appointments.move(gent.appointments.book(case, first, at=NINE), to=second, at=NINE)
    clock.today = dt.date(2026, 12, 8)
    gent.deliver()
    assert {message.notice.kind.value for message in outbox.sent} == {"appointment_moved", "appointment_soon"}
    assert all("10" in message.body for message in outbox.sent)


def test_the_jobseeker_reads_their_own_language_and_is_greeted_by_name(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox
) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    gent.deliver()
    told = {message.to.reference: message for message in outbox.sent}
    assert told["J-0001"].body.startswith("Bonjour Ahmed,\n\nVous avez un rendez-vous")
    assert "jeudi 3 décembre 2026 à 09:00" in told["J-0001"].body
    assert told["C-04"].body.startswith("Beste,\n")


def test_nothing_is_told_twice(gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    assert (gent.deliver().sent, gent.deliver().total) == (2, 0)


def test_a_failing_channel_is_tried_again_later_under_the_same_key(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox, clock: Clock
) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    outbox.failures = 1
    report = gent.deliver()
    assert (report.sent, report.postponed) == (1, 1)
    clock.today += dt.timedelta(days=1)
    assert gent.deliver().sent == 1
    assert len({message.key for message in outbox.sent}) == 2


def test_a_notice_that_never_gets_through_is_given_up_and_kept(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox, clock: Clock
) -> None:
    far = new_series(gent, "Later", first=dt.date(2027, 6, 1), last=dt.date(2027, 6, 10), coach="K-9").zitdagen[0]
    gent.appointments.book(case, far, at=NINE)
    outbox.failures = 1000
    for _ in range(10):
        gent.deliver()
        clock.today += dt.timedelta(days=1)
    dead = gent.find(NoticeQuery(state=NoticeState.DEAD))
    raised = f"OSError (test_notices.py, line {Outbox.send.__code__.co_firstlineno + 3})"
    assert [(notice.attempts, notice.error) for notice in dead] == [(10, raised)] * 2


def test_what_is_wrong_with_a_channel_is_kept_with_the_notice_and_logged(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    outbox.failures, outbox.error = 1, ChannelError("mail.example.org", "the password was refused", "Mend it")
    gent.deliver()
    said = "mail.example.org: the password was refused. Mend it."
    assert said in [notice.error for notice in gent.find(PLANNED)]
    assert said in caplog.text


def test_a_channel_that_keeps_a_connection_closes_it_when_the_delivery_is_over(gent: Digicase, outbox: Outbox) -> None:
    gent.deliver()
    assert outbox.closed == 1


def test_what_comes_too_late_is_not_sent(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox, clock: Clock
) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    clock.today = dt.date(2026, 12, 3)
    assert gent.deliver().expired == 4
    assert outbox.sent == []


def test_somebody_nobody_knows_is_given_up_at_once(gent: Digicase, zitdag: Zitdag) -> None:
    gent.appointments.book(new_case(gent, "J-0404"), zitdag, at=NINE)
    assert (gent.deliver().dead, gent.count(NoticeQuery(state=NoticeState.DEAD, recipient="J-0404"))) == (1, 1)


def test_a_limit_is_kept(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    assert [gent.deliver(limit=1).total for _ in range(3)] == [1, 1, 0]


def test_notices_hold_no_names(gent: Digicase, case: Case, zitdag: Zitdag) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    gent.deliver()
    assert not any("Ahmed" in str(notice) or "example.org" in str(notice) for notice in gent.find(NoticeQuery()))


def test_a_maildir_holds_messages_that_a_mail_program_reads(opened: Callable[..., Digicase], tmp_path: Path) -> None:
    gent = opened(channel=f"maildir:{tmp_path / 'mail'}?sender=coach@gent.example.org")
    gent.contacts.put("J-1", email="j1@example.org")
    zitdag = new_series(gent).zitdagen[0]
    gent.appointments.book(new_case(gent, "J-1"), zitdag, at=NINE)
    assert gent.deliver().sent == 1
    mails: list[Mail] = list(mailbox.Maildir(tmp_path / "mail"))
    (mail,) = mails
    assert (mail["To"], mail["From"]) == ("j1@example.org", "coach@gent.example.org")
    assert mail["Message-ID"].endswith("@gent.example.org>")
    assert mail["Content-Language"] == "fr"
    assert "décembre" in mail.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]  # a single part


FACTS: dict[str, str | int] = {
    "case": "J-{0}$name",
    "due_on": "2026-12-01",
    "days": 7,
    "on": "2026-12-01",
    "at": "09:00",
    "location": "Jobteam",
    "until": "2026-12-01",
    "until_at": "11:00",
}


def worded(kind: NoticeKind, audience: Audience, language: str) -> Wording:
    moment = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    notice = Notice(
        id=NoticeId(UUID(int=1)),
        kind=kind,
        subject=UUID(int=2),
        dedup_key="x",
        recipient="J-1",
        audience=audience,
        due_at=moment,
        expires_at=moment,
        data=FACTS,
    )
    return greeted(words(notice, language), "An", language)


TO_ALL = [(kind, audience) for kind in NoticeKind if kind not in TO_STAFF for audience in Audience]
TOLD = [*TO_ALL, *((kind, Audience.CONSULTANT) for kind in sorted(TO_STAFF))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "audience"), TOLD)
def test_every_notice_has_words_and_takes_any_reference_literally(
    kind: NoticeKind, audience: Audience, language: str
) -> None:
    told = worded(kind, audience, language)
    left = (told.subject + told.body).replace("J-{0}$name", "")
    assert "$" not in left
    assert left.count("An,") == 1


def test_whose_language_has_no_words_gets_those_of_the_house(opened: Callable[..., Digicase]) -> None:
    outbox = Outbox()
    gent = opened(language="fr", channel=lambda: outbox)
    gent.contacts.put("J-9", name="Selam")
    case, series = new_case(gent, "J-9", language="ti"), new_series(gent)
    gent.appointments.book(case, series.zitdagen[0], at=NINE)
    gent.deliver()
    (message,) = [each for each in outbox.sent if each.to.reference == "J-9"]
    assert (message.language, message.body.splitlines()[0]) == ("fr", "Bonjour Selam,")


@pytest.mark.parametrize(
    ("gives", "reason"),
    [
        (lambda _: {"email": "an@example.org"}, "it gave dict instead of Addressee"),
        (lambda _: 1 / 0, "it raised ZeroDivisionError (test_notices.py, line "),
    ],
    ids=["dict", "raises"],
)
def test_a_directory_at_fault_is_named_and_no_notice_is_lost(
    opened: Callable[..., Digicase], gives: Callable[[str], object], reason: str
) -> None:
    class Clients:
        def find(self, reference: str, /) -> object:
            return gives(reference)

    gent = opened(directory=Clients())
    gent.appointments.book(new_case(gent, "J-1"), new_series(gent).zitdagen[0], at=NINE)
    assert gent.deliver().postponed == 2
    (error,) = {notice.error for notice in gent.find(NoticeQuery(state=NoticeState.PLANNED)) if notice.error}
    assert error is not None
    assert error.startswith(f"directory: {reason}")


def test_what_a_directory_says_itself_is_kept(opened: Callable[..., Digicase]) -> None:
    class Clients:
        def find(self, reference: str, /) -> None:
            raise Undeliverable("moved abroad")

    gent = opened(directory=Clients())
    gent.appointments.book(new_case(gent, "J-1"), new_series(gent).zitdagen[0], at=NINE)
    assert gent.deliver().dead == 2
    assert {notice.error for notice in gent.notices.dead()} == {"moved abroad"}


def test_a_preview_without_words_says_so(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="there are no words in 'de' for appointment_soon"):
        gent.preview("appointment_soon", language="de")


def test_french_writes_the_first_of_a_month_as_it_should() -> None:
    assert "mardi 1er décembre 2026" in worded(NoticeKind.LOAN_EXTENDED, Audience.JOBSEEKER, "fr").body


def test_a_delivery_ends_at_its_deadline_and_lets_go_of_the_rest(
    gent: Digicase, case: Case, zitdag: Zitdag, outbox: Outbox
) -> None:
    gent.appointments.book(case, zitdag, at=NINE)
    assert gent.deliver(deadline=0).total == 0
    assert gent.deliver(more=lambda: not outbox.sent).sent == 1
    (left,) = gent.find(NoticeQuery(state=NoticeState.PLANNED, kind=NoticeKind.APPOINTMENT_BOOKED))
    assert (left.attempts, left.token) == (0, None)
    assert gent.deliver(deadline=dt.timedelta(minutes=5)).sent == 1


def test_a_deadline_and_a_limit_below_zero_are_told_together(gent: Digicase) -> None:
    with pytest.raises(InvalidData) as error:
        gent.deliver(limit=-1, deadline=-1.5)
    assert {problem.path for problem in error.value.problems} == {"limit", "deadline"}


class TestOwnWords:
    """A folder says what an organisation says otherwise."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "words"
        folder.mkdir()
        return folder

    def test_what_it_says_is_said_and_the_rest_is_ours(
        self, opened: Callable[..., Digicase], folder: Path, outbox: Outbox
    ) -> None:
        (folder / "fr.toml").write_text(
            'closing = "À bientôt"\n[notices.appointment_booked.jobseeker]\nsubject = "On se voit le $on"\n'
        )
        gent = opened(wording=folder, plugins=[outbox], channel="outbox")
        gent.contacts.put("J-1", name="Zoë")
        gent.appointments.book(new_case(gent, "J-1"), new_series(gent).zitdagen[0], at=NINE)
        gent.deliver()
        (message,) = outbox.sent
        assert message.subject == "On se voit le jeudi 3 décembre 2026"
        assert message.body.startswith("Bonjour Zoë,")
        assert "Jobteam" in message.body
        assert message.body.endswith("À bientôt\n")
        assert gent.preview("appointment_booked", "consultant", language="nl").subject.startswith("Afspraak")

    def test_it_may_bring_a_language_of_its_own(self, opened: Callable[..., Digicase], folder: Path) -> None:
        (folder / "tr.toml").write_text(
            'greeting = "Sayın"\nclosing = "Selamlar"\n'
            '[notices.appointment_soon.jobseeker]\nsubject = "Randevu"\nbody = "$on, $at, $location."\n'
        )
        told = opened(wording=folder, language="tr").preview("appointment_soon")
        assert told.body == "Sayın N.,\n\nSalı 1 Aralık 2026, 09:30, Jobteam.\n\nSelamlar\n"

    def test_everything_wrong_is_told_when_it_is_opened(self, opened: Callable[..., Digicase], folder: Path) -> None:
        (folder / "nl.toml").write_text(
            'title = "x"\nclosing = 3\n'
            '[notices.appointment_booked.jobseeker]\nbody = "Dag $voornaam, op $on"\nsubject = "10 $"\nheader = "x"\n'
            '[notices.feedback_asked.jobseeker]\nbody = "x"\n[notices.party.jobseeker]\nbody = "x"\n'
        )
        (folder / "fr.toml").write_text("closing = ")
        (folder / "Nederlands.toml").write_text("")
        with pytest.raises(InvalidData) as error:
            opened(wording=folder)
        assert [problem.path.removeprefix("wording.") for problem in error.value.problems] == [
            "Nederlands.toml",
            "fr.toml",
            "nl.toml.title",
            "nl.toml.closing",
            "nl.toml.notices.appointment_booked.jobseeker.body",
            "nl.toml.notices.appointment_booked.jobseeker.subject",
            "nl.toml.notices.appointment_booked.jobseeker.header",
            "nl.toml.notices.feedback_asked.jobseeker",
            "nl.toml.notices.party",
        ]
        assert "$voornaam is not known; known are $at, $case, $location, $on" in str(error.value)

    @pytest.mark.parametrize("made", [False, True], ids=["missing", "empty"])
    def test_a_folder_without_words_is_told(self, opened: Callable[..., Digicase], tmp_path: Path, made: bool) -> None:
        if made:
            (tmp_path / "other").mkdir()
        with pytest.raises(InvalidData, match=r"no folder|no file such as nl\.toml"):
            opened(wording=tmp_path / "other")

    def test_a_plugin_goes_before_the_folder(self, opened: Callable[..., Digicase], folder: Path) -> None:
        (folder / "nl.toml").write_text('closing = "Groeten van de stad"\n')

        class Ours:
            @hookimpl
            def digicase_wording(self, notice: Notice) -> Wording | None:
                return Wording(subject="Ours", body="Ours") if notice.kind is NoticeKind.LOAN_OVERDUE else None

        gent = opened(wording=folder, plugins=[Ours()])
        assert gent.preview("loan_overdue").subject == "Ours"
        assert "Groeten van de stad" in gent.preview("loan_recalled").body


@pytest.mark.parametrize(
    ("kind", "audience", "telling"),
    [("party", "jobseeker", "kind"), ("feedback_asked", "jobseeker", "is told to consultant")],
    ids=["no such kind", "not told to them"],
)
def test_a_preview_of_what_is_never_said_is_told(gent: Digicase, kind: str, audience: str, telling: str) -> None:
    with pytest.raises(InvalidData, match=telling):
        gent.preview(kind, audience)
