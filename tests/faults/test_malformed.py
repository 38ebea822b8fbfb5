"""One malformed row breaks nothing but itself: it is named, and whatever does not need it goes on."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from tests.faults.test_delivery import Everybody, Outbox
from tests.house import TODAY
from tests.storage.schemas.make import work_a_little

import digicase
from digicase import (
    Case,
    CaseQuery,
    DataWarning,
    NoticeQuery,
    UnreadableRow,
    evolve,
)
from digicase.commands import main
from digicase.domain.kinds import QUERIES

NOON = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
ENGINES = ("sqlite", "postgresql")
ON_ALL = {
    "no JSON": "goals = '{'",
    "no such member": "home_internet = 'carrier pigeon'",
    "out of range": "confidence = 99",
}
ON_ONE = {
    "sqlite": {
        "no day": "guidance_from = 'last spring'",
        "no number": "version = 'three'",
        "neither true nor false": "prefers_touch = 'x'",
        "no UTF-8": "funder = CAST(x'ff41' AS TEXT)",
        "no id": "id = 'nonsense'",
    },
    "postgresql": {"no day": "guidance_from = 'infinity'"},
}
BAD = [("sqlite", name) for name in ON_ALL | ON_ONE["sqlite"]] + [
    ("postgresql", name) for name in ("no JSON", "no day")
]


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that holds something of everything."""
    return worked_in(request, request.param, tmp_path)


def worked_in(request: pytest.FixtureRequest, engine: str, folder: Path) -> str:
    url: str = f"sqlite:///{folder}/x.db" if engine == "sqlite" else request.getfixturevalue(engine)
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        work_a_little(gent)
    return url


@pytest.fixture(params=BAD, ids=lambda bad: "-".join(bad))
def hurt(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """The URL of a store in which the case J-0002 is malformed, and by which id that is told."""
    engine, name = request.param
    url = worked_in(request, engine, tmp_path)
    (id,) = [case.id for case in everything(url, CaseQuery()) if case.reference == "J-0002"]
    change(url, f"UPDATE digicase_case SET {(ON_ALL | ON_ONE[engine])[name]} WHERE reference = 'J-0002'")
    return url, "nonsense" if name == "no id" else str(id)


def change(url: str, *statements: str) -> None:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def opened(url: str, **settings: Any) -> digicase.Digicase:
    return digicase.open(url, **{"today": lambda: TODAY, "block": ["holidays"], **settings})


def everything(url: str, query: digicase.Query[Any]) -> list[Any]:
    with opened(url) as gent:
        return list(gent.find(query))


def names(id: str) -> str:
    return rf"digicase_case '?{id}'?: the row cannot be read"


def test_a_list_leaves_it_out_and_names_it(hurt: tuple[str, str]) -> None:
    url, id = hurt
    with opened(url) as gent, pytest.warns(DataWarning, match=names(id)):
        assert [case.reference for case in gent.find(CaseQuery())] == ["J-0001"]


def test_a_list_with_a_limit_is_filled_with_what_can_be_read(url: str) -> None:
    change(url, "UPDATE digicase_case SET confidence = 99 WHERE reference = 'J-0001'")
    with opened(url) as gent, pytest.warns(DataWarning):
        assert [case.reference for case in gent.find(CaseQuery(), limit=1)] == ["J-0002"]


def test_a_search_goes_on(hurt: tuple[str, str]) -> None:
    url, id = hurt
    with opened(url) as gent, pytest.warns(DataWarning, match=names(id)):
        assert [case.reference for case in gent.cases.search(consultant="C-04")] == ["J-0001"]


def test_a_check_goes_on_and_names_it(hurt: tuple[str, str]) -> None:
    url, id = hurt
    with opened(url) as gent:
        report = gent.check()
    assert report.read["case"] == 1
    assert [bool(re.search(names(id), told)) for told in report.unreadable] == [True]


def test_who_would_rely_on_it_is_refused(url: str) -> None:
    (case,) = everything(url, CaseQuery(reference="J-0002"))
    change(url, "UPDATE digicase_case SET goals = '{' WHERE reference = 'J-0002'")
    with opened(url) as gent:
        with pytest.raises(UnreadableRow, match=names(str(case.id))):
            gent.cases.close("J-0002", outcome="job")
        with pytest.raises(UnreadableRow, match=names(str(case.id))):
            gent.get(Case, case.id)


def test_a_count_by_a_field_leaves_out_what_is_no_value_of_it(url: str) -> None:
    (case,) = everything(url, CaseQuery(reference="J-0002"))
    change(url, "UPDATE digicase_case SET home_internet = 'pigeon' WHERE reference = 'J-0002'")
    with opened(url) as gent:
        assert gent.count(CaseQuery()) == 2
        with pytest.warns(DataWarning, match=names(str(case.id))):
            assert gent.count(CaseQuery(), by="home_internet") == {None: 1}


def test_a_calendar_shows_the_appointment_of_a_case_that_cannot_be_read(url: str) -> None:
    change(url, "UPDATE digicase_case SET confidence = 99 WHERE reference = 'J-0001'")
    with opened(url) as gent, pytest.warns(DataWarning):
        calendars = [gent.calendars.export("coach", "K-01"), gent.calendars.export("consultant", "C-04")]
    assert [b"SUMMARY:Afspraak digicoach\r\n" in calendar for calendar in calendars] == [True, True]


def test_a_calendar_leaves_out_an_appointment_that_cannot_be_read(url: str) -> None:
    change(url, "UPDATE digicase_appointment SET about = '{'")
    with opened(url) as gent, pytest.warns(DataWarning, match="digicase_appointment"):
        assert gent.calendars.export("coach", "K-01").count(b"UID:zitdag-") == 5


def test_a_feed_leaves_out_an_appointment_that_cannot_be_read(url: str) -> None:
    change(url, "UPDATE digicase_appointment SET about = '{'")
    with opened(url) as gent:
        token = gent.calendars.subscribe("coach", "K-01").token
        with pytest.warns(DataWarning, match="digicase_appointment"):
            answer = gent.calendars.respond(f"/{token}.ics")
    assert (answer.status, answer.body.count(b"UID:zitdag-")) == (200, 5)


def hurt_notice(url: str, change_to: str) -> str:
    """Make a notice that is due unreadable, and return its id."""
    notice = next(each for each in everything(url, NoticeQuery()) if each.kind == "appointment_booked")
    change(url, f"UPDATE digicase_notice SET {change_to} WHERE dedup_key = '{notice.dedup_key}'")
    return str(notice.id)


NOTICES = {"sqlite": ["kind = 'x'", "expires_at = 'x'", "attempts = 'x'", "data = '{'"], "postgresql": ["kind = 'x'"]}


@pytest.mark.parametrize(("engine", "change_to"), [(engine, each) for engine in ENGINES for each in NOTICES[engine]])
def test_a_notice_that_cannot_be_read_stops_no_other(
    request: pytest.FixtureRequest, engine: str, change_to: str, tmp_path: Path
) -> None:
    url, outbox = worked_in(request, engine, tmp_path), Outbox(tmp_path / "sent")
    due = [notice for notice in everything(url, NoticeQuery()) if notice.due_at <= NOON]
    id = hurt_notice(url, change_to)
    with delivering(url, outbox) as gent, pytest.warns(DataWarning, match=f"digicase_notice {id}"):
        assert gent.deliver().sent == len(due) - 1 > 0
    assert sorted(outbox.keys()) == sorted(f"notice-{notice.id}" for notice in due if str(notice.id) != id)


def test_a_delivery_gets_past_more_unreadable_notices_than_it_takes_at_a_time(url: str, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "sent")
    with opened(url) as gent:
        one = gent.find(NoticeQuery(), limit=1)[0]
        first = {"due_at": NOON - dt.timedelta(days=9), "recipient": "bad"}
        many = [evolve(one, id=uuid4(), version=0, dedup_key=f"bad {n}", **first) for n in range(120)]
        gent.run(lambda unit: unit.session.save(*many))
    change(url, "UPDATE digicase_notice SET kind = 'x' WHERE recipient = 'bad'")
    with delivering(url, outbox) as gent, pytest.warns(DataWarning):
        assert gent.deliver(limit=1).sent == 1


def test_a_contact_that_cannot_be_read_gives_no_notice_up(url: str, tmp_path: Path) -> None:
    change(url, "UPDATE digicase_contact SET phone = 'x' WHERE reference = 'J-0001'")
    outbox = Outbox(tmp_path / "sent")
    with delivering(url, outbox, directory=None) as gent:
        with pytest.warns(DataWarning, match="digicase_contact"):
            assert gent.deliver().postponed > 0
        assert [notice for notice in gent.notices.dead() if notice.recipient == "J-0001"] == []


def test_a_change_of_a_feed_that_cannot_be_read_takes_no_delivery_back(url: str, tmp_path: Path) -> None:
    change(url, "UPDATE digicase_feed_change SET at = 'infinity'")
    with delivering(url, Outbox(tmp_path / "sent")) as gent:
        assert gent.deliver().sent > 0


def delivering(url: str, outbox: Outbox, **settings: Any) -> digicase.Digicase:
    told = {"plugins": [outbox], "channel": "outbox", "directory": Everybody(), **settings}
    return opened(url, today=None, now=lambda: NOON, **told)


def test_a_report_goes_on(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    hurt_notice(url, "state = 'x'")
    change(url, "UPDATE digicase_case SET confidence = 99 WHERE reference = 'J-0002'")
    with pytest.warns(DataWarning):
        assert main(["report", url]) == 0
    assert re.search(r"notices +\d+ planned", capsys.readouterr().out)


def test_a_copy_brings_the_others_and_names_it(hurt: tuple[str, str], tmp_path: Path) -> None:
    url, id = hurt
    target = f"sqlite:///{tmp_path}/target.db"
    with pytest.raises(UnreadableRow, match=names(id)):
        digicase.copy(url, target)
    with warnings.catch_warnings(), opened(url) as source, opened(target) as copied:
        warnings.simplefilter("ignore", DataWarning)
        for query in QUERIES.values():
            assert len(copied.find(query())) == len(source.find(query()))


def test_a_copy_gets_past_more_unreadable_rows_than_it_reads_at_a_time(url: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/target.db"
    with opened(url) as gent:
        (one,) = gent.find(CaseQuery(reference="J-0002"))
        many = [evolve(one, id=UUID(int=n), version=0, reference=f"X-{n}") for n in range(1, 1501)]
        gent.run(lambda unit: unit.session.save(*many))
    bad = ", ".join(f"'X-{n}'" for n in range(1, 601))
    change(url, f"UPDATE digicase_case SET confidence = 99 WHERE reference IN ({bad})")
    with pytest.raises(UnreadableRow, match="600 of the rows"):
        digicase.copy(url, target)
    assert len(everything(target, CaseQuery())) == 902


def test_a_target_that_holds_what_cannot_be_read_is_told_as_the_target(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"sqlite:///{tmp_path}/target.db"
    digicase.copy(url, target)
    change(target, "UPDATE digicase_case SET confidence = 99 WHERE reference = 'J-0002'")
    assert main(["copy", url, target]) == 2
    assert re.search("in the target digicase_case .{36} cannot be read", capsys.readouterr().err)


def test_the_command_to_copy_tells_what_it_could_not_read(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(url, "UPDATE digicase_case SET confidence = 99 WHERE reference = 'J-0002'")
    assert main(["copy", url, f"sqlite:///{tmp_path}/target.db"]) == 1
    assert re.search("\ndigicase_case .{36}: the row cannot be read", capsys.readouterr().err)
