"""Fields of a form as people fill them in: read with care, every problem told beside its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from planner.domain.personal import holds_nik

Word = TypeVar("Word", bound=StrEnum)

#: The most fields one form may have.
MOST_FIELDS: Final = 400


class Fields:
    """What a form holds; reading a field notes what is wrong with it instead of stopping.

    ``problems`` maps a field's name to a sentence that says what is wrong and what to do;
    ``refusal`` is what refused the form, where something did.
    """

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self.values = values
        self.problems: dict[str, str] = {}
        self.refusal: Exception | None = None

    def get(self, name: str, default: str = "") -> str:
        """Return the text of ``name`` as it was sent, ``default`` where it was not."""
        found = self.values.get(name)
        return found[0] if found else default

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of ``name``, each once, in order."""
        return tuple(dict.fromkeys(self.values.get(name, ())))

    def wrong(self, name: str, told: str) -> None:
        """Note that ``name`` is wrong; the first note about a field stays."""
        self.problems.setdefault(name, told)

    def text(self, name: str, label: str, *, most: int, needed: bool = True) -> str:
        """Return one line of text of at most ``most`` letters without what may not be kept."""
        found = " ".join(self.get(name).split())
        if not found and needed:
            self.wrong(name, f"{label} masih kosong. Isi lalu simpan lagi.")
        elif len(found) > most:
            self.wrong(name, f"{label} lebih dari {most} huruf. Persingkat.")
        elif holds_nik(found):
            self.wrong(name, f"{label}: jangan tulis NIK atau nomor 16 angka. Hapus nomor itu.")
        elif any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in found):
            self.wrong(name, f"{label}: ada huruf yang tidak bisa disimpan. Ketik ulang.")
        return found

    def number(self, name: str, label: str, least: float, most: float) -> float | None:
        """Return a number from ``least`` to ``most``; None where the field is empty or wrong."""
        text = self.get(name).strip().replace(",", ".")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            self.wrong(name, f"{label} harus angka dari {least:g} sampai {most:g}.")
            return None
        return value

    def whole(self, name: str, label: str, least: int, most: int) -> int | None:
        """Return a whole number from ``least`` to ``most``; None where it is empty or wrong."""
        value = self.number(name, label, least, most)
        if value is not None and value != int(value):
            self.wrong(name, f"{label} harus angka bulat.")
            return None
        return None if value is None else int(value)

    def needed_whole(self, name: str, label: str, least: int, most: int) -> int:
        """Return a whole number that must be there; ``least`` where it is not."""
        value = self.whole(name, label, least, most)
        if value is None:
            self.wrong(name, f"{label} masih kosong. Isi angka {least} sampai {most}.")
            return least
        return value

    def day(self, name: str, label: str, *, needed: bool = True) -> date | None:
        """Return a day; None where the field is empty or wrong."""
        text = self.get(name).strip()
        if not text:
            if needed:
                self.wrong(name, f"{label} masih kosong. Pilih tanggal.")
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = date.min
        if not date(2000, 1, 1) <= found <= date(2100, 1, 1):
            self.wrong(name, f"{label} bukan tanggal. Pilih tanggal dari kalender.")
            return None
        return found

    def word(self, name: str, label: str, words: type[Word], default: Word) -> Word:
        """Return one of ``words``; ``default`` where none or none of them was chosen."""
        text = self.get(name)
        if text in set(words):
            return words(text)
        if text:
            self.wrong(name, f"{label}: pilihan ini tidak ada. Pilih dari daftar.")
        return default

    def words(self, name: str, label: str, words: type[Word]) -> tuple[Word, ...]:
        """Return the chosen ones of ``words``, in their own order."""
        chosen = self.all(name)
        if set(chosen) - set(words):
            self.wrong(name, f"{label}: ada pilihan yang tidak dikenal. Pilih dari daftar.")
        return tuple(word for word in words if word.value in chosen)

    def one_of(self, name: str, label: str, choices: Collection[str]) -> str:
        """Return one of ``choices``; empty where another was sent."""
        text = self.get(name)
        if text not in choices:
            self.wrong(name, f"{label}: pilih salah satu dari daftar.")
            return ""
        return text


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


Posted = Annotated[Fields, Depends(read_fields)]

NO_FIELDS: Final[Mapping[str, Sequence[str]]] = {}


def as_fields(**given: object) -> Fields:
    """Return the fields of a form that is shown for the first time."""
    values: dict[str, Sequence[str]] = {}
    for name, value in given.items():
        if isinstance(value, tuple | list):
            values[name] = [str(each) for each in value]
        elif value is not None:
            values[name] = [value.isoformat() if isinstance(value, date) else str(value)]
    return Fields(values)
