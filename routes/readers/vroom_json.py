"""Problems as VROOM's JSON, and VROOM's answers as tours, for cross-checking.

VROOM knows no waiting, fairness, crowds, crews or series: what it cannot say is left out, and
an answer read back is a plan to be checked here, not one to be trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routes.model.evaluate import drop_cost
from routes.model.parts import Shift
from routes.model.problem import Problem
from routes.model.solution import Stop
from routes.search.state import prepared, stops_of
from routes.search.task_tables import windows_of

#: VROOM's highest priority.
HIGHEST = 100


def to_vroom(problem: Problem) -> dict[str, Any]:
    """Return ``problem`` as VROOM input: a vehicle for each unit and day, times in minutes.

    Job ``n`` is task ``n``; vehicle ``n`` is the n-th shift, units in order, days in order.

    Raises
    ------
    ValueError
        Units take times of their own for a task, or stay longer than it lasts.
    """
    for name in ("service_by_unit", "buffer_min"):
        if any(getattr(task, name) for task in problem.tasks):
            raise ValueError(f"{name} cannot be stated to VROOM; take it out")
    model = prepared(problem)
    worth = [drop_cost(task, problem.weights) / max(1, task.service_min) for task in problem.tasks]
    most = max(worth, default=1) or 1
    jobs = []
    for number, task in enumerate(problem.tasks):
        spans = windows_of(task, model.published.get(task.id), problem)
        spans = [span for span in spans if span[0] < problem.days * problem.day_min]
        if not spans or not task.units:
            continue
        jobs.append(
            {
                "id": number,
                "description": task.id,
                "location_index": task.place,
                "service": task.service_min,
                "delivery": [task.people],
                "skills": [number],
                "priority": round(HIGHEST * worth[number] / most),
                "time_windows": [list(span) for span in spans],
            }
        )
    able = {
        unit.id: [n for n, task in enumerate(problem.tasks) if unit.id in task.units]
        for unit in problem.units
    }
    vehicles = [
        {
            "id": number,
            "description": f"{vehicle.unit.id} {vehicle.shift.day}",
            "profile": vehicle.unit.travel_class or "car",
            "start_index": vehicle.unit.depot,
            "end_index": vehicle.unit.depot,
            "capacity": [vehicle.unit.people_per_day],
            "skills": able[vehicle.unit.id],
            "time_window": [vehicle.shift.start_min, vehicle.shift.end_min],
            "breaks": _breaks(vehicle.shift),
        }
        for number, vehicle in enumerate(model.vehicles)
    ]
    matrices = {"car": problem.travel_min, **problem.travel_by_class}
    profiles = {name: {"durations": matrix.tolist()} for name, matrix in matrices.items()}
    return {"jobs": jobs, "vehicles": vehicles, "matrices": profiles}


def _breaks(shift: Shift) -> list[dict[str, Any]]:
    breaks = [(start, start, end - start) for start, end in shift.breaks]
    if shift.rest is not None:
        rest = shift.rest
        breaks.append((rest.opens, rest.closes - rest.minutes, rest.minutes))
    return [
        {"id": n, "time_windows": [[first, last]], "service": minutes}
        for n, (first, last, minutes) in enumerate(breaks)
    ]


def from_vroom(problem: Problem, answer: Mapping[str, Any]) -> tuple[Stop, ...]:
    """Return VROOM's ``answer`` to :func:`to_vroom` as stops, each as early as it can be.

    Raises
    ------
    ValueError
        It names a vehicle or job that the problem does not have, or a tour does not fit.
    """
    model = prepared(problem)
    tours: list[list[int]] = [[] for _ in model.vehicles]
    for route in answer["routes"]:
        vehicle = int(route["vehicle"])
        if not 0 <= vehicle < len(tours):
            raise ValueError(f"vehicle {vehicle} is not one of the problem's")
        for step in route["steps"]:
            if step["type"] != "job":
                continue
            job = int(step.get("id", step.get("job", -1)))
            if not 0 <= job < len(problem.tasks):
                raise ValueError(f"job {job} is not one of the problem's")
            tours[vehicle].append(job)
    try:
        return stops_of(model, tours)
    except RuntimeError as error:
        raise ValueError(f"VROOM's answer does not fit: {error}") from error
