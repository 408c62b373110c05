"""What a job is asked for, as its row keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.actions.plans.draft_plan import DraftOrder
from planner.domain.plans import Scenario
from planner.planning.plans.freedom import Leeway
from routes import Freedom


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How a draft is searched: steps and seed decide, or seconds where they are given.

    ``steps`` None: as many as the engine usually makes.
    """

    steps: int | None = 100
    seed: int = 1
    seconds: float | None = None


def order_facts(order: DraftOrder, search: Search, today: date) -> dict[str, object]:
    """Return an order and its search as facts that JSON can hold."""
    leeway = order.leeway
    return {
        "first_day": order.first_day.isoformat(),
        "last_day": order.last_day.isoformat(),
        "title": order.scenario.title,
        "units": order.scenario.units,
        "records": order.scenario.records,
        "pins_of": order.pins_of,
        "today": today.isoformat(),
        "freedom": leeway.freedom.value,
        "frozen_until": None if leeway.frozen_until is None else leeway.frozen_until.isoformat(),
        "budget": leeway.change_budget,
        "steps": search.steps,
        "seed": search.seed,
        "seconds": search.seconds,
    }


def order_from(facts: Mapping[str, Any]) -> DraftOrder:
    """Return the order that ``facts`` hold; those of earlier versions change nothing told."""
    frozen = facts.get("frozen_until")
    return DraftOrder(
        first_day=date.fromisoformat(facts["first_day"]),
        last_day=date.fromisoformat(facts["last_day"]),
        scenario=Scenario(title=facts["title"], units=facts["units"], records=facts["records"]),
        pins_of=facts["pins_of"],
        leeway=Leeway(
            freedom=Freedom(facts.get("freedom", Freedom.INSERT.value)),
            frozen_until=None if frozen is None else date.fromisoformat(frozen),
            change_budget=facts.get("budget"),
        ),
    )
