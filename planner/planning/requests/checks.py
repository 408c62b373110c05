"""What every request must be, whichever way it comes in: form, table, file or program."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from planner.domain.areas import Areas
from planner.domain.visits import Request
from planner.domain.vocabulary import Line

#: Degrees north and east between which the city's neighbourhood lies, with room around it.
LATITUDES: Final = (-7.2, -6.7)
LONGITUDES: Final = (106.7, 107.2)
#: The earliest year a request may be of.
FIRST_YEAR: Final = 2015
#: What a number looks like that can hold no name: a few letters, then figures.
_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}[-./]?[\dA-F][\w\-./]{0,30}")
_CODED: Final = re.compile(r"Kunjungan rumah( CONTOH)?( \d{1,4})?")


def home_place(request_id: str) -> str:
    """Return the place of a home visit as it is kept: a coded name that tells of nobody."""
    return f"Kunjungan rumah {request_id}"


def is_coded(place: str, request_id: str) -> bool:
    """Return whether the place of a home visit tells neither a name nor an address."""
    return place == home_place(request_id) or _CODED.fullmatch(place) is not None


def request_problems(request: Request, areas: Areas, *, today: date | None) -> dict[str, str]:
    """Return what is wrong with ``request`` by field, each with its remedy; none: it is taken.

    ``today`` is the day it is entered; None: not known.
    """
    problems: dict[str, str] = {}
    area = areas.by_code.get(request.area_code)
    if area is None or area.level != "kelurahan":
        problems["area_code"] = (
            f"'{request.area_code}' bukan kelurahan di sini. Isi kode kelurahan."
        )
    if request.line.private and not is_coded(request.place, request.id):
        problems["place"] = (
            "Kunjungan rumah: kosongkan tempat. Nama dan alamat tidak disimpan; isi titik peta."
        )
    if request.line.private and (
        _NUMBER.fullmatch(request.id) is None or not any(map(str.isdigit, request.id))
    ):
        problems["id"] = "kunjungan rumah diberi nomor tanpa nama, misalnya P-12. Ganti nomornya."
    if not LATITUDES[0] <= request.lat <= LATITUDES[1]:
        problems["lat"] = f"lintang {request.lat:g} jauh dari Sukabumi. Isi titik di peta."
    if not LONGITUDES[0] <= request.lon <= LONGITUDES[1]:
        problems["lon"] = f"bujur {request.lon:g} jauh dari Sukabumi. Isi titik di peta."
    if request.requested_on.year < FIRST_YEAR:
        problems["requested_on"] = (
            f"tahun {request.requested_on.year} terlalu lama. Periksa tanggal permohonan."
        )
    elif today is not None and request.requested_on > today:
        problems["requested_on"] = "tanggal permohonan harus hari ini atau sebelumnya."
    if request.line is Line.PERKAWINAN and request.fixed_day is None:
        problems["fixed_day"] = "tanggal acara masih kosong. Isi tanggal acara."
    return problems
