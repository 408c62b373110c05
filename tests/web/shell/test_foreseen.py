"""What a page showed that an act does is what it does; else nothing is saved and it is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from fastapi.testclient import TestClient

from planner.actions.crews.enter_units import enter_units
from planner.actions.requests.end_visits import cancel_visits
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.confirm_rules import propose_rules
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.preview_rules import preview_rules
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.vocabulary import VisitState
from tests.builders import act_on, make_request, make_unit
from tests.web.conftest import WebOffice, client_of

MONDAY = date(2021, 6, 21)
STOP: dict[str, object] = {
    "kind": "rule",
    "id": "R-UJI",
    "title": "SE Wali Kota 9/2021: sesi dihentikan",
    "issuer": "city",
    "binding": "mandatory",
    "areas": ["32.72"],
    "from": "2021-06-28",
    "to": "2021-07-02",
    "known_on": MONDAY.isoformat(),
    "effects": {"suspend": True},
    "evidence": "synthetic",
}
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
OUTDATED = "Keadaan berubah sejak akibatnya dilihat"


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def mark_in(page: str, place: str = "") -> str:
    """Return the mark that the form sent to ``place`` carries."""
    found = re.search(rf'{place}[\s\S]*?name="akibat" value="(\d+-\d+-[0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def scheduled(web: WebOffice) -> list[str]:
    visits = state_of(web).visits.values()
    return sorted(v.id for v in visits if v.state is VisitState.SCHEDULED and not v.private)


def tiles(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]*)</dt>\s*<dd>(\d+)</dd>", page))


def test_a_restriction_is_saved_only_as_it_was_seen(web: WebOffice) -> None:
    seen = web.client.post("/kantor/aturan/pratinjau", data=FORM).text
    mark, counted = mark_in(seen), tiles(seen)
    assert mark.startswith(f"{counted['Kunjungan berubah']}-{counted['Orang terdampak']}-")
    cancel_visits(web.office, act_on(MONDAY), scheduled(web)[:1], why="Batal untuk uji.")
    before = state_of(web)
    refused = web.client.post("/kantor/aturan/berlakukan", data={**FORM, "akibat": mark})
    assert refused.status_code == 409
    assert f"tadi {counted['Kunjungan berubah']} kunjungan" in refused.text
    assert OUTDATED in refused.text
    assert state_of(web) == before
    anew = mark_in(refused.text)
    assert anew != mark
    assert tiles(refused.text)["Kunjungan berubah"] == anew.split("-")[0]
    done = web.client.post("/kantor/aturan/berlakukan", data={**FORM, "akibat": anew})
    assert done.status_code == 303
    after = state_of(web).visits
    changed = [name for name in after if after[name] != before.visits.get(name)]
    assert len(changed) == int(anew.split("-")[0])


def test_a_mark_that_is_none_is_refused(web: WebOffice) -> None:
    sent = {**FORM, "akibat": "<script>"}
    assert web.client.post("/kantor/aturan/berlakukan", data=sent).status_code == 422


def test_a_proposal_is_confirmed_only_as_it_was_seen(web: WebOffice) -> None:
    propose_rules(web.office, act_on(MONDAY), [STOP])
    other: TestClient = client_of(web.office, person="Dewi")
    path = "/kantor/aturan/catatan/R-UJI"
    page = other.get(path).text
    mark = mark_in(page, "periksa")
    assert tiles(page)["Kunjungan berubah"] == mark.split("-")[0] == str(len(scheduled(web)) + 1)
    cancel_visits(web.office, act_on(MONDAY), scheduled(web)[:1], why="Batal untuk uji.")
    refused = other.post(f"{path}/periksa", data={"kunci": "p", "akibat": mark})
    assert (refused.status_code, OUTDATED in refused.text) == (409, True)
    assert VisitState.SUSPENDED not in {v.state for v in state_of(web).visits.values()}
    again = {"kunci": "q", "akibat": mark_in(refused.text, "periksa")}
    assert other.post(f"{path}/periksa", data=again).status_code == 303
    assert scheduled(web) == []


def test_a_plan_is_published_only_as_it_was_seen(web: WebOffice) -> None:
    days = {"first": "2021-07-05", "last": "2021-07-09"}
    where = web.client.post("/kantor/draf", data=days).headers["location"]
    mark = mark_in(web.client.get(f"{where}/periksa").text)
    added = next(v for v in state_of(web).visits.values() if v.request.id == "P-9")
    cancel_visits(web.office, act_on(MONDAY), [added.id], why="Batal untuk uji.")
    before = state_of(web)
    refused = web.client.post(f"{where}/terbitkan", data={"kunci": "t", "akibat": mark})
    assert refused.status_code == 409
    assert state_of(web) == before


def test_an_import_is_taken_and_undone_only_as_it_was_seen(web: WebOffice) -> None:
    head = "Nomor;Jenis;Kelurahan;Tempat;Jumlah orang;Layanan;Tanggal permohonan;Kontak"
    rows = [f"A-{n};PERMUKIMAN;Tipar;Balai RW 0{n};60;KK;2021-06-01;081200011{n}" for n in range(2)]
    sent = "\r\n".join((head, *rows)).encode()
    where = web.client.post(
        "/kantor/impor", data={"jenis": "requests"}, files={"berkas": ("a.csv", sent)}
    ).headers["location"]
    mark = mark_in(web.client.get(where).text)
    assert mark.startswith("2-120-")
    taken = make_request("A-0", people=60, place="Balai RW 00", services=("KK",))
    enter_requests(web.office, act_on(MONDAY), [taken])
    refused = web.client.post(f"{where}/ambil", data={"kunci": "a", "akibat": mark})
    assert (refused.status_code, OUTDATED in refused.text) == (409, True)
    assert "A-1" not in {v.request.id for v in state_of(web).visits.values()}
    again = {"kunci": "b", "akibat": mark_in(refused.text)}
    assert web.client.post(f"{where}/ambil", data=again).status_code == 303

    listed = web.client.get("/kantor/impor").text
    undo = mark_in(listed, "batalkan")
    assert undo.startswith("1-60-")
    brought = [v.id for v in state_of(web).visits.values() if v.request.id == "A-1"]
    cancel_visits(web.office, act_on(MONDAY), brought, why="Batal untuk uji.")
    page = web.client.get("/kantor/impor").text
    assert "tidak bisa dibatalkan utuh" in page
    assert "Urungkan impor ini" not in page


def test_a_table_of_days_says_which_visits_it_stops(web: WebOffice) -> None:
    day = min(v.day for v in state_of(web).visits.values() if v.day is not None)
    sent = f"tanggal;hari_kerja;keterangan\r\n{day};tidak;Libur daerah".encode()
    answer = web.client.post(
        "/kantor/impor", data={"jenis": "calendar"}, files={"berkas": ("h.csv", sent)}
    )
    page = web.client.get(answer.headers["location"]).text
    stopped = int(mark_in(page).split("-")[0])
    assert stopped > 0
    assert f"Mengambilnya mengubah {stopped} kunjungan" in page.replace("\n", " ")


def test_units_on_file_change_no_mark_of_rules(web: WebOffice) -> None:
    seen = web.client.post("/kantor/aturan/pratinjau", data=FORM).text
    enter_units(web.office, act_on(MONDAY), [make_unit("unit-3")])
    sent = {**FORM, "akibat": mark_in(seen)}
    assert web.client.post("/kantor/aturan/berlakukan", data=sent).status_code == 303


def test_a_rule_known_only_later_is_seen_as_if_it_were_known_and_recorded_all_the_same(
    web: WebOffice,
) -> None:
    later = {**STOP, "known_on": "2021-06-25"}
    act = act_on(MONDAY)
    seen = preview_rules(web.office, act, [later])
    assert seen.effect.visits > 0
    assert seen.mark.startswith("0-0-")
    done = enter_rules(web.office, replace(act, foreseen=seen.mark), [later])
    assert (done.update.changes, len(scheduled(web)) > 0) == ((), True)
