"""An answer, what it costs, and what was found wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from routes.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A task with its unit, day and times (minutes on the problem's timeline)."""

    task: str
    unit: str
    day: int
    start_min: int
    end_min: int


def stops_as_published(problem: Problem) -> tuple[Stop, ...]:
    """Return a stop for each promise of ``problem``, just as it was published, by unit and time."""
    tasks = {task.id: task for task in problem.tasks}
    return tuple(
        Stop(
            task=promise.task,
            unit=promise.unit,
            day=promise.day,
            start_min=promise.start_min,
            end_min=promise.start_min + tasks[promise.task].service_with(promise.unit),
        )
        for promise in sorted(problem.published, key=lambda each: (each.unit, each.start_min))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscheduled:
    """A task without a place. ``reason`` is a code, ``sentence`` says it with figures.

    The code is the name of the condition (``routes.conditions``) that keeps it out; lifting that
    one would let it in beside the others, unit, day and order kept. Where no single one does,
    ``also`` are those that must be lifted with it: there is no smaller set. ``alone``: it would
    have no place even if nothing else were planned. Other codes: not_worth (room is left, but it
    costs more than it serves; with ``others`` it would pay), not_searched (whoever made the answer
    looked for no place, and there is one).
    """

    task: str
    reason: str
    sentence: str
    also: tuple[str, ...] = ()
    alone: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The objective by term, lower is better, and the figures behind it.

    ``level`` is what mandatory tasks cost that are left out, ``overtime`` what minutes after the
    soft ends of shifts do.
    """

    drop: int
    wait: int
    late: int
    fair: int
    surge: int
    travel: int
    unit_days: int
    stability: int
    total: int
    served: int
    tasks: int
    served_people: int
    people: int
    travel_min: int
    changed: int
    level: int = 0
    overtime: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Stops in order of unit, day and time; the rest unscheduled, each with its reason.

    ``engine`` names what found it; with the same ``steps`` and ``seed`` the same problem
    gives the same answer. ``seconds`` is the time it took. ``freed`` are the promises that had to
    give way where a plan was repaired, in their order.
    """

    stops: tuple[Stop, ...]
    unscheduled: tuple[Unscheduled, ...]
    cost: Cost
    engine: str
    seed: int
    steps: int
    seconds: float
    freed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken condition: its code, where, and a sentence."""

    code: str
    task: str = ""
    unit: str = ""
    day: int | None = None
    sentence: str = ""
