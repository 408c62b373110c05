"""What a chart of bands over time is given: styles, bands, marks. Text is plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

#: The most panels one picture holds.
_MOST_YEARS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BandStyle:
    """How days of one state look: a word, a fill "#rrggbb" and a hatch of Matplotlib.

    ``short`` stands in a band where ``word`` has no room.
    """

    key: str
    word: str
    fill: str
    short: str = ""
    hatch: str = ""
    ink: str = "#111111"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from ``first`` to ``last``, both included, in the style of that key."""

    first: date
    last: date
    style: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"span ends {self.last}, before it begins {self.first}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A row of the picture; a ``quiet`` one carries no words, as for days off."""

    label: str
    spans: tuple[Span, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Days framed over all bands, with a short text below them (empty: the frame alone)."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChart:
    """What is drawn from ``first`` to ``last``, both included; ``months`` are twelve words."""

    title: str
    subtitle: str
    source: str
    first: date
    last: date
    bands: tuple[Band, ...]
    styles: tuple[BandStyle, ...]
    months: tuple[str, ...]
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the chart ends {self.last}, before it begins {self.first}")
        if len(self.months) != 12:
            raise ValueError(f"expected 12 words for months, got {len(self.months)}")
        if not self.bands:
            raise ValueError("a chart needs a band")
        if self.last.year - self.first.year >= _MOST_YEARS:
            raise ValueError(f"a chart holds at most {_MOST_YEARS} years")
        unknown = {span.style for band in self.bands for span in band.spans} - self.style_keys
        if unknown:
            raise ValueError(f"no style for '{min(unknown)}'")

    @property
    def style_keys(self) -> set[str]:
        """The keys of the styles."""
        return {style.key for style in self.styles}

    @property
    def years(self) -> range:
        """The years drawn, one panel each."""
        return range(self.first.year, self.last.year + 1)


def spans_of(days: Sequence[tuple[date, str]]) -> tuple[Span, ...]:
    """Return days with their style as spans: neighbours of one style become one."""
    spans: list[Span] = []
    for day, style in days:
        joined = spans and spans[-1].style == style and spans[-1].last + timedelta(1) == day
        if joined:
            spans[-1] = Span(first=spans[-1].first, last=day, style=style)
        else:
            spans.append(Span(first=day, last=day, style=style))
    return tuple(spans)
