"""Which unit visits which task, on which day and when, and how good that answer is."""

from routes.bounds import Bound, bound
from routes.certificate import prove
from routes.check import CHECKS, check
from routes.evaluate import evaluate
from routes.explain import Reason, Slot, explain
from routes.files import (
    ProblemError,
    problem_to_json,
    read_problem,
    read_solution,
    solution_to_json,
)
from routes.jit import compiled_share, ready
from routes.parts import (
    DAY_MIN,
    Published,
    Shift,
    Spacing,
    Surge,
    Task,
    Unit,
    Weights,
)
from routes.problem import Problem
from routes.remedies import Remedy
from routes.solution import Cost, Solution, Stop, Unscheduled, Violation
from routes.solver import How, Progress, solve
from routes.travel import TravelModel, crow_fly_km, crow_fly_minutes

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
