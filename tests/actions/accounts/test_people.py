"""Accounts and secrets: good passwords, equal work, the last admin, the first one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planner.actions.accounts import passwords
from planner.actions.accounts.accounts import (
    add_account,
    change_role,
    new_account,
    reset_password,
    set_active,
)
from planner.actions.accounts.codes import (
    fresh_recovery_codes,
    fresh_setup_code,
    plain_code,
    step_of,
)
from planner.actions.accounts.setup import make_first_admin, open_setup
from planner.actions.accounts.sign_ins import Moment, sign_in
from planner.actions.saving.office import Office
from planner.domain.accounts import Role, Stage, TooManyTries, WrongSignIn
from planner.domain.errors import BadInput, NotFound
from planner.domain.office import WIB
from tests.builders import make_office

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
MOMENT = Moment(at=NOW, now=NOW, address="10.0.0.1")
GOOD = "kuda-baterai-jepit-benar"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor", demo=False)
    yield made
    made.database.close()


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("pendek", "8 sampai 128"),
        ("x" * 129, "8 sampai 128"),
        ("password123", "mudah ditebak"),
        ("sijempol", "mudah ditebak"),
        ("Disdukcapil1", "mudah ditebak"),
        ("Sukabumi2021", "mudah ditebak"),
        ("siti.aminah", "mudah ditebak"),
        ("SitiAminah99", "mudah ditebak"),
        ("aaaaaaaaaaaa", "mudah ditebak"),
        ("qwertyuiop", "mudah ditebak"),
        ("ok\0okokokok", "tidak bisa disimpan"),
        ("kuda\ud83dkuda", "tidak bisa disimpan"),
    ],
)
def test_passwords_easy_to_guess_are_refused(password: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as refused:
        passwords.check_password(password, login="siti.aminah", shown="Siti Aminah")
    assert password not in str(refused.value)


@pytest.mark.parametrize(
    "password", [GOOD, "ζ漢字 ñ ~ panjang sekali", "m8#Kw2!z", "tujuh belas ekor kerbau mandi " * 4]
)
def test_any_characters_make_a_good_password(password: str) -> None:
    passwords.check_password(password, login="siti.aminah", shown="Siti Aminah")
    assert passwords.is_password(password, passwords.hash_password(password))


def test_one_look_is_one_password_and_hashes_differ() -> None:
    composed, apart = "caf\u00e9 di pasar", "cafe\u0301 di pasar"
    hashed = passwords.hash_password(composed)
    assert passwords.is_password(apart, hashed)
    assert not passwords.is_password("cafe di pasar", hashed)
    assert hashed != passwords.hash_password(composed)
    assert hashed.startswith("$argon2id$")


def test_a_hash_outside_these_tests_takes_64_mib_and_three_passes() -> None:
    asked = "from planner.actions.accounts.passwords import hash_password as h; print(h('x'))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_an_unknown_name_costs_the_same_work(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(office, MOMENT, "uji", new_account("siti", "Siti", Role.VIEWER))
    looked: list[str] = []
    real = passwords._hasher()

    class Counting:
        def verify(self, password: str, hashed: str) -> bool:
            looked.append(hashed.rsplit("$", 2)[0])
            return real.verify(password, hashed)

        def hash(self, password: str) -> str:
            return real.hash(password)

    monkeypatch.setattr(passwords, "_hasher", Counting)
    for login in ("siti", "tidak.ada"):
        with pytest.raises(WrongSignIn):
            sign_in(office, MOMENT, login, "salah sekali")
    assert len(looked) == 2
    assert looked[0] == looked[1]


@pytest.mark.parametrize(
    ("login", "shown"),
    [
        ("Siti", "Siti"),
        ("si", "Siti"),
        ("siti aminah", "Siti"),
        ("siti\n", "Siti\x07"),
        ("admin", "Admin"),
        ("sistem", "Sistem"),
        ("contoh-admin", "Siti"),
        ("x" * 33, "Siti"),
        ("siti", ""),
        ("siti", "x" * 81),
        ("siti", "3272011234560001"),
    ],
)
def test_names_that_records_could_not_carry_are_refused(login: str, shown: str) -> None:
    with pytest.raises(BadInput):
        new_account(login, shown, Role.VIEWER)


def test_there_is_always_an_admin(office: Office) -> None:
    for name in ("satu", "dua"):
        add_account(office, MOMENT, "uji", new_account(name, name, Role.ADMIN))
    change_role(office, MOMENT, "uji", "satu", Role.VIEWER)
    with pytest.raises(BadInput, match="satu-satunya admin"):
        change_role(office, MOMENT, "uji", "dua", Role.COORDINATOR)
    with pytest.raises(BadInput, match="satu-satunya admin"):
        set_active(office, MOMENT, "uji", "dua", active=False)
    change_role(office, MOMENT, "uji", "satu", Role.ADMIN)
    set_active(office, MOMENT, "uji", "dua", active=False)
    with pytest.raises(BadInput, match="satu-satunya admin"):
        set_active(office, MOMENT, "uji", "satu", active=False)
    with pytest.raises(NotFound, match=r"tidak\.ada"):
        reset_password(office, MOMENT, "uji", "tidak.ada")


def test_a_new_office_has_no_account_and_one_code_makes_the_first(office: Office) -> None:
    with office.database.reading() as store:
        assert store.accounts.list_accounts() == ()
    first = open_setup(office, NOW)
    code = open_setup(office, NOW)
    assert first is not None
    assert code is not None
    for wrong in (first, "", "salah"):
        with pytest.raises(WrongSignIn, match="Kode pemasangan salah"):
            make_first_admin(office, MOMENT, wrong, login="siti", shown="Siti", password=GOOD)
    with pytest.raises(BadInput, match="mudah ditebak"):
        make_first_admin(office, MOMENT, code, login="siti", shown="Siti", password="password123")
    signed = make_first_admin(
        office, MOMENT, code.lower().replace("-", " "), login="siti", shown="Siti", password=GOOD
    )
    assert (signed.account.role, signed.sign_in.stage) == (Role.ADMIN, Stage.ENROL)
    with pytest.raises(BadInput, match="sudah punya admin"):
        make_first_admin(office, MOMENT, code, login="budi", shown="Budi", password=GOOD)
    assert open_setup(office, NOW) is None


def test_a_setup_code_is_good_for_a_day_and_cannot_be_guessed(office: Office) -> None:
    code = open_setup(office, NOW)
    assert code is not None
    late = Moment(at=NOW, now=NOW + timedelta(hours=24), address="10.0.0.9")
    with pytest.raises(WrongSignIn):
        make_first_admin(office, late, code, login="siti", shown="Siti", password=GOOD)
    for _ in range(5):
        with pytest.raises(WrongSignIn):
            make_first_admin(office, MOMENT, "AAAA", login="siti", shown="Siti", password=GOOD)
    with pytest.raises(TooManyTries, match="menit lagi"):
        make_first_admin(office, MOMENT, code, login="siti", shown="Siti", password=GOOD)


def test_a_clock_that_went_back_keeps_nobody_waiting(office: Office) -> None:
    for hours, tries in ((24, 6), (0, 5)):
        moment = Moment(at=NOW, now=NOW + timedelta(hours=hours), address="10.0.0.1")
        for _ in range(tries):
            with pytest.raises((WrongSignIn, TooManyTries)) as refused:
                sign_in(office, moment, "siapa", "x")
        assert refused.type is (TooManyTries if tries == 6 else WrongSignIn)


def test_the_example_has_no_setup(tmp_path: Path) -> None:
    demo = make_office(tmp_path / "demo")
    with demo.database:
        assert open_setup(demo, NOW) is None


def test_codes_survive_being_typed_by_people() -> None:
    for code in (fresh_setup_code(), *fresh_recovery_codes()):
        assert plain_code(code.lower().replace("-", "  ")) == code.replace("-", "")
        assert not set("01IO") & set(code)


@pytest.mark.parametrize("code", ["", "abc", "12345", "１２３４５６", "-12345", "1" * 5000])
def test_no_nonsense_is_a_code(code: str) -> None:
    assert step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", code, NOW) == 0
    assert step_of("", "000000", NOW) == 0
