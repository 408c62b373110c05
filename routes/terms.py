"""One declaration for each term of the cost, as ``conditions`` has them for what is hard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routes.conditions import AFTERWARDS, RELAXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the cost: ``evaluator`` reckons it, ``check`` reckons it again."""

    name: str
    fields: tuple[str, ...]
    evaluator: str
    kernel: str
    check: str
    bound: str
    ortools: str


TERMS: Final = (
    Term(
        name="drop",
        fields=("Weights.person", "Task.weight", "Task.drop_cost"),
        evaluator="model.evaluate.drop_cost",
        kernel="kernels.data.drop_cost",
        check="checks.cost.honest_cost",
        bound="bounds.master.Master",
        ortools="search.ortools_model.each_task_once",
    ),
    Term(
        name="level",
        fields=("Task.level",),
        evaluator="model.levels.level_prices",
        kernel="kernels.data.drop_cost",
        check="checks.cost.honest_cost",
        bound="bounds.columns.left_out_points",
        ortools="search.ortools_model.each_task_once",
    ),
    Term(
        name="wait",
        fields=("Weights.wait", "Problem.days"),
        evaluator="model.evaluate.waiting_cost",
        kernel="kernels.data.arrival_cost",
        check="checks.cost.honest_cost",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.Routing.reach",
    ),
    Term(
        name="late",
        fields=("Weights.late", "Task.due_day"),
        evaluator="model.evaluate.lateness_cost",
        kernel="kernels.data.arrival_cost",
        check="checks.cost.honest_cost",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.Routing.reach",
    ),
    Term(
        name="fair",
        fields=("Weights.fair",),
        evaluator="model.evaluate.evaluate",
        kernel="kernels.changes.total",
        check="checks.cost.honest_cost",
        bound="bounds.master.Master",
        ortools="search.ortools_model.each_task_once",
    ),
    Term(
        name="fair",
        fields=("Weights.fair_percent", "Weights.least_cover", "Task.group"),
        evaluator="model.evaluate.evaluate",
        kernel="kernels.changes.total",
        check="checks.cost.honest_cost",
        bound="bounds.master.Master",
        ortools=AFTERWARDS,
    ),
    Term(
        name="surge",
        fields=(
            "Weights.surge",
            "Surge.first_day",
            "Surge.last_day",
            "Surge.people_per_day",
        ),
        evaluator="model.evaluate.evaluate",
        kernel="kernels.places.surge_cost",
        check="checks.cost.honest_cost",
        bound="bounds.master.Master.add",
        ortools=AFTERWARDS,
    ),
    Term(
        name="travel",
        fields=("Weights.travel", "Unit.travel_cost"),
        evaluator="model.evaluate.travel_price",
        kernel="kernels.data.travel_cost",
        check="checks.cost.honest_cost",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.Routing",
    ),
    Term(
        name="overtime",
        fields=("Weights.overtime", "Shift.soft_end_min"),
        evaluator="model.hours.overtime_minutes",
        kernel="kernels.tours.overtime",
        check="checks.cost.honest_cost",
        bound=RELAXED,
        ortools="search.ortools_limits.overtime",
    ),
    Term(
        name="unit_days",
        fields=("Weights.unit_day", "Unit.day_cost"),
        evaluator="model.evaluate.day_price",
        kernel="kernels.data.day_cost",
        check="checks.cost.honest_cost",
        bound="bounds.master.Master.prices",
        ortools="search.ortools_model.Routing",
    ),
    Term(
        name="stability",
        fields=(
            "Weights.move_day",
            "Weights.move_unit",
            "Weights.move_drop",
            "Weights.near_days",
            "Weights.near_percent",
        ),
        evaluator="model.evaluate.move_cost",
        kernel="kernels.data.arrival_cost",
        check="checks.cost.honest_cost",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.Routing.reach",
    ),
)
