"""The engine's reasons in words: what a task needs, and which one limit would let it in."""

from __future__ import annotations

from typing import Final

import routes
from planner.domain.indonesian import length_words
from planner.domain.limit_words import limits_words
from routes import Problem

_REMEDIES: Final = {
    "people_per_day": "{unit} boleh melayani {amount} orang lebih banyak pada hari ke-{day}",
    "area_people": "batas orang di wilayah itu naik {amount} orang pada hari ke-{day}",
    "area_sessions": "wilayah itu boleh menerima {amount} kunjungan lagi pada pekan hari ke-{day}",
    "crew": "ada {amount} petugas lagi pada hari ke-{day}",
    "shift_end": "jam kerja {unit} pada hari ke-{day} lebih panjang {amount} menit",
    "tour_min": "rute {unit} pada hari ke-{day} boleh {amount} menit lebih lama",
    "tour_m": "rute {unit} pada hari ke-{day} boleh {amount} meter lebih jauh",
    "break": "istirahat {unit} pada hari ke-{day} digeser {amount} menit",
    "spacing": "jarak rangkaiannya boleh {amount} hari lebih longgar, dengan {unit} hari ke-{day}",
    "day_set": "rangkaiannya boleh memakai hari ke-{day}, dengan {unit}",
    "series_unit": "{unit} boleh melayani satu dari rangkaiannya pada hari ke-{day}",
    "site": "{unit} boleh datang ke tempat yang sama pada hari ke-{day}",
    "pins": "{amount} kunjungan yang dikunci pada {unit} hari ke-{day} boleh bergeser jamnya",
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
        if reason.others:
            words += f" Bersama {', '.join(reason.others)} manfaatnya lebih besar."
        return words
    if reason.code == "not_searched":
        return f"{words}; masih muat, tempatnya belum dicari."
    words += f"; terhalang {limits_words((reason.code, *reason.also))}"
    if reason.alone:
        words += ", juga tanpa kunjungan lain"
    if room is not None:
        where = f"{_unit_name(problem, room.unit)} hari ke-{room.day + 1}"
        words += f"; sisa waktu terbanyak {length_words(room.minutes)}, di {where}"
    words += "."
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
