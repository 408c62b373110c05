"""How many sessions would start late, by hand and by what must hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routes import Rest, Shift, Spread, Spreads, delay_risk, solve
from tests.routes.problems import make_problem, make_task, make_unit, random_problem, shifts, stop

ALWAYS_HALF_MORE = Spread(least=150, usual=150, most=150)
FROM_80_TO_200 = Spread(least=80, usual=100, most=200)


@pytest.mark.parametrize(("wait", "late"), [(10, 1.0), (24, 1.0), (25, 0.0), (40, 0.0)])
def test_a_session_is_late_by_what_the_one_before_took_longer(wait: int, late: float) -> None:
    """It takes 30 minutes more and the drive 10; ``wait`` takes up of these, 15 are not late."""
    shift = shifts([0], 480, 1200)
    tasks = [make_task("t1"), make_task("t2", place=2)]
    problem = make_problem(tasks, units=(make_unit("u1", shifts=shift), make_unit("u2")))
    stops = [stop(problem, "t1", "u1", 0, 500), stop(problem, "t2", "u1", 0, 560 + wait)]
    risk = delay_risk(problem, stops, Spreads(service=ALWAYS_HALF_MORE), runs=10)
    assert risk.by_task == {"t1": 0.0, "t2": late}
    assert risk.share == late / 2


def test_without_spread_nobody_is_late() -> None:
    for seed in range(8):
        problem = random_problem(seed)
        stops = solve(problem, steps=3, seed=seed).stops
        assert delay_risk(problem, stops, Spreads(service=Spread()), runs=3).share == 0


def test_a_buffer_takes_up_what_takes_longer() -> None:
    tasks = [make_task(f"t{n}", place=n, units=("u1",)) for n in range(1, 6)]
    units = (make_unit("u1", shifts=shifts([0], 480, 1200)), make_unit("u2"))
    shares = []
    for buffer in (0, 15, 40):
        kept = [replace(task, buffer_min=buffer) for task in tasks]
        problem = make_problem(
            [replace(task, intervals=((480, 1200),)) for task in kept], units=units, places=7
        )
        stops = solve(problem, steps=30).stops
        assert len(stops) == 5
        shares.append(delay_risk(problem, stops, Spreads(service=FROM_80_TO_200)).share)
    assert shares[0] > shares[1] > shares[2]


def test_more_runs_of_a_wider_spread_are_no_less_late() -> None:
    problem = random_problem(4)
    stops = solve(problem, steps=10).stops
    narrow = delay_risk(problem, stops, Spreads(service=Spread(least=90, usual=100, most=130)))
    wide = delay_risk(problem, stops, Spreads(service=Spread(least=90, usual=130, most=200)))
    assert 0 <= narrow.share <= wide.share <= 1
    assert delay_risk(problem, stops, Spreads(service=FROM_80_TO_200)) == delay_risk(
        problem, stops, Spreads(service=FROM_80_TO_200)
    )


def test_what_runs_into_a_break_or_eats_up_a_rest_waits_for_its_end() -> None:
    """The first session ends at 11.30 instead of 11.00; the break is from 11.40, or the rest."""
    tasks = [make_task("t1"), make_task("t2", place=2)]
    usual = Shift(day=0, start_min=480, end_min=1200)
    for bent, late in (
        (replace(usual, breaks=((700, 745),)), 1.0),
        (replace(usual, rest=Rest(minutes=45, opens=660, closes=760)), 1.0),
        (usual, 0.0),
    ):
        problem = make_problem(tasks, units=(make_unit("u1", shifts=(bent,)), make_unit("u2")))
        stops = [stop(problem, "t1", "u1", 0, 600), stop(problem, "t2", "u1", 0, 720)]
        risk = delay_risk(problem, stops, Spreads(service=ALWAYS_HALF_MORE), runs=5)
        assert risk.by_task["t2"] == late


def test_a_spread_that_falls_and_no_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="must rise from 0"):
        Spread(least=110, usual=100, most=150)
    with pytest.raises(ValueError, match="runs must be 1 or more"):
        delay_risk(make_problem([]), [], Spreads(service=Spread()), runs=0)
