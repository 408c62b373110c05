"""The chart of bands over time: what is drawn where, legible without colour, the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from PIL import Image

from maps.timeline import draw_timeline
from maps.timeline_content import Band, BandStyle, Mark, Span, TimelineChart, spans_of

STYLES = (
    BandStyle(key="on", word="Berjalan", short="Jalan", fill="#ffffff"),
    BandStyle(key="off", word="Dihentikan sementara", short="Berhenti", fill="#202020"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


LONG = "Kata yang terlalu panjang untuk pita mana pun di sini"


def chart(**given: Any) -> TimelineChart:
    facts: dict[str, Any] = {
        "title": "Judul uji",
        "subtitle": "Anak judul",
        "source": "Sumber: uji",
        "first": date(2021, 1, 1),
        "last": date(2021, 12, 31),
        "bands": (
            Band(
                label="Jalur",
                spans=(
                    Span(first=date(2021, 1, 1), last=date(2021, 6, 30), style="on"),
                    Span(first=date(2021, 7, 1), last=date(2021, 12, 31), style="off"),
                ),
            ),
        ),
        "styles": STYLES,
        "months": MONTHS,
    }
    return TimelineChart(**{**facts, **given})


def pixels(chart: TimelineChart) -> Any:
    return np.asarray(Image.open(io.BytesIO(draw_timeline(chart).png)).convert("L"))


def dark_columns(chart: TimelineChart) -> Any:
    """Return for each column of the picture the share of its dark pixels."""
    return (pixels(chart) < 80).mean(axis=0)


def test_the_same_facts_are_the_same_bytes() -> None:
    first, second = draw_timeline(chart()), draw_timeline(chart())
    assert first == second
    assert first != draw_timeline(chart(title="Judul lain"))


def test_the_bytes_tell_no_date_and_no_program() -> None:
    picture = draw_timeline(chart())
    assert picture.png.startswith(b"\x89PNG")
    assert b"Software" not in picture.png
    for word in (b"<dc:date>", b"Matplotlib v", b"<dc:creator>"):
        assert word not in picture.svg
    assert b"Judul uji" in picture.svg


def test_a_stop_is_dark_where_it_holds_even_in_grey() -> None:
    share = dark_columns(chart())
    width = len(share)
    before = share[int(0.15 * width) : int(0.45 * width)]
    after = share[int(0.6 * width) : int(0.95 * width)]
    assert after.mean() > 5 * before.mean()


def test_patterns_tell_states_of_one_colour_apart() -> None:
    plain = chart(styles=tuple(replace(style, fill="#dddddd") for style in STYLES))
    hatched = replace(
        plain, styles=(plain.styles[0], replace(plain.styles[1], hatch="xx", ink="#000000"))
    )
    assert dark_columns(hatched).mean() > 1.2 * dark_columns(plain).mean()


def test_a_span_with_no_room_for_its_word_carries_the_short_one_or_none() -> None:
    def drawn(days: int) -> Any:
        end = date(2021, 3, 1).fromordinal(date(2021, 3, 1).toordinal() + days - 1)
        band = Band(label="Jalur", spans=(Span(first=date(2021, 3, 1), last=end, style="off"),))
        wordless = tuple(replace(style, word=LONG, short="") for style in STYLES)
        mute = replace(chart(bands=(band,)), styles=wordless)
        full = replace(mute, styles=(mute.styles[0], replace(mute.styles[1], short="Berhenti")))
        return (pixels(full) != pixels(mute)).sum()

    assert drawn(5) == 0
    assert drawn(60) > 100


def test_every_year_has_a_panel() -> None:
    one, three = chart(), chart(first=date(2020, 3, 14), last=date(2022, 12, 30))
    assert pixels(three).shape[0] > 1.5 * pixels(one).shape[0]
    assert list(three.years) == [2020, 2021, 2022]


def test_a_mark_frames_its_days_and_says_why() -> None:
    mark = Mark(first=date(2021, 2, 9), last=date(2021, 2, 11), text="tanpa aturan")
    bare, framed = pixels(chart()), pixels(chart(marks=(mark,)))
    mute = pixels(chart(marks=(replace(mark, text=""),)))
    assert 0 < (bare != mute).sum() < (bare != framed).sum()
    elsewhere = replace(mark, first=date(2024, 2, 9), last=date(2024, 2, 11))
    assert (pixels(chart(marks=(elsewhere,))) == bare).all()


def test_a_dollar_sign_is_no_formula() -> None:
    assert draw_timeline(chart(title="Rp $ dan $ lagi \\frac")).png


def test_the_source_text_never_becomes_markup() -> None:
    svg = draw_timeline(chart(title="<script>alert(1)</script>")).svg
    assert b"<script" not in svg


def test_neighbours_of_one_style_become_one_span() -> None:
    days = [(date(2021, 1, n), style) for n, style in enumerate("aabba", start=1)]
    spans = [(span.first.day, span.last.day, span.style) for span in spans_of(days)]
    assert spans == [(1, 2, "a"), (3, 4, "b"), (5, 5, "a")]
    apart = spans_of([(date(2021, 1, 1), "a"), (date(2021, 1, 3), "a")])
    assert [span.first.day for span in apart] == [1, 3]
    assert spans_of([]) == ()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"last": date(2020, 1, 1)}, "before it begins"),
        ({"months": ("Jan",)}, "12 words"),
        ({"bands": ()}, "needs a band"),
        ({"last": date(2040, 1, 1)}, "at most 12 years"),
        ({"styles": STYLES[:1]}, "no style for 'off'"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        chart(**given)


def test_a_span_runs_forward() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Span(first=date(2021, 1, 2), last=date(2021, 1, 1), style="on")
