"""Why a task is left out: the fewest conditions that keep it out, or that it did not pay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from routes.kernels import layout as at
from routes.kernels.steps import find_anywhere
from routes.model.parts import Task
from routes.model.solution import Unscheduled
from routes.reasons.binding import Binding
from routes.reasons.together import pays_with
from routes.search.arrays import Model
from routes.search.state import data_of, empty_state, load_legal

#: Tasks left out up to which it is looked for what would pay together.
MOST_ABSENT: Final = 150


def left_out(model: Model, tours: Sequence[Sequence[int]]) -> tuple[Unscheduled, ...]:
    """Return the tasks that stand in no tour, each with its reason."""
    planned = {number for tour in tours for number in tour}
    missing = [n for n in range(len(model.problem.tasks)) if n not in planned]
    if not missing:
        return ()
    d = data_of(model)
    alone, full = empty_state(model, 1), empty_state(model, 1)
    load_legal(d, full, tours)
    binding = Binding(model, tours, missing)
    return tuple(_explained(binding, d, (alone, full), number) for number in missing)


def _explained(
    binding: Binding, d: at.Ints, states: tuple[at.Ints, at.Ints], number: int
) -> Unscheduled:
    task, (alone, full) = binding.problem.tasks[number], states
    if _has_place(d, full, number):
        return _not_worth(binding, d, full, number)
    names = binding.smallest(number)
    never = not _has_place(d, alone, number)
    beside = "even with nothing else planned" if never else "beside the others"
    because = " and ".join(PHRASES[name](task) for name in names)
    return Unscheduled(
        task=task.id,
        reason=names[0],
        also=names[1:],
        alone=never,
        sentence=f"Task {task.id} has no place {beside}: {because}.",
    )


def _not_worth(binding: Binding, d: at.Ints, full: at.Ints, number: int) -> Unscheduled:
    """Return that a task with a place does not pay, and with which others it would.

    One that pays as the plan is was not searched for.
    """
    task, cost = binding.problem.tasks[number], int(full[at.PLACE_COST])
    nearest = sorted(binding.absent, key=lambda other: binding.drive(number, other))
    others = pays_with(d, full, number, nearest if len(nearest) <= MOST_ABSENT else [])
    if others == ():
        sentence = f"Task {task.id}: there is a place where it pays, which nobody looked for."
        return Unscheduled(task=task.id, reason="not_searched", sentence=sentence)
    sentence = f"serving it would cost {cost}, more than leaving it out"
    names = tuple(binding.problem.tasks[other].id for other in others or ())
    if names:
        sentence += f"; together with {', '.join(names)} it would pay"
    return Unscheduled(
        task=task.id, reason="not_worth", others=names, sentence=f"Task {task.id}: {sentence}."
    )


def _has_place(d: at.Ints, s: at.Ints, number: int) -> bool:
    """Return whether some tour has room for a task; its cost is left in PLACE_COST."""
    find_anywhere(d, s, number, 0)
    return bool(s[at.PLACE_V] >= 0)


#: What each condition says of a task that it keeps out.
PHRASES: Final[dict[str, Callable[[Task], str]]] = {
    "capable_unit": lambda t: f"of the units that can do it ({len(t.units)}) none has room",
    "service_length": lambda t: f"it takes {t.service_min} minutes, more than any day leaves",
    "inside_interval": lambda t: f"its intervals leave no {t.service_min} minutes where a unit is",
    "on_its_day": lambda _: "its release or fixed day shuts it out",
    "outside_breaks": lambda t: f"its {t.service_min} minutes or a drive would run into a break",
    "takes_its_rest": lambda _: "a unit would have no time left for its rest",
    "time_to_travel": lambda t: f"the drives leave no {t.service_min} minutes for it",
    "within_shift": lambda t: f"{t.service_min} minutes and the drives fit into no unit's shift",
    "tour_duration": lambda _: "a unit would be away longer than it may",
    "tour_distance": lambda _: "a unit would drive further than it may",
    "days_apart": lambda _: "no day keeps its distance from the others of its series",
    "on_a_day_set": lambda _: "no day goes together with the days of its series",
    "same_unit": lambda _: "its unit, which serves the others of its series, has no room",
    "people_per_unit_day": lambda t: f"{t.people} people are more than a unit can take on a day",
    "people_per_area_day": lambda t: f"{t.people} people are more than area {t.area} may receive",
    "sessions_per_area_week": lambda t: f"area {t.area} has all its sessions of the week",
    "crews_per_day": lambda _: "no crew is left for one more unit on a day",
    "one_unit_at_site": lambda t: f"no more units may be at site {t.site} on that day",
    "frozen_stays": lambda _: "what was published for frozen days does not make way",
    "pinned_stays": lambda _: "pinned stops do not make way",
}
