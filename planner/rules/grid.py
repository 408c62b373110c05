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
        different, places = _without_repeats(book, asks)
    for day in days:
        with _uncollected():
            view = book.view(day)
            answers = [
                Asked(view.at(site), calendar, ask, number).on(day)
                for site, ask, number in different
            ]
            decisions = answers if places is None else [answers[place] for place in places]
        yield day, decisions


def _without_repeats(
    book: Rulebook, asks: Sequence[Ask]
) -> tuple[list[tuple[Site, Ask, QuestionNumber]], list[int] | None]:
    """Return the questions that may have different answers, with their sites and numbers.

    Also return which of them each of ``asks`` is; None: each is its own.
    """
    known: dict[tuple[object, ...], int] = {}
    different: list[tuple[Site, Ask, QuestionNumber]] = []
    places = []
    for ask in asks:
        site, number = book.site(ask.area_code), book.questions.number_of(ask)
        place = known.setdefault((site, number.whole, ask.request_people, ask.fixed), len(known))
        if place == len(different):
            different.append((site, ask, number))
        places.append(place)
    return different, None if len(different) == len(places) else places


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
