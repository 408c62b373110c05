"""The engine's reasons in words: what a task needs, and which one limit would let it in."""

from __future__ import annotations

from typing import Final

import routes
from planner.domain.indonesian import length_words
from routes import Problem

_REMEDIES: Final = {
    "people_per_day": "{unit} boleh melayani {amount} orang lebih banyak pada hari ke-{day}",
    "area_people": "batas orang di wilayah itu naik {amount} orang pada hari ke-{day}",
    "crew": "ada {amount} petugas lagi pada hari ke-{day}",
    "shift_end": "jam kerja {unit} pada hari ke-{day} lebih panjang {amount} menit",
    "other_day": "hari ke-{day} dibuka untuk kunjungan ini, dengan {unit}",
    "unit": "{unit} boleh melayani kunjungan ini, pada hari ke-{day}",
}


def reason_words(reason: routes.Reason, problem: Problem) -> str:
    """Return why a task of ``problem`` is left out, and what would let it in."""
    (task,) = (task for task in problem.tasks if task.id == reason.task)
    words = f"Butuh {length_words(task.service_min)} untuk {task.people} orang"
    room = reason.room
    if reason.code == "not_worth":
        words += "; masih muat, tetapi biayanya lebih besar dari manfaatnya."
    elif reason.code == "tour_limit":
        words += "; jalan ke sana dan kembali melebihi rute terpanjang semua unit."
    elif room is None:
        words += "; tidak ada unit dan hari yang diizinkan."
    else:
        where = f"{_unit_name(problem, room.unit)} hari ke-{room.day + 1}"
        words += f"; sisa waktu terbanyak {length_words(room.minutes)}, di {where}."
    if reason.remedy is None:
        return f"{words} Tidak ada satu batas yang menolong."
    return f"{words} {remedy_words(reason.remedy, problem)}"


def remedy_words(remedy: routes.Remedy, problem: Problem) -> str:
    """Return which limit of ``problem`` would have to change, and by how much."""
    condition = _REMEDIES[remedy.kind].format(
        unit=_unit_name(problem, remedy.unit), amount=remedy.amount, day=remedy.day + 1
    )
    return f"Muat bila {condition}."


def _unit_name(problem: Problem, unit_id: str) -> str:
    (name,) = (unit.name for unit in problem.units if unit.id == unit_id)
    return name or f"Unit {unit_id}"
