"""Tests are collected where only what `make setup` installs is there."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
#: The extra for measuring beside peers; the one file that imports it is itself skipped without.
OF_BENCH = {"pyvrp", "vroom"}
MAY = {TESTS / "benchmarks" / "peers.py"}


def imported(path: Path) -> set[str]:
    """Return the packages that a file imports as soon as it is loaded."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def test_no_test_needs_the_extra_of_measuring_to_be_collected() -> None:
    files = sorted(TESTS.rglob("*.py"))
    assert {path for path in files if imported(path) & OF_BENCH} == MAY
