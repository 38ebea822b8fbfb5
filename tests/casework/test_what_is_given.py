"""What callers give by mistake: told at once, by name, and with what to give instead."""

from __future__ import annotations

import contextvars
import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import CaseQuery, Digicase, InvalidData, Refused, StaleWrite, StorageError
from digicase.casework.following import FollowedSession


def told(wrong: Callable[[], object]) -> list[str]:
    with pytest.raises(InvalidData) as error:
        wrong()
    return [f"{problem.path}: {problem.reason}" for problem in error.value.problems]


def test_a_reference_is_no_id(gent: Digicase) -> None:
    new_case(gent, "J-1")
    assert told(lambda: gent.get(digicase.Case, "J-1")) == ["case: must be a Case or its id (a UUID), not 'J-1'"]  # type: ignore[arg-type]  # the mistake under test


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (digicase.JournalQuery(case="J-1"), "case: must be an id (a UUID, such as case.id), not 'J-1'"),  # type: ignore[arg-type]  # the mistake under test
        (
            digicase.AppointmentQuery(states="booked"),  # type: ignore[arg-type]  # the mistake under test
            "states: must be a list, each of which is one of offered, booked, cancelled, cancelled_by_host, "
            "to_reconfirm, attended, no_show, not 'booked'",
        ),
        (
            digicase.CaseQuery(ids=5),  # type: ignore[arg-type]  # the mistake under test
            "ids: must be a list, each of which is an id (a UUID, such as case.id), not 5",
        ),
        (digicase.CaseQuery(ids=["J-1"]), "ids: must be an id (a UUID, such as case.id), not 'J-1'"),  # type: ignore[list-item]  # the mistake under test
        (digicase.ZitdagQuery(since="2026-12-01"), "since: must be a date, not '2026-12-01'"),  # type: ignore[arg-type]  # the mistake under test
        (digicase.CaseQuery(open="yes"), "open: must be true or false, not 'yes'"),  # type: ignore[arg-type]  # the mistake under test
        (
            digicase.NoticeQuery(state="lost"),  # type: ignore[arg-type]  # the mistake under test
            "state: must be one of planned, sent, withdrawn, expired, dead, not 'lost'",
        ),
        ("Case", "query: must be a query, such as CaseQuery(open=True), not 'Case'"),
    ],
    ids=["reference", "a-state", "a-number", "references", "text", "yes", "state", "name"],
)
def test_a_query_for_what_cannot_be_is_no_empty_answer(gent: Digicase, query: object, reason: str) -> None:
    assert told(lambda: gent.find(query)) == [reason]  # type: ignore[arg-type]  # the mistake under test
    assert told(lambda: gent.count(query)) == [reason]  # type: ignore[call-overload]  # the mistake under test


def test_another_sort_of_record_is_told_by_its_name_alone(gent: Digicase) -> None:
    new_case(gent, "J-1")
    series = new_series(gent)
    assert told(lambda: gent.appointments.book("J-1", series, at=dt.time(9))) == [  # type: ignore[arg-type]  # the mistake under test
        "zitdag: must be a Zitdag or its id (a UUID), not PlannedSeries"
    ]
    assert told(lambda: gent.cases.hold(UUID, reason="ill")) == ["case: must be a Case or its id (a UUID), not type"]  # type: ignore[arg-type]  # the mistake under test


def test_goals_that_are_not_known_are_told_with_all_else(gent: Digicase) -> None:
    found = told(lambda: new_case(gent, "J-1", goals=["cvletter"], confidence=9, language="english"))
    assert [line.partition(":")[0] for line in found] == ["language", "confidence", "goals"]
    case = new_case(gent, "J-1")
    assert [line.partition(":")[0] for line in told(lambda: gent.cases.change(case, goals=["x"], confidence=9))] == [
        "confidence",
        "goals",
    ]


def test_people_speak_the_language_of_the_house_unless_told_otherwise(opened: Callable[..., Digicase]) -> None:
    gent = opened(language="fr")
    assert new_case(gent, "J-1").language == "fr"
    assert new_case(gent, "J-2", language="ti").language == "ti"
    assert gent.staff.register("K-1", role="coach").language == "fr"


def test_where_there_are_no_words_it_is_said(gent: Digicase) -> None:
    case = new_case(gent, "J-1")
    reason = "language: there are no words in 'de'; choose one of nl, fr, en"
    assert told(lambda: gent.cases.timeline(case, language="de")) == [reason]
    assert told(lambda: gent.cases.read(case, purpose="coaching", language="de")) == [reason]
    assert told(lambda: gent.calendars.export("consultant", "C-1", language="de")) == [reason]
    assert told(lambda: gent.calendars.subscribe("consultant", "C-1", language="de")) == [reason]
    assert told(lambda: digicase.open("memory://", language="de")) == [
        f"{reason}, or bring your own (docs/channels.md)"
    ]


def test_a_unit_of_work_that_goes_on_after_half_a_verb_is_not_kept(
    gent: Digicase, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FollowedSession.save

    def lost(session: FollowedSession, *records: Any) -> Any:
        save(session, *records)
        raise StaleWrite("case", None)

    def go_on_after_it() -> None:
        with gent.begin() as work:
            new_case(work, "J-1")
            monkeypatch.setattr(FollowedSession, "save", lost)
            with pytest.raises(StaleWrite):
                new_case(work, "J-2")

    with pytest.raises(StorageError, match=r"half of it must not stay\. Let its error leave"):
        go_on_after_it()
    assert gent.count(CaseQuery()) == 0


def test_a_unit_of_work_goes_on_after_a_refusal(gent: Digicase) -> None:
    with gent.begin() as work:
        new_case(work, "J-1")
        with pytest.raises(Refused):
            new_case(work, "J-1")
    assert gent.count(CaseQuery()) == 1


def test_a_verb_beside_an_open_unit_of_work_is_refused(gent: Digicase) -> None:
    with gent.begin() as work:
        new_case(work, "J-1")
        with pytest.raises(StorageError, match=r"a unit of work is open here.*with gent\.begin\(\) as work"):
            new_case(gent, "J-2")
        with pytest.raises(StorageError, match="a unit of work is open here"), gent.acting_as("CO").begin():
            pass
        with pytest.raises(StorageError, match="a unit of work is open here"):
            gent.deliver()
        new_case(work, "J-3")
    assert {case.reference for case in gent.find(digicase.CaseQuery())} == {"J-1", "J-3"}
    assert new_case(gent, "J-2")


def test_whoever_was_begun_inside_a_unit_of_work_may_go_on_when_it_has_ended(gent: Digicase) -> None:
    with gent.begin() as work:
        new_case(work, "J-1")
        later = contextvars.copy_context()
    assert later.run(new_case, gent, "J-2")


def test_units_of_work_on_two_stores_may_end_in_any_order(gent: Digicase) -> None:
    other = digicase.open("memory://", today=lambda: TODAY)
    first, second = gent.begin(), other.begin()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert new_case(gent, "J-1")
    assert new_case(other, "J-1")


def test_another_store_may_be_written_beside_an_open_unit_of_work(gent: Digicase) -> None:
    with gent.begin() as work, digicase.open("memory://", today=lambda: TODAY) as other:
        new_case(work, "J-1")
        assert new_case(other, "J-1")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            {"today": TODAY},
            "today: must be a function without arguments, such as today=lambda: day, not datetime.date(2026, 11, 24)",
        ),
        (
            {"directory": object},
            "directory: must be what has find(reference), as a Directory has, not <class 'object'>",
        ),
        ({"plugins": "house_rules"}, "plugins: must be a list of plugins or their names, not 'house_rules'"),
        ({"block": "holidays"}, "block: must be a list of names, not 'holidays'"),
        ({"roles": 3}, "roles: must be Roles, other AccessRules or the path of a file, not 3"),
        ({"zone": 3}, "zone: must be a text, not 3"),
    ],
    ids=["today", "directory", "plugins", "block", "roles", "zone"],
)
def test_what_is_given_to_open_is_looked_at_when_it_opens(given: dict[str, object], reason: str) -> None:
    assert told(lambda: digicase.open("memory://", **given)) == [reason]  # type: ignore[arg-type]  # the mistake under test


def test_who_leaves_out_a_plugin_that_is_not_there_is_warned() -> None:
    with pytest.warns(digicase.DataWarning, match="block: there is no plugin 'holydays'; did you mean holidays?"):
        digicase.open("memory://", block=["holydays"]).close()


def test_a_field_that_is_none_and_a_limit_below_zero_are_told(gent: Digicase) -> None:
    assert told(lambda: gent.count(digicase.CaseQuery(), by="langage"))[0].startswith("by: there is no field 'langage'")
    assert told(lambda: gent.find(digicase.CaseQuery(), limit=-1)) == [
        "limit: must be a whole number from 0 on, not -1"
    ]


def test_all_that_is_wrong_with_what_is_given_to_open_is_told_at_once() -> None:
    wrong = {"zone": "Ghent", "organizer": "me", "language": "Dutch", "roles": 3, "channel": {"pigeon": "log"}}
    found = told(lambda: digicase.open("memory://", **wrong))  # type: ignore[arg-type]  # the mistakes under test
    assert [line.partition(":")[0] for line in found] == ["zone", "organizer", "language", "roles", "channel.pigeon"]


def test_a_store_is_a_url_a_file_or_a_storage() -> None:
    (reason,) = told(lambda: digicase.open(None))  # type: ignore[arg-type]  # the mistake under test
    assert reason.startswith('storage: must be a URL such as "sqlite:///gent.db", a settings file, or a Storage')


@pytest.mark.parametrize("day", ["2026-01-01", dt.datetime(2026, 1, 1)], ids=["text", "moment"])
def test_a_clock_that_tells_no_date_is_told(day: object) -> None:
    gent = digicase.open("memory://", today=lambda: day)  # type: ignore[arg-type,return-value]  # the mistake under test
    assert told(lambda: new_case(gent, "J-1")) == [f"today: must return a date, not {day!r}"]


def test_a_deadline_is_no_moment(gent: Digicase) -> None:
    moment = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    assert told(lambda: gent.deliver(deadline=moment)) == [  # type: ignore[arg-type]  # the mistake under test
        f"deadline: must be a timedelta, not {moment!r}"
    ]


@pytest.mark.parametrize(
    ("url", "telling"),
    [
        ("sqlite://gent.db", "Write sqlite:///gent.db, with three /"),
        ("sqlite:/gent.db", "write sqlite:///gent.db"),
        ("memory:", 'write "memory://"'),
        ("gent.db", "for a file write sqlite:///gent.db"),
        ("postgres://localhost/x", "is written postgresql://"),
        ("mysql://localhost/x", "use mariadb:// or postgresql://"),
        ("redis-server:6379", "write engine://user:password@host/database"),
    ],
)
def test_a_url_that_is_nearly_one_is_told_with_what_it_should_be(url: str, telling: str) -> None:
    with pytest.raises((InvalidData, StorageError)) as error:
        digicase.open(url)
    assert telling in str(error.value)


def test_what_our_own_plugins_offer_is_told_with_the_plugin() -> None:
    with pytest.raises(digicase.UnknownOffer, match=r"pip install digicase-smtp"):
        digicase.open("memory://", channel="smtp://localhost", block=["smtp"])
