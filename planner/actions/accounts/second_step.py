"""The second step of signing in: a code from an app on the phone, and codes for when it is lost."""

from __future__ import annotations

from dataclasses import replace

from planner.actions.accounts.codes import fresh_recovery_codes, fresh_totp, hashes_of, step_of
from planner.actions.accounts.sessions import Moment, Signed, begin_session, next_stage, note
from planner.actions.accounts.throttle import begin_try, blame, forgive, keys_of
from planner.actions.saving.office import Office
from planner.domain.errors import BadInput, NotFound


def begin_enrolment(office: Office, signed: Signed) -> str:
    """Return the secret that is being set up in this session; the same until it is done."""
    if signed.session.pending_totp:
        return signed.session.pending_totp
    with office.database.writing() as store:
        session = store.sign_ins.find(signed.session.token_hash)
        if session is None:
            raise NotFound("Sesi sudah berakhir. Masuk lagi.")
        secret = session.pending_totp or fresh_totp()
        store.sign_ins.save(replace(session, pending_totp=secret))
    return secret


def finish_enrolment(
    office: Office, moment: Moment, signed: Signed, code: str
) -> tuple[Signed, tuple[str, ...]]:
    """Turn the second step on, once a code shows that the app has the secret.

    Return the session, which has a new secret, and ten recovery codes that are shown this
    once. All other sessions of the person end.

    Raises
    ------
    BadInput
        The code is wrong, or nothing is being set up.
    TooManyTries
        The next try must wait.
    """
    secret = signed.session.pending_totp
    keys = keys_of(f"kode {signed.account.login}", moment.address)
    with office.database.writing() as store:
        begin_try(store, keys, moment.now)
    used = step_of(secret, code, moment.now) if secret else 0
    if not used:
        with office.database.writing() as store:
            blame(store, keys, moment.now)
        raise BadInput(["Kode salah. Ketik 6 angka yang sekarang tampil di aplikasi."])
    codes = fresh_recovery_codes()
    with office.database.writing() as store:
        forgive(store, keys)
        account = store.accounts.by_id(signed.account.id)
        account = store.accounts.save(replace(account, totp=secret, totp_step=used))
        store.accounts.set_recovery(account.id, hashes_of(codes))
        note(store, moment, account.login, "nyalakan langkah kedua")
        opened = begin_session(store, account, next_stage(account), moment, old=signed.token)
        store.sign_ins.end_all(account.id, but=opened.session.token_hash)
    return opened, codes
