"""The verb that replays a past."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.status import Status

import maps
from maps.timeline_content import TimelineChart
from planner.cli.decide_verbs import records_of
from planner.cli.screen import day_of, messages, say
from planner.domain.areas import CITY, lineage
from planner.domain.decisions import Ask
from planner.domain.errors import BadInput
from planner.domain.shipped_areas import shipped_areas
from planner.domain.vocabulary import Line
from planner.reports.replay_picture import replay_chart
from planner.reports.replay_tables import replay_tables
from planner.reports.replay_words import replay_summary
from planner.rules import shipped_records
from planner.rules.field_types import AREA_PATTERN
from planner.rules.hindsight import Replay, days_between
from planner.rules.hindsight import replay as replayed
from planner.rules.placing import NEIGHBOUR

#: The longest replay, in years: beyond it the tables outgrow a spreadsheet.
MOST_YEARS: Final = 10
NO_MATPLOTLIB: Final = (
    "Gambar linimasa perlu Matplotlib, yang belum terpasang. Pasang dengan: "
    "pip install matplotlib. Atau ulangi dengan --no-chart."
)

Drawer = Callable[[TimelineChart], "maps.TimelinePicture"]


def replay(
    out: Annotated[Path, typer.Option(help="Folder hasil: CSV, gambar, ringkasan.")],
    first: Annotated[str, typer.Option("--from", help="Hari pertama, TTTT-BB-HH.")],
    last: Annotated[str, typer.Option("--to", help="Hari terakhir, TTTT-BB-HH.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="YAML aturan; tanpa ini aturan 2020-2022."),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(help="Kode wilayah, boleh berulang; tanpa ini seluruh kota (32.72)."),
    ] = None,
    kelurahan_all: Annotated[
        bool, typer.Option("--kelurahan-all", help="Semua kelurahan kota.")
    ] = False,
    calendar: Annotated[
        bool,
        typer.Option("--calendar/--no-calendar", help="Hitung akhir pekan dan hari libur."),
    ] = True,
    chart: Annotated[
        bool, typer.Option("--chart/--no-chart", help="Gambar linimasa; perlu Matplotlib.")
    ] = True,
) -> None:
    """Putar ulang masa lalu menurut yang diketahui tiap hari.

    Hasil: linimasa keputusan tiap jalur dan wilayah, hari tanpa aturan, aturan yang terlambat
    diketahui, jarak pemberitahuan, sumber yang berbeda, gambar, dan ringkasan.md untuk
    pimpinan. Contoh: sijempol replay --from 2020-03-14 --to 2022-12-30 --out hasil
    """
    if out.exists() and not out.is_dir():
        raise _unwritable(out)
    draw = _drawer() if chart else None
    days = _days(first, last)
    codes = _areas(area or [], every=kelurahan_all)
    plain = records_of(files) if files else shipped_records()
    asks = [Ask(line=line, area_code=code) for code in codes for line in Line]
    with messages.status("Memutar ulang ...") as status:
        past = replayed(plain, asks, _telling(days, status), calendar=calendar)
        status.update("Menggambar dan menyusun tabel ...")
        results = _results(past, draw)
        write_whole(out, results)
    say(
        f"{len(days)} hari, {len(codes)} wilayah, {len(Line)} jalur: {len(results)} berkas di "
        f"{out}. Mulailah dari ringkasan.md."
    )


def _drawer() -> Drawer:
    """Return what draws the chart.

    Raises
    ------
    BadInput
        Matplotlib is not installed.
    """
    try:
        return maps.draw_timeline
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != "matplotlib":
            raise
        raise BadInput([NO_MATPLOTLIB]) from missing


def _results(past: Replay, draw: Drawer | None) -> dict[str, bytes]:
    """Return all that is written, by file name; the same replay gives the same bytes."""
    names = {code: area.name for code, area in shipped_areas().by_code.items()}
    files = replay_tables(past)
    if draw is not None:
        picture = draw(replay_chart(past, names))
        files |= {"timeline.png": picture.png, "timeline.svg": picture.svg}
    summary = replay_summary(past, names, chart=draw is not None)
    return {**files, "ringkasan.md": summary.encode()}


def _days(first: str, last: str) -> tuple[date, ...]:
    begin, end = day_of(first, name="--from"), day_of(last, name="--to")
    if begin is None or end is None:
        raise BadInput(["Isi --from dan --to."])
    if end < begin:
        raise BadInput([f"--to {end} mendahului --from {begin}. Tukar keduanya."])
    if (end - begin).days > MOST_YEARS * 366:
        raise BadInput(
            [f"Rentang {begin} sampai {end} lebih dari {MOST_YEARS} tahun. Bagi menjadi beberapa."]
        )
    return days_between(begin, end)


def _areas(codes: Sequence[str], *, every: bool) -> tuple[str, ...]:
    """Return the areas asked about, each once."""
    wrong = [
        f"--area: '{code}' bukan kode wilayah. Tulis misalnya 32.72.03.1002."
        for code in codes
        if not re.fullmatch(AREA_PATTERN, code)
    ]
    wrong += [
        f"--area: {code} di Kabupaten Sukabumi; kota memakai 32.72."
        for code in codes
        if NEIGHBOUR in lineage(code)
    ]
    if wrong:
        raise BadInput(wrong)
    kelurahan = [area.code for area in shipped_areas().at_level("kelurahan")] if every else []
    return tuple(dict.fromkeys([*codes, *kelurahan])) or (CITY,)


def _telling(days: Sequence[date], status: Status) -> Iterator[date]:
    """Yield ``days``, telling at each month how far the replay is."""
    for nth, day in enumerate(days):
        if day.day == 1:
            status.update(f"Memutar ulang {day:%Y-%m} ({nth * 100 // len(days)} persen) ...")
        yield day


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` into ``folder``: all of them, or none.

    Raises
    ------
    BadInput
        The folder cannot be made or written; what was there before is left as it was.
    """
    there = folder.is_dir()
    beside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".baru-", dir=folder))
        for name, content in files.items():
            (beside / name).write_bytes(content)
        for name in files:
            (beside / name).replace(folder / name)
    except OSError as error:
        raise _unwritable(folder) from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
        if not there:
            with suppress(OSError):
                folder.rmdir()


def _unwritable(folder: Path) -> BadInput:
    return BadInput(
        [f"Folder {folder} tidak bisa ditulis. Periksa letak, izin, dan sisa ruangnya."]
    )


#: The verbs of this file, by name.
VERBS: Final = {"replay": replay}
