"""What stands in ``d`` of shifts that bend: their soft end, and the rest that has no hour."""

from __future__ import annotations

from routes.kernels.jit import kernel
from routes.kernels.layout import V_REST, V_REST_CLOSES, V_REST_OPENS, V_SOFT, Ints


@kernel
def soft_end(d: Ints, v: int) -> int:
    """Return the time after which vehicle ``v`` costs overtime."""
    return d[d[V_SOFT] + v]


@kernel
def rest_min(d: Ints, v: int) -> int:
    """Return the minutes of rest that vehicle ``v`` takes in one piece; 0: none."""
    return d[d[V_REST] + v]


@kernel
def rest_opens(d: Ints, v: int) -> int:
    """Return when the rest of vehicle ``v`` may begin."""
    return d[d[V_REST_OPENS] + v]


@kernel
def rest_closes(d: Ints, v: int) -> int:
    """Return when the rest of vehicle ``v`` has ended."""
    return d[d[V_REST_CLOSES] + v]
