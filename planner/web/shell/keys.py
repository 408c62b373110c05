"""Keys of forms, and the letters that stand for them."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_key() -> str:
    """Return a key for a form that is shown: nobody can guess it."""
    return token_urlsafe(16)


def scattered(key: str) -> str:
    """Return seven letters and digits that stand for ``key``: the same key, the same letters."""
    number = int.from_bytes(sha256(key.encode("utf-8", "replace")).digest()[:8], "big")
    letters = []
    for _ in range(7):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "".join(letters)
