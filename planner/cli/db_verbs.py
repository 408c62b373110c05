"""Verbs that keep the data: db upgrade, downgrade, backup, restore, move."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from planner.settings import Settings

db = typer.Typer(name="db", help="Merawat data: cadangan, pindah, versi.", no_args_is_help=True)


@db.command()
def upgrade(data: Data = OFFICE_FOLDER) -> None:
    """Perbarui tabel data ke versi program ini; buat bila belum ada."""
    revision = upgrade_office(data, kind="office", url=Settings().database)
    say(f"Data siap, skema {revision}.")


@db.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="Skema tujuan, misalnya 0001.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Kembalikan tabel data ke skema lama.

    Isi yang tidak dikenal skema itu hilang; buat cadangan lebih dulu.
    """
    schema = downgrade_office(data, kind="office", url=Settings().database, revision=revision)
    say(f"Data sekarang memakai skema {schema}.")


@db.command()
def backup(
    out: Annotated[Path, typer.Argument(help="Folder cadangan yang belum ada.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Cadangkan data dan berkas terbitan ke folder baru."""
    with messages.status("Membuat cadangan ..."):
        counts = back_up_office(data, out, kind="office", url=Settings().database)
    say(f"Cadangan {out} selesai dan sudah diperiksa: {sum(counts.values())} baris.")


@db.command()
def restore(
    source: Annotated[Path, typer.Argument(help="Folder cadangan.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Pulihkan cadangan ke folder data yang kosong."""
    with messages.status("Memulihkan ..."):
        counts = restore_office(source, data, url=Settings().database)
    say(f"Pulih di {data}: {sum(counts.values())} baris.")


@db.command()
def move(data: Data = OFFICE_FOLDER) -> None:
    """Salin data dari berkas ke PostgreSQL pada SIJEMPOL_DATABASE."""
    url = Settings().database
    if not url:
        raise BadInput(["SIJEMPOL_DATABASE kosong. Isi alamat postgresql:// lalu ulangi."])
    with messages.status("Memindahkan ..."):
        counts = move_office(data, kind="office", url=url)
    say(f"{sum(counts.values())} baris disalin. Berkas lama di {data} tidak diubah.")


def register(app: typer.Typer) -> None:
    """Add these verbs to ``app``."""
    app.add_typer(db)
