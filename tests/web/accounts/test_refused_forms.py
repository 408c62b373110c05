"""Forms of signing in and of accounts that are refused: told beside the field, shown again."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from planner.actions.accounts.passwords import hash_password
from planner.domain.accounts import Account, Role
from tests.accounts import sign_in
from tests.builders import make_office
from tests.web.conftest import WebOffice, stranger_of

SECRET = "sandi-yang-tak-tampil"


def field(page: str, name: str) -> str:
    """Return the tag of the field called ``name``."""
    tag = re.search(rf'<(?:input|select)[^>]*\bid="{name}"[^>]*>', page)
    assert tag is not None, name
    return tag[0]


def test_a_sign_in_without_a_password_keeps_the_name_and_the_wanted_page(bare: WebOffice) -> None:
    form = {"nama": "siti", "ke": "/kantor/catatan"}
    answer = stranger_of(bare.office).post("/kantor/masuk", data=form)
    assert answer.status_code == 422
    assert 'role="alert">Kata sandi masih kosong. Isi lalu simpan lagi.<' in answer.text
    assert 'value="siti"' in field(answer.text, "nama")
    assert 'aria-describedby="galat-sandi"' in field(answer.text, "sandi")
    assert 'name="ke" value="/kantor/catatan"' in answer.text


def test_two_passwords_that_differ_are_told_beside_the_second_and_shown_nowhere(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    office = make_office(tmp_path_factory.mktemp("baru") / "kantor", demo=False)
    with office.database:
        form = {"kode": "ABCD", "nama": "siti", "lengkap": "Siti", "sandi": SECRET, "ulang": "x"}
        answer = stranger_of(office).post("/kantor/pasang", data=form)
    assert answer.status_code == 422
    assert "Kedua kata sandi tidak sama. Ketik ulang keduanya." in answer.text
    assert 'aria-invalid="true"' in field(answer.text, "ulang")
    assert [field(answer.text, name).count("value=") for name in ("kode", "nama", "lengkap")] == [
        1,
        1,
        1,
    ]
    assert SECRET not in answer.text


def waiting(client: TestClient, path: str, form: dict[str, str]) -> None:
    """Send a wrong ``form`` until it must wait; the answer says how long."""
    statuses = [client.post(path, data=form).status_code for _ in range(5)]
    assert statuses == [422] * 5
    answer = client.post(path, data=form)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert "Coba lagi 1 menit lagi" in answer.text
    assert f'action="{path}"' in answer.text


def test_whoever_guesses_their_own_password_is_told_how_long_to_wait(bare: WebOffice) -> None:
    with bare.office.database.writing() as store:
        password = hash_password("kuda-baterai-jepit")
        store.accounts.add(
            Account(login="uji.viewer", shown="Uji", role=Role.VIEWER, password=password)
        )
    client = sign_in(stranger_of(bare.office), bare.office, Role.VIEWER)
    form = {"lama": "salah", "sandi": SECRET, "ulang": SECRET}
    refused = client.post("/kantor/akun/sandi", data=form)
    assert 'aria-describedby="galat-lama"' in field(refused.text, "lama")
    assert 'aria-describedby="b-sandi"' in field(refused.text, "sandi")
    assert SECRET not in refused.text
    short = client.post(
        "/kantor/akun/sandi", data={"lama": "kuda-baterai-jepit", "sandi": "x", "ulang": "x"}
    )
    assert 'aria-describedby="galat-sandi b-sandi"' in field(short.text, "sandi")
    waiting(client, "/kantor/akun/sandi", form)


def test_whoever_guesses_the_first_code_is_told_how_long_to_wait(bare: WebOffice) -> None:
    client = sign_in(stranger_of(bare.office), bare.office, Role.VIEWER)
    waiting(client, "/kantor/akun/langkah-kedua", {"kode": "000000"})


def test_a_role_from_no_list_is_refused_beside_the_list(bare: WebOffice) -> None:
    client = sign_in(stranger_of(bare.office), bare.office, Role.ADMIN)
    form = {"nama": "budi", "lengkap": "Budi", "peran": "raja"}
    answer = client.post("/kantor/orang", data=form)
    assert answer.status_code == 422
    assert "Peran: pilih salah satu dari daftar." in answer.text
    assert 'value="budi"' in field(answer.text, "nama")
    assert 'aria-invalid="true"' in field(answer.text, "peran")
    with bare.office.database.reading() as store:
        assert store.accounts.find("budi") is None
