"""The verb that serves an office's pages."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer

from planner.cli.demo_verbs import DEMO_FOLDER, demo_script
from planner.cli.engine_news import tell_slow_engine
from planner.cli.first_start import tell_setup_code
from planner.cli.offices import (
    clock_at,
    closing_office,
    demo_office,
    is_current,
    office_of_folder,
    rebuild,
)
from planner.cli.options import OFFICE_FOLDER, Today
from planner.cli.practice import PracticeMaker
from planner.cli.screen import day_of, messages, say
from planner.domain.shipped_areas import shipped_areas
from planner.settings import read_settings
from planner.web.app import create_app
from planner.web.guard import LOOPBACK
from planner.web.serving import serve as run_server
from planner.web.start.practice import PracticeRoom


def serve(
    data: Annotated[Path | None, typer.Option(help="Folder data kantor.")] = None,
    demo: Annotated[bool, typer.Option(help="Tampilkan kantor contoh.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Pintu di komputer ini.")] = 8000,
    as_of: Today = None,
    browser: Annotated[bool, typer.Option(help="Buka peramban.")] = False,
) -> None:
    """Tampilkan halaman warga dan kantor.

    Hanya komputer ini yang dilayani, di http://127.0.0.1:PORT.
    """

    def ready(address: str) -> None:
        say(f"Halaman warga: {address}  Kantor: {address}kantor  (Ctrl+C untuk berhenti)")
        tell_setup_code(office, address)
        tell_slow_engine()
        if browser:
            webbrowser.open(address)

    if demo:
        areas = shipped_areas()
        script, folder = demo_script(areas), data or DEMO_FOLDER
        if not is_current(folder, script):
            with messages.status("Menyiapkan data contoh ...") as status:
                rebuild(folder, script, areas, status.update)
        clock = clock_at(script.until)
        opened = closing_office(demo_office(folder, script, areas))
    else:
        clock = clock_at(day_of(as_of, name="--as-of"))
        opened = office_of_folder(data or OFFICE_FOLDER, new=True)
    with opened as office:
        # The example answers this machine alone, whatever name the office has elsewhere.
        outside = "" if demo else urlsplit(read_settings().site_url).hostname or ""
        hosts = {*LOOPBACK, outside} - {""}
        practice = None if demo else PracticeRoom(PracticeMaker(office.database.folder, hosts))
        app = create_app(office, clock, hosts=hosts, practice=practice)
        run_server(app, port=port, on_ready=ready, proxied=bool(outside))


#: The verbs of this file, by name.
VERBS: Final = {"serve": serve}
