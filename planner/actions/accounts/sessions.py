"""Signing in and out: a session has a new secret at every step up, and ends by the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from planner.actions.accounts.codes import fresh_token, hash_of, plain_code, step_of
from planner.actions.accounts.passwords import is_password
from planner.actions.accounts.throttle import begin_try, blame, forgive, keys_of
from planner.actions.saving.office import Office
from planner.domain.accounts import (
    ROLE_WORDS,
    Account,
    AuditEntry,
    PendingForm,
    Role,
    SignIn,
    Stage,
    WrongSignIn,
)
from planner.domain.errors import NotFound
from planner.store import Store

#: A session in use is written down again only after so long.
_TOUCH: Final = timedelta(seconds=60)
#: An ended session is remembered so long, for the form its person may still send.
_REMEMBERED: Final = timedelta(hours=24)
_WRONG: Final = "Nama masuk atau kata sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."
_WRONG_CODE: Final = "Kode salah atau sudah lewat. Tunggu kode berikutnya lalu coba lagi."


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and from where somebody signs in.

    ``at`` is the office's time, which the example holds still; ``now`` the machine's, which
    limits run by.
    """

    at: datetime
    now: datetime
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who is behind a request: the account, the session, and the session's own secret."""

    account: Account
    session: SignIn
    token: str

    @property
    def role(self) -> Role | None:
        """What the person may do; None before the sign-in is complete."""
        return self.account.role if self.session.stage is Stage.FULL else None


def sign_in(office: Office, moment: Moment, login: str, password: str, *, old: str = "") -> Signed:
    """Begin a session for whoever knows the password; ``old`` is the browser's former secret.

    Raises
    ------
    WrongSignIn
        The name or the password is wrong, or the account is off.
    TooManyTries
        The next try must wait.
    """
    name = login.strip().casefold()
    keys = keys_of(name, moment.address)
    with office.database.writing() as store:
        begin_try(store, keys, moment.now)
        candidate = store.accounts.find(name)
    # Outside the transaction: a hash takes longer than others should wait.
    right = is_password(password, candidate.password if candidate is not None else "")
    with office.database.writing() as store:
        account = store.accounts.find(name)
        # Nothing that changed since may be overlooked: a reset, a switch-off.
        if not right or account is None or account != candidate or not account.active:
            name_noted = name if account is not None else "tidak dikenal"
            note(store, moment, name_noted, "gagal masuk")
            blame(store, keys, moment.now)
            failed = True
        else:
            failed = False
            forgive(store, keys)
            signed = begin_session(store, account, first_stage(account), moment, old=old)
    if failed:
        raise WrongSignIn(_WRONG)
    return signed


def first_stage(account: Account) -> Stage:
    """Return what stands between a right password and the office's pages."""
    if account.totp:
        return Stage.CODE
    return next_stage(account)


def next_stage(account: Account) -> Stage:
    """Return what is still missing once a person has shown who they are."""
    if account.must_change:
        return Stage.PASSWORD
    # Whoever may change what others may do needs more than a password.
    if account.role is Role.ADMIN and not account.totp:
        return Stage.ENROL
    return Stage.FULL


def second_step(office: Office, moment: Moment, signed: Signed, code: str) -> Signed:
    """Complete a sign-in with the code of the app, or with a recovery code.

    Raises
    ------
    WrongSignIn
        The code is wrong, or was used before.
    TooManyTries
        The next try must wait.
    """
    keys = keys_of(f"kode {signed.account.login}", moment.address)
    with office.database.writing() as store:
        begin_try(store, keys, moment.now)
    with office.database.writing() as store:
        account = store.accounts.by_id(signed.account.id)
        used = step_of(account.totp, code, moment.now)
        if used > account.totp_step:
            account = store.accounts.save(replace(account, totp_step=used))
            right = True
        else:
            right = store.accounts.use_recovery(account.id, hash_of(plain_code(code)))
        if right:
            forgive(store, keys)
            done = begin_session(store, account, next_stage(account), moment, old=signed.token)
        else:
            note(store, moment, account.login, "gagal masuk, kode")
            blame(store, keys, moment.now)
    if not right:
        raise WrongSignIn(_WRONG_CODE)
    return done


def sign_in_demo(office: Office, moment: Moment, role: Role, *, old: str = "") -> Signed:
    """Begin a session as one of the example's people, without a password.

    Raises
    ------
    NotFound
        The data are a real office's: there nobody comes in like this.
    """
    with office.database.writing() as store:
        if not office.profile.demo or store.meta.get("kind") != "demo":
            raise NotFound("Masuk tanpa kata sandi hanya ada di kantor contoh.")
        login = f"contoh-{ROLE_WORDS[role]}"
        account = store.accounts.find(login)
        if account is None:
            shown = f"{ROLE_WORDS[role].capitalize()} (CONTOH)"
            account = store.accounts.add(Account(login=login, shown=shown, role=role))
        return begin_session(store, account, Stage.FULL, moment, old=old)


def begin_session(
    store: Store, account: Account, stage: Stage, moment: Moment, *, old: str = ""
) -> Signed:
    """Begin a session with a secret of its own; the browser's former one ends.

    A form that was kept for the same person goes along.
    """
    token, kept = fresh_token(), None
    if old:
        before = store.sign_ins.find(hash_of(old))
        if before is not None and before.account_id == account.id:
            kept = before.pending_form
        store.sign_ins.end(hash_of(old))
    store.sign_ins.forget_before(moment.now - _REMEMBERED)
    store.tries.forget_before(moment.now - _REMEMBERED)
    session = SignIn(
        token_hash=hash_of(token),
        account_id=account.id,
        stage=stage,
        began_at=moment.now,
        seen_at=moment.now,
        pending_form=kept,
    )
    store.sign_ins.save(session)
    if stage is Stage.FULL:
        note(store, moment, account.login, "masuk")
    return Signed(account=account, session=session, token=token)


def find_signed(office: Office, token: str, now: datetime) -> Signed | None:
    """Return who is behind ``token``; None where it opens nothing any more."""
    with office.database.reading() as store:
        session = store.sign_ins.find(hash_of(token))
        if session is None or not session.live(now):
            return None
        account = store.accounts.by_id(session.account_id)
    if not account.active:
        return None
    if now - session.seen_at > _TOUCH:
        with office.database.writing() as store:
            store.sign_ins.touch(session.token_hash, now)
    return Signed(account=account, session=session, token=token)


def keep_form(office: Office, token: str, form: PendingForm) -> bool:
    """Keep a form sent in a session that has ended, for its own person to find again.

    Return whether there was such a session; of a stranger nothing is kept.
    """
    with office.database.writing() as store:
        session = store.sign_ins.find(hash_of(token))
        if session is None or session.stage is not Stage.FULL:
            return False
        store.sign_ins.save(replace(session, pending_form=form))
    return True


def drop_form(office: Office, signed: Signed) -> None:
    """Forget the form kept for a session."""
    with office.database.writing() as store:
        session = store.sign_ins.find(signed.session.token_hash)
        if session is not None and session.pending_form is not None:
            store.sign_ins.save(replace(session, pending_form=None))


def sign_out(office: Office, moment: Moment, signed: Signed) -> None:
    """End a session for good."""
    with office.database.writing() as store:
        store.sign_ins.end(signed.session.token_hash)
        note(store, moment, signed.account.login, "keluar")


def end_others(office: Office, moment: Moment, signed: Signed) -> None:
    """End every other session of the same person."""
    with office.database.writing() as store:
        store.sign_ins.end_all(signed.account.id, but=signed.session.token_hash)
        note(store, moment, signed.account.login, "akhiri sesi lain")


def note(store: Store, moment: Moment, who: str, action: str, subject: str = "") -> None:
    """Write one thing into the history."""
    store.audit.add(AuditEntry(at=moment.at, who=who, action=action, subject=subject))
