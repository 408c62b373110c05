"""A visit that does not pay alone, and the others with which it would: beside all plans."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from routes import Weights, evaluate, explain, solve
from routes.reasons.reasons import left_out
from routes.search.state import prepared
from tests.routes.oracles.tours import Spot, least_cost_where
from tests.routes.problems import answer
from tests.routes.search.test_joint_gains import hamlet
from tests.routes.small_offices import small_office
from tests.sizes import seeds


@pytest.mark.parametrize("seed", seeds("small_offices", first=100, times=2))
def test_the_others_named_make_it_pay_and_none_are_named_where_none_do(seed: int) -> None:
    problem = small_office(seed, tasks=(3, 5))
    before = evaluate(problem, []).total
    model = prepared(problem)
    for out in left_out(model, [[] for _ in model.vehicles]):
        if out.reason not in ("not_worth", "not_searched"):
            continue
        named = {out.task, *out.others}
        exactly = least_cost_where(problem, partial(_are, named))
        with_any = least_cost_where(problem, partial(_has, out.task))
        pays = out.reason == "not_searched" or bool(out.others)
        assert pays is (exactly < before) is (with_any < before), out.task


def _are(named: set[str], stands: dict[str, Spot]) -> bool:
    return set(stands) == named or not stands


def _has(task: str, stands: dict[str, Spot]) -> bool:
    return task in stands or not stands


def test_six_small_requests_pay_only_together_and_it_is_said() -> None:
    problem = hamlet([6] * 6, ["g"] * 6, drive=40)
    problem = replace(problem, weights=Weights(fair=0, least_cover=0))
    (out, *others) = left_out(model := prepared(problem), [[] for _ in model.vehicles])
    assert out.sentence.endswith(f"together with {', '.join(out.others)} it would pay.")
    assert {each.reason for each in (out, *others)} == {"not_worth"}
    told = replace(answer(problem, []), unscheduled=(out, *others))
    assert [reason.others for reason in explain(problem, told)] == [
        o.others for o in told.unscheduled
    ]


def test_nothing_is_named_beside_a_plan_that_the_search_made() -> None:
    for seed in range(6):
        problem = small_office(seed)
        assert not any(out.others for out in solve(problem, steps=400).unscheduled)
