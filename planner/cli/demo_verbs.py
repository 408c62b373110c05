"""The example office: play the main job and show it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from planner.cli.decide_verbs import records_of
from planner.cli.engine_news import tell_slow_engine
from planner.cli.files import read_text, write_site
from planner.cli.offices import FIGURES, demo_office, is_current, rebuild
from planner.cli.screen import console, day_of, messages, say
from planner.demo import DemoScript, shipped_script
from planner.domain.areas import Areas
from planner.domain.errors import BadInput
from planner.domain.shipped_areas import shipped_areas
from planner.planning.tables.request_rows import read_requests, read_units

DEMO_FOLDER = Path("var/demo")


def demo(
    data: Annotated[Path, typer.Option(help="Folder data contoh.")] = DEMO_FOLDER,
    rules: Annotated[list[Path] | None, typer.Option(help="YAML aturan lain.")] = None,
    requests: Annotated[Path | None, typer.Option(help="CSV permohonan lain.")] = None,
    units: Annotated[Path | None, typer.Option(help="CSV unit mobil lain.")] = None,
    until: Annotated[str | None, typer.Option(help="Hari simulasi, TTTT-BB-HH.")] = None,
    site: Annotated[Path | None, typer.Option(help="Tulis halaman dan peta ke folder.")] = None,
    again: Annotated[bool, typer.Option(help="Mainkan ulang walau tidak berubah.")] = False,
) -> None:
    """Mainkan kantor contoh dan tampilkan angkanya."""
    areas = shipped_areas()
    script = demo_script(areas, rules, requests, units, until)
    if not again and is_current(data, script):
        say(f"Data contoh di {data} masih cocok dengan masukannya; tidak dimainkan ulang.")
    else:
        tell_slow_engine()
        with messages.status("Menyiapkan data contoh ...") as status:
            rebuild(data, script, areas, status.update)
    show_figures(data)
    if site is not None:
        pages = saved_pages(data, script, areas)
        write_site(site, pages)
        say(f"{len(pages)} halaman ditulis di {site}.")


def demo_script(
    areas: Areas,
    rules: list[Path] | None = None,
    requests: Path | None = None,
    units: Path | None = None,
    until: str | None = None,
) -> DemoScript:
    """Return the shipped example with the inputs given instead of its own.

    Raises
    ------
    BadInput
        A file or the day cannot be used.
    """
    script = shipped_script(areas)
    if rules:
        script = replace(script, records=records_of(rules))
    if requests is not None:
        script = replace(script, requests=read_requests(read_text(requests), areas))
    if units is not None:
        script = replace(script, units=read_units(read_text(units)))
    day = day_of(until, name="--until")
    if day is not None and day != script.until:
        if not script.start < day:
            raise BadInput([f"Hari simulasi harus sesudah {script.start:%d-%m-%Y}."])
        script = script.ending(day)
    return script


def show_figures(data: Path) -> None:
    """Print the figures of the last play."""
    for step in json.loads((data / FIGURES).read_text(encoding="utf-8")):
        day, title = step.pop("day"), step.pop("title")
        table = Table(title=f"{day}  {title}", title_justify="left", show_header=False)
        for name, value in step.items():
            if value:
                table.add_row(name, str(value))
        console.print(table)


def saved_pages(data: Path, script: DemoScript, areas: Areas) -> dict[str, bytes]:
    """Return all pages of the saved days, each day below a folder of its own."""
    office = demo_office(data, script, areas)
    try:
        pages: dict[str, bytes] = {}
        for day in script.saved_days:
            with office.database.reading() as store:
                publication = store.publications.find_for_day(day)
            files = {} if publication is None else publication.files
            for path, file in files.items():
                pages[f"{day.isoformat()}/{path}"] = office.files.read(file.sha256)
        return pages
    finally:
        office.database.close()


#: The verbs of this file, by name.
VERBS: Final = {"demo": demo}
