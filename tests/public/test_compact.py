"""Style sheets are laid out for readers; what is served holds the same without the layout."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from planner.public.compact import served_style

PLANNER = Path(str(files("planner")))
WIDEST = 100


@pytest.mark.parametrize("path", sorted(PLANNER.glob("*/static/*.css")), ids=lambda path: path.name)
def test_a_style_is_served_with_all_its_rules_and_without_layout(path: Path) -> None:
    served = served_style(f"planner.{path.parts[-3]}", path.name)
    source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert "\n" not in served
    assert re.sub(r"\s", "", served) == re.sub(r"\s", "", source).replace(";}", "}")


def test_styles_and_scripts_fit_on_a_screen() -> None:
    sources = [*PLANNER.glob("*/static/*")]
    assert len(sources) > 8
    wide = {
        f"{path.relative_to(PLANNER)}:{number}": len(line)
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST
    }
    assert wide == {}
