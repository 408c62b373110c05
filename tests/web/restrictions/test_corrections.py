"""A rule's page: what joins it to others, who looks at it, and the form that puts it right."""

from __future__ import annotations

import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import WebOffice, client_of
from tests.web.restrictions.test_pages import FORM, enforced, post, state_of, states


def form(rule: str, **given: object) -> dict[str, object]:
    """Return the correction of ``rule``: it held two days longer."""
    return {
        "jenis": "perbaiki",
        "target": rule,
        "kunci": "betul",
        "benar-mulai": "2021-06-28",
        "benar-sampai": "2021-07-04",
        "wilayah": ["32.72.03"],
        "judul": "SE 443/9/2021: dihentikan sementara",
        "sumber-perbaikan": "surat 443/9, halaman 2",
        **given,
    }


def send(client: TestClient, verb: str, sent: dict[str, object]) -> tuple[int, str]:
    answer = client.post(f"/kantor/aturan/{verb}", data=sent)
    return answer.status_code, answer.text + answer.headers.get("location", "")


def test_the_form_holds_what_the_record_says(web: WebOffice) -> None:
    rule = enforced(web)
    page = web.client.get(f"/kantor/aturan/catatan/{rule}").text
    section = re.search(r'aria-labelledby="perbaiki".*?</section>', page, re.S)
    assert section is not None
    for words in ('value="2021-06-28"', 'value="2021-07-02"', 'value="32.72.03" checked'):
        assert words in re.sub(r"\s+", " ", section[0]), words


def test_a_correction_is_seen_before_as_was_and_now_and_then_counts(web: WebOffice) -> None:
    rule = enforced(web)
    before = state_of(web).revision
    status, page = send(web.client, "pratinjau", form(rule))
    assert status == 200
    assert "28 Juni - 2 Juli 2021" in page
    assert "28 Juni - 4 Juli 2021" in page
    assert '<th scope="row">Wilayah</th>' not in page
    assert state_of(web).revision == before
    status, where = send(web.client, "berlakukan", form(rule))
    assert status == 303
    new = where.rsplit("/", 1)[1]
    old = web.client.get(f"/kantor/aturan/catatan/{rule}").text
    assert "Catatan keliru, sudah diperbaiki" in old
    assert f"/kantor/aturan/catatan/{new}" in old
    assert "Memperbaiki catatan keliru" in web.client.get(f"/kantor/aturan/catatan/{new}").text
    again = send(web.client, "pratinjau", form(rule, kunci="lagi"))
    assert again[0] == 422
    assert "sudah diperbaiki" in again[1]


LIMITED = {
    **FORM,
    "kunci": "aturan-dua",
    "apa": "batasi",
    "persen": "5",
    "pasal": "diktum KEDUA",
    "ulang": ["MO", "WE"],
    "judul-en": "Mayor's circular",
}


def limited(web: WebOffice) -> str:
    """Let a limit act at once that somebody mistyped; return its id."""
    answer = web.client.post("/kantor/aturan/berlakukan", data=LIMITED)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).rsplit("/", 1)[1]


def detailed(rule: str, **given: object) -> dict[str, object]:
    return form(
        rule,
        **{
            "judul": "SE 443/9/2021: dibatasi",
            "benar-sampai": "2021-07-02",
            "judul-en": "Mayor's circular",
            "pasal": "diktum KEDUA",
            "ulang": ["MO", "WE"],
            "persen": "5",
            **given,
        },
    )


def test_numbers_article_days_and_english_title_are_put_right_too(web: WebOffice) -> None:
    rule = limited(web)
    page = re.sub(r"\s+", " ", web.client.get(f"/kantor/aturan/catatan/{rule}").text)
    for words in (
        'value="5"',
        'value="diktum KEDUA"',
        'value="MO" checked',
        "Mayor&#39;s circular",
    ):
        assert words in page, words
    right = {"persen": "50", "pasal": "diktum KETIGA", "ulang": ["MO", "WE", "FR"]}
    status, page = send(web.client, "pratinjau", detailed(rule, **right))
    assert status == 200, page
    for was, now in (
        ("5", "50"),
        ("diktum KEDUA", "diktum KETIGA"),
        ("setiap Senin, Rabu", "setiap Senin, Rabu, Jumat"),
    ):
        assert re.search(rf"<s>{was}</s>\s*</td>\s*<td>\s*{now}\s*</td>", page), now
    status, where = send(web.client, "berlakukan", detailed(rule, **right))
    assert status == 303
    new = where.rsplit("/", 1)[1]
    record = next(r for r in state_of(web).records if r["id"] == new)
    assert record["effects"] == {"percent": 50}
    assert (record["article"], record["repeats"]) == ("diktum KETIGA", "FREQ=WEEKLY;BYDAY=MO,WE,FR")
    assert record["title_en"] == "Mayor's circular"


def test_details_that_are_not_asked_for_stay_and_empty_ones_go(web: WebOffice) -> None:
    rule = limited(web)
    plain = form(rule, judul="SE 443/9/2021: dibatasi")
    assert send(web.client, "berlakukan", plain)[0] == 303
    kept = next(r for r in state_of(web).records if r.get("corrects") == rule)
    assert (kept["article"], kept["effects"]) == ("diktum KEDUA", {"percent": 5})
    emptied = detailed(str(kept["id"]), kunci="kosong", pasal="", ulang=[], persen="", total="20")
    status, page = send(web.client, "berlakukan", emptied)
    assert status == 303, re.findall(r"<li>(.{0,200})", page)
    last = next(r for r in state_of(web).records if r.get("corrects") == kept["id"])
    assert last["effects"] == {"total": 20}
    assert not last.get("article")
    assert not last.get("repeats")
    never = detailed(
        str(last["id"]), kunci="tak", **{"ulang": ["SU"], "benar-sampai": "2021-07-02"}
    )
    status, page = send(web.client, "pratinjau", never)
    assert (status, "Hari itu tidak ada" in page) == (422, True)


def test_a_lifted_rule_stays_lifted_when_it_is_corrected(web: WebOffice) -> None:
    rule = enforced(web)
    lift = {"jenis": "buka", "target": rule, "mulai": "2021-06-30", "kunci": "buka"}
    status, _ = send(web.client, "berlakukan", {**lift, "sumber": "SE 443/10/2021"})
    assert status == 303
    page = web.client.get(f"/kantor/aturan/catatan/{rule}").text
    assert "Diakhiri oleh" in page
    for _ in range(2):
        status, where = send(web.client, "usulkan", form(rule))
        assert (status, where) == (303, "/kantor/aturan#menunggu")
    before = states(web)
    new = next(str(r["id"]) for r in state_of(web).records if r.get("corrects") == rule)
    other = client_of(web.office, person="Dewi")
    path = f"/kantor/aturan/catatan/{new}-1"
    assert "Benar, berlakukan" in other.get(path).text
    assert other.post(f"{path}/periksa", data={"kunci": "p"}).status_code == 303
    assert "Menunggu orang kedua" not in web.client.get("/kantor/aturan").text
    assert states(web) == before
    standing = {each.id: each for each in state_of(web).book.view(date(2021, 6, 21)).rules}
    assert standing[new].last == date(2021, 6, 29)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sumber-perbaikan": ""}, "masih kosong"),
        ({"wilayah": []}, "Wilayah belum dipilih"),
        ({"wilayah": ["32.02"]}, "Wilayah tidak dikenal"),
        ({"benar-sampai": "2021-06-01"}, "Tukar keduanya"),
        ({"benar-mulai": ""}, "Mulai yang benar"),
        ({"benar-sampai": "2021-07-02"}, "Belum ada yang berubah"),
        ({"judul": "x"}, "Judul"),
    ],
)
def test_a_wrong_correction_is_told_and_all_that_was_typed_is_shown(
    web: WebOffice, given: dict[str, object], message: str
) -> None:
    rule = enforced(web)
    title = next(str(r["title"]) for r in state_of(web).records if r["id"] == rule)
    before = state_of(web).revision
    status, page = send(web.client, "pratinjau", form(rule, **{"judul": title, **given}))
    assert status == 422
    assert message in page
    assert 'id="sumber-perbaikan"' in page
    assert state_of(web).revision == before


def test_an_unknown_rule_cannot_be_corrected(web: WebOffice) -> None:
    assert send(web.client, "pratinjau", form("R-NIHIL"))[0] == 404


def test_the_page_says_what_lets_service_resume_who_looks_and_how_grave_it_is(
    web: WebOffice,
) -> None:
    given = {"sampai": "", "periksa": "2021-07-05", "pemeriksa": "Kepala Bidang Dafduk"}
    status, where = post(web.client, "berlakukan", **given, pulih="Level 2 di seluruh kota")
    assert status == 303
    page = web.client.get(where).text
    for words in (
        "Senin, 5 Juli 2021, oleh Kepala Bidang Dafduk",
        "Level 2 di seluruh kota",
        "<dd>layanan berhenti</dd>",
        "<dd>berat</dd>",
    ):
        assert words in page, words
    public = web.client.get("/data/aturan.json").text
    assert "443/9" in public
    assert "NO_SERVICE" in public
    assert "SEVERE" in public
    assert "Dafduk" not in public
