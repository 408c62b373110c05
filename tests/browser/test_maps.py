"""Maps draw their shapes, and what a click shows is text and nothing but text."""

from __future__ import annotations

import pytest

from maps import AreaShape, StatusMap, StyleRule, asset_files, draw_status_map
from tests.browser.conftest import Visit
from tests.maps.payloads import PAYLOADS

pytestmark = pytest.mark.browser


def test_the_map_of_states_draws_33_shapes_and_a_click_tells_of_one(visit: Visit) -> None:
    page = visit(360).open("/peta.html")
    shapes = page.locator("#peta-keadaan path.leaflet-interactive, path.leaflet-interactive")
    assert shapes.count() == 33
    assert page.locator(".peta-kelompok").count() == 7
    assert "Terbatas" in page.inner_text(".peta-kunci")
    shapes.nth(20).click()
    shown = page.locator(".leaflet-popup-content")
    shown.wait_for()
    assert "Kunjungan berikutnya" in shown.inner_text()
    assert page.locator(".leaflet-popup a[role=button]").get_attribute("aria-label") == (
        "Tutup keterangan"
    )
    shown.get_by_role("link").press("Enter")  # the map may still glide under a pointer
    page.wait_for_url("**/kelurahan/*.html")
    assert page.inner_text("h1").startswith("Kelurahan")


def test_the_map_of_tours_shows_one_day_and_others_on_demand(visit: Visit) -> None:
    page = visit(1280).open("/peta-rute.html")
    before = page.locator("path.leaflet-interactive").count()
    assert before > 3
    assert "Unit 1 (CONTOH)" in page.inner_text(".peta-kunci")
    box = page.locator(".leaflet-control-layers-toggle")
    assert box.get_attribute("title") == "Pilih hari yang digambar"
    box.focus()
    page.keyboard.press("Enter")
    days = page.locator(".leaflet-control-layers-overlays input")
    assert days.count() > 5
    days.nth(1).click()
    assert page.locator("path.leaflet-interactive").count() > before


@pytest.mark.slow
def test_no_payload_runs_on_a_map_and_every_one_is_shown_as_text(visit: Visit) -> None:
    """Each payload is a name, a state and a line; it must come back letter by letter."""
    visitor = visit(1280)
    square = [[106.9, -6.9], [106.94, -6.9], [106.94, -6.94], [106.9, -6.94], [106.9, -6.9]]
    for payload in PAYLOADS:
        drawn = draw_status_map(
            StatusMap(
                title=payload,
                areas=(
                    AreaShape(
                        code="1",
                        name=payload,
                        geometry={"type": "Polygon", "coordinates": [square]},
                        style_key="go",
                        label=payload,
                        lines=(payload,),
                        group=payload,
                    ),
                ),
                styles=(StyleRule(key="go", label=payload, fill="#9fd3be", pattern="hatch"),),
                note=payload,
            )
        )
        page = visitor.page
        page.goto("about:blank")
        page.set_content(f"<!doctype html><style>{drawn.style}</style>{drawn.body}{drawn.legend}")
        page.add_style_tag(content=asset_files()["leaflet/leaflet.css"][0].decode())
        page.add_script_tag(content=asset_files()["leaflet/leaflet.js"][0].decode())
        page.add_script_tag(content=drawn.script)
        page.locator("path.leaflet-interactive").first.click()
        shown = page.locator(".leaflet-popup-content")
        shown.wait_for()
        plain = " ".join(payload.split())
        assert " ".join(shown.inner_text().split()).count(plain) == 3, payload
        assert plain in " ".join(page.locator(".peta-kelompok").inner_text().split())
        assert page.evaluate("window.__pwn") is None, payload
        assert shown.locator("img, script, svg, iframe").count() == 0, payload
