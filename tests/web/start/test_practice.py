"""The example beside an office: made in the background, apart from it, entered, removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from planner.actions.saving.office import Office
from planner.clock import SetClock
from planner.domain.accounts import Role
from planner.domain.errors import WrongData
from planner.domain.office import at_wib
from planner.web.app import create_app
from planner.web.start.practice import Example, PracticeRoom, PracticeState
from tests.accounts import carry, sign_in, signed_in
from tests.builders import make_office
from tests.web.conftest import MONDAY, QUICK


@dataclass
class FakeMaker:
    """Makes an empty example at once when it is told to."""

    folder: Path
    making: Future[None] = field(default_factory=Future)
    opened: list[Office] = field(default_factory=list)

    def exists(self) -> bool:
        return (self.folder / "jadi").exists()

    def begin(self) -> Future[None]:
        self.making = Future()
        return self.making

    def finish(self) -> None:
        make_office(self.folder).database.close()
        (self.folder / "jadi").touch()
        self.making.set_result(None)

    def news(self) -> str:
        return "02-07-2021: 3 aturan baru diketahui"

    def open(self) -> Example:
        office = make_office(self.folder)
        self.opened.append(office)
        app = create_app(office, SetClock(at_wib(MONDAY, 8)), solve=QUICK)
        return Example(app=app, close=office.database.close)

    def remove(self) -> None:
        if not self.exists():
            raise WrongData("bukan contoh")
        (self.folder / "jadi").unlink()

    def close(self) -> None:
        return


@dataclass
class House:
    """A real office with room for an example."""

    office: Office
    maker: FakeMaker
    room: PracticeRoom
    client: TestClient


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    office = make_office(tmp_path / "kantor", demo=False)
    maker = FakeMaker(tmp_path / "kantor" / "latihan")
    room = PracticeRoom(maker)
    app = create_app(office, SetClock(at_wib(MONDAY, 10)), solve=QUICK, practice=room)
    client = TestClient(
        app,
        base_url="http://127.0.0.1:8000",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )
    yield House(office, maker, room, carry(client, signed_in(office)))
    room.close()
    office.database.close()


def ready(house: House) -> House:
    assert house.client.post("/kantor/latihan").status_code == 303
    house.maker.finish()
    return house


def enter(house: House) -> None:
    """Enter the example as its coordinator, by its button."""
    answer = house.client.post("/latihan/kantor/masuk/contoh", data={"peran": "coordinator"})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/latihan/kantor"


def test_an_example_is_made_in_one_click_from_the_dashboard_of_an_empty_office(
    house: House,
) -> None:
    board = house.client.get("/kantor").text
    form = re.search(r'<form method="post" action="/kantor/latihan">.*?</form>', board, re.S)
    assert form is not None
    assert "Coba dengan data CONTOH" in form[0]
    assert house.client.post("/kantor/latihan").headers["location"] == "/kantor/latihan"
    page = house.client.get("/kantor/latihan").text
    assert "3 aturan baru diketahui" in page
    assert 'http-equiv="refresh"' in page
    assert house.room.state is PracticeState.MAKING
    house.maker.finish()
    page = house.client.get("/kantor/latihan").text
    assert 'href="/latihan/kantor/tur"' in page
    assert "Buka kantor latihan" in house.client.get("/kantor").text


def test_the_example_is_removed_in_two_clicks_and_the_history_says_so(house: House) -> None:
    ready(house)
    house.client.get("/latihan/kantor/masuk")
    board = house.client.get("/kantor").text
    assert 'href="/kantor/latihan#hapus"' in board
    assert "Ya, hapus data contoh" in house.client.get("/kantor/latihan").text
    assert house.client.post("/kantor/latihan/hapus").status_code == 303
    assert house.room.state is PracticeState.ABSENT
    assert house.client.get("/latihan/").headers["location"] == "/kantor/latihan"
    history = house.client.get("/kantor/catatan").text
    assert "data contoh dibuat" in history
    assert "data contoh dihapus" in history
    # What is not there is not removed twice.
    assert house.client.post("/kantor/latihan/hapus").status_code == 303
    assert house.client.get("/kantor/catatan").text.count("data contoh dihapus") == 1


def test_what_fails_or_is_under_way_is_told(house: House) -> None:
    house.client.post("/kantor/latihan")
    assert house.client.post("/kantor/latihan/hapus").status_code == 404
    assert house.client.post("/kantor/latihan").status_code == 303
    house.maker.making.set_exception(OSError("penuh"))
    assert house.room.state is PracticeState.FAILED
    page = house.client.get("/kantor/latihan").text
    assert "Data contoh belum jadi" in page
    assert "Coba dengan data CONTOH" in page


def test_nothing_of_the_example_is_the_offices_and_nothing_of_the_office_the_examples(
    house: House,
) -> None:
    ready(house)
    enter(house)
    mine = house.client.cookies
    assert {cookie.name for cookie in mine.jar} >= {"sijempol", "sijempol-latihan"}
    page = house.client.get("/latihan/kantor/permohonan/baru").text
    assert "LATIHAN (CONTOH)" in page
    tokens = re.findall(r'name="tanda" value="([^"]+)"', page)
    wish = {
        "jalur": "PERMUKIMAN",
        "kelurahan": "32.72.03.1002",
        "tempat": "Balai latihan",
        "orang": "60",
        "kontak": "0812-3456-7890",
        "urgensi": "routine",
        "layanan": "KK",
        "tanggal": "2021-06-21",
        "kunci": "satu",
        "tanda": tokens[0],
    }
    del house.client.headers["x-sijempol-tanda"]
    sent = house.client.post("/latihan/kantor/permohonan", data=wish)
    assert sent.status_code == 303, sent.text
    assert sent.headers["location"].startswith("/latihan/kantor/permohonan/")
    with house.maker.opened[0].database.reading() as store:
        assert len(store.visits.list_visits()) == 1
    with house.office.database.reading() as store:
        assert store.visits.list_visits() == ()
    # A form of the example is none of the office's, even sent to its address.
    stray = house.client.post("/kantor/permohonan", data={**wish, "kunci": "dua"})
    assert stray.status_code in (303, 403)
    with house.office.database.reading() as store:
        assert store.visits.list_visits() == ()


def test_every_link_of_the_example_stays_in_it_but_the_two_that_lead_home(house: House) -> None:
    ready(house)
    enter(house)
    for path in ("/kantor", "/kantor/permohonan", "/kantor/aturan", "/kantor/tur", "/kantor/susun"):
        page = house.client.get(f"/latihan{path}").text
        leads = re.findall(r"""(?:href|action|src|data-[a-z-]+)=["']?(/[^"'> ]*)""", page)
        out = [lead for lead in leads if not lead.startswith("/latihan/")]
        assert out == ["/kantor", "/kantor/latihan#hapus"], path
        assert len(leads) > len(out), path
    style = house.client.get("/latihan/kantor/aset/kantor.css")
    assert style.status_code == 200


@pytest.mark.parametrize("role", [None, Role.VIEWER])
def test_the_door_opens_to_coordinators_alone(house: House, role: Role | None) -> None:
    ready(house)
    if role is None:
        house.client.cookies.clear()
    else:
        sign_in(house.client, house.office, role)
    for path in ("/latihan/", "/latihan/index.html", "/latihan/kantor", "/latihan/kantor/masuk"):
        answer = house.client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/kantor/masuk?ke=/kantor/latihan"
    sent = house.client.post("/latihan/kantor/masuk/contoh", data={"peran": "admin"})
    assert sent.status_code == 403
    assert house.maker.opened == []


def test_an_example_has_no_example_beside_it(house: House) -> None:
    ready(house)
    enter(house)
    inner = house.client.get("/latihan/kantor/latihan")
    assert inner.status_code == 404
    assert "samping kantor sungguhan" in inner.text
    assert "Siapkan kantor" not in house.client.get("/latihan/kantor").text
