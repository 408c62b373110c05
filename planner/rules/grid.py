"""Many questions to one book on many days, without the collector of garbage between them.

This is the one place of the rules that touches the interpreter: a nation's decisions make a
million objects and no cycle, and looking for cycles among them takes as long again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from planner.domain.decisions import Ask, Decision
from planner.rules.book import Rulebook
from planner.rules.deciding import Asked
from planner.rules.scenes import QuestionNumber
from planner.rules.site import Site
from planner.rules.workdays import WorkCalendar


def decide_grid(
    book: Rulebook, calendar: WorkCalendar | None, asks: Sequence[Ask], days: Iterable[date]
) -> Iterator[tuple[date, list[Decision]]]:
    """Yield for each of ``days`` the decisions of all ``asks``, as known that day.

    It asks the same of each cell as :func:`~planner.rules.deciding.decide`; what cells share is
    worked out once: questions alike in areas of the same rules get one decision between them.
    Whoever takes the rows works with the collector as it was.
    """
    with _uncollected():
        numbers = [book.questions.number_of(ask) for ask in asks]
        sites = [book.site(ask.area_code) for ask in asks]
        firsts, places = _without_repeats(sites, numbers, asks)
    for day in days:
        with _uncollected():
            view = book.view(day)
            answers = [
                Asked(view.at(sites[at]), calendar, asks[at], numbers[at]).on(day) for at in firsts
            ]
            decisions = answers if places is None else [answers[place] for place in places]
        yield day, decisions


def _without_repeats(
    sites: Sequence[Site], numbers: Sequence[QuestionNumber], asks: Sequence[Ask]
) -> tuple[Sequence[int], list[int] | None]:
    """Return which of ``asks`` may have answers of their own, the first of each that are alike.

    Also return which of those answers each of ``asks`` has; None: each has its own.
    """
    everyone = range(len(asks))
    if len(set(sites)) == len(sites):
        return everyone, None
    known: dict[tuple[object, ...], int] = {}
    keys = (
        (site, number.whole, ask.request_people, ask.fixed)
        for site, number, ask in zip(sites, numbers, asks, strict=True)
    )
    places = [known.setdefault(key, len(known)) for key in keys]
    firsts = dict(zip(reversed(places), reversed(everyone), strict=True))
    return [firsts[place] for place in range(len(known))], places


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the collector of cyclic garbage: none is made here, and it looks at it all.

    What was made stays with the book, so it joins the old objects without being looked at.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was:
            gc.enable()
