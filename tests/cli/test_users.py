"""People from the command line, and what a new office's server says first."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from planner.actions.accounts.sessions import Moment, sign_in
from planner.cli.first_start import CODE_FILE, tell_setup_code
from planner.cli.person import command_user
from planner.clock import SystemClock
from planner.domain.accounts import Role, Stage, WrongSignIn
from tests.builders import make_office
from tests.cli.test_verbs import run


def test_people_are_added_changed_and_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "kantor")

    def users(*arguments: str) -> tuple[int, str]:
        code = run("users", *arguments, "--data", folder, monkeypatch=monkeypatch)
        output = capsys.readouterr()
        return code, output.out + output.err

    code, output = users("add", "siti", "Siti Aminah", "--role", "pelihat")
    assert code == 0
    first = re.search(r"Kata sandi sekali pakai: (\S+)", output)
    assert first is not None
    assert users("add", "siti", "Siti Lain")[0] == 1
    assert "tidak ada. Pilih pelihat" in users("role", "siti", "raja")[1]
    assert users("role", "siti", "koordinator")[0] == 0
    listed = users("list")[1]
    assert ("Siti Aminah" in listed, "koordinator" in listed) == (True, True)
    assert first[1] not in listed
    now = SystemClock().now()
    moment = Moment(at=now, now=now)
    office = make_office(tmp_path / "kantor", demo=False)
    with office.database:
        assert sign_in(office, moment, "siti", first[1]).session.stage is Stage.PASSWORD
        assert users("reset", "siti")[0] == 0
        assert users("off", "siti")[0] == 0
        with pytest.raises(WrongSignIn):
            sign_in(office, moment, "siti", first[1])
        assert users("on", "siti")[0] == 0
        with office.database.reading() as store:
            account = store.accounts.get("siti")
            entries = [d.action for d in store.audit.list_entries(who=command_user())]
    assert (account.active, account.role) == (True, Role.COORDINATOR)
    assert entries == [
        "nyalakan akun",
        "matikan akun",
        "kata sandi baru untuk",
        "ubah peran",
        "tambah akun",
    ]
    assert "tidak ada" in users("off", "siapa")[1]


def test_a_new_office_tells_its_code_on_the_console_and_to_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = make_office(tmp_path / "kantor", demo=False)
    with office.database:
        tell_setup_code(office, "http://127.0.0.1:8000/")
        file = tmp_path / "kantor" / CODE_FILE
        code = file.read_text(encoding="utf-8").strip()
        output = capsys.readouterr().err
        assert code in output
        assert "http://127.0.0.1:8000/kantor/pasang" in output
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        tell_setup_code(office, "http://127.0.0.1:8000/")
        assert file.read_text(encoding="utf-8").strip() != code
        file.unlink()
        file.mkdir()
        tell_setup_code(office, "http://127.0.0.1:8000/")
        assert "Kode yang sama" not in capsys.readouterr().err.rsplit("punya admin", 1)[1]


def test_the_example_tells_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = make_office(tmp_path / "demo")
    with office.database:
        tell_setup_code(office, "http://127.0.0.1:8000/")
    assert capsys.readouterr().err == ""
    assert not (tmp_path / "demo" / CODE_FILE).exists()
