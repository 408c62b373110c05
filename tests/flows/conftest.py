"""The example office, played once per test process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from planner.actions.saving.office import Office
from planner.demo import DemoScript, PlayFigures
from tests.demo import opened, played


@dataclass(frozen=True)
class Example:
    """The played example with its figures and an open desk."""

    script: DemoScript
    figures: PlayFigures
    office: Office


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    folder = tmp_path_factory.mktemp("contoh") / "demo"
    script, figures = played(folder)
    office = opened(folder, script)
    yield Example(script, figures, office)
    office.database.close()
