"""Fields of a form as they stand on its page: what was typed, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

#: The most fields one form may have.
MOST_FIELDS: Final = 400
#: The letters and digits that stand for a key.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Fields:
    """What a form holds as it was sent, or is to hold when it is first shown.

    ``problems`` maps a field's name to a sentence that says what is wrong and what to do;
    ``refusal`` is what refused the form, where something did.
    """

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self.values = values
        self.problems: dict[str, str] = {}
        self.refusal: Exception | None = None

    def get(self, name: str, default: str = "") -> str:
        """Return the text of ``name`` as it was sent, ``default`` where it was not."""
        values = self.values.get(name)
        return values[0] if values else default

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of ``name``, each once, in order."""
        return tuple(dict.fromkeys(self.values.get(name, ())))


async def read_fields(request: Request) -> Fields:
    """Return the fields of the form that ``request`` carries; files are left out."""
    values: dict[str, list[str]] = {}
    try:
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    values.setdefault(name, []).append(value)
    except (OSError, UnicodeError, ValueError, AssertionError) as error:
        raise HTTPException(400) from error
    return Fields(values)


#: A form whose page shows it once more, whatever it holds.
Posted = Annotated[Fields, Depends(read_fields)]


def as_fields(**given: object) -> Fields:
    """Return the fields of a form that is shown for the first time."""
    values: dict[str, Sequence[str]] = {}
    for name, value in given.items():
        if isinstance(value, tuple | list):
            values[name] = [str(each) for each in value]
        elif value is not None:
            values[name] = [value.isoformat() if isinstance(value, date) else str(value)]
    return Fields(values)


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
