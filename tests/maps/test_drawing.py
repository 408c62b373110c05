"""Text reaches a map only as data: escaped properties of GeoJson, whatever the text is."""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import maps
from maps import (
    MapParts,
    StatusMap,
    StyleRule,
    TourLine,
    asset_files,
)
from maps.canvas import BRACE
from tests.maps.builders import (
    STYLES,
    WORDS,
    draw_status,
    draw_tours,
    make_area,
    make_status_map,
    make_tour_map,
    square,
)
from tests.maps.payloads import PAYLOADS

BANNED = {"Popup", "Tooltip", "DivIcon", "Html", "MacroElement", "Template"}


def drawn_with(text: str) -> tuple[MapParts, MapParts]:
    """Return both maps with ``text`` in every place that takes words."""
    area = make_area(name=text, label=text, lines=(text,), group=text)
    styles = (StyleRule(key="go", label=text, fill="#9fd3be"),)
    status = draw_status(make_status_map(area, title=text, styles=styles, note=text))
    return status, draw_tours(make_tour_map(text, note=text))


def strings_of(script: str, names: str = "teks|label") -> list[str]:
    """Return the ``teks`` and ``label`` properties in a map's script."""
    texts = re.findall(rf'"(?:{names})": ("(?:[^"\\]|\\.)*")', script)
    return [json.loads(text) for text in texts]


def skeleton(script: str) -> str:
    """Return a script with every text taken out: what of it is code."""
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', script)


class Marks(HTMLParser):
    """Collects the tags and attributes of markup as a browser reads them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_changes_no_code_and_comes_back_letter_by_letter(payload: str) -> None:
    harmless = drawn_with("Tipar")
    for drawn, plain in zip(drawn_with(payload), harmless, strict=True):
        assert skeleton(drawn.script) == skeleton(plain.script)
        assert drawn.style == plain.style
        assert "<script" not in drawn.script.lower()
        assert "</script" not in drawn.script.lower()
        assert payload in strings_of(drawn.script)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_adds_no_tag_and_no_attribute(payload: str) -> None:
    for drawn, plain in zip(drawn_with(payload), drawn_with("Tipar"), strict=True):
        for part in ("body", "legend"):
            got, wanted = Marks(getattr(drawn, part)), Marks(getattr(plain, part))
            assert got.tags == wanted.tags
            assert got.names == wanted.names
            assert not any(name.startswith("on") for name in got.names)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_click_shows_is_the_payload_as_text(payload: str) -> None:
    for drawn in drawn_with(payload):
        shown = strings_of(drawn.script, "teks")
        assert shown
        for markup in shown:
            marks = Marks(markup)
            assert marks.tags <= {"strong", "br"}
            assert marks.names == set()
            assert payload in "".join(marks.text)


def test_text_is_never_read_as_a_template_on_the_way() -> None:
    for drawn in drawn_with("{{ 7 * 191 }}{% set x = 1 %}{# gone #}"):
        assert "1337" not in drawn.script
        assert "{{ 7 * 191 }}{% set x = 1 %}{# gone #}" in strings_of(drawn.script)


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=40))
@example(BRACE)
@example(f"{{{BRACE}{{{{({BRACE}(")
@example("\\ue07b(\\\\ue07b")
def test_any_text_comes_back_letter_by_letter(text: str) -> None:
    status, tours = drawn_with(text)
    for drawn in (status, tours):
        assert text in strings_of(drawn.script)
        assert skeleton(drawn.script) == skeleton(drawn_with("Tipar")[drawn is tours].script)


def test_popups_read_their_text_from_properties() -> None:
    drawn = draw_status(make_status_map(make_area(lines=("dua & tiga",))))
    assert any("dua &amp; tiga" in text for text in strings_of(drawn.script))
    assert "bindPopup" in drawn.script
    assert "Tipar" not in drawn.script


def test_no_byte_of_a_map_names_a_foreign_host() -> None:
    for drawn in drawn_with("Tipar"):
        text = " ".join((drawn.body, drawn.legend, drawn.script, drawn.style))
        assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", text) == []
        assert set(drawn.scripts) | set(drawn.styles) <= set(asset_files())
    for name, (content, _) in asset_files().items():
        if name.endswith(".css"):
            assert not re.search(rb"url\(\s*['\"]?(?:[a-z]+:)?//", content)
            assert b"@import" not in content


def test_the_same_facts_give_the_same_bytes_and_ids_keep_maps_apart() -> None:
    facts = make_status_map()
    assert draw_status(facts) == draw_status(facts)
    assert draw_tours(make_tour_map()) == draw_tours(make_tour_map())
    first, second = draw_status(facts, id="satu"), draw_status(facts, id="dua")
    names = [re.search(r'id="(\w+)" role', drawn.body) for drawn in (first, second)]
    assert names[0] is not None
    assert names[1] is not None
    assert names[0][1] not in second.script


def test_the_legend_names_every_state_that_is_drawn_and_no_other() -> None:
    drawn = draw_status(make_status_map(make_area(style_key="stop")))
    assert "Dihentikan sementara" in drawn.legend
    assert "Berjalan" not in drawn.legend
    both = draw_status(
        make_status_map(make_area("1"), make_area("2", style_key="stop", geometry=square(106.95)))
    )
    assert both.legend.index("Berjalan") < both.legend.index("Dihentikan sementara")


def test_a_state_is_told_by_pattern_as_well_as_colour() -> None:
    drawn = draw_status(make_status_map(make_area(style_key="stop")), id="peta")
    assert '<pattern id="peta-stop"' in drawn.body
    assert "url(#peta-stop)" in drawn.script
    assert "url(#peta-stop)" in drawn.legend


def test_the_legend_of_tours_tells_units_apart_by_dashes() -> None:
    line = make_tour_map().lines[0]
    lines = tuple(
        TourLine(points=line.points, title="x", group="g", color_index=n, kind=f"Unit {n + 1}")
        for n in range(3)
    )
    legend = draw_tours(make_tour_map(lines=lines)).legend
    assert [legend.count(f"Unit {n}") for n in (1, 2, 3)] == [1, 1, 1]
    assert len(set(re.findall(r'stroke-dasharray="([^"]*)"', legend))) == 3
    assert WORDS.numbers in legend
    assert WORDS.depot in legend


@pytest.mark.parametrize("approximate", [True, False])
def test_approximate_shapes_are_labelled_so_and_true_ones_are_not(approximate: bool) -> None:
    status = draw_status(make_status_map(approximate=approximate))
    tours = draw_tours(make_tour_map(approximate=approximate))
    for drawn in (status, tours):
        assert (WORDS.approximate in drawn.body) is approximate


def test_areas_of_one_group_get_one_outline_with_its_name() -> None:
    areas = [
        make_area("1", group="Baros"),
        make_area("2", group="Baros", geometry=square(106.92)),
        make_area("3", group="Cikole", geometry=square(106.95)),
    ]
    script = draw_status(make_status_map(*areas)).script
    assert script.count('"label": "Baros"') == 1
    assert script.count('"label": "Cikole"') == 1
    assert "peta-kelompok" in script
    assert "peta-kelompok" not in draw_status(make_status_map(make_area())).script


def test_stops_at_one_place_share_a_mark_that_names_them_all() -> None:
    first = make_tour_map().stops[0]
    stops = [
        type(first)(lat=-6.92, lon=106.91, title=f"T{n}", lines=(), number=n, group="Rute")
        for n in (1, 2)
    ]
    script = draw_tours(make_tour_map(stops=tuple(stops))).script
    assert '"label": "1+2"' in script
    assert "1. T1" in script
    assert "2. T2" in script


@pytest.mark.parametrize(
    "href",
    [
        "https://evil.example",
        "//evil.example",
        "javascript:alert(1)",
        "../x",
        "a/../b",
        "a b",
        "x?y=1",
        "",
    ],
)
def test_a_link_that_leads_off_the_site_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="relative path"):
        make_area(href=href)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"key": "a b"}, "lower case"),
        ({"fill": "red"}, "must be like"),
        ({"pattern": "zigzag"}, "must be one of"),
    ],
)
def test_a_style_that_could_carry_markup_is_refused(given: dict[str, str], message: str) -> None:
    facts = {"key": "go", "label": "Berjalan", "fill": "#9fd3be", **given}
    with pytest.raises(ValueError, match=message):
        StyleRule(**facts)


def test_a_map_without_areas_tours_or_styles_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one area"):
        StatusMap(title="Kosong", areas=(), styles=STYLES)
    with pytest.raises(ValueError, match="no style for lim"):
        make_status_map(make_area(style_key="lim"))
    with pytest.raises(ValueError, match="at least one tour"):
        make_tour_map(lines=())


def banned_uses(source: str) -> list[str]:
    """Return the ways out of Folium that a source uses although text runs there."""
    uses = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in BANNED:
            uses.append(ast.unparse(node))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("folium"):
            uses.append(ast.unparse(node))
        if isinstance(node, ast.Call):
            uses += [
                f"{ast.unparse(node.func)}({key.arg}=)"
                for key in node.keywords
                if key.arg in {"tooltip", "html", "parse_html"}
                or (key.arg == "popup" and ast.unparse(node.func).startswith("folium."))
            ]
    return uses


def test_no_source_uses_a_way_out_of_folium_where_text_runs() -> None:
    package = Path(maps.__file__).parent
    assert {
        path.name: uses for path in package.rglob("*.py") if (uses := banned_uses(path.read_text()))
    } == {}


@pytest.mark.parametrize(
    "line",
    [
        "folium.Popup(name)",
        "folium.Tooltip(name)",
        "folium.Marker([0, 0], popup=name)",
        "folium.Marker([0, 0], tooltip=name)",
        "folium.DivIcon(html=name)",
        "folium.features.DivIcon()",
        "from folium import Popup",
        "branca.element.Template(name)",
    ],
)
def test_the_ban_sees_every_such_use(line: str) -> None:
    assert banned_uses(line)
