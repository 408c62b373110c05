"""The shares and thresholds of the lower bound, each with what it does and may be.

None of them can make a bound wrong, only weaker or later.

References
----------
Wentges (1997). Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming.
International Transactions in Operational Research 4.

Baldacci, Mingozzi, Roberti (2011). New route relaxation and pricing strategies for the vehicle
routing problem. Operations Research 59. (ng-routes)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routes.search.parameters import refuse_outside


@dataclass(frozen=True, slots=True, kw_only=True)
class PricingParameters:
    """How long tours of one vehicle are priced by labels with sets of tasks.

    Attributes
    ----------
    labels
        Partial tours looked at for one vehicle before it is given up. 1 to 10 000 000.
    fewer_labels
        The same where tours are looked for quickly. 1 to 10 000 000.
    few
        Places near a task whose drives are counted for first prices. 1 to 1000.
    """

    labels: int = 300_000
    fewer_labels: int = 6_000
    few: int = 5

    def __post_init__(self) -> None:
        refuse_outside(self, labels=(1, 10**7), fewer_labels=(1, 10**7), few=(1, 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaxationParameters:
    """How long relaxed routes are priced, and what they remember.

    They are the ng-routes of Baldacci, Mingozzi and Roberti (2011).

    Attributes
    ----------
    near
        Near tasks that a route remembers at each, itself among them: the ng-set. 1 to 62, the
        bits of one number.
    all_near
        Tasks up to which it remembers all, so that routes are tours. 0 to 62.
    wide_min
        Minutes of the spans in which is reckoned ahead where tours are looked for quickly.
        1 to 1440.
    labels
        Partial routes looked at for one vehicle before it is given up. 1 to 10 000 000.
    fewer_labels
        The same where tours are looked for quickly; never more than ``labels``. 1 to 10 000 000.
    comparisons
        Comparisons of partial routes before a vehicle is given up; the default takes about a
        second. 1 or more.
    looked_at
        Routes looked through for different ones, for each that is wanted. 1 to 1000.
    """

    near: int = 16
    all_near: int = 40
    wide_min: int = 5
    labels: int = 400_000
    fewer_labels: int = 100_000
    comparisons: int = 200_000_000
    looked_at: int = 10

    def __post_init__(self) -> None:
        refuse_outside(self, near=(1, 62), all_near=(0, 62), wide_min=(1, 1440))
        refuse_outside(self, labels=(1, 10**7), fewer_labels=(1, 10**7))
        refuse_outside(self, comparisons=(1, 10**12), looked_at=(1, 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationParameters:
    """How prices are held near the best ones (Wentges, 1997), and when a look is enough.

    Attributes
    ----------
    held_far, held
        How far prices are held at the best ones, while much is missing and later. 0 (not at
        all) to 1; at 1 nothing is learned.
    far_share
        Much is missing where the master's cost is above the best promise by more than this
        share of itself. 0 to 1.
    quick_share
        Nothing is overlooked any more once quick looks promise to save less than this share
        of the master's cost. 0 to 1.
    least_saved
        Tours that save less, in thousandths of a point, are not looked for: prices are rounded
        to thousandths, and all tours that are there would come again. 0 to 1000.
    keep
        Tours of one vehicle added at once. 1 to 1000.
    """

    held_far: float = 0.85
    held: float = 0.5
    far_share: float = 0.03
    quick_share: float = 0.005
    least_saved: int = 8
    keep: int = 10

    def __post_init__(self) -> None:
        refuse_outside(self, held_far=(0, 1), held=(0, 1), far_share=(0, 1), quick_share=(0, 1))
        refuse_outside(self, least_saved=(0, 1000), keep=(1, 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundParameters:
    """Which problems are bounded, and when a bound is good enough.

    Attributes
    ----------
    most_tasks
        Tasks above which no bound is tried: the shortest ways alone would take too long.
        1 to 10 000.
    near_enough
        A bound this near to the master's own value, in points, is as good as it gets. 0 to 1000.
    near_share
        The same as a share of the cost, where no proof is in reach. 0 to 1.
    most_tours
        Tours among which an exact choice still comes in time. 1 to 10 000 000.
    """

    most_tasks: int = 400
    near_enough: float = 0.5
    near_share: float = 0.0003
    most_tours: int = 30_000

    def __post_init__(self) -> None:
        refuse_outside(self, most_tasks=(1, 10_000), near_enough=(0, 1000), near_share=(0, 1))
        refuse_outside(self, most_tours=(1, 10**7))


PRICING: Final = PricingParameters()
RELAXATION: Final = RelaxationParameters()
GENERATION: Final = GenerationParameters()
BOUND: Final = BoundParameters()
