"""Who may sign in: accounts, roles, sign-ins, and the history of what each person did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from planner.domain.errors import PlannerError

#: A sign-in ends after so long without a request, and after so long whatever happens.
IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
#: A sign-in that stops half way is forgotten after this.
HALF_WAY: Final = timedelta(minutes=10)

#: The longest name of a person who works here.
LONGEST_NAME: Final = 80
#: What a name to sign in with looks like: it is written into every record, so it never changes.
LOGIN: Final = re.compile(r"[a-z][a-z0-9.\-]{2,31}")
#: Names that stand for the program itself in records.
RESERVED: Final = frozenset({"sistem", "koordinator", "admin"})


class Role(StrEnum):
    """What a person may do; each may do all that those before it may."""

    VIEWER = "viewer"
    COORDINATOR = "coordinator"
    ADMIN = "admin"

    def at_least(self, other: Role) -> bool:
        """Return whether this role may do all that ``other`` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(other)


ROLE_WORDS: Final = {
    Role.VIEWER: "pelihat",
    Role.COORDINATOR: "koordinator",
    Role.ADMIN: "admin",
}


class Stage(StrEnum):
    """How far a sign-in has come. Only a full one opens the office's pages."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the stage at which a new one is chosen
    ENROL = "enrol"
    FULL = "full"


class WrongSignIn(PlannerError):
    """The name, the password or the code is wrong; it never says which."""

    code = "wrong_sign_in"


class TooManyTries(PlannerError):
    """Too many wrong tries; ``wait`` says how long until the next one is looked at."""

    code = "too_many_tries"

    def __init__(self, message: str, wait: timedelta) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may sign in with ``login``; ``shown`` is their name on pages.

    ``password`` is a hash, empty where nobody can sign in with one. ``totp`` is the secret of
    the second step, empty without one; ``totp_step`` the last step of 30 seconds whose code
    was used. ``id`` is the store's.
    """

    login: str
    shown: str
    role: Role
    password: str = ""
    must_change: bool = False
    totp: str = ""
    totp_step: int = 0
    active: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingForm:
    """A form that came after its sign-in had ended: sent to ``path`` from ``page``."""

    path: str
    page: str
    fields: tuple[tuple[str, str], ...]
    files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A sign-in that goes on in one browser, known by the hash of its secret.

    Instants are the machine's, never the example's. ``pending_totp`` is a secret that is
    being set up, ``pending_form`` what came too late and waits for its own person.
    """

    token_hash: str
    account_id: int
    stage: Stage
    began_at: datetime
    seen_at: datetime
    pending_totp: str = ""
    pending_form: PendingForm | None = None

    def live(self, now: datetime) -> bool:
        """Return whether the sign-in still opens anything at ``now``."""
        longest = LONGEST if self.stage is Stage.FULL else HALF_WAY
        return now - self.seen_at < IDLE and now - self.began_at < longest


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong tries under one key since ``first_at``; ``open_at`` is when the next is looked at."""

    count: int
    first_at: datetime
    open_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing somebody did: the history is made of these and only ever grows."""

    at: datetime
    who: str
    action: str
    subject: str = ""
    seq: int = 0
