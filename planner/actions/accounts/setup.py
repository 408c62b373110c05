"""The first start of an office: a code on the console, and with it the first admin."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from planner.actions.accounts.accounts import new_account
from planner.actions.accounts.codes import fresh_setup_code, hash_of, plain_code, same
from planner.actions.accounts.passwords import check_password, hash_password
from planner.actions.accounts.sign_ins import Moment, Signed, begin_sign_in, next_stage, note
from planner.actions.accounts.throttle import begin_try, blame, forgive, keys_of
from planner.actions.saving.office import Office
from planner.domain.accounts import Role, WrongSignIn
from planner.domain.errors import BadInput
from planner.store import Store

_CODE: Final = "setup_code"
_GOOD_FOR: Final = timedelta(hours=24)
_WRONG: Final = (
    "Kode pemasangan salah atau sudah lewat. Pakai kode terakhir di layar server; "
    "kode baru dibuat setiap server dinyalakan."
)


def _nobody_manages(store: Store) -> bool:
    """Return whether nobody can manage this office yet."""
    return not any(
        account.active and account.role is Role.ADMIN and account.password
        for account in store.accounts.list_accounts()
    )


def lacks_admin(office: Office) -> bool:
    """Return whether the first admin is still to be made; the example needs none."""
    if office.profile.demo:
        return False
    with office.database.reading() as store:
        return _nobody_manages(store)


def open_setup(office: Office, now: datetime) -> str | None:
    """Return a new code that makes the first admin, good for a day; the one before is void.

    None where the office has an admin, or is the example, which needs none.
    """
    if office.profile.demo:
        return None
    with office.database.writing() as store:
        if not _nobody_manages(store):
            store.meta.forget(_CODE)
            return None
        code = fresh_setup_code()
        record = {"hash": hash_of(plain_code(code)), "until": (now + _GOOD_FOR).isoformat()}
        store.meta.set(_CODE, json.dumps(record))
    return code


def make_first_admin(
    office: Office, moment: Moment, code: str, *, login: str, shown: str, password: str
) -> Signed:
    """Make the first admin for whoever read the code on the server; the code is used up.

    Raises
    ------
    WrongSignIn
        The code is wrong, too old or used.
    TooManyTries
        The next try must wait.
    BadInput
        A name or the password cannot be used, or there is an admin already.
    """
    keys = keys_of("kode pemasangan", moment.address)
    with office.database.writing() as store:
        begin_try(store, keys, moment.now)
    try:
        with office.database.writing() as store:
            _check_code(store, code, moment.now)
            # A right code with a wrong form is no wrong try.
            forgive(store, keys)
    except WrongSignIn:
        with office.database.writing() as store:
            blame(store, keys, moment.now)
        raise
    account = new_account(login, shown, Role.ADMIN)
    check_password(password, login=account.login, shown=account.shown)
    hashed = hash_password(password)
    with office.database.writing() as store:
        _check_code(store, code, moment.now)
        added = store.accounts.add(replace(account, password=hashed))
        store.meta.forget(_CODE)
        note(store, moment, added.login, "buat admin pertama", added.login)
        return begin_sign_in(store, added, next_stage(added), moment)


def _check_code(store: Store, code: str, now: datetime) -> None:
    if not _nobody_manages(store):
        raise BadInput(["Kantor ini sudah punya admin. Masuk dengan akun itu."])
    record = json.loads(store.meta.get(_CODE) or '{"hash": "", "until": "0001-01-01T00:00:00Z"}')
    right = same(record["hash"], hash_of(plain_code(code)))
    if not right or now >= datetime.fromisoformat(record["until"]):
        raise WrongSignIn(_WRONG)
