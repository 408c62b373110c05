"""Restrictions through the pages: seen beforehand, proposed, confirmed by another, ended early."""

from __future__ import annotations

import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from planner.actions.saving.world import World, load_world
from planner.domain.words import VisitState
from tests.web.conftest import Office, client_of

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


def world_of(office: Office) -> World:
    with office.desk.database.reading() as store:
        return load_world(store, office.desk.areas)


def second(office: Office, name: str = "Dewi") -> TestClient:
    """Return the client of another person."""
    return client_of(office.desk, person=name)


def post(client: TestClient, verb: str, **given: object) -> tuple[int, str]:
    answer = client.post(f"/kantor/aturan/{verb}", data={**FORM, **given})
    return answer.status_code, answer.text + answer.headers.get("location", "")


def states(office: Office) -> list[VisitState]:
    return sorted(v.state for v in world_of(office).visits.values())


def rule_ids(office: Office) -> list[str]:
    return [str(r["id"]) for r in world_of(office).records if str(r["id"]).startswith("R-2021-")][
        -1:
    ]


def enforced(office: Office) -> str:
    """Let a restriction act at once and return its id."""
    status, where = post(office.client, "berlakukan")
    assert status == 303
    return where.rsplit("/", 1)[1]


def test_the_list_shows_rules_as_known_today_with_states_and_timeline(office: Office) -> None:
    page = office.client.get("/kantor/aturan").text
    assert "Berlaku" in page
    assert "Garis waktu menurut wilayah" in page
    assert "<svg" in page
    assert "Inmendagri 15/2021" not in page
    assert "sesudahnya tanggal sementara" in page
    everything = office.client.get("/kantor/aturan?semua=ya").text
    assert everything.count("<tr>") > page.count("<tr>")


def test_what_a_restriction_does_is_seen_before_and_nothing_is_saved(office: Office) -> None:
    before = world_of(office).revision
    status, page = post(office.client, "pratinjau")
    assert status == 200
    assert "Kunjungan yang terkena" in page
    assert "dihentikan sementara" in page.lower()
    assert "Yang dibaca warga" in page
    assert re.search(r"<dt>Orang terdampak</dt><dd>(\d+)</dd>", page)
    assert "Kunjungan rumah" in page
    public = re.search(r'id="baca".*?</section>', page, re.S)
    assert public is not None
    assert "rumah" not in public[0]
    assert world_of(office).revision == before


def test_a_proposal_waits_for_another_person_and_then_acts(office: Office) -> None:
    before = states(office)
    for _ in range(2):
        status, where = post(office.client, "usulkan")
        assert (status, where) == (303, "/kantor/aturan#menunggu")
    assert states(office) == before
    page = office.client.get("/kantor/aturan").text
    assert "Menunggu orang kedua (2)" in page
    rule = next(
        str(r["id"]) for r in world_of(office).records if r.get("proposed") and r["kind"] == "rule"
    )
    own = office.client.get(f"/kantor/aturan/catatan/{rule}").text
    assert "Ini usulan Anda sendiri" in own
    assert "Kunjungan yang terkena" in own
    refused = office.client.post(f"/kantor/aturan/catatan/{rule}/periksa")
    assert refused.status_code == 422
    assert states(office) == before
    other = second(office)
    assert "Benar, berlakukan" in other.get(f"/kantor/aturan/catatan/{rule}").text
    for _ in range(2):
        done = other.post(f"/kantor/aturan/catatan/{rule}/periksa", data={"kunci": "p"})
        assert done.status_code == 303
    assert VisitState.SUSPENDED in states(office)
    assert "Berlaku" in office.client.get("/kantor/aturan").text
    assert "Menunggu orang kedua" not in office.client.get("/kantor/aturan").text
    assert sum(r["kind"] == "confirmation" for r in world_of(office).records) == 1


def test_a_proposal_is_put_away_with_a_reason_and_never_acts(office: Office) -> None:
    post(office.client, "usulkan")
    rule = next(str(r["id"]) for r in world_of(office).records if r["id"] in rule_ids(office))
    path = f"/kantor/aturan/catatan/{rule}"
    assert office.client.post(f"{path}/tolak", data={"alasan": " "}).status_code == 422
    before = states(office)
    for _ in range(2):
        form = {"alasan": "Nomor surat salah", "kunci": "t"}
        assert office.client.post(f"{path}/tolak", data=form).status_code == 303
    assert "Usulan ditolak" in office.client.get(path).text
    assert "Menunggu orang kedua" not in office.client.get("/kantor/aturan").text
    assert second(office).post(f"{path}/periksa", data={"kunci": "p"}).status_code == 303
    assert states(office) == before
    assert not any(r["kind"] == "confirmation" for r in world_of(office).records)


def test_what_acts_at_once_stops_visits_and_tells_people(office: Office) -> None:
    rule = enforced(office)
    assert enforced(office) == rule
    assert VisitState.SUSPENDED in states(office)
    page = office.client.get(f"/kantor/aturan/catatan/{rule}").text
    for told in ("SE 443/9/2021", "Wali Kota Sukabumi", "Kecamatan Citamiang", "Akan berlaku"):
        assert told in page
    assert "443/9" in office.client.get("/aturan.html").text


def test_a_restriction_is_lifted_early_and_its_visits_may_be_planned_again(office: Office) -> None:
    rule = enforced(office)
    lift = {"jenis": "buka", "target": rule, "mulai": "2021-06-30", "kunci": "buka"}
    seen = office.client.post("/kantor/aturan/pratinjau", data=lift)
    assert seen.status_code == 200
    assert "Bisa lebih awal, perlu dijadwalkan ulang" in seen.text
    assert "dibuka lagi lebih awal" in seen.text
    done = office.client.post("/kantor/aturan/berlakukan", data=lift)
    assert done.status_code == 303
    waiting = [v for v in world_of(office).visits.values() if v.state is VisitState.SUSPENDED]
    assert {v.earliest for v in waiting} == {date(2021, 6, 30)}
    assert "28-29 Juni 2021" in office.client.get(f"/kantor/aturan/catatan/{rule}").text


def test_a_restriction_is_extended_and_revoked_by_new_records(office: Office) -> None:
    rule = enforced(office)
    before = world_of(office).records
    longer = {"jenis": "perpanjang", "target": rule, "sampai": "2021-07-09", "kunci": "p"}
    assert office.client.post("/kantor/aturan/berlakukan", data=longer).status_code == 303
    assert "3-9 Juli 2021" in office.client.get("/kantor/aturan").text
    gone = {"jenis": "cabut", "target": rule, "kunci": "c"}
    assert office.client.post("/kantor/aturan/berlakukan", data=gone).status_code == 303
    assert "Dicabut" in office.client.get(f"/kantor/aturan/catatan/{rule}").text
    assert world_of(office).records[: len(before)] == before
    again = office.client.post("/kantor/aturan/pratinjau", data={**gone, "kunci": "d"})
    assert again.status_code == 422
    assert "tidak berlaku lagi" in again.text


@pytest.mark.parametrize(
    ("given", "told"),
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
    office: Office, verb: str, given: dict[str, object], told: str
) -> None:
    before = world_of(office).revision
    status, page = post(office.client, verb, **given)
    assert status == 422
    assert told in page
    assert world_of(office).revision == before


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
    office: Office, given: dict[str, object]
) -> None:
    assert post(office.client, "pratinjau", **given)[0] == 200
    status, where = post(office.client, "berlakukan", **given)
    assert status == 303
    assert office.client.get(where).status_code == 200
    assert office.client.get("/kantor/aturan").status_code == 200
    assert office.client.get("/").status_code == 200


def test_unknown_rules_are_told(office: Office) -> None:
    assert office.client.get("/kantor/aturan/catatan/R-NIHIL").status_code == 404
    assert office.client.post("/kantor/aturan/catatan/R-NIHIL/periksa").status_code == 404
    lift = {"jenis": "buka", "target": "R-NIHIL", "mulai": "2021-06-30"}
    assert office.client.post("/kantor/aturan/pratinjau", data=lift).status_code == 404


def test_the_policy_gets_a_new_version_with_the_cells_chosen(office: Office) -> None:
    page = office.client.get("/kantor/aturan/kebijakan").text
    assert "P-2021-LEVEL-DAN-ZONA" in page
    form = {
        "jenis": "kebijakan",
        "kunci": "k",
        "mulai": "2021-06-22",
        "level-4-AKI_NINI": "berhenti",
    }
    assert office.client.post("/kantor/aturan/pratinjau", data=form).status_code == 200
    assert office.client.post("/kantor/aturan/usulkan", data=form).status_code == 303
    newest = world_of(office).records[-1]
    assert newest["by_level"]["4"]["AKI_NINI"] == {"suspend": True}  # type: ignore[index]
    assert newest["by_level"]["4"]["PELAJAR"] == {"suspend": True}  # type: ignore[index]
    assert newest["by_level"]["3"]["PELAJAR"]["percent"] == 50  # type: ignore[index]


def test_what_was_filled_in_comes_back_for_a_change(office: Office) -> None:
    page = office.client.post("/kantor/aturan/baru", data=FORM).text
    assert 'value="SE 443/9/2021"' in page
    assert 'value="32.72.03" checked' in page


def test_hostile_text_is_shown_as_text(office: Office) -> None:
    bad = "<script>window.__pwn=1</script>"
    status, page = post(office.client, "pratinjau", judul=bad, nomor=bad, sumber=bad, alasan=bad)
    assert status == 200
    assert "<script>window" not in page
    where = post(office.client, "berlakukan", judul=bad, nomor=bad, sumber=bad, alasan=bad)[1]
    assert "<script>window" not in office.client.get(where).text
    assert "<script>window" not in office.client.get("/kantor/aturan").text
