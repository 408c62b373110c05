"""Where conditions on sums and days keep a task out of a plan, whatever the hour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routes.model.parts import Spacing, Task, Unit
from routes.model.problem import Problem

Mask = NDArray[np.bool_]
#: A task with its unit and day.
Served = tuple[Task, str, int]


class Sums:
    """What a plan adds up to; ``columns`` are the units and days that are asked about."""

    def __init__(
        self, problem: Problem, served: Sequence[Served], columns: Sequence[tuple[Unit, int]]
    ) -> None:
        self.problem, self.columns = problem, columns
        self.day = np.array([day for _, day in columns], dtype=np.int64)
        self.day_of = {task.id: day for task, _, day in served}
        self.unit_of = {task.id: unit for task, unit, _ in served}
        self.load: Counter[tuple[str, int]] = Counter()
        self.crowd: Counter[tuple[str, int]] = Counter()
        self.sessions: Counter[tuple[str, int]] = Counter()
        self.at_site: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        used: set[tuple[str, int]] = set()
        for task, unit, day in served:
            used.add((unit, day))
            self.load[unit, day] += task.people
            self.crowd[task.area, day] += task.people
            self.sessions[task.area, self.week(day)] += 1
            self.at_site[task.site, day].add(unit)
        crew = {unit.id: unit.crew for unit in problem.units}
        self.crews: Counter[int] = Counter()
        for unit, day in used:
            self.crews[day] += crew[unit]
        self.used = used

    def week(self, day: int) -> int:
        """Return the week of a day, Monday to Sunday."""
        return (day + self.problem.first_weekday) // 7

    def barred(self, name: str, task: Task) -> Mask:
        """Return the columns in which the condition ``name`` keeps ``task`` out."""
        return BARRED[name](self, task)

    def lacking_days(self, series: Spacing, day: int) -> int:
        """Return by how many days the gaps of ``series`` are too short or too long with ``day``."""
        days = sorted([*_days_of(self, series), day])
        gaps = [after - before for before, after in pairwise(days)]
        most = self.problem.days if series.max_days is None else series.max_days
        return max((max(series.min_days - gap, gap - most, 0) for gap in gaps), default=0)

    def by_day(self, barred: Callable[[int], bool]) -> Mask:
        """Return the columns of those days that are barred."""
        days = np.array([barred(day) for day in range(self.problem.days)], dtype=np.bool_)
        return np.asarray(days[self.day], dtype=np.bool_)


def _capable_unit(sums: Sums, task: Task) -> Mask:
    able = set(task.units)
    return np.array([unit.id not in able for unit, _ in sums.columns], dtype=np.bool_)


def _people_per_unit_day(sums: Sums, task: Task) -> Mask:
    return np.array(
        [sums.load[u.id, day] + task.people > u.people_per_day for u, day in sums.columns],
        dtype=np.bool_,
    )


def _people_per_area_day(sums: Sums, task: Task) -> Mask:
    cap = sums.problem.area_people_per_day
    return sums.by_day(
        lambda day: cap is not None and sums.crowd[task.area, day] + task.people > cap
    )


def _sessions_per_area_week(sums: Sums, task: Task) -> Mask:
    cap = sums.problem.area_sessions_per_week
    return sums.by_day(
        lambda day: cap is not None and sums.sessions[task.area, sums.week(day)] >= cap
    )


def _crews_per_day(sums: Sums, _: Task) -> Mask:
    there = sums.problem.crews_per_day
    return np.array(
        [
            there is not None
            and (unit.id, day) not in sums.used
            and sums.crews[day] + unit.crew > there[day]
            for unit, day in sums.columns
        ],
        dtype=np.bool_,
    )


def _one_unit_at_site(sums: Sums, task: Task) -> Mask:
    return np.array(
        [
            bool(task.site)
            and len(sums.at_site.get((task.site, day), set()) | {unit.id})
            > sums.problem.units_at_site.get(task.site, 1)
            for unit, day in sums.columns
        ],
        dtype=np.bool_,
    )


def _days_apart(sums: Sums, task: Task) -> Mask:
    series = [each for each in sums.problem.spacings if task.id in each.tasks]
    return sums.by_day(lambda day: any(sums.lacking_days(each, day) > 0 for each in series))


def _on_a_day_set(sums: Sums, task: Task) -> Mask:
    series = [each for each in sums.problem.spacings if task.id in each.tasks]
    return sums.by_day(lambda day: not all(_in_a_set(sums, each, day) for each in series))


def _in_a_set(sums: Sums, series: Spacing, day: int) -> bool:
    days, sets = {*_days_of(sums, series), day}, sums.problem.day_sets_of(series)
    return not sets or any(days <= set(allowed) for allowed in sets)


def _same_unit(sums: Sums, task: Task) -> Mask:
    units = {
        sums.unit_of[other]
        for each in sums.problem.spacings
        if each.same_unit and task.id in each.tasks
        for other in each.tasks
        if other in sums.unit_of
    }
    return np.array([bool(units - {unit.id}) for unit, _ in sums.columns], dtype=np.bool_)


def _days_of(sums: Sums, series: Spacing) -> list[int]:
    return [sums.day_of[task] for task in series.tasks if task in sums.day_of]


BARRED: Final[dict[str, Callable[[Sums, Task], Mask]]] = {
    "people_per_unit_day": _people_per_unit_day,
    "people_per_area_day": _people_per_area_day,
    "sessions_per_area_week": _sessions_per_area_week,
    "crews_per_day": _crews_per_day,
    "one_unit_at_site": _one_unit_at_site,
    "days_apart": _days_apart,
    "on_a_day_set": _on_a_day_set,
    "same_unit": _same_unit,
    "capable_unit": _capable_unit,
}
