"""A program killed at any moment leaves every commit whole, and none it promised is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.store import Database
from tests.faults.writer import save_once
from tests.sizes import size
from tests.store.values import VISIT, furnish

REPOSITORY = Path(__file__).parents[2]


def check(database: Database, promised: int) -> int:
    """Check that everything saved agrees; return how many commits there are."""
    with database.reading() as store:
        connection = store.meta._db_session.connection()
        assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        count = int(store.meta.get("count") or 0)
        visit = store.visits.get_visit(VISIT.id)
        # The first version and the first event are those of the furnishing.
        assert visit.version == count + 1
        assert visit.people == VISIT.people + count
        assert len(store.visits.list_events(VISIT.id)) == count + 1
        assert [len(notice.text) for notice in store.notices.list_notices()] == [
            number % 5000 for number in range(1, count + 1)
        ]
    # The last promise may have been made and not yet heard, never the other way round.
    assert count >= promised
    return count


def kill_a_writer(folder: Path, seconds: float) -> int:
    """Let a program save into ``folder``, kill it; return the last count it promised."""
    command = [sys.executable, "-m", "tests.faults.writer", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        assert first.strip(), "the writer never began"
        time.sleep(seconds)
        writer.kill()
        heard = [first, *writer.stdout.readlines()]
    # A line cut off by the kill promises nothing.
    return max(int(line) for line in heard if line.endswith(b"\n"))


@pytest.mark.slow
def test_a_killed_program_leaves_all_or_nothing_of_each_commit(tmp_path: Path) -> None:
    chance = random.Random(20210702)
    with Database.create(tmp_path, kind="demo") as database, database.writing() as store:
        furnish(store)
    before = 0
    for _ in range(size("kills")):
        promised = kill_a_writer(tmp_path, chance.uniform(0.0, 0.4))
        with Database.open(tmp_path, kind="demo") as database:
            saved = check(database, promised)
            assert saved > before
            # What is left can be worked with.
            before = save_once(database)
            assert before == saved + 1


@pytest.mark.slow
def test_a_program_killed_while_making_data_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from planner.store import Database; "
        "import alembic.command; print(flush=True); "
        "Database.create(Path(sys.argv[1]), kind='demo').close()"
    )
    chance = random.Random(20210703)
    for number in range(size("kills") // 2):
        folder = tmp_path / str(number)
        command = [sys.executable, "-c", code, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY) as maker:
            assert maker.stdout is not None
            maker.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.15))
            maker.kill()
        with Database.open_or_create(folder, kind="demo") as database, database.writing() as store:
            furnish(store)
