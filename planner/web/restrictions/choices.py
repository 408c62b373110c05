"""What the form of a new restriction offers to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from planner.domain.code_words import LINES
from planner.web.restrictions.repeats import WEEKDAYS
from planner.web.restrictions.words import RESOURCES, ZONES


class Restricting(StrEnum):
    """What a new restriction may do, as the form asks it."""

    STOP = "berhenti"
    URGENT = "mendesak"
    LIMIT = "batasi"
    LEVEL = "level"
    ZONE = "zona"
    HOST = "tempat"
    LACK = "kurang"


WHAT: Final = {
    Restricting.STOP: "Dihentikan sementara",
    Restricting.URGENT: "Hanya yang mendesak",
    Restricting.LIMIT: "Boleh dengan batasan",
    Restricting.LEVEL: "Level PPKM",
    Restricting.ZONE: "Zona wilayah",
    Restricting.HOST: "Tempat tidak menerima kunjungan",
    Restricting.LACK: "Unit mobil, petugas, atau alat tidak ada",
}


class Aftermath(StrEnum):
    """What comes after the last day of a restriction, as the form asks it."""

    OVER = "selesai"
    AWAITED = "menunggu"


AFTERMATHS: Final = {
    Aftermath.OVER: "Selesai: sesudahnya bebas lagi",
    Aftermath.AWAITED: "Menunggu aturan berikutnya: sesudahnya belum pasti",
}


def choices() -> Mapping[str, list[tuple[str, str]]]:
    """Return the choices of the form's lists by name."""
    return {
        "apa": [(each.value, words) for each, words in WHAT.items()],
        "zona": [(code, f"Zona {words}") for code, words in ZONES.items()],
        "alat": list(RESOURCES.items()),
        "level": [(str(n), f"Level {n}") for n in (1, 2, 3, 4)],
        "jalur": [(line.value, words) for line, words in LINES.items()],
        "ulang": [(day.value, words) for day, words in WEEKDAYS.items()],
        "sesudah": [(each.value, words) for each, words in AFTERMATHS.items()],
    }
