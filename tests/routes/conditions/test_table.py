"""One table names where each condition is kept; nothing that a problem can say is missing in it."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import routes
from routes import (
    CHECKS,
    Cost,
    Problem,
    Published,
    Rest,
    Shift,
    Spacing,
    Surge,
    Task,
    Unit,
    Weights,
)
from routes.conditions import AFTERWARDS, CONDITIONS, HOLDERS, LABELS, NEVER, RELAXED
from routes.search.ortools_model import CONSTRAINTS
from routes.terms import TERMS
from tests.routes.conditions.mutations import MUTATIONS

WORDS = (RELAXED, AFTERWARDS, NEVER)
PARTS = sorted(
    {
        name
        for row in (*CONDITIONS, *TERMS)
        for part in ("kernel", "check", "bound", "ortools", "evaluator")
        if (name := getattr(row, part, NEVER)) not in WORDS
    }
)
#: Objects of the schema of a problem, by where they stand in it.
TYPES = {
    "": Problem,
    "tasks": Task,
    "units": Unit,
    "shifts": Shift,
    "rest": Rest,
    "published": Published,
    "weights": Weights,
    "spacings": Spacing,
    "surge": Surge,
}
NAMED = {name for row in (*CONDITIONS, *TERMS) for name in row.fields} | {*LABELS, *HOLDERS}


def resolved(name: str) -> Any:
    """Return what a dotted name of the table stands for."""
    *path, last = name.split(".")
    owner = path.pop() if path[-1][0].isupper() else None
    module: Any = import_module(f"routes.{'.'.join(path)}")
    return getattr(getattr(module, owner) if owner else module, last)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_named_exists(name: str) -> None:
    assert callable(resolved(name))


def test_every_check_is_a_row_and_every_row_has_its_check() -> None:
    rows = {row.name: resolved(row.check) for row in CONDITIONS}
    checks = {check.__name__: check for check in CHECKS if check.__name__ != "honest_cost"}
    assert rows == checks


def test_every_constraint_of_the_routing_model_is_named() -> None:
    named = {resolved(row.ortools) for row in CONDITIONS if row.ortools not in WORDS}
    assert set(CONSTRAINTS) <= named


def test_every_term_of_the_cost_is_named() -> None:
    figures = {"total", "served", "tasks", "served_people", "people", "travel_min", "changed"}
    assert {row.name for row in TERMS} == {each.name for each in fields(Cost)} - figures


def objects(schema: dict[str, Any], where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object of a JSON schema with the name of the field in which it stands."""
    for inner in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "properties" in inner:
            yield where, inner["properties"]
            for name, below in inner["properties"].items():
                yield from objects(below, name)


def test_every_field_of_the_schema_stands_in_the_table() -> None:
    schema = json.loads((files("routes") / "problem.schema.json").read_text(encoding="utf-8"))
    said = {f"{TYPES[where].__name__}.{name}" for where, inner in objects(schema) for name in inner}
    assert len(said) > 60
    assert said <= NAMED
    stated = {f"{each.__name__}.{f.name}" for each in TYPES.values() for f in fields(each)}
    assert stated == NAMED
    assert said == stated - {"Problem.places"}


def test_every_field_has_a_change_of_its_own() -> None:
    assert set(MUTATIONS) == NAMED - {*LABELS, *HOLDERS}


def test_each_condition_and_each_term_stands_once() -> None:
    assert max(Counter(row.name for row in CONDITIONS).values()) == 1
    assert not set(LABELS) & {name for row in (*CONDITIONS, *TERMS) for name in row.fields}


def test_the_readme_tells_of_each_condition() -> None:
    text = (Path(routes.__file__).parent / "README.md").read_text(encoding="utf-8")
    for row in CONDITIONS:
        bound = "relaxed" if row.bound == RELAXED else "kept"
        peer = "afterwards" if row.ortools == AFTERWARDS else "kept"
        assert f"| `{row.name}` | {bound} | {peer} |" in text, row.name


def test_no_part_of_the_engine_but_the_model_is_open_to_the_checker() -> None:
    home = Path(routes.__file__).parent
    settings = tomllib.loads((home.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in contracts if each.get("source_modules") == ["routes.checks"])
    parts = {path.stem for path in home.iterdir() if path.suffix == ".py" or path.is_dir()}
    closed = parts - {"__init__", "__pycache__", "checks", "model"}
    assert {f"routes.{part}" for part in closed} <= set(contract["forbidden_modules"])
    assert "routes.model.evaluate" in contract["forbidden_modules"]
