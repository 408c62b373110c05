"""Maps draw their shapes, and what a click shows is text and nothing but text."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest

from maps import AreaShape, StatusMap, StyleRule, asset_files, draw_status_map
from tests.browser.conftest import Visit
from tests.maps.builders import WORDS
from tests.maps.payloads import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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


def test_the_slider_moves_map_and_table_over_the_days_by_keyboard_alone(visit: Visit) -> None:
    page = visit(1280).open("/peta-rute.html")
    lines, tables = page.locator("path.leaflet-interactive"), page.locator("[data-langkah]:visible")
    before, shown = lines.count(), tables.count()
    assert before > 3
    assert 1 <= shown <= 3
    assert "Unit 1 (CONTOH)" in page.inner_text(".peta-kunci")
    said = page.locator(".peta-geser output")
    assert said.inner_text() == "Selasa, 31 Agustus 2021"
    page.get_by_role("slider", name="Hari").focus()
    page.keyboard.press("ArrowRight")
    assert said.inner_text() == "Rabu, 1 September 2021"
    assert all("Rabu, 1 September" in text for text in tables.locator("h3").all_inner_texts())
    page.get_by_role("button", name="Hari sebelumnya").click()
    assert lines.count() == before
    page.get_by_label("Tampilkan").select_option(label="tujuh hari")
    assert lines.count() > before
    week = tables.count()
    page.get_by_label("Tampilkan").select_option(label="semua hari")
    assert tables.count() > week > shown


def test_a_map_shows_dates_before_and_after_a_rescheduling(visit: Visit) -> None:
    page = visit(360).open("/peta-pindah.html")
    assert "Dulu: tanggal yang pertama" in page.inner_text(".peta-geser output")
    shapes = page.locator("path.leaflet-interactive")
    assert shapes.count() == 33
    fills = shapes.evaluate_all("all => all.map(one => one.getAttribute('fill'))")
    page.get_by_role("button", name="Tampilkan kini").click()
    assert "Kini: tanggal per" in page.inner_text(".peta-geser output")
    assert shapes.count() == 33
    assert fills != shapes.evaluate_all("all => all.map(one => one.getAttribute('fill'))")


def test_all_tables_of_a_map_are_there_without_script(visit: Visit) -> None:
    page = visit(360, script=False).open("/peta-rute.html")
    assert page.locator("[data-langkah]:visible").count() > 20
    assert not page.locator(".peta-geser").is_visible()


def test_a_map_may_run_its_own_scripts_and_nothing_else(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/peta.html")
    assert page.evaluate("window.origin") == "null"
    page.locator(".leaflet-control-zoom-in").click()
    page.click("nav >> text=Jadwal")
    assert page.inner_text("h1") == "Semua jadwal"


def test_the_saved_map_opens_without_any_server(visit: Visit, site: str, tmp_path: Path) -> None:
    with urlopen(f"{site}/unduh/peta-sijempol.html") as answer:
        assert answer.headers["content-disposition"] == "attachment"
        saved = tmp_path / "peta.html"
        saved.write_bytes(answer.read())
    visitor = visit(360, where=saved.as_uri().rsplit("/", 1)[0])
    page = visitor.page
    page.goto(saved.as_uri())
    assert page.locator("path.leaflet-interactive").count() > 33
    assert visitor.overflow() <= 0
    page.get_by_role("button", name="Hari berikutnya").click()
    assert page.inner_text(".peta-geser output") == "Rabu, 1 September 2021"
    assert "Kunjungan berikutnya" in page.inner_text("table")


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
            ),
            words=WORDS,
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
