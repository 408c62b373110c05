"""Which unit visits which task, on which day and when, and how good that answer is."""

from routes.bounds.certificate import prove
from routes.bounds.lower_bound import Bound, bound
from routes.checks.check import CHECKS, check
from routes.explain.explain import Reason, Slot, explain
from routes.explain.remedies import Remedy
from routes.kernels.jit import compiled_share, ready
from routes.model.evaluate import evaluate
from routes.model.parts import DAY_MIN, Published, Shift, Spacing, Surge, Task, Unit, Weights
from routes.model.problem import Problem
from routes.model.solution import Cost, Solution, Stop, Unscheduled, Violation
from routes.model.travel import TravelModel, crow_fly_km, crow_fly_minutes
from routes.readers.json_files import (
    ProblemError,
    problem_to_json,
    read_problem,
    read_solution,
    solution_to_json,
)
from routes.solver import How, Progress, solve

__all__ = [
    "CHECKS",
    "DAY_MIN",
    "Bound",
    "Cost",
    "How",
    "Problem",
    "ProblemError",
    "Progress",
    "Published",
    "Reason",
    "Remedy",
    "Shift",
    "Slot",
    "Solution",
    "Spacing",
    "Stop",
    "Surge",
    "Task",
    "TravelModel",
    "Unit",
    "Unscheduled",
    "Violation",
    "Weights",
    "bound",
    "check",
    "compiled_share",
    "crow_fly_km",
    "crow_fly_minutes",
    "evaluate",
    "explain",
    "problem_to_json",
    "prove",
    "read_problem",
    "read_solution",
    "ready",
    "solution_to_json",
    "solve",
]
