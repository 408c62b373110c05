"""Two people change one visit: the second sees who, when and what, and chooses; nothing is lost."""

from __future__ import annotations

import re
from html import unescape

from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from planner.web.plans.edit_words import edit_conflict
from planner.web.shell.conflicts import FORGOTTEN
from tests.web.conftest import WebOffice, client_of
from tests.web.plans.test_board_edits import DAYS, forms, read


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def scheduled(web: WebOffice) -> Visit:
    return next(
        visit
        for visit in state_of(web).visits.values()
        if visit.state is VisitState.SCHEDULED and not visit.private
    )


def fields_of(page: str, action: str) -> dict[str, str]:
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.S)
    assert form is not None, action
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))


def test_a_visit_changed_by_a_colleague_is_not_overwritten_unseen(web: WebOffice) -> None:
    visit = scheduled(web)
    path = f"/kantor/kunjungan/{visit.id}"
    page = unescape(web.client.get(f"/kantor/permohonan/{visit.request.id}").text)
    mine = fields_of(page, f"{path}/batalkan") | {"alasan": "Warga pindah alamat"}
    theirs = fields_of(page, f"{path}/tunda") | {"alasan": "Jalan longsor", "periksa": "2021-07-05"}
    colleague = client_of(web.office, person="rekan.ani")
    assert colleague.post(f"{path}/tunda", data=theirs).status_code == 303
    refused = web.client.post(f"{path}/batalkan", data=mine)
    assert refused.status_code == 409
    told = unescape(refused.text)
    assert "rekan.ani, Senin, 21 Juni 2021, 10.00 WIB" in told
    assert "Jalan longsor" in told
    rows = re.findall(r'<th scope="row">([^<]+)</th><td[^>]*>([^<]*)</td><td[^>]*><b>([^<]*)', told)
    shown = {name: (before, now) for name, before, now in rows}
    assert shown["Keadaan"] == ("Terjadwal", "Dihentikan sementara")
    assert shown["Hari"][1] == "tidak ada"
    assert shown["Unit mobil"][0] == "Unit-1"
    assert "Orang" not in shown
    assert "Warga pindah alamat" in told
    assert state_of(web).visits[visit.id].state is VisitState.SUSPENDED
    again = fields_of(told, f"{path}/batalkan")
    assert again["alasan"] == "Warga pindah alamat"
    assert web.client.post(f"{path}/batalkan", data=again).status_code == 303
    assert state_of(web).visits[visit.id].state is VisitState.CANCELLED


def test_the_same_form_sent_twice_is_no_conflict(web: WebOffice) -> None:
    visit = scheduled(web)
    path = f"/kantor/kunjungan/{visit.id}/tunda"
    page = unescape(web.client.get(f"/kantor/permohonan/{visit.request.id}").text)
    mine = fields_of(page, path) | {"alasan": "Jalan longsor", "periksa": "2021-07-05"}
    for _ in range(2):
        assert web.client.post(path, data=mine).status_code == 303
    assert state_of(web).visits[visit.id].version == visit.version + 1


def test_every_form_about_a_visit_says_which_one_was_seen(web: WebOffice) -> None:
    visit = scheduled(web)
    assert visit.day is not None
    on_the_day = client_of(web.office, day=visit.day)
    page = on_the_day.get(f"/kantor/permohonan/{visit.request.id}").text
    found = re.findall(r'action="/kantor/kunjungan/[^"]+".*?</form>', page, re.S)
    assert len(found) >= 4
    for form in found:
        assert f'name="versi" value="{visit.version}"' in form


def test_a_place_moved_by_a_colleague_is_shown_field_by_field(web: WebOffice) -> None:
    answer = web.client.post("/kantor/draf", data=DAYS)
    plan = read(web, int(answer.headers["location"].rsplit("/", 1)[1]))
    visit_id = plan.entries[0].visit_id
    link = f"/kantor/rencana/{plan.id}/kunjungan/{visit_id}"
    first, second = forms(unescape(web.client.get(link).text), "pindah")[:2]
    colleague = client_of(web.office, person="rekan.ani")
    assert colleague.post(f"/kantor/rencana/{plan.id}/ubah", data=first).status_code == 303
    moved = read(web, plan.id)
    refused = web.client.post(f"/kantor/rencana/{plan.id}/ubah", data=second)
    assert refused.status_code == 409
    told = unescape(refused.text)
    assert "rekan.ani" in told
    assert "Pakai keadaan sekarang" in told
    assert "Isian yang berbeda" in told
    assert read(web, plan.id) == moved
    again = fields_of(told, f"/kantor/rencana/{plan.id}/ubah")
    assert (again["hari"], again["unit"]) == (second["hari"], second["unit"])
    assert web.client.post(f"/kantor/rencana/{plan.id}/ubah", data=again).status_code == 303
    entry = next(e for e in read(web, plan.id).entries if e.visit_id == visit_id)
    assert (entry.day.isoformat(), entry.unit_id) == (second["hari"], second["unit"])


def test_a_change_that_a_colleague_took_back_meanwhile_is_told_too(web: WebOffice) -> None:
    answer = web.client.post("/kantor/draf", data=DAYS)
    plan = read(web, int(answer.headers["location"].rsplit("/", 1)[1]))
    visit_id = plan.entries[0].visit_id
    link = f"/kantor/rencana/{plan.id}/kunjungan/{visit_id}"
    change = f"/kantor/rencana/{plan.id}/ubah"
    fresh = forms(unescape(web.client.get(link).text), "pindah")[0]
    assert web.client.post(change, data=fresh).status_code == 303
    moved = forms(unescape(web.client.get(link).text), "pindah")[1]
    colleague = client_of(web.office, person="rekan.ani")
    undo = f"/kantor/rencana/{plan.id}/urungkan"
    assert colleague.post(undo, data={"kunci": "urung"}).status_code == 303
    refused = web.client.post(change, data=moved)
    assert refused.status_code == 409
    told = unescape(refused.text)
    assert "lalu diurungkan" in told
    assert "Isian yang berbeda" in told
    assert read(web, plan.id).entries == plan.entries
    again = fields_of(told, change)
    assert web.client.post(change, data=again).status_code == 303
    entry = next(e for e in read(web, plan.id).entries if e.visit_id == visit_id)
    assert (entry.day.isoformat(), entry.unit_id) == (moved["hari"], moved["unit"])


def test_what_a_colleague_did_and_took_back_unseen_is_no_conflict(web: WebOffice) -> None:
    answer = web.client.post("/kantor/draf", data=DAYS)
    plan = read(web, int(answer.headers["location"].rsplit("/", 1)[1]))
    link = f"/kantor/rencana/{plan.id}/kunjungan/{plan.entries[0].visit_id}"
    first, second = forms(unescape(web.client.get(link).text), "pindah")[:2]
    colleague = client_of(web.office, person="rekan.ani")
    assert colleague.post(f"/kantor/rencana/{plan.id}/ubah", data=first).status_code == 303
    undo = f"/kantor/rencana/{plan.id}/urungkan"
    assert colleague.post(undo, data={"kunci": "urung"}).status_code == 303
    assert web.client.post(f"/kantor/rencana/{plan.id}/ubah", data=second).status_code == 303


def test_a_request_whose_visit_a_colleague_changed_is_not_declined_unseen(web: WebOffice) -> None:
    visit = scheduled(web)
    path = f"/kantor/permohonan/{visit.request.id}"
    page = unescape(web.client.get(path).text)
    mine = fields_of(page, f"{path}/tolak") | {"tawaran": "office", "alasan": "Jadwal penuh"}
    theirs = fields_of(page, f"/kantor/kunjungan/{visit.id}/tunda")
    theirs |= {"alasan": "Jalan longsor", "periksa": "2021-07-05"}
    colleague = client_of(web.office, person="rekan.ani")
    assert colleague.post(f"/kantor/kunjungan/{visit.id}/tunda", data=theirs).status_code == 303
    refused = web.client.post(f"{path}/tolak", data=mine)
    assert refused.status_code == 409
    assert not state_of(web).visits[visit.id].state.ended
    again = fields_of(unescape(refused.text), f"{path}/tolak")
    assert (again["alasan"], again["tawaran"]) == ("Jadwal penuh", "office")
    assert web.client.post(f"{path}/tolak", data=again).status_code == 303
    assert state_of(web).visits[visit.id].state.ended


def test_a_conflict_with_changes_no_longer_kept_says_so(web: WebOffice) -> None:
    found, newest = edit_conflict((), 3, "tidak-ada", state_of(web))
    assert (found.entries, found.fields, newest) == ((FORGOTTEN,), (), 0)
