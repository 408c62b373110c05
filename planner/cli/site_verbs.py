"""Verbs of the public site: render it for a day, write it to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.actions.saving.office import Act
from planner.actions.site.read_site import published_files
from planner.actions.site.refresh_site import begin_day
from planner.cli.offices import clock_at, office_of_folder
from planner.cli.options import OFFICE_FOLDER, Data
from planner.cli.screen import day_of, say, write_site


def render(
    data: Data = OFFICE_FOLDER,
    day: Annotated[str | None, typer.Option(help="Untuk hari ini, TTTT-BB-HH.")] = None,
) -> None:
    """Buat halaman warga untuk hari yang dimulai.

    Untuk dijalankan mesin tiap tengah malam; sekali lagi tidak mengubah apa pun.
    """
    clock = clock_at(day_of(day, name="--day"))
    act = Act(at=clock.now(), day=clock.today(), who="sistem")
    with office_of_folder(data) as office:
        done = begin_day(office, act)
        made = done.publication
    if made is not None:
        say(f"Halaman {act.day.isoformat()} siap: {len(made.files)} berkas.")
    else:
        say(f"Tidak ada yang berubah untuk {act.day.isoformat()}.")


def export_site(
    out: Annotated[Path, typer.Argument(help="Folder tujuan.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Tulis halaman warga ke folder.

    Server web apa pun bisa menampilkannya bila program ini mati. Berkas lama di folder itu
    tetap ada, agar tautan lama tetap terbuka.
    """
    with office_of_folder(data) as office:
        files = published_files(office)
    write_site(out, files)
    say(f"{len(files)} berkas ditulis di {out}.")


def register(app: typer.Typer) -> None:
    """Add these verbs to ``app``."""
    for verb in (render, export_site):
        app.command()(verb)
