"""A request just entered finds its place; a missing visit has a remedy that was tried."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from planner.actions.requests.enter_requests import enter_requests
from planner.domain.plans import Plan
from planner.web.plans.search_runner import JobRoom
from tests.builders import act_on, make_request
from tests.web.conftest import MONDAY, WebOffice, client_of
from tests.web.plans.test_board_edits import change, forms, read


def asked(web: WebOffice, name: str = "P-10", **given: object) -> str:
    enter_requests(web.office, act_on(MONDAY), [make_request(name, **{"people": 30, **given})])
    page = web.client.get(f"/kantor/permohonan/{name}").text
    assert "Tempat yang disarankan" in page
    answer = web.client.post(f"/kantor/permohonan/{name}/tempat")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).split("#")[0]


def drafts(web: WebOffice) -> tuple[Plan, ...]:
    with web.office.database.reading() as store:
        return store.plans.list_drafts()


def test_a_new_request_has_three_places_without_any_draft_and_is_added_by_a_click(
    web: WebOffice,
) -> None:
    assert drafts(web) == ()
    link = asked(web)
    (draft,) = drafts(web)
    with web.office.database.reading() as store:
        told = store.plans.find_published()
    assert told is not None
    standing = {(e.visit_id, e.day, e.unit_id, e.start_min) for e in told.entries}
    assert {(e.visit_id, e.day, e.unit_id, e.start_min) for e in draft.entries} == standing
    page = unescape(web.client.get(link).text)
    offers = forms(page, "tambah")
    assert len(offers) == 3
    assert re.search(r"(Menambah|Tidak menambah|Menghemat) .*?Sudah dicoba", page)
    change(web, draft, offers[0])
    after = read(web, draft.id)
    assert len(after.entries) == len(draft.entries) + 1
    assert offers[0]["kunjungan"] not in {out.visit_id for out in after.left_out}


def test_a_draft_at_hand_takes_a_request_that_came_after_it(web: WebOffice) -> None:
    web.client.post("/kantor/draf", data={"first": "2021-06-28", "last": "2021-07-09"})
    (draft,) = drafts(web)
    link = asked(web)
    assert link.startswith(f"/kantor/rencana/{draft.id}/")
    page = unescape(web.client.get(link).text)
    assert "Masuk sesudah draf ini disusun" in page
    change(web, draft, forms(page, "tambah")[1])
    assert len(read(web, draft.id).entries) == len(draft.entries) + 1
    web.client.post(f"/kantor/rencana/{draft.id}/urungkan")
    assert read(web, draft.id).entries == draft.entries
    assert read(web, draft.id).left_out == draft.left_out
    web.client.post(f"/kantor/rencana/{draft.id}/ulangi")
    assert len(read(web, draft.id).entries) == len(draft.entries) + 1


def test_a_request_with_a_date_is_offered_no_place(web: WebOffice) -> None:
    assert "Tempat yang disarankan" not in web.client.get("/kantor/permohonan/P-0").text
    answer = web.client.post("/kantor/permohonan/P-0/tempat")
    assert answer.status_code == 422
    assert "menunggu tanggal" in answer.text
    assert web.client.post("/kantor/permohonan/P-77/tempat").status_code == 404
    assert drafts(web) == ()


def unscheduled(page: str) -> str:
    return page[page.index('aria-labelledby="belum"') : page.index('aria-labelledby="beda"')]


def test_a_removed_visit_is_put_back_by_one_click_that_was_tried(web: WebOffice) -> None:
    web.client.post("/kantor/draf", data={"first": "2021-07-05", "last": "2021-07-09"})
    (draft,) = drafts(web)
    name = draft.entries[0].visit_id
    change(web, draft, {"kunjungan": name, "jenis": "keluar"})
    offers = forms(
        unescape(unscheduled(web.client.get(f"/kantor/rencana/{draft.id}").text)), "tambah"
    )
    assert [offer["kunjungan"] for offer in offers] == [name]
    change(web, draft, offers[0])
    back = read(web, draft.id)
    assert name in {entry.visit_id for entry in back.entries}
    # The button of an old page is refused with a sentence.
    told = change(web, draft, offers[0] | {"kunci": "lain"}, status=409)
    assert "sudah diubah" in told


@pytest.fixture
def crowded(web: WebOffice) -> tuple[WebOffice, Plan]:
    """One day for both units, and visits that fill it."""
    many = [make_request(f"Q-{n}", people=40, place=f"Balai RW {n}") for n in range(12)]
    enter_requests(web.office, act_on(MONDAY), many)
    web.client.post("/kantor/draf", data={"first": "2021-07-05", "last": "2021-07-05"})
    (draft,) = drafts(web)
    assert draft.left_out
    return web, draft


def test_a_full_day_is_lengthened_in_a_what_if_or_the_plan_is(
    crowded: tuple[WebOffice, Plan],
) -> None:
    web, draft = crowded
    page = unescape(unscheduled(web.client.get(f"/kantor/rencana/{draft.id}").text))
    found = forms(page, "jam") + forms(page, "hari")
    assert found
    assert "Sudah dicoba: muat tanpa melanggar aturan." in page
    answer = web.client.post(f"/kantor/rencana/{draft.id}/obat", data=found[0])
    assert answer.status_code == 303
    web.client.app.state.services[JobRoom].rest()  # type: ignore[attr-defined]
    made = next(plan for plan in drafts(web) if plan.id != draft.id)
    longer = made.last_day > draft.last_day or made.scenario.records
    assert longer
    assert read(web, draft.id) == draft


def test_a_remedy_that_no_longer_holds_is_refused_with_a_sentence(
    crowded: tuple[WebOffice, Plan],
) -> None:
    web, draft = crowded
    page = unescape(unscheduled(web.client.get(f"/kantor/rencana/{draft.id}").text))
    wanted = (forms(page, "jam") + forms(page, "hari"))[0]
    change(web, draft, {"kunjungan": draft.entries[0].visit_id, "jenis": "keluar"})
    change(web, draft, {"kunjungan": draft.entries[1].visit_id, "jenis": "keluar"})
    answer = web.client.post(f"/kantor/rencana/{draft.id}/obat", data=wanted)
    assert answer.status_code == 409
    assert "tidak berlaku lagi" in answer.text
    assert len(drafts(web)) == 1


def test_a_remedy_of_an_unknown_kind_is_none(crowded: tuple[WebOffice, Plan]) -> None:
    web, draft = crowded
    fields = {"kunjungan": draft.left_out[0].visit_id, "jenis": "sulap", "hari": "2021-07-05"}
    answer = web.client.post(f"/kantor/rencana/{draft.id}/obat", data=fields)
    assert answer.status_code == 422


def test_a_stale_draft_offers_no_remedy(web: WebOffice) -> None:
    web.client.post("/kantor/draf", data={"first": "2021-07-05", "last": "2021-07-09"})
    (draft,) = drafts(web)
    change(web, draft, {"kunjungan": draft.entries[0].visit_id, "jenis": "keluar"})
    later = client_of(web.office, day=date(2021, 6, 22))
    later.post("/kantor/draf", data={"first": "2021-07-12", "last": "2021-07-13"})
    other = next(plan for plan in drafts(web) if plan.id != draft.id)
    assert later.post(f"/kantor/rencana/{other.id}/terbitkan").status_code == 303
    page = unscheduled(later.get(f"/kantor/rencana/{draft.id}").text)
    assert "Sudah dicoba" not in page
