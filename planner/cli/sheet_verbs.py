"""Verbs for tables that people fill in: sheets template, check, take, undo, export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from planner.actions.imports.export import KINDS, export_table
from planner.actions.imports.sheets import request_template
from planner.actions.imports.take import bad_rows, preview_import, take_import, undo_import
from planner.actions.saving.office import Act
from planner.cli.offices import clock_at, office_of_folder
from planner.cli.options import OFFICE_FOLDER, Data, Today
from planner.cli.person import command_user
from planner.cli.screen import day_of, figures_table, problem, say
from planner.domain.errors import BadInput
from planner.domain.shipped_areas import shipped_areas

_MOST_LINES = 40

TableKind = StrEnum("TableKind", {name.upper(): name for name in KINDS})  # type: ignore[misc]


def template(out: Annotated[Path, typer.Argument(help="Berkas .xlsx tujuan.")]) -> None:
    """Tulis templat permohonan dengan pilihan dan tiga contoh."""
    _write(out, request_template(shipped_areas()))


def check(
    file: Annotated[Path, typer.Argument(help="Berkas .xlsx atau .csv.")],
    data: Data = OFFICE_FOLDER,
    bad: Annotated[Path | None, typer.Option(help="Tulis baris bermasalah ke berkas.")] = None,
) -> None:
    """Periksa tabel permohonan tanpa menyimpan apa pun."""
    with office_of_folder(data, new=True) as office:
        preview = preview_import(office, _content(file))
    words = {"new": "baru", "same": "sudah ada", "bad": "bermasalah", "sample": "contoh"}
    figures_table("Isi tabel", [(word, len(preview.of_status(key))) for key, word in words.items()])
    for line in preview.notes:
        typer.echo(line)
    problems = [line for row in preview.of_status("bad") for line in row.problems]
    for line in problems[:_MOST_LINES]:
        problem(line)
    left = len(problems) - _MOST_LINES
    if left > 0:
        problem(f"Masih ada {left} masalah lain. Pakai --bad untuk semuanya.")
    if bad is not None and problems:
        _write(bad, bad_rows(preview, as_csv=bad.suffix.lower() == ".csv"))
    if problems:
        raise typer.Exit(1)


def take(
    file: Annotated[Path, typer.Argument(help="Berkas .xlsx atau .csv.")],
    data: Data = OFFICE_FOLDER,
    as_of: Today = None,
) -> None:
    """Ambil permohonan baru dari tabel; baris bermasalah ditinggal."""
    with office_of_folder(data, new=True) as office:
        done = take_import(office, _act(as_of), _content(file), name=file.name)
    say(f"{done.added.get('requests', 0)} permohonan baru diambil.")


def undo(
    number: Annotated[int, typer.Argument(help="Nomor impor.")],
    data: Data = OFFICE_FOLDER,
    as_of: Today = None,
) -> None:
    """Batalkan satu impor utuh, selama belum ada yang dijadwalkan."""
    with office_of_folder(data) as office:
        done = undo_import(office, _act(as_of), number)
    say(f"Impor {number} dibatalkan: {len(done.update.changes)} permohonan.")


def export(
    kind: Annotated[TableKind, typer.Argument(help="Isi tabel.")],
    out: Annotated[Path, typer.Argument(help="Berkas tujuan; akhirannya menentukan bentuk.")],
    data: Data = OFFICE_FOLDER,
    as_of: Today = None,
) -> None:
    """Tulis permohonan, unit, kalender, atau hasil.

    Akhiran .csv dan .xlsx untuk tabel; .geojson, .ics, .json, .gpx untuk rencana terbit.
    """
    with office_of_folder(data) as office:
        content = export_table(office, _act(as_of), str(kind.value), out.suffix.lower().lstrip("."))
    _write(out, content)


def _act(as_of: str | None) -> Act:
    clock = clock_at(day_of(as_of, name="--as-of"))
    return Act(at=clock.now(), day=clock.today(), who=command_user())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput([f"Berkas {file} tidak bisa dibaca. Periksa letak dan namanya."]) from error


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadInput([f"Berkas {out} tidak bisa ditulis. Periksa foldernya."]) from error
    say(f"Ditulis di {out}.")


#: The verbs of this file, by name.
VERBS: Final = {
    "template": template,
    "check": check,
    "take": take,
    "undo": undo,
    "export": export,
}
