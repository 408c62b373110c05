"""Reasons of the engine are said in whole sentences, with every figure it gives."""

from __future__ import annotations

import pytest

from planner.cli.engine_reasons import reason_words, remedy_words
from planner.domain.indonesian import length_words
from routes import Reason, Remedy
from routes.reasons.ideas import KINDS
from routes.reasons.stays import Room
from tests.routes.problems import make_problem, make_task, make_unit

PROBLEM = make_problem([make_task("t1")], units=(make_unit("u1"), make_unit("u2")))
LATER = Remedy(kind="shift_end", amount=30, unit="u1", day=0)
LATER_WORDS = "Muat bila jam kerja Unit u1 pada hari ke-1 lebih panjang 30 menit."
ROOM = Room(unit="u2", day=1, minutes=45)
TASK = PROBLEM.tasks[0]
NO_LIMIT = "Tidak ada satu batas yang menolong."
NEEDS = f"Butuh {length_words(TASK.service_min)} untuk {TASK.people} orang"


def test_a_remedy_names_the_unit_the_day_and_the_amount() -> None:
    assert remedy_words(LATER, PROBLEM) == LATER_WORDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_remedy_of_the_engine_has_words(kind: str) -> None:
    words = remedy_words(Remedy(kind=kind, amount=7, unit="u2", day=2), PROBLEM)
    assert "hari ke-3" in words
    assert "Unit u2" in words or "7 " in words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason(task="t1", code="within_shift", remedy=LATER, room=ROOM),
            (
                f"{NEEDS}; terhalang jam kerja unit; sisa waktu terbanyak 45 menit, "
                f"di Unit u2 hari ke-2. {LATER_WORDS}"
            ),
        ),
        (
            Reason(task="t1", code="capable_unit", alone=True),
            f"{NEEDS}; terhalang layanan unit, juga tanpa kunjungan lain. {NO_LIMIT}",
        ),
        (
            Reason(task="t1", code="not_worth", room=ROOM),
            f"{NEEDS}; masih muat, tetapi biayanya lebih besar dari manfaatnya.",
        ),
        (
            Reason(task="t1", code="not_searched", room=ROOM),
            f"{NEEDS}; masih muat, tempatnya belum dicari.",
        ),
        (
            Reason(task="t1", code="crews_per_day", also=("days_apart", "tour_duration")),
            (
                f"{NEEDS}; terhalang jumlah petugas, jarak hari dalam rangkaiannya dan "
                f"batas lama satu rute. {NO_LIMIT}"
            ),
        ),
    ],
    ids=["one limit", "alone", "not worth", "not searched", "several limits"],
)
def test_a_reason_says_what_is_needed_and_where_it_lacks(reason: Reason, words: str) -> None:
    assert reason_words(reason, PROBLEM) == words


def test_lengths_of_time_are_told_in_words() -> None:
    assert [length_words(minutes) for minutes in (0, 45, 60, 100)] == [
        "0 menit",
        "45 menit",
        "1 jam",
        "1 jam 40 menit",
    ]
