"""A publisher killed at any moment: nothing promised is lost, nothing stands half."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner.actions.saving.office import POINTS
from planner.store import ArtefactFiles, Database
from tests.sizes import size

REPOSITORY = Path(__file__).parents[2]


def run(folder: Path, cycles: int, point: str = "") -> dict[str, object]:
    command = [sys.executable, "-m", "tests.faults.publisher", str(folder), str(cycles), point]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return report


@pytest.mark.slow
def test_a_publisher_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    report = run(tmp_path / "demo", size("publish_kills"))
    assert report["wrong"] == []
    assert report["killed"]


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_publisher_killed_at_each_step_leaves_at_most_files_to_sweep(
    tmp_path: Path, point: str
) -> None:
    folder = tmp_path / "demo"
    report = run(folder, size("failpoint_kills"), point)
    assert report["wrong"] == []
    assert report["killed"]
    files = ArtefactFiles(folder / "published")
    with Database.open(folder, kind="demo") as database, database.reading() as store:
        current = store.publications.find_current()
        keep = store.publications.addresses()
    assert current is not None
    files.sweep(keep)
    assert {file.sha256 for file in current.files.values()} <= keep
    for file in current.files.values():
        files.read(file.sha256)
    assert files.sweep(keep) == 0
