"""What may never be written into free text: a person's national number (NIK)."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.errors import BadInput

#: Sixteen digits in a row that are no part of a longer number.
_RUN: Final = re.compile(r"(?<!\d)\d{16}(?!\d)")
#: Sixteen digits with spaces, dots or dashes between them.
_SPACED: Final = re.compile(r"(?<![\d.\-])(?<!\d )\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")
_BORN: Final = slice(6, 12)
#: Women's day of birth is written plus 40.
_WOMEN: Final = 40
_LAST_DAY, _LAST_MONTH = 31, 12


def holds_nik(text: str) -> bool:
    """Return whether ``text`` holds what may be a NIK.

    Sixteen digits in a row always count. With spaces, dots or dashes between them they count
    where they have a NIK's shape (area, day of birth, serial): two phone numbers side by side
    are none.
    """
    if _RUN.search(text):
        return True
    return any(_shaped(re.sub(r"\D", "", match[0])) for match in _SPACED.finditer(text))


def _shaped(digits: str) -> bool:
    born = digits[_BORN]
    day, month = int(born[:2]) % _WOMEN, int(born[2:4])
    return 1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH and digits[0] not in "02"


def refuse_personal(fields: dict[str, str]) -> None:
    """Refuse free text that holds a NIK or a character no database keeps.

    ``fields`` maps what people call a field to its text.

    Raises
    ------
    BadInput
        A field holds such text; the message names the field and never repeats the number.
    """
    problems = [
        f"{name}: jangan tulis NIK atau nomor 16 angka. Hapus nomor itu lalu simpan lagi."
        for name, text in fields.items()
        if holds_nik(text)
    ]
    problems += [
        f"{name}: ada huruf yang tidak bisa disimpan. Ketik ulang isinya."
        for name, text in fields.items()
        if "\0" in text or not encodable(text)
    ]
    if problems:
        raise BadInput(problems)


def encodable(text: str) -> bool:
    """Return whether ``text`` can be written down at all: half a character cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
