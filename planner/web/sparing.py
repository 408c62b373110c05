"""Garbage is not searched for among what stays: libraries loaded once for the whole program."""

from __future__ import annotations

import gc


def spare_what_stays() -> None:
    """Leave all objects there are out of later searches for garbage.

    The engine's and the maps' libraries hold some hundred thousand objects. Looking through
    them stopped a page of 200 visits for a fifth of a second, now and then.
    """
    gc.collect()
    gc.freeze()
