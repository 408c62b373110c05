"""How many steps a search takes that is told neither steps nor seconds."""

from __future__ import annotations

from typing import Final

from routes.kernels import jit

#: Steps where none are asked for: about a second for a hundred tasks when compiled.
USUAL_STEPS: Final = 2000
#: The same until compiled code is ready: :func:`usual_steps` says which of the two.
FEWER_STEPS: Final = 100


def usual_steps() -> int:
    """Return how many steps a search takes for which neither steps nor seconds are asked for.

    They are ``USUAL_STEPS``, or fewer until compiled code is ready.
    """
    return USUAL_STEPS if jit.COMPILED else FEWER_STEPS
