"""Passwords: which are good enough, how they are hashed, how one is compared."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Final

from pwdlib import PasswordHash
from zxcvbn import zxcvbn

from planner.domain.errors import BadInput
from planner.domain.personal import encodable

SHORTEST: Final = 8
ADVISED: Final = 15
LONGEST: Final = 128

#: Guesses that zxcvbn must reckon with: far beyond a sign-in page that makes people wait, and
#: long against a stolen hash. Eight letters without any pattern reach it.
GOOD_ENOUGH: Final = 10**8
#: Words of this office that a stranger would try first.
OURS: Final = ("sijempol", "disdukcapil", "dukcapil", "sukabumi", "kependudukan", "jempol")

_LENGTH: Final = (
    f"Kata sandi harus {SHORTEST} sampai {LONGEST} huruf; sebaiknya {ADVISED} atau lebih, "
    "misalnya empat kata yang tidak berhubungan."
)
_GUESSABLE: Final = (
    "Kata sandi ini mudah ditebak. Pakai empat kata atau lebih yang tidak berhubungan; "
    "jangan pakai nama Anda atau nama kantor."
)

#: Letters and figures that nobody confuses when read out.
_CLEAR: Final = "abcdefghjkmnpqrstuvwxyz23456789"
#: Characters zxcvbn looks at; it grows slow beyond.
_LOOKED_AT: Final = 72
#: A hash takes 64 MiB while it is made: so many at once and no more.
_at_once = BoundedSemaphore(2)


def check_password(password: str, *, login: str, shown: str) -> None:
    """Refuse a password that is too short, too long or too easy to guess.

    Raises
    ------
    BadInput
        It is; the sentence says what would be better and never repeats it.
    """
    if "\0" in password or not encodable(password):
        raise BadInput(["Kata sandi berisi huruf yang tidak bisa disimpan. Ketik ulang."])
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput([_LENGTH])
    own = [*_words(login), *_words(shown), *OURS]
    if zxcvbn(password[:_LOOKED_AT].casefold(), user_inputs=own)["guesses"] < GOOD_ENOUGH:
        raise BadInput([_GUESSABLE])


def hash_password(password: str) -> str:
    """Return the Argon2id hash of ``password``, with a salt of its own."""
    with _at_once:
        return _hasher().hash(_normal(password))


def is_password(password: str, hashed: str) -> bool:
    """Return whether ``password`` is the one behind ``hashed``.

    With an empty hash the same work is done and the answer is no: the time taken tells
    nobody which names exist.
    """
    if not encodable(password) or len(password) > LONGEST:
        password = ""
    with _at_once:
        same = _hasher().verify(_normal(password), hashed or _nobodys())
    return same and bool(hashed)


def fresh_password() -> str:
    """Return a password to hand to somebody, who must change it: 16 letters in four groups."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(4))


def _words(name: str) -> list[str]:
    """Return a name's parts, and the name as people write it into a password."""
    parts = re.split(r"[\s.\-]+", name.casefold())
    return [name, *parts, "".join(parts), "".join(reversed(parts))]


def _normal(password: str) -> str:
    """Return one spelling for the many that one look can have."""
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
