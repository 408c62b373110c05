"""Verbs of the public site: render it for a day, write it or its maps to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from planner.actions.saving.office import Act
from planner.actions.site.clear_up import clear_files, clear_homes
from planner.actions.site.read_site import published_files
from planner.actions.site.refresh_site import begin_day
from planner.cli.demo_verbs import DEMO_FOLDER, demo_script
from planner.cli.files import write_site
from planner.cli.offices import clock_at, closing_office, demo_office, office_of_folder
from planner.cli.options import OFFICE_FOLDER, Data
from planner.cli.screen import day_of, say
from planner.domain.indonesian import day_words
from planner.domain.shipped_areas import shipped_areas


def render(
    data: Data = OFFICE_FOLDER,
    day: Annotated[str | None, typer.Option(help="Untuk hari ini, TTTT-BB-HH.")] = None,
) -> None:
    """Buat halaman warga untuk hari yang dimulai, lalu bereskan data lama.

    Data rumah dihapus 30 hari sesudah kunjungannya selesai; berkas terbitan yang tidak dipakai
    dihapus sesudah 7 hari. Untuk dijalankan mesin tiap tengah malam; sekali lagi tidak mengubah
    apa pun.
    """
    clock = clock_at(day_of(day, name="--day"))
    act = Act(at=clock.now(), day=clock.today(), who="sistem")
    with office_of_folder(data) as office:
        done = begin_day(office, act)
        made = done.publication
        homes, unused = clear_homes(office, act), clear_files(office)
    if made is not None:
        say(f"Halaman {day_words(act.day)} siap: {len(made.files)} berkas.")
    else:
        say(f"Tidak ada yang berubah untuk {day_words(act.day)}.")
    if homes or unused:
        say(f"Dihapus: data {homes} rumah, {unused} berkas yang tidak dipakai.")


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


def maps(
    out: Annotated[Path, typer.Option(help="Folder tujuan.")],
    data: Data = OFFICE_FOLDER,
    demo: Annotated[bool, typer.Option(help="Dari kantor contoh.")] = False,
) -> None:
    """Tulis peta yang terbit ke folder.

    Halaman di folder itu bisa dibuka tanpa internet.
    """
    if demo:
        areas = shipped_areas()
        opened = closing_office(demo_office(DEMO_FOLDER, demo_script(areas), areas))
    else:
        opened = office_of_folder(data)
    with opened as office:
        pages = published_files(office)
    write_site(out, pages)
    say(f"Ditulis di {out}: peta.html, peta-rute.html, dan halaman yang ditautkan.")


#: The verbs of this file, by name.
VERBS: Final = {"render": render, "export-site": export_site, "maps": maps}
