"""What a repair of a plan may change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Freedom(StrEnum):
    """What may change: nothing that can stand; only hours; everything."""

    INSERT = "insert"
    KEEP_UNIT_AND_DAY = "keep_unit_and_day"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How free a repair is: ``change_budget`` limits how many promises ALL may change."""

    freedom: Freedom = Freedom.ALL
    change_budget: int | None = None
