"""What people write into the cells of their own tables, as our own files write it.

What may mean two things stays as it is: it is asked about, never guessed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

#: The first letters of each month's names: Indonesian, as offices shorten them, and English.
_MONTHS: Final = (
    ("jan",),
    ("feb", "peb"),
    ("mar",),
    ("apr",),
    ("mei", "may"),
    ("jun",),
    ("jul",),
    ("agu", "ags", "agt", "aug"),
    ("sep",),
    ("okt", "oct"),
    ("nov", "nop"),
    ("des", "dec"),
)
_NUMBERS: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_NAMED: Final = re.compile(r"(\d{1,2})[\s\-]+([a-z]{3,9})\.?[\s\-]+(\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?")
_WEEKDAY: Final = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s+", re.I)
_ABOUT: Final = r"(?:±|\+/?-|~|kurang lebih|lebih kurang|sekitar|kira-kira|kl\.?)"
_OF_WHOM: Final = r"(?:orang|org|jiwa|siswa|siswi|murid|peserta|warga|anak|karyawan)"
_COUNT: Final = re.compile(
    rf"{_ABOUT}?\s*(\d{{1,3}}(?:\.\d{{3}})+|\d+)\s*{_OF_WHOM}?\.?", re.IGNORECASE
)
_COUPLES: Final = re.compile(r"(\d+)\s*(?:pasang|pasangan)\.?", re.IGNORECASE)
_ROUGH: Final = re.compile(r"(\d+)\s*(?:-\s*an|an)\b|\d+\s*(?:-|s/d|sampai)\s*(\d+)", re.IGNORECASE)


def iso_day(text: str) -> str:
    """Return ``text`` as YYYY-MM-DD where it is a day as people here write it, else as it is.

    Day comes before month. A year of two figures is of this century.
    """
    plain = _WEEKDAY.sub("", " ".join(text.split())).lower()
    written = _ISO.fullmatch(plain.upper())
    if written is not None:
        return written[1]
    if (match := _NUMBERS.fullmatch(plain)) is not None:
        return _day(text, int(match[1]), int(match[2]), int(match[3]))
    if (match := _NAMED.fullmatch(plain)) is not None:
        months = [n for n, names in enumerate(_MONTHS, 1) if match[2].startswith(names)]
        return _day(text, int(match[1]), months[0] if months else 0, int(match[3]))
    return text


def _day(text: str, day: int, month: int, year: int) -> str:
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return text


def count_words(text: str) -> tuple[str, str]:
    """Return the number of people that ``text`` says, and what it may mean where it says none.

    "± 60 orang" is 60, "1.000" a thousand and "2 pasang" four; "100-an" and "30-40" are asked
    about.
    """
    plain = " ".join(text.split())
    if (match := _COUNT.fullmatch(plain)) is not None:
        return match[1].replace(".", ""), ""
    if (match := _COUPLES.fullmatch(plain)) is not None:
        return str(2 * int(match[1])), ""
    rough = _ROUGH.search(plain)
    return text, "" if rough is None else rough[1] or rough[2]
