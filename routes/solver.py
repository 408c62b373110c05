"""Search, choose the better of two engines, check, and say why tasks are left out."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from routes.check import check
from routes.evaluate import evaluate
from routes.greedy import cheapest, fill, greedy_plan
from routes.ortools_model import improved
from routes.problem import Problem
from routes.solution import Solution, Unscheduled
from routes.tours import Plan

Progress = Callable[[str], None]


def solve(
    problem: Problem,
    *,
    steps: int = 100,
    seed: int = 1,
    seconds: float | None = None,
    on_progress: Progress | None = None,
) -> Solution:
    """Return the best legal answer found.

    The same problem, ``steps`` and ``seed`` give the same answer; with ``seconds`` the clock
    decides instead and answers may differ. Another seed starts from another first plan.

    Raises
    ------
    ValueError
        ``steps`` is below 1, or ``seconds`` is not above 0.
    RuntimeError
        The answer failed the independent check; an illegal answer is never returned. Pinned
        stops that contradict each other end here.
    """
    if steps < 1 or (seconds is not None and seconds <= 0):
        raise ValueError(f"steps must be 1 or more and seconds above 0, got {steps}, {seconds}")
    told = on_progress or (lambda _: None)
    began = perf_counter()
    told("greedy")
    plan, engine = greedy_plan(problem, seed), "greedy"
    if problem.tasks and plan.vehicles:
        told("ortools")
        better = improved(plan, steps=steps, seconds=seconds)
        if better is not None:
            _thin_crowds(better)
            fill(better, seed)
            if _total(better) < _total(plan):
                plan, engine = better, "ortools"
    stops = plan.stops()
    solution = Solution(
        stops=stops,
        unscheduled=_left_out(plan),
        cost=evaluate(problem, stops),
        engine=engine,
        seed=seed,
        steps=steps,
        seconds=perf_counter() - began,
    )
    violations = check(problem, solution)
    if violations:
        raise RuntimeError(f"illegal answer: {violations[0].code}: {violations[0].sentence}")
    return solution


def _total(plan: Plan) -> int:
    return evaluate(plan.problem, plan.stops()).total


def _thin_crowds(plan: Plan) -> None:
    """Take out what overfills an area on a day, the least valuable first."""
    cap = plan.problem.area_people_per_day
    if cap is None:
        return
    for vehicle, tour in enumerate(plan.tours):
        by_worth = sorted(tour, key=lambda number: plan.task(number).weight)
        for number in by_worth:
            if number not in plan.pinned and plan.crowd(number, vehicle) > cap:
                tour.remove(number)


def _left_out(plan: Plan) -> tuple[Unscheduled, ...]:
    missing = sorted(set(range(len(plan.problem.tasks))) - plan.planned())
    return tuple(_explained(plan, number) for number in missing)


def _explained(plan: Plan, number: int) -> Unscheduled:
    """Return the first true reason, from what could never be to what did not pay."""
    task, units = plan.task(number), {unit.id: unit for unit in plan.problem.units}
    longest = max((closes - opens for opens, closes in task.intervals), default=0)
    capable = [units[unit] for unit in task.units]
    most = max((unit.people_per_day for unit in capable), default=0)
    vehicles = range(len(plan.vehicles))
    alone = any(
        plan.may_call(number, vehicle) and plan.times(vehicle, [number]) for vehicle in vehicles
    )
    if not capable:
        reason, told = "no_unit", "no unit can do it"
    elif not task.intervals:
        reason, told = "no_interval", "no day is allowed"
    elif longest < task.service_min:
        reason = "too_long"
        told = f"it takes {task.service_min} minutes, the longest interval has {longest}"
    elif task.people > most:
        reason, told = "people_cap", f"{task.people} people, a unit serves at most {most} a day"
    elif not alone:
        reason, told = "no_interval", "no capable unit is on shift in its intervals"
    elif (place := cheapest(plan, number)) is None:
        reason, told = "full", f"{task.service_min} minutes fit beside the others on no day"
    else:
        reason, told = "not_worth", f"serving it would cost {place.cost}, more than leaving it out"
    return Unscheduled(task=task.id, reason=reason, sentence=f"Task {task.id}: {told}.")
