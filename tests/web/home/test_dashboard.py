"""The dashboard says what needs a decision, every figure leads to its list, nothing is empty."""

from __future__ import annotations

import re
from datetime import date

import pytest

from planner.actions.restrictions.confirm_rules import propose_rules
from planner.actions.restrictions.enter_rules import enter_rules
from planner.domain.accounts import Role
from planner.web.requests.views import FILTERS
from tests.accounts import sign_in
from tests.builders import act_on, make_office
from tests.web.conftest import MONDAY, WebOffice, client_of

LACK = {
    "kind": "resource",
    "id": "S-MOBIL",
    "title": "Unit 1 di bengkel",
    "resource": "vehicle",
    "areas": ["32.72"],
    "from": "2021-06-21",
    "to": "2021-06-25",
    "known_on": "2021-06-21",
    "evidence": "synthetic",
}


def todo_lines(page: str) -> list[str]:
    found = re.search(r'class="putusan">(.*?)</ul>', page, re.S)
    return [] if found is None else re.findall(r"<b>\d+</b> [^<]+", found[1])


def test_what_needs_a_decision_stands_first_and_leads_there(web: WebOffice) -> None:
    propose_rules(web.office, act_on(MONDAY), [{**LACK, "id": "S-USUL"}])
    enter_rules(web.office, act_on(MONDAY), [LACK])
    page = web.client.get("/kantor").text
    told = todo_lines(page)
    assert "<b>1</b> aturan menunggu orang kedua" in told
    assert "<b>1</b> unit atau alat tidak ada" in told
    assert any("tuan rumah belum setuju" in line for line in told)
    assert page.index("Perlu keputusan hari ini") < page.index("Susun draf")
    found = re.search(r'class="putusan">(.*?)</ul>', page, re.S)
    assert found is not None
    for href in re.findall(r'href="([^"#]+)', found[1]):
        assert web.client.get(href).status_code == 200, href


def test_a_visit_past_its_day_asks_for_its_result(web: WebOffice) -> None:
    later = client_of(web.office, day=date(2021, 7, 20))
    told = todo_lines(later.get("/kantor").text)
    assert "<b>4</b> kunjungan lewat, hasilnya belum dicatat" in told
    assert "4 kunjungan" in later.get("/kantor/permohonan?keadaan=lewat").text


def test_visits_stopped_without_a_date_are_counted(web: WebOffice) -> None:
    stop = {**LACK, "id": "S-LAMA", "to": None}
    enter_rules(web.office, act_on(MONDAY), [stop])
    told = todo_lines(web.client.get("/kantor").text)
    assert "<b>4</b> kunjungan dihentikan tanpa tanggal" in told


def test_every_figure_is_a_link_to_as_many_rows(web: WebOffice) -> None:
    page = web.client.get("/kantor").text
    figures = dict(re.findall(r'keadaan=([\w-]+)">(\d+)</a></dd>', page))
    assert figures["terjadwal"] == "4"
    for name, value in figures.items():
        listed = web.client.get(f"/kantor/permohonan?keadaan={name}").text
        counted = re.search(r"(\d+) kunjungan, (\d+) orang", listed)
        assert counted is not None
        assert value in counted.groups(), name


def test_a_figure_that_counts_as_a_list_does_is_called_as_the_list(web: WebOffice) -> None:
    page = web.client.get("/kantor").text
    named = re.findall(r"<dt>([^<]+)</dt>\s*<dd><a href=\"[^\"]*keadaan=antre\"", page)
    assert FILTERS["antre"][0] in named
    assert FILTERS["menunggu"][0] not in named


@pytest.mark.parametrize("sort", ["menunggu", "lewat", "lama", "nama", "", "sulap"])
def test_the_table_of_debts_holds_every_kelurahan_in_the_order_asked(
    web: WebOffice, sort: str
) -> None:
    page = web.client.get("/kantor", params={"urut": sort}).text
    table = page[page.index('id="utang"') : page.index('id="beri"')]
    assert table.count("<tr>") == 34
    names = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', table)
    if sort == "nama":
        assert names == sorted(names)
    elif sort in ("menunggu", "", "sulap"):
        assert names[0] == "Tipar"
        assert 'wilayah=32.72.03.1002">Tipar' in table


def test_a_viewer_is_led_nowhere_they_may_not_go(web: WebOffice) -> None:
    propose_rules(web.office, act_on(MONDAY), [{**LACK, "id": "S-USUL"}])
    sign_in(web.client, web.office, Role.VIEWER)
    waiting, seen = ["/kantor", "/kantor/aturan/catatan/S-USUL"], set[str]()
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        seen.add(path)
        answer = web.client.get(path)
        assert answer.status_code == 200, path
        if "text/html" not in answer.headers["content-type"]:
            continue
        for href in re.findall(r'href="(/kantor(?:/permohonan|/aturan|\?)[^"#]*)', answer.text):
            if href.replace("&amp;", "&") not in {*seen, *waiting}:
                waiting.append(href.replace("&amp;", "&"))
        if path == "/kantor":
            assert not {"/kantor/hubungi", "/kantor/impor"} & set(answer.text.split('"'))
        if path.startswith(("/kantor/permohonan", "/kantor/aturan")):
            forms = re.findall(r'method="post" action="([^"]+)"', answer.text)
            assert set(forms) <= {"/kantor/keluar", "/kantor/aturan/pratinjau"}, path
    assert "/kantor/aturan/kebijakan" in seen
    assert "/kantor/hubungi" not in seen


def test_an_empty_office_is_told_the_next_step(tmp_path: object) -> None:
    office = make_office(tmp_path / "kosong")  # type: ignore[operator]
    with office.database:
        client = client_of(office)
        for path, told in (
            ("/kantor", "ambil dari Excel"),
            ("/kantor/permohonan", "permohonan baru"),
            ("/kantor/aturan", "pembatasan baru"),
            ("/kantor/hubungi", "terisi setelah rencana terbit"),
            ("/kantor/impor", "Unduh templat"),
            ("/kantor/aturan/kebijakan", "belum punya kebijakan"),
        ):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert told in answer.text, path
