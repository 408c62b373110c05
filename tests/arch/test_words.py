"""One word for one thing: no type's name twice, and no name that says only that something was done.

``told`` had fifteen meanings and ``found`` one in each place: a name is the noun of what it is.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
#: Each is a house of its own: a name may mean one thing in each.
HOUSES: Final = ("planner", "routes", "maps")
TYPE_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")

#: Statements that give one name, or a tuple of names, a value.
ONE_TARGET: Final = (
    *(ast.AnnAssign, ast.AugAssign, ast.NamedExpr),
    *(ast.For, ast.AsyncFor, ast.comprehension),
)

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def sources(*roots: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each file's path and content; what is not yet mended is left out."""
    for root in roots:
        for path in sorted((ROOT / root).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def type_names(module: ast.Module) -> Iterator[str]:
    """Yield the classes, aliases and type variables of a module that others may import."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        for target in assigned(node):
            if TYPE_NAME.fullmatch(target):
                yield target


def assigned(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement gives a value or a type."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ONE_TARGET):
        targets = [node.target]
    elif isinstance(node, ast.With | ast.AsyncWith):
        targets = [item.optional_vars for item in node.items if item.optional_vars]
    for target in targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                yield part.id
            elif isinstance(part, ast.Attribute):
                yield part.attr


def parameters(node: Function) -> Iterator[str]:
    """Yield what a function takes."""
    takes = node.args
    every = [*takes.posonlyargs, *takes.args, *takes.kwonlyargs, takes.vararg, takes.kwarg]
    yield from (each.arg for each in every if each is not None)


def lasting_names(module: ast.Module) -> Iterator[str]:
    """Yield every parameter, field and type of a module."""
    yield from type_names(module)
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield from (name for part in node.body for name in assigned(part))
        elif isinstance(node, Function):
            yield from parameters(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (part.attr for part in targets if isinstance(part, ast.Attribute))


def every_name(module: ast.Module) -> Iterator[str]:
    """Yield every name that a module gives to something: also its functions and values."""
    yield from lasting_names(module)
    for node in ast.walk(module):
        yield from assigned(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def says_nothing(name: str) -> bool:
    """Return whether a name is only a participle, or leans on the one that meant fifteen things."""
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)
    return "told" in {word.lower() for word in words} or [w.lower() for w in words] == ["found"]


@pytest.mark.parametrize("house", HOUSES)
def test_no_type_name_stands_in_two_files(house: str) -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for path, module in sources(house):
        for name in type_names(module):
            if not name.startswith("_"):
                files[name].add(path)
    assert {name: sorted(where) for name, where in files.items() if len(where) > 1} == {}


def test_told_and_found_name_no_parameter_field_or_type() -> None:
    named = {
        f"{path}: {name}"
        for path, module in sources(*HOUSES, "tests")
        for name in lasting_names(module)
        if says_nothing(name)
    }
    assert sorted(named) == []


def test_told_and_found_name_no_value_of_the_product_either() -> None:
    named = {
        f"{path}: {name}"
        for path, module in sources(*HOUSES)
        for name in every_name(module)
        if says_nothing(name)
    }
    assert sorted(named) == []


def test_the_search_for_names_sees_them() -> None:
    source = """
class Told: ...
Alias = tuple[int, ...]
class Other:
    told: str
    def __init__(self, found: int, *, told_of: str) -> None:
        self.must_be_told = found
class NotFound(Exception): ...
def told(x): return [found for found in x]
"""
    module = ast.parse(source)
    assert set(type_names(module)) == {"Told", "Alias", "Other", "NotFound"}
    lasting = {name for name in lasting_names(module) if says_nothing(name)}
    assert lasting == {"Told", "told", "found", "told_of", "must_be_told"}
    assert not says_nothing("NotFound")
    only_values = ast.parse(
        "def f(x):\n    with x as found: ...\n    return [told for told in x]\n"
    )
    assert [name for name in lasting_names(only_values) if says_nothing(name)] == []
    assert {name for name in every_name(only_values) if says_nothing(name)} == {"found", "told"}
