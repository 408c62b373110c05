"""The call list: one row a changed visit, its host's answer kept for that date alone."""

from __future__ import annotations

import re

import pytest

from planner.actions.requests.call_hosts import read_calls, read_draft_calls
from planner.actions.restrictions.enter_rules import enter_rules
from planner.domain.hosts import CallAnswer
from planner.planning.requests.host_calls import counts_of
from tests.builders import act_on
from tests.web.conftest import MONDAY, WebOffice

STOP = {
    "kind": "rule",
    "id": "R-STOP",
    "title": "SE contoh: berhenti sepekan",
    "issuer": "city",
    "areas": ["32.72"],
    "from": "2021-06-28",
    "to": "2021-07-02",
    "known_on": "2021-06-21",
    "binding": "mandatory",
    "effects": {"suspend": True},
    "evidence": "synthetic",
}


def answered(web: WebOffice, visit_id: str, date_key: str, **given: str) -> int:
    form = {"tentang": date_key, "jawaban": "agreed", "kunci": "j", **given}
    return web.client.post(f"/kantor/hubungi/{visit_id}", data=form).status_code


def ticks(web: WebOffice) -> int:
    with web.office.database.reading() as store:
        return len(store.hosts.list_ticks())


def test_nobody_is_asked_to_agree_where_there_is_no_date(web: WebOffice) -> None:
    dated = {row.visit.id: row for row in read_calls(web.office)}
    enter_rules(web.office, act_on(MONDAY), [STOP])
    rows = {row.visit.id: row for row in read_calls(web.office)}
    stopped = [row for row in rows.values() if row.visit.day is None]
    assert stopped
    assert all("balas SUDAH DIBACA" in row.text for row in stopped)
    assert not any("SETUJU" in row.text for row in stopped)
    assert all("balas SETUJU" in dated[row.visit.id].text for row in stopped)


def test_each_changed_visit_is_a_row_with_contact_dates_and_text(web: WebOffice) -> None:
    rows = read_calls(web.office)
    assert len(rows) == 4
    page = web.client.get("/kantor/hubungi").text
    assert page.count('class="panel" id="k-') == 4
    assert "kontak rahasia" in page
    assert "Mohon balas SETUJU" in page
    home = next(row for row in rows if row.visit.private)
    assert "Tipar" not in home.text
    assert "Kunjungan rumah" in home.text


def test_an_answer_is_kept_once_with_who_gave_it(web: WebOffice) -> None:
    row = read_calls(web.office)[0]
    for _ in range(2):
        assert answered(web, row.visit.id, row.date_key, catatan="Minta pagi") == 303
    assert ticks(web) == 1
    page = web.client.get("/kantor/hubungi").text
    assert "<b>Setuju</b>: Minta pagi" in page
    assert "<dt>Setuju</dt><dd>1</dd>" in page
    assert "<dt>Belum dicoba</dt><dd>3</dd>" in page
    assert answered(web, row.visit.id, row.date_key, jawaban="other_date", kunci="k") == 303
    again = next(each for each in read_calls(web.office) if each.visit.id == row.visit.id)
    assert again.tick is not None
    assert again.tick.answer is CallAnswer.OTHER_DATE


def test_a_visit_that_changes_again_asks_again(web: WebOffice) -> None:
    row = next(each for each in read_calls(web.office) if not each.visit.private)
    assert answered(web, row.visit.id, row.date_key) == 303
    enter_rules(web.office, act_on(MONDAY, 11), [STOP])
    now = next(each for each in read_calls(web.office) if each.visit.id == row.visit.id)
    assert now.tick is None
    assert "28 Juni" in now.before
    assert "paling cepat" in now.after
    refused = answered(web, row.visit.id, row.date_key, kunci="lama")
    assert refused == 422
    assert ticks(web) == 1


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"jawaban": "mungkin"}, 422),
        ({"jawaban": ""}, 422),
        ({"tentang": "kapan saja"}, 422),
        ({"catatan": "NIK 3272010101010001"}, 422),
        ({"catatan": "x" * 201}, 422),
    ],
)
def test_bad_answers_are_refused_and_nothing_is_saved(
    web: WebOffice, given: dict[str, str], status: int
) -> None:
    row = read_calls(web.office)[0]
    assert answered(web, row.visit.id, **{"date_key": row.date_key, **given}) == status
    assert ticks(web) == 0


def test_unknown_visits_and_plans_are_told(web: WebOffice) -> None:
    assert answered(web, "nihil", "x") == 404
    assert web.client.get("/kantor/hubungi?rencana=99").status_code == 404
    for query in ("rencana=zz", "rencana=9999999999999", "tampil=zz", "tampil=semua"):
        assert web.client.get(f"/kantor/hubungi?{query}").status_code in (200, 404, 422)


def test_hosts_of_a_draft_are_counted_before_it_is_published(web: WebOffice) -> None:
    enter_rules(web.office, act_on(MONDAY, 11), [STOP])
    days = {"first": "2021-07-05", "last": "2021-07-09"}
    where = web.client.post("/kantor/draf", data=days).headers["location"]
    plan_id = int(where.rsplit("/", 1)[1])
    rows = read_draft_calls(web.office, plan_id)
    counts = counts_of(rows)
    assert counts.rows == len(rows) >= 4
    assert counts.unconfirmed == counts.rows
    row = rows[0]
    assert answered(web, row.visit.id, row.date_key, rencana=str(plan_id)) == 303
    assert counts_of(read_draft_calls(web.office, plan_id)).agreed == 1
    page = web.client.get(f"/kantor/hubungi?rencana={plan_id}").text
    assert f"sebelum draf {plan_id} terbit" in page
    web.client.post(f"{where}/terbitkan")
    kept = next(each for each in read_calls(web.office) if each.visit.id == row.visit.id)
    assert kept.date_key == row.date_key
    assert kept.tick is not None


def test_nothing_of_the_list_is_public(web: WebOffice) -> None:
    row = read_calls(web.office)[0]
    before = {path: web.client.get(path).content for path in ("/", "/jadwal.html")}
    answered(web, row.visit.id, row.date_key, catatan="kanari-catatan")
    for path, content in before.items():
        assert web.client.get(path).content == content
    home = next(each for each in read_calls(web.office) if each.visit.private)
    assert web.client.get(f"/kunjungan/{home.visit.id}.html").status_code == 404


def test_what_hosts_said_is_escaped(web: WebOffice) -> None:
    row = read_calls(web.office)[0]
    answered(web, row.visit.id, row.date_key, catatan="<script>window.__pwn=1</script>")
    page = web.client.get("/kantor/hubungi").text
    assert "<script>window" not in page
    assert re.search(r"&lt;script&gt;window", page)


def test_a_note_that_cannot_be_kept_is_shown_again_beside_its_host(web: WebOffice) -> None:
    first, second = read_calls(web.office)[:2]
    sent = {"tentang": first.date_key, "catatan": "<i>halo", "tampil": "semua"}
    answer = web.client.post(f"/kantor/hubungi/{first.visit.id}", data=sent)
    assert answer.status_code == 422
    assert "Jawaban masih kosong" in answer.text
    cards = re.findall(r'<li class="panel" id="k-([^"]+)">(.*?)</li>', answer.text, re.S)
    typed = [name for name, card in cards if 'value="&lt;i&gt;halo"' in card]
    assert typed == [first.visit.id]
    assert second.visit.id in dict(cards)
