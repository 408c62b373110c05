"""Areas by official Kemendagri code, from the nation down to RW and RT.

A code is its own address: ``32.72.03.1002`` lies in ``32.72.03``, that in ``32.72``.
Areas are matched by code, never by name: Kota Sukabumi (32.72) and Kabupaten Sukabumi
(32.02) share a name and differed in most weeks of 2020-2022.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from planner.domain.errors import UnknownArea
from planner.domain.vocabulary import Evidence

NATION: Final = "ID"
CITY: Final = "32.72"

_LEVELS: Final = {1: "province", 2: "city", 3: "kecamatan", 4: "kelurahan", 5: "rw", 6: "rt"}


@lru_cache(maxsize=200_000)
def lineage(code: str) -> tuple[str, ...]:
    """Return ``code`` and every area that holds it, smallest first, the nation last.

    >>> lineage("32.72.03")
    ('32.72.03', '32.72', '32', 'ID')
    """
    if code == NATION:
        return (NATION,)
    codes = [code]
    while (dot := code.rfind(".")) > 0:
        code = code[:dot]
        codes.append(code)
    codes.append(NATION)
    return tuple(codes)


def level_of(code: str) -> str:
    """Return the administrative level of ``code``: nation, province, city ... rt."""
    return "nation" if code == NATION else _LEVELS[len(code.split("."))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A kecamatan or kelurahan with its facts.

    ``lat`` and ``lon`` are the centre, ``service_lat`` and ``service_lon`` a point on a
    road where a unit can stand, all in WGS84 degrees; ``km2`` the area; ``population``
    the persons estimated for 2024. ``*_evidence`` says how well each is supported.
    """

    code: str
    name: str
    level: str
    lat: float
    lon: float
    service_lat: float
    service_lon: float
    km2: float
    population: int
    population_evidence: Evidence
    service_evidence: Evidence
    source: str

    @property
    def parent(self) -> str:
        """The code of the area that holds this one."""
        return lineage(self.code)[1]


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas the office serves, by code."""

    by_code: Mapping[str, Area] = field(default_factory=dict)

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Areas:
        """Return a table of ``areas`` in the order of their codes."""
        return cls({area.code: area for area in sorted(areas, key=lambda area: area.code)})

    def get(self, code: str) -> Area:
        """Return the area of ``code``.

        Raises
        ------
        UnknownArea
            No area of that code is served; the message says what to check.
        """
        area = self.by_code.get(code)
        if area is None:
            hint = (
                " Kode 32.02 adalah Kabupaten Sukabumi; kota memakai 32.72."
                if code.startswith("32.02")
                else " Periksa kode wilayah Kemendagri."
            )
            raise UnknownArea(f"Kode wilayah '{code}' tidak dikenal.{hint}")
        return area

    def at_level(self, level: str) -> tuple[Area, ...]:
        """Return the areas of one level, by code."""
        return tuple(area for area in self.by_code.values() if area.level == level)

    def kecamatan_of(self, code: str) -> Area:
        """Return the kecamatan that holds the kelurahan ``code``."""
        return self.get(".".join(code.split(".")[:3]))
