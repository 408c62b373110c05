"""What a plan costs by term, and its figures."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCost:
    """The search's cost of a plan by term, lower is better, and their sum.

    None where it was not reckoned: all of them for a plan whose visits are not all known any
    more, ``late`` and ``surge`` for one that is older than these terms.
    """

    drop: int | None = None
    wait: int | None = None
    late: int | None = None
    fair: int | None = None
    surge: int | None = None
    travel: int | None = None
    unit_days: int | None = None
    stability: int | None = None
    total: int | None = None

    def known(self) -> dict[str, int]:
        """Return the terms that were reckoned, by name and in order."""
        return _known(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """What a plan does, and how it was found; None where nobody reckoned it.

    ``tours`` are unit-days, ``tasks`` and ``people`` what asked for a place, ``served`` and
    ``served_people`` what has one; ``km`` and ``travel_min`` the drives of all tours;
    ``solve_s``, ``steps`` and ``seed`` are of the search.
    """

    tours: int | None = None
    km: float | None = None
    served_people: int | None = None
    people: int | None = None
    served: int | None = None
    tasks: int | None = None
    travel_min: int | None = None
    solve_s: float | None = None
    steps: int | None = None
    seed: int | None = None

    def known(self) -> dict[str, float]:
        """Return the figures that were reckoned, by name and in order."""
        return _known(self)


def _known(values: PlanCost | PlanFigures) -> dict[str, Any]:
    named = ((field.name, getattr(values, field.name)) for field in fields(values))
    return {name: value for name, value in named if value is not None}


#: Of a plan that nobody reckoned.
NO_COST = PlanCost()
NO_FIGURES = PlanFigures()

#: A plan's cost and its figures.
CostAndFigures = tuple[PlanCost, PlanFigures]
