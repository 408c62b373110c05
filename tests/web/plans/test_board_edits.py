"""Edits of a draft by its pages: legality is shown before, refused with sentences, done once."""

from __future__ import annotations

import re
from html import unescape

import pytest

from planner.domain.plans import Plan
from tests.web.conftest import WebOffice

DAYS = {"first": "2021-07-05", "last": "2021-07-09"}


@pytest.fixture
def draft(web: WebOffice) -> Plan:
    answer = web.client.post("/kantor/draf", data=DAYS)
    assert answer.status_code == 303
    plan = read(web, int(answer.headers["location"].rsplit("/", 1)[1]))
    assert plan.entries
    return plan


def read(web: WebOffice, plan_id: int) -> Plan:
    with web.office.database.reading() as store:
        return store.plans.get_plan(plan_id)


def page(web: WebOffice, path: str, *, status: int = 200) -> str:
    answer = web.client.get(path)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def forms(text: str, verb: str) -> list[dict[str, str]]:
    """Return the hidden fields of every form of ``text`` that does ``verb``."""
    found = []
    for form in re.findall(r"<form method=\"post\".*?</form>", text, re.S):
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        if fields.get("jenis") == verb:
            found.append(fields)
    return found


def change(
    web: WebOffice,
    plan: Plan,
    given: dict[str, str] | None = None,
    *,
    status: int = 303,
    **more: str,
) -> str:
    fields = {**(given or {}), **more}
    answer = web.client.post(f"/kantor/rencana/{plan.id}/ubah", data=fields)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def test_a_visit_is_moved_to_an_offered_place_in_two_clicks(web: WebOffice, draft: Plan) -> None:
    entry = draft.entries[0]
    board = page(web, f"/kantor/rencana/{draft.id}")
    link = f"/kantor/rencana/{draft.id}/kunjungan/{entry.visit_id}"
    assert f'href="{link}"' in board
    offers = forms(page(web, link), "pindah")
    assert len(offers) == 3
    change(web, draft, offers[0])
    moved = next(e for e in read(web, draft.id).entries if e.visit_id == entry.visit_id)
    assert (moved.day.isoformat(), moved.unit_id) == (offers[0]["hari"], offers[0]["unit"])
    assert (moved.day, moved.unit_id) != (entry.day, entry.unit_id)


def test_legality_is_shown_before_anything_is_saved(web: WebOffice, draft: Plan) -> None:
    entry = draft.entries[0]
    base = f"/kantor/rencana/{draft.id}/kunjungan/{entry.visit_id}"
    good = page(web, f"{base}?hari=2021-07-06&unit=unit-2&jam=09:00")
    assert "Boleh: Selasa, 6 Juli 2021, 09.00" in good
    assert "Belum disimpan" in good
    bad = page(web, f"{base}?hari=2021-07-06&unit=unit-2&jam=23:00")
    assert "Tidak bisa ditaruh di sana" in bad
    assert "di luar jam kerja" in bad
    assert ">Simpan<" not in bad
    outside = page(web, f"{base}?hari=2021-08-06&unit=unit-2&jam=09:00")
    assert "di luar hari draf ini" in outside
    strange = page(web, f"{base}?hari=2021-07-06&unit=unit-9&jam=09:00")
    assert "Unit 'unit-9' tidak ada" in strange
    assert read(web, draft.id) == draft


def test_what_was_checked_is_what_is_saved(web: WebOffice, draft: Plan) -> None:
    entry = draft.entries[0]
    base = f"/kantor/rencana/{draft.id}/kunjungan/{entry.visit_id}"
    checked = page(web, f"{base}?hari=2021-07-08&unit=unit-1")
    save = forms(checked.split('id="hasil"')[1].split("</section>")[0], "pindah")[0]
    change(web, draft, save)
    moved = read(web, draft.id).entries
    assert [(e.day.isoformat(), e.unit_id) for e in moved if e.visit_id == entry.visit_id] == [
        ("2021-07-08", "unit-1")
    ]


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"jenis": "pindah"}, 422, "Pilih hari untuk kunjungan ini"),
        ({"jenis": "pindah", "hari": "2021-07-06", "unit": "unit-1"}, 422, "misalnya 09:00"),
        ({"jenis": "pindah", "hari": "kemarin"}, 422, "Hari bukan tanggal"),
        (
            {"jenis": "pindah", "hari": "2021-07-06", "unit": "unit-1", "jam": "25:99"},
            422,
            "misalnya 09:00",
        ),
        (
            {"jenis": "pindah", "hari": "2021-07-06", "unit": "unit-1", "jam": "03:00"},
            409,
            "di luar jam kerja",
        ),
        (
            {"jenis": "pindah", "hari": "2021-07-06", "unit": "x", "jam": "09:00"},
            404,
            "Pilih unit dari daftar",
        ),
        (
            {"jenis": "tambah", "hari": "2021-07-06", "unit": "unit-1", "jam": "09:00"},
            404,
            "tidak ada di daftar belum terjadwal",
        ),
        ({"jenis": "terbang"}, 422, "Jenis perubahan: pilih salah satu"),
        ({"jenis": "kunci", "kunci": "<b>"}, 422, "Kunci tidak bisa dibaca"),
        ({"jenis": "kunci", "dilihat": "-1"}, 422, "Perubahan terakhir tidak bisa dibaca"),
    ],
)
def test_wrong_fields_are_told_and_nothing_changes(
    web: WebOffice, draft: Plan, fields: dict[str, str], status: int, message: str
) -> None:
    fields = {"kunjungan": draft.entries[0].visit_id, **fields}
    text = change(web, draft, fields, status=status)
    assert message in text
    assert read(web, draft.id) == draft


def test_unknown_plans_and_visits_are_told(web: WebOffice, draft: Plan) -> None:
    base = f"/kantor/rencana/{draft.id}"
    assert "Muat ulang" in page(web, f"{base}/kunjungan/tidak-ada", status=404)
    page(web, "/kantor/rencana/99999", status=404)
    page(web, "/kantor/rencana/99999/kunjungan/x", status=404)
    page(web, "/kantor/rencana/abc/kunjungan/x", status=422)
    page(web, "/kantor/papan-aset/rahasia.txt", status=404)
    change(web, draft, status=404, kunjungan="tidak-ada", jenis="kunci")
    published = page(web, "/kantor/rencana/1/kunjungan/x", status=409)
    assert "bukan draf lagi" in published


def test_pin_remove_and_add_again_through_the_tray(web: WebOffice, draft: Plan) -> None:
    name = draft.entries[0].visit_id
    base = f"/kantor/rencana/{draft.id}/kunjungan/{name}"
    change(web, draft, forms(page(web, base), "kunci")[0])
    assert read(web, draft.id).entries[0].pinned
    assert "Dikunci" in page(web, f"/kantor/rencana/{draft.id}")
    change(web, draft, forms(page(web, base), "lepas")[0])
    assert not read(web, draft.id).entries[0].pinned
    change(web, draft, forms(page(web, base), "keluar")[0])
    assert name in {out.visit_id for out in read(web, draft.id).left_out}
    unscheduled = page(web, f"/kantor/rencana/{draft.id}")
    assert "Di mana bisa masuk?" in unscheduled
    assert re.search(r"Butuh .*untuk 30 orang; masih muat di \d+ tempat", unscheduled)
    offers = forms(page(web, base), "tambah")
    assert len(offers) == 3
    change(web, draft, offers[0])
    assert name in {entry.visit_id for entry in read(web, draft.id).entries}


@pytest.mark.slow
def test_undo_and_redo_twenty_changes_after_a_reload(web: WebOffice, draft: Plan) -> None:
    name = draft.entries[0].visit_id
    for n in range(22):
        change(web, draft, kunjungan=name, jenis=("kunci", "lepas")[n % 2])
    pinned = [read(web, draft.id).entries[0].pinned]
    for _ in range(20):
        answer = web.client.post(f"/kantor/rencana/{draft.id}/urungkan")
        assert answer.status_code == 303
        pinned.append(read(web, draft.id).entries[0].pinned)
    assert pinned == [n % 2 == 1 for n in range(21)]
    refused = web.client.post(f"/kantor/rencana/{draft.id}/urungkan")
    assert refused.status_code == 404
    assert "yang bisa diurungkan" in refused.text
    for _ in range(20):
        assert web.client.post(f"/kantor/rencana/{draft.id}/ulangi").status_code == 303
    assert web.client.post(f"/kantor/rencana/{draft.id}/ulangi").status_code == 404


def test_the_same_form_sent_twice_changes_once(web: WebOffice, draft: Plan) -> None:
    name = draft.entries[0].visit_id
    path = f"/kantor/rencana/{draft.id}"
    for _ in range(2):
        change(web, draft, kunjungan=name, jenis="kunci", kunci="satu")
    with web.office.database.reading() as store:
        assert len(store.plans.list_edits(draft.id)) == 1
    for _ in range(2):
        sent = web.client.post(f"{path}/urungkan", data={"kunci": "dua"})
        assert sent.status_code == 303
    assert not read(web, draft.id).entries[0].pinned


def test_two_people_at_the_same_visit_are_told_of_each_other(web: WebOffice, draft: Plan) -> None:
    name = draft.entries[0].visit_id
    mine = forms(page(web, f"/kantor/rencana/{draft.id}/kunjungan/{name}"), "pindah")[0]
    change(web, draft, kunjungan=name, jenis="kunci")
    message = change(web, draft, mine, status=409)
    assert "sudah diubah rekan" in message
    assert "uji.coordinator" in message


def test_a_home_on_the_board_has_no_name_and_no_kelurahan(web: WebOffice) -> None:
    whole = {"first": "2021-06-28", "last": "2021-07-09"}
    where = web.client.post("/kantor/draf", data=whole).headers["location"]
    with web.office.database.reading() as store:
        home = next(v for v in store.visits.list_visits() if v.private)
    for path in (where, f"{where}/kunjungan/{home.id}"):
        text = page(web, path)
        assert "Kunjungan rumah" in text
        assert "Kunjungan rumah 1" not in text
        assert "kontak rahasia" not in text


def test_the_table_has_minutes_and_kilometres_of_every_tour(web: WebOffice, draft: Plan) -> None:
    text = page(web, f"/kantor/rencana/{draft.id}")
    tours = {(entry.day, entry.unit_id) for entry in draft.entries}
    rows = re.findall(r'class="kepalaRute".*?<td>(\d+) menit, ([\d.]+) km</td>', text, re.S)
    assert len(rows) == len(tours)
    assert all(int(minutes) > 0 and float(km) > 0 for minutes, km in rows)
    assert round(sum(float(km) for _, km in rows), 1) == pytest.approx(draft.facts.km, abs=0.3)


def test_the_map_of_a_draft_follows_its_edits_and_is_its_own(web: WebOffice, draft: Plan) -> None:
    def script(plan: Plan) -> str:
        return page(web, f"/kantor/rencana/{plan.id}/peta.js")

    first = script(draft)
    assert script(draft) == first
    link = f"/kantor/rencana/{draft.id}/kunjungan/{draft.entries[0].visit_id}"
    change(web, draft, forms(page(web, link), "pindah")[0])
    moved = script(draft)
    assert moved != first
    answer = web.client.post("/kantor/draf", data=DAYS)
    other = read(web, int(answer.headers["location"].rsplit("/", 1)[1]))
    change(web, other, jenis="keluar", kunjungan=other.entries[0].visit_id)
    assert script(other) != script(draft)
    assert script(draft) == moved
