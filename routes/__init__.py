"""Which unit visits which task, on which day and when, and how good that answer is.

What needs OR-Tools or the kernels is loaded when it is first asked for: whoever states a problem
or checks an answer loads neither. So ``import routes`` and ``routes.solve(...)`` where a search
may never be needed, ``from routes import solve`` where it will
(planner/docs/decisions/0064). No such name is the name of a file or folder here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from routes.checks.check import CHECKS, check
from routes.effort import USUAL_STEPS, usual_steps
from routes.kernels.jit import can_compile, compiled_share, ready
from routes.model.evaluate import evaluate
from routes.model.freedom import Freedom, Wish
from routes.model.parts import DAY_MIN, Published, Rest, Shift, Spacing, Surge, Task, Unit, Weights
from routes.model.problem import Problem
from routes.model.solution import (
    Cost,
    Solution,
    Stop,
    Unscheduled,
    Violation,
    stops_as_published,
)
from routes.model.travel import TravelModel, crow_fly_km, crow_fly_minutes
from routes.readers.formats import Format, read_any
from routes.readers.json_files import (
    ProblemError,
    problem_to_json,
    read_problem,
    read_solution,
    solution_to_json,
)
from routes.risk import DelayRisk, Spread, Spreads, delay_risk

#: Where the names stand that are loaded late.
LATE: Final = {
    "Bound": "bounds.lower_bound",
    "How": "solver",
    "NoLegalAnswer": "reasons.impossible",
    "Progress": "solver",
    "Reason": "reasons.explain",
    "Remedy": "reasons.remedies",
    "Room": "reasons.stays",
    "Slot": "reasons.explain",
    "bound": "bounds.lower_bound",
    "compile_kernels": "warm",
    "explain": "reasons.explain",
    "prove": "bounds.certificate",
    "repair": "replan",
    "smallest_problem": "search.smallest",
    "solve": "solver",
}

if TYPE_CHECKING:
    from routes.bounds.certificate import prove
    from routes.bounds.lower_bound import Bound, bound
    from routes.reasons.explain import Reason, Slot, explain
    from routes.reasons.impossible import NoLegalAnswer
    from routes.reasons.remedies import Remedy
    from routes.reasons.stays import Room
    from routes.replan import repair
    from routes.search.smallest import smallest_problem
    from routes.solver import How, Progress, solve
    from routes.warm import compile_kernels
else:

    def __getattr__(name: str) -> object:
        if name not in LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{LATE[name]}"), name)


__all__ = [
    "CHECKS",
    "DAY_MIN",
    "USUAL_STEPS",
    "Bound",
    "Cost",
    "DelayRisk",
    "Format",
    "Freedom",
    "How",
    "NoLegalAnswer",
    "Problem",
    "ProblemError",
    "Progress",
    "Published",
    "Reason",
    "Remedy",
    "Rest",
    "Room",
    "Shift",
    "Slot",
    "Solution",
    "Spacing",
    "Spread",
    "Spreads",
    "Stop",
    "Surge",
    "Task",
    "TravelModel",
    "Unit",
    "Unscheduled",
    "Violation",
    "Weights",
    "Wish",
    "bound",
    "can_compile",
    "check",
    "compile_kernels",
    "compiled_share",
    "crow_fly_km",
    "crow_fly_minutes",
    "delay_risk",
    "evaluate",
    "explain",
    "problem_to_json",
    "prove",
    "read_any",
    "read_problem",
    "read_solution",
    "ready",
    "repair",
    "smallest_problem",
    "solution_to_json",
    "solve",
    "stops_as_published",
    "usual_steps",
]
