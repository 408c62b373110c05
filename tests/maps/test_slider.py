"""A slider shows one step at a time; its words are data and nothing but data."""

from __future__ import annotations

import json
import re

import pytest

from maps import MapParts, Slide
from maps.offline import asset_script, asset_style, hash_source
from tests.maps.builders import (
    STYLES,
    draw_steps,
    draw_tours,
    make_step_map,
    make_tour_map,
)
from tests.maps.payloads import PAYLOADS
from tests.maps.test_drawing import Marks, skeleton


def slid(text: str = "Rute") -> MapParts:
    return draw_tours(make_tour_map(text, slides=(Slide(group=text, label=text, day=1),)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_changes_no_code_of_a_slider(payload: str) -> None:
    for drawn, plain in (
        (draw_steps(make_step_map(payload)), draw_steps(make_step_map())),
        (slid(payload), slid()),
    ):
        assert skeleton(drawn.script) == skeleton(plain.script)
        assert "</script" not in drawn.script.lower()
        assert Marks(drawn.body).tags == Marks(plain.body).tags
        assert Marks(drawn.body).names == Marks(plain.body).names
        labels = [
            json.loads(each) for each in re.findall(r'label: ("(?:[^"\\]|\\.)*")', drawn.script)
        ]
        assert payload in labels


def test_each_step_has_its_own_fills_and_the_legend_names_all_of_them() -> None:
    drawn = draw_steps(make_step_map())
    assert "Berjalan" in drawn.legend
    assert "Dihentikan sementara" in drawn.legend
    assert drawn.script.count('"fillColor": "#9fd3be"') == 1
    assert drawn.script.count('"fillColor": "url(#peta-stop)"') == 1
    assert 'max="1"' in drawn.body
    assert "peta-geser" in drawn.style


def test_a_map_with_a_slider_has_no_box_of_layers_and_one_without_has_no_slider() -> None:
    assert "L.control.layers" not in slid().script
    boxed = draw_tours(make_tour_map())
    assert "L.control.layers" in boxed.script
    assert "geser" not in boxed.script + boxed.body


def test_a_slider_over_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no tour in Lain"):
        make_tour_map(slides=(Slide(group="Lain", label="x", day=1),))
    with pytest.raises(ValueError, match="two steps"):
        make_step_map(steps=make_step_map().steps[:1])
    with pytest.raises(ValueError, match="no style for"):
        make_step_map(styles=STYLES[:1])


def test_the_library_in_one_piece_asks_for_no_file() -> None:
    style = asset_style()
    assert "url(data:image/png;base64," in style
    assert not re.search(r"url\((?!data:|#)", style)
    for text in (style, asset_script()):
        assert "\r" not in text
        assert "</script" not in text.lower()


def test_a_policy_names_a_text_by_the_hash_browsers_compute() -> None:
    assert hash_source("alert(1)") == "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
