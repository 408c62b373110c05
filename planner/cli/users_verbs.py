"""Verbs about who may sign in: users add, list, role, reset, off, on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from planner.actions.accounts.accounts import (
    add_account,
    change_role,
    new_account,
    reset_password,
    set_active,
)
from planner.actions.accounts.sign_ins import Moment
from planner.cli.offices import office_of_folder
from planner.cli.options import OFFICE_FOLDER, Data
from planner.cli.person import command_user
from planner.cli.screen import console, say
from planner.clock import SystemClock
from planner.domain.accounts import ROLE_WORDS, Role
from planner.domain.errors import BadInput

Login = Annotated[str, typer.Argument(help="Nama masuk.")]


def add(
    login: Login,
    name: Annotated[str, typer.Argument(help="Nama lengkap.")],
    role: Annotated[str, typer.Option(help="pelihat, koordinator, atau admin.")] = "koordinator",
    data: Data = OFFICE_FOLDER,
) -> None:
    """Tambah orang dan tampilkan kata sandi sekali pakai."""
    account = new_account(login, name, role_of(role))
    with office_of_folder(data, new=True) as office:
        added, password = add_account(office, _moment(), command_user(), account)
    say(f"{added.login} ditambahkan sebagai {ROLE_WORDS[added.role]}.")
    _tell(password)


def list_users(data: Data = OFFICE_FOLDER) -> None:
    """Tampilkan semua akun."""
    with office_of_folder(data) as office, office.database.reading() as store:
        accounts = store.accounts.list_accounts()
    table = Table("nama masuk", "nama", "peran", "keadaan", "langkah kedua")
    for account in accounts:
        table.add_row(
            account.login,
            account.shown,
            ROLE_WORDS[account.role],
            "menyala" if account.active else "mati",
            "menyala" if account.totp else "belum",
        )
    console.print(table)


def role(
    login: Login,
    role: Annotated[str, typer.Argument(help="pelihat, koordinator, atau admin.")],
    data: Data = OFFICE_FOLDER,
) -> None:
    """Ganti peran seseorang; sesinya berakhir."""
    wanted = role_of(role)
    with office_of_folder(data) as office:
        change_role(office, _moment(), command_user(), login, wanted)
    say(f"{login} sekarang {ROLE_WORDS[wanted]}.")


def reset(login: Login, data: Data = OFFICE_FOLDER) -> None:
    """Buat kata sandi sekali pakai; langkah kedua dan sesi dihapus."""
    with office_of_folder(data) as office:
        password = reset_password(office, _moment(), command_user(), login)
    _tell(password)


def off(login: Login, data: Data = OFFICE_FOLDER) -> None:
    """Matikan akun; sesinya berakhir saat itu juga."""
    _switch(login, data, active=False)
    say(f"Akun {login} mati.")


def on(login: Login, data: Data = OFFICE_FOLDER) -> None:
    """Nyalakan akun lagi."""
    _switch(login, data, active=True)
    say(f"Akun {login} menyala.")


def role_of(word: str) -> Role:
    """Return the role that people call ``word``.

    Raises
    ------
    BadInput
        There is no such role.
    """
    for role, words in ROLE_WORDS.items():
        if word.casefold() in (words, role.value):
            return role
    raise BadInput([f"Peran '{word[:40]}' tidak ada. Pilih pelihat, koordinator, atau admin."])


def _switch(login: str, data: Path, *, active: bool) -> None:
    with office_of_folder(data) as office:
        set_active(office, _moment(), command_user(), login, active=active)


def _moment() -> Moment:
    now = SystemClock().now()
    return Moment(at=now, now=now)


def _tell(password: str) -> None:
    say(f"Kata sandi sekali pakai: {password}")
    say("Sampaikan langsung. Orang itu menggantinya waktu pertama masuk.")


#: The verbs of this file, by name.
VERBS: Final = {
    "add": add,
    "list": list_users,
    "role": role,
    "reset": reset,
    "off": off,
    "on": on,
}
