"""The migrations make just the tables the program uses, and older data are brought along."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from planner.store import Database, schema
from planner.store.opening import FILE

CURRENT = schema.REVISIONS[-1]
NEWER = """
from alembic import op

revision = "9999"
down_revision = "{last_revision}"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE TABLE later (id INTEGER)")
    op.execute("INSERT INTO later VALUES (1)")
    {last}
"""


def test_the_migrated_tables_are_those_of_the_program(empty: Database) -> None:
    with empty.reading() as store:
        connection = store.meta._db_session.connection()
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_references_and_counting_columns_are_the_same_too(tmp_path: Path) -> None:
    """Alembic looks at neither the kind of a primary key nor at partial indexes."""
    empty = Database.create(tmp_path, kind="demo")
    with empty, empty.reading() as store:
        connection = store.meta._db_session.connection()
        migrated = _layout(connection.connection.driver_connection)
    with closing(sqlite3.connect(":memory:")) as fresh:
        from sqlalchemy import create_engine

        engine = create_engine("sqlite://", creator=lambda: fresh)
        SQLModel.metadata.create_all(engine)
        assert _layout(fresh) == migrated


def _layout(connection: object) -> dict[str, object]:
    assert isinstance(connection, sqlite3.Connection)
    names = connection.execute(
        "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version'"
    ).fetchall()
    indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    return {
        "indexes": sorted(connection.execute(indexes).fetchall()),
        **{
            name: (
                counting,
                connection.execute(f"PRAGMA table_info({name})").fetchall(),
                sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({name})")),
                sorted(row[2:] for row in connection.execute(f"PRAGMA index_list({name})")),
            )
            for name, counting in names
        },
    }


def test_the_revisions_named_are_those_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in reversed(list(scripts))) == schema.REVISIONS


def test_opening_current_data_needs_no_alembic(tmp_path: Path) -> None:
    Database.create(tmp_path, kind="demo").close()
    code = (
        "import sys; from pathlib import Path; from planner.store import Database; "
        "Database.open(Path(sys.argv[1]), kind='demo').close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a folder of data made before the newest revision."""
    folder = tmp_path / "data"
    with Database.create(folder, kind="demo") as database, database.writing() as store:
        store.meta.set("kept", "yes")
    return folder


def _new_program(monkeypatch: pytest.MonkeyPatch, folder: Path, last: str = "pass") -> None:
    # A percent sign in the path must not be taken for an interpolation.
    scripts = folder / "50%s"
    shutil.copytree(schema.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    text = NEWER.format(last=last, last_revision=CURRENT)
    (scripts / "versions" / "9999_later.py").write_text(text)
    monkeypatch.setattr(schema, "MIGRATIONS", scripts)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))


def _rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return connection.execute(statement).fetchall()


def test_older_data_are_brought_up_to_date_when_opened(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _new_program(monkeypatch, tmp_path)
    for _ in range(2):
        with Database.open(old, kind="demo") as database, database.reading() as store:
            assert store.meta.get("kept") == "yes"
    assert _rows(old, "SELECT id FROM later") == [(1,)]
    assert _rows(old, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_migration_that_fails_leaves_the_data_as_they_were(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _new_program(monkeypatch, tmp_path, last="raise RuntimeError('half way')")
    with pytest.raises(RuntimeError, match="half way"):
        Database.open(old, kind="demo")
    assert _rows(old, "SELECT version_num FROM alembic_version") == [(CURRENT,)]
    assert _rows(old, "SELECT name FROM sqlite_schema WHERE name = 'later'") == []


def test_the_other_kind_is_refused_before_anything_is_migrated(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _new_program(monkeypatch, tmp_path)
    with pytest.raises(Exception, match="data contoh"):
        Database.open(old, kind="office")
    assert _rows(old, "SELECT version_num FROM alembic_version") == [(CURRENT,)]
