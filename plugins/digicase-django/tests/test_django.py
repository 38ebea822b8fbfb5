"""One transaction for the host and us, tables by `migrate`, and what a Django developer meets on the way."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import attrs
import pytest
from django.core.management import call_command
from django.db import connections, transaction

import digicase
import digicase_django
from digicase import CaseQuery, Duplicate, Event, InvalidData, ObserverOffer, Refused, StorageError, hookimpl

TODAY = dt.date(2026, 11, 24)


class Listens:
    """A plugin that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[Event] = []

    @hookimpl
    def digicase_observers(self) -> list[ObserverOffer]:
        return [ObserverOffer(name="listens", tell=self.told.append)]


@pytest.fixture
def listens() -> Listens:
    return Listens()


@pytest.fixture
def gent(using: str, listens: Listens) -> Iterator[digicase.Digicase]:
    with connections[using].cursor() as cursor:
        cursor.execute("CREATE TABLE client (reference TEXT PRIMARY KEY)")
    with digicase.open(f"django://{using}", today=lambda: TODAY, plugins=[listens], block=["holidays"]) as gent:
        yield gent


def open_case(gent: Any, reference: str = "J-1") -> digicase.Case:
    case: digicase.Case = gent.cases.open(reference, consultant="C-1", guidance_from=TODAY)
    return case


def add_client(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("INSERT INTO client VALUES ('J-1')")


def state(gent: digicase.Digicase, using: str) -> tuple[int, int]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM client")
        return cursor.fetchone()[0], gent.count(CaseQuery())


def test_both_are_there_after_atomic(gent: digicase.Digicase, using: str) -> None:
    with transaction.atomic(using=using):
        add_client(using)
        open_case(gent)
    assert state(gent, using) == (1, 1)


def test_neither_is_there_after_the_host_fails(gent: digicase.Digicase, using: str) -> None:
    with suppress(ZeroDivisionError), transaction.atomic(using=using):
        add_client(using)
        open_case(gent.on(connections[using]))
        raise ZeroDivisionError
    assert state(gent, using) == (0, 0)


def test_the_host_goes_on_after_our_refusal(gent: digicase.Digicase, using: str) -> None:
    open_case(gent)
    with transaction.atomic(using=using):
        add_client(using)
        with pytest.raises(Refused):
            open_case(gent)
    assert state(gent, using) == (1, 1)


def test_half_of_a_verb_is_never_committed(gent: digicase.Digicase, using: str) -> None:
    open_case(gent)
    other: Any = open_case(gent, "J-2")  # whose class mypy does not know to be made by attrs
    with transaction.atomic(using=using):
        add_client(using)
        with pytest.raises(Duplicate), gent._storage.begin() as session:
            session.save(attrs.evolve(other, reference="J-1"))
    assert state(gent, using) == (0, 2)


def test_we_make_no_savepoints_and_do_not_commit(gent: digicase.Digicase, using: str) -> None:
    said: list[str] = []
    raw = connections[using]

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        said.append(sql)
        return execute(sql, *rest)

    with transaction.atomic(using=using), raw.execute_wrapper(note), patch.object(raw, "_commit", said.append):
        open_case(gent)
        assert [sql for sql in said if "SAVEPOINT" in sql] == []


def test_in_a_hosts_transaction_nothing_is_tried_again(gent: digicase.Digicase, using: str) -> None:
    tries = []

    def verb(unit: Any) -> None:
        tries.append(unit)
        raise digicase.StaleWrite("case", None)

    with suppress(digicase.StaleWrite), transaction.atomic(using=using):
        gent.run(verb)
    assert len(tries) == 1


def test_observers_are_told_once_the_host_has_committed(gent: digicase.Digicase, using: str, listens: Listens) -> None:
    with transaction.atomic(using=using):
        open_case(gent)
        assert listens.told == []
    assert [type(event).__name__ for event in listens.told] == ["CaseOpened"]


def test_observers_are_not_told_of_what_was_rolled_back(gent: digicase.Digicase, using: str, listens: Listens) -> None:
    with suppress(ZeroDivisionError), transaction.atomic(using=using):
        open_case(gent)
        raise ZeroDivisionError
    assert listens.told == []


def test_nothing_is_sent_inside_a_transaction(gent: digicase.Digicase, using: str) -> None:
    with transaction.atomic(using=using), pytest.raises(StorageError, match=r"Call deliver\(\) outside"):
        gent.deliver()


def test_on_needs_an_open_transaction_of_the_same_database(gent: digicase.Digicase, using: str) -> None:
    with pytest.raises(StorageError, match=r"no transaction is open\. Call it inside"):
        open_case(gent.on(using))
    with transaction.atomic(using=using), pytest.raises(StorageError, match="the store is not on 'other'"):
        open_case(gent.on("other"))


def test_migrate_is_what_our_own_command_would_have_done(using: str, database: dict[str, Any]) -> None:
    url = f"sqlite:///{database['NAME']}"
    if connections[using].vendor == "postgresql":
        url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    assert digicase.migrate(url, check=True).steps == ()


def test_a_database_that_has_our_tables_is_left_alone(empty: str, database: dict[str, Any]) -> None:
    if connections[empty].vendor != "sqlite":
        pytest.skip("one engine is enough: the tables are made from outside")
    digicase.open(f"sqlite:///{database['NAME']}").close()
    call_command("migrate", database=empty, verbosity=0)
    with digicase.open(f"django://{empty}") as gent:
        assert gent.count(CaseQuery()) == 0


def test_a_database_that_a_router_closes_to_us_gets_no_tables(empty: str) -> None:
    class Elsewhere:
        def allow_migrate(self, db: str, app_label: str, **_: object) -> bool:
            return app_label != "digicase_django"

    with patch("django.db.router.routers", [Elsewhere()]):
        call_command("migrate", database=empty, verbosity=0)
    assert [name for name in connections[empty].introspection.table_names() if name.startswith("digicase_")] == []


def test_sqlmigrate_tells_the_statements_of_a_revision(empty: str) -> None:
    out = io.StringIO()
    call_command("sqlmigrate", "digicase_django", "0002", database=empty, stdout=out)
    for statement in digicase.schema_statements("0002", connections[empty].vendor):
        assert statement in out.getvalue()
    assert "INSERT INTO digicase_alembic_version (version_num) VALUES ('0002')" in out.getvalue()


def test_what_sqlmigrate_tells_makes_the_tables(empty: str) -> None:
    for number in ("0001", "0002", "0003", "0004", "0005"):
        out = io.StringIO()
        call_command("sqlmigrate", "digicase_django", number, database=empty, stdout=out)
        with connections[empty].cursor() as cursor:
            for statement in out.getvalue().split(";\n"):
                if told := "\n".join(line for line in statement.splitlines() if not line.startswith("--")):
                    cursor.execute(told)
    with digicase.open(f"django://{empty}", block=["holidays"]) as gent:
        assert open_case(gent).version == 1


def test_a_sqlite_database_that_locks_late_is_refused_with_the_remedy(locking_late: str) -> None:
    with pytest.raises(StorageError, match=r'Set OPTIONS = {"transaction_mode": "IMMEDIATE"}'):
        digicase.open(f"django://{locking_late}")


def test_an_unknown_database_is_told_with_those_there_are() -> None:
    with pytest.raises(StorageError, match=r"no such database in settings\.DATABASES\. There is: default"):
        digicase.open("django://nowhere")


def test_tables_are_made_by_django() -> None:
    with pytest.raises(InvalidData, match=r"run `python manage\.py migrate`"):
        digicase.open("django://", create=True)


@pytest.mark.usefixtures("no_app_yet")
def test_the_settings_describe_the_app_and_a_command_delivers(using: str, tmp_path: Path) -> None:
    chosen = {"using": using, "channel": f"maildir:{tmp_path}/outbox", "language": "fr"}
    out = io.StringIO()
    with patch("django.conf.settings.DIGICASE", chosen, create=True):
        assert digicase_django.app() is digicase_django.app()
        call_command("digicase_deliver", "--deadline", "60", stdout=out)
    assert out.getvalue().strip() == "0 sent, 0 postponed, 0 given up, 0 expired"
