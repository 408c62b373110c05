"""Files of the product: as they are, kept by browsers, never stale."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

import planner.public
import planner.web
from planner.public.compact import served_style
from planner.web.shell import static
from tests.web.conftest import WebOffice, stranger_of

FILES = Path(planner.web.__file__).parent / "static"
#: Later than any file was written.
FAR = format_datetime(datetime(2099, 1, 1, tzinfo=UTC), usegmt=True)
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


def test_a_script_is_served_as_it_is_and_a_style_without_its_layout(bare: WebOffice) -> None:
    client = stranger_of(bare.office)
    script = client.get("/kantor/aset/kantor.js").content
    assert script == (FILES / "kantor.js").read_bytes()
    style = client.get("/kantor/aset/kantor.css")
    assert style.text == served_style("planner.web", "kantor.css")
    written = [FILES / "kantor.css", Path(planner.public.__file__).parent / "static" / "palet.css"]
    assert len(style.content) < sum(path.stat().st_size for path in written)
    assert style.headers["content-length"] == str(len(style.content))


def test_a_style_is_new_to_browsers_when_one_that_it_imports_changes(
    bare: WebOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = stranger_of(bare.office)
    first = client.get("/kantor/aset/kantor.css")
    changed = first.text.replace("#0a4a63", "#0a4a64")
    monkeypatch.setattr(static, "served_style", lambda _package, _name: changed)
    asks = ({"if-none-match": first.headers["etag"]}, {"if-modified-since": FAR})
    for headers in asks:
        second = client.get("/kantor/aset/kantor.css", headers=headers)
        assert (second.status_code, second.text) == (200, changed), headers


@pytest.mark.parametrize(
    "path",
    ["", "/", "/tidak-ada.css", "/..%2fapp.py", "/%2e%2e/app.py", "/leaflet/", "/a%00b"],
)
def test_nothing_beside_the_files_is_served(bare: WebOffice, path: str) -> None:
    for folder in ("/kantor/aset", "/kantor/papan-aset"):
        assert stranger_of(bare.office).get(folder + path).status_code == 404


def test_files_are_only_read(bare: WebOffice) -> None:
    assert bare.client.post("/kantor/aset/kantor.css").status_code == 405
