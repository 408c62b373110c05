"""The independent checker catches every broken condition, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from routes import CHECKS, DAY_MIN, Problem, Published, Solution, Stop, check, evaluate, solve
from tests.routes.problems import answer, make_problem, make_task, random_problem, stop
from tests.sizes import size

Mutant = tuple[Solution, str]


def codes(problem: Problem, solution: Solution) -> list[str]:
    return [violation.code for violation in check(problem, solution)]


def two() -> tuple[Problem, Solution]:
    problem = make_problem([make_task("t1"), make_task("t2", place=2)])
    stops = [stop(problem, "t1", "u1", 0, 490), stop(problem, "t2", "u1", 0, 560)]
    return problem, answer(problem, stops)


def restopped(problem: Problem, solution: Solution, number: int, **changes: object) -> Solution:
    """Return the answer with one stop changed and its cost reckoned again."""
    stops = list(solution.stops)
    stops[number] = replace(stops[number], **changes)  # type: ignore[arg-type]
    return replace(solution, stops=tuple(stops), cost=evaluate(problem, stops))


def test_a_legal_answer_breaks_nothing() -> None:
    assert check(*two()) == []


def test_unknown_names_are_broken_before_anything_else() -> None:
    problem, good = two()
    ghost = replace(good, stops=(replace(good.stops[0], task="ghost"), good.stops[1]))
    assert codes(problem, ghost) == ["known_names"]
    assert codes(problem, replace(good, stops=(replace(good.stops[0], unit="x"),))) == [
        "known_names"
    ]


def test_a_task_lost_or_done_twice_is_caught() -> None:
    problem, good = two()
    lost = replace(good, stops=good.stops[:1], cost=evaluate(problem, good.stops[:1]))
    assert codes(problem, lost) == ["each_task_once"]
    twice = replace(good, unscheduled=answer(problem, good.stops[:1]).unscheduled)
    assert codes(problem, twice) == ["each_task_once"]


def test_a_unit_that_cannot_do_the_task_is_caught() -> None:
    problem = make_problem([make_task("t1", units=("u2",))])
    assert "capable_unit" in codes(problem, answer(problem, [stop(problem, "t1", "u1", 0, 500)]))


def test_a_shortened_service_is_caught() -> None:
    problem, good = two()
    short = restopped(problem, good, 0, end_min=good.stops[0].end_min - 1)
    assert codes(problem, short) == ["service_length"]


@pytest.mark.parametrize(
    ("clock", "caught"), [(480, False), (479, True), (900, False), (901, True)]
)
def test_a_stop_must_lie_inside_one_interval(clock: int, caught: bool) -> None:
    problem = make_problem([make_task("t1", place=0)])
    broken = codes(problem, answer(problem, [stop(problem, "t1", "u1", 0, clock)]))
    assert ("inside_interval" in broken) is caught


def test_a_stop_on_another_day_than_it_says_is_caught() -> None:
    problem, good = two()
    wrong = restopped(problem, good, 1, day=1)
    assert "inside_interval" in codes(problem, wrong)


@pytest.mark.parametrize(("gap", "caught"), [(10, False), (9, True)])
def test_the_drive_between_two_stops_needs_its_time(gap: int, caught: bool) -> None:
    problem, good = two()
    moved = restopped(problem, good, 1, start_min=550 + gap, end_min=610 + gap)
    assert (codes(problem, moved) == ["time_to_travel"]) is caught


@pytest.mark.parametrize(
    ("clock", "caught"), [(490, False), (489, True), (890, False), (891, True)]
)
def test_a_unit_is_away_only_during_its_shift(clock: int, caught: bool) -> None:
    problem = make_problem([make_task("t1", intervals=((0, DAY_MIN),))])
    broken = codes(problem, answer(problem, [stop(problem, "t1", "u1", 0, clock)]))
    assert ("within_shift" in broken) is caught


@pytest.mark.parametrize(("cap", "caught"), [(80, False), (79, True)])
def test_a_unit_serves_at_most_its_people_a_day(cap: int, caught: bool) -> None:
    problem, good = two()
    units = tuple(replace(unit, people_per_day=cap) for unit in problem.units)
    assert ("people_per_unit_day" in codes(replace(problem, units=units), good)) is caught


@pytest.mark.parametrize(("cap", "caught"), [(80, False), (79, True)])
def test_an_area_receives_at_most_its_people_a_day(cap: int, caught: bool) -> None:
    problem, good = two()
    capped = replace(problem, area_people_per_day=cap)
    assert ("people_per_area_day" in codes(capped, good)) is caught


def test_two_units_at_one_site_on_a_day_are_caught_unless_both_are_pinned() -> None:
    problem = make_problem([make_task("t1", site="s"), make_task("t2", site="s")])
    stops = [stop(problem, "t1", "u1", 0, 490), stop(problem, "t2", "u2", 0, 490)]
    assert codes(problem, answer(problem, stops)) == ["one_unit_at_site"]
    pins = tuple(
        Published(task=s.task, unit=s.unit, day=0, start_min=s.start_min, pinned=True)
        for s in stops
    )
    pinned = replace(problem, published=pins)
    assert codes(pinned, answer(pinned, stops)) == []
    half = replace(problem, published=pins[:1])
    assert codes(half, answer(half, stops)) == ["one_unit_at_site"]
    same = [stops[0], stop(problem, "t2", "u1", 0, 550)]
    assert codes(problem, answer(problem, same)) == []


@pytest.mark.parametrize("change", [{"unit": "u2"}, {"start_min": 491, "end_min": 551}])
def test_a_pinned_stop_stands_exactly_where_it_was(change: dict[str, object]) -> None:
    problem, good = two()
    pin = Published(task="t1", unit="u1", day=0, start_min=490, pinned=True)
    pinned = replace(problem, published=(pin,))
    assert codes(pinned, answer(pinned, good.stops)) == []
    single = answer(pinned, good.stops[:1])
    assert "pinned_stays" in codes(pinned, restopped(pinned, single, 0, **change))
    assert "pinned_stays" in codes(pinned, answer(pinned, good.stops[1:]))


def test_a_cost_that_is_not_what_the_stops_cost_is_caught() -> None:
    problem, good = two()
    lie = replace(good, cost=replace(good.cost, total=good.cost.total - 1))
    assert codes(problem, lie) == ["honest_cost"]


def test_every_check_has_a_red_case_and_says_what_it_holds() -> None:
    text = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_check*.py"))
    for condition in CHECKS:
        assert f'"{condition.__name__}"' in text, condition.__name__
        assert condition.__doc__


def lost(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    stops = [s for k, s in enumerate(good.stops) if k != n]
    return replace(good, stops=tuple(stops), cost=evaluate(problem, stops)), "each_task_once"


def doubled(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    return replace(good, stops=(*good.stops, good.stops[n])), "each_task_once"


def cheaper(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    cost = replace(good.cost, total=good.cost.total - chance.randint(1, 500))
    return replace(good, cost=cost), "honest_cost"


def shortened(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    bad = restopped(problem, good, n, end_min=good.stops[n].end_min - chance.randint(1, 20))
    return bad, "service_length"


def at_night(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    start = good.stops[n].day * DAY_MIN + chance.randint(1020, 1200)
    length = good.stops[n].end_min - good.stops[n].start_min
    bad = restopped(problem, good, n, start_min=start, end_min=start + length)
    return bad, "inside_interval"


def another_day(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    bad = restopped(problem, good, n, day=good.stops[n].day + chance.choice([-1, 1]))
    return bad, "inside_interval"


def ghost_unit(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant:
    return restopped_name(good, n, unit="nobody"), "known_names"


def restopped_name(good: Solution, n: int, **changes: str) -> Solution:
    stops = list(good.stops)
    stops[n] = replace(stops[n], **changes)  # type: ignore[arg-type]
    return replace(good, stops=tuple(stops))


def overlapping(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant | None:
    """Start a stop while the one before it in the same tour is still under way."""
    here = good.stops[n]
    if n == 0:
        return None
    before: Stop = good.stops[n - 1]
    if (before.unit, before.day) != (here.unit, here.day):
        return None
    length, start = here.end_min - here.start_min, before.end_min - 1
    bad = restopped(problem, good, n, start_min=start, end_min=start + length)
    return bad, "time_to_travel"


def incapable(problem: Problem, good: Solution, n: int, chance: Random) -> Mutant | None:
    task = next(task for task in problem.tasks if task.id == good.stops[n].task)
    others = [unit.id for unit in problem.units if unit.id not in task.units]
    if not others:
        return None
    return restopped(problem, good, n, unit=chance.choice(others)), "capable_unit"


MUTATORS: tuple[Callable[[Problem, Solution, int, Random], Mutant | None], ...] = (
    lost,
    doubled,
    cheaper,
    shortened,
    at_night,
    another_day,
    ghost_unit,
    overlapping,
    incapable,
)


def mutants(seed: int) -> Iterator[tuple[Problem, Solution, str]]:
    problem, chance = random_problem(seed), Random(seed)
    good = solve(problem, steps=1, seed=seed)
    assert check(problem, good) == []
    for number in range(len(good.stops)):
        for mutate in MUTATORS:
            made = mutate(problem, good, number, chance)
            if made is not None:
                yield problem, *made


def test_more_than_a_thousand_spoilt_answers_are_all_caught() -> None:
    count = 0
    for seed in range(size("spoilt_plans")):
        for problem, bad, code in mutants(seed):
            assert code in codes(problem, bad), (seed, code)
            count += 1
    assert count > 1000
