"""Areas as people write them in rules files: by code, or by a name that can be told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import process

from planner.domain.areas import CITY, lineage
from planner.domain.shipped_areas import shipped_areas
from planner.rules.field_types import AREA_PATTERN

#: Kabupaten Sukabumi, which shares its name with the city and differed in most weeks.
NEIGHBOUR: Final = "32.02"
_KIND: Final = re.compile(r"^(kelurahan|kel\.?|kecamatan|kec\.?)\s+", re.IGNORECASE)


def placed(
    item: Mapping[str, object], place: str, problems: list[str], warnings: list[str]
) -> dict[str, object]:
    """Return ``item`` with its areas as codes.

    A name of one area of the city is read as its code, with a warning; what cannot be placed
    is a problem. ``place`` says where the item stands, for messages.
    """
    areas = item.get("areas")
    if not isinstance(areas, list):
        return dict(item)
    codes = []
    for text in map(str, areas):
        if re.fullmatch(AREA_PATTERN, text):
            _check(text, place, problems)
            codes.append(text)
            continue
        code = _named(text)
        if code is None:
            problems.append(f"{place}, areas: '{text}' bukan kode wilayah Kemendagri.{_hint(text)}")
        else:
            warnings.append(
                f"{place}, areas: '{text}' ditulis dengan nama saja dan dibaca sebagai {code}. "
                "Tulis kodenya."
            )
            codes.append(code)
    if codes and all(code == NEIGHBOUR or code.startswith(f"{NEIGHBOUR}.") for code in codes):
        problems.append(
            f"{place}, areas: {codes[0]} adalah Kabupaten Sukabumi; maksud Anda {CITY} "
            "(Kota Sukabumi)?"
        )
    return {**item, "areas": codes}


def _check(code: str, place: str, problems: list[str]) -> None:
    """Note a code inside the city that no area has; RW and RT below a kelurahan are not listed."""
    if CITY not in lineage(code) or code == CITY:
        return
    areas = shipped_areas().by_code
    kelurahan = ".".join(code.split(".")[:4])
    if kelurahan not in areas:
        near = process.extractOne(kelurahan, list(areas))
        hint = f" Maksud Anda {near[0]} ({areas[near[0]].name})?" if near else ""
        problems.append(f"{place}, areas: '{code}' tidak ada di Kota Sukabumi.{hint}")


@lru_cache(maxsize=1)
def _names() -> dict[str, list[str]]:
    """Return the codes of each name; a kecamatan and a kelurahan may share one."""
    codes: dict[str, list[str]] = {"kota sukabumi": [CITY]}
    for area in shipped_areas().by_code.values():
        codes.setdefault(area.name.casefold(), []).append(area.code)
    return codes


def _named(text: str) -> str | None:
    """Return the code of the one area called ``text``; the level may stand before the name."""
    kind, name = _KIND.match(text), _KIND.sub("", text).strip().casefold()
    codes = _names().get(name, [])
    if kind is not None:
        parts = 4 if kind[1].casefold().startswith("kel") else 3
        codes = [code for code in codes if len(code.split(".")) == parts]
    return codes[0] if len(codes) == 1 else None


def _hint(text: str) -> str:
    name = _KIND.sub("", text).strip().casefold()
    if name == "sukabumi":
        return f" Tulis {CITY} (Kota Sukabumi) atau {NEIGHBOUR} (Kabupaten Sukabumi)."
    near = process.extractOne(name, list(_names()), score_cutoff=70)
    if near is None:
        return " Tulis kodenya, misalnya 32.72 (kota) atau 32.72.03.1002."
    choices = " atau ".join(_names()[near[0]])
    return f" Maksud Anda {choices}?"
