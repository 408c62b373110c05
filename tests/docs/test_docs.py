"""The documents tell the truth: their examples run, nothing is left out, no link is dead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.cli.verb_table import VERB_FILES
from planner.planning.tables.request_rows import REQUEST_COLUMNS, UNIT_COLUMNS
from planner.rules import Rulebook, WorkCalendar, read_records
from planner.rules.cases import NEEDED
from planner.rules.records import SECTIONS
from planner.rules.shapes import Effects, Scope
from planner.settings import Settings

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
