"""In the host's transaction the host's rows and ours have one fate, on every engine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import attrs
import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from tests.house import TODAY, new_case

import digicase
from digicase import CaseQuery, JournalQuery, StorageError
from digicase.domain.record import evolve

BASE = orm.declarative_base()
Begin = Callable[[sa.Engine], AbstractContextManager[Any]]


class Client(BASE):  # type: ignore[misc, valid-type]  # the host's own model, made as hosts make theirs
    __tablename__ = "client"
    reference = sa.Column(sa.String(20), primary_key=True)


@contextmanager
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.begin() as begun:
        yield begun


@contextmanager
def session(engine: sa.Engine) -> Iterator[orm.Session]:
    with orm.Session(engine) as opened, opened.begin():
        yield opened


@contextmanager
def scoped_session(engine: sa.Engine) -> Iterator[orm.scoped_session[orm.Session]]:
    scoped = orm.scoped_session(orm.sessionmaker(engine))
    with scoped.begin():
        yield scoped
    scoped.remove()


@attrs.frozen
class Host:
    """A host with an engine and a table of its own, and digicase beside it in the same database."""

    engine: sa.Engine
    gent: digicase.Digicase
    begin: Begin
    said: list[str]

    def state(self) -> tuple[int, int, int]:
        """Return how many clients, cases and journal entries are stored."""
        with self.engine.connect() as looking:
            clients = looking.execute(sa.select(sa.func.count()).select_from(Client)).scalar_one()
        return clients, self.gent.count(CaseQuery()), self.gent.count(JournalQuery())


def host_engine(url: str, said: list[str]) -> sa.Engine:
    """Set a host's engine up as docs/embedding.md says, and write down what it is told."""
    engine = digicase.prepare_engine(sa.create_engine(url.replace("mariadb://", "mariadb+pymysql://")))
    for happening in ("commit", "rollback", "savepoint"):
        sa.event.listen(engine, happening, lambda *_, happening=happening: said.append(happening))
    return engine


@pytest.fixture(params=[connection, session, scoped_session], ids=lambda begin: begin.__name__)
def host(request: pytest.FixtureRequest, database: str) -> Iterator[Host]:
    said: list[str] = []
    engine = host_engine(database, said)
    BASE.metadata.create_all(engine)
    gent = digicase.open(database, create=True, today=lambda: TODAY, block=["holidays"])
    said.clear()
    yield Host(engine, gent, request.param, said)
    gent.close()
    engine.dispose()


def both(gent: digicase.Digicase, transaction: Any) -> None:
    """Write a row of the host's and a case of ours."""
    transaction.execute(sa.insert(Client).values(reference="J-1"))
    gent.on(transaction).cases.open("J-1", consultant="C-1", guidance_from=TODAY)


def test_both_are_there_after_the_host_commits(host: Host) -> None:
    with host.begin(host.engine) as transaction:
        both(host.gent, transaction)
    assert host.state() == (1, 1, 1)


def test_a_transaction_that_our_call_begins_is_the_hosts_to_end(host: Host) -> None:
    case = new_case(host.gent, "J-1")
    for end, consultant in ("rollback", "C-04"), ("commit", "C-9"):
        with host.engine.connect() as connection:
            joined: Any = host.gent._storage  # one that joins
            with joined.join(connection) as writing:  # which writes before it reads anything
                writing.save(evolve(case, consultant="C-9"))
            getattr(connection, end)()
        assert host.gent.cases.get("J-1").consultant == consultant


def test_neither_is_there_after_the_host_rolls_back(host: Host) -> None:
    with suppress(ZeroDivisionError), host.begin(host.engine) as transaction:
        both(host.gent, transaction)
        raise ZeroDivisionError
    assert host.state() == (0, 0, 0)


def test_the_host_goes_on_after_our_refusal(host: Host) -> None:
    new_case(host.gent, "J-1")
    with host.begin(host.engine) as transaction:
        with pytest.raises(digicase.Refused):
            both(host.gent, transaction)
        host.gent.on(transaction).cases.open("J-2", consultant="C-1", guidance_from=TODAY)
    assert host.state() == (1, 2, 2)


def test_what_somebody_is_denied_is_journaled_with_what_the_host_commits(host: Host) -> None:
    with host.begin(host.engine) as transaction:
        with pytest.raises(digicase.NotPermitted):
            host.gent.acting_as("nobody").on(transaction).cases.search()
        transaction.execute(sa.insert(Client).values(reference="J-1"))
    assert host.state() == (1, 0, 1)


def test_the_host_goes_on_after_a_change_that_would_break_a_key(host: Host) -> None:
    new_case(host.gent, "J-1")
    other = new_case(host.gent, "J-2")
    with host.begin(host.engine) as transaction:
        transaction.execute(sa.insert(Client).values(reference="J-1"))
        with host.gent._storage.join(transaction) as joined, pytest.raises(digicase.Duplicate):  # type: ignore[attr-defined]  # the seam itself
            joined.save(evolve(other, reference="J-1"))
    assert host.state() == (1, 2, 2)


def test_neither_is_there_after_we_crash(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise MemoryError

    with suppress(MemoryError), host.begin(host.engine) as transaction:
        both(host.gent, transaction)
        monkeypatch.setattr("digicase.casework.unit.entry", crash)
        host.gent.on(transaction).cases.open("J-2", consultant="C-1", guidance_from=TODAY)
    assert host.state() == (0, 0, 0)


def test_we_never_commit_roll_back_or_make_savepoints(host: Host) -> None:
    with host.begin(host.engine) as transaction:
        both(host.gent, transaction)
        with suppress(digicase.Refused):
            host.gent.on(transaction).cases.open("J-1", consultant="C-1", guidance_from=TODAY)
        assert host.said == []


@pytest.fixture
def busy(host: Host) -> Host:
    """A host with two cases."""
    new_case(host.gent, "J-1")
    new_case(host.gent, "J-2")
    return host


def fail_half_way(host: Host, transaction: Any) -> None:
    """Let a save break a key after it has written another record."""
    case = host.gent.cases.get("J-1")
    with pytest.raises(digicase.Duplicate), host.gent._storage.join(transaction) as joined:  # type: ignore[attr-defined]  # the seam itself
        joined.save(evolve(host.gent.cases.get("J-2"), consultant="C-9"), evolve(case, id=uuid4(), version=0))


def test_half_a_verb_is_never_committed(busy: Host) -> None:
    told = pytest.raises(StorageError, match=r"half of it must not stay\. Roll back after such an error")
    with told, busy.begin(busy.engine) as transaction:
        transaction.execute(sa.insert(Client).values(reference="J-1"))
        fail_half_way(busy, transaction)
    assert busy.state() == (0, 2, 2)
    assert busy.gent.cases.get("J-2").consultant == "C-04"


def test_a_host_goes_on_that_rolls_half_a_verb_back_to_a_savepoint(busy: Host) -> None:
    with busy.begin(busy.engine) as transaction:
        transaction.execute(sa.insert(Client).values(reference="J-1"))
        savepoint = transaction.begin_nested()
        fail_half_way(busy, transaction)
        savepoint.rollback()
    assert busy.state() == (1, 2, 2)
    assert busy.gent.cases.get("J-2").consultant == "C-04"


def test_a_savepoint_with_half_a_verb_is_not_released(busy: Host) -> None:
    told = pytest.raises(StorageError, match="half of it must not stay")
    with told, busy.begin(busy.engine) as transaction, transaction.begin_nested():
        fail_half_way(busy, transaction)
    assert busy.gent.cases.get("J-2").consultant == "C-04"


def test_an_outer_savepoint_takes_half_a_verb_with_it(busy: Host) -> None:
    with busy.begin(busy.engine) as transaction:
        transaction.execute(sa.insert(Client).values(reference="J-1"))
        outer = transaction.begin_nested()
        with pytest.raises(StorageError, match="half of it must not stay"), transaction.begin_nested():
            fail_half_way(busy, transaction)
        outer.rollback()
    assert busy.state() == (1, 2, 2)
    assert busy.gent.cases.get("J-2").consultant == "C-04"


def test_a_refused_commit_ends_the_transaction(busy: Host) -> None:
    with busy.engine.connect() as connection:
        fail_half_way(busy, connection)
        with pytest.raises(StorageError, match="half of it must not stay"):
            connection.commit()
        connection.rollback()
        busy.gent.on(connection).cases.open("J-3", consultant="C-1", guidance_from=TODAY)
        connection.commit()
    assert busy.gent.cases.get("J-2").consultant == "C-04"
    assert busy.gent.cases.get("J-3").version == 1


def test_a_session_on_a_hosts_connection_is_joined(host: Host) -> None:
    with host.engine.begin() as connection, orm.Session(connection) as session:
        new_case(host.gent.on(session), "J-1")
    assert host.gent.cases.get("J-1").version == 1


def test_a_denial_stays_a_denial_where_the_host_only_reads(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    case = new_case(host.gent, "J-1")
    options = {"digicase_read_only": True}
    with host.engine.connect().execution_options(**options) as connection, pytest.raises(digicase.NotPermitted):
        host.gent.acting_as("nobody").on(connection).cases.get(case.reference)
    assert "a denial could not be journaled" in caplog.text


def test_a_connection_is_as_good_as_new_once_half_a_verb_was_rolled_back(busy: Host) -> None:
    with busy.engine.connect() as connection:
        fail_half_way(busy, connection)
        connection.rollback()
        both_after = busy.gent.on(connection).cases.open("J-3", consultant="C-1", guidance_from=TODAY)
        connection.commit()
    assert busy.gent.cases.get("J-3") == both_after


@pytest.mark.parametrize("server", ["postgresql", "mariadb"])
def test_a_deadlock_leaves_the_host_nothing_but_to_roll_back(server: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(server)
    engine = digicase.prepare_engine(sa.create_engine(url.replace("mariadb://", "mariadb+pymysql://")))
    met, lost = threading.Barrier(2), list[str]()

    def change_both(first: digicase.Case, second: digicase.Case) -> None:
        with engine.connect() as connection:
            gent.on(connection).cases.change(first, consultant="C-9")
            met.wait(30)
            try:
                gent.on(connection).cases.change(second, consultant="C-9")
            except digicase.StaleWrite:
                with pytest.raises(StorageError, match="may have undone a part of it"):
                    connection.commit()
                lost.append(first.reference)
            else:
                connection.commit()

    with digicase.open(url, today=lambda: TODAY) as gent:
        cases = new_case(gent, "J-1"), new_case(gent, "J-2")
        with ThreadPoolExecutor() as pool:
            [*pool.map(change_both, cases, reversed(cases))]
        assert len(lost) == 1
        assert [case.consultant for case in gent.cases.search()] == ["C-9", "C-9"]
    engine.dispose()


@pytest.mark.parametrize("server", ["postgresql", "mariadb"])
def test_a_connection_that_commits_by_itself_is_refused(server: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(server)
    engine = digicase.prepare_engine(sa.create_engine(url.replace("mariadb://", "mariadb+pymysql://")))
    told = pytest.raises(StorageError, match=r"commits every statement by itself \(AUTOCOMMIT\)")
    with digicase.open(url) as gent:
        with told, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            gent.on(connection).cases.open("J-1", consultant="C-1", guidance_from=TODAY)
        assert gent.count(CaseQuery()) == 0
    engine.dispose()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_transaction_that_only_reads_is_told_so_when_it_is_to_write(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(engine) if engine == "postgresql" else f"sqlite:///{tmp_path / 'host.db'}"
    option = {"postgresql": "postgresql_readonly", "sqlite": "digicase_read_only"}[engine]
    told = pytest.raises(StorageError, match=f"the transaction only reads.*{option}")
    with digicase.open(url) as gent:
        hosts = digicase.prepare_engine(sa.create_engine(url))
        with hosts.connect().execution_options(**{option: True}) as connection:
            assert gent.on(connection).count(CaseQuery()) == 0
            with told:
                gent.on(connection).cases.open("J-1", consultant="C-1", guidance_from=TODAY)
        hosts.dispose()


def test_a_connection_whose_block_has_ended_is_told_so(host: Host) -> None:
    with host.engine.begin() as connection:
        verbs = host.gent.on(connection)
    with pytest.raises(StorageError, match=r"the host's connection is closed\. Call it within"):
        verbs.cases.open("J-1", consultant="C-1", guidance_from=TODAY)


def test_a_session_that_knows_no_engine_is_told_what_to_give(host: Host) -> None:
    with pytest.raises(StorageError, match=r"does not know which engine to use\. Give gent\.on\(session\.connection"):
        host.gent.on(orm.Session()).cases.search()


def test_a_session_that_has_failed_is_told_to_roll_back_first(host: Host) -> None:
    with orm.Session(host.engine) as session:
        for _ in range(2):
            session.add(Client(reference="J-1"))
            with suppress(sa.exc.IntegrityError):
                session.flush()
            session.expunge_all()
        with pytest.raises(StorageError, match=r"a statement of the transaction has failed\. Roll it back"):
            host.gent.on(session).cases.search()


def test_a_statement_of_the_hosts_that_failed_is_not_ours(postgresql: str) -> None:
    engine = sa.create_engine(postgresql)
    with digicase.open(postgresql) as gent, engine.connect() as connection:
        with suppress(sa.exc.ProgrammingError):
            connection.execute(sa.text("SELECT nothing FROM nowhere"))
        with pytest.raises(StorageError, match=r"a statement of the transaction has failed\. Roll it back"):
            gent.on(connection).cases.search()
    engine.dispose()


def test_what_is_no_transaction_is_refused_with_the_remedy(host: Host) -> None:
    with pytest.raises(StorageError, match=r"Engine is neither .* Give gent\.on\(connection\) or gent\.on\(session\)"):
        host.gent.on(host.engine).cases.get("J-1")


def test_a_mariadb_transaction_that_reads_the_past_is_refused(mariadb: str) -> None:
    engine = sa.create_engine(mariadb.replace("mariadb://", "mariadb+pymysql://"))
    told = pytest.raises(StorageError, match=r"REPEATABLE READ.*digicase\.prepare_engine\(")
    with digicase.open(mariadb) as gent, engine.connect() as connection, told:
        gent.on(connection).find(CaseQuery())
    engine.dispose()


def test_a_verb_called_beside_the_hosts_own_transaction_says_how_to_call_it_inside(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'host.db'}"
    engine = digicase.prepare_engine(sa.create_engine(url))
    told = pytest.raises(StorageError, match=r"in a transaction of your own call gent\.on\(it\), not gent")
    with digicase.open(f"{url}?timeout=0") as gent, engine.begin(), told:
        new_case(gent, "J-1")
    engine.dispose()


def test_a_prepared_engine_lets_a_reader_in_beside_a_writer(tmp_path: Path) -> None:
    engine = digicase.prepare_engine(sa.create_engine(f"sqlite:///{tmp_path / 'host.db'}?timeout=0"))
    with engine.begin(), engine.connect().execution_options(digicase_read_only=True) as reader:
        assert reader.execute(sa.select(1)).scalar_one() == 1
    with engine.begin(), pytest.raises(sa.exc.OperationalError, match="locked"), engine.begin():
        pass
    engine.dispose()


def test_an_engine_may_be_prepared_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'host.db'}"
    engine = digicase.prepare_engine(digicase.prepare_engine(sa.create_engine(url)))
    with digicase.open(url, today=lambda: TODAY) as gent, engine.begin() as connection:
        new_case(gent.on(connection), "J-1")
    engine.dispose()


def test_what_is_no_engine_is_not_prepared() -> None:
    with pytest.raises(StorageError, match=r"it is no Engine of SQLAlchemy, but str\. .* its sync_engine"):
        digicase.prepare_engine("sqlite:///gent.db")  # type: ignore[arg-type]  # the mistake under test


def test_an_engine_that_we_do_not_know_is_not_prepared() -> None:
    engine = Mock(spec=sa.Engine, dialect=SimpleNamespace(name="oracle"))
    with pytest.raises(StorageError, match=r"oracle is not known here\. Known are: mariadb, postgresql, sqlite"):
        digicase.prepare_engine(engine)


def test_a_connection_to_another_engine_is_refused(postgresql: str) -> None:
    engine = sa.create_engine("sqlite://")
    told = pytest.raises(StorageError, match="it is a sqlite connection, and the store was opened on postgresql")
    with digicase.open(postgresql) as gent, engine.connect() as connection, told:
        gent.on(connection).find(CaseQuery())
    engine.dispose()
