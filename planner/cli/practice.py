"""The example beside an office: played in a process of its own into the folder ``latihan``."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Final

from planner.actions.jobs.apart import ProcessPerTask
from planner.actions.saving.office import Office
from planner.cli.offices import FIGURES, clock_at, demo_office, rebuild, remove_example
from planner.demo import shipped_script
from planner.domain.shipped_areas import shipped_areas
from planner.settings import DEMO_URL, read_settings
from planner.store import Database, write_private
from planner.web.app import create_app
from planner.web.below import PREFIX
from planner.web.plans.search_runner import JobRoom
from planner.web.start.practice import Example

#: The folder of the example, inside the office's own.
FOLDER: Final = "latihan"
#: Seconds that playing may take; it takes under a minute.
LONGEST_S: Final = 900.0


class PracticeMaker:
    """Plays, opens and removes the example beside the office in ``office``."""

    def __init__(self, office: Path, hosts: Collection[str]) -> None:
        self._folder = office / FOLDER
        self._news = office / f"{FOLDER}.kabar"
        self._hosts = hosts
        self._executor = ProcessPerTask(seconds=LONGEST_S)

    def exists(self) -> bool:
        """Return whether a whole example is there."""
        return (self._folder / FIGURES).is_file()

    def begin(self) -> Future[None]:
        """Begin to play the example in a process of its own, so that pages go on."""
        self._news.unlink(missing_ok=True)
        return self._executor.submit(play_practice, str(self._folder), str(self._news))

    def news(self) -> str:
        """Return what is being played now."""
        try:
            return self._news.read_text(encoding="utf-8")
        except OSError:
            return ""

    def open(self) -> Example:
        """Open the example; its clock stands at its last day.

        Raises
        ------
        WrongData
            The folder holds no example.
        """
        office = _office(self._folder)
        clock = clock_at(shipped_script(office.areas).until)
        app = create_app(office, clock, hosts=self._hosts)

        def close() -> None:
            app.state.services[JobRoom].close()
            app.state.solve.close()
            office.database.close()

        return Example(app=app, close=close)

    def remove(self) -> None:
        """Remove the example's folder.

        Raises
        ------
        WrongData
            The folder holds something that is not an example; it is left alone.
        """
        remove_example(self._folder)
        self._news.unlink(missing_ok=True)

    def close(self) -> None:
        """Stop playing."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def play_practice(folder: str, news: str) -> None:
    """Play the example into ``folder`` and write what is being played into the file ``news``."""

    def write_news(line: str) -> None:
        fresh = Path(f"{news}.baru")
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
            write_private(fresh, line)
            os.replace(fresh, news)

    areas = shipped_areas()
    rebuild(Path(folder), shipped_script(areas), areas, write_news, site_url=_address())


def _office(folder: Path) -> Office:
    Database.open(folder, kind="demo").close()
    areas = shipped_areas()
    return demo_office(folder, shipped_script(areas), areas, site_url=_address())


def _address() -> str:
    """Return where the example's public pages are: below the office's own, never in their place."""
    return f"{(read_settings().site_url or DEMO_URL).rstrip('/')}{PREFIX}/"
