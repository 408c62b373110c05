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
from planner.rules.workdays import WorkCalendar


def decide_grid(
    book: Rulebook, calendar: WorkCalendar | None, asks: Sequence[Ask], days: Iterable[date]
) -> Iterator[tuple[date, list[Decision]]]:
    """Yield for each of ``days`` the decisions of all ``asks``, as known that day.

    It asks the same of each cell as :func:`~planner.rules.deciding.decide`; what cells share is
    worked out once. Whoever takes the rows works with the collector as it was.
    """
    with _uncollected():
        numbered = [(ask, book.questions.number_of(ask)) for ask in asks]
    for day in days:
        with _uncollected():
            view = book.view(day)
            decisions = [Asked(view, calendar, ask, number).on(day) for ask, number in numbered]
        yield day, decisions


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
