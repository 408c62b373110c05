"""Opening the office or the demo for a command."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from planner.actions.saving.office import Office
from planner.actions.saving.open_office import open_office
from planner.clock import Clock, SetClock, SystemClock
from planner.demo import DemoScript, OnProgress, PlayFigures, play
from planner.domain.areas import Areas
from planner.domain.errors import WrongData
from planner.domain.office import at_wib
from planner.domain.shipped_areas import shipped_areas
from planner.settings import read_settings
from planner.store import FILE, PUBLISHED, UNFINISHED, Database, write_private

FINGERPRINT = "demo_fingerprint"
FIGURES = "figures.json"

#: Everything that stands in an example's folder; anything else there is somebody's.
_MADE: Final = re.compile(
    rf"{re.escape(FILE)}(-wal|-shm|-journal)?|{PUBLISHED}|{re.escape(FIGURES)}"
    rf"|{re.escape(UNFINISHED)}\w+"
)


@contextmanager
def office_of_folder(folder: Path, *, new: bool = False) -> Iterator[Office]:
    """Open the real office in ``folder``; with ``new`` it is set up where there is none.

    Raises
    ------
    WrongData
        The folder holds no office, or holds the demo.
    """
    settings = read_settings()
    if not new:
        Database.open(folder, kind="office", url=settings.database).close()
    office = open_office(
        folder, settings.profile(demo=False), shipped_areas(), url=settings.database
    )
    with closing_office(office):
        yield office


@contextmanager
def closing_office(office: Office) -> Iterator[Office]:
    """Hand out ``office`` and close its database afterwards."""
    try:
        yield office
    finally:
        office.database.close()


def clock_at(day: date | None) -> Clock:
    """Return the machine's clock, or one that stands at eight in the morning of ``day``."""
    return SystemClock() if day is None else SetClock(at_wib(day, 8))


def demo_office(folder: Path, script: DemoScript, areas: Areas, *, site_url: str = "") -> Office:
    """Open the demo in ``folder`` as it was played; ``site_url`` is where its pages are."""
    profile = read_settings().profile(demo=True)
    profile = replace(profile, site_url=site_url or profile.site_url)
    return open_office(folder, profile, areas, saved_days=script.saved_days)


def is_current(folder: Path, script: DemoScript) -> bool:
    """Return whether ``folder`` holds the demo played from just these inputs."""
    if not (folder / FIGURES).is_file():
        return False
    with Database.open(folder, kind="demo") as database, database.reading() as store:
        return store.meta.get(FINGERPRINT) == fingerprint(script)


def fingerprint(script: DemoScript) -> str:
    """Return what the demo's outcome depends on: its script and the office's settings."""
    return f"{script.fingerprint()} {read_settings().model_dump_json(exclude={'database'})}"


def rebuild(
    folder: Path, script: DemoScript, areas: Areas, on_progress: OnProgress, *, site_url: str = ""
) -> PlayFigures:
    """Play the demo afresh beside ``folder`` and put it in its place when it is whole.

    ``on_progress`` hears what is played; ``site_url`` is where its pages will be, where that is
    not the usual place.

    Raises
    ------
    WrongData
        ``folder``, or the place beside it, holds something that is not a demo; it is left alone.
    """
    fresh = folder.with_name(folder.name + ".baru")
    check_example(folder)
    remove_example(fresh)
    office = demo_office(fresh, script, areas, site_url=site_url)
    try:
        figures = play(office, script, on_progress)
        with office.database.writing() as store:
            store.meta.set(FINGERPRINT, fingerprint(script))
    finally:
        office.database.close()
    steps = [
        {"day": step.day.isoformat(), "title": step.title, **step.figures} for step in figures.steps
    ]
    write_private(fresh / FIGURES, json.dumps(steps, indent=1, ensure_ascii=False) + "\n")
    remove_example(folder)
    fresh.rename(folder)
    return figures


def remove_example(folder: Path) -> None:
    """Remove the example in ``folder``, whole or half made; nothing happens where none is.

    Raises
    ------
    WrongData
        The folder may hold something that is not an example's; it is left alone.
    """
    check_example(folder)
    if folder.exists():
        shutil.rmtree(folder)


def check_example(folder: Path) -> None:
    """Refuse a folder that is neither missing, empty, nor an example and nothing else.

    Raises
    ------
    WrongData
        It holds other data, a file that no example makes, or is no folder.
    """
    link = folder.is_symlink()
    if not link and not folder.exists():
        return
    if link or not folder.is_dir():
        raise _not_removed(folder, folder.name)
    names = sorted(path.name for path in folder.iterdir())
    foreign = [name for name in names if not _MADE.fullmatch(name)]
    if foreign:
        raise _not_removed(folder, foreign[0])
    # An example that was stopped while its database was being made has no mark yet.
    if any(not name.startswith(UNFINISHED) for name in names):
        Database.open(folder, kind="demo").close()


def _not_removed(folder: Path, name: str) -> WrongData:
    return WrongData(
        f"{folder} berisi yang bukan data contoh ({name}), jadi tidak dihapus. "
        "Pindahkan dulu, atau pilih folder contoh lain."
    )
