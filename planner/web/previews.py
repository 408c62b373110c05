"""Drafts as they would be published, kept for the pages that show them; a few at a time."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from planner.actions.desk import Act, Desk
from planner.actions.review_plan import Review, review_plan
from planner.actions.world import REVISION

#: Reviews kept in memory; each holds the whole public site once.
MOST_KEPT: Final = 2


class Previews:
    """Reviews by plan, by the state of the data and by the day; old ones go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Review] = OrderedDict()
        self._lock = Lock()

    def of(self, desk: Desk, act: Act, plan_id: int) -> Review:
        """Return the review of a draft as the data stand now.

        Raises
        ------
        NotFound, NotPublishable
            As :func:`planner.actions.review_plan.review_plan`.
        """
        with desk.database.reading() as store:
            key = (plan_id, store.meta.get(REVISION), act.day)
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = review_plan(desk, act, plan_id)
            with self._lock:
                self._kept[key] = kept
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return kept
