"""The shares and thresholds of the search, each with what it does and may be.

They were chosen by measuring (``planner/docs/benchmarks.md``) and are not an office's business:
weights and time are. Plans are reproduced only under the same parameters.

References
----------
Kirkpatrick, Gelatt, Vecchi (1983). Optimization by simulated annealing. Science 220.

Schrimpf, Schneider, Stamm-Wilbrandt, Dueck (2000). Record breaking optimization results using
the ruin and recreate principle. Journal of Computational Physics 159.

Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
problems. Transportation Science 54. Below: SISR.

Taillard, Voss (2002). POPMUSIC: partial optimization metaheuristic under special intensification
conditions. Essays and Surveys in Metaheuristics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


def refuse_outside(values: object, **ranges: tuple[float, float]) -> None:
    """Raise ValueError where a named field of ``values`` lies outside its range, ends included."""
    for name, (least, most) in ranges.items():
        value = getattr(values, name)
        if not least <= value <= most:
            kind = type(values).__name__
            raise ValueError(f"{kind}.{name} must be {least} to {most}, got {value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuinParameters:
    """What a round takes out of the plan: Schrimpf et al. (2000), strings as in SISR.

    Attributes
    ----------
    mean_removed
        Tasks taken out on average: from 1 to twice as many are drawn. 1 to 500.
    longest_string
        Neighbours in a tour that are taken out together at most. 1 to 100.
    long_tour
        A tour of so many stops is a long one. 2 to 1000.
    mean_in_long, longest_in_long
        The same two figures where tours are long. 1 to 500, and 1 to 100.
    for_one_16
        Rounds in 16 that make room for one task, which is put back first. 0 to 16.
    around_8
        Other rounds in 8 that take strings from tours near a task on the map. 0 to 8.
    near_days_8
        Other rounds in 8 that take strings from tours of near days; together with ``around_8``
        at most 8. What is left takes single tasks from anywhere. 0 to 8.
    absent_centre
        One in so many of the rounds around a task is around one that is left out. 1 or more.
    passed_over
        One in so many neighbours on the map is passed over, so that rounds differ. 2 or more.
    absent_for_one
        One in so many of the rounds for one task is for one that is left out. 1 or more.
    day_reach
        Days count as near up to the horizon divided by this. 1 or more.
    tour_tries
        Tours looked at for each task that is to be taken out on near days. 1 or more.
    singles
        Single tasks from anywhere are fewer than strings take, by this divisor. 1 or more.
    """

    mean_removed: int = 6
    longest_string: int = 4
    long_tour: int = 16
    mean_in_long: int = 8
    longest_in_long: int = 10
    for_one_16: int = 4
    around_8: int = 4
    near_days_8: int = 3
    absent_centre: int = 4
    passed_over: int = 4
    absent_for_one: int = 2
    day_reach: int = 3
    tour_tries: int = 6
    singles: int = 2

    def __post_init__(self) -> None:
        refuse_outside(self, mean_removed=(1, 500), longest_string=(1, 100), for_one_16=(0, 16))
        refuse_outside(self, long_tour=(2, 1000), mean_in_long=(1, 500), longest_in_long=(1, 100))
        refuse_outside(self, around_8=(0, 8), near_days_8=(0, 8 - self.around_8))
        refuse_outside(self, absent_centre=(1, 1000), passed_over=(2, 1000))
        refuse_outside(self, absent_for_one=(1, 1000), day_reach=(1, 1000))
        refuse_outside(self, tour_tries=(1, 1000), singles=(1, 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecreateParameters:
    """How a round puts tasks back: greedy insertion with blinks, as in SISR.

    Attributes
    ----------
    chances
        Tasks left out before the round that get another chance in it. 0 to 1000.
    blur_1024
        How far chance may blur the order of insertion, in 1024ths of a key. 1 (not) to 1024.
    blink
        One in so many places is overlooked, so that rounds differ; 0: none. Not 1.
    anywhere
        One in so many tasks left out before is tried in every tour, not only in those just
        emptied. 1 or more.
    near
        Tasks on the map that count as near a task, itself among them. 1 to 1000.
    hopeful
        One in so many rounds keeps what does not pay alone until the round is judged as a whole,
        so that visits that pay only together are seen. 1 or more.
    usual_drive_min
        Minutes of driving that a task is supposed to add, for the order of insertion. 0 to 1440.
    """

    chances: int = 8
    blur_1024: int = 200
    blink: int = 40
    anywhere: int = 32
    near: int = 60
    hopeful: int = 16
    usual_drive_min: int = 15

    def __post_init__(self) -> None:
        refuse_outside(self, chances=(0, 1000), blur_1024=(1, 1024), blink=(0, 1_000_000))
        refuse_outside(self, anywhere=(1, 1_000_000), near=(1, 1000), usual_drive_min=(0, 1440))
        refuse_outside(self, hopeful=(1, 1_000_000))
        if self.blink == 1:
            raise ValueError("RecreateParameters.blink must not be 1: no place would be left")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnealingParameters:
    """How worse plans are allowed: simulated annealing (Kirkpatrick et al., 1983).

    The temperature falls exponentially, from a share of what a usual worse plan costs more (the
    median over some rounds) to another.

    Attributes
    ----------
    hot
        That share at the start, where the first plan was made in an instant. 0 to 10.
    warm
        The same where a legal plan is bettered in little time: more would only spoil it. 0 to 10.
    cold
        That share at the end. 0 to 10.
    sampled
        Rounds from which that median is taken, at most. 1 to 100 000.
    least_start
        Points of temperature at the start at least. Above 0, to 1000.
    least_end
        Points of temperature at the end at least. Above 0, to 1000.
    """

    hot: float = 0.15
    warm: float = 0.05
    cold: float = 0.008
    sampled: int = 256
    least_start: float = 1.0
    least_end: float = 0.5

    def __post_init__(self) -> None:
        refuse_outside(self, hot=(0, 10), warm=(0, 10), cold=(0, 10))
        refuse_outside(self, sampled=(1, 100_000))
        refuse_outside(self, least_start=(1e-6, 1000), least_end=(1e-6, 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParameters:
    """How the rounds of a search are cut: chains side by side, parts one after the other.

    Attributes
    ----------
    chains
        Searches with seeds of their own that run side by side; the better one answers. 1 to 64.
    alone_below
        With fewer steps there is one chain only. 0 or more.
    rounds
        Rounds of ruin and recreate in a step. 1 to 10 000.
    parts
        Parts into which a search is cut: between them it tells of its progress and may be
        stopped. 1 to 10 000.
    short_seconds, short_steps
        A search with fewer seconds, or fewer steps, is a short one (see ``warm``). 0 or more.
    least_part_s
        Seconds between two looks at the clock at least; chains wait for each other there.
        0 to 10.
    first_rounds
        Rounds made before the first look at the clock. 1 to 10 000.
    """

    chains: int = 2
    alone_below: int = 500
    rounds: int = 20
    parts: int = 50
    short_seconds: float = 1.0
    short_steps: int = 1000
    least_part_s: float = 0.01
    first_rounds: int = 50

    def __post_init__(self) -> None:
        refuse_outside(self, chains=(1, 64), alone_below=(0, 10**9), rounds=(1, 10_000))
        refuse_outside(self, parts=(1, 10_000), short_seconds=(0, 10**6), short_steps=(0, 10**9))
        refuse_outside(self, least_part_s=(0, 10), first_rounds=(1, 10_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecompositionParameters:
    """How a large problem is cut into subproblems that are searched in turn.

    POPMUSIC's idea (Taillard and Voss, 2002), with parts dealt anew by chance.

    Attributes
    ----------
    smallest, largest
        Tasks of a subproblem, about. Problems of fewer than two of the smallest are searched
        as a whole. 2 to 10 000.
    quotient
        Between these bounds a subproblem has the problem's tasks divided by this. 1 to 100.
    days_in
        One cut in so many is by days, the others by tours near each other. 1 or more.
    offered
        Tasks left out that are offered to tours near each other: this much of an even share.
        0 to 100.
    least_tours
        Tours of a subproblem at least, on average. 1 to 1000.
    workers
        Subproblems searched side by side. 1 to 64.
    longest_run, first_run
        Rounds in a subproblem at a time: at most, and at first. 1 to 1 000 000.
    least_turns
        Turns there are at least, so that each part of the plan has some. 1 to 10 000.
    """

    smallest: int = 75
    largest: int = 300
    quotient: int = 4
    days_in: int = 3
    offered: float = 1.5
    least_tours: int = 8
    workers: int = 2
    longest_run: int = 1000
    first_run: int = 200
    least_turns: int = 40

    def __post_init__(self) -> None:
        refuse_outside(self, smallest=(2, 10_000), largest=(self.smallest, 10_000))
        refuse_outside(self, quotient=(1, 100), days_in=(1, 1000), offered=(0, 100))
        refuse_outside(self, least_tours=(1, 1000))
        refuse_outside(self, workers=(1, 64), longest_run=(1, 10**6))
        refuse_outside(self, first_run=(1, 10**6), least_turns=(1, 10_000))


RUIN: Final = RuinParameters()
RECREATE: Final = RecreateParameters()
ANNEALING: Final = AnnealingParameters()
SEARCH: Final = SearchParameters()
DECOMPOSITION: Final = DecompositionParameters()
