"""Shares and thresholds stay inside their ranges, and each says what it does."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from inspect import getdoc
from typing import Any

import pytest

from routes.bounds import parameters as bound_parameters
from routes.search import parameters

SHIPPED: list[Any] = [
    parameters.RUIN,
    parameters.RECREATE,
    parameters.ANNEALING,
    parameters.SEARCH,
    parameters.DECOMPOSITION,
    bound_parameters.PRICING,
    bound_parameters.RELAXATION,
    bound_parameters.GENERATION,
    bound_parameters.BOUND,
]
LIMITS = [
    ("mean_removed", 1, 500),
    ("longest_string", 1, 100),
    ("for_one_16", 0, 16),
    ("around_8", 0, 5),
    ("near_days_8", 0, 4),
    ("passed_over", 2, 1000),
    ("blur_1024", 1, 1024),
    ("hot", 0, 10),
    ("chains", 1, 64),
    ("smallest", 2, 300),
    ("largest", 75, 10_000),
    ("few", 1, 1000),
    ("near_share", 0, 1),
    ("all_near", 0, 62),
    ("held", 0, 1),
    ("keep", 1, 1000),
]


@pytest.mark.parametrize(("name", "least", "most"), LIMITS)
def test_a_parameter_outside_its_range_is_refused(name: str, least: int, most: int) -> None:
    (given,) = [values for values in SHIPPED if name in {f.name for f in fields(values)}]
    for inside in (least, most):
        assert getattr(replace(given, **{name: inside}), name) == inside
    for outside in (least - 1, most + 1):
        with pytest.raises(ValueError, match=type(given).__name__):
            replace(given, **{name: outside})


def test_a_blink_that_overlooks_every_place_is_refused() -> None:
    assert replace(parameters.RECREATE, blink=0).blink == 0
    with pytest.raises(ValueError, match="blink must not be 1"):
        replace(parameters.RECREATE, blink=1)


@pytest.mark.parametrize("values", SHIPPED, ids=lambda values: type(values).__name__)
def test_every_parameter_is_refused_where_it_is_far_out_and_says_what_it_does(values: Any) -> None:
    documented = re.findall(
        r"^(\w+(?:, \w+)*)$", (getdoc(type(values)) or "").split("---")[-1], re.MULTILINE
    )
    assert ", ".join(documented).split(", ") == [field.name for field in fields(values)]
    for field in fields(values):
        with pytest.raises(ValueError, match=rf"\.{field.name} must be"):
            replace(values, **{field.name: -1})
