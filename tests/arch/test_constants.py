"""Each constant once: what is equal and means the same stands in one file, and others import it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
#: Layouts of arrays number their places each for itself; what a database was is not edited.
LEFT_OUT: Final = ("routes/kernels/", "planner/store/migrations/")
#: Equal by chance, and why each means something of its own.
BY_CHANCE: Final = {
    ("MOST", "12"): "hits of one kind in a list; files that wait to be taken over",
    ("MOST_ROWS", "5000"): "a table of an office; the tasks of a problem, of which no office knows",
}


def constants(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Yield the constants at the top of a file: the bare name, and what is assigned."""
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        if name.isupper():
            yield name.lstrip("_"), value


def says_all(value: ast.expr) -> bool:
    """Return whether the value alone says what it is: more than a number, a length or a word."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func) == "re.compile"
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str | bytes) and len(value.value) > 1
    return isinstance(value, ast.Tuple | ast.List | ast.Set | ast.Dict)


def repeated(root: Path) -> dict[tuple[str, str], list[str]]:
    """Return the constants that stand in two files, by name (where it counts) and value."""
    files = defaultdict(list)
    for house in ("planner", "routes", "maps"):
        for path in sorted((root / house).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if place.startswith(LEFT_OUT):
                continue
            for name, value in constants(path):
                if not isinstance(value, ast.Name):
                    key = ("" if says_all(value) else name, ast.unparse(value))
                    files[key].append(place)
    return {key: places for key, places in files.items() if len(set(places)) > 1}


def test_a_constant_stands_in_one_file() -> None:
    assert set(repeated(ROOT)) == set(BY_CHANCE)


def test_what_is_written_twice_is_named(tmp_path: Path) -> None:
    texts = {
        "planner/one.py": 'DAYS = 62\nWORDS = ("a", "b")\n_DAY = re.compile("[0-9]+")\nSHORT = 3\n',
        "routes/two.py": 'DAYS: Final = 62\nNAMES = ("a", "b")\nLONG = 3\nWEEKS = OTHER\n',
        "maps/three.py": 'A_DAY = re.compile("[0-9]+")\nWEEKS = OTHER\nSOON = 62\n',
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert set(repeated(tmp_path)) == {
        ("DAYS", "62"),
        ("", "('a', 'b')"),
        ("", "re.compile('[0-9]+')"),
    }
