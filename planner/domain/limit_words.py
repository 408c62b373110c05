"""What keeps a session out of a plan, in the office's words, and the step that helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: Each limit of the tours by the engine's code, as what stands in the way.
LIMITS: Final = {
    "capable_unit": "layanan unit",
    "service_length": "lamanya",
    "inside_interval": "jam yang diizinkan",
    "on_its_day": "hari tetap atau hari mulainya",
    "outside_breaks": "jam istirahat",
    "takes_its_rest": "waktu istirahat unit",
    "time_to_travel": "waktu jalan",
    "within_shift": "jam kerja unit",
    "tour_duration": "batas lama satu rute",
    "tour_distance": "batas jarak satu rute",
    "days_apart": "jarak hari dalam rangkaiannya",
    "on_a_day_set": "pola hari rangkaiannya",
    "same_unit": "unit yang sama untuk rangkaiannya",
    "people_per_unit_day": "batas orang per unit sehari",
    "people_per_area_day": "batas orang per wilayah sehari",
    "sessions_per_area_week": "batas kunjungan per wilayah sepekan",
    "crews_per_day": "jumlah petugas",
    "one_unit_at_site": "unit lain di tempat yang sama",
    "frozen_stays": "hari dekat yang tidak boleh berubah",
    "pinned_stays": "kunjungan yang dikunci",
}
#: What helps where the limit binds beside other visits.
STEPS: Final = {
    "capable_unit": "Lengkapi layanan satu unit lain.",
    "service_length": "Bagi kunjungan ini.",
    "inside_interval": "Perpanjang hari rencana.",
    "on_its_day": "Minta tanggal lain.",
    "outside_breaks": "Geser jam istirahat unit.",
    "takes_its_rest": "Longgarkan jam istirahat unit.",
    "time_to_travel": "Pilih tempat yang lebih dekat.",
    "within_shift": "Perpanjang hari rencana.",
    "tour_duration": "Naikkan batas itu.",
    "tour_distance": "Naikkan batas itu.",
    "days_apart": "Perpanjang hari rencana atau longgarkan jaraknya.",
    "on_a_day_set": "Tambah pola hari.",
    "same_unit": "Bolehkan unit lain untuk rangkaiannya.",
    "people_per_unit_day": "Perpanjang hari rencana.",
    "people_per_area_day": "Perpanjang hari rencana.",
    "sessions_per_area_week": "Perpanjang hari rencana.",
    "crews_per_day": "Tambah petugas hari itu.",
    "one_unit_at_site": "Perpanjang hari rencana.",
    "frozen_stays": "Perpanjang hari rencana.",
    "pinned_stays": "Lepas kuncinya supaya jamnya bisa bergeser.",
}
#: What helps where it binds even if nothing else is planned.
STEPS_ALONE: Final = {
    "inside_interval": "Minta jam atau hari lain.",
    "within_shift": "Bagi kunjungan ini.",
    "tour_duration": "Naikkan batas itu, atau pilih tempat yang lebih dekat.",
    "tour_distance": "Naikkan batas itu, atau pilih tempat yang lebih dekat.",
    "people_per_unit_day": "Bagi dua.",
    "people_per_area_day": "Bagi dua.",
    "crews_per_day": "Tambah petugas.",
}


def limits_words(codes: Sequence[str]) -> str:
    """Return the limits of these codes in words, in their order."""
    words = [LIMITS[code] for code in codes]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} dan {words[-1]}"


def step_words(code: str, *, alone: bool) -> str:
    """Return the next step that helps against the limit of ``code``."""
    return STEPS_ALONE.get(code, STEPS[code]) if alone else STEPS[code]


def impossible_words(visits: Sequence[str], code: str) -> str:
    """Return which visits stand pinned or published where a limit forbids it."""
    return (
        f"kunjungan {', '.join(visits)} sudah tetap di tempat yang terhalang {LIMITS[code]}. "
        "Pindahkan dulu, atau longgarkan batas itu."
    )
