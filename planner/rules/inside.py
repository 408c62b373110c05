"""Smaller places inside the one asked about: who is left out, and when nobody is left."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from planner.domain.areas import lineage
from planner.domain.decisions import Ask
from planner.domain.shipped_areas import shipped_areas
from planner.rules.answering import Ruled
from planner.rules.applying import ruled
from planner.rules.scenes import QuestionNumber
from planner.rules.view import Nearby


def with_inside(
    answer: Ruled, near: Nearby, *, ask: Ask, number: QuestionNumber, day: date
) -> Ruled:
    """Return ``answer`` with what rules for smaller places inside do to the visit.

    Each place closed there gives the advice ``closed_inside_`` and its code, with underscores.
    Where every part of the area is closed, so is the area. Parts are known of the city and its
    kecamatan; of which RW and RT a kelurahan is made is not.
    """
    closed = _closed(near, ask=ask, number=number, day=day)
    if not closed:
        return answer
    parts = _parts(ask.area_code)
    if parts and all(set(lineage(part)) & set(closed) for part in parts):
        blockers = {each.rule_id: each for said in closed.values() for each in said.blockers}
        ends = [said.blocked_to or date.max for said in closed.values()]
        soonest = min(ends)
        blocked_to = None if soonest == date.max else soonest
        return answer.blocked_by(blockers.values(), blocked_to)
    words = [f"closed_inside_{code.replace('.', '_')}" for code in closed]
    ids = [name for said in closed.values() for each in said.blockers for name in (each.rule_id,)]
    return answer.advising(words, ids)


def _closed(near: Nearby, *, ask: Ask, number: QuestionNumber, day: date) -> dict[str, Ruled]:
    """Return the largest places inside that are closed to the visit on ``day``, by code."""
    closed: dict[str, Ruled] = {}
    for code in near.site.inside_on(day):
        if not set(lineage(code)) & set(closed):
            answer = ruled(near.view.near(code).scene(day), ask, number)
            if answer.blockers:
                closed[code] = answer
    return closed


@lru_cache(maxsize=128)
def _parts(area_code: str) -> tuple[str, ...]:
    kelurahan = shipped_areas().at_level("kelurahan")
    return tuple(area.code for area in kelurahan if area_code in lineage(area.code)[1:])
