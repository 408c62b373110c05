"""Cutting a large problem into subproblems, evenly and by chance: near tours, or days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from routes.kernels import layout as at
from routes.kernels.jit import COMPILED
from routes.kernels.ruin import draw
from routes.search.arrays import NONE, Model
from routes.search.flat import Table
from routes.search.parameters import DECOMPOSITION
from routes.search.state import scrambled
from routes.search.subproblems import Subproblem


def subproblem_count(model: Model) -> int:
    """Return into how many subproblems a problem is cut; below 2 it is too small for that.

    With few tours a subproblem would be one of few choices: the whole is searched.
    """
    tasks = len(model.problem.tasks)
    cut = DECOMPOSITION
    size = min(cut.largest, max(cut.smallest, tasks // cut.quotient))
    even = 2 * round(tasks / (2 * size)) if tasks >= 2 * cut.smallest else 1
    count = min(even, len(model.vehicles) // cut.least_tours)
    return min(count, _blocks(model)) if _only_days(model) else count


def _only_days(model: Model) -> bool:
    """Return whether all tours of a day must stay together: what one adds, others pay."""
    return bool(model.d[at.P_SURGE] > 0)


def _blocks(model: Model) -> int:
    return len(np.unique(_block_of(model)))


def _block_of(model: Model) -> Table:
    """Return for each vehicle what is never cut: its day, or week where sessions are limited."""
    d = model.d
    days: Table = d[d[at.V_DAY] + np.arange(len(model.vehicles))]
    weeks: Table = d[d[at.WEEK_OF] + days]
    return days if d[at.WEEK_CAP] >= NONE else weeks


@dataclass(slots=True)
class Decomposition:
    """Cuts a plan: tours, with what they serve and some of what is left out.

    Mostly tours near two places on the map, now and then all days at random. Linked tasks
    that stand in several subproblems stay where they are; the others of them are in none.
    """

    model: Model
    seed: int
    turns: int = 0
    spaced: list[list[int]] = field(init=False)
    linked: list[list[int]] = field(init=False)
    chance: at.Ints = field(init=False)

    def __post_init__(self) -> None:
        problem = self.model.problem
        sites: dict[str, list[str]] = {}
        for task in problem.tasks:
            if task.site:
                sites.setdefault(task.site, []).append(task.id)
        spaced = [spacing.tasks for spacing in problem.spacings]
        self.spaced = joined(self.model, spaced)
        self.linked = joined(self.model, [*spaced, *sites.values()])
        size = at.RNG + 1
        self.chance = cast("at.Ints", np.zeros(size, dtype=np.int64) if COMPILED else [0] * size)
        self.chance[at.RNG] = scrambled(self.seed)

    def subproblems(self, tours: Sequence[Sequence[int]]) -> list[Subproblem]:
        """Return the subproblems of one cut; each vehicle and each task is in one at most.

        Those without tasks or vehicles are left out.
        """
        vehicle_of = np.full(len(self.model.problem.tasks), -1, dtype=np.int64)
        for v, tour in enumerate(tours):
            vehicle_of[tour] = v
        there = vehicle_of >= 0
        self.turns += 1
        by_days = _only_days(self.model)
        if self.turns % DECOMPOSITION.days_in == 0 and _blocks(self.model) > 1:
            by_days = True
        if by_days:
            vehicles, tasks = self._days(np.flatnonzero(~there))
        else:
            vehicles, tasks = self._around_two_places(vehicle_of)
        tasks[there] = vehicles[vehicle_of[there]]
        held = _hold(tasks, there, self.spaced if by_days else self.linked)
        cut = [
            Subproblem(np.flatnonzero(tasks == n), np.flatnonzero(vehicles == n), held)
            for n in range(int(vehicles.max()) + 1)
        ]
        return [part for part in cut if len(part.tasks) and len(part.vehicles)]

    def _days(self, absent: Table) -> tuple[Table, Table]:
        """Return the part of each vehicle, days dealt at random, and of each absent task."""
        d, block_of = self.model.d, _block_of(self.model)
        blocks = np.unique(block_of).tolist()
        for last in range(len(blocks) - 1, 0, -1):
            other = draw(self.chance, last + 1)
            blocks[last], blocks[other] = blocks[other], blocks[last]
        count = min(subproblem_count(self.model), len(blocks))
        part_of_block = np.full(max(blocks) + 1, -1, dtype=np.int64)
        part_of_block[blocks] = np.arange(len(blocks)) * count // len(blocks)
        vehicles = part_of_block[block_of]
        tasks = np.full(len(self.model.problem.tasks), -1, dtype=np.int64)
        for task in absent.tolist():
            first, last = int(d[d[at.CAND_PTR] + task]), int(d[d[at.CAND_PTR] + task + 1])
            if last > first:
                could = d[d[at.CAND_V] + first + draw(self.chance, last - first)]
                tasks[task] = vehicles[could]
        return vehicles, tasks

    def _around_two_places(self, vehicle_of: Table) -> tuple[Table, Table]:
        """Return the part of each vehicle and absent task: near one task, near another, or -1."""
        share = 1 / subproblem_count(self.model)
        vehicles = np.full(len(self.model.vehicles), -1, dtype=np.int64)
        tasks = np.full(len(vehicle_of), -1, dtype=np.int64)
        absent = np.flatnonzero(vehicle_of < 0)
        for part in range(2):
            drive = self._drives_from(draw(self.chance, len(vehicle_of)))
            away = self._mean_drives(drive, vehicle_of)
            away[vehicles >= 0] = np.inf
            near = np.argsort(away, kind="stable")
            vehicles[near[: round(share * len(vehicles))]] = part
            away = np.where(tasks[absent] < 0, drive[absent], at.FAR)
            near = np.argsort(away, kind="stable")
            tasks[absent[near[: round(DECOMPOSITION.offered * share * len(absent))]]] = part
        return vehicles, tasks

    def _mean_drives(self, drive: Table, vehicle_of: Table) -> NDArray[np.float64]:
        """Return how far each tour is on average; an empty one is as far as some task."""
        there, count = vehicle_of >= 0, len(self.model.vehicles)
        stops = np.bincount(vehicle_of[there], minlength=count)
        driven = np.bincount(vehicle_of[there], drive[there], minlength=count)
        for v in np.flatnonzero(stops == 0).tolist():
            stops[v], driven[v] = 1, drive[draw(self.chance, len(drive))]
        return np.asarray(driven / stops, dtype=np.float64)

    def _drives_from(self, task: int) -> Table:
        d = self.model.d
        first = d[at.TRAVEL] + task * d[at.NODES]
        return d[first : first + d[at.TASKS]]


def _hold(part_of_task: Table, there: NDArray[np.bool_], linked: Sequence[Sequence[int]]) -> Table:
    """Keep linked tasks in one part, or hold them; return the tasks that are held."""
    held: list[int] = []
    for members in linked:
        placed = [task for task in members if there[task]]
        parts = {int(part_of_task[task]) for task in placed or members[:1]}
        others = [task for task in members if not there[task]]
        if len(parts) > 1:
            held += placed
            part_of_task[others] = -1
        else:
            part_of_task[others] = parts.pop()
    return np.array(held, dtype=np.int64)


def joined(model: Model, links: Iterable[Iterable[str]]) -> list[list[int]]:
    """Return the groups of tasks that ``links`` (names) join, directly or through others."""
    number = {task.id: n for n, task in enumerate(model.problem.tasks)}
    group_of: dict[int, set[int]] = {}
    for names in links:
        group = {number[name] for name in names}
        for other in [group_of[task] for task in group if task in group_of]:
            group |= other
        group_of.update(dict.fromkeys(group, group))
    groups = {min(group): group for group in group_of.values()}
    return [sorted(group) for group in groups.values()]
