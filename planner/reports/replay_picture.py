"""A replay as a chart: a band a programme line, over the years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from maps.timeline_content import Band, BandStyle, Mark, TimelineChart, spans_of
from planner.domain.indonesian import short_day, span_words
from planner.domain.vocabulary import Line, Outcome
from planner.reports.replay_words import LINE_NAMES, areas_words, source_words
from planner.rules.hindsight import Replay
from planner.rules.history import DayDecision, Track

#: How each outcome looks; light to dark as service gets less, so that grey prints tell it too.
STYLES: Final = {
    Outcome.GO: BandStyle(key="go", word="Berjalan", short="Jalan", fill="#e3f4e1"),
    Outcome.GO_LIMITED: BandStyle(
        key="limited", word="Terbatas", fill="#f6d55c", hatch="..", ink="#6b5500"
    ),
    Outcome.MOVE: BandStyle(
        key="move",
        word="Dijadwalkan ulang (bergeser)",
        short="Bergeser",
        fill="#e58a4e",
        hatch="//",
        ink="#4a2000",
    ),
    Outcome.HOLD: BandStyle(
        key="hold",
        word="Dihentikan sementara",
        short="Berhenti",
        fill="#8c2f39",
        hatch="\\\\\\",
        ink="#ffffff",
    ),
    Outcome.REVIEW: BandStyle(key="review", word="Belum pasti", fill="#ffffff", hatch="xxxx"),
    Outcome.NOT_ELIGIBLE: BandStyle(
        key="unfit", word="Belum memenuhi syarat", fill="#b8c4d6", hatch="--"
    ),
}
_OFF: Final = BandStyle(key="off", word="Akhir pekan dan hari libur", fill="#5b6470")
#: How many different pasts of one line are drawn; the tables hold them all.
MOST_BANDS: Final = 4
#: Gaps pointed out in words.
MOST_TEXTS: Final = 4


def replay_chart(replay: Replay, names: Mapping[str, str]) -> TimelineChart:
    """Return the chart of ``replay``; ``names`` are the areas' names by code."""
    bands, left_out = _bands(replay, names)
    first, last = replay.days[0].day, replay.days[-1].day
    used = {day.ruled.outcome for track in replay.tracks for day in track.days}
    shown = [style for outcome, style in STYLES.items() if outcome in used | _ALWAYS]
    if replay.calendar is not None:
        shown.append(_OFF)
    return TimelineChart(
        title=f"Kunjungan Sijempol {span_words(first, last)}",
        subtitle=_subtitle(replay, names),
        source=source_words(replay, left_out=left_out),
        first=first,
        last=last,
        bands=bands,
        styles=tuple(shown),
        months=tuple(short_day(date(2020, month, 1)).split()[-1] for month in range(1, 13)),
        marks=tuple(_marks(replay)),
    )


_ALWAYS: Final = frozenset(Outcome) - {Outcome.NOT_ELIGIBLE}


def _subtitle(replay: Replay, names: Mapping[str, str]) -> str:
    calendar = (
        "hanya aturan, tanpa kalender"
        if replay.calendar is None
        else "akhir pekan dan hari libur di pita paling bawah"
    )
    where = areas_words(replay.area_codes, names)
    return f"{where}; menurut yang diketahui pada hari itu; {calendar}"


def _bands(replay: Replay, names: Mapping[str, str]) -> tuple[tuple[Band, ...], int]:
    """Return the bands, areas of one past together, and how many pasts found no room."""
    bands, left_out = [], 0
    for line in Line:
        groups: dict[tuple[Outcome, ...], list[Track]] = {}
        for track in replay.tracks:
            if track.ask.line is line:
                past = tuple(day.ruled.outcome for day in track.days)
                groups.setdefault(past, []).append(track)
        ordered = sorted(groups.values(), key=len, reverse=True)
        left_out += len(ordered[MOST_BANDS:])
        for tracks in ordered[:MOST_BANDS]:
            label = LINE_NAMES[line]
            if len(ordered) > 1:
                where = areas_words([track.ask.area_code for track in tracks], names)
                label = f"{label}, {where}"
            bands.append(Band(label=label, spans=spans_of(_states(tracks[0].days))))
    if replay.calendar is not None:
        off = [(day.day, _OFF.key) for day in replay.days if day.closed]
        bands.append(Band(label="Libur", spans=spans_of(off), quiet=True))
    return tuple(bands), left_out


def _states(days: Iterable[DayDecision]) -> list[tuple[date, str]]:
    return [(day.day, STYLES[day.ruled.outcome].key) for day in days]


def _marks(replay: Replay) -> Iterable[Mark]:
    """Yield one mark for each run of days without a known rule, over all areas.

    The longest ones carry a text; more of them would hide each other.
    """
    days = sorted({day for gap in replay.gaps for day in gap.days})
    spans = spans_of([(day, "gap") for day in days])
    longest = sorted(spans, key=lambda span: span.first - span.last)[:MOST_TEXTS]
    for span in spans:
        text = f"{span_words(span.first, span.last)}: tanpa aturan yang diketahui"
        yield Mark(first=span.first, last=span.last, text=text if span in longest else "")
