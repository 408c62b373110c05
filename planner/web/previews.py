"""Drafts as they would be published, kept for the pages that show them; a few at a time."""

from __future__ import annotations

from typing import Final

from planner.actions.desk import Act, Desk
from planner.actions.review_plan import Review, review_plan
from planner.web.recent import Recent

#: Reviews kept in memory; each holds the whole public site once.
MOST_KEPT: Final = 2


class Previews:
    """Reviews by plan, by the state of the data and by the day; old ones go."""

    def __init__(self) -> None:
        self._kept: Recent[Review] = Recent(MOST_KEPT)

    def of(self, desk: Desk, act: Act, plan_id: int) -> Review:
        """Return the review of a draft as the data stand now.

        Raises
        ------
        NotFound, NotPublishable
            As :func:`planner.actions.review_plan.review_plan`.
        """
        with desk.database.reading() as store:
            key = (plan_id, store.meta.revision(), act.day)
        return self._kept.of(key, lambda: review_plan(desk, act, plan_id))
