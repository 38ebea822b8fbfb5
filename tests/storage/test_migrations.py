"""The schema over the years: every revision is upgraded, and migrations and tables come to the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.house import TODAY, new_case

import digicase
from digicase import InvalidData, StorageError
from digicase.commands import main
from digicase.domain.kinds import RECORDS
from digicase.domain.record import kind_of
from digicase.storage.sql.tables import REVISION, REVISIONS, VERSION_TABLE, Schema
from digicase.testing.records import QUERIES

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
OF = {query.of: query for query in QUERIES}


def old(path: Path, schema: Path) -> str:
    """Restore a stored database and return its URL."""
    connection = sqlite3.connect(path)
    connection.executescript(schema.read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture
def first(tmp_path: Path) -> str:
    """The URL of a database of the first revision."""
    return old(tmp_path / "old.db", SCHEMAS[0])


def driver(url: str) -> str:
    return url.replace("mariadb://", "mariadb+pymysql://")


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(driver(database))
    yield engine
    engine.dispose()


def test_a_database_of_every_revision_is_kept() -> None:
    assert [path.stem for path in SCHEMAS] == list(REVISIONS)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_everything_in_an_old_database_is_there_after_upgrading(tmp_path: Path, schema: Path) -> None:
    url = old(tmp_path / "old.db", schema)
    digicase.migrate(url)
    inserted = schema.read_text(encoding="utf-8")
    with digicase.open(url, today=lambda: TODAY) as gent:
        for cls in RECORDS:
            assert gent.count(OF[cls]()) == inserted.count(f'INSERT INTO "digicase_{kind_of(cls).name}"')
            assert len(gent.find(OF[cls]())) == gent.count(OF[cls]())
        assert new_case(gent, "J-9").version == 1


def test_an_older_database_says_what_to_do(first: str) -> None:
    with pytest.raises(StorageError, match=r"revision 0001.*backup, then run: python -m digicase migrate URL"):
        digicase.open(first)


def test_upgrading_says_what_it_did(first: str) -> None:
    done = digicase.migrate(first)
    assert (done.before, done.after) == ("0001", REVISION)
    assert done.steps[0] == "0002: What was done under an idempotency key."
    assert len(done.steps) == len(REVISIONS) - 1


def test_an_up_to_date_database_has_no_steps(first: str) -> None:
    digicase.migrate(first)
    assert digicase.migrate(first).steps == ()


def test_checking_changes_nothing(first: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["migrate", first, "--check"]) == 1
        assert capsys.readouterr().out.startswith("To do:\n  0002: What was done under an idempotency key.\n")


def test_the_command_upgrades(first: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", first]) == 0
    assert main(["migrate", first, "--check"]) == 0
    assert capsys.readouterr().out.endswith(f"Up to date: revision {REVISION}.\n")


def test_the_statements_can_be_read_and_run_by_somebody_else(first: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", first, "--sql"]) == 0
    connection = sqlite3.connect(first.removeprefix("sqlite:///"))
    connection.executescript(capsys.readouterr().out)
    connection.close()
    digicase.open(first).close()


def test_migrations_and_tables_come_to_the_same(database: str, engine: sa.Engine) -> None:
    digicase.migrate(database)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        known = Schema(engine.dialect.name).metadata
        known.remove(known.tables[VERSION_TABLE])
        assert compare_metadata(context, known) == []


def test_migrations_and_tables_come_to_the_same_statements(tmp_path: Path) -> None:
    digicase.migrate(f"sqlite:///{tmp_path}/a.db")
    digicase.open(f"sqlite:///{tmp_path}/b.db").close()
    statements = []
    for name in ("a.db", "b.db"):
        connection = sqlite3.connect(tmp_path / name)
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        statements.append(["".join(sql.split()) for (sql,) in rows])
        connection.close()
    assert statements[0] == statements[1]


def test_a_migrated_database_works(database: str) -> None:
    digicase.migrate(database)
    with digicase.open(database, create=False, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-1").version == 1


def test_a_schema_is_migrated_by_itself(postgresql: str) -> None:
    digicase.migrate(f"{postgresql}&schema=gent")
    with digicase.open(f"{postgresql}&schema=gent", create=False, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-1").version == 1
    assert digicase.migrate(postgresql, check=True).before is None


def test_tables_that_a_host_made_are_marked_as_ours(database: str, engine: sa.Engine) -> None:
    digicase.metadata(engine.dialect.name).create_all(engine)
    with pytest.raises(StorageError, match="revision none"):
        digicase.open(database)
    assert digicase.migrate(database).steps == ()
    digicase.open(database).close()


def test_tables_of_a_host_that_differ_from_ours_are_told(database: str, engine: sa.Engine) -> None:
    metadata = digicase.metadata(engine.dialect.name)
    metadata.remove(metadata.tables["digicase_loan"])
    metadata.create_all(engine)
    with pytest.raises(StorageError, match=r"without a revision; missing are digicase_loan\."):
        digicase.migrate(database)


def test_a_newer_database_is_left_alone(first: str, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(first.removeprefix("sqlite:///"))
    with connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0099'")
    connection.close()
    assert main(["migrate", first]) == 2
    assert "revision 0099; this digicase knows" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("migrate", "told"),
    [
        (lambda url, **_: None, "gave NoneType instead of Migration in the storage backend 'filing'"),
        (lambda url, **_: 1 / 0, "raised ZeroDivisionError in the storage backend 'filing'"),
    ],
    ids=["nothing", "raises"],
)
def test_a_plugins_migrate_that_fails_is_told_by_its_name(migrate: Any, told: str) -> None:
    class Filing:
        @digicase.hookimpl
        def digicase_storage_backends(self) -> list[digicase.StorageOffer]:
            return [digicase.StorageOffer(name="filing", open=lambda url, create: object(), migrate=migrate)]  # type: ignore[arg-type, return-value]  # the mistake under test

    with pytest.raises(digicase.PluginBroken, match=f"Filing.*{told}"):
        digicase.migrate("filing://x", plugins=[Filing()])


def test_a_store_without_a_schema_says_so() -> None:
    with pytest.raises(StorageError, match="no schema to migrate"):
        digicase.migrate("memory://")
    with pytest.raises(InvalidData, match="is not a URL"):
        digicase.migrate("gent.db")
