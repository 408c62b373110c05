"""A change of a rule that cannot be taken is shown again on that rule's own page."""

from __future__ import annotations

import pytest

from tests.web.conftest import WebOffice
from tests.web.restrictions.test_pages import enforced, post, state_of


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mulai": ""}, "Dibuka lagi mulai masih kosong"),
        ({"mulai": "2021-06-20"}, "Hari dibuka lagi tidak bisa sebelum hari ini"),
        ({"mulai": "2021-07-09"}, "sudah berakhir 02-07-2021"),
        ({"jenis": "perpanjang", "sampai": "2021-07-02"}, "harus sesudah 02-07-2021"),
        ({"jenis": "cabut", "diketahui": "2021-06-22"}, "tidak bisa sesudah hari ini"),
        ({"jenis": "cabut", "sesudah": "entah"}, "pilih salah satu"),
    ],
)
def test_a_change_that_cannot_be_taken_comes_back_on_the_rules_own_page(
    web: WebOffice, given: dict[str, str], message: str
) -> None:
    rule = enforced(web)
    sent = {"jenis": "buka", "target": rule, "mulai": "2021-06-30", "sumber": "SE <7>", **given}
    answer = web.client.post("/kantor/aturan/pratinjau", data=sent)
    assert answer.status_code == 422
    assert message in answer.text
    assert "<h1>SE 443/9/2021" in answer.text
    assert 'value="SE &lt;7&gt;"' in answer.text


def test_the_page_of_a_rule_that_is_not_there_is_not_shown_again(web: WebOffice) -> None:
    for kind, day in (("buka", "mulai"), ("perpanjang", "sampai")):
        sent = {"jenis": kind, "target": "R-NIHIL", day: "besok"}
        answer = web.client.post("/kantor/aturan/pratinjau", data=sent)
        assert answer.status_code == 404
        assert "Aturan R-NIHIL tidak ada" in answer.text
    answer = web.client.post("/kantor/aturan/catatan/R-NIHIL/tolak", data={"alasan": ""})
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["buka", "cabut"])
def test_an_ending_names_its_source(web: WebOffice, kind: str) -> None:
    rule = enforced(web)
    sent = {"jenis": kind, "target": rule, "mulai": "2021-06-30"}
    for given in ({}, {"sumber": ""}):
        answer = web.client.post("/kantor/aturan/pratinjau", data={**sent, **given})
        assert answer.status_code == 422
        assert "Sumber masih kosong" in answer.text


def test_a_restriction_says_whether_a_successor_is_expected(web: WebOffice) -> None:
    for after, regime in (("menunggu", "PSBB BARU"), ("selesai", None)):
        form = {"sesudah": after, "rangkaian": "psbb baru", "kunci": f"sesudah-{after}"}
        status, _ = post(web.client, "berlakukan", **form)
        assert status == 303
        assert state_of(web).records[-1].get("regime") == regime
    rule = str(state_of(web).records[-3]["id"])
    assert (
        "Masa PSBB BARU dinyatakan berakhir"
        in web.client.get(f"/kantor/aturan/catatan/{rule}").text
    )
    over = {"jenis": "cabut", "target": rule, "sesudah": "selesai", "sumber": "SE 443/11/2021"}
    assert web.client.post("/kantor/aturan/berlakukan", data=over).status_code == 303
    assert state_of(web).records[-1]["ends_regime"] == ["PSBB BARU"]


def test_a_first_policy_is_called_so_until_an_admin_adopts_it(web: WebOffice) -> None:
    words = "Anggapan awal, belum disahkan kantor"
    assert words in web.client.get("/kantor/aturan/kebijakan").text
    wrong = web.client.post("/kantor/aturan/kebijakan/sahkan", data={"kebijakan": "P-NIHIL"})
    assert (wrong.status_code, "bukan kebijakan" in wrong.text) == (422, True)
    sent = {"kebijakan": "P-2021-LEVEL-DAN-ZONA", "kunci": "sah"}
    assert web.client.post("/kantor/aturan/kebijakan/sahkan", data=sent).status_code == 303
    assert words not in web.client.get("/kantor/aturan/kebijakan").text
