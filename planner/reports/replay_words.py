"""A replay in plain words, for a head of office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final

from planner.domain.areas import CITY
from planner.domain.indonesian import day_words, span_words
from planner.domain.vocabulary import Line, Outcome
from planner.rules.hindsight import Replay
from planner.rules.history import STOPPED, Run, runs, stopped_by_rules

LINE_NAMES: Final = {
    Line.PERMUKIMAN: "Permukiman",
    Line.PERUSAHAAN: "Perusahaan",
    Line.PELAJAR: "Pelajar",
    Line.AKI_NINI: "Aki Nini (rumah)",
    Line.PERKAWINAN: "Perkawinan",
}
#: Legal bases named for one stop, and stops named at all.
_BASES: Final = 6
_STOPS: Final = 3
_FILES: Final = {
    "timeline.csv": "rentang hari dengan keputusan yang sama",
    "days.csv": "keputusan hari demi hari",
    "changes.csv": "hari keputusan atau batasannya berubah",
    "gaps.csv": "hari tanpa aturan yang diketahui",
    "late.csv": "aturan yang baru diketahui setelah berlaku, dan keputusan yang seharusnya lain",
    "lead.csv": "jarak hari antara diketahui dan berlaku",
    "conflicts.csv": "sumber yang berbeda dan catatan yang perlu diperiksa",
}
_CHART: Final = {"timeline.png, timeline.svg": "gambar"}


def areas_words(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Return which areas, in a few words."""
    if len(codes) == 1:
        return "Kota Sukabumi" if codes[0] == CITY else names.get(codes[0], codes[0])
    kelurahan = all(code.count(".") == 3 for code in codes)
    return f"{len(codes)} {'kelurahan' if kelurahan else 'wilayah'}"


def source_words(replay: Replay, *, left_out: int = 0) -> str:
    """Return the line that says where a picture comes from."""
    records = len({record.id for record in replay.book.records})
    evidence = Counter(record.evidence.value for record in replay.book.records)
    shown = "Sumber: " + f"{records} catatan aturan, {evidence['documented']} terdokumentasi; "
    rest = f" {left_out} rangkaian wilayah lain ada di timeline.csv." if left_out else ""
    return f"{shown}arti level bagi kunjungan menurut kebijakan kantor. Angka: ringkasan.md.{rest}"


def replay_summary(replay: Replay, names: Mapping[str, str], *, chart: bool) -> str:
    """Return the summary of ``replay`` as Markdown; with ``chart`` a picture stands beside it."""
    lines = (
        *_head(replay, names),
        *_days_of_lines(replay),
        *_stops(replay, names),
        *_gaps(replay, names),
        *_late(replay),
        *_to_check(replay),
        *_files(chart=chart),
    )
    return "\n".join(lines) + "\n"


def _head(replay: Replay, names: Mapping[str, str]) -> Iterator[str]:
    days = replay.days
    yield "# Ringkasan: kunjungan Sijempol menurut aturan"
    yield ""
    yield f"- Masa: {span_words(days[0].day, days[-1].day)} ({len(days)} hari)."
    yield f"- Wilayah: {areas_words(replay.area_codes, names)}."
    if replay.calendar is None:
        yield "- Hanya aturan yang dihitung. Akhir pekan dan hari libur dianggap hari kerja."
    else:
        closed = sum(day.closed for day in days)
        yield f"- Hari kerja: {len(days) - closed}. Akhir pekan dan hari libur: {closed}."
    yield "- Tiap hari diputuskan menurut yang diketahui pada hari itu."
    yield "- Ini saran aturan untuk permohonan biasa, bukan catatan kunjungan yang nyata."
    yield ""


def _days_of_lines(replay: Replay) -> Iterator[str]:
    kind = "Hari" if replay.calendar is None else "Hari kerja"
    yield f"## {kind} tiap jalur"
    yield ""
    yield (
        "| Jalur | Berjalan | Terbatas | Dijadwalkan ulang | Dihentikan sementara "
        "| Belum pasti | Keputusan berubah | Pemberitahuan (median) |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for line in Line:
        cells = [LINE_NAMES[line], *_counts(replay, line), *_changes(replay, line)]
        yield "| " + " | ".join(cells) + " |"
    yield ""
    if len(replay.area_codes) > 1:
        yield "Dua angka berarti paling sedikit dan paling banyak antarwilayah."
    yield "Pemberitahuan: berapa hari sebelumnya keputusan baru sudah dapat diketahui."
    yield ""


_COUNTED: Final = (Outcome.GO, Outcome.GO_LIMITED, Outcome.MOVE, Outcome.HOLD, Outcome.REVIEW)


def _counts(replay: Replay, line: Line) -> list[str]:
    tracks = [track for track in replay.tracks if track.ask.line is line]
    counted = [Counter(day.ruled.outcome for day in track.open_days) for track in tracks]
    return [_range(count[outcome] for count in counted) for outcome in _COUNTED]


def _changes(replay: Replay, line: Line) -> list[str]:
    """Return the number of changes of the decision and their median notice."""
    changes = [c for c in replay.changes if c.ask.line is line and c.of_outcome]
    areas = Counter(change.ask.area_code for change in changes)
    lead_days = [change.lead_days for change in changes if change.lead_days is not None]
    median_words = (
        f"{median(lead_days):g}".replace(".", ",") + " hari" if lead_days else "tidak ada"
    )
    return [_range(areas[code] for code in replay.area_codes), median_words]


def _range(figures: Iterable[int]) -> str:
    ordered = sorted(figures)
    least, most = ordered[0], ordered[-1]
    return str(least) if least == most else f"{least}-{most}"


def _stops(replay: Replay, names: Mapping[str, str]) -> Iterator[str]:
    yield "## Penghentian terlama"
    yield ""
    alike: dict[tuple[date, date], list[Run]] = {}
    for track in replay.tracks:
        for run in runs(track, stopped_by_rules):
            if run.day_decision.ruled.outcome in STOPPED:
                alike.setdefault((run.first, run.last), []).append(run)
    ordered = sorted(alike.values(), key=lambda stop: (-len(stop[0].days), stop[0].first))
    if not ordered:
        yield "Tidak ada."
    for nth, stop in enumerate(ordered[:_STOPS], 1):
        first = stop[0]
        lines = ", ".join(dict.fromkeys(LINE_NAMES[run.ask.line] for run in stop))
        codes = tuple(dict.fromkeys(run.ask.area_code for run in stop))
        going = (
            " Masih berlangsung pada akhir masa ini." if first.last == replay.days[-1].day else ""
        )
        yield f"{nth}. **{lines}**: {span_words(first.first, first.last)}, {len(first.days)} hari."
        yield f"   Wilayah: {areas_words(codes, names)}.{going}"
        yield "   Dasar:"
        yield from (f"   - {basis}" for basis in _bases(stop))
    yield ""


def _bases(stop: Sequence[Run]) -> list[str]:
    """Return the bases of a stop, in the order in which they came to bind, each with its id."""
    seen = dict.fromkeys(
        f"{blocker.basis} ({blocker.rule_id})"
        for run in stop
        for day in run.days
        for blocker in day.ruled.blockers
    )
    bases = list(seen)
    rest = len(bases) - _BASES
    return bases if rest <= 0 else [*bases[:_BASES], f"dan {rest} dasar lain (timeline.csv)"]


def _gaps(replay: Replay, names: Mapping[str, str]) -> Iterator[str]:
    yield "## Hari tanpa aturan yang diketahui"
    yield ""
    alike: dict[tuple[date, date, date | None], list[str]] = {}
    for gap in replay.gaps:
        key = (gap.days[0], gap.days[-1], gap.known_on)
        alike.setdefault(key, []).append(gap.area_code)
    if not alike:
        yield "Tidak ada."
    for (first, last, known_on), codes in sorted(alike.items(), key=lambda pair: pair[0][:2]):
        later = (
            "aturannya tidak pernah diketahui"
            if known_on is None
            else f"aturannya baru diketahui {day_words(known_on)}"
        )
        yield f"- {span_words(first, last)}, {areas_words(codes, names)}: {later}."
    yield ""


def _late(replay: Replay) -> Iterator[str]:
    yield "## Terlambat diketahui"
    yield ""
    if not replay.late:
        yield "Tidak ada."
    for late, others in replay.late:
        what = "akhirnya" if late.of_end else "mulainya"
        yield (
            f"- {late.record.title} ({late.record.id}): {what} diketahui "
            f"{span_words(late.known_on, late.known_on)}, terlambat {late.days} hari."
        )
        lines = ", ".join(dict.fromkeys(LINE_NAMES[other.ask.line] for other in others))
        yield (
            f"  Keputusan yang seharusnya lain: {len(others)} ({lines})."
            if others
            else "  Tidak ada keputusan yang berubah karenanya."
        )
    yield ""


def _to_check(replay: Replay) -> Iterator[str]:
    kinds = Counter(dispute.kind for dispute in replay.disputes)
    yield "## Perlu diperiksa"
    yield ""
    yield f"- Keputusan tertahan karena sumber berbeda: {kinds['conflict']}."
    yield f"- Catatan yang berbeda dengan catatan lain: {kinds['disputed']}."
    yield f"- Catatan yang meragukan: {kinds['doubt']}."
    yield ""


def _files(*, chart: bool) -> Iterator[str]:
    yield "## Berkas"
    yield ""
    files = _FILES | _CHART if chart else _FILES
    yield from (f"- `{name}`: {what}." for name, what in files.items())
