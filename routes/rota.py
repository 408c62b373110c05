"""Who works on which day: a crew rota under a share of staff, fair and exact, with CP-SAT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the rota: ``skills`` they have, ``off`` days they cannot come."""

    id: str
    skills: frozenset[str] = frozenset()
    off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a day needs: ``people`` in all, ``skills`` each by so many of them."""

    people: int
    skills: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Who comes on each day; ``missing`` is how many each day lacks.

    ``spread`` is the difference between the most and the fewest days of a person.
    """

    days: tuple[tuple[str, ...], ...]
    missing: tuple[int, ...]
    spread: int


def plan_rota(
    people: Sequence[Person],
    demands: Sequence[Demand],
    *,
    staff_percent: int,
    seconds: float = 10.0,
) -> Rota:
    """Return the rota that lacks the fewest people, then spreads the days most evenly.

    At most ``staff_percent`` of the people, rounded down, come on a day. Days that need nobody
    are free. The same input gives the same rota.

    Raises
    ------
    ValueError
        ``staff_percent`` is not from 0 to 100.
    RuntimeError
        No rota was proved best in ``seconds``.
    """
    if not 0 <= staff_percent <= 100:
        raise ValueError(f"staff_percent must be 0 to 100, got {staff_percent}")
    model = cp_model.CpModel()
    most = len(people) * staff_percent // 100
    comes = {
        (n, day): model.new_bool_var(f"comes_{n}_{day}")
        for n in range(len(people))
        for day in range(len(demands))
    }
    lacking = []
    for day, demand in enumerate(demands):
        there = sum(comes[n, day] for n in range(len(people)))
        model.add(there <= min(most, demand.people))
        lacking.append(demand.people - there)
        for n, person in enumerate(people):
            if day in person.off:
                model.add(comes[n, day] == 0)
        for skill, needed in demand.skills.items():
            short = model.new_int_var(0, needed, f"short_{day}_{skill}")
            able = [comes[n, day] for n, person in enumerate(people) if skill in person.skills]
            model.add(sum(able) + short >= needed)
            lacking.append(short)
    turns = [sum(comes[n, day] for day in range(len(demands))) for n in range(len(people))]
    high = model.new_int_var(0, len(demands), "high")
    low = model.new_int_var(0, len(demands), "low")
    for turn in turns:
        model.add(turn <= high)
        model.add(turn >= low)
    model.minimize((len(demands) + 1) * sum(lacking) + high - low)
    return _read(_solved(model, seconds), comes, people, demands)


def _solved(model: cp_model.CpModel, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise RuntimeError(f"no rota was proved best in {seconds} seconds")
    return solver


def _read(
    solver: cp_model.CpSolver,
    comes: Mapping[tuple[int, int], cp_model.IntVar],
    people: Sequence[Person],
    demands: Sequence[Demand],
) -> Rota:
    days = tuple(
        tuple(p.id for n, p in enumerate(people) if solver.boolean_value(comes[n, day]))
        for day in range(len(demands))
    )
    turns = [sum(person.id in day for day in days) for person in people]
    missing = tuple(demand.people - len(day) for demand, day in zip(demands, days, strict=True))
    return Rota(days=days, missing=missing, spread=max(turns, default=0) - min(turns, default=0))
