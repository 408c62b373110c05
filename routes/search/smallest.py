"""A problem so small that a search of it only loads what a search needs."""

from __future__ import annotations

import numpy as np

from routes.model.parts import DAY_MIN, Shift, Task, Unit
from routes.model.problem import Problem


def smallest_problem() -> Problem:
    """Return a problem with everything the search has code for."""
    tasks = tuple(
        Task(
            id=str(n),
            place=1,
            service_min=30,
            intervals=((480, 960), (DAY_MIN + 480, DAY_MIN + 960)),
            units=("u",),
            people=1,
        )
        for n in range(3)
    )
    shifts = tuple(
        Shift(day=day, start_min=day * DAY_MIN + 480, end_min=day * DAY_MIN + 960)
        for day in range(2)
    )
    return Problem(
        name="smallest",
        days=2,
        places=2,
        travel_min=np.array([[0, 5], [5, 0]], dtype=np.int64),
        tasks=tasks,
        units=(Unit(id="u", depot=0, shifts=shifts, people_per_day=10),),
    )
