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
from planner.actions.saving.world import load_world
from planner.public import render_site
from planner.public.shared.rendering import PageBytes
from planner.rules import shipped_records
from planner.web.plans import publish as publish_pages
from tests.builders import act_on
from tests.web.conftest import MONDAY, Office, client_of

DAYS = {"first": "2021-07-05", "last": "2021-07-09"}


def drafted(office: Office, days: dict[str, str] | None = None) -> str:
    answer = office.client.post("/kantor/draf", data=days or DAYS)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def page(office: Office, path: str, *, status: int = 200) -> str:
    answer = office.client.get(path)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def numbered(office: Office, number: int) -> bool:
    with office.desk.database.reading() as store:
        found = store.plans.find_published()
    return found is not None and found.number == number


def test_the_review_tells_people_and_kelurahan_and_has_texts_to_copy(office: Office) -> None:
    where = drafted(office)
    text = page(office, f"{where}/periksa")
    assert "Siap diterbitkan" in text
    assert re.search(r"Orang terdampak</dt><dd>30<", text)
    assert re.search(r"Kelurahan terdampak</dt><dd>1<", text)
    assert re.search(r"<textarea[^>]*Kelurahan Tipar[^>]*>\*Kunjungan Sijempol dijadwalkan", text)
    assert "<dt>Tipar</dt><dd>30</dd>" in text
    assert numbered(office, 1)


def test_the_preview_is_the_page_people_will_read_and_publishes_nothing(office: Office) -> None:
    where = drafted(office)
    before = office.client.get("/jadwal.html").content
    shown = office.client.get(f"{where}/pratinjau/jadwal.html")
    assert shown.status_code == 200
    assert "4 kunjungan terjadwal" in shown.text
    assert office.client.get("/jadwal.html").content == before
    policy = shown.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    style = re.search(r'href="([^"]*situs\.css)"', shown.text)
    assert style is not None
    assert office.client.get(f"{where}/pratinjau/{style[1]}").status_code == 200
    page(office, f"{where}/pratinjau/tidak-ada.html", status=404)
    page(office, "/kantor/rencana/1/pratinjau/index.html", status=409)
    page(office, "/kantor/rencana/99/periksa", status=404)
    office.client.post(f"{where}/terbitkan")
    told = office.client.get("/jadwal.html").content
    assert told == shown.content


def test_other_pages_keep_the_strict_policy(office: Office) -> None:
    policy = office.client.get("/kantor").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_draft_that_breaks_a_rule_cannot_be_published(office: Office) -> None:
    where = drafted(office)
    later = act_on(date(2021, 7, 2))
    enter_rules(office.desk, later, shipped_records())
    client = client_of(office.desk, day=date(2021, 7, 2))
    text = unescape(client.get(f"{where}/periksa").text)
    assert "Belum bisa diterbitkan" in text
    assert "Terbitkan draf" not in text
    assert client.post(f"{where}/terbitkan").status_code == 409
    assert numbered(office, 1)


def test_a_stale_draft_is_told_before_the_button_is_pressed(office: Office) -> None:
    first, second = drafted(office), drafted(office)
    office.client.post(f"{first}/terbitkan")
    text = page(office, f"{second}/periksa")
    assert "susun draf baru" in text
    assert "Terbitkan draf" not in text
    gone = office.client.get(f"{first}/periksa")
    assert (gone.status_code, gone.headers["location"]) == (303, first)


@pytest.mark.parametrize("what", ["id", "contact", "spot", "request"])
def test_a_home_on_a_public_page_blocks_the_publication(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    where = drafted(office, {"first": "2021-06-28", "last": "2021-07-09"})
    with office.desk.database.reading() as store:
        world = load_world(store, office.desk.areas)
    home = next(visit for visit in world.visits.values() if visit.private)
    moved = replace(home.request, lat=-6.91234, lon=106.98765, id="RUMAH-17")
    visits = {**world.visits, home.id: replace(home, request=moved)}
    secret = {
        "id": home.id,
        "contact": home.request.contact,
        "spot": "106.98765, -6.91234",
        "request": "RUMAH-17",
    }[what]
    pages = {"index.html": f"<p>{secret}</p>".encode(), "jadwal.html": b"<p>aman</p>"}
    found = leaking_pages(pages, visits.values(), world)
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

    monkeypatch.setattr("planner.actions.saving.desk.render_site", spoilt)
    monkeypatch.setattr("planner.actions.plans.review_plan.render_site", spoilt)
    text = page(office, f"{where}/periksa")
    assert "memuat data kunjungan rumah" in text
    assert "Terbitkan draf" not in text
    refused = office.client.post(f"{where}/terbitkan")
    assert refused.status_code == 409
    assert "memuat data kunjungan rumah" in refused.text
    assert secret not in refused.text
    assert numbered(office, 1)


def test_what_homes_share_with_public_places_is_no_secret(office: Office) -> None:
    with office.desk.database.reading() as store:
        world = load_world(store, office.desk.areas)
    hidden = hidden_texts(world.visits.values(), world)
    assert not [text for text in hidden if text.startswith(("-6.9275", "106.9296"))]
    assert "kontak rahasia" in hidden


def test_publishing_twice_with_one_key_is_done_once(office: Office) -> None:
    where = drafted(office)
    answers = [
        office.client.post(f"{where}/terbitkan", data={"kunci": "satu"}).status_code
        for _ in range(3)
    ]
    assert answers == [303, 303, 303]
    assert numbered(office, 2)
    assert office.client.post(f"{where}/terbitkan", data={"kunci": "dua"}).status_code == 409
    assert "kunci" in office.client.post(f"{where}/buang", data={"kunci": "x y"}).text


def test_an_earlier_version_is_put_back_in_three_clicks(office: Office) -> None:
    whole = {"first": "2021-06-28", "last": "2021-07-09"}
    where = drafted(office, whole)
    with office.desk.database.reading() as store:
        old = store.plans.find_published()
    assert old is not None
    entry = next(e for e in old.entries if not e.split_from)
    plan_id = int(where.rsplit("/", 1)[1])
    act = act_on(MONDAY)
    edit_draft(office.desk, act, plan_id, Edit(kind="remove", visit_id=entry.visit_id))
    publish_plan(office.desk, act, plan_id)
    versions = page(office, "/kantor/versi")
    assert "Kembalikan rencana 1" in versions
    assert "Kembalikan rencana 2" not in versions
    back = office.client.post("/kantor/versi/1/kembalikan", data={"kunci": "k"})
    again = office.client.post("/kantor/versi/1/kembalikan", data={"kunci": "k"})
    assert back.status_code == 303
    assert again.headers["location"] == back.headers["location"]
    review = page(office, back.headers["location"])
    assert "Siap diterbitkan" in review
    office.client.post(back.headers["location"].replace("periksa", "terbitkan"))
    assert numbered(office, 3)
    assert "Mengembalikan rencana 1" in page(office, "/kantor/versi")
    with office.desk.database.reading() as store:
        now = store.plans.find_published()
    assert now is not None
    assert entry.visit_id in {e.visit_id for e in now.entries}
    assert office.client.post("/kantor/versi/77/kembalikan").status_code == 404
    assert office.client.post("/kantor/versi/3/kembalikan").status_code == 404
    assert office.client.post("/kantor/versi/x/kembalikan").status_code == 422


def test_plans_stand_side_by_side_with_people_and_kelurahan(office: Office) -> None:
    first = drafted(office).rsplit("/", 1)[1]
    drafted(office, {"first": "2021-07-05", "last": "2021-07-16"})
    text = page(office, f"/kantor/bandingkan?r=1&r={first}")
    row = re.search(r">Orang dilayani</th><td>(\d+)</td><td>(\d+)</td>", text)
    assert row is not None
    assert int(row[1]) > int(row[2]) > 0
    assert "tidak sebanding penuh" in text
    assert re.search(r">Tipar</th>(<td>\d+</td>){2}", text)
    assert "Dari rencana 1 ke draf" in text
    everything = page(office, "/kantor/bandingkan")
    assert everything.count('<th scope="col"><a') == 3
    page(office, "/kantor/bandingkan?r=99", status=404)
    page(office, "/kantor/bandingkan?r=abc", status=422)


def test_previews_are_made_anew_once_the_data_change(office: Office) -> None:
    where = drafted(office)
    plan_id = int(where.rsplit("/", 1)[1])
    assert "30" in page(office, f"{where}/periksa")
    with office.desk.database.reading() as store:
        entry = store.plans.get_plan(plan_id).entries[0]
    edit_draft(office.desk, act_on(MONDAY), plan_id, Edit(kind="remove", visit_id=entry.visit_id))
    assert re.search(r"Orang terdampak</dt><dd>0<", page(office, f"{where}/periksa"))
    assert publish_pages.PREVIEW_POLICY["x-frame-options"] == "SAMEORIGIN"
