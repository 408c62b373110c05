"""Files of the product: as they are, kept by browsers, never stale."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner.web
from tests.web.conftest import WebOffice, stranger_of

FILES = Path(planner.web.__file__).parent / "static"
KINDS = {
    "/kantor/aset/kantor.css": "text/css; charset=utf-8",
    "/kantor/aset/kantor.js": "text/javascript; charset=utf-8",
    "/kantor/papan-aset/papan.js": "text/javascript; charset=utf-8",
    "/kantor/aset/leaflet/leaflet.js": "text/javascript; charset=utf-8",
    "/kantor/aset/leaflet/leaflet.css": "text/css; charset=utf-8",
    "/kantor/aset/leaflet/images/layers.png": "image/png",
}


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_a_file_comes_with_its_type_and_is_asked_for_again(
    bare: WebOffice, path: str, kind: str
) -> None:
    client = stranger_of(bare.office)
    first = client.get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, kind)
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in first.headers["content-security-policy"]
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_a_file_is_served_as_it_is(bare: WebOffice) -> None:
    served = stranger_of(bare.office).get("/kantor/aset/kantor.css").content
    assert served == (FILES / "kantor.css").read_bytes()


@pytest.mark.parametrize(
    "path",
    ["", "/", "/tidak-ada.css", "/..%2fapp.py", "/%2e%2e/app.py", "/leaflet/", "/a%00b"],
)
def test_nothing_beside_the_files_is_served(bare: WebOffice, path: str) -> None:
    for folder in ("/kantor/aset", "/kantor/papan-aset"):
        assert stranger_of(bare.office).get(folder + path).status_code == 404


def test_files_are_only_read(bare: WebOffice) -> None:
    assert bare.client.post("/kantor/aset/kantor.css").status_code == 405
