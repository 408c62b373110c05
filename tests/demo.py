"""The example played once for every test that looks at it."""

from __future__ import annotations

from pathlib import Path

from planner.actions.desk import Desk
from planner.cli.desks import demo_desk, rebuild
from planner.demo import DemoScript, Figures, shipped_script
from planner.domain.shipped_areas import shipped_areas


def played(folder: Path, script: DemoScript | None = None) -> tuple[DemoScript, Figures]:
    """Play the example into ``folder`` and return its script and figures."""
    areas = shipped_areas()
    chosen = script or shipped_script(areas)
    return chosen, rebuild(folder, chosen, areas, lambda _: None)


def opened(folder: Path, script: DemoScript) -> Desk:
    """Open the played example; the caller closes its database."""
    return demo_desk(folder, script, shipped_areas())


def page(desk: Desk, day_of: object, path: str) -> str:
    """Return a published page of a saved day as text."""
    with desk.database.reading() as store:
        publication = store.publications.find_for_day(day_of)  # type: ignore[arg-type]
    if publication is None:
        raise KeyError(path)
    return desk.files.read(publication.files[path].sha256).decode()
