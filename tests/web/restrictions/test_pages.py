"""Restrictions through the pages: seen beforehand, proposed, confirmed by another, ended early."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from planner.actions.restrictions.confirm_rules import propose_rules
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.decisions import Ask
from planner.domain.vocabulary import Line, VisitState
from planner.rules import decide
from tests.builders import act_on
from tests.web.conftest import WebOffice, client_of

FORM = {
    "kunci": "aturan-satu",
    "jenis": "baru",
    "apa": "berhenti",
    "sebab": "medical_emergency",
    "wilayah": ["32.72.03"],
    "mulai": "2021-06-28",
    "sampai": "2021-07-02",
    "nomor": "SE 443/9/2021",
    "penerbit": "Wali Kota Sukabumi",
    "tingkat": "city",
    "tandatangan": "2021-06-21",
    "diketahui": "2021-06-21",
    "sumber": "surat 443/9",
}


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def second(web: WebOffice, name: str = "Dewi") -> TestClient:
    """Return the client of another person."""
    return client_of(web.office, person=name)


def post(client: TestClient, verb: str, **given: object) -> tuple[int, str]:
    answer = client.post(f"/kantor/aturan/{verb}", data={**FORM, **given})
    return answer.status_code, answer.text + answer.headers.get("location", "")


def states(web: WebOffice) -> list[VisitState]:
    return sorted(v.state for v in state_of(web).visits.values())


def rule_ids(web: WebOffice) -> list[str]:
    return [str(r["id"]) for r in state_of(web).records if str(r["id"]).startswith("R-2021-")][-1:]


def enforced(web: WebOffice) -> str:
    """Let a restriction act at once and return its id."""
    status, where = post(web.client, "berlakukan")
    assert status == 303
    return where.rsplit("/", 1)[1]


def test_the_list_shows_rules_as_known_today_with_states_and_timeline(web: WebOffice) -> None:
    page = web.client.get("/kantor/aturan").text
    assert "Berlaku" in page
    assert "Garis waktu menurut wilayah" in page
    assert "<svg" in page
    assert "Inmendagri 15/2021" not in page
    assert "sesudahnya tanggal sementara" in page
    everything = web.client.get("/kantor/aturan?semua=ya").text
    assert everything.count("<tr>") > page.count("<tr>")


def test_what_a_restriction_does_is_seen_before_and_nothing_is_saved(web: WebOffice) -> None:
    before = state_of(web).revision
    status, page = post(web.client, "pratinjau")
    assert status == 200
    assert "Kunjungan yang terkena" in page
    assert "dihentikan sementara" in page.lower()
    assert "Yang dibaca warga" in page
    assert re.search(r"<dt>Orang terdampak</dt><dd>(\d+)</dd>", page)
    assert "Kunjungan rumah" in page
    public = re.search(r'id="baca".*?</section>', page, re.S)
    assert public is not None
    assert "rumah" not in public[0]
    assert state_of(web).revision == before


def test_a_proposal_waits_for_another_person_and_then_acts(web: WebOffice) -> None:
    before = states(web)
    for _ in range(2):
        status, where = post(web.client, "usulkan")
        assert (status, where) == (303, "/kantor/aturan#menunggu")
    assert states(web) == before
    page = web.client.get("/kantor/aturan").text
    assert "Menunggu orang kedua (1)" in page
    assert "bersama dasarnya" in page
    rule = next(
        str(r["id"]) for r in state_of(web).records if r.get("proposed") and r["kind"] == "rule"
    )
    own = web.client.get(f"/kantor/aturan/catatan/{rule}").text
    assert "Ini usulan Anda sendiri" in own
    assert "Kunjungan yang terkena" in own
    refused = web.client.post(f"/kantor/aturan/catatan/{rule}/periksa")
    assert refused.status_code == 422
    assert states(web) == before
    other = second(web)
    assert "Benar, berlakukan" in other.get(f"/kantor/aturan/catatan/{rule}").text
    for _ in range(2):
        done = other.post(f"/kantor/aturan/catatan/{rule}/periksa", data={"kunci": "p"})
        assert done.status_code == 303
    assert VisitState.SUSPENDED in states(web)
    assert "Berlaku" in web.client.get("/kantor/aturan").text
    assert "Menunggu orang kedua" not in web.client.get("/kantor/aturan").text
    assert sum(r["kind"] == "confirmation" for r in state_of(web).records) == 1


def test_whatever_waits_has_a_page_on_which_it_is_decided(web: WebOffice) -> None:
    post(web.client, "usulkan")
    alone = {
        "kind": "instrument",
        "id": "I-SENDIRI",
        "title": "Surat tanpa aturan",
        "number": "1/2021",
        "issued_by": "Wali Kota",
        "issuer": "city",
        "known_on": "2021-06-25",
        "evidence": "synthetic",
    }
    propose_rules(web.office, replace(act_on(date(2021, 6, 21)), who="Sari"), [alone])
    lists = web.client.get("/kantor/aturan").text
    waiting = re.search(r'id="menunggu".*?</section>', lists, re.S)
    assert waiting is not None
    links = re.findall(r'href="([^"]+)"', waiting[0])
    assert len(links) == 2
    other = second(web)
    for place in links:
        assert "Benar, berlakukan" in other.get(place).text
        done = other.post(f"{place}/periksa", data={"kunci": place[-8:]})
        assert done.status_code == 303
        assert other.get(done.headers["location"]).status_code == 200
    assert "Menunggu orang kedua" not in web.client.get("/kantor/aturan").text


def test_a_proposal_is_put_away_with_a_reason_and_never_acts(web: WebOffice) -> None:
    post(web.client, "usulkan")
    rule = next(str(r["id"]) for r in state_of(web).records if r["id"] in rule_ids(web))
    path = f"/kantor/aturan/catatan/{rule}"
    assert web.client.post(f"{path}/tolak", data={"alasan": " "}).status_code == 422
    before = states(web)
    for _ in range(2):
        form = {"alasan": "Nomor surat salah", "kunci": "t"}
        assert web.client.post(f"{path}/tolak", data=form).status_code == 303
    assert "Usulan ditolak" in web.client.get(path).text
    assert "Menunggu orang kedua" not in web.client.get("/kantor/aturan").text
    assert second(web).post(f"{path}/periksa", data={"kunci": "p"}).status_code == 303
    assert states(web) == before
    assert not any(r["kind"] == "confirmation" for r in state_of(web).records)


def test_what_acts_at_once_stops_visits_and_tells_people(web: WebOffice) -> None:
    rule = enforced(web)
    assert enforced(web) == rule
    assert VisitState.SUSPENDED in states(web)
    page = web.client.get(f"/kantor/aturan/catatan/{rule}").text
    for words in ("SE 443/9/2021", "Wali Kota Sukabumi", "Kecamatan Citamiang", "Akan berlaku"):
        assert words in page
    assert "443/9" in web.client.get("/aturan.html").text


def test_a_restriction_is_lifted_early_and_its_visits_may_be_planned_again(web: WebOffice) -> None:
    rule = enforced(web)
    lift = {"jenis": "buka", "target": rule, "mulai": "2021-06-30", "kunci": "buka"}
    lift["sumber"] = "SE 443/10/2021"
    seen = web.client.post("/kantor/aturan/pratinjau", data=lift)
    assert seen.status_code == 200
    assert "Bisa lebih awal, perlu dijadwalkan ulang" in seen.text
    assert "dibuka lagi lebih awal" in seen.text
    done = web.client.post("/kantor/aturan/berlakukan", data=lift)
    assert done.status_code == 303
    waiting = [v for v in state_of(web).visits.values() if v.state is VisitState.SUSPENDED]
    assert {v.earliest for v in waiting} == {date(2021, 6, 30)}
    assert "28-29 Juni 2021" in web.client.get(f"/kantor/aturan/catatan/{rule}").text


def test_a_restriction_is_extended_and_revoked_by_new_records(web: WebOffice) -> None:
    rule = enforced(web)
    before = state_of(web).records
    longer = {"jenis": "perpanjang", "target": rule, "sampai": "2021-07-09", "kunci": "p"}
    assert web.client.post("/kantor/aturan/berlakukan", data=longer).status_code == 303
    assert "3-9 Juli 2021" in web.client.get("/kantor/aturan").text
    gone = {"jenis": "cabut", "target": rule, "kunci": "c", "sumber": "SE 443/10/2021"}
    assert web.client.post("/kantor/aturan/berlakukan", data=gone).status_code == 303
    assert "Dicabut" in web.client.get(f"/kantor/aturan/catatan/{rule}").text
    assert state_of(web).records[: len(before)] == before
    again = web.client.post("/kantor/aturan/pratinjau", data={**gone, "kunci": "d"})
    assert again.status_code == 422
    assert "tidak berlaku lagi" in again.text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"wilayah": []}, "Wilayah belum dipilih"),
        ({"wilayah": ["32.02"]}, "Wilayah belum dipilih"),
        ({"sampai": "2021-06-01"}, "Tukar keduanya"),
        ({"mulai": "besok"}, "bukan tanggal"),
        ({"apa": "sulap"}, "pilih salah satu"),
        ({"apa": "batasi"}, "Batasan masih kosong"),
        ({"apa": "batasi", "persen": "0"}, "angka dari 1 sampai 100"),
        ({"apa": "level", "level": "9"}, "angka dari 1 sampai 4"),
        ({"apa": "zona", "zona": "ungu"}, "pilih salah satu"),
        ({"penerbit": ""}, "Penerbit masih kosong"),
        ({"diketahui": "2021-06-22"}, "tidak bisa sesudah hari ini"),
        ({"sumber": "x"}, "Sumber terlalu pendek"),
        ({"judul": "3272010101010001"}, "jangan tulis NIK"),
        ({"sampai": "", "periksa": "2021-06-21"}, "sesudah hari ini"),
        ({"jenis": "sulap"}, "pilih salah satu"),
        ({"jenis": "kebijakan"}, "Belum ada sel yang diubah"),
        ({"jenis": "kebijakan", "level-4-PELAJAR": "sulap"}, "tidak dikenal"),
    ],
)
@pytest.mark.parametrize("verb", ["pratinjau", "usulkan", "berlakukan"])
def test_bad_fields_are_told_and_nothing_is_saved(
    web: WebOffice, verb: str, given: dict[str, object], message: str
) -> None:
    before = state_of(web).revision
    status, page = post(web.client, verb, **given)
    assert status == 422
    assert message in page
    assert state_of(web).revision == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "given",
    [
        {"apa": "mendesak", "nomor": "", "penerbit": "", "tingkat": "office", "sampai": ""},
        {"apa": "batasi", "persen": "50", "bersama": "10", "terbuka": "ya", "masker": "ya"},
        {"apa": "level", "level": "4", "wilayah": ["32.72"]},
        {"apa": "zona", "zona": "red", "wilayah": ["32.72.03.1002"]},
        {"apa": "tempat", "jalur": ["PELAJAR"], "wilayah": ["32.72"]},
        {"apa": "kurang", "alat": "vehicle", "sebab": "technical_problem"},
        {"jalur": ["PERMUKIMAN", "PELAJAR"], "wilayah": ["32.72.03", "32.72.03.1002"]},
    ],
)
def test_every_kind_of_restriction_can_be_entered_and_shown(
    web: WebOffice, given: dict[str, object]
) -> None:
    assert post(web.client, "pratinjau", **given)[0] == 200
    status, where = post(web.client, "berlakukan", **given)
    assert status == 303
    assert web.client.get(where).status_code == 200
    assert web.client.get("/kantor/aturan").status_code == 200
    assert web.client.get("/").status_code == 200


def test_unknown_rules_are_told(web: WebOffice) -> None:
    assert web.client.get("/kantor/aturan/catatan/R-NIHIL").status_code == 404
    assert web.client.post("/kantor/aturan/catatan/R-NIHIL/periksa").status_code == 404
    lift = {"jenis": "buka", "target": "R-NIHIL", "mulai": "2021-06-30", "sumber": "SE 7"}
    assert web.client.post("/kantor/aturan/pratinjau", data=lift).status_code == 404


def test_the_policy_gets_a_new_version_with_the_cells_chosen(web: WebOffice) -> None:
    page = web.client.get("/kantor/aturan/kebijakan").text
    assert "P-2021-LEVEL-DAN-ZONA" in page
    form = {
        "jenis": "kebijakan",
        "kunci": "k",
        "mulai": "2021-06-22",
        "level-4-AKI_NINI": "berhenti",
    }
    assert web.client.post("/kantor/aturan/pratinjau", data=form).status_code == 200
    assert web.client.post("/kantor/aturan/usulkan", data=form).status_code == 303
    newest = state_of(web).records[-1]
    assert newest["by_level"]["4"]["AKI_NINI"] == {"suspend": True}  # type: ignore[index]
    assert newest["by_level"]["4"]["PELAJAR"] == {"suspend": True}  # type: ignore[index]
    assert newest["by_level"]["3"]["PELAJAR"]["percent"] == 50  # type: ignore[index]


def test_what_was_filled_in_comes_back_for_a_change(web: WebOffice) -> None:
    page = web.client.post("/kantor/aturan/baru", data=FORM).text
    assert 'value="SE 443/9/2021"' in page
    assert 'value="32.72.03" checked' in page


def test_hostile_text_is_shown_as_text(web: WebOffice) -> None:
    bad = "<script>window.__pwn=1</script>"
    status, page = post(web.client, "pratinjau", judul=bad, nomor=bad, sumber=bad, alasan=bad)
    assert status == 200
    assert "<script>window" not in page
    where = post(web.client, "berlakukan", judul=bad, nomor=bad, sumber=bad, alasan=bad)[1]
    assert "<script>window" not in web.client.get(where).text
    assert "<script>window" not in web.client.get("/kantor/aturan").text


def test_what_lies_in_a_wider_area_is_not_written_twice(web: WebOffice) -> None:
    post(web.client, "berlakukan", wilayah=["32.72.03.1002", "32.72.03", "32.72.05", "32.72.03"])
    assert state_of(web).records[-1]["areas"] == ["32.72.03", "32.72.05"]


def test_the_same_rule_is_written_whatever_the_order_of_its_lines(web: WebOffice) -> None:
    post(web.client, "berlakukan", jalur=["PELAJAR", "PERMUKIMAN"])
    assert state_of(web).records[-1]["scope"] == {"lines": ["PERMUKIMAN", "PELAJAR"]}


def test_a_rule_of_some_weekdays_is_kept_shown_and_published(web: WebOffice) -> None:
    given = {
        "ulang": ["MO", "TH"],
        "tiap": "2",
        "pasal": "diktum ketiga huruf c",
        "judul-en": "Stopped on market days",
    }
    status, where = post(web.client, "berlakukan", **given)
    assert status == 303
    rule = where.rsplit("/", 1)[1]
    record = next(each for each in state_of(web).records if each["id"] == rule)
    assert record["repeats"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"
    page = web.client.get(where).text
    for words in ("setiap Senin, Kamis, tiap 2 pekan", "diktum ketiga huruf c", "market days"):
        assert words in page
    assert post(web.client, "pratinjau", kunci="lain", **given)[0] == 200
    # The office stops on those days alone: Monday and Thursday of the first week.
    book, decided = state_of(web).book, []
    for day in range(28, 31):
        ask = Ask(line=Line.PERMUKIMAN, area_code="32.72.03.1002")
        decision = decide(book, None, ask, date(2021, 6, day), as_of=date(2021, 6, 21))
        decided.append(rule in decision.rule_ids)
    assert decided == [True, False, False]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ulang": ["SU"]}, "Hari itu tidak ada dari mulai sampai hari terakhir."),
        ({"ulang": ["XX"]}, "Hari berlakunya: pilih salah satu dari daftar."),
        ({"tiap": "0"}, "Tiap berapa pekan harus angka dari 1 sampai 52."),
        ({"apa": "level", "ulang": ["MO"]}, "Hari berlakunya: hanya untuk yang dihentikan"),
        ({"apa": "zona", "pasal": "pasal 3"}, "Pasal: hanya untuk yang dihentikan"),
    ],
)
def test_days_that_cannot_repeat_are_refused_with_a_sentence(
    web: WebOffice, given: dict[str, object], sentence: str
) -> None:
    before = len(state_of(web).records)
    status, page = post(web.client, "usulkan", **given)
    assert (status, len(state_of(web).records)) == (422, before)
    assert sentence in page


def test_what_is_doubtful_in_a_form_is_told_by_its_title_and_no_line(web: WebOffice) -> None:
    given = {"diketahui": "2021-06-18", "judul": "Berhenti di Warudoyong"}
    status, page = post(web.client, "pratinjau", **given)
    assert status == 200
    warnings = re.findall(r"<li>(Berhenti di Warudoyong: [^<]+)</li>", page)
    assert warnings, page
    assert "baris" not in " ".join(warnings)
