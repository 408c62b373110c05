"""The crew's page: a visit is marked with a few taps, and a form sent again counts once."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from planner.actions.accounts.codes import form_token
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.accounts import Role
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, VisitState
from tests.accounts import sign_in
from tests.web.conftest import WebOffice, client_of, stranger_of


class Forms(HTMLParser):
    """Reads the forms of a page: their address and the fields they would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.buttons: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag == "input" and self.found and given.get("name"):
            self.found[-1][1][given["name"]] = given.get("value", "")
        elif tag == "button" and given.get("name") == "alasan":
            self.buttons.append(given["value"])


@pytest.fixture
def visit(web: WebOffice) -> Visit:
    return next(
        visit
        for visit in state_of(web).visits.values()
        if visit.state is VisitState.SCHEDULED and not visit.private
    )


@pytest.fixture
def crew(web: WebOffice, visit: Visit) -> TestClient:
    assert visit.day is not None
    return client_of(web.office, day=visit.day)


def state_of(web: WebOffice) -> OfficeState:
    with web.office.database.reading() as store:
        return load_state(store, web.office.areas)


def form_of(page: str, visit: Visit, verb: str) -> dict[str, str]:
    forms = Forms(page).found
    return next(f for path, f in forms if path == f"/kantor/kunjungan/{visit.id}/{verb}")


def test_a_visit_is_done_by_its_own_form_as_it_stands(
    web: WebOffice, crew: TestClient, visit: Visit
) -> None:
    page = crew.get("/kantor/hari").text
    assert visit.request.place in page
    form = form_of(page, visit, "selesai")
    assert form["orang"] == str(visit.people)
    assert form["jumlah-KTP_RECORDING"] == str(visit.people)
    answer = crew.post(f"/kantor/kunjungan/{visit.id}/selesai", data=form)
    assert answer.status_code == 303
    assert re.fullmatch(rf"/kantor/hari\?hari={visit.day}#k-{visit.id}", answer.headers["location"])
    state = state_of(web)
    assert state.visits[visit.id].state is VisitState.DONE
    assert f"Rekam KTP {visit.people}" in state.events[visit.id][-1].why
    after = crew.get(answer.headers["location"]).text
    assert "Sudah dilayani." in after
    assert f"/kantor/kunjungan/{visit.id}/selesai" not in after


def test_the_same_form_sent_five_times_is_one_event(
    web: WebOffice, crew: TestClient, visit: Visit
) -> None:
    form = form_of(crew.get("/kantor/hari").text, visit, "selesai")
    form["orang"] = str(visit.people - 3)
    before = len(state_of(web).visits)
    for _ in range(5):
        sent = crew.post(f"/kantor/kunjungan/{visit.id}/selesai", data=form)
        assert sent.status_code == 303
    state = state_of(web)
    kinds = [event.kind for event in state.events[visit.id]]
    assert kinds.count(EventKind.DONE) == 1
    assert len(state.visits) == before + 1


def test_another_form_or_another_person_does_not_record_it_again(
    web: WebOffice, crew: TestClient, visit: Visit
) -> None:
    form = form_of(crew.get("/kantor/hari").text, visit, "selesai")
    path = f"/kantor/kunjungan/{visit.id}/selesai"
    assert crew.post(path, data=form).status_code == 303
    assert visit.day is not None
    hers = client_of(web.office, day=visit.day, person="dewi")
    assert hers.post(path, data=form).status_code == 422
    assert crew.post(path, data={**form, "kunci": "lain"}).status_code == 422
    kinds = [event.kind for event in state_of(web).events[visit.id]]
    assert kinds.count(EventKind.DONE) == 1


def test_a_reason_is_one_button_that_people_can_read(
    web: WebOffice, crew: TestClient, visit: Visit
) -> None:
    page = crew.get("/kantor/hari").text
    buttons = Forms(page).buttons
    assert "Jaringan mati" in buttons
    form = {**form_of(page, visit, "gagal"), "alasan": "Jaringan mati"}
    assert crew.post(f"/kantor/kunjungan/{visit.id}/gagal", data=form).status_code == 303
    state = state_of(web)
    assert state.visits[visit.id].state is VisitState.FAILED
    assert state.events[visit.id][-1].why == "Jaringan mati"


def test_the_day_is_chosen_and_never_lies_ahead(
    web: WebOffice, crew: TestClient, visit: Visit
) -> None:
    assert visit.unit_id is not None
    assert visit.request.place in crew.get(f"/kantor/hari?unit={visit.unit_id}").text
    assert visit.id in crew.get("/kantor/hari?hari=2031-01-01&unit=zz").text
    early = web.client.get(f"/kantor/hari?hari={visit.day}").text
    assert visit.id not in early
    assert "Tidak ada kunjungan pada hari ini" in early
    assert web.client.get("/kantor/hari?hari=kemarin").status_code == 200


def test_a_waiting_form_learns_who_is_signed_in_and_nobody_else_does(web: WebOffice) -> None:
    told = web.client.get("/kantor/hari/tanda").json()
    assert told["siapa"] == "uji.coordinator"
    assert told["tanda"] == form_token(web.client.cookies["sijempol"])
    assert stranger_of(web.office).get("/kantor/hari/tanda").status_code == 303
    viewer = sign_in(stranger_of(web.office), web.office, Role.VIEWER)
    assert viewer.get("/kantor/hari/tanda").status_code == 403


def test_a_home_has_no_text_that_a_phone_would_keep(web: WebOffice) -> None:
    home = next(v for v in state_of(web).visits.values() if v.private and v.day is not None)
    assert home.day is not None
    page = client_of(web.office, day=home.day).get("/kantor/hari").text
    card = page[page.index(f'id="k-{home.id}"') :].split("</li>")[0]
    for form in re.findall(r"<form.*?</form>", card, re.S):
        if "data-antre" in form:
            assert 'type="text"' not in form
            assert not re.search(r'<input[^>]*name="alasan"', form)
