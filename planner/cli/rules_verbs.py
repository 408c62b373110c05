"""Verbs about rules files: check them, see what they would change, take them out again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape
from rich.table import Table

from planner.actions.restrictions.confirm_rules import (
    adopt_policy,
    confirm_rules,
    list_proposals,
    propose_rules,
)
from planner.actions.restrictions.enter_rules import confirmed_ids
from planner.actions.restrictions.preview_facts import (
    VisitsPreview,
    level_values,
    preview_values,
)
from planner.actions.restrictions.preview_rules import (
    look_ahead,
    preview_consequences,
    preview_rules,
)
from planner.actions.restrictions.start_rules import enter_history
from planner.actions.saving.office import Act
from planner.cli.decide_verbs import Format, texts_of
from planner.cli.offices import clock_at, office_of_folder
from planner.cli.options import OFFICE_FOLDER, Data, Today
from planner.cli.screen import console, day_of, figures_table, say
from planner.domain.indonesian import span_words, until_words
from planner.public.shared.public_words import EVENTS
from planner.rules import check_files, file_schema, shipped_records, to_yaml
from planner.rules.consequence_words import sentences_of
from planner.rules.consequences import consequences_by_day

#: The most days of knowledge of which `check` tells what they change, the last ones.
MOST_STEPS: Final = 5

Output = Annotated[Format, typer.Option("--format", help="Bentuk hasil.")]
Person = Annotated[str, typer.Option("--by", help="Nama Anda.")]
Files = Annotated[list[Path], typer.Argument(help="YAML aturan.")]


def check(
    files: Files,
    alone: Annotated[bool, typer.Option(help="Tanpa membandingkan dengan aturan bawaan.")] = False,
) -> None:
    """Periksa berkas aturan.

    Yang salah ditolak dengan baris dan perbaikannya; yang meragukan diberi peringatan. Kasus di
    bagian cases dijalankan, dan akibat aturan bagi 60 hari berikutnya ditulis.
    """
    texts = texts_of(files)
    existing = () if alone else shipped_records()
    read = check_files(texts, existing=existing)
    for (name, _), reading in zip(texts, read, strict=True):
        for warning in reading.warnings:
            say(f"Peringatan: {warning}")
        cases = f", {len(reading.cases)} kasus sesuai" if reading.cases else ""
        say(f"{name}: {len(reading.records)} catatan, {len(reading.warnings)} peringatan{cases}.")
    new = [record for reading in read for record in reading.records]
    for step in consequences_by_day(existing, new, most=MOST_STEPS):
        say(f"Akibat yang diketahui {until_words(step.as_of, step.as_of)}:")
        for sentence in sentences_of(step):
            say(f"- {sentence}")


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
        records = _entering(texts_of(files), on_file)
        seen = preview_rules(office, act, records)
    if output is Format.JSON:
        _write_json(preview_values(seen))
        return
    _show(seen.effect, "Bila aturan ini dicatat")
    for sentence in sentences_of(seen.consequences):
        console.print(escape(sentence))


def ahead(data: Data = OFFICE_FOLDER, as_of: Today = None, output: Output = Format.CSV) -> None:
    """Lihat apa yang terkena bila level naik pekan depan."""
    act = _act(as_of, "Koordinator")
    with office_of_folder(data) as office:
        outlook = look_ahead(office, act)
    if outlook is None:
        say("Level yang lebih ketat tidak mengubah kunjungan pekan depan.")
        return
    if output is Format.JSON:
        _write_json(level_values(outlook))
        return
    days = span_words(outlook.first, outlook.last)
    _show(outlook.effect, f"Bila level {outlook.level}, {days}")


def propose(files: Files, by: Person, data: Data = OFFICE_FOLDER, as_of: Today = None) -> None:
    """Usulkan aturan; belum berlaku sampai diperiksa orang lain."""
    texts = texts_of(files)
    with office_of_folder(data) as office:
        with office.database.reading() as store:
            on_file = list(store.rules.list_records())
        records = _entering(texts, on_file)
        act = _act(as_of, by)
        foretold = preview_consequences(office, act, records)
        done = propose_rules(office, act, records)
    for sentence in sentences_of(foretold):
        say(f"Bila disahkan: {sentence}")
    say(f"{done.added['records']} catatan diusulkan oleh {by}. Perlu diperiksa orang lain.")


def pending(data: Data = OFFICE_FOLDER, as_of: Today = None) -> None:
    """Tampilkan usulan yang menunggu pemeriksaan.

    Dengan --as-of: yang menunggu pada akhir hari itu.
    """
    with office_of_folder(data) as office:
        proposals = list_proposals(office, until=day_of(as_of, name="--as-of"))
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
    for name in sorted(confirmed_ids(done.update.records) - {*ids}):
        say(f"Dasarnya ikut disahkan: {name}.")
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


def _entering(
    texts: Sequence[tuple[str, str]], on_file: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    """Return the records of files that are to be entered in an office, and tell their doubts."""
    read = check_files(texts, existing=on_file, entering=True)
    for warning in [each for reading in read for each in reading.warnings]:
        say(f"Peringatan: {warning}")
    return [record for reading in read for record in reading.records]


def _act(as_of: str | None, who: str) -> Act:
    clock = clock_at(day_of(as_of, name="--as-of"))
    return Act(at=clock.now(), day=clock.today(), who=who)


def _write_json(values: dict[str, object]) -> None:
    console.file.write(json.dumps(values, indent=1, ensure_ascii=False) + "\n")


def _show(effect: VisitsPreview, title: str) -> None:
    figures_table(
        title,
        [
            ("kunjungan berubah", effect.visits),
            *((f"  {EVENTS[kind].lower()}", count) for kind, count in effect.kinds.items()),
            ("warga terkena", effect.people),
            ("permohonan menunggu yang bergeser", effect.waiting),
        ],
    )
    table = Table("kelurahan", "kunjungan", "warga")
    for area in effect.areas:
        table.add_row(f"{area.name} ({area.code})", str(area.visits), str(area.people))
    if effect.areas:
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
