"""Headings as people write them, matched to the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz

#: What offices write above the columns of a table of requests.
REQUEST_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "no", "nomor", "nomor permohonan", "no permohonan", "kode"),
    "line": (
        *("line", "jenis", "program", "jenis layanan", "lini", "kegiatan", "jalur"),
        *("jenis kegiatan", "sasaran"),
    ),
    "area_code": ("area_code", "kode wilayah", "kelurahan", "kel", "desa kelurahan", "wilayah"),
    "district": ("district", "kecamatan", "kec", "kecamatan kabupaten", "kab kota"),
    "place": (
        *("place", "tempat", "alamat", "almt", "lokasi", "nama tempat", "alamat tempat"),
        *("alamat lokasi", "tempat kegiatan", "lokasi kegiatan", "tempat pelayanan"),
    ),
    "lat": ("lat", "latitude", "lintang"),
    "lon": ("lon", "long", "lng", "longitude", "bujur"),
    "people": (
        *("people", "jumlah", "orang", "jumlah orang", "jml", "peserta", "jumlah peserta"),
        *("jml orang", "jml peserta", "jumlah warga", "perkiraan jumlah", "estimasi"),
    ),
    "services": ("services", "layanan", "kebutuhan", "dokumen", "jenis layanan", "jenis dokumen"),
    "urgency": ("urgency", "urgensi", "mendesak", "prioritas"),
    "requested_on": (
        *("requested_on", "tanggal permohonan", "tgl permohonan", "tanggal", "tgl", "tgl surat"),
        *("tanggal surat", "tgl masuk surat", "tanggal masuk", "tgl masuk", "surat masuk"),
    ),
    "fixed_day": (
        *("fixed_day", "tanggal tetap", "tgl tetap", "tanggal acara", "tgl acara"),
        *("rencana tanggal", "rencana tgl", "tanggal rencana"),
    ),
    "contact": (
        *("contact", "kontak", "telepon", "no hp", "hp", "telp", "wa", "whatsapp"),
        *("no hp wa", "no wa", "nomor hp", "no telp", "narahubung"),
    ),
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

    Small errors of typing are forgiven. The best fits are taken first, and of equal ones the
    heading that fits fewer columns: beside "Program", "Jenis layanan" means the services. What
    fits no column is left out.
    """
    fits = []
    for place, heading in enumerate(headings):
        plain = _plain(heading)
        scores = {column: _score(plain, names) for column, names in names_by_column.items()}
        good = {column: score for column, score in scores.items() if score >= _LEAST_SCORE}
        fits += [(-score, len(good), place, column) for column, score in good.items()]
    columns: dict[str, int] = {}
    for _, _, place, column in sorted(fits, key=lambda fit: fit[:3]):
        if column not in columns and place not in columns.values():
            columns[column] = place
    return columns


def _score(plain: str, names: Sequence[str]) -> float:
    return max(fuzz.ratio(plain, name) for name in names) if plain else 0


def _plain(heading: str) -> str:
    lowered = heading.strip().lower()
    if "_" in lowered and " " not in lowered:
        return lowered
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", lowered).split())
