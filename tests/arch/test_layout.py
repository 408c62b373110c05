"""The shape of the code itself: layers, file sizes, one clock, the agreed top level."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("planner", "routes", "maps")
LONGEST_FILE = 300
MOST_LOOSE = 16


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long_to_read_at_once() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def clock_reads(path: Path) -> list[str]:
    """Return every call of today(), now() or utcnow() on a date, datetime or time name."""
    calls = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = ast.unparse(node.func.value)
        if node.func.attr in {"today", "now", "utcnow"} and owner.split(".")[-1] in {
            "date",
            "datetime",
        }:
            calls.append(f"{path.name}:{node.lineno}")
    return calls


def test_the_machines_clock_is_read_in_one_file() -> None:
    readers = {path.relative_to(ROOT).as_posix() for path in sources() if clock_reads(path)}
    assert readers == {"planner/clock.py"}


def test_the_clock_check_sees_a_reading(tmp_path: Path) -> None:
    for line in ("datetime.now(WIB)", "date.today()", "datetime.datetime.utcnow()"):
        source = tmp_path / "reads.py"
        source.write_text(f"x = {line}\n", encoding="utf-8")
        assert clock_reads(source), line
    source.write_text("x = clock.today()\n", encoding="utf-8")
    assert clock_reads(source) == []


def test_events_are_made_beside_the_visit_and_read_from_rows_alone() -> None:
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "VisitEvent"
    }
    assert makers == {"planner/domain/visits.py", "planner/store/visits.py"}


def test_rules_are_judged_without_a_look_at_the_interpreter() -> None:
    looks = {
        f"{path.name}: {ast.unparse(node)}"
        for path in (ROOT / "planner" / "rules").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and {"gc", "weakref"} & {name.name for name in node.names})
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "id")
    }
    assert looks == {"grid.py: import gc"}


def test_the_top_level_is_the_agreed_one() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
        names -= {"var", "build", "sijempol.egg-info"}
    else:
        names = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    agreed = {*PACKAGES, "tests", "pyproject.toml", "README.md"}
    small = {"Makefile", "LICENSE", "CHANGELOG.md", "constraints.txt", ".ci", ".gitignore"}
    assert names <= agreed | small


def test_pins_hold_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_no_folder_is_a_heap() -> None:
    floors = ("planner/web", "planner/actions", "planner/planning", "planner/public")
    heaps = {
        str(folder.relative_to(ROOT)): count
        for floor in (*floors, "routes", "maps")
        for folder in ((ROOT / floor), *(ROOT / floor).rglob("*"))
        if folder.is_dir() and (count := len([*folder.glob("*.py")])) > MOST_LOOSE
    }
    assert heaps == {}
