"""Addresses come from the names of endpoints, wherever the office is mounted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from jinja2 import nodes

from planner.web.shell.links import Links, endpoints_by_name
from planner.web.shell.templating import environment
from tests.web.conftest import MONDAY, WebOffice

WEB = Path(__file__).parents[3] / "planner" / "web"
#: Where an address is a fact: the office's first folder, and endpoints' own paths.
FACTS = re.compile(
    r'APIRouter\(prefix="/kantor|router\.mount\(f?"/kantor|OFFICE: Final = "/kantor"'
    r'|LARGER: Final = \{"/kantor/impor"'
)


def links_in(app: object, base: str = "") -> Links:
    assert isinstance(app, FastAPI)
    return Links(endpoints_by_name(app), base)


@pytest.fixture
def link(bare: WebOffice) -> Links:
    return links_in(bare.client.app)


def test_a_name_and_its_words_become_an_address(link: Links) -> None:
    assert link("dashboard") == "/kantor"
    assert link("plan", 3) == "/kantor/rencana/3"
    assert link("sheet", "unit 1/a", date(2021, 6, 21)) == "/kantor/lembar/unit%201%2Fa/2021-06-21"
    assert link("plan", 3, fragment="belum terjadwal") == "/kantor/rencana/3#belum%20terjadwal"
    assert link("requests", keadaan="antre", wilayah="32.72", hal=None) == (
        "/kantor/permohonan?keadaan=antre&wilayah=32.72"
    )
    assert link("search", q="a&b=ü") == "/kantor/cari?q=a%26b%3D%C3%BC"
    assert link("sign_in", ke="/kantor/rencana/3") == "/kantor/masuk?ke=/kantor/rencana/3"
    assert link("asset", "kantor.css") == "/kantor/aset/kantor.css"
    assert link("asset", "leaflet/leaflet.js") == "/kantor/aset/leaflet/leaflet.js"
    assert link("site") == "/"
    assert link("saved_page", MONDAY, "index.html") == "/2021-06-21/index.html"


def test_links_lead_below_the_mount_out_of_the_example_and_into_it(bare: WebOffice) -> None:
    link = links_in(bare.client.app, "/sijempol")
    assert link("plan", 3) == "/sijempol/kantor/rencana/3"
    assert link.practice("dashboard") == "/sijempol/latihan/kantor"
    assert link.practice.outside("dashboard") == "/sijempol/kantor"
    assert link.to("/kantor/hari?unit=1") == "/sijempol/kantor/hari?unit=1"
    assert link.without_base("/sijempol/kantor/hari") == "/kantor/hari"
    assert links_in(bare.client.app, "/sijempol").own("plan", 3) == "/kantor/rencana/3"
    assert link.without_base("/sijempolan/kantor/hari") == "/sijempolan/kantor/hari"


def test_a_name_nobody_has_and_words_that_do_not_fit_fail_loudly(link: Links) -> None:
    with pytest.raises(LookupError, match="no endpoint is called 'plans'"):
        link("plans")
    for words in ((), (1, 2)):
        with pytest.raises(LookupError, match=f"takes 1 words, not {len(words)}"):
            link("plan", *words)


def test_two_endpoints_never_share_a_name() -> None:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for path in ("/a", "/b"):
        app.get(path, name="sama")(lambda: "")
    with pytest.raises(LookupError, match="two endpoints are called 'sama': /b"):
        endpoints_by_name(app)


def named_in_templates() -> Iterator[tuple[str, str, int | None]]:
    """Yield file, name and number of path words of every link in the templates."""
    for path in sorted((WEB / "templates").rglob("*.html")):
        for call in environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if is_link(ast_of(call.node)) and call.args and isinstance(call.args[0], nodes.Const):
                words = None if call.dyn_args else len(call.args) - 1
                yield path.name, call.args[0].value, words


def ast_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{ast_of(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def is_link(what: str) -> bool:
    return (
        re.search(r"(^|\.)(link|lead|own|outside|practice)$|links_of\(request\)$", what) is not None
    )


def named_in_code() -> Iterator[tuple[str, str, int | None]]:
    """Yield file, name and number of path words of every link in the code."""
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not is_link(ast.unparse(node.func)):
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                starred = any(isinstance(word, ast.Starred) for word in node.args)
                yield path.name, first.value, None if starred else len(node.args) - 1


def test_every_link_in_templates_and_code_names_an_endpoint(link: Links) -> None:
    named = [*named_in_templates(), *named_in_code()]
    assert len(named) > 60
    for file, name, words in named:
        try:
            link(name, *(["1"] * (words or 0)))
        except LookupError as wrong:
            if words is not None or "no endpoint" in str(wrong):
                pytest.fail(f"{file}: {wrong}")


def written_out() -> Iterator[tuple[str, str]]:
    """Yield file and line of every address of the office that is written out."""
    for path in sorted(WEB.rglob("*")):
        if path.suffix in {".py", ".js", ".html"}:
            for line in path.read_text(encoding="utf-8").splitlines():
                if "/kantor" in line and not FACTS.search(line):
                    yield path.relative_to(WEB).as_posix(), line.strip()[:80]


def test_no_address_of_the_office_is_written_out() -> None:
    assert sorted(written_out()) == []
