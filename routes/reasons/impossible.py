"""Which pinned stops make a problem impossible, and the condition that they break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from routes.checks.case import case_of
from routes.checks.check import CHECKS
from routes.model.evaluate import evaluate
from routes.model.parts import Published
from routes.model.problem import Problem
from routes.model.solution import Solution, Stop, Unscheduled, Violation


class NoLegalAnswer(RuntimeError):
    """No plan of the problem is legal: ``tasks`` are pinned against the condition ``code``.

    Without tasks the change budget is too small, or nobody knows better.
    """

    def __init__(self, message: str, tasks: tuple[str, ...] = (), code: str = "") -> None:
        super().__init__(message, tasks, code)
        self.message, self.tasks, self.code = message, tasks, code

    def __str__(self) -> str:
        return self.message


#: Checks that say nothing of pinned stops: of other tasks, of the cost, and of pins left out.
OF_THE_REST: Final = frozenset(
    {"each_task_once", "honest_cost", "within_change_budget", "pinned_stays"}
)


def no_legal_answer(problem: Problem) -> NoLegalAnswer:
    """Return what to say of a problem of which no legal plan was found.

    A single pinned stop that breaks a condition by itself is named; else the fewest that break
    one together.
    """
    pins = [promise for promise in problem.published if promise.pinned]
    for chosen in (*([pin] for pin in pins), pins):
        violation = _broken(problem, chosen)
        if violation is not None:
            return _named(problem, _smallest(problem, chosen))
    what = "pinned stops contradict each other"
    if not pins:
        what = f"the change budget of {problem.change_budget} is too small"
    return NoLegalAnswer(f"no legal answer: {what}")


def _named(problem: Problem, pins: Sequence[Published]) -> NoLegalAnswer:
    violation = _broken(problem, pins)
    code, why = ("", "") if violation is None else (violation.code, violation.sentence)
    tasks = tuple(pin.task for pin in pins)
    who = f"task {tasks[0]} is" if len(tasks) == 1 else f"tasks {', '.join(tasks)} are"
    where = "; ".join(dict.fromkeys(f"{pin.unit} on day {pin.day}" for pin in pins))
    message = f"no legal answer: {who} pinned to {where}, against {code}: {why}"
    return NoLegalAnswer(message, tasks, code)


def _smallest(problem: Problem, pins: Sequence[Published]) -> list[Published]:
    """Return pins that break a condition together, none of which can be spared for that."""
    smallest = list(pins)
    for pin in pins:
        rest = [other for other in smallest if other is not pin]
        if rest and _broken(problem, rest) is not None:
            smallest = rest
    return smallest


def _broken(problem: Problem, pins: Sequence[Published]) -> Violation | None:
    """Return the first condition that the pinned stops break if nothing else is planned."""
    tasks = {task.id: task for task in problem.tasks}
    stops = tuple(
        Stop(
            task=pin.task,
            unit=pin.unit,
            day=pin.day,
            start_min=pin.start_min,
            end_min=pin.start_min + tasks[pin.task].service_with(pin.unit),
        )
        for pin in pins
    )
    placed = {pin.task for pin in pins}
    left = (
        Unscheduled(task=task.id, reason="not_searched", sentence="")
        for task in problem.tasks
        if task.id not in placed
    )
    solution = Solution(
        stops=stops,
        unscheduled=tuple(left),
        cost=evaluate(problem, stops),
        engine="",
        seed=0,
        steps=0,
        seconds=0.0,
    )
    case = case_of(problem, solution)
    for condition in CHECKS:
        if condition.__name__ not in OF_THE_REST:
            for violation in condition(case):
                return violation
    return None
