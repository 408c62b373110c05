"""Cuts: of three tasks only one tour can serve two or more, as no task is served twice.

Half tours may break this where whole ones cannot; a master problem that knows the broken cuts
has a better bound (the subset rows of Jepsen, Petersen, Spoorendonk and Pisinger, 2008).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

Triple = tuple[int, int, int]
#: By how much a cut must be broken to be worth having.
BROKEN: Final = 0.05
#: Cuts that one task may be in, of those found at once.
OF_ONE: Final = 4


def met(tasks: Sequence[int], cut: Triple) -> int:
    """Return how often a tour of ``tasks`` counts in a cut: once for two of its tasks."""
    return sum(tasks.count(task) for task in cut) // 2


def broken(
    tours: Sequence[tuple[Sequence[int], float]], count: int, known: Collection[Triple], most: int
) -> list[Triple]:
    """Return the ``most`` cuts that are broken worst by ``tours``, taken in parts.

    ``count`` is the number of tasks; ``known`` cuts are not named again.
    """
    inside = np.zeros((len(tours), count))
    for row, (tasks, _) in enumerate(tours):
        inside[row, list(tasks)] = 1
    parts = np.array([part for _, part in tours])
    pairs = inside.T @ (inside * parts[:, None])
    found: list[tuple[float, Triple]] = []
    for i in range(count - 2):
        rows = inside[:, i] > 0
        among = inside[rows][:, i + 1 :]
        thrice = among.T @ (among * parts[rows][:, None])
        two = pairs[i, i + 1 :]
        served = two[:, None] + two[None, :] + pairs[i + 1 :, i + 1 :] - 2 * thrice
        for j, k in np.argwhere(np.triu(served, 1) > 1 + BROKEN).tolist():
            found.append((float(served[j, k]), (i, i + 1 + j, i + 1 + k)))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    uses, chosen = [0] * count, list[Triple]()
    for _, cut in found:
        if len(chosen) < most and cut not in known and all(uses[t] < OF_ONE for t in cut):
            chosen.append(cut)
            for task in cut:
                uses[task] += 1
    return chosen
