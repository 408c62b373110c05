"""What a map is given: shapes, points and lines with their words. Text is plain, never markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_PATTERNS: Final = ("plain", "dots", "hatch", "lines")
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LINK: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    """How areas of one state look: a fill and a pattern, so that colour is never alone."""

    key: str
    label: str
    fill: str
    pattern: str = "plain"

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"style key '{self.key}' must be lower case letters and digits")
        if not _COLOUR.fullmatch(self.fill):
            raise ValueError(f"style {self.key}: fill '{self.fill}' must be like #a0b1c2")
        if self.pattern not in _PATTERNS:
            raise ValueError(f"style {self.key}: pattern must be one of {', '.join(_PATTERNS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShape:
    """An area with its state. ``geometry`` is a GeoJSON geometry; ``lines`` its words.

    ``group`` is the name of the larger area that holds it: areas of one group are drawn with
    a thick line around them all and the group's name on it.
    """

    code: str
    name: str
    geometry: Mapping[str, object]
    style_key: str
    label: str
    lines: tuple[str, ...] = ()
    href: str | None = None
    group: str = ""

    def __post_init__(self) -> None:
        refuse_foreign(self.href)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPoint:
    """A stop of a tour: WGS84 degrees, its number in the tour, the tour's group."""

    lat: float
    lon: float
    title: str
    lines: tuple[str, ...]
    number: int
    group: str
    href: str | None = None

    def __post_init__(self) -> None:
        refuse_foreign(self.href)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourLine:
    """A tour as a line through (lat, lon) points; tours of one group are shown together.

    ``color_index`` picks the line's colour and dashes, ``kind`` says in the legend what they
    stand for.
    """

    points: tuple[Point, ...]
    title: str
    group: str
    color_index: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A stop of the slider: a group of layers, what is said of it, and its day as a number."""

    group: str
    label: str
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMap:
    """The state of areas on a day. ``approximate`` shapes are labelled so."""

    title: str
    areas: tuple[AreaShape, ...]
    styles: tuple[StyleRule, ...]
    note: str = ""
    approximate: bool = False

    def __post_init__(self) -> None:
        if not self.areas:
            raise ValueError("a map of states needs at least one area")
        unknown = {area.style_key for area in self.areas} - {rule.key for rule in self.styles}
        if unknown:
            raise ValueError(f"no style for {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TourMap:
    """Tours by group, on a faint background of areas. ``depot`` is (lat, lon, label).

    ``shown`` names the groups shown at first (empty: the first group only), the others are
    shown on demand: by a slider over ``slides``, or in a box of all groups where there are none.
    ``approximate`` areas are labelled so.
    """

    title: str
    depot: tuple[float, float, str]
    stops: tuple[StopPoint, ...]
    lines: tuple[TourLine, ...]
    areas: tuple[AreaShape, ...] = ()
    note: str = ""
    approximate: bool = False
    shown: tuple[str, ...] = ()
    slides: tuple[Slide, ...] = ()

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("a map of tours needs at least one tour")
        unknown = {slide.group for slide in self.slides} - {line.group for line in self.lines}
        if unknown:
            raise ValueError(f"no tour in {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The state of areas at one step of a slider; ``label`` says it in full."""

    name: str
    label: str
    areas: tuple[AreaShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMap:
    """States of the same areas one after another, as before and after a change."""

    title: str
    steps: tuple[Step, ...]
    styles: tuple[StyleRule, ...]
    note: str = ""
    approximate: bool = False

    def __post_init__(self) -> None:
        if len({step.name for step in self.steps}) < max(2, len(self.steps)):
            raise ValueError("a map of steps needs two steps or more, each with its own name")
        used = {area.style_key for step in self.steps for area in step.areas}
        unknown = used - {rule.key for rule in self.styles}
        if unknown:
            raise ValueError(f"no style for {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWords:
    """The words of the map's own controls and notes, in the language of its page.

    ``needs_script`` stands where no script runs, ``approximate`` above areas whose shapes are.
    ``spans`` are how many days from the chosen one are shown together, each with its word.
    """

    zoom_in: str
    zoom_out: str
    needs_script: str
    open_link: str
    close: str
    choose: str
    approximate: str
    legend: str
    numbers: str
    depot: str
    slide: str
    earlier: str
    later: str
    show: str
    spans: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapParts:
    """A drawn map, for a page that allows no inline script and no inline style.

    ``body`` goes into the page, ``legend`` beside it; ``script`` and ``style`` are served as
    files of their own, after the assets named by ``scripts`` and ``styles``.
    """

    body: str
    legend: str
    script: str
    style: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


def refuse_foreign(href: str | None) -> None:
    """Refuse a link that leads off the site or is no plain path.

    Raises
    ------
    ValueError
        ``href`` is not a relative path of plain characters.
    """
    if href is not None and (not _LINK.fullmatch(href) or ".." in href):
        raise ValueError(f"link '{href[:60]}' must be a relative path on this site")
