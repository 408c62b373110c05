"""Draw bands over time, one panel a year: word, pattern and colour, legible without colour."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from maps.timeline_content import Band, BandStyle, Mark, Span, TimelineChart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches: the picture's width, a band, a thin band, a panel's months, title and legend.
_WIDTH: Final = 15.0
_BAND: Final = 0.34
_PANEL: Final = 0.62
_HEAD: Final = 1.0
_FOOT: Final = 1.0
_DPI: Final = 110
#: Days a span needs for its word to fit, for each letter of it.
_DAYS_A_LETTER: Final = 2.7


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """The chart as PNG and as SVG; equal facts give equal bytes."""

    png: bytes
    svg: bytes


def draw_timeline(chart: TimelineChart) -> TimelinePicture:
    """Return ``chart`` as pictures.

    No date, no program version, no random ids: the same facts are the same bytes. A dollar sign
    in a text is a dollar sign.
    """
    settings = rc_context(
        {
            "svg.hashsalt": "timeline",
            "svg.fonttype": "path",
            "hatch.linewidth": 0.7,
            "font.family": ["DejaVu Sans"],
            "font.size": 9,
            "text.parse_math": False,
        }
    )
    with settings:
        figure = _figure(chart)
        return TimelinePicture(
            png=_saved(figure, "png", {"Software": None}),
            svg=_saved(figure, "svg", {"Date": None, "Creator": None, "Title": chart.title}),
        )


def _saved(figure: Figure, form: str, metadata: dict[str, str | None]) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format=form, dpi=_DPI, metadata=metadata)
    return out.getvalue()


def _figure(chart: TimelineChart) -> Figure:
    """Return the figure: title, a panel a year, legend and source below."""
    panel = _PANEL + _BAND * len(chart.bands)
    height = _HEAD + _FOOT + panel * len(chart.years)
    figure = Figure(figsize=(_WIDTH, height), facecolor="white")
    FigureCanvasAgg(figure)
    left, width = _margin(chart), 0.985
    for nth, year in enumerate(chart.years):
        bottom = height - _HEAD - panel * (nth + 1) + 0.12
        box = (left, bottom / height, width - left, (panel - _PANEL) / height)
        _panel(figure.add_axes(box), chart, year)
    figure.text(0.012, 1 - 0.3 / height, chart.title, size=15, weight="bold", va="center")
    figure.text(0.012, 1 - 0.6 / height, chart.subtitle, size=10.5, va="center")
    figure.text(0.012, 0.2 / height, chart.source, size=8, va="center", color="#333333")
    _legend(figure, chart, height)
    return figure


def _margin(chart: TimelineChart) -> float:
    """Return the share of the width that the labels need."""
    letters = max(len(line) for band in chart.bands for line in band.label.split("\n"))
    return min(0.3, 0.02 + letters * 0.0052)


def _panel(axes: Axes, chart: TimelineChart, year: int) -> None:
    """Draw one year; days outside the chart stay empty."""
    start = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - start).days
    axes.set_xlim(0, days)
    axes.set_ylim(len(chart.bands), 0)
    axes.set_yticks(
        [place + 0.5 for place in range(len(chart.bands))], [band.label for band in chart.bands]
    )
    months = [(date(year, month, 1) - start).days for month in range(1, 13)]
    axes.set_xticks([at + 15 for at in months], chart.months)
    axes.tick_params(length=0)
    axes.xaxis.tick_top()
    for at in months[1:]:
        axes.axvline(at, color="#777777", linewidth=0.5, zorder=3)
    for place in range(1, len(chart.bands)):
        axes.axhline(place, color="white", linewidth=2.5, zorder=2.2)
    for outside in _outside(chart, start, days):
        axes.axvspan(*outside, facecolor="white", edgecolor="none", zorder=4)
    for side in axes.spines.values():
        side.set_zorder(4.5)
    axes.set_ylabel(str(year), rotation=0, weight="bold", size=13)
    axes.yaxis.set_label_coords(-0.001, 1.0 + 0.2 / (_BAND * len(chart.bands)))
    axes.yaxis.label.set_horizontalalignment("right")
    for place, band in enumerate(chart.bands):
        _band(axes, chart, place, band, (start, days))
    for mark in chart.marks:
        _mark(axes, mark, (start, days), len(chart.bands))


def _outside(chart: TimelineChart, start: date, days: int) -> list[tuple[int, int]]:
    """Return the parts of a panel's year that the chart says nothing of."""
    first, end = (chart.first - start).days, (chart.last - start).days + 1
    return [part for part in ((0, first), (end, days)) if part[0] < part[1]]


def _band(
    axes: Axes, chart: TimelineChart, place: int, band: Band, panel: tuple[date, int]
) -> None:
    """Draw the spans of one band that reach into the panel's year."""
    height, top = (0.5, place + 0.25) if band.quiet else (0.88, place + 0.06)
    for style in chart.styles:
        seen = [
            cut for span in band.spans if span.style == style.key and (cut := _cut(span, panel))
        ]
        if not seen:
            continue
        axes.broken_barh(
            seen,
            (top, height),
            facecolor=style.fill,
            hatch=style.hatch,
            edgecolor=style.ink if style.hatch else style.fill,
            linewidth=0,
        )
        if band.quiet:
            continue
        for at, length in seen:
            axes.vlines([at, at + length], top, top + height, color="#111111", linewidth=0.8)
            _word(axes, (at + length / 2, place + 0.5), style, length)


def _word(axes: Axes, at: tuple[float, float], style: BandStyle, days: int) -> None:
    """Write the word that has room, on a plate so that the pattern does not disturb it."""
    fitting = [word for word in (style.word, style.short) if days >= _DAYS_A_LETTER * len(word)]
    if fitting and fitting[0]:
        plate = {"facecolor": "white", "edgecolor": "none", "boxstyle": "round,pad=0.15"}
        axes.text(*at, fitting[0], ha="center", va="center", size=8.5, zorder=5, bbox=plate)


def _cut(span: Span | Mark, panel: tuple[date, int]) -> tuple[int, int] | None:
    """Return start and length in days within the panel; None where it lies outside."""
    start, days = panel
    first = max(0, (span.first - start).days)
    end = min(days, (span.last - start).days + 1)
    return (first, end - first) if end > first else None


def _mark(axes: Axes, mark: Mark, panel: tuple[date, int], bands: int) -> None:
    """Frame the days of a mark over all bands and write its text below them."""
    cut = _cut(mark, panel)
    if cut is None:
        return
    at, length = cut
    axes.axvspan(at, at + length, facecolor="none", edgecolor="#111111", linewidth=1.6, zorder=6)
    if not mark.text:
        return
    right = at > 0.6 * panel[1]
    axes.annotate(
        mark.text,
        (at + length / 2, bands),
        xytext=(-10 if right else 10, -13),
        textcoords="offset points",
        ha="right" if right else "left",
        va="center",
        size=8.5,
        weight="bold",
        arrowprops={"arrowstyle": "-|>", "color": "#111111"},
        annotation_clip=False,
    )


def _legend(figure: Figure, chart: TimelineChart, height: float) -> None:
    """Draw one patch a style, in the order given."""
    patches: Sequence[Patch] = [
        Patch(
            facecolor=style.fill,
            hatch=style.hatch,
            edgecolor=style.ink if style.hatch else "#111111",
            linewidth=0.6,
            label=style.word,
        )
        for style in chart.styles
    ]
    figure.legend(
        handles=list(patches),
        loc="center left",
        bbox_to_anchor=(0.005, 0.5 / height),
        ncols=len(patches),
        frameon=False,
        fontsize=9.5,
        handlelength=3.2,
        handleheight=1.5,
    )
