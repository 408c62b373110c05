"""The last look before a plan is published: obstacles, people, phone preview, versions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from planner.actions.plans.edit_draft import Edit, edit_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.leaks import hidden_texts, leaking_pages
from planner.actions.saving.office_state import load_state
from planner.public import render_site
from planner.public.shared.rendering import PageBytes
from planner.rules import shipped_records
from planner.web.plans import publish as publish_pages
from tests.builders import act_on
from tests.web.conftest import MONDAY, WebOffice, client_of

DAYS = {"first": "2021-07-05", "last": "2021-07-09"}


def drafted(web: WebOffice, days: dict[str, str] | None = None) -> str:
    answer = web.client.post("/kantor/draf", data=days or DAYS)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def page(web: WebOffice, path: str, *, status: int = 200) -> str:
    answer = web.client.get(path)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def numbered(web: WebOffice, number: int) -> bool:
    with web.office.database.reading() as store:
        found = store.plans.find_published()
    return found is not None and found.number == number


def test_the_review_tells_people_and_kelurahan_and_has_texts_to_copy(web: WebOffice) -> None:
    where = drafted(web)
    text = page(web, f"{where}/periksa")
    assert "Siap diterbitkan" in text
    assert re.search(r"Orang terdampak</dt><dd>30<", text)
    assert re.search(r"Kelurahan terdampak</dt><dd>1<", text)
    assert re.search(r"<textarea[^>]*Kelurahan Tipar[^>]*>\*Kunjungan Sijempol dijadwalkan", text)
    assert "<dt>Tipar</dt><dd>30</dd>" in text
    assert numbered(web, 1)


def test_the_preview_is_the_page_people_will_read_and_publishes_nothing(web: WebOffice) -> None:
    where = drafted(web)
    before = web.client.get("/jadwal.html").content
    shown = web.client.get(f"{where}/pratinjau/jadwal.html")
    assert shown.status_code == 200
    assert "4 kunjungan terjadwal" in shown.text
    assert web.client.get("/jadwal.html").content == before
    policy = shown.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    style = re.search(r'href="([^"]*situs\.css)"', shown.text)
    assert style is not None
    assert web.client.get(f"{where}/pratinjau/{style[1]}").status_code == 200
    page(web, f"{where}/pratinjau/tidak-ada.html", status=404)
    page(web, "/kantor/rencana/1/pratinjau/index.html", status=409)
    page(web, "/kantor/rencana/99/periksa", status=404)
    web.client.post(f"{where}/terbitkan")
    told = web.client.get("/jadwal.html").content
    assert told == shown.content


def test_other_pages_keep_the_strict_policy(web: WebOffice) -> None:
    policy = web.client.get("/kantor").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_draft_that_breaks_a_rule_cannot_be_published(web: WebOffice) -> None:
    where = drafted(web)
    later = act_on(date(2021, 7, 2))
    enter_rules(web.office, later, shipped_records())
    client = client_of(web.office, day=date(2021, 7, 2))
    text = unescape(client.get(f"{where}/periksa").text)
    assert "Belum bisa diterbitkan" in text
    assert "Terbitkan draf" not in text
    assert client.post(f"{where}/terbitkan").status_code == 409
    assert numbered(web, 1)


def test_a_stale_draft_is_told_before_the_button_is_pressed(web: WebOffice) -> None:
    first, second = drafted(web), drafted(web)
    web.client.post(f"{first}/terbitkan")
    text = page(web, f"{second}/periksa")
    assert "susun draf baru" in text
    assert "Terbitkan draf" not in text
    gone = web.client.get(f"{first}/periksa")
    assert (gone.status_code, gone.headers["location"]) == (303, first)


@pytest.mark.parametrize("what", ["id", "contact", "spot", "request"])
def test_a_home_on_a_public_page_blocks_the_publication(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    where = drafted(web, {"first": "2021-06-28", "last": "2021-07-09"})
    with web.office.database.reading() as store:
        state = load_state(store, web.office.areas)
    home = next(visit for visit in state.visits.values() if visit.private)
    moved = replace(home.request, lat=-6.91234, lon=106.98765, id="RUMAH-17")
    visits = {**state.visits, home.id: replace(home, request=moved)}
    secret = {
        "id": home.id,
        "contact": home.request.contact,
        "spot": "106.98765, -6.91234",
        "request": "RUMAH-17",
    }[what]
    pages = {"index.html": f"<p>{secret}</p>".encode(), "jadwal.html": b"<p>aman</p>"}
    found = leaking_pages(pages, visits.values(), state)
    assert len(found) == 1
    assert "index.html" in found[0]
    assert secret not in found[0]
    if what not in {"id", "contact"}:
        return
    real = render_site

    def spoilt(facts: object) -> dict[str, PageBytes]:
        files = dict(real(facts))  # type: ignore[arg-type]
        index = files["index.html"]
        files["index.html"] = replace(index, content=index.content + secret.encode())
        return files

    monkeypatch.setattr("planner.public.render_site", spoilt)
    text = page(web, f"{where}/periksa")
    assert "memuat data kunjungan rumah" in text
    assert "Terbitkan draf" not in text
    refused = web.client.post(f"{where}/terbitkan")
    assert refused.status_code == 409
    assert "memuat data kunjungan rumah" in refused.text
    assert secret not in refused.text
    assert numbered(web, 1)


def test_what_homes_share_with_public_places_is_no_secret(web: WebOffice) -> None:
    with web.office.database.reading() as store:
        state = load_state(store, web.office.areas)
    hidden = hidden_texts(state.visits.values(), state)
    assert not [text for text in hidden if text.startswith(("-6.9275", "106.9296"))]
    assert "kontak rahasia" in hidden


def test_publishing_twice_with_one_key_is_done_once(web: WebOffice) -> None:
    where = drafted(web)
    answers = [
        web.client.post(f"{where}/terbitkan", data={"kunci": "satu"}).status_code for _ in range(3)
    ]
    assert answers == [303, 303, 303]
    assert numbered(web, 2)
    assert web.client.post(f"{where}/terbitkan", data={"kunci": "dua"}).status_code == 409
    refused = web.client.post(f"{where}/buang", data={"kunci": "x y"})
    assert "Kunci tidak bisa dibaca." in refused.text


def test_an_earlier_version_is_put_back_in_three_clicks(web: WebOffice) -> None:
    whole = {"first": "2021-06-28", "last": "2021-07-09"}
    where = drafted(web, whole)
    with web.office.database.reading() as store:
        old = store.plans.find_published()
    assert old is not None
    entry = next(e for e in old.entries if not e.split_from)
    plan_id = int(where.rsplit("/", 1)[1])
    act = act_on(MONDAY)
    edit_draft(web.office, act, plan_id, Edit(kind="remove", visit_id=entry.visit_id))
    publish_plan(web.office, act, plan_id)
    versions = page(web, "/kantor/versi")
    assert "Kembalikan rencana 1" in versions
    assert "Kembalikan rencana 2" not in versions
    to, key = "/kantor/versi/1/kembalikan", {"kunci": "k"}
    back, again = web.client.post(to, data=key), web.client.post(to, data=key)
    assert back.status_code == 303
    assert again.headers["location"] == back.headers["location"]
    review = page(web, back.headers["location"])
    assert "Siap diterbitkan" in review
    web.client.post(back.headers["location"].replace("periksa", "terbitkan"))
    assert numbered(web, 3)
    said = re.findall(r"Mengembalikan rencana 1|Digantikan", page(web, "/kantor/versi"))
    assert said == ["Mengembalikan rencana 1", "Digantikan", "Digantikan"]
    with web.office.database.reading() as store:
        now = store.plans.find_published()
    assert now is not None
    assert entry.visit_id in {e.visit_id for e in now.entries}
    assert web.client.post("/kantor/versi/77/kembalikan").status_code == 404
    assert web.client.post("/kantor/versi/3/kembalikan").status_code == 404
    assert web.client.post("/kantor/versi/x/kembalikan").status_code == 422


def test_plans_stand_side_by_side_with_people_and_kelurahan(web: WebOffice) -> None:
    first = drafted(web).rsplit("/", 1)[1]
    drafted(web, {"first": "2021-07-05", "last": "2021-07-16"})
    text = page(web, f"/kantor/bandingkan?r=1&r={first}")
    row = re.search(r">Orang dilayani</th><td>(\d+)</td><td>(\d+)</td>", text)
    assert row is not None
    assert int(row[1]) > int(row[2]) > 0
    assert "tidak sebanding penuh" in text
    assert re.search(r">Tipar</th>(<td>\d+</td>){2}", text)
    assert "Dari rencana 1 ke draf" in text
    everything = page(web, "/kantor/bandingkan")
    assert everything.count('<th scope="col"><a') == 3
    page(web, "/kantor/bandingkan?r=99", status=404)
    page(web, "/kantor/bandingkan?r=abc", status=422)


def test_previews_are_made_anew_once_the_data_change(web: WebOffice) -> None:
    where = drafted(web)
    plan_id = int(where.rsplit("/", 1)[1])
    assert "30" in page(web, f"{where}/periksa")
    with web.office.database.reading() as store:
        entry = store.plans.get_plan(plan_id).entries[0]
    edit_draft(web.office, act_on(MONDAY), plan_id, Edit(kind="remove", visit_id=entry.visit_id))
    assert re.search(r"Orang terdampak</dt><dd>0<", page(web, f"{where}/periksa"))
    assert publish_pages.PREVIEW_POLICY["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("number", ["nihil", "999", "-1", "9" * 5000])
def test_a_wrong_form_for_a_plan_that_is_not_there_is_refused_not_broken(
    web: WebOffice, number: str
) -> None:
    sent = web.client.post(f"/kantor/rencana/{number}/terbitkan", data={"akibat": "x"})
    assert sent.status_code in {404, 422}, sent.status_code
    assert "Tidak ada yang tersimpan setengah" not in sent.text
