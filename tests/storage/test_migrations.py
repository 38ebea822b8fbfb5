"""The schema over the years: every revision is upgraded, and migrations and tables come to the same."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event
from tests.house import TODAY, new_case

import digicase
from digicase import InvalidData, StorageError
from digicase.commands import main
from digicase.domain.kinds import RECORDS
from digicase.domain.record import kind_of
from digicase.storage.sql.migrations import added
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


@pytest.fixture
def host(database: str, engine: sa.Engine) -> str:
    """The URL of a database in which a host has a table of its own."""
    run(engine, "CREATE TABLE client (reference INT)")
    return database


def run(engine: sa.Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in filter(str.strip, statements):
            connection.exec_driver_sql(statement)


def first_made(engine: sa.Engine) -> None:
    """Make our tables as the first revision made them."""
    run(engine, *digicase.schema_statements("0001", engine.dialect.name))
    Schema(engine.dialect.name).version.create(engine)
    run(engine, f"INSERT INTO {VERSION_TABLE} VALUES ('0001')")


def lived_in(url: str) -> None:
    with digicase.open(url, today=lambda: TODAY) as gent:
        new_case(gent, "J-1")


def refusal(url: str) -> str:
    """Return what opening a URL is refused with."""
    with pytest.raises(StorageError) as error:
        digicase.open(url)
    return str(error.value)


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


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
@pytest.mark.parametrize("server", ["postgresql", "mariadb"])
def test_what_was_stored_is_upgraded_to_the_same_on_every_engine(
    tmp_path: Path, schema: Path, server: str, request: pytest.FixtureRequest
) -> None:
    """The old database is laid out on the server as that revision made it there, row by row."""
    here, there = old(tmp_path / "old.db", schema), request.getfixturevalue(server)
    moved(here, driver(there), schema.stem)
    for url in (here, there):
        digicase.migrate(url)
    with digicase.open(here) as ours, digicase.open(there) as theirs:
        for cls in RECORDS:
            assert theirs.find(OF[cls]()) == ours.find(OF[cls]())


def moved(source: str, target: str, revision: str) -> None:
    """Make our tables as a revision made them, and copy every row of a database of that revision into them."""
    origin, server = sa.create_engine(source), sa.create_engine(target)
    mark = f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    made = [text for r in REVISIONS if r <= revision for text in digicase.schema_statements(r, server.dialect.name)]
    run(server, mark, *made)
    before, after = sa.MetaData(), sa.MetaData()
    before.reflect(origin)
    after.reflect(server)
    with origin.connect() as reading, server.begin() as writing:
        for table in before.tables.values():
            into = after.tables[table.name]
            for row in reading.execute(sa.select(table)).mappings():
                writing.execute(into.insert().values({name: fit(into.c[name], row[name]) for name in row}))
    origin.dispose()
    server.dispose()


def fit(column: sa.Column[Any], value: Any) -> Any:
    """Return what SQLite kept as another engine takes it."""
    if isinstance(column.type, sa.Uuid) and value is not None:
        return UUID(value)
    if isinstance(value, dt.datetime) and getattr(column.type, "timezone", False):
        return value.replace(tzinfo=dt.UTC)
    return value


def test_an_older_database_says_what_to_do(first: str) -> None:
    assert refusal(first).endswith(
        f"its schema is revision 0001; this digicase knows {REVISION}. "
        f"Make a backup, then run: python -m digicase migrate {first}"
    )


def test_the_place_to_migrate_is_told_with_its_schema_and_without_its_password(postgresql: str) -> None:
    url = sa.make_url(f"{postgresql}&schema=gent").set(password="s3cret")
    named = url.render_as_string(hide_password=False)
    digicase.open(named).close()
    engine = sa.create_engine(postgresql)
    run(engine, f"UPDATE gent.{VERSION_TABLE} SET version_num = '0004'")
    engine.dispose()
    told = refusal(named)
    assert told.startswith(str(url))
    assert told.endswith(f"migrate '{url}'")
    assert "s3cret" not in told


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


def test_what_a_revision_adds_is_known(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/x.db")
    before: dict[str, set[str]] = {}
    for revision in REVISIONS:
        run(engine, *digicase.schema_statements(revision, "sqlite"))
        columns = sa.inspect(engine).get_multi_columns()
        after = {str(table): {str(row["name"]) for row in rows} for (_, table), rows in columns.items()}
        new = {(table, None) for table in after if table not in before}
        wider = {(table, name) for table in before for name in after[table] - before[table]}
        assert {*added(revision)} == new | wider
        before = after
    engine.dispose()


def test_migrations_and_tables_come_to_the_same(database: str, engine: sa.Engine) -> None:
    first_made(engine)
    digicase.migrate(database)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        known = Schema(engine.dialect.name).metadata
        known.remove(known.tables[VERSION_TABLE])
        assert compare_metadata(context, known) == []


def test_migrations_and_tables_come_to_the_same_statements(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/a.db")
    first_made(engine)
    engine.dispose()
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


def test_a_schema_is_migrated_whatever_its_name(postgresql: str) -> None:
    digicase.migrate(f"{postgresql}&schema=Gent News")
    with digicase.open(f"{postgresql}&schema=Gent News", create=False, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-1").version == 1


def test_the_statements_for_a_schema_make_it_whatever_its_name(postgresql: str) -> None:
    sql = digicase.migrate(f"{postgresql}&schema=Gent News", sql=True).sql
    engine = sa.create_engine(postgresql)
    run(engine, sql)
    engine.dispose()
    digicase.open(f"{postgresql}&schema=Gent News", create=False).close()


def test_checking_leaves_an_empty_file_empty(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    assert len(digicase.migrate(f"sqlite:///{file}", check=True).steps) == 2
    assert digicase.migrate(f"sqlite:///{file}", sql=True).sql
    assert file.read_bytes() == b""


def test_statements_that_fail_leave_nothing_half_done(first: str) -> None:
    statements = digicase.migrate(first, sql=True).sql
    connection = sqlite3.connect(first.removeprefix("sqlite:///"))
    with pytest.raises(sqlite3.OperationalError):
        connection.executescript(statements.replace("CREATE TABLE digicase_feed ", "CREATE TABLE digicase_case "))
    connection.close()
    assert digicase.migrate(first, check=True).before == "0001"


def test_many_who_migrate_at_once_wait_for_each_other(database: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = [*pool.map(digicase.migrate, [database] * 3)]
    assert sorted(len(migration.steps) for migration in done) == [0, 0, 2]


def test_our_tables_come_beside_those_of_a_host(host: str) -> None:
    done = digicase.migrate(host)
    assert (done.before, done.steps) == (None, ("make our tables", f"mark the tables as revision {REVISION}"))
    digicase.open(host).close()


def test_what_is_not_known_is_told_with_what_is() -> None:
    with pytest.raises(InvalidData, match="revision: '0099' is not known here; known are 0001, 0002") as error:
        digicase.schema_statements("0099", "oracle")
    assert str(error.value.problems[1]) == "dialect: 'oracle' is not known here; known are mariadb, postgresql, sqlite"
    with pytest.raises(InvalidData, match="dialect: 'oracle' is not known here; known are mariadb, postgresql, sqlite"):
        digicase.metadata("oracle")


def test_tables_that_a_host_made_are_marked_as_ours(host: str, engine: sa.Engine) -> None:
    digicase.metadata(engine.dialect.name).create_all(engine)
    assert "our tables in it are not marked. Run: python -m digicase migrate" in refusal(host)
    done = digicase.migrate(host)
    assert (done.before, done.after, done.steps) == (None, REVISION, (f"mark the tables as revision {REVISION}",))
    digicase.open(host).close()


@pytest.mark.parametrize("table", ["kept", "dropped"])
def test_checking_tells_that_a_mark_is_missing(
    host: str, engine: sa.Engine, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    digicase.metadata(engine.dialect.name).create_all(engine)
    if table == "dropped":
        run(engine, f"DROP TABLE {VERSION_TABLE}")
    assert main(["migrate", host, "--check"]) == 1
    assert capsys.readouterr().out == f"To do:\n  mark the tables as revision {REVISION}\n"
    assert digicase.migrate(host, check=True).after is None


@pytest.mark.parametrize("table", ["kept", "dropped"])
def test_the_statements_mark_what_a_host_made(host: str, engine: sa.Engine, table: str) -> None:
    digicase.metadata(engine.dialect.name).create_all(engine)
    if table == "dropped":
        run(engine, f"DROP TABLE {VERSION_TABLE}")
    run(engine, *digicase.migrate(host, sql=True).sql.split(";\n"))
    digicase.open(host).close()


def test_a_lost_mark_is_told_and_made_anew(database: str, engine: sa.Engine) -> None:
    lived_in(database)
    run(engine, f"DROP TABLE {VERSION_TABLE}")
    assert "our tables in it are not marked. Run: python -m digicase migrate" in refusal(database)
    digicase.migrate(database)
    with digicase.open(database) as gent:
        assert gent.cases.get("J-1").version == 1


def test_what_is_missing_besides_the_mark_is_told(database: str, engine: sa.Engine) -> None:
    lived_in(database)
    run(engine, f"DROP TABLE {VERSION_TABLE}", "DROP TABLE digicase_loan", "ALTER TABLE digicase_case DROP COLUMN kept")
    expected = "not marked, and missing are digicase_case.kept, digicase_loan. Restore the whole database from a backup"
    assert expected in refusal(database)
    for check, sql in ((False, False), (True, False), (False, True)):
        with pytest.raises(StorageError, match=re.escape(expected)):
            digicase.migrate(database, check=check, sql=sql)


def test_two_marks_are_refused_by_all_alike(database: str, engine: sa.Engine) -> None:
    digicase.open(database).close()
    run(engine, f"INSERT INTO {VERSION_TABLE} VALUES ('0004')")
    expected = "it is marked as revisions 0004 and 0005 at once"
    assert expected in refusal(database)
    with pytest.raises(StorageError, match=expected):
        digicase.migrate(database)


@pytest.mark.parametrize(
    ("harm", "missing"),
    [
        ("DROP TABLE digicase_loan", "digicase_loan"),
        ("ALTER TABLE digicase_case DROP COLUMN kept", "digicase_case.kept"),
        ("DROP INDEX uq_digicase_staff_reference", "uq_digicase_staff_reference"),
    ],
)
def test_what_is_missing_at_the_present_revision_is_told(
    database: str, engine: sa.Engine, harm: str, missing: str
) -> None:
    digicase.open(database).close()
    on = " ON digicase_staff" if engine.dialect.name == "mariadb" and "INDEX" in harm else ""
    run(engine, harm + on)
    for check, sql in ((False, False), (True, False), (False, True)):
        with pytest.raises(StorageError, match=rf"marked as revision 0005, but missing are {missing}\. Restore"):
            digicase.migrate(database, check=check, sql=sql)


def test_a_key_of_another_kind_is_told(database: str, engine: sa.Engine) -> None:
    digicase.open(database).close()
    on = " ON digicase_staff" if engine.dialect.name == "mariadb" else ""
    run(
        engine,
        f"DROP INDEX uq_digicase_staff_reference{on}",
        "CREATE INDEX uq_digicase_staff_reference ON digicase_staff (reference)",
    )
    with pytest.raises(StorageError, match="missing are uq_digicase_staff_reference"):
        digicase.migrate(database)


def test_a_key_that_holds_for_too_much_is_told(first: str) -> None:
    digicase.migrate(first)
    engine = sa.create_engine(first)
    run(
        engine,
        "DROP INDEX uq_digicase_loan_package",
        "CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package)",
    )
    engine.dispose()
    with pytest.raises(StorageError, match="missing are uq_digicase_loan_package"):
        digicase.migrate(first)


def test_a_column_that_may_be_empty_against_our_wish_is_told(postgresql: str) -> None:
    digicase.open(postgresql).close()
    engine = sa.create_engine(postgresql)
    run(engine, "ALTER TABLE digicase_staff ALTER COLUMN reference DROP NOT NULL")
    engine.dispose()
    with pytest.raises(StorageError, match=r"digicase_staff\.reference as NOT NULL"):
        digicase.migrate(postgresql)


def test_keys_that_a_host_left_out_are_made_while_there_are_no_records(host: str, engine: sa.Engine) -> None:
    metadata = digicase.metadata(engine.dialect.name)
    for table in metadata.tables.values():
        table.indexes.clear()
    metadata.create_all(engine)
    done = digicase.migrate(host)
    assert done.steps[0].startswith("make ix_digicase_")
    assert "uq_digicase_loan_package" in done.steps[0]
    assert digicase.migrate(host).steps == ()


def test_columns_that_a_host_left_out_are_told(host: str, engine: sa.Engine) -> None:
    metadata = digicase.metadata(engine.dialect.name)
    metadata.create_all(engine)
    run(engine, "ALTER TABLE digicase_case DROP COLUMN kept")
    with pytest.raises(StorageError, match=r"missing are digicase_case\.kept\. Let the host's migrations make"):
        digicase.migrate(host)


@pytest.mark.parametrize("made", [0, 30])
@pytest.mark.parametrize("way", [digicase.open, digicase.migrate])
def test_a_first_making_that_was_interrupted_is_finished(
    database: str, engine: sa.Engine, made: int, way: Callable[[str], object]
) -> None:
    metadata = Schema(engine.dialect.name).metadata
    tables = list(metadata.tables.values())
    for table in tables[: made + 1]:
        if table is tables[made]:
            table.indexes.clear()
        table.create(engine)
    opened = way(database)
    if isinstance(opened, digicase.Digicase):
        opened.close()
    assert digicase.migrate(database).steps == ()
    with digicase.open(database, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-1").version == 1


@pytest.mark.parametrize("statements", [1, 31, 60])
@pytest.mark.parametrize("way", [digicase.open, digicase.migrate])
def test_a_first_making_that_died_on_mariadb_is_finished(
    mariadb: str, statements: int, way: Callable[[str], object]
) -> None:
    """MariaDB keeps each table and index as it is made."""
    left = iter(range(statements))

    def die(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lstrip().startswith("CREATE") and next(left, None) is None:
            raise KeyboardInterrupt

    event.listen(sa.Engine, "before_cursor_execute", die)
    try:
        with pytest.raises(KeyboardInterrupt):
            way(mariadb)
    finally:
        event.remove(sa.Engine, "before_cursor_execute", die)
    assert digicase.migrate(mariadb, check=True).after is None
    opened = way(mariadb)
    if isinstance(opened, digicase.Digicase):
        opened.close()
    lived_in(mariadb)
    assert digicase.migrate(mariadb).steps == ()


def test_a_first_making_is_not_finished_against_the_wish(database: str, engine: sa.Engine) -> None:
    Schema(engine.dialect.name).metadata.tables["digicase_package"].create(engine)
    with pytest.raises(StorageError, match="our tables in it are not marked"):
        digicase.open(database, create=False)


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
