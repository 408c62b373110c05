"""Accounts: added, given a role, a new password, switched off. Every step is in the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.actions.accounts.passwords import (
    check_password,
    fresh_password,
    hash_password,
    is_password,
)
from planner.actions.accounts.sign_ins import Moment, Signed, begin_sign_in, next_stage, note
from planner.actions.accounts.throttle import begin_try, blame, forgive, keys_of
from planner.actions.saving.office import Office
from planner.domain.accounts import (
    LOGIN,
    LONGEST_NAME,
    RESERVED,
    ROLE_WORDS,
    Account,
    Role,
    WrongSignIn,
)
from planner.domain.errors import BadInput
from planner.domain.personal import refuse_personal
from planner.store import Store


def new_account(login: str, shown: str, role: Role) -> Account:
    """Return an account as it is before anybody can sign in with it.

    Raises
    ------
    BadInput
        The name to sign in with or the person's name cannot be used.
    """
    name, called = login.strip(), " ".join(shown.split())
    problems = []
    if not LOGIN.fullmatch(name) or name in RESERVED or name.startswith("contoh-"):
        problems.append(
            "Nama masuk: 3 sampai 32 huruf kecil, angka, titik, atau tanda hubung, dimulai "
            "dengan huruf; nama seperti admin atau sistem tidak boleh. Misalnya siti.aminah."
        )
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        problems.append(f"Nama lengkap: isi 1 sampai {LONGEST_NAME} huruf.")
    if problems:
        raise BadInput(problems)
    refuse_personal({"Nama lengkap": called})
    return Account(login=name, shown=called, role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """What a person reads of their own account: sign-ins elsewhere, recovery codes left."""

    elsewhere: int
    codes: int


def read_own_account(office: Office, moment: Moment, signed: Signed) -> OwnAccount:
    """Return what stands around the account of ``signed``."""
    with office.database.reading() as store:
        sign_ins = store.sign_ins.list_of(signed.account.id)
        codes = store.accounts.recovery_left(signed.account.id)
    here = signed.sign_in.token_hash
    live = [each for each in sign_ins if each.live(moment.now) and each.token_hash != here]
    return OwnAccount(elsewhere=len(live), codes=codes)


def read_accounts(office: Office) -> tuple[Account, ...]:
    """Return everybody who may sign in, or might once, by name."""
    with office.database.reading() as store:
        return store.accounts.list_accounts()


def add_account(office: Office, moment: Moment, who: str, account: Account) -> tuple[Account, str]:
    """Add ``account`` on behalf of ``who``; return it with a password to be changed at once.

    Raises
    ------
    BadInput
        The name is taken.
    """
    password = fresh_password()
    hashed = hash_password(password)
    with office.database.writing() as store:
        added = store.accounts.add(replace(account, password=hashed, must_change=True))
        note(store, moment, who, "tambah akun", f"{added.login}, {ROLE_WORDS[added.role]}")
    return added, password


def change_role(office: Office, moment: Moment, who: str, login: str, role: Role) -> Account:
    """Give ``login`` another role; its sign-ins end, so that the next one has it from the start.

    Raises
    ------
    NotFound
        There is no such account.
    BadInput
        It is the last admin.
    """

    def given(account: Account) -> Account:
        return replace(account, role=role)

    note_of = ("ubah peran", f"{login}, {ROLE_WORDS[role]}")
    return _change(office, moment, who, login, given, note_of)


def set_active(office: Office, moment: Moment, who: str, login: str, *, active: bool) -> Account:
    """Switch an account off, ending its sign-ins at once, or on again.

    Raises
    ------
    NotFound
        There is no such account.
    BadInput
        It is the last admin.
    """

    def switched(account: Account) -> Account:
        return replace(account, active=active)

    note_of = ("nyalakan akun" if active else "matikan akun", login)
    return _change(office, moment, who, login, switched, note_of)


def reset_password(office: Office, moment: Moment, who: str, login: str) -> str:
    """Return a new password for ``login``, to be changed at once.

    Its second step, recovery codes and sign-ins are gone: it is for somebody who lost them.

    Raises
    ------
    NotFound
        There is no such account.
    """
    password = fresh_password()
    hashed = hash_password(password)
    with office.database.writing() as store:
        account = store.accounts.get(login)
        store.accounts.save(
            replace(account, password=hashed, must_change=True, totp="", totp_step=0)
        )
        store.accounts.set_recovery(account.id, ())
        store.sign_ins.end_all(account.id)
        note(store, moment, who, "kata sandi baru untuk", login)
    return password


def change_own_password(
    office: Office, moment: Moment, signed: Signed, *, old: str, new: str
) -> Signed:
    """Change one's own password; all other sign-ins end and this one gets a new secret.

    Raises
    ------
    WrongSignIn
        The old password is wrong.
    TooManyTries
        The next try must wait.
    BadInput
        The new one is not good enough, or is the old one.
    """
    account = signed.account
    keys = keys_of(account.login, moment.address)
    with office.database.writing() as store:
        begin_try(store, keys, moment.now)
    if not is_password(old, account.password):
        with office.database.writing() as store:
            blame(store, keys, moment.now)
        raise WrongSignIn("Kata sandi lama salah. Ketik ulang.")
    with office.database.writing() as store:
        forgive(store, keys)
    if new == old:
        raise BadInput(["Kata sandi baru harus lain dari yang lama."])
    check_password(new, login=account.login, shown=account.shown)
    hashed = hash_password(new)
    with office.database.writing() as store:
        current = store.accounts.by_id(account.id)
        if current.password != account.password:
            raise WrongSignIn("Kata sandi baru saja diganti di tempat lain. Masuk lagi.")
        changed = store.accounts.save(replace(current, password=hashed, must_change=False))
        note(store, moment, account.login, "ganti kata sandi sendiri")
        opened = begin_sign_in(store, changed, next_stage(changed), moment, old=signed.token)
        store.sign_ins.end_all(account.id, but=opened.sign_in.token_hash)
    return opened


def _change(
    office: Office,
    moment: Moment,
    who: str,
    login: str,
    change: Callable[[Account], Account],
    note_of: tuple[str, str],
) -> Account:
    """Save what ``change`` makes of an account; its sign-ins end, so that it holds at once."""
    with office.database.writing() as store:
        account = store.accounts.get(login)
        changed = change(account)
        _keep_an_admin(store, changed)
        store.accounts.save(changed)
        store.sign_ins.end_all(account.id)
        note(store, moment, who, *note_of)
    return changed


def _keep_an_admin(store: Store, changed: Account) -> None:
    """Refuse a change after which nobody could give roles any more."""
    others = [each for each in store.accounts.list_accounts() if each.login != changed.login]
    was = store.accounts.get(changed.login)
    still = [each for each in [*others, changed] if each.active and each.role is Role.ADMIN]
    if was.active and was.role is Role.ADMIN and not still:
        raise BadInput(
            [f"'{changed.login}' satu-satunya admin. Jadikan orang lain admin lebih dulu."]
        )
