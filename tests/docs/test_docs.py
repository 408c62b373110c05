"""The documents tell the truth: their examples run, nothing is left out, no link is dead."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import maps
from planner.cli.verb_table import VERB_FILES
from planner.planning.tables.request_rows import REQUEST_COLUMNS, UNIT_COLUMNS
from planner.rules import Rulebook, WorkCalendar, read_records
from planner.rules.cases import NEEDED
from planner.rules.field_types import Effects, Scope
from planner.rules.rule_records import SECTIONS
from planner.settings import Settings
from tests.arch.test_words import type_names

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "planner" / "docs"
RULES = (DOCS / "rules.md").read_text(encoding="utf-8")
EVERY = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *ROOT.glob("planner/**/*.md"),
    *ROOT.glob("routes/*.md"),
    *ROOT.glob("maps/*.md"),
]


def test_the_example_of_a_rules_file_is_read_and_decides() -> None:
    example = re.search(r"```yaml\n(.*?)```", RULES, flags=re.S)
    assert example is not None
    records = read_records(example[1], name="rules.md")
    assert {str(record["kind"]) for record in records} == {
        str(model.model_fields["kind"].default) for model in SECTIONS.values()
    }
    assert len(Rulebook.of(records).records) == 12
    assert WorkCalendar.of(records).periods


def test_the_example_of_a_map_is_drawn_and_every_file_is_named() -> None:
    text = (ROOT / "maps" / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", text, flags=re.S)
    assert example is not None
    names: dict[str, Any] = {}
    exec(example[1], names)
    assert "Open" in names["drawn"].legend
    files = {path.name for path in (ROOT / "maps").glob("*.py")} - {"__init__.py"}
    assert [name for name in sorted(files) if f"`{name}`" not in text] == []
    assert [name for name in maps.__all__ if not re.search(rf"\b{name}\b", text)] == []


def test_every_field_of_a_rules_file_is_described() -> None:
    names = {
        info.alias or name
        for model in (*SECTIONS.values(), Effects, Scope)
        for name, info in model.model_fields.items()
    }
    missing = [name for name in sorted(names - {"kind"}) if not re.search(rf"\b{name}\b", RULES)]
    assert missing == []


def test_every_setting_is_described() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`{name.upper()}`" not in text]
    assert missing == []


def test_every_column_is_described() -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8")
    for columns in (REQUEST_COLUMNS, UNIT_COLUMNS):
        assert f"`{', '.join(columns)}`" in text
    assert all(name in text for name in NEEDED)


def test_every_type_of_the_glossary_exists() -> None:
    text = (ROOT / "planner" / "README.md").read_text(encoding="utf-8")
    types = {
        name
        for path in (ROOT / "planner").rglob("*.py")
        for name in type_names(ast.parse(path.read_text(encoding="utf-8")))
    }
    rows = re.findall(r"^\|(?!---)(.*)\|$", text, flags=re.M)[1:]
    assert len(rows) > 40
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    assert {len(row) for row in cells} == {4}
    assert [row for row in cells if not row[0] or not row[2]] == []
    named = re.findall(r"`([A-Z][A-Za-z]+)[`.(]", text)
    assert [name for name in named if name not in types] == []
    assert len({row[0] for row in cells}) == len(cells)


def test_the_readme_names_every_verb() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [name for file in VERB_FILES for name in ([file.group] if file.group else file.verbs)]
    assert len(named) == 15
    assert [name for name in named if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_between_documents_is_dead(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target
