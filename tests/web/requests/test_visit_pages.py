"""What happened to a visit is recorded once, with a reason; a refused form stays in its place."""

from __future__ import annotations

import re
from html import escape

import pytest

from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, Service, VisitState
from planner.web.requests.visit_forms import ResultForm
from tests.web.conftest import WebOffice, client_of
from tests.web.requests.test_pages import state_of


def scheduled(web: WebOffice) -> Visit:
    visits = state_of(web).visits.values()
    return next(v for v in visits if v.state is VisitState.SCHEDULED and not v.private)


def test_a_visit_is_postponed_and_cancelled_with_a_reason_people_read(web: WebOffice) -> None:
    visit = scheduled(web)
    path = f"/kantor/kunjungan/{visit.id}"
    assert web.client.post(f"{path}/tunda", data={"alasan": "Mobil rusak"}).status_code == 422
    early = {"alasan": "Mobil rusak", "periksa": "2021-06-21"}
    assert web.client.post(f"{path}/tunda", data=early).status_code == 422
    done = web.client.post(f"{path}/tunda", data={**early, "periksa": "2021-07-01"})
    assert done.status_code == 303
    assert done.headers["location"].endswith(f"#kunjungan-{visit.id}")
    assert "Mobil rusak" in web.client.get(f"/kunjungan/{visit.id}.html").text
    assert web.client.post(f"{path}/batalkan", data={"alasan": "x"}).status_code == 422
    form = {"alasan": "Tempat dipakai acara lain", "kunci": "b"}
    for _ in range(2):
        assert web.client.post(f"{path}/batalkan", data=form).status_code == 303
    kinds = [e.kind for e in state_of(web).events[visit.id]]
    assert kinds[-2:] == [EventKind.POSTPONED, EventKind.CANCELLED]
    assert web.client.post(f"{path}/batalkan", data={**form, "kunci": "c"}).status_code == 409


def test_a_visit_is_recorded_with_counts_and_the_rest_waits(web: WebOffice) -> None:
    visit = scheduled(web)
    path = f"/kantor/kunjungan/{visit.id}"
    form = {"orang": str(visit.people - 5), "jumlah-KTP_RECORDING": "7", "sisa": "ya", "kunci": "s"}
    assert web.client.post(f"{path}/selesai", data=form).status_code == 422
    assert visit.day is not None
    later = WebOffice(web.office, client_of(web.office, day=visit.day))
    page = later.client.get(f"/kantor/permohonan/{visit.request.id}").text
    assert "Catat hasil" in page
    bad = later.client.post(f"{path}/selesai", data={**form, "jumlah-KTP_RECORDING": "-1"})
    assert bad.status_code == 422
    for _ in range(2):
        assert later.client.post(f"{path}/selesai", data=form).status_code == 303
    state = state_of(web)
    done = state.visits[visit.id]
    assert (done.state, done.people) == (VisitState.DONE, visit.people - 5)
    assert "Rekam KTP 7" in state.events[visit.id][-1].why
    rest = [v for v in state.visits.values() if v.split_from == visit.id]
    assert [(v.people, v.state) for v in rest] == [(5, VisitState.REQUESTED)]


@pytest.mark.slow
def test_a_key_means_one_wish_of_one_person_at_one_address(web: WebOffice) -> None:
    first, second = [v for v in state_of(web).visits.values() if v.state is VisitState.SCHEDULED][
        :2
    ]
    form = {"kunci": "sama", "alasan": "Mobil rusak", "periksa": "2021-07-01"}
    mine, hers = web.client, client_of(web.office, person="dewi")
    for client, verb in ((mine, "tunda"), (mine, "tunda"), (hers, "tunda"), (mine, "batalkan")):
        path = f"/kantor/kunjungan/{first.id}/{verb}"
        assert client.post(path, data=form).status_code == 303
    assert mine.post(f"/kantor/kunjungan/{second.id}/tunda", data=form).status_code == 303
    events = state_of(web).events
    kinds = [EventKind.POSTPONED, EventKind.POSTPONED, EventKind.CANCELLED]
    assert [e.kind for e in events[first.id]][-3:] == kinds
    assert events[second.id][-1].kind is EventKind.POSTPONED


def test_a_visit_that_failed_needs_a_reason(web: WebOffice) -> None:
    visit = scheduled(web)
    assert visit.day is not None
    later = client_of(web.office, day=visit.day)
    path = f"/kantor/kunjungan/{visit.id}/gagal"
    assert later.post(path, data={"alasan": ""}).status_code == 422
    assert later.post(path, data={"alasan": "Genset mati seharian"}).status_code == 303
    assert state_of(web).visits[visit.id].state is VisitState.FAILED


@pytest.mark.parametrize(
    ("verb", "given", "message"),
    [
        ("gagal", {"alasan": "a<b"}, "isi alasan yang bisa dibaca warga"),
        ("selesai", {"orang": "0", "jumlah-KK": "3"}, "angka dari 1 sampai 2000"),
        ("selesai", {"orang": "5", "jumlah-KK": "-1"}, "angka dari 0 sampai 5000"),
        ("tunda", {"alasan": "Jalan <longsor>", "periksa": "2021-06-01"}, "harus sesudah hari ini"),
        ("batalkan", {"alasan": "3272010101010001"}, "jangan tulis NIK"),
    ],
)
def test_a_refused_form_about_a_visit_is_shown_again_in_its_place(
    web: WebOffice, verb: str, given: dict[str, str], message: str
) -> None:
    visit = scheduled(web)
    assert visit.day is not None
    client = client_of(web.office, day=visit.day)
    sent = {**given, "kunci": "k", "versi": str(visit.version)}
    answer = client.post(f"/kantor/kunjungan/{visit.id}/{verb}", data=sent)
    assert answer.status_code == 422
    assert message in answer.text
    assert f"<h1>{visit.request.place}" in answer.text
    forms = re.findall(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', answer.text, re.S)
    for name, value in given.items():
        typed = f'value="{escape(value)}"'
        holding = [
            path
            for path, form in forms
            for field in re.findall(rf'<input[^>]*name="{name}"[^>]*>', form)
            if typed in field
        ]
        kept = name != "jumlah-KK" or "KK" in {s.value for s in visit.request.services}
        assert holding == ([f"/kantor/kunjungan/{visit.id}/{verb}"] if kept else [])
    assert state_of(web).visits[visit.id] == visit


def test_a_form_from_the_days_page_leads_back_to_its_card(web: WebOffice) -> None:
    visit = scheduled(web)
    assert visit.day is not None
    client = client_of(web.office, day=visit.day)
    sent = {"dari": "hari", "hari": visit.day.isoformat(), "unit": "u&1", "alasan": "x"}
    path, card = f"/kantor/kunjungan/{visit.id}/gagal", f"#k-{visit.id}"
    refused = client.post(path, data=sent)
    assert refused.status_code == 422
    assert f'href="/kantor/hari?hari={visit.day}&amp;unit=u%261{card}"' in refused.text
    done = client.post(path, data={**sent, "alasan": "Genset mati"})
    assert done.headers["location"] == f"/kantor/hari?hari={visit.day}&unit=u%261{card}"


def test_every_service_is_counted() -> None:
    sent = {f"jumlah-{service.value}": str(n) for n, service in enumerate(Service, 1)}
    form = ResultForm.model_validate({"orang": "3", **sent})
    assert form.counts() == {service: n for n, service in enumerate(Service, 1)}
