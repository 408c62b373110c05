"""Headings as people write them, matched to the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

#: What offices write above the columns of a table of requests.
REQUEST_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "no", "nomor", "nomor permohonan", "no permohonan", "kode"),
    "line": ("line", "jenis", "program", "jenis layanan", "lini", "kegiatan"),
    "area_code": ("area_code", "kode wilayah", "kelurahan", "kel", "desa kelurahan", "wilayah"),
    "place": ("place", "tempat", "alamat", "almt", "lokasi", "nama tempat"),
    "lat": ("lat", "latitude", "lintang"),
    "lon": ("lon", "long", "lng", "longitude", "bujur"),
    "people": ("people", "jumlah", "orang", "jumlah orang", "jml", "peserta", "jumlah peserta"),
    "services": ("services", "layanan", "kebutuhan", "dokumen"),
    "urgency": ("urgency", "urgensi", "mendesak", "prioritas"),
    "requested_on": ("requested_on", "tanggal permohonan", "tgl permohonan", "tanggal", "tgl"),
    "fixed_day": ("fixed_day", "tanggal tetap", "tgl tetap", "tanggal acara", "tgl acara"),
    "contact": ("contact", "kontak", "telepon", "no hp", "hp", "telp", "wa", "whatsapp"),
}
UNIT_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "no", "nomor", "kode", "kode unit"),
    "name": ("name", "nama", "nama unit", "unit", "mobil"),
    "services": ("services", "layanan"),
    "recording_sets": ("recording_sets", "alat rekam", "set rekam", "jumlah alat"),
    "people_per_day": ("people_per_day", "orang per hari", "kapasitas", "kapasitas harian"),
    "crew": ("crew", "petugas", "awak", "jumlah petugas"),
}
_LEAST_SCORE: Final = 84


def recognised(
    headings: Sequence[str], names_by_column: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """Return the place of each column that ``headings`` name, by our name for it.

    Small errors of typing are forgiven. Where two headings fit one column the better one is
    taken; what fits no column is left out.
    """
    words = {word: column for column, names in names_by_column.items() for word in names}
    best: dict[str, tuple[float, int]] = {}
    for place, heading in enumerate(headings):
        plain = _plain(heading)
        if not plain:
            continue
        match = process.extractOne(plain, list(words), scorer=fuzz.ratio)
        if match is None or match[1] < _LEAST_SCORE:
            continue
        column = words[match[0]]
        if column not in best or match[1] > best[column][0]:
            best[column] = (match[1], place)
    return {column: place for column, (_, place) in best.items()}


def _plain(heading: str) -> str:
    lowered = heading.strip().lower()
    if "_" in lowered and " " not in lowered:
        return lowered
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", lowered).split())
