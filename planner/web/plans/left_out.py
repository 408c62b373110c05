"""Why a visit has no place on a unit's day, in figures and in words of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.domain.indonesian import clock_words, length_words, short_day
from planner.planning.plans.openings import Opening, UnitDay, most_free


def price_words(opening: Opening) -> str:
    """Return what a place costs: more driving, and a dearer or cheaper plan."""
    drive = opening.detour_min
    driving = "Tidak menambah jalan"
    if drive:
        word = "Menambah" if drive > 0 else "Menghemat"
        driving = f"{word} {length_words(abs(drive))} di jalan"
    if opening.more is None:
        return f"{driving}."
    if opening.more == 0:
        return f"{driving}; biaya rencana tetap."
    word = "naik" if opening.more > 0 else "turun"
    return f"{driving}; biaya rencana {word} {abs(opening.more)}."


def cell_words(cell: UnitDay) -> str:
    """Return in a few words what a unit's day says to a visit."""
    if cell.code == "free":
        return clock_words(cell.start_min)
    if cell.code == "full":
        return f"Sisa {length_words(cell.free_min)}" if cell.free_min else "Penuh"
    if cell.code == "people":
        return f"Lebih {cell.over} orang"
    return {
        "here": "Di sini",
        "past": "Sudah lewat",
        "rule": "Tidak boleh",
        "services": "Layanan kurang",
        "session": "Terlalu banyak orang",
    }[cell.code]


def figures_of(people: int, cells: Sequence[UnitDay], units: Mapping[str, str]) -> str:
    """Return what a visit needs and the most that is left, in one sentence of figures.

    Where no day is open to it, the rule of its first day is told.
    """
    most = most_free(cells)
    if most is None:
        closed = next((cell for cell in cells if cell.reason), None)
        return closed.reason if closed is not None else "Tidak ada unit dengan layanan ini."
    needs = f"Butuh {length_words(most.need_min)} untuk {people} orang"
    where = f"{units.get(most.unit_id, most.unit_id)}, {short_day(most.day)}"
    free = sum(cell.code == "free" for cell in cells)
    if free:
        return f"{needs}; masih muat di {free} tempat."
    crowded = [cell for cell in cells if cell.code == "people"]
    if crowded and most.free_min >= most.need_min:
        least = min(crowded, key=lambda cell: (cell.over, cell.day))
        spot = f"{units.get(least.unit_id, least.unit_id)}, {short_day(least.day)}"
        return f"{needs}; waktunya ada, tetapi batas unit terlampaui {least.over} orang di {spot}."
    return f"{needs}; sisa waktu terbanyak {length_words(most.free_min)} di {where}."
