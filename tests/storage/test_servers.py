"""What is special to servers: schemas, users, drivers, and a server that is not there."""

from __future__ import annotations

import builtins
import multiprocessing
from typing import Any

import pytest
import sqlalchemy as sa
from tests.house import TODAY, new_case

import digicase
from digicase import CaseQuery, StorageError
from digicase.storage.sql.mariadb import OPENING


def refusal(url: str) -> str:
    """Return what opening a URL is refused with."""
    with pytest.raises(StorageError) as error:
        digicase.open(url)
    return str(error.value)


def test_a_schema_keeps_one_organisation_apart_from_another(postgresql: str) -> None:
    with digicase.open(f"{postgresql}&schema=gent") as gent, digicase.open(f"{postgresql}&schema=brugge") as brugge:
        new_case(gent, "J-1")
        assert (gent.count(CaseQuery()), brugge.count(CaseQuery())) == (1, 0)


def test_a_schema_that_is_there_is_opened_again(postgresql: str) -> None:
    with digicase.open(f"{postgresql}&schema=gent") as gent:
        new_case(gent, "J-1")
    with digicase.open(f"{postgresql}&schema=gent", create=False) as gent:
        assert gent.cases.get("J-1").version == 1


def test_an_open_store_keeps_nobody_from_opening_it_too(mariadb: str) -> None:
    engine = sa.create_engine(mariadb.replace("mariadb://", "mariadb+pymysql://"))
    with digicase.open(mariadb), engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.is_free_lock(OPENING))).scalar_one() == 1
    engine.dispose()


def test_our_tables_stand_beside_a_hosts_when_asked(database: str) -> None:
    driver = database.replace("mariadb://", "mariadb+pymysql://")
    engine = sa.create_engine(driver)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE client (reference INT)")
    engine.dispose()
    assert "it is not a digicase database: it holds client" in refusal(database)
    with digicase.open(database, create=True, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-1").version == 1


def test_a_wrong_password_is_told_and_never_shown(postgresql_server: str, mariadb_server: str) -> None:
    for server in (postgresql_server, mariadb_server):
        url = sa.make_url(server).set(username="nobody", password="s3cret")
        told = refusal(url.set(drivername=url.get_backend_name()).render_as_string(hide_password=False))
        assert "the server refuses this user and password" in told
        assert "s3cret" not in told


def test_a_database_that_is_not_there_is_told(postgresql_server: str, mariadb_server: str) -> None:
    for server in (postgresql_server, mariadb_server):
        url = sa.make_url(server).set(database="nowhere")
        told = refusal(url.set(drivername=url.get_backend_name()).render_as_string(hide_password=False))
        assert "there is no such database on the server. Make it first" in told


@pytest.mark.parametrize("url", ["postgresql://me@127.0.0.1:1/x", "mariadb://me@127.0.0.1:1/x"])
def test_a_server_that_is_down_is_told(url: str) -> None:
    with pytest.raises(digicase.Unreachable, match=r"the server cannot be reached\. Start it") as error:
        digicase.open(url)
    assert error.value.http_status == 503


@pytest.mark.parametrize("url", ["postgresql://me@127.0.0.1:1/x?nope=1", "mariadb://me@127.0.0.1:1/x?nope=1"])
def test_a_url_argument_that_nothing_knows_is_told(url: str) -> None:
    told = refusal(url)
    assert "Take it out of the URL" in told or "nope is not known here. Known are: " in told


@pytest.mark.parametrize(("engine", "driver"), [("postgresql", "psycopg"), ("mariadb", "pymysql")])
def test_a_missing_driver_says_what_to_install(engine: str, driver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == driver:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert f"its driver {driver} is not installed. Run: pip install 'digicase[{engine}]'" in refusal(f"{engine}://x/x")


def test_a_url_that_cannot_be_read_is_not_shown() -> None:
    with pytest.raises(digicase.InvalidData, match="write it as postgresql://user:password@") as error:
        digicase.open("postgresql://me:s3cret@host:port/x")
    assert "s3cret" not in str(error.value)


def test_a_hosts_pool_is_renewed_by_the_first_connection_that_is_found_dead(postgresql: str) -> None:
    engine, killer = sa.create_engine(postgresql), sa.create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with digicase.open(postgresql) as gent:
        with engine.connect() as first, engine.connect() as second:
            pooled = [each.exec_driver_sql("SELECT pg_backend_pid()").scalar() for each in (first, second)]
        with killer.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM unnest(ARRAY{pooled}) AS pid")
        with pytest.raises(digicase.ConnectionLost), engine.connect() as connection:
            gent.on(connection).count(CaseQuery())
        for _ in range(2):
            with engine.connect() as connection:
                assert gent.on(connection).count(CaseQuery()) == 0
    engine.dispose()
    killer.dispose()


def test_too_many_at_once_are_told_to_try_again(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create = sa.create_engine
    small: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.1}
    monkeypatch.setattr(sa, "create_engine", lambda url, **settings: create(url, **settings, **small))
    told = pytest.raises(digicase.Unreachable, match=r"all connections are in use\. Try again")
    with digicase.open(postgresql) as gent, gent.begin(), told:
        gent.count(CaseQuery())


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # Python 3.12 and later, beside threads of a test's
def test_an_app_that_was_opened_before_a_fork_serves_both_processes(database: str) -> None:
    context = multiprocessing.get_context("fork")
    with digicase.open(database, today=lambda: TODAY) as gent:
        new_case(gent, "J-0")
        children = [context.Process(target=_open_cases, args=(gent, child)) for child in (1, 2)]
        for child in children:
            child.start()
        _open_cases(gent, 3)
        for child in children:
            child.join(60)
        assert [child.exitcode for child in children] == [0, 0]
        assert gent.count(CaseQuery()) == 16


def _open_cases(gent: digicase.Digicase, worker: int) -> None:
    for number in range(5):
        new_case(gent, f"J-{worker}-{number}")


def test_a_dead_connection_is_replaced_without_a_word(postgresql: str) -> None:
    killer = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with digicase.open(postgresql, today=lambda: TODAY) as gent, killer.connect() as connection:
        new_case(gent, "J-1")
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.exec_driver_sql(kill + " AND datname = current_database()")
        new_case(gent, "J-2")
        assert gent.count(CaseQuery()) == 2
    killer.dispose()
