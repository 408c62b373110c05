"""What stands around a map: its notes, its legend, and the patterns its areas are filled with."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from maps.map_content import MapWords, StatusMap, StepMap, StyleRule, TourMap

#: Line colours with the dashes that tell them apart without colour.
LINES: Final = (
    ("#0a4a63", ""),
    ("#744700", "10 5"),
    ("#5b3885", "2 6"),
    ("#005c46", "14 4 3 4"),
    ("#0b4b99", "6 4"),
    ("#8a1c4a", "1 4 8 4"),
)
EDGE: Final = "#465660"


def notes(facts: StatusMap | TourMap | StepMap, words: MapWords) -> str:
    """Return the sentences above a map as safe markup."""
    sentences = [facts.note, words.approximate if facts.approximate else ""]
    return "".join(f'<p class="peta-catatan">{escape(text)}</p>' for text in sentences if text)


def legend(rows: Sequence[tuple[str, str]], words: MapWords) -> str:
    """Return the legend: a drawn sample, which is safe markup, and its words."""
    items = "".join(f"<li>{sample}<span>{escape(text)}</span></li>" for sample, text in rows)
    return f'<ul class="peta-kunci" aria-label="{escape(words.legend)}">{items}</ul>'


def swatch(fill: str) -> str:
    """Return a sample of an area's fill."""
    return _sample(f'<rect width="40" height="20" fill="{fill}" stroke="{EDGE}"/>')


def dash(index: int) -> str:
    """Return a sample of a tour's line."""
    colour, dash = LINES[index]
    return _sample(
        f'<path d="M1 10H39" stroke="{colour}" stroke-width="4" stroke-dasharray="{dash}"/>'
    )


def disc(fill: str, number: str) -> str:
    """Return a sample of a stop's mark."""
    text = f'<text x="20" y="15" text-anchor="middle" font-size="13" fill="#fff">{number}</text>'
    radius = 10 if number else 6
    return _sample(f'<circle cx="20" cy="10" r="{radius}" fill="{fill}"/>{text if number else ""}')


def _sample(drawn: str) -> str:
    return f'<svg width="40" height="20" aria-hidden="true" focusable="false">{drawn}</svg>'


def fill(rule: StyleRule, map_id: str) -> str:
    """Return the fill of areas of one style, in SVG's words."""
    return rule.fill if rule.pattern == "plain" else f"url(#{map_id}-{rule.key})"


def patterns(styles: Sequence[StyleRule], map_id: str) -> str:
    """Return the SVG patterns that areas are filled with."""
    marks = {
        "dots": '<circle cx="4" cy="4" r="1.1" fill="#744700" fill-opacity="0.6"/>',
        "hatch": '<path d="M0 8L8 0" stroke="#3a4450" stroke-width="1" stroke-opacity="0.7"/>',
        "lines": '<path d="M0 4H8" stroke="#3a4450" stroke-width="1" stroke-opacity="0.7"/>',
    }
    made = "".join(
        f'<pattern id="{map_id}-{rule.key}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{rule.fill}"/>'
        f"{marks[rule.pattern]}</pattern>"
        for rule in styles
        if rule.pattern in marks
    )
    return f'<svg class="peta-pola" aria-hidden="true" focusable="false"><defs>{made}</defs></svg>'
