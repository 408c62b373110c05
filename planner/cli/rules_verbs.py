"""Verbs about rules files: check them, see what they would change, take them out again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.markup import escape
from rich.table import Table

from planner.actions.restrictions.confirm_rules import (
    adopt_policy,
    confirm_rules,
    list_proposals,
    propose_rules,
)
from planner.actions.restrictions.preview_rules import look_ahead, preview_rules
from planner.actions.restrictions.start_rules import enter_history
from planner.actions.saving.office import Act
from planner.cli.decide_verbs import Format
from planner.cli.files import read_text
from planner.cli.offices import clock_at, office_of_folder
from planner.cli.options import OFFICE_FOLDER, Data, Today
from planner.cli.screen import console, day_of, figures_table, say
from planner.rules import file_schema, read_rules, shipped_records, to_yaml

Output = Annotated[Format, typer.Option("--format", help="Bentuk hasil.")]
Person = Annotated[str, typer.Option("--by", help="Nama Anda.")]
Files = Annotated[list[Path], typer.Argument(help="YAML aturan.")]


def check(
    files: Files,
    alone: Annotated[bool, typer.Option(help="Tanpa membandingkan dengan aturan bawaan.")] = False,
) -> None:
    """Periksa berkas aturan.

    Yang salah ditolak dengan baris dan perbaikannya; yang meragukan diberi peringatan.
    """
    texts = {path: read_text(path) for path in files}
    records = {path: read_rules(text, name=path.name).records for path, text in texts.items()}
    for path, text in texts.items():
        others = [record for other in files if other != path for record in records[other]]
        existing = [*others, *(() if alone else shipped_records())]
        read = read_rules(text, name=path.name, existing=existing)
        for warning in read.warnings:
            say(f"Peringatan: {warning}")
        say(f"{path.name}: {len(read.records)} catatan, {len(read.warnings)} peringatan.")


def schema() -> None:
    """Tulis JSON Schema berkas aturan."""
    console.file.write(json.dumps(file_schema(), indent=1, ensure_ascii=False) + "\n")


def export(
    data: Annotated[
        Path | None, typer.Option(help="Folder data kantor; tanpa ini aturan bawaan.")
    ] = None,
) -> None:
    """Tulis semua aturan sebagai YAML.

    Berkas ini terbaca kembali sama persis. Aturan bawaan adalah riwayat 2020-2022, sebuah contoh.
    """
    if data is None:
        records = shipped_records()
    else:
        with office_of_folder(data) as office, office.database.reading() as store:
            records = store.rules.list_records()
    console.file.write(to_yaml(records))


def preview(
    files: Files, data: Data = OFFICE_FOLDER, as_of: Today = None, output: Output = Format.CSV
) -> None:
    """Lihat apa yang berubah bila aturan ini dicatat.

    Tidak ada yang disimpan; kunjungan, warga, dan kelurahan yang terkena ditampilkan.
    """
    act = _act(as_of, "Koordinator")
    with office_of_folder(data) as office:
        with office.database.reading() as store:
            on_file = list(store.rules.list_records())
        records: list[dict[str, object]] = []
        for path in files:
            read = read_rules(read_text(path), name=path.name, existing=[*on_file, *records])
            records += read.records
            for warning in read.warnings:
                say(f"Peringatan: {warning}")
        _show(preview_rules(office, act, records), output, "Bila aturan ini dicatat")


def ahead(data: Data = OFFICE_FOLDER, as_of: Today = None, output: Output = Format.CSV) -> None:
    """Lihat apa yang terkena bila level naik pekan depan."""
    act = _act(as_of, "Koordinator")
    with office_of_folder(data) as office:
        outlook = look_ahead(office, act)
    if outlook is None:
        say("Level yang lebih ketat tidak mengubah kunjungan pekan depan.")
        return
    days = f"{outlook['first']} sampai {outlook['last']}"
    _show(outlook, output, f"Bila level {outlook['level']}, {days}")


def propose(files: Files, by: Person, data: Data = OFFICE_FOLDER, as_of: Today = None) -> None:
    """Usulkan aturan; belum berlaku sampai diperiksa orang lain."""
    texts = [(path.name, read_text(path)) for path in files]
    with office_of_folder(data) as office:
        with office.database.reading() as store:
            on_file = list(store.rules.list_records())
        records: list[dict[str, object]] = []
        for name, text in texts:
            read = read_rules(text, name=name, existing=[*on_file, *records])
            records += read.records
            for warning in read.warnings:
                say(f"Peringatan: {warning}")
        done = propose_rules(office, _act(as_of, by), records)
    say(f"{done.added['records']} catatan diusulkan oleh {by}. Perlu diperiksa orang lain.")


def pending(data: Data = OFFICE_FOLDER) -> None:
    """Tampilkan usulan yang menunggu pemeriksaan."""
    with office_of_folder(data) as office:
        proposals = list_proposals(office)
    if not proposals:
        say("Tidak ada usulan yang menunggu.")
        return
    table = Table("id", "judul", "diusulkan oleh")
    for proposal in proposals:
        table.add_row(escape(proposal.id), escape(proposal.title), escape(proposal.entered_by))
    console.print(table)


def confirm(
    ids: Annotated[list[str], typer.Argument(help="Id usulan.")],
    by: Person,
    data: Data = OFFICE_FOLDER,
    as_of: Today = None,
) -> None:
    """Nyatakan usulan benar; kunjungan yang terkena langsung dihentikan.

    Pemeriksa harus orang lain daripada pengusul.
    """
    with office_of_folder(data) as office:
        done = confirm_rules(office, _act(as_of, by), ids)
    say(
        f"{len(ids)} aturan berlaku. {len(done.update.changes)} kunjungan berubah, "
        f"{len(done.update.notices)} pemberitahuan siap dikirim."
    )


def example(data: Data = OFFICE_FOLDER, as_of: Today = None) -> None:
    """Catat riwayat 2020-2022 sebagai contoh; yang sudah tercatat tetap."""
    with office_of_folder(data) as office:
        done = enter_history(office, _act(as_of, "Koordinator"))
    say(f"{done.added['records']} catatan riwayat 2020-2022 masuk sebagai contoh.")


def adopt(
    policy: Annotated[str, typer.Argument(help="Id kebijakan kantor.")],
    by: Person,
    data: Data = OFFICE_FOLDER,
    as_of: Today = None,
) -> None:
    """Sahkan kebijakan kantor; halaman tidak lagi menyebutnya anggapan awal."""
    with office_of_folder(data) as office:
        adopt_policy(office, _act(as_of, by), policy)
    say(f"Kebijakan {policy} disahkan oleh {by}.")


def _act(as_of: str | None, who: str) -> Act:
    clock = clock_at(day_of(as_of, name="--as-of"))
    return Act(at=clock.now(), day=clock.today(), who=who)


def _show(outcome: dict[str, Any], output: Format, title: str) -> None:
    if output is Format.JSON:
        console.file.write(json.dumps(outcome, indent=1, ensure_ascii=False) + "\n")
        return
    kinds = [(f"  {kind}", count) for kind, count in outcome["kinds"].items()]
    figures_table(
        title,
        [
            ("kunjungan berubah", outcome["visits"]),
            *kinds,
            ("warga terkena", outcome["people"]),
            ("permohonan menunggu yang bergeser", outcome["waiting"]),
        ],
    )
    table = Table("kelurahan", "kunjungan", "warga")
    for area in outcome["areas"]:
        table.add_row(f"{area['name']} ({area['code']})", str(area["visits"]), str(area["people"]))
    if outcome["areas"]:
        console.print(table)


#: The verbs of this file, by name.
VERBS: Final = {
    "check": check,
    "schema": schema,
    "export": export,
    "preview": preview,
    "next-level": ahead,
    "propose": propose,
    "pending": pending,
    "confirm": confirm,
    "example": example,
    "adopt": adopt,
}
