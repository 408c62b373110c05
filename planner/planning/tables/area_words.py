"""Kelurahan as people write them, with what stands beside them as evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from planner.domain.areas import Area, Areas
from planner.domain.shipped_areas import regency_names

_PREFIX: Final = re.compile(r"^(kelurahan|kel|desa|kecamatan|kec|kota|kabupaten|kab)\b\.?\s*", re.I)
_DISTRICT: Final = re.compile(r"(kecamatan|kec)\b", re.IGNORECASE)
_CITY: Final = re.compile(r"(kota\s+)?sukabumi", re.IGNORECASE)
_REGENCY: Final = re.compile(r"\bkab(upaten)?\b", re.IGNORECASE)
_SHORT: Final = {"gn": "gunung", "gng": "gunung", "kr": "karang", "sk": "suka"}
#: How like a name must be to be asked about, and to be taken where its kecamatan stands beside.
_NEAR: Final = 60
_SURE: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRead:
    """What a cell says: a code, or what it may mean (``near``), or why it is none (``wrong``)."""

    code: str
    near: str = ""
    wrong: str = ""


def read_area(text: str, district: str, areas: Areas) -> AreaRead:
    """Return the kelurahan that ``text`` says by code or name, ``district`` standing beside it.

    Spaces, prefixes and common short forms make no difference. A small error of typing is
    forgiven where the kecamatan beside it agrees, and asked about elsewhere. A place in the
    regency around the city is another office's, whatever it resembles; a kecamatan is no
    kelurahan.
    """
    written = text.strip()
    digits = re.sub(r"[.\s]", "", written)
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    known = areas.by_code.get(written) or areas.by_code.get(dotted)
    if known is not None:
        return _coded(known)
    names = {_plain(area.name): area for area in areas.at_level("kelurahan")}
    plain, beside = _plain(written), _plain(district)
    inside = names.get(plain)
    wrong = _elsewhere(written, district, known=inside is not None)
    if wrong:
        return AreaRead(code=written, wrong=wrong)
    if inside is not None:
        return AreaRead(code=inside.code)
    near = process.extractOne(plain, list(names), scorer=fuzz.ratio)
    if near is None or near[1] < _NEAR:
        return AreaRead(code=written)
    area = names[near[0]]
    if near[1] >= _SURE and beside == _plain(areas.kecamatan_of(area.code).name):
        return AreaRead(code=area.code)
    return AreaRead(code=written, near=area.name)


def _elsewhere(written: str, district: str, *, known: bool) -> str:
    """Return why ``written`` is no kelurahan of the city, whatever it resembles; "" else."""
    if _DISTRICT.match(written) or _CITY.fullmatch(written):
        return f"{written} bukan kelurahan. Isi kelurahannya."
    around = not known and _plain(written) in {_plain(name) for name in regency_names()}
    if around or _REGENCY.search(f"{district} {written}"):
        return f"{written} di Kabupaten Sukabumi, wilayah kantor lain. Hapus baris ini."
    return ""


def _coded(area: Area) -> AreaRead:
    if area.level == "kelurahan":
        return AreaRead(code=area.code)
    return AreaRead(
        code=area.code, wrong=f"{area.code} adalah {area.name}, bukan kelurahan. Isi kelurahannya."
    )


def _plain(text: str) -> str:
    bare = _PREFIX.sub("", text.strip().lower())
    words = re.sub(r"[^a-z0-9]+", " ", bare).split()
    return "".join(_SHORT.get(word, word) for word in words)
