"""Tests are collected with what `make setup` installs, and none is skipped unseen."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.lacking import lacking

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


#: Words that leave a test out, and the files that may: where CI=true both make it a failure, but
#: for reference data that nobody named, which a clone elsewhere does not have.
LEAVING_OUT = ("skip", "skipif", "xfail", "importorskip")
LEAVE_OUT = {TESTS / "lacking.py", TESTS / "conftest.py", Path(__file__)}


def left_out(path: Path) -> set[str]:
    """Return which of those words a file uses as an attribute, such as `pytest.skip`."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} & set(LEAVING_OUT)


def test_what_a_machine_lacks_is_told_in_one_place_that_fails_where_all_must_run() -> None:
    assert {path for path in sorted(TESTS.rglob("*.py")) if left_out(path)} == LEAVE_OUT


@pytest.mark.parametrize("ci", [True, False])
def test_a_lack_fails_where_all_checks_must_run(
    monkeypatch: pytest.MonkeyPatch, *, ci: bool
) -> None:
    monkeypatch.setenv("CI", "true" if ci else "")
    outcome = pytest.fail.Exception if ci else pytest.skip.Exception
    with pytest.raises(outcome, match="no such thing"):
        lacking("there is no such thing")
