"""Who may sign in, who is signed in, wrong tries, and the history of what people did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, func, select

from planner.domain.accounts import Account, AuditEntry, PendingForm, Role, SignIn, Stage, Tries
from planner.domain.errors import BadInput, NotFound
from planner.store.account_rows import AccountRow, AuditRow, RecoveryRow, SignInRow, TriesRow
from planner.store.codec import from_text, to_text


class AccountStore:
    """The accounts and their recovery codes. Nobody is ever deleted: records name them."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, account: Account) -> Account:
        """Add ``account`` and return it with its id.

        Raises
        ------
        BadInput
            Somebody has that name already.
        """
        if self.find(account.login) is not None:
            raise BadInput([f"Nama masuk '{account.login}' sudah dipakai. Pilih nama lain."])
        row = AccountRow(**_columns(account))
        self._db_session.add(row)
        self._db_session.flush()
        return replace(account, id=row.id or 0)

    def find(self, login: str) -> Account | None:
        """Return the account named ``login``, None where there is none."""
        wanted = select(AccountRow).where(col(AccountRow.login) == login)
        row = self._db_session.exec(wanted).first()
        return None if row is None else _account(row)

    def get(self, login: str) -> Account:
        """Return the account named ``login``.

        Raises
        ------
        NotFound
            There is none of that name.
        """
        account = self.find(login)
        if account is None:
            raise NotFound(f"Nama masuk '{login[:40]}' tidak ada. Periksa daftar orang.")
        return account

    def by_id(self, account_id: int) -> Account:
        """Return the account with ``account_id``, which must be there."""
        return _account(self._db_session.get_one(AccountRow, account_id))

    def list_accounts(self) -> tuple[Account, ...]:
        """Return all accounts, by name."""
        rows = self._db_session.exec(select(AccountRow).order_by(col(AccountRow.login)))
        return tuple(_account(row) for row in rows)

    def save(self, account: Account) -> Account:
        """Save ``account`` and return it; read it in the same transaction."""
        row = self._db_session.get_one(AccountRow, account.id)
        for name, value in _columns(account).items():
            setattr(row, name, value)
        self._db_session.flush()
        return account

    def set_recovery(self, account_id: int, hashes: Iterable[str]) -> None:
        """Replace the recovery codes of an account."""
        self._db_session.exec(delete(RecoveryRow).where(col(RecoveryRow.account_id) == account_id))
        self._db_session.add_all(
            RecoveryRow(account_id=account_id, code_hash=each) for each in sorted(set(hashes))
        )
        self._db_session.flush()

    def use_recovery(self, account_id: int, code_hash: str) -> bool:
        """Return whether that code was there; it is gone now."""
        row = self._db_session.get(RecoveryRow, (account_id, code_hash))
        if row is None:
            return False
        self._db_session.delete(row)
        self._db_session.flush()
        return True

    def recovery_left(self, account_id: int) -> int:
        """Return how many recovery codes an account still has."""
        counted = select(func.count()).where(col(RecoveryRow.account_id) == account_id)
        return self._db_session.exec(counted).one()


class SignInStore:
    """The sign-ins that go on."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def find(self, token_hash: str) -> SignIn | None:
        """Return the sign-in of that hash, ended or not; None where it is unknown."""
        row = self._db_session.get(SignInRow, token_hash)
        return None if row is None else _sign_in(row)

    def save(self, sign_in: SignIn) -> None:
        """Add or change ``sign_in``."""
        form = sign_in.pending_form
        self._db_session.merge(
            SignInRow(
                token_hash=sign_in.token_hash,
                account_id=sign_in.account_id,
                stage=sign_in.stage.value,
                began_at=sign_in.began_at,
                seen_at=sign_in.seen_at,
                pending_totp=sign_in.pending_totp,
                kept=None
                if form is None
                else to_text(
                    {
                        "path": form.path,
                        "page": form.page,
                        "fields": [list(pair) for pair in form.fields],
                        "files": form.files,
                    }
                ),
            )
        )
        self._db_session.flush()

    def touch(self, token_hash: str, at: datetime) -> None:
        """Note that the sign-in was used ``at``; one that is gone stays gone."""
        row = self._db_session.get(SignInRow, token_hash)
        if row is not None:
            row.seen_at = at
            self._db_session.flush()

    def end(self, token_hash: str) -> None:
        """Forget a sign-in."""
        self._db_session.exec(delete(SignInRow).where(col(SignInRow.token_hash) == token_hash))

    def end_all(self, account_id: int, *, but: str = "") -> None:
        """Forget every sign-in of an account, except the one of the hash ``but``."""
        self._db_session.exec(
            delete(SignInRow).where(
                col(SignInRow.account_id) == account_id, col(SignInRow.token_hash) != but
            )
        )

    def forget_before(self, at: datetime) -> None:
        """Forget sign-ins last used before ``at``."""
        self._db_session.exec(delete(SignInRow).where(col(SignInRow.seen_at) < at))

    def list_of(self, account_id: int) -> tuple[SignIn, ...]:
        """Return the sign-ins of an account, the one used last first."""
        wanted = select(SignInRow).where(col(SignInRow.account_id) == account_id)
        rows = self._db_session.exec(wanted.order_by(col(SignInRow.seen_at).desc()))
        return tuple(_sign_in(row) for row in rows)


class TriesStore:
    """Wrong tries by key."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def find(self, key: str) -> Tries | None:
        """Return the tries under ``key``, None where there are none."""
        row = self._db_session.get(TriesRow, key)
        if row is None:
            return None
        return Tries(count=row.count, first_at=row.first_at, open_at=row.open_at)

    def save(self, key: str, tries: Tries) -> None:
        """Keep the tries under ``key``."""
        self._db_session.merge(
            TriesRow(key=key, count=tries.count, first_at=tries.first_at, open_at=tries.open_at)
        )
        self._db_session.flush()

    def forget(self, keys: Iterable[str]) -> None:
        """Forget the tries under ``keys``."""
        self._db_session.exec(delete(TriesRow).where(col(TriesRow.key).in_(list(keys))))

    def forget_before(self, at: datetime) -> None:
        """Forget tries whose next one was open before ``at``."""
        self._db_session.exec(delete(TriesRow).where(col(TriesRow.open_at) < at))


class AuditStore:
    """The history of what people did."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, entry: AuditEntry) -> None:
        """Add ``entry`` to the history."""
        self._db_session.add(
            AuditRow(at=entry.at, who=entry.who, action=entry.action, subject=entry.subject)
        )
        self._db_session.flush()

    def list_entries(
        self, *, who: str = "", before: int = 0, limit: int = 50
    ) -> tuple[AuditEntry, ...]:
        """Return at most ``limit`` entries, newest first.

        Only those of ``who`` where it is given, only those older than number ``before``.
        """
        wanted = select(AuditRow).order_by(col(AuditRow.seq).desc()).limit(limit)
        if who:
            wanted = wanted.where(col(AuditRow.who) == who)
        if before:
            wanted = wanted.where(col(AuditRow.seq) < before)
        return tuple(
            AuditEntry(
                at=row.at, who=row.who, action=row.action, subject=row.subject, seq=row.seq or 0
            )
            for row in self._db_session.exec(wanted)
        )

    def newest(self) -> tuple[int, int]:
        """Return the newest entry's number and time in microseconds; zeros: none yet."""
        wanted = select(AuditRow).order_by(col(AuditRow.seq).desc()).limit(1)
        row = self._db_session.exec(wanted).first()
        return (0, 0) if row is None else (row.seq or 0, int(row.at.timestamp() * 1_000_000))

    def list_people(self) -> tuple[str, ...]:
        """Return everybody who ever did something, by name."""
        names = self._db_session.exec(select(AuditRow.who).distinct())
        return tuple(sorted(names))


def _columns(account: Account) -> dict[str, Any]:
    return {
        "login": account.login,
        "shown": account.shown,
        "role": account.role.value,
        "password": account.password,
        "must_change": account.must_change,
        "totp": account.totp,
        "totp_step": account.totp_step,
        "active": account.active,
    }


def _account(row: AccountRow) -> Account:
    return Account(
        id=row.id or 0,
        login=row.login,
        shown=row.shown,
        role=Role(row.role),
        password=row.password,
        must_change=row.must_change,
        totp=row.totp,
        totp_step=row.totp_step,
        active=row.active,
    )


def _sign_in(row: SignInRow) -> SignIn:
    form = None if row.kept is None else from_text(row.kept)
    return SignIn(
        token_hash=row.token_hash,
        account_id=row.account_id,
        stage=Stage(row.stage),
        began_at=row.began_at,
        seen_at=row.seen_at,
        pending_totp=row.pending_totp,
        pending_form=None
        if form is None
        else PendingForm(
            path=form["path"],
            page=form["page"],
            fields=tuple((name, value) for name, value in form["fields"]),
            files=form["files"],
        ),
    )
