"""What is like what somebody typed: each step of the scale, and both sides of its limits."""

from __future__ import annotations

import pytest

from planner.domain.likeness import Likeness, ascii_letters, ranked

ALL = Likeness(same=100.0, word=97.0, inside=94.0, part=0.95, shortest=4, numbers_hold=True)


@pytest.mark.parametrize(
    ("typed", "name", "score"),
    [
        ("balai rw 3", "balai rw 3", 100.0),
        ("balai", "balai rw 3", 97.0),
        ("ala", "balai rw 3", 94.0),
        ("al", "balai", 0.0),
        ("blx", "balai", 0.0),
        ("rw 4", "balai rw 3", 0.0),
        ("balay", "balairung", 0.95 * 800 / 9),
    ],
)
def test_each_step_of_the_scale(typed: str, name: str, score: float) -> None:
    assert ALL.of(typed, name) == pytest.approx(score)


def test_what_is_not_looked_for_is_compared_letter_by_letter() -> None:
    plain = Likeness(beginning=95.0)
    assert plain.of("cik", "cikole") == 95.0
    assert plain.of("ci", "cikole") == pytest.approx(50.0)
    assert plain.of("ikole", "cikole") < 95.0
    assert plain.of("cikole", "cikole") == 95.0


def test_the_likeliest_stand_first_and_equal_ones_in_order() -> None:
    scores = {"a": 80.0, "b": 90.0, "c": 90.0, "d": 79.9}
    meant = ranked("dcba", score=scores.__getitem__, order=str, least=80.0)
    assert meant == [(90.0, "b"), (90.0, "c"), (80.0, "a")]


def test_accents_and_capitals_are_let_go() -> None:
    assert ascii_letters("Désa É") == "desa e"
