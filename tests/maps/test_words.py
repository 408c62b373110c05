"""A map has no words of its own: all that people read or hear was given to it."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from html import unescape
from html.parser import HTMLParser

from maps import AreaShape, MapParts, MapWords, Slide, StyleRule
from tests.maps.builders import (
    WORDS,
    draw_status,
    draw_steps,
    draw_tours,
    make_status_map,
    make_step_map,
    make_tour_map,
    square,
)

NAMES = [each.name for each in fields(MapWords) if each.name != "spans"]
GIVEN = "[given] in words"
#: What a page reads aloud or shows besides its text.
SPOKEN = ("aria-label", "title", "alt", "placeholder")


class Read(HTMLParser):
    """Collects what a person reads or hears of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.words += [data.strip()] if re.search(r"[A-Za-z]", data) else []


def every_map() -> list[MapParts]:
    """Return one map of each kind, all of whose facts say GIVEN, all notes shown."""
    area = AreaShape(
        code="1", name=GIVEN, geometry=square(106.9), style_key="go", label=GIVEN, href="x.html"
    )
    styles = (StyleRule(key="go", label=GIVEN, fill="#9fd3be", pattern="hatch"),)
    status = make_status_map(area, title=GIVEN, styles=styles, note=GIVEN, approximate=True)
    slide = Slide(group=GIVEN, label=GIVEN, day=1)
    steps = make_step_map(GIVEN)
    return [
        draw_status(status),
        draw_tours(make_tour_map(GIVEN, approximate=True)),
        draw_tours(make_tour_map(GIVEN, slides=(slide,))),
        draw_steps(steps),
    ]


def given_words() -> set[str]:
    own = {str(getattr(WORDS, name)) for name in NAMES}
    return {GIVEN, *own, *(word for word, _ in WORDS.spans), "Berjalan", "Dihentikan sementara"}


def test_all_that_people_read_in_a_maps_markup_was_given() -> None:
    for drawn in every_map():
        read = Read(drawn.body + drawn.legend).words
        assert read
        assert set(read) <= given_words()


def texts_of(script: str) -> set[str]:
    """Return the texts in a script as a page would show them, names of one word left out."""
    literals = [json.loads(each) for each in re.findall(r'"(?:[^"\\\n]|\\.)*"', script)]
    read = [word for text in literals for word in Read(text).words]
    # The number of a stop in its tour is a figure.
    read = [re.sub(r"^\d+\. ", "", word) for word in read]
    return {word for word in read if re.search(r"[A-Za-z]{2,}\W* [A-Za-z]{2,}", word)}


def test_all_that_a_maps_script_shows_was_given() -> None:
    for drawn in every_map():
        texts = texts_of(drawn.script)
        assert WORDS.close in texts
        assert texts <= given_words()


def test_every_word_that_is_asked_for_is_used() -> None:
    drawn = " ".join(part.body + part.legend + part.script for part in every_map())
    shown = unescape(drawn.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&"))
    assert [name for name in NAMES if f"[{name}]" not in shown] == []
