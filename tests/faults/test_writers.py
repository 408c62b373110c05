"""Ten programs write at once: no edit is lost, on SQLite and on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planner.domain.visits import Placement
from planner.store import Database
from tests.faults.editor import VISITS
from tests.sizes import size
from tests.store.values import VISIT, change_of, furnish

REPOSITORY = Path(__file__).parents[2]
WRITERS = 10
NAMES = [f"{VISIT.id}-{number}" for number in range(VISITS)]


@pytest.mark.slow
def test_ten_writers_lose_no_edit(tmp_path: Path, database_url: str) -> None:
    with Database.open_or_create(tmp_path, kind="demo", url=database_url) as database:
        with database.writing() as store:
            furnish(store)
            store.visits.save([change_of(replace(VISIT, id=name)) for name in NAMES])
        edits = size("edits_per_writer")
        command = [sys.executable, "-m", "tests.faults.editor", str(tmp_path), database_url]
        running = [
            subprocess.Popen(
                [*command, str(number), str(edits)], stdout=subprocess.PIPE, cwd=REPOSITORY
            )
            for number in range(WRITERS)
        ]
        promised = []
        for writer in running:
            out, _ = writer.communicate(timeout=300)
            assert writer.returncode == 0
            promised += out.decode().split()
        assert len(promised) == len(set(promised)) == WRITERS * edits
        with database.reading() as store:
            visits = {name: store.visits.get_visit(name) for name in NAMES}
            events = {name: store.visits.list_events(name)[1:] for name in NAMES}
    assert sum(visit.version - 1 for visit in visits.values()) == WRITERS * edits
    assert {event.why for story in events.values() for event in story} == set(promised)
    for name, story in events.items():
        # Each edit was made on the one before it: the history has no fork.
        for before, after in pairwise(story):
            assert after.before == before.after
        assert story[-1].after == Placement.of(visits[name])
