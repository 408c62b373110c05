"""Every reason of the engine is said in the office's words, each with a step that helps."""

from __future__ import annotations

import pytest

from planner.domain.limit_words import (
    LIMITS,
    STEPS,
    STEPS_ALONE,
    impossible_words,
    limits_words,
    step_words,
)
from routes.conditions import CONDITIONS, NEVER


def test_every_condition_that_can_keep_a_visit_out_has_words_and_a_step() -> None:
    codes = {row.reason for row in CONDITIONS} - {NEVER}
    assert set(LIMITS) == set(STEPS) == codes
    assert set(STEPS_ALONE) < codes
    assert len(set(LIMITS.values())) == len(codes)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("crews_per_day",), "jumlah petugas"),
        (("crews_per_day", "within_shift"), "jumlah petugas dan jam kerja unit"),
        (
            ("crews_per_day", "within_shift", "pinned_stays"),
            "jumlah petugas, jam kerja unit dan kunjungan yang dikunci",
        ),
    ],
)
def test_several_limits_are_named_together(codes: tuple[str, ...], words: str) -> None:
    assert limits_words(codes) == words


def test_a_visit_too_large_for_every_day_is_split_and_one_that_is_crowded_out_waits() -> None:
    assert step_words("people_per_unit_day", alone=True) == "Bagi dua."
    assert step_words("people_per_unit_day", alone=False) == "Perpanjang hari rencana."


def test_what_is_pinned_against_a_limit_is_named_with_it() -> None:
    assert impossible_words(("a", "b"), "crews_per_day") == (
        "kunjungan a, b sudah tetap di tempat yang terhalang jumlah petugas. "
        "Pindahkan dulu, atau longgarkan batas itu."
    )
