"""The Indonesian words for codes that the office and the public both read."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.vocabulary import Line, Service

#: The lines as the office names them.
LINES: Final = {
    Line.PERMUKIMAN: "Permukiman",
    Line.PERUSAHAAN: "Perusahaan",
    Line.PELAJAR: "Pelajar",
    Line.AKI_NINI: "Aki Nini (kunjungan rumah)",
    Line.PERKAWINAN: "Perkawinan",
}

SERVICES: Final = {
    Service.KTP_RECORDING: "Rekam KTP",
    Service.KTP_PRINT: "Cetak KTP",
    Service.KK: "Kartu Keluarga",
    Service.KIA: "Kartu Identitas Anak",
    Service.BIRTH_CERTIFICATE: "Akta kelahiran",
    Service.DEATH_CERTIFICATE: "Akta kematian",
    Service.MARRIAGE_CERTIFICATE: "Akta perkawinan",
}

CONDITIONS: Final = {
    "mask": "pakai masker",
    "distancing": "jaga jarak",
    "handwash": "cuci tangan",
    "temp_check": "suhu badan diperiksa",
    "disinfect_devices": "alat dibersihkan",
    "gloves_and_mask_staff": "petugas bermasker dan bersarung tangan",
    "appointment": "dengan janji",
    "crew_symptom_check": "petugas diperiksa kesehatannya",
    "health_protocol": "patuhi protokol kesehatan",
    "mask_in_crowd": "pakai masker di keramaian",
    "repellent": "pakai penolak nyamuk",
    "no_standing_water": "tidak ada genangan air di tempat",
}
#: The condition that people of some ages stay away, as the rules write it.
AGES_AWAY: Final = re.compile(r"ages_(\d+)_(\d+)_stay_away")
#: The same in words.
AGES_AWAY_WORDS: Final = "warga umur %(umur)s tahun tinggal di rumah"


def short_line(line: Line) -> str:
    """Return the name of a line within a sentence: "permukiman"."""
    return LINES[line].split(" (")[0]


def condition_words(code: str) -> str:
    """Return a condition in Indonesian; one we have no words for is spelled out."""
    ages = AGES_AWAY.fullmatch(code)
    if ages:
        return AGES_AWAY_WORDS % {"umur": f"{ages[1]}-{ages[2]}"}
    return CONDITIONS.get(code, code.replace("_", " "))
