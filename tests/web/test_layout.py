"""Pages of the office are served without the layout of their templates."""

from __future__ import annotations

import pytest

from tests.public.test_compact import layout_of
from tests.web.conftest import Office

PAGES = [
    "",
    "/akun",
    "/aturan",
    "/aturan/baru",
    "/aturan/kebijakan",
    "/bandingkan",
    "/cari?q=tipar",
    "/catatan",
    "/hari",
    "/hubungi",
    "/impor",
    "/lembar",
    "/permohonan",
    "/permohonan/baru",
    "/petugas",
    "/piket",
    "/pintasan",
    "/susun",
    "/tur",
    "/versi",
]


@pytest.mark.parametrize("page", PAGES)
def test_office_pages_are_served_without_layout(office: Office, page: str) -> None:
    answer = office.client.get(f"/kantor{page}")
    assert answer.status_code == 200
    assert layout_of(answer.text) == []


def test_office_styles_are_served_without_layout(office: Office) -> None:
    for path in ("aset/kantor.css", "aset/lembar.css", "aset/piket.css", "papan-aset/papan.css"):
        answer = office.client.get(f"/kantor/{path}")
        assert answer.headers["content-type"] == "text/css; charset=utf-8"
        assert "\n" not in answer.text, path
        assert "{" in answer.text, path
