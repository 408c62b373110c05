"""Which unit visits which task, on which day and when, and how good that answer is."""

from routes.check import CHECKS, check
from routes.evaluate import evaluate
from routes.files import (
    ProblemError,
    problem_to_json,
    read_problem,
    read_solution,
    solution_to_json,
)
from routes.problem import DAY_MIN, Problem, Published, Shift, Task, Unit, Weights
from routes.solution import Cost, Solution, Stop, Unscheduled, Violation
from routes.solver import solve
from routes.travel import TravelModel, crow_fly_km, crow_fly_minutes

__all__ = [
    "CHECKS",
    "DAY_MIN",
    "Cost",
    "Problem",
    "ProblemError",
    "Published",
    "Shift",
    "Solution",
    "Stop",
    "Task",
    "TravelModel",
    "Unit",
    "Unscheduled",
    "Violation",
    "Weights",
    "check",
    "crow_fly_km",
    "crow_fly_minutes",
    "evaluate",
    "problem_to_json",
    "read_problem",
    "read_solution",
    "solution_to_json",
    "solve",
]
