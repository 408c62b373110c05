"""Verbs that keep the data: db upgrade, downgrade, backup, restore, move."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from planner.actions.site.keep_data import (
    back_up_office,
    downgrade_office,
    move_office,
    restore_office,
    upgrade_office,
)
from planner.cli.options import OFFICE_FOLDER, Data
from planner.cli.screen import messages, say
from planner.domain.errors import BadInput
from planner.settings import read_settings


def upgrade(data: Data = OFFICE_FOLDER) -> None:
    """Perbarui tabel data ke versi program ini; buat bila belum ada."""
    revision = upgrade_office(data, kind="office", url=read_settings().database)
    say(f"Data siap, skema {revision}.")


def downgrade(
    revision: Annotated[str, typer.Argument(help="Skema tujuan, misalnya 0001.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Kembalikan tabel data ke skema lama.

    Isi yang tidak dikenal skema itu hilang; buat cadangan lebih dulu.
    """
    schema = downgrade_office(data, kind="office", url=read_settings().database, revision=revision)
    say(f"Data sekarang memakai skema {schema}.")


def backup(
    out: Annotated[Path, typer.Argument(help="Folder cadangan yang belum ada.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Cadangkan data dan berkas terbitan ke folder baru."""
    with messages.status("Membuat cadangan ..."):
        counts = back_up_office(data, out, kind="office", url=read_settings().database)
    say(f"Cadangan {out} selesai dan sudah diperiksa: {sum(counts.values())} baris.")


def restore(
    source: Annotated[Path, typer.Argument(help="Folder cadangan.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Pulihkan cadangan ke folder data yang kosong."""
    with messages.status("Memulihkan ..."):
        counts = restore_office(source, data, url=read_settings().database)
    say(f"Pulih di {data}: {sum(counts.values())} baris.")


def move(data: Data = OFFICE_FOLDER) -> None:
    """Salin data dari berkas ke PostgreSQL pada SIJEMPOL_DATABASE."""
    url = read_settings().database
    if not url:
        raise BadInput(["SIJEMPOL_DATABASE kosong. Isi alamat postgresql:// lalu ulangi."])
    with messages.status("Memindahkan ..."):
        counts = move_office(data, kind="office", url=url)
    say(f"{sum(counts.values())} baris disalin. Berkas lama di {data} tidak diubah.")


#: The verbs of this file, by name.
VERBS: Final = {
    "upgrade": upgrade,
    "downgrade": downgrade,
    "backup": backup,
    "restore": restore,
    "move": move,
}
