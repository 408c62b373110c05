"""The least change of one limit that would fit a task in: by unit and day, each tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from routes.kernels import layout as at
from routes.kernels.places import detour
from routes.model.parts import Shift, Unit
from routes.model.problem import Problem
from routes.model.solution import Solution
from routes.reasons.binding import Binding
from routes.reasons.lifting import COUNTS, lifted
from routes.reasons.remedies import Remedy, applied, works
from routes.search.arrays import timing_model
from routes.search.state import data_of, empty_state, load_legal

#: Kinds of which more never lets in less, and by how much they may be changed at most: minutes of
#: a shift and of a tour, metres of a tour. Of these only amounts below those seen so far are named.
MOST_OF: Final = {"shift_end": 240, "tour_min": 240, "tour_m": 200_000}
#: Minutes by which breaks may be moved, nearest first.
BREAK_MOVES: Final = (15, -15, 30, -30, 45, -45, 60, -60)
#: Remedies tried in full before none is named.
TRIES: Final = 6
#: Each kind of remedy with the conditions that it lifts on one unit and day, in the order in which
#: they are preferred; the same everywhere.
KINDS: Final = {
    "people_per_day": ("people_per_unit_day",),
    "area_people": ("people_per_area_day",),
    "area_sessions": ("sessions_per_area_week",),
    "crew": ("crews_per_day",),
    "shift_end": ("within_shift",),
    "tour_min": ("tour_duration",),
    "tour_m": ("tour_distance",),
    "break": ("outside_breaks",),
    "spacing": ("days_apart",),
    "day_set": ("on_a_day_set",),
    "series_unit": ("same_unit",),
    "site": ("one_unit_at_site",),
    "pins": ("pinned_stays",),
    "other_day": ("inside_interval", "on_its_day"),
    "unit": ("capable_unit",),
}


class Ideas:
    """What could be changed in ``problem`` for tasks that ``solution`` leaves out."""

    def __init__(self, binding: Binding, solution: Solution) -> None:
        self.binding, self.solution, self.problem = binding, solution, binding.problem

    def remedy_of(self, number: int) -> Remedy | None:
        """Return the least remedy that passed the independent check; None: no single one does.

        There is none for a task that has a place.
        """
        tried = 0
        for kind in KINDS:
            for remedy in sorted(self._of_kind(kind, number), key=_by_size):
                if works(self.problem, self.solution, number, remedy):
                    return remedy
                tried += 1
                if tried >= TRIES:
                    return None
        return None

    def _of_kind(self, kind: str, number: int) -> Iterator[Remedy]:
        """Yield a remedy of a kind for each unit and day where it may help."""
        names, below = KINDS[kind], MOST_OF.get(kind, 0) + 1
        if not set(names) & set(self.binding.ranked):
            return
        for unit, day in self.binding.places(number, names):
            shift = next((shift for shift in unit.shifts if shift.day == day), None)
            if shift is None:
                continue
            if kind in MOST_OF:
                amount = self._least(kind, number, unit, shift, below - 1)
                below = amount or below
            else:
                amount = AMOUNTS[kind](self, number, unit, shift)
            if amount:
                yield Remedy(kind=kind, amount=amount, unit=unit.id, day=day)

    def narrow(self, number: int, unit: Unit, shift: Shift) -> tuple[Problem, list[int], int]:
        """Return the problem of one unit's day with the task, the day's tour, the task's number.

        What binds sums and days is lifted.
        """
        tour = self.binding.tours.get((unit.id, shift.day), [])
        kept = sorted({*tour, number})
        place = {old: new for new, old in enumerate(kept)}
        tasks = tuple(self.problem.tasks[n] for n in kept)
        names = {task.id for task in tasks}
        small = replace(
            lifted(self.problem, COUNTS, {self.problem.tasks[number].id}),
            tasks=tasks,
            published=tuple(p for p in self.problem.published if p.task in names),
            spacings=(),
        )
        small = replace(
            small, tasks=tuple(replace(t, units=tuple(u.id for u in small.units)) for t in tasks)
        )
        return small, [place[n] for n in tour], place[number]

    def _least(self, kind: str, number: int, unit: Unit, shift: Shift, most: int) -> int:
        """Return the least amount up to ``most`` by which a limit of time lets the task in; 0: no.

        More never lets in less.
        """
        if kind == "shift_end":
            most = min(most, (shift.day + 1) * self.problem.day_min - shift.end_min)
        small, tour, inside = self.narrow(number, unit, shift)

        def fits(amount: int) -> bool:
            remedy = Remedy(kind=kind, amount=amount, unit=unit.id, day=shift.day)
            return _has_time(applied(small, inside, remedy), tour, inside, remedy)

        if most < 1 or not fits(most):
            return 0
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if fits(middle) else (middle, high)
        return high


def _by_size(remedy: Remedy) -> tuple[int, int, str]:
    return abs(remedy.amount), remedy.day, remedy.unit


def _has_time(problem: Problem, tour: list[int], number: int, remedy: Remedy) -> bool:
    model = timing_model(problem)
    d, s = data_of(model), empty_state(model, 1)
    v = model.vehicle_at[remedy.unit, remedy.day]
    tours = [tour if n == v else [] for n in range(len(model.vehicles))]
    return load_legal(d, s, tours) and bool(detour(d, s, number, v) < at.FAR)


def _people(ideas: Ideas, number: int, unit: Unit, shift: Shift) -> int:
    load = ideas.binding.sums.load[unit.id, shift.day]
    return load + ideas.problem.tasks[number].people - unit.people_per_day


def _crowd(ideas: Ideas, number: int, _: Unit, shift: Shift) -> int:
    task, cap = ideas.problem.tasks[number], ideas.problem.area_people_per_day or 0
    return ideas.binding.sums.crowd[task.area, shift.day] + task.people - cap


def _crew(ideas: Ideas, _: int, unit: Unit, shift: Shift) -> int:
    there = ideas.problem.crews_per_day or ()
    return ideas.binding.sums.crews[shift.day] + unit.crew - there[shift.day]


def _moved_break(ideas: Ideas, number: int, unit: Unit, shift: Shift) -> int:
    """Return by how many minutes the breaks of the day could be later; 0: it does not help."""
    small, tour, inside = ideas.narrow(number, unit, shift)
    base = shift.day * ideas.problem.day_min
    for minutes in BREAK_MOVES:
        moved = [(start + minutes, end + minutes) for start, end in shift.breaks]
        if any(start < base or end > base + ideas.problem.day_min for start, end in moved):
            continue
        remedy = Remedy(kind="break", amount=minutes, unit=unit.id, day=shift.day)
        if _has_time(applied(small, inside, remedy), tour, inside, remedy):
            return minutes
    return 0


def _fewer_days(ideas: Ideas, number: int, _: Unit, shift: Shift) -> int:
    """Return by how many days the gaps of the task's series must give way on that day."""
    task = ideas.problem.tasks[number]
    lacks = [
        ideas.binding.sums.lacking_days(each, shift.day)
        for each in ideas.problem.spacings
        if task.id in each.tasks
    ]
    return max(lacks, default=0)


def _pins(ideas: Ideas, _: int, unit: Unit, shift: Shift) -> int:
    there = (unit.id, shift.day)
    return sum(p.pinned and (p.unit, p.day) == there for p in ideas.problem.published)


Amount = Callable[[Ideas, int, Unit, Shift], int]
AMOUNTS: Final[dict[str, Amount]] = {
    "people_per_day": _people,
    "area_people": _crowd,
    "area_sessions": lambda *_: 1,
    "crew": _crew,
    "break": _moved_break,
    "spacing": _fewer_days,
    "day_set": lambda *_: 1,
    "series_unit": lambda *_: 1,
    "site": lambda *_: 1,
    "pins": _pins,
    "other_day": lambda ideas, n, unit, _: ideas.problem.tasks[n].service_with(unit.id),
    "unit": lambda *_: 1,
}
