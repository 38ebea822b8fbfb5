"""What is special to SQLite: files, foreign tables, other revisions, processes, and the host's own transaction."""

from __future__ import annotations

import sqlite3
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect as sqlite
from tests.house import TODAY, new_case

import digicase
from digicase import CaseQuery, DataWarning, DigicaseError, Loan, StorageError, UnreadableRow
from digicase.domain.record import every
from digicase.storage.sql.statements import Statements
from digicase.storage.sql.tables import REVISION, Schema
from digicase.testing.samples import sample


def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gent.db"


def opened(path: Path, **settings: Any) -> digicase.Digicase:
    return digicase.open(url(path), **{"today": lambda: TODAY, "block": ["holidays"], **settings})


def run_sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_an_empty_file_becomes_a_working_store_that_lasts(file: Path) -> None:
    with opened(file) as gent:
        new_case(gent, "J-1")
    with opened(file) as gent:
        assert gent.cases.get("J-1").reference == "J-1"


def test_what_is_acknowledged_is_durable_unless_asked_otherwise(file: Path) -> None:
    for query, level in (("", 2), ("?synchronous=NORMAL", 1)):
        with digicase.open(url(file) + query) as gent, gent._storage._engine.connect() as connection:  # type: ignore[attr-defined]  # looks inside on purpose
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == level
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_file_that_is_no_database_is_refused(file: Path) -> None:
    file.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(StorageError, match=r"not an SQLite database\. Name another file"):
        opened(file)
    assert file.read_bytes() == b"Dear diary, " * 500


def test_somebody_elses_database_is_refused_and_left_alone(file: Path) -> None:
    run_sql(file, "CREATE TABLE client (reference TEXT)")
    before = file.read_bytes()
    with pytest.raises(StorageError, match=r"not a digicase database: it holds client.*create=True"):
        opened(file)
    assert file.read_bytes() == before


def test_our_tables_are_added_to_a_hosts_database_when_asked(file: Path) -> None:
    run_sql(file, "CREATE TABLE client (reference TEXT)")
    with opened(file, create=True) as gent:
        assert new_case(gent, "J-1").version == 1


def test_a_newer_database_says_to_upgrade(file: Path) -> None:
    opened(file).close()
    run_sql(file, "UPDATE digicase_alembic_version SET version_num = '0099'")
    with pytest.raises(StorageError, match=rf"revision 0099; this digicase knows {REVISION}.*pip install -U digicase"):
        opened(file)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be opened\. Make the folder"):
        opened(tmp_path / "no" / "gent.db")


@pytest.mark.parametrize("given", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_an_sqlite_store_in_memory_is_refused_with_the_remedy(given: str) -> None:
    with pytest.raises(StorageError, match='Use "memory://"'):
        digicase.open(given)


BAD = ["guidance_from = 'last spring'", "goals = '{'", "home_internet = 'carrier pigeon'"]


@pytest.mark.parametrize("change", BAD)
def test_a_bad_row_is_named_and_breaks_no_list(file: Path, change: str) -> None:
    with opened(file) as gent:
        new_case(gent, "J-1")
        case = new_case(gent, "J-2")
        run_sql(file, f"UPDATE digicase_case SET {change} WHERE reference = 'J-2'")
        with pytest.warns(DataWarning, match=f"digicase_case {case.id}: the row cannot be read"):
            assert [found.reference for found in gent.find(CaseQuery())] == ["J-1"]


@pytest.mark.parametrize("change", BAD)
def test_a_bad_row_stops_who_would_rely_on_it(file: Path, change: str) -> None:
    with opened(file) as gent:
        case = new_case(gent, "J-1")
        run_sql(file, f"UPDATE digicase_case SET {change}")
        with pytest.raises(UnreadableRow, match=f"digicase_case {case.id}"):
            gent.cases.close("J-1", outcome="job")
        with pytest.raises(UnreadableRow, match=f"digicase_case {case.id}"):
            gent.get(digicase.Case, case.id)


THEIRS = "digicase_case: a rule of the database that is not ours"


def test_a_new_row_that_breaks_a_hosts_own_rule_says_so(file: Path) -> None:
    with opened(file) as gent:
        new_case(gent, "J-1")
        run_sql(file, "CREATE UNIQUE INDEX theirs ON digicase_case (consultant)")
        with pytest.raises(StorageError, match=THEIRS):
            new_case(gent, "J-2")


def test_a_change_that_breaks_a_hosts_own_rule_says_so(file: Path) -> None:
    with opened(file) as gent:
        run_sql(file, "CREATE UNIQUE INDEX theirs ON digicase_case (closed_on)")
        for reference in ("J-1", "J-2"):
            new_case(gent, reference)
        gent.cases.close("J-1", outcome="job")
        with pytest.raises(StorageError, match=THEIRS):
            gent.cases.close("J-2", outcome="job")


def test_an_error_of_the_callers_own_database_stays_the_callers(file: Path) -> None:
    theirs = sa.create_engine("sqlite://")
    with opened(file) as gent, gent.begin(), theirs.connect() as connection, pytest.raises(sa.exc.OperationalError):
        connection.exec_driver_sql("SELECT * FROM nothing")
    theirs.dispose()


def test_a_missing_file_is_not_made_when_none_is_to_be(file: Path) -> None:
    with pytest.raises(StorageError, match="there is no such file"):
        opened(file, create=False)
    assert not file.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("nope=1", r"nope is not known here\. Known are: synchronous, timeout"),
        ("synchronous=MAYBE", r"synchronous=MAYBE is not known\. Use FULL"),
        ("timeout=soon", r"timeout=soon is not a number\. Give seconds"),
        ("timeout=-1", r"timeout=-1 is negative\. Give seconds"),
    ],
)
def test_what_a_url_may_not_set_is_told(file: Path, given: str, told: str) -> None:
    with pytest.raises(StorageError, match=told):
        digicase.open(f"{url(file)}?{given}")
    assert not file.exists()


def test_no_error_shows_what_a_record_holds(file: Path) -> None:
    secret = f"J-{2**40}"
    with opened(file) as gent:
        run_sql(file, "CREATE TRIGGER full BEFORE INSERT ON digicase_case BEGIN SELECT RAISE(FAIL, 'disk'); END")
        with pytest.raises(DigicaseError) as error:
            new_case(gent, secret)
    assert secret not in "".join(traceback.format_exception(error.value))


def test_an_untamed_engine_is_refused_with_the_remedy(file: Path) -> None:
    with opened(file) as gent:
        engine = sa.create_engine(url(file))
        with engine.connect() as connection, pytest.raises(StorageError, match=r"digicase\.prepare_engine\("):
            gent.on(connection).cases.get("J-1")
        engine.dispose()


def test_reading_on_through_a_whole_kind_sorts_nothing(file: Path) -> None:
    """A page of a million records costs what a page of a hundred does: its index serves the order."""
    opened(file).close()
    question, values = Statements(Schema("sqlite")).on(sqlite())(Loan).find(every(Loan), after=sample(Loan), limit=500)
    made = question.select.compile(dialect=sqlite())
    given = [(made.params | dict(values))[name] for name in made.positiontup or ()]
    with closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {made}", given).fetchall()
    assert [step for *_, step in plan if "B-TREE" in step or "SCAN" in step] == []


def handles(file: Path) -> int:
    """Return how often this process has a file open, its log and its index included."""
    found = 0
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # it was closed since
            found += str(handle.readlink()).startswith(str(file))
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system does not tell which files are open")
def test_a_store_that_is_closed_lets_go_of_its_file(file: Path) -> None:
    gent = opened(file)
    with ThreadPoolExecutor(8) as several:
        list(several.map(lambda n: new_case(gent, f"J-{n}"), range(40)))
    assert handles(file) > 0
    gent.close()
    assert handles(file) == 0


def test_more_threads_than_connections_wait_for_each_other_and_all_get_through(file: Path) -> None:
    with opened(file) as gent, ThreadPoolExecutor(30) as several:
        list(several.map(lambda n: new_case(gent, f"J-{n}"), range(90)))
        assert gent.count(CaseQuery()) == 90
