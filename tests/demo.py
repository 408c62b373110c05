"""The example played once for every test that looks at it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from fasteners import InterProcessLock

from planner.actions.saving.office import Office
from planner.cli.offices import FIGURES, demo_office, rebuild
from planner.demo import DemoScript, PlayFigures, PlayStep, shipped_script
from planner.domain.shipped_areas import shipped_areas


def played(folder: Path) -> tuple[DemoScript, PlayFigures]:
    """Put the played example into ``folder`` and return its script and figures.

    It is played once for all test processes of a run; each caller gets a copy of its own.
    """
    script, common = shipped_script(shipped_areas()), _common(folder)
    with InterProcessLock(common.with_suffix(".lock")):
        if not (common / FIGURES).exists():
            rebuild(common, script, shipped_areas(), lambda _: None)
    shutil.copytree(common, folder)
    steps = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    steps = [
        PlayStep(day=date.fromisoformat(step.pop("day")), title=step.pop("title"), figures=step)
        for step in steps
    ]
    return script, PlayFigures(steps)


def _common(folder: Path) -> Path:
    """Return the folder of a test run that all its processes share."""
    run = next(parent for parent in folder.parents if parent.name.startswith("pytest-"))
    while run.parent.name.startswith("pytest-") and "-of-" not in run.parent.name:
        run = run.parent
    return run / "contoh-bersama"


def opened(folder: Path, script: DemoScript) -> Office:
    """Open the played example; the caller closes its database."""
    return demo_office(folder, script, shipped_areas())


def page(office: Office, day_of: object, path: str) -> str:
    """Return a published page of a saved day as text."""
    with office.database.reading() as store:
        publication = store.publications.find_for_day(day_of)  # type: ignore[arg-type]
    if publication is None:
        raise KeyError(path)
    return office.files.read(publication.files[path].sha256).decode()
