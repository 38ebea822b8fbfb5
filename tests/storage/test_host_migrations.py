"""Hosts with migrations of their own: what Alembic writes down of our tables, and what becomes of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from tests.house import TODAY, new_case

import digicase
from digicase import StorageError
from digicase.storage.sql.tables import REVISION, REVISIONS, VERSION_TABLE

PAGE = Path(__file__).parents[2] / "docs" / "embedding.md"
TEMPLATE = """\
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}

def upgrade():
    ${upgrades if upgrades else "pass"}

def downgrade():
    ${downgrades if downgrades else "pass"}
"""
ENV = """\
import sqlalchemy as sa
from alembic import context
import digicase

dialect = context.config.attributes["connection"].dialect.name
host = sa.MetaData()
sa.Table("client", host, sa.Column("reference", sa.Integer))
{code}
context.configure(connection=context.config.attributes["connection"], **settings)
with context.begin_transaction():
    context.run_migrations()
"""
MERGED = 'settings = {"target_metadata": [host, digicase.metadata(dialect)]}'
APART = 'settings = {"target_metadata": host, "include_name": include_name}'
IN_A_SCHEMA = """\
def include_name(name, type_, parents):
    return type_ != "schema" or name in (None, "gent")

merged = [host, digicase.metadata(dialect, "gent")]
settings = {"target_metadata": merged, "include_schemas": True, "include_name": include_name}
"""


def driver(url: str) -> str:
    return url.replace("mariadb://", "mariadb+pymysql://")


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(driver(database))
    yield engine
    engine.dispose()


class Host:
    """A host's own Alembic, in a folder."""

    def __init__(self, folder: Path, engine: sa.Engine, code: str) -> None:
        self.folder, self.engine = folder, engine
        (folder / "versions").mkdir(parents=True)
        (folder / "script.py.mako").write_text(TEMPLATE)
        (folder / "env.py").write_text(ENV.format(code=code))

    def write(self, *, first: str = "") -> str:
        """Let Alembic write a revision, and return what it upgrades with; `first` is added by hand."""
        with self.engine.begin() as connection:
            script = command.revision(self._config(connection), "ours", autogenerate=True)
        path = Path(script.path)  # type: ignore[union-attr]  # it is one
        text = path.read_text().replace("def upgrade():\n", f"def upgrade():\n    {first}\n")
        path.write_text(text)
        return text.partition("def upgrade():")[2].partition("def downgrade():")[0]

    def upgrade(self) -> None:
        """Run what was written."""
        with self.engine.begin() as connection:
            command.upgrade(self._config(connection), "head")

    def _config(self, connection: sa.Connection) -> Config:
        config = Config(output_buffer=io.StringIO(), stdout=io.StringIO())
        config.set_main_option("script_location", str(self.folder))
        config.attributes["connection"] = connection
        return config


def run(engine: sa.Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def at(engine: sa.Engine, revision: str) -> None:
    """Make our tables as they were at a revision, and mark them."""
    for made in REVISIONS[: REVISIONS.index(revision) + 1]:
        run(engine, *digicase.schema_statements(made, engine.dialect.name))
    run(engine, f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    run(engine, f"INSERT INTO {VERSION_TABLE} VALUES ('{revision}')")


def a_coach(engine: sa.Engine) -> None:
    """Store a record as the second revision has it."""
    row = "'00000000000000000000000000000001', 1, 'K-01', 'coach', 'nl', false"
    run(engine, f"INSERT INTO digicase_staff (id, version, reference, role, language, trained) VALUES ({row})")


def page(sign: str) -> str:
    """Return the block of the page on embedding that holds a sign."""
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    found: str = next(block for block in blocks if sign in block)
    return found


def test_what_alembic_writes_of_our_tables_makes_them(tmp_path: Path, database: str, engine: sa.Engine) -> None:
    host = Host(tmp_path / "host", engine, MERGED)
    written = host.write()
    assert "digicase." not in written.replace("'digicase_", "")
    assert "with_variant" not in written
    host.upgrade()
    assert digicase.migrate(database).steps == (f"mark the tables as revision {REVISION}",)
    with digicase.open(database, today=lambda: TODAY) as gent:
        assert new_case(gent, "J-1").version == 1


def test_alembic_finds_no_difference_in_what_it_made(tmp_path: Path, engine: sa.Engine) -> None:
    host = Host(tmp_path / "host", engine, MERGED)
    host.write()
    host.upgrade()
    assert "op." not in host.write()


def test_alembic_finds_no_difference_in_what_we_made(tmp_path: Path, database: str, engine: sa.Engine) -> None:
    digicase.migrate(database)
    assert "digicase" not in Host(tmp_path / "host", engine, MERGED).write()


def test_alembic_leaves_tables_alone_that_the_host_did_not_merge(
    tmp_path: Path, database: str, engine: sa.Engine
) -> None:
    digicase.migrate(database)
    assert "digicase" in Host(tmp_path / "without", engine, 'settings = {"target_metadata": host}').write()
    code = f"{page('def include_name')}\n{APART}"
    assert "digicase" not in Host(tmp_path / "with", engine, code).write()


def test_what_alembic_writes_for_a_schema_makes_our_tables_in_it(tmp_path: Path, postgresql: str) -> None:
    engine = sa.create_engine(postgresql)
    host = Host(tmp_path / "host", engine, IN_A_SCHEMA)
    host.write(first='op.execute("CREATE SCHEMA gent")')
    host.upgrade()
    assert digicase.migrate(f"{postgresql}&schema=gent").steps == (f"mark the tables as revision {REVISION}",)
    digicase.open(f"{postgresql}&schema=gent").close()
    engine.dispose()


def test_what_alembic_wrote_of_a_later_revision_is_marked(tmp_path: Path, postgresql: str) -> None:
    engine = sa.create_engine(postgresql)
    at(engine, "0004")
    host = Host(tmp_path / "host", engine, MERGED)
    host.write()
    host.upgrade()
    assert digicase.migrate(postgresql, check=True).steps == ("mark the tables as revision 0005",)
    assert digicase.migrate(postgresql).before == "0004"
    digicase.open(postgresql).close()
    engine.dispose()


def test_what_a_host_made_of_a_later_revision_is_marked(database: str, engine: sa.Engine) -> None:
    at(engine, "0004")
    run(engine, *digicase.schema_statements("0005", engine.dialect.name))
    for how in ("check", "sql"):
        told = digicase.migrate(database, check=how == "check", sql=how == "sql")
        assert (told.after, told.steps) == ("0004", ("mark the tables as revision 0005",))
    run(engine, *filter(str.strip, told.sql.split(";\n")))
    assert digicase.migrate(database).steps == ()
    digicase.open(database).close()


def test_the_revisions_after_what_a_host_made_are_run(database: str, engine: sa.Engine) -> None:
    at(engine, "0003")
    run(engine, *digicase.schema_statements("0004", engine.dialect.name))
    done = digicase.migrate(database)
    assert done.steps[0] == "mark the tables as revision 0004"
    assert done.steps[1].startswith("0005: ")
    digicase.open(database).close()


def test_what_a_host_made_without_the_changes_to_records_is_told(database: str, engine: sa.Engine) -> None:
    at(engine, "0002")
    a_coach(engine)
    statements = digicase.schema_statements("0003", engine.dialect.name)
    run(engine, *(statement for statement in statements if not statement.startswith("UPDATE")))
    with pytest.raises(StorageError) as error:
        digicase.migrate(database)
    told = str(error.value)
    assert "it is marked as revision 0002, but holds what revision 0003 adds" in told
    assert "that revision also changes records, in digicase_item, digicase_loan" in told
    assert f"Run what begins with UPDATE in digicase.schema_statements('0003', '{engine.dialect.name}')" in told
    assert f"UPDATE {VERSION_TABLE} SET version_num = '0003'" in told


def test_without_records_there_are_none_to_change(database: str, engine: sa.Engine) -> None:
    at(engine, "0002")
    statements = digicase.schema_statements("0003", engine.dialect.name)
    run(engine, *(statement for statement in statements if not statement.startswith("UPDATE")))
    assert digicase.migrate(database).steps[0] == "mark the tables as revision 0003"
    digicase.open(database).close()


def test_a_part_of_a_later_revision_is_told(database: str, engine: sa.Engine) -> None:
    at(engine, "0004")
    run(engine, "ALTER TABLE digicase_notice ADD COLUMN planned_at TIMESTAMP NULL")
    with pytest.raises(StorageError, match=r"holds a part of revision 0005: digicase_notice\.planned_at\."):
        digicase.migrate(database)


def test_a_later_revision_without_its_keys_is_told(database: str, engine: sa.Engine) -> None:
    at(engine, "0004")
    statements = digicase.schema_statements("0005", engine.dialect.name)
    run(engine, *(text for text in statements if "uq_digicase_standby_case" not in text))
    with pytest.raises(StorageError, match="holds what revision 0005 adds, but missing are uq_digicase_standby_case"):
        digicase.migrate(database)


def test_a_revision_of_the_host_that_runs_ours_needs_no_more(tmp_path: Path, database: str, engine: sa.Engine) -> None:
    at(engine, "0002")
    a_coach(engine)
    host = Host(tmp_path / "host", engine, MERGED)
    for revision in REVISIONS[2:]:
        upgrade = page("schema_statements").replace(REVISION, revision).replace("postgresql", engine.dialect.name)
        with engine.begin() as connection:
            config = host._config(connection)
            script = command.revision(config, "ours")
        path = Path(script.path)  # type: ignore[union-attr]  # it is one
        path.write_text(path.read_text().partition("def upgrade")[0] + upgrade)
    host.upgrade()
    assert digicase.migrate(database).steps == ()
    with digicase.open(database) as gent:
        assert gent.staff.get("K-01").role == "coach"


def test_a_place_that_is_not_there_is_made_again_without_a_mark(database: str, engine: sa.Engine) -> None:
    digicase.metadata(engine.dialect.name).create_all(engine)
    run(engine, "DROP TABLE digicase_loan")
    assert digicase.migrate(database).steps == ("make digicase_loan", f"mark the tables as revision {REVISION}")
