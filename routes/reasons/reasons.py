"""Why a task is left out: the first true reason, from what could never be to what did not pay."""

from __future__ import annotations

from collections.abc import Sequence

from routes.kernels import layout as at
from routes.kernels.steps import find_anywhere
from routes.model.parts import Task, Unit
from routes.model.solution import Unscheduled
from routes.search.arrays import Model
from routes.search.state import data_of, empty_state, load_legal


def left_out(model: Model, tours: Sequence[Sequence[int]]) -> tuple[Unscheduled, ...]:
    """Return the tasks that stand in no tour, each with its reason."""
    planned = {number for tour in tours for number in tour}
    missing = [n for n in range(len(model.problem.tasks)) if n not in planned]
    if not missing:
        return ()
    d = data_of(model)
    alone, full = empty_state(model, 1), empty_state(model, 1)
    load_legal(d, full, tours)
    return tuple(_explained(model, d, (alone, full), number) for number in missing)


def could_never(model: Model, task: Task) -> tuple[str, str] | None:
    """Return the code and words of what forbids a task whatever else is planned."""
    units = {unit.id: unit for unit in model.problem.units}
    longest = max((closes - opens for opens, closes in task.intervals), default=0)
    capable = [units[unit] for unit in task.units]
    most = max((unit.people_per_day for unit in capable), default=0)
    if not capable:
        return "no_unit", "no unit can do it"
    if not task.intervals:
        return "no_interval", "no day is allowed"
    if longest < task.service_min:
        sentence = f"it takes {task.service_min} minutes, the longest interval has {longest}"
        return "too_long", sentence
    if task.people > most:
        return "people_cap", f"{task.people} people, a unit serves at most {most} a day"
    return _exceeds_a_limit(model, task, capable)


def _exceeds_a_limit(model: Model, task: Task, capable: Sequence[Unit]) -> tuple[str, str] | None:
    """Return the code and words of a limit that the task exceeds alone."""
    area = model.problem.area_people_per_day
    if area is not None and task.people > area:
        return "people_cap", f"{task.people} people, an area receives at most {area} a day"
    if not all(_out_of_reach(model, task, unit) for unit in capable):
        return None
    return "tour_limit", "the way there and back is longer than a tour of any unit may be"


def _out_of_reach(model: Model, task: Task, unit: Unit) -> bool:
    """Return whether a tour of the task alone is longer than one of ``unit`` may be."""
    travel, metres = model.problem.travel_of(unit), model.problem.distance_m
    away = int(travel[unit.depot, task.place] + travel[task.place, unit.depot]) + task.service_min
    if unit.max_tour_min is not None and away > unit.max_tour_min:
        return True
    if unit.max_tour_m is None or metres is None:
        return False
    return int(metres[unit.depot, task.place] + metres[task.place, unit.depot]) > unit.max_tour_m


def _explained(
    model: Model, d: at.Ints, states: tuple[at.Ints, at.Ints], number: int
) -> Unscheduled:
    task, (alone, full) = model.problem.tasks[number], states
    never = could_never(model, task)
    if never is not None:
        reason, sentence = never
    elif not _has_place(d, alone, number):
        reason, sentence = "no_interval", "no capable unit is on shift in its intervals"
    elif not _has_place(d, full, number):
        reason, sentence = "full", f"{task.service_min} minutes fit beside the others on no day"
    else:
        cost = int(full[at.PLACE_COST])
        reason, sentence = "not_worth", f"serving it would cost {cost}, more than leaving it out"
    return Unscheduled(task=task.id, reason=reason, sentence=f"Task {task.id}: {sentence}.")


def _has_place(d: at.Ints, s: at.Ints, number: int) -> bool:
    """Return whether some tour has room for a task; its cost is left in FOUND_COST."""
    find_anywhere(d, s, number, 0)
    return bool(s[at.PLACE_V] >= 0)
