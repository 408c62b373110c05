"""The site in a folder is whole: any web server shows it, old links stay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from planner.cli.files import write_site
from planner.cli.site_verbs import export_site, render
from planner.domain.errors import BadInput, NotFound
from planner.public import render_site
from tests.builders import TIPAR, make_office
from tests.public.feeds.lives import facts_of, scheduled, suspended


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server that keeps its remarks to itself."""

    def log_message(self, *args: object) -> None:
        del args


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_any_web_server_shows_the_folder_search_included(tmp_path: Path) -> None:
    facts = facts_of(scheduled(), suspended(scheduled("P-2")))
    files = {path: page.content for path, page in render_site(facts).items()}
    write_site(tmp_path, files)
    with plain_server(tmp_path) as site:
        for path in ("/", f"/kelurahan/{TIPAR}.html", "/kalender/kota.ics", "/peta.html"):
            with urlopen(f"{site}{path}") as answer:
                assert answer.read() == files[path.lstrip("/") or "index.html"]
        with urlopen(f"{site}/cari?q=tipr") as answer:
            text = answer.read().decode()
    assert f'href="../kelurahan/{TIPAR}.html">Tipar<' in text


def test_no_half_file_is_left_and_what_was_there_before_stays(tmp_path: Path) -> None:
    write_site(tmp_path, {"index.html": b"lama", "kunjungan/x.html": b"x"})
    write_site(tmp_path, {"index.html": b"baru", "aset/a.css": b"a"})
    files = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {"index.html", "kunjungan/x.html", "aset/a.css"}
    assert (tmp_path / "index.html").read_bytes() == b"baru"
    (tmp_path / "tutup").write_text("")
    with pytest.raises(BadInput, match="tidak bisa ditulis"):
        write_site(tmp_path / "tutup", {"index.html": b""})


def test_an_office_that_published_nothing_has_nothing_to_write(tmp_path: Path) -> None:
    make_office(tmp_path / "kantor", demo=False).database.close()
    with pytest.raises(NotFound, match="Belum ada yang terbit"):
        export_site(tmp_path / "situs", data=tmp_path / "kantor")
    assert not (tmp_path / "situs").exists()
    render(data=tmp_path / "kantor", day="2021-06-22")
    with pytest.raises(BadInput, match="bukan tanggal"):
        render(data=tmp_path / "kantor", day="besok")
