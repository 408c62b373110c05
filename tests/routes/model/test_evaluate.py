"""One exact objective: evaluator, checker and the city's own checker agree to the integer."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from random import Random
from typing import Any

from routes import check, evaluate, read_problem
from tests.benchmarks.city import instance, to_plan, to_problem
from tests.benchmarks.city_check import evaluate_plan
from tests.routes.problems import answer, make_problem, make_task, random_plan, random_problem, stop
from tests.sizes import size


def city_with_promises(seed: int) -> dict[str, Any]:
    chance = Random(seed)
    city = instance(30 if seed % 2 else 100, seed)
    city["prev"] = {
        str(task): [chance.randrange(city["U"]), chance.randrange(city["D"])]
        for task in chance.sample(range(city["N"]), 9)
    }
    return city


def test_evaluator_checker_and_city_agree_on_random_plans() -> None:
    plans = 0
    for seed in range(10):
        city = city_with_promises(seed)
        problem = read_problem(json.dumps(to_problem(city)))
        for number in range(size("random_plans")):
            solution = answer(problem, random_plan(problem, 1000 * seed + number))
            stops = [{"task": s.task, "unit": s.unit, "day": s.day} for s in solution.stops]
            plan = to_plan(
                {
                    "stops": [
                        {**row, "start_min": s.start_min}
                        for row, s in zip(stops, solution.stops, strict=True)
                    ]
                }
            )
            by_hand = evaluate_plan(city, plan)
            assert by_hand["objective"] == solution.cost.total
            assert (by_hand["changed"], by_hand["stability"]) == (
                solution.cost.changed,
                solution.cost.stability,
            )
            assert "honest_cost" not in {v.code for v in check(problem, solution)}
            plans += 1
    assert plans >= 1000


def test_evaluator_and_checker_agree_on_problems_with_everything() -> None:
    for seed in range(size("random_plans")):
        problem = random_problem(seed)
        solution = answer(problem, random_plan(problem, seed))
        assert "honest_cost" not in {v.code for v in check(problem, solution)}, seed


def test_the_city_here_is_the_reference_city(shared: Path) -> None:
    made = runpy.run_path(str(shared / "bench" / "gen_city.py"))
    for tasks, seed in ((30, 1), (33, 2), (100, 3), (300, 4), (1000, 1)):
        units, days = made["PRESETS"][tasks]
        reference = made["gen"](tasks, units, days, seed, "city" if tasks <= 300 else "kab")
        assert json.loads(json.dumps(reference)) == json.loads(json.dumps(instance(tasks, seed)))


def test_the_objective_here_is_the_reference_objective(shared: Path) -> None:
    reference = runpy.run_path(str(shared / "bench" / "check_city.py"))["evaluate"]
    for seed in range(40):
        city = city_with_promises(seed)
        problem = read_problem(json.dumps(to_problem(city)))
        plan = [
            {"task": int(s.task), "unit": int(s.unit), "day": s.day, "start": s.start_min}
            for s in random_plan(problem, seed)
        ]
        ours, theirs = evaluate_plan(city, plan), reference(city, plan)
        for key in ("objective", "drop", "wait", "fair", "travel", "stability", "feasible"):
            assert ours[key] == theirs[key], key


def test_every_term_is_what_its_words_say() -> None:
    tasks = [
        make_task("t1", people=50, weight=2, due_day=0),
        make_task("t2", place=2, people=30, group="h"),
    ]
    problem = make_problem(tasks)
    cost = evaluate(problem, [stop(problem, "t1", "u1", 1, 500)])
    assert cost.drop == 10 * 30
    assert (cost.wait, cost.late, cost.surge) == (5 * 100 * 1 // 3, 3 * 100 * 1 // 3, 0)
    assert cost.travel == 2 * 20
    assert cost.unit_days == 60
    assert cost.fair == 8 * 23 + 20 * 100
    assert cost.stability == 0
    assert (cost.served, cost.tasks, cost.served_people, cost.people) == (1, 2, 50, 80)
