"""Names in the code may change; what offices hold on their disks opens all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from sqlite3 import connect

import pytest
from alembic import command
from sqlalchemy import create_engine

from planner.store import ArtefactFiles, Database, back_up, restore, schema
from planner.store.moving import MANIFEST
from planner.store.opening import FILE, MARKS, PUBLISHED
from tests.store.old_data import HELD, LEFT_BEHIND, PAGE, PLACED
from tests.store.values import change_of

ROWS = Path(__file__).with_name("old_data.sql")
#: The schemas that offices may still have.
OLD = schema.REVISIONS[schema.REVISIONS.index("0002") :]


def statements(revision: str) -> Iterator[str]:
    """Yield the statements that fill the tables of a schema."""
    for part in ROWS.read_text(encoding="utf-8").split("-- since ")[1:]:
        since, _, rest = part.partition("\n")
        if since <= revision:
            yield from (each for each in rest.split(";\n") if each.strip())


def old_office(folder: Path, revision: str) -> None:
    """Make an office as a program of that schema left it, in one file, page published."""
    folder.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{folder / FILE}")
    with engine.begin() as connection:
        command.upgrade(schema._config(connection), revision)
        connection.exec_driver_sql(f"PRAGMA application_id = {MARKS['office']}")
        for statement in statements(revision):
            connection.exec_driver_sql(statement)
    engine.dispose()
    (folder / PUBLISHED).mkdir()
    assert ArtefactFiles(folder / PUBLISHED).put(PAGE) == sha256(PAGE).hexdigest()


def check_held(database: Database, revision: str, *, signed_in: bool) -> None:
    """Check that everything there was of that schema is read as it was meant."""
    with database.reading() as store:
        for since, read, right in HELD:
            if since <= revision:
                assert read(store) == right
        for since, read, right in LEFT_BEHIND:
            if since <= revision:
                assert read(store) == (right if signed_in else None)
        current = store.publications.find_current()
        assert current is not None
        address = current.files["index.html"].sha256
    assert ArtefactFiles(database.folder / PUBLISHED).read(address) == PAGE


@pytest.mark.parametrize("revision", OLD)
def test_data_of_an_older_schema_open_and_are_read_as_they_were_meant(
    tmp_path: Path, revision: str
) -> None:
    old_office(tmp_path / "kantor", revision)
    with Database.open(tmp_path / "kantor", kind="office") as database:
        assert database.revision() == schema.REVISIONS[-1]
        check_held(database, revision, signed_in=True)
        # Work goes on: the next save, and a backup of it all.
        with database.writing() as store:
            store.visits.save([change_of(replace(PLACED, people=41))])
        back_up(database, tmp_path / "cadangan")
    restore(tmp_path / "cadangan", tmp_path / "pulih")
    with Database.open(tmp_path / "pulih", kind="office") as again, again.reading() as store:
        assert store.visits.get_visit(PLACED.id).people == 41


@pytest.mark.parametrize("revision", OLD)
def test_a_backup_of_an_older_schema_is_restored(tmp_path: Path, revision: str) -> None:
    backup = tmp_path / "cadangan"
    old_office(backup, revision)
    names = [path for path in sorted(backup.rglob("*")) if path.is_file()]
    files = {
        path.relative_to(backup).as_posix(): sha256(path.read_bytes()).hexdigest() for path in names
    }
    listed = {"kind": "office", "rows": {"visit": 3}, "files": files}
    (backup / MANIFEST).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    counts = restore(backup, tmp_path / "pulih")
    assert counts["visit"] == 3
    with Database.open(tmp_path / "pulih", kind="office") as database:
        check_held(database, revision, signed_in=False)
    # The backup itself stays of its schema, to be restored once more.
    with closing(connect(backup / FILE)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (revision,)
        ]


def test_every_table_of_today_is_among_the_old_rows() -> None:
    written = ROWS.read_text(encoding="utf-8")
    from sqlmodel import SQLModel

    missing = [name for name in SQLModel.metadata.tables if f'"{name}"' not in written]
    assert missing == ["counter"]
