"""The still picture of a tour: every stop inside the frame, no markup of anybody's text."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from maps import Sketch, SketchArea, draw_sketch

LATS = st.floats(-6.97, -6.88)
LONS = st.floats(106.88, 106.96)
SQUARE = {
    "type": "Polygon",
    "coordinates": [
        [[106.9, -6.95], [106.95, -6.95], [106.95, -6.9], [106.9, -6.9], [106.9, -6.95]]
    ],
}


def drawn(*stops: tuple[float, float], name: str = "Tipar") -> str:
    return draw_sketch(
        Sketch(
            title=f"Sketsa {name}",
            depot=(-6.9125, 106.93),
            depot_name=name,
            stops=tuple(enumerate(stops, 1)),
            areas=(SketchArea(name=name, geometry=SQUARE),),
        )
    )


@given(st.lists(st.tuples(LATS, LONS), max_size=8))
def test_every_stop_is_inside_the_picture_and_numbered_in_order(
    stops: list[tuple[float, float]],
) -> None:
    picture = ET.fromstring(drawn(*stops))
    _, _, width, height = (float(part) for part in picture.attrib["viewBox"].split())
    marks = [
        (float(mark.attrib["cx"]), float(mark.attrib["cy"]))
        for mark in picture
        if mark.tag.endswith("circle")
    ]
    assert len(marks) == len(stops)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in marks)
    numbers = [text.text for text in picture if text.attrib.get("font-weight") == "700"]
    assert numbers == [str(n) for n in range(len(stops), 0, -1)]


def test_north_is_up_and_east_is_right() -> None:
    picture = ET.fromstring(drawn((-6.90, 106.92), (-6.93, 106.95)))
    second, first = [mark.attrib for mark in picture if mark.tag.endswith("circle")]
    assert float(first["cy"]) < float(second["cy"])
    assert float(first["cx"]) < float(second["cx"])


def test_places_alone_are_drawn_without_a_way() -> None:
    sketch = Sketch(title="t", depot=(-6.91, 106.93), depot_name="K", stops=((4, (-6.92, 106.92)),))
    assert "<polyline" in draw_sketch(sketch)
    alone = draw_sketch(replace(sketch, way=False))
    assert "<polyline" not in alone
    assert ">4</text>" in alone


def test_a_text_stays_a_text() -> None:
    hostile = '"><script>x()</script>&'
    picture = drawn((-6.92, 106.93), name=hostile)
    assert "<script" not in picture
    assert not re.search(r"\son\w+=|\sstyle=", picture)
    texts = [each.text for each in ET.fromstring(picture)]
    assert texts.count(hostile) == 2
