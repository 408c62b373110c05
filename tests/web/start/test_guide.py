"""The guide stands in the office as it stands in the documents."""

from __future__ import annotations

import re

from tests.web.conftest import WebOffice


def test_the_guide_leads_to_every_task_and_its_picture(web: WebOffice) -> None:
    contents = web.client.get("/kantor/panduan").text
    tasks = re.findall(r'href="(/kantor/panduan/\d\d-[a-z-]+)"', contents)
    assert len(tasks) == 10
    for path in tasks:
        page = web.client.get(path)
        assert page.status_code == 200
        title = re.search(r"<article[^>]*><h1>(.+?)</h1>", page.text)
        assert title is not None, path
        assert f"<title>{title[1]} (CONTOH)</title>" in page.text
        shown = re.search(
            r'<img loading="lazy" src="(/kantor/panduan/gambar/[\w-]+\.png)" alt="\w', page.text
        )
        assert shown is not None, path
        picture = web.client.get(shown[1])
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")
        assert ".md" not in page.text.split("<main")[1]


def test_what_the_guide_does_not_have_is_said(web: WebOffice) -> None:
    for path in ("/kantor/panduan/99-tidak-ada", "/kantor/panduan/gambar/tidak-ada.png"):
        told = web.client.get(path)
        assert told.status_code == 404
        assert "panduan" in told.text
    assert web.client.get("/kantor/panduan/..%2Fsettings").status_code in {404, 422}


def test_every_page_of_the_office_leads_to_the_guide(web: WebOffice) -> None:
    for path in ("/kantor", "/kantor/aturan", "/kantor/akun"):
        assert 'href="/kantor/panduan"' in web.client.get(path).text, path
