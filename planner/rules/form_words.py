"""What the rules say against records, in the words of the office's forms.

The sentences name fields of rules files, records by id and days as files write them: right for
whoever writes a file, but not for who fills in a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Final

from planner.domain.errors import BadInput
from planner.domain.indonesian import span_words

#: Fields of rules files as the forms call them, and words that only files have.
_WORDS: Final = {
    "ended_known_on": "hari akhirnya diketahui",
    "revoked_known_on": "hari pencabutannya diketahui",
    "announced_on": "hari diumumkan",
    "known_on": "hari diketahui",
    "signed_on": "hari ditandatangani",
    "ended_on": "hari terakhir sebenarnya",
    "revoked_on": "hari dicabut",
    "valid_from": "berlaku mulai",
    "review_by": "diperiksa lagi",
    "delegated_to": "tingkat penerima",
    "ends_regime": "masa yang dinyatakan berakhir",
    "cuts_short": "yang dipersingkat",
    "people_together": "orang di tempat",
    "total_per_day": "orang sehari",
    "sessions_per_week": "sesi sepekan",
    "staff_percent": "persen petugas",
    "max_people": "orang paling banyak",
    "total": "orang satu sesi",
    "percent": "persen kuota",
    "hours": "jam",
    "replaces": "yang digantikan",
    "revokes": "yang dicabut",
    "corrects": "yang diperbaiki",
    "extends": "yang diperpanjang",
    "displaces": "yang digeser",
    "disputes": "yang dipersoalkan",
    "lifts": "yang dikecualikan",
    "issuer": "tingkat penerbit",
    "instrument": "dasar aturan",
    "sources": "sumber",
    "binding": "sifat",
    "areas": "wilayah",
    "measure": "ukuran",
    "policies": "arti level dan zona",
    "delegated": "diserahkan",
    "mandatory": "wajib",
    "red": "merah",
    "orange": "oranye",
    "yellow": "kuning",
    "green": "hijau",
}
_WORD: Final = re.compile(rf"\b({'|'.join(_WORDS)})\b(?!-)")
_ASIDE: Final = re.compile(r" \((?:review|advisory|conflict|horizon|gap)\)")
_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_ID: Final = re.compile(r"\b[A-Z0-9]+(?:-[A-Z0-9]+)+\b|\b[A-Z]\d{1,3}[a-z]?\b")


def titles_of(records: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Return the title of each of plain ``records`` by its id."""
    return {str(record["id"]): str(record["title"]) for record in records}


def form_words(sentence: str, titles: Mapping[str, str]) -> str:
    """Return ``sentence`` with titles for ids, days in full and the forms' names of fields."""
    said = _ASIDE.sub("", sentence)
    said = _WORD.sub(lambda match: _WORDS[match[1]], said)
    said = _DAY.sub(lambda match: _day(match[0]), said)
    # Titles come last: what somebody wrote is not to be rewritten.
    return _ID.sub(lambda match: titles.get(match[0], match[0]), said)


@contextmanager
def in_form_words(titles: Mapping[str, str]) -> Iterator[None]:
    """Tell what is refused inside in the words of forms.

    Raises
    ------
    BadInput
        What was raised inside, in these words.
    """
    try:
        yield
    except BadInput as refused:
        raise BadInput([form_words(each, titles) for each in refused.problems]) from refused


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return span_words(day, day)
