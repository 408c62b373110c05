"""How far ahead the rules of some areas are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.rules.book import Rulebook
from planner.rules.rule import day_before
from planner.rules.view import Nearby


def firm_until(book: Rulebook, area_codes: Iterable[str], *, as_of: date) -> date | None:
    """Return the last day from ``as_of`` on whose rules are known in all of the areas.

    None: no end is known. The day before ``as_of`` says that not even that day's rules are.
    """
    view = book.view(as_of)
    sites = {near.site: near for near in map(view.near, area_codes)}
    ends = [_known_to(near) for near in sites.values()]
    return min((last for last in ends if last is not None), default=None)


def _known_to(near: Nearby) -> date | None:
    as_of = near.view.as_of
    later = [day for day in near.site.changes() if day > as_of]
    for day in (as_of, *later):
        if near.scene(day).open_claims:
            return day_before(day)
    return None
