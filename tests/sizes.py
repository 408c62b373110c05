"""How often the random tests try: few times at every change, often before a release.

Where each try is a test of its own, ``make test`` takes a third of the tries of ``make test-all``.
"""

from __future__ import annotations

import os
from math import ceil
from typing import Final

import pytest
from _pytest.mark import ParameterSet

#: For each kind of test how often it tries in daily work and with SIJEMPOL_SIZES=full.
SIZES: Final = {
    "kills": (8, 60),
    "publish_kills": (150, 1000),
    "server_kills": (2, 20),
    "failpoint_kills": (3, 50),
    "edits_per_writer": (100, 100),
    "http_edits": (10, 100),
    "backups": (6, 30),
    "races": (12, 50),
    "retries": (60, 1000),
    "office_sequences": (6, 400),
    "page_sequences": (4, 100),
    "public_plans": (8, 500),
    "fuzz_examples": (50, 1000),
    "odd_json": (30, 1000),
    "hostile_files": (12, 300),
    "office_forms": (60, 2500),
    "schema_requests": (150, 10_000),
    "rule_examples": (100, 2000),
    "rule_books": (500, 5000),
    "flow_examples": (5, 50),
    "brute_force": (6, 40),
    "spoilt_plans": (24, 100),
    "random_plans": (100, 400),
    "proofs": (12, 160),
    "previews": (4, 60),
    "english": (2, 30),
    "small_offices": (8, 2000),
    "field_changes": (3, 12),
    "hamlets": (4, 200),
    "true_reasons": (12, 1000),
    "true_remedies": (12, 400),
    "repairs": (12, 400),
}


def size(name: str) -> int:
    """Return how often the tests called ``name`` try."""
    daily, full = SIZES[name]
    return full if os.environ.get("SIJEMPOL_SIZES") == "full" else daily


def seeds(name: str, *, first: int = 0, times: float = 1) -> list[ParameterSet]:
    """Return ``times`` as many seeds as the tests called ``name`` try, from ``first`` on.

    All but a third belong to ``make test-all``.
    """
    count = int(size(name) * times)
    ordinary = max(2, ceil(count / 3))
    return [
        pytest.param(first + seed, marks=() if seed < ordinary else pytest.mark.slow)
        for seed in range(count)
    ]
