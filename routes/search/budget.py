"""What a search is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

#: Task numbers by vehicle: a plan.
Tours = list[list[int]]
#: Called now and then with the share done, the best cost, and what gives the best plan; False
#: ends the search.
OnBest = Callable[[float, int, Callable[[], Tours]], bool]


@dataclass(slots=True)
class SearchBudget:
    """How long to search: ``steps`` for each chain, or ``seconds`` from ``began`` on."""

    steps: int
    seconds: float | None = None
    began: float = field(default_factory=perf_counter)

    def used(self) -> float:
        """Return the share of the seconds that has passed."""
        return (perf_counter() - self.began) / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class Start:
    """Tours to start from; ``legal`` says that they are known to be a legal plan."""

    tours: Sequence[Sequence[int]] | None = None
    legal: bool = False


@dataclass(slots=True)
class SearchResult:
    """The best tours, what they cost, and the steps that were made."""

    tours: list[list[int]]
    cost: int
    steps: int
