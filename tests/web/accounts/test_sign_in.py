"""Signing in: passwords, waiting, the second step, sign-ins that end, forms that are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pyotp
import pytest
from fastapi.testclient import TestClient

from planner.actions.accounts.accounts import add_account, change_role, new_account, set_active
from planner.actions.accounts.passwords import hash_password
from planner.actions.accounts.sign_ins import Moment
from planner.actions.accounts.throttle import keys_of
from planner.domain.accounts import Account, Role
from planner.domain.office import WIB
from tests.builders import make_office
from tests.web.conftest import WebOffice, stranger_of

START = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
PASSWORD = "kuda-baterai-jepit-benar"


@cache
def hashed() -> str:
    """Return the password hashed once, with the little work that is enough for tests."""
    return hash_password(PASSWORD)


@dataclass
class Hands:
    """A clock whose hands a test moves."""

    instant: datetime = START

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def move(self, **by: float) -> None:
        self.instant += timedelta(**by)


@dataclass
class Place:
    """An office with people, a browser before it, and a clock."""

    web: WebOffice
    browser: TestClient
    hands: Hands

    @property
    def moment(self) -> Moment:
        return Moment(at=START, now=self.hands.now())

    def add(self, login: str = "siti", role: Role = Role.COORDINATOR, **given: object) -> Account:
        with self.web.office.database.writing() as store:
            return store.accounts.add(
                replace(Account(login=login, shown="Siti", role=role, password=hashed()), **given)  # type: ignore[arg-type]
            )

    def enter(self, login: str = "siti", password: str = PASSWORD, ke: str = "") -> int:
        self.answer = self.browser.post(
            "/kantor/masuk", data={"nama": login, "sandi": password, "ke": ke}
        )
        return self.answer.status_code

    def token(self, path: str = "/kantor") -> str:
        found = re.search(r'name="tanda" value="([0-9a-f]{64})"', self.browser.get(path).text)
        assert found is not None
        return found[1]

    def inside(self) -> bool:
        return self.browser.get("/kantor").status_code == 200


@pytest.fixture
def place(bare: WebOffice) -> Place:
    return place_of(bare)


def place_of(web: WebOffice) -> Place:
    hands = Hands()
    return Place(web, stranger_of(web.office, watch=hands), hands)


def test_a_stranger_is_led_to_the_sign_in_and_back_to_where_they_wanted(place: Place) -> None:
    place.add()
    led = place.browser.get("/kantor/rencana/1?x=1")
    assert led.headers["location"] == "/kantor/masuk?ke=/kantor/rencana/1%3Fx%3D1"
    form = place.browser.get(led.headers["location"]).text
    assert 'name="ke" value="/kantor/rencana/1?x=1"' in form
    assert place.enter(ke="/kantor/rencana/1?x=1") == 303
    assert place.answer.headers["location"] == "/kantor/rencana/1?x=1"
    assert place.inside()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/kantor",
        "//evil.example/kantor",
        "/\\evil",
        "/kantor/../x",
        "javascript:",
        "/kantor/masuk",
        "/kantor/draf",
        "/kantor\r\nx: y",
        "/jadwal.html",
    ],
)
def test_signing_in_never_leads_elsewhere(place: Place, target: str) -> None:
    place.add()
    assert place.enter(ke=target) == 303
    assert place.answer.headers["location"] == "/kantor"


def test_names_are_taken_in_any_case_but_passwords_are_not(place: Place) -> None:
    place.add()
    assert place.enter("  SITI ", PASSWORD) == 303
    assert place.enter("siti", PASSWORD.upper()) == 401


@pytest.mark.parametrize(("login", "password"), [("siti", "bukan-itu"), ("siapa", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(
    place: Place, login: str, password: str
) -> None:
    place.add()
    assert place.enter(login, password) == 401
    assert "Nama masuk atau kata sandi salah" in place.answer.text
    assert password not in place.answer.text
    assert "set-cookie" not in place.answer.headers


def test_an_account_without_a_password_or_switched_off_lets_nobody_in(place: Place) -> None:
    place.add("kosong", password="")
    place.add("mati", active=False)
    for login, password in (("kosong", ""), ("kosong", "x"), ("mati", PASSWORD)):
        assert place.enter(login, password or " ") == 401


def test_guessing_waits_longer_and_longer_but_never_for_good(place: Place) -> None:
    place.add()
    statuses = [place.enter(password=f"salah {n}") for n in range(8)]
    assert statuses == [401] * 5 + [429] * 3
    assert "Coba lagi 1 menit lagi, pukul 09.01 WIB" in place.answer.text
    assert place.answer.headers["retry-after"] == "60"
    # Not even the right password is looked at.
    assert place.enter() == 429
    place.hands.move(seconds=61)
    assert place.enter(password="salah lagi") == 401
    assert place.enter() == 429
    assert "Coba lagi 2 menit lagi" in place.answer.text
    place.hands.move(minutes=2, seconds=1)
    assert place.enter() == 303
    assert place.enter(password="salah") == 401


@pytest.mark.slow
def test_of_a_thousand_guesses_in_a_row_few_are_looked_at(place: Place) -> None:
    place.add()
    looked = 0
    for _ in range(1000):
        place.hands.move(seconds=1)
        looked += place.enter(password="tebakan") == 401
    assert 5 <= looked <= 30


@pytest.mark.slow
def test_guessing_many_names_from_one_place_waits_too(place: Place) -> None:
    statuses = [place.enter(f"orang{n}", "salah") for n in range(22)]
    assert statuses == [401] * 20 + [429] * 2


def test_right_sign_ins_from_one_address_use_nothing_up(place: Place) -> None:
    place.add()
    assert [place.enter() for _ in range(26)] == [303] * 26
    # Nor do wrong ones among them count more than once.
    for number in range(19):
        assert place.enter(f"orang{number}", "salah") == 401
        assert place.enter() == 303
    assert place.enter("lain", "salah") == 401
    assert place.enter("lain2", "salah") == 429


def test_right_codes_and_passwords_use_nothing_up(place: Place) -> None:
    place.add("boss", Role.ADMIN, totp=SECRET)
    for _ in range(13):
        assert place.enter("boss") == 303
        assert step(place, code_at(place.hands)) == 303
        # A code works once; the next one comes half a minute later.
        place.hands.move(seconds=30)
    assert place.enter("boss") == 303


@pytest.mark.parametrize("way", ["code", "enrolment", "own password", "set-up"])
def test_every_way_of_guessing_counts_for_the_address(
    place: Place, way: str, bare: WebOffice
) -> None:
    place.add(must_change=way == "own password", totp=SECRET if way == "code" else "")
    assert place.enter() == 303
    tanda = place.token("/kantor/akun/sandi") if way in ("own password", "enrolment") else ""
    with bare.office.database.reading() as store:
        before = store.tries.find(keys_of("x", "testclient")[1][1])
    assert before is None
    if way == "code":
        assert step(place, "000000") == 401
    elif way == "enrolment":
        place.browser.get("/kantor/akun/langkah-kedua")
        form = {"kode": "1", "tanda": tanda}
        assert place.browser.post("/kantor/akun/langkah-kedua", data=form).status_code == 422
    elif way == "own password":
        form = {"lama": "salah", "sandi": PASSWORD, "ulang": PASSWORD, "tanda": tanda}
        assert place.browser.post("/kantor/akun/sandi", data=form).status_code == 422
    else:
        form = {"kode": "ABCD", "nama": "boss", "lengkap": "B", "sandi": "x", "ulang": "x"}
        assert place.browser.post("/kantor/pasang", data=form).status_code == 401
    with bare.office.database.reading() as store:
        after = store.tries.find(keys_of("x", "testclient")[1][1])
    assert after is not None
    assert after.count == 1


def test_an_address_begins_anew_when_its_window_has_passed(place: Place) -> None:
    # A wrong try every two minutes is no guessing, however long it goes on.
    for number in range(40):
        assert place.enter(f"orang{number}", "salah") == 401
        place.hands.move(minutes=2)


@pytest.mark.slow
def test_the_wait_of_an_address_ends_with_its_window(place: Place) -> None:
    for number in range(20):
        assert place.enter(f"orang{number}", "salah") == 401
    place.hands.move(minutes=14, seconds=30)
    for number in range(20, 23):
        assert place.enter(f"orang{number}", "salah") == (401 if number == 20 else 429)
    assert "Coba lagi 1 menit lagi, pukul 09.15" in place.answer.text
    place.hands.move(seconds=31)
    assert [place.enter(f"orang{number}", "salah") for number in range(23, 44)] == [401] * 20 + [
        429
    ]


def test_one_persons_mistakes_keep_nobody_else_out(place: Place) -> None:
    place.add()
    place.add("budi")
    for n in range(6):
        place.enter("siti", f"salah {n}")
    assert place.enter("siti") == 429
    assert place.enter("budi") == 303


def test_every_sign_in_has_a_new_secret_and_the_old_one_is_void(place: Place) -> None:
    place.add()
    place.enter()
    first = place.browser.cookies["sijempol"]
    place.enter()
    second = place.browser.cookies["sijempol"]
    assert first != second
    place.browser.cookies.clear()
    place.browser.cookies.set("sijempol", first)
    assert not place.inside()


def test_the_secret_itself_is_nowhere_in_the_data(place: Place) -> None:
    place.add()
    place.enter()
    token = place.browser.cookies["sijempol"].encode()
    for file in place.web.office.database.folder.glob("sijempol.db*"):
        found = file.read_bytes()
        assert token not in found
        assert PASSWORD.encode() not in found


def test_a_chosen_cookie_opens_nothing(place: Place) -> None:
    place.add()
    place.browser.cookies.set("sijempol", "pilihan-sendiri")
    place.enter()
    assert place.answer.cookies["sijempol"] != "pilihan-sendiri"


def test_the_cookie_is_kept_from_scripts_and_other_sites(place: Place) -> None:
    place.add()
    place.add("boss", Role.ADMIN, totp=pyotp.random_base32())
    place.enter()
    flags = place.answer.headers["set-cookie"]
    assert flags.startswith("sijempol=")
    assert "HttpOnly; Path=/; SameSite=lax" in flags
    assert "Secure" not in flags
    assert "Max-Age" not in flags
    place.enter("boss")
    assert "SameSite=strict" in place.answer.headers["set-cookie"]
    place.browser.base_url = place.browser.base_url.copy_with(scheme="https")
    place.enter()
    flags = place.answer.headers["set-cookie"]
    assert flags.startswith("__Host-sijempol=")
    assert "Secure" in flags
    assert "Domain" not in flags


def test_signing_out_ends_the_sign_in_for_good(place: Place) -> None:
    place.add()
    place.enter()
    token = place.browser.cookies["sijempol"]
    done = place.browser.post("/kantor/keluar", data={"tanda": place.token()})
    assert done.headers["location"] == "/kantor/masuk"
    assert done.headers["clear-site-data"] == '"storage"'
    place.browser.cookies.set("sijempol", token)
    assert not place.inside()


@pytest.mark.parametrize("end", ["off", "role"])
def test_switching_off_and_a_new_role_end_sign_ins_at_once(place: Place, end: str) -> None:
    place.add()
    place.enter()
    assert place.inside()
    if end == "off":
        set_active(place.web.office, place.moment, "uji", "siti", active=False)
    else:
        change_role(place.web.office, place.moment, "uji", "siti", Role.VIEWER)
    assert not place.inside()


def test_a_sign_in_ends_after_half_an_hour_without_a_click(place: Place) -> None:
    place.add()
    place.enter()
    for _ in range(3):
        place.hands.move(minutes=29)
        assert place.inside()
    place.hands.move(minutes=30)
    assert not place.inside()


def test_a_sign_in_ends_after_twelve_hours_whatever_happens(place: Place) -> None:
    place.add()
    place.enter()
    for _ in range(35):
        place.hands.move(minutes=20)
        assert place.inside()
    place.hands.move(minutes=20)
    assert not place.inside()


DAYS = {"first": "2021-07-08", "last": "2021-07-09"}
FROM = {"referer": "http://127.0.0.1:8000/kantor"}


def late(place: Place) -> None:
    """Send a form half an hour too late."""
    place.add()
    place.enter()
    data = {**DAYS, "tanda": place.token()}
    place.hands.move(minutes=31)
    sent = place.browser.post("/kantor/draf", data=data, headers=FROM)
    assert sent.headers["location"] == "/kantor/masuk?isian=1"
    assert "Isian terakhir tersimpan" in place.browser.get(sent.headers["location"]).text


def test_a_form_sent_too_late_comes_back_filled_after_signing_in(web: WebOffice) -> None:
    place = place_of(web)
    late(place)
    assert place.enter() == 303
    assert place.answer.headers["location"] == "/kantor"
    page = place.browser.get("/kantor").text
    assert "Isian Anda tidak hilang" in page
    assert 'name="first" type="date" required min="2021-06-21" value="2021-07-08"' in page
    assert 'name="last" type="date" required min="2021-06-21" value="2021-07-09"' in page
    with place.web.office.database.reading() as store:
        assert len(store.plans.list_plans()) == 1
    generic = place.browser.get("/kantor/isian").text
    assert 'value="2021-07-08"' in generic
    done = place.browser.post("/kantor/draf", data={**DAYS, "tanda": place.token()})
    assert done.status_code == 303
    assert "Isian Anda tidak hilang" not in place.browser.get("/kantor").text


def test_a_kept_form_can_be_thrown_away(place: Place) -> None:
    late(place)
    place.enter()
    done = place.browser.post("/kantor/isian/buang", data={"tanda": place.token()})
    assert done.status_code == 303
    assert "Isian Anda tidak hilang" not in place.browser.get("/kantor").text
    assert "Tidak ada isian" in place.browser.get("/kantor/isian").text


def test_nobody_else_gets_a_kept_form(place: Place) -> None:
    late(place)
    place.add("budi")
    place.enter("budi")
    assert "Isian Anda tidak hilang" not in place.browser.get("/kantor").text
    place.enter("siti")
    assert "Isian Anda tidak hilang" not in place.browser.get("/kantor").text


def test_of_a_stranger_nothing_is_kept(place: Place) -> None:
    for cookie in ("", "dibuat-buat"):
        place.browser.cookies.set("sijempol", cookie)
        assert place.browser.post("/kantor/draf", data=DAYS, headers=FROM).status_code == 401


def test_a_form_opened_before_signing_in_again_is_not_lost_either(place: Place) -> None:
    place.add()
    place.enter()
    old = place.token()
    place.enter()
    sent = place.browser.post("/kantor/draf", data={**DAYS, "tanda": old}, headers=FROM)
    assert sent.headers["location"] == "/kantor"
    assert 'value="2021-07-08"' in place.browser.get("/kantor").text


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(hands: Hands, off: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(int(hands.now().timestamp()) + off)


def step(place: Place, code: str) -> int:
    data = {"kode": code, "tanda": place.token("/kantor/masuk/kode")}
    place.answer = place.browser.post("/kantor/masuk/kode", data=data)
    return place.answer.status_code


def test_with_a_second_step_the_password_alone_opens_nothing(place: Place) -> None:
    place.add(totp=SECRET)
    assert place.enter(ke="/kantor/catatan") == 303
    assert place.answer.headers["location"] == "/kantor/masuk/kode?ke=/kantor/catatan"
    half = place.browser.cookies["sijempol"]
    assert not place.inside()
    assert step(place, "000000") == 401
    assert step(place, code_at(place.hands)) == 303
    assert place.browser.cookies["sijempol"] != half
    assert place.inside()


def test_a_code_is_good_once_and_only_around_its_time(place: Place) -> None:
    place.add(totp=SECRET)
    used = code_at(place.hands)
    place.enter()
    assert step(place, code_at(place.hands, -90)) == 401
    assert step(place, code_at(place.hands, 90)) == 401
    assert step(place, f" {used[:3]} {used[3:]} ") == 303
    place.enter()
    assert step(place, used) == 401
    place.hands.move(seconds=30)
    assert step(place, code_at(place.hands)) == 303


def test_guessing_codes_waits_too(place: Place) -> None:
    place.add(totp=SECRET)
    place.enter()
    assert [step(place, f"00000{n}") for n in range(7)] == [401] * 5 + [429] * 2


def test_half_a_sign_in_is_forgotten_after_ten_minutes(place: Place) -> None:
    place.add(totp=SECRET)
    place.enter()
    place.hands.move(minutes=10)
    assert place.browser.get("/kantor/masuk/kode").status_code == 303


def test_an_admin_must_turn_on_the_second_step_and_gets_codes_for_a_lost_phone(
    place: Place,
) -> None:
    place.add(role=Role.ADMIN)
    assert place.enter() == 303
    assert place.answer.headers["location"].startswith("/kantor/akun/langkah-kedua")
    assert place.browser.get("/kantor").headers["location"] == "/kantor/akun/langkah-kedua"
    page = place.browser.get("/kantor/akun/langkah-kedua").text
    assert "<svg" in page
    found = re.search(r'<p class="sandi">([A-Z2-7 ]+)</p>', page)
    assert found is not None
    secret = found[1].replace(" ", "")
    assert secret in place.browser.get("/kantor/akun/langkah-kedua").text.replace(" ", "")
    tanda = place.token("/kantor/akun/langkah-kedua")
    wrong = place.browser.post("/kantor/akun/langkah-kedua", data={"kode": "1", "tanda": tanda})
    assert wrong.status_code == 422
    code = pyotp.TOTP(secret).at(int(place.hands.now().timestamp()))
    done = place.browser.post("/kantor/akun/langkah-kedua", data={"kode": code, "tanda": tanda})
    codes = re.findall(r"<li>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})</li>", done.text)
    assert len(set(codes)) == 10
    assert place.inside()
    for spelling, status in ((codes[0].lower().replace("-", " "), 303), (codes[0], 401)):
        place.enter()
        assert step(place, spelling) == status
    assert step(place, codes[1]) == 303


def test_a_password_from_the_admin_is_changed_before_anything_else(place: Place) -> None:
    account = new_account("budi", "Budi", Role.COORDINATOR)
    _, first = add_account(place.web.office, place.moment, "uji", account)
    assert place.enter("budi", first) == 303
    assert place.answer.headers["location"].startswith("/kantor/akun/sandi")
    where = "/kantor/akun/sandi"
    form = {"lama": first, "sandi": PASSWORD, "ulang": PASSWORD, "tanda": place.token(where)}
    for change, told in (
        ({"ulang": "lain"}, "tidak sama"),
        ({"lama": "salah"}, "lama salah"),
        ({"sandi": first, "ulang": first}, "lain dari yang lama"),
        ({"sandi": "sukabumi1", "ulang": "sukabumi1"}, "mudah ditebak"),
        ({"sandi": "x", "ulang": "x"}, "8 sampai 128 huruf"),
    ):
        refused = place.browser.post(where, data={**form, **change})
        assert refused.status_code == 422
        assert told in refused.text
        assert not place.inside()
    half = place.browser.cookies["sijempol"]
    assert place.browser.post(where, data=form).status_code == 303
    assert place.browser.cookies["sijempol"] != half
    assert place.inside()
    assert place.enter("budi", first) == 401
    assert place.enter("budi", PASSWORD) == 303


def test_a_new_password_and_the_button_end_sign_ins_elsewhere(place: Place) -> None:
    place.add()
    elsewhere = stranger_of(place.web.office, watch=place.hands)

    def enter_elsewhere() -> None:
        elsewhere.post("/kantor/masuk", data={"nama": "siti", "sandi": PASSWORD})
        assert elsewhere.get("/kantor").status_code == 200

    enter_elsewhere()
    place.enter()
    assert "Anda juga masuk di 1 tempat lain" in place.browser.get("/kantor/akun").text
    place.browser.post("/kantor/akun/sesi", data={"tanda": place.token()})
    assert elsewhere.get("/kantor").status_code == 303
    enter_elsewhere()
    new = "empat-kata-lain-sekali-ya"
    data = {"lama": PASSWORD, "sandi": new, "ulang": new, "tanda": place.token()}
    assert place.browser.post("/kantor/akun/sandi", data=data).status_code == 303
    assert place.inside()
    assert elsewhere.get("/kantor").status_code == 303


def test_an_admin_adds_people_and_takes_their_keys_away(place: Place) -> None:
    place.add("boss", Role.ADMIN, totp=SECRET)
    place.enter("boss")
    step(place, code_at(place.hands))
    tanda = place.token()
    form = {"nama": "budi", "lengkap": "Budi", "peran": "viewer", "tanda": tanda}
    made = place.browser.post("/kantor/orang", data=form)
    first = re.search(r'<p class="sandi">([a-z2-9-]{19})</p>', made.text)
    assert first is not None
    assert first[1] not in place.browser.get("/kantor/orang").text
    again = place.browser.post("/kantor/orang", data=form)
    assert again.status_code == 422
    assert "sudah dipakai" in again.text
    bad = place.browser.post("/kantor/orang", data={**form, "nama": "Budi Satu", "lengkap": ""})
    assert bad.status_code == 422
    last = place.browser.post("/kantor/orang/boss/aktif", data={"aktif": "false", "tanda": tanda})
    assert "satu-satunya admin" in last.text
    place.browser.post("/kantor/orang/budi/aktif", data={"aktif": "false", "tanda": tanda})
    assert place.enter("budi", first[1]) == 401
    with place.web.office.database.reading() as store:
        done = [entry.action for entry in store.audit.list_entries(who="boss")]
    assert done[:3] == ["matikan akun", "tambah akun", "masuk"]


@pytest.mark.parametrize("role", Role)
def test_the_example_is_entered_with_one_click_in_each_role(place: Place, role: Role) -> None:
    assert "(CONTOH)" in place.browser.get("/kantor/masuk").text
    done = place.browser.post("/kantor/masuk/contoh", data={"peran": role.value})
    assert done.headers["location"] == "/kantor"
    assert place.inside()
    assert "(CONTOH)" in place.browser.get("/kantor").text


def test_no_real_office_is_entered_like_the_example(tmp_path: Path) -> None:
    real = make_office(tmp_path / "kantor", demo=False)
    # Not even where the setting lies about what the data are.
    for office in (real, replace(real, profile=replace(real.profile, demo=True))):
        browser = stranger_of(office)
        answer = browser.post("/kantor/masuk/contoh", data={"peran": "admin"})
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
        with office.database.reading() as store:
            assert store.accounts.list_accounts() == ()
    assert "CONTOH" not in stranger_of(real).get("/kantor/masuk").text
    real.database.close()


def test_unreadable_and_oversized_forms_are_refused(place: Place) -> None:
    place.add()
    place.enter()
    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = place.browser.post("/kantor/draf", content=b"--x\r\nkacau", headers=kind)
    assert answer.status_code in (400, 403)
    assert place.browser.post("/kantor/masuk", data={"nama": "x" * 70_000}).status_code == 413


def test_mistyped_and_hostile_names_reach_no_record(place: Place) -> None:
    for name in ("<script>", "a\nb", "x" * 900, "\U0001f431", PASSWORD, "\0"):
        assert place.enter(name, "salah") in (401, 422, 429)
        assert "<script>" not in place.answer.text.replace('"', "")
    with place.web.office.database.reading() as store:
        failed = [entry for entry in store.audit.list_entries() if entry.action == "gagal masuk"]
    assert {entry.who for entry in failed} == {"tidak dikenal"}
