"""A draft as it would be published, looked at before: obstacles, changes, pages, notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner import public
from planner.actions.plans.planning_facts import draft_of
from planner.actions.plans.publish_plan import obstacles, publish_plan, refuse_without_number
from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.leaks import leaking_pages
from planner.actions.saving.office import Act, Office, facts_for
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.rehearsing import mark_of
from planner.actions.saving.update import Update
from planner.domain.errors import NotPublishable
from planner.domain.notices import Notice
from planner.domain.plans import Plan
from planner.planning.plans.publishing import published_changes
from planner.planning.restrictions.notices import notices_for
from planner.public.shared.rendering import PageBytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What publishing ``plan`` would do.

    ``obstacles`` are sentences that forbid it. ``files`` are the public pages by path as they
    would be, empty where something is in the way of making them; ``leaks`` name those that
    would tell of a home. ``homes`` counts home visits in the plan. ``mark`` is what the act
    carries that publishes it; "" where something is in the way.
    """

    plan: Plan
    published: Plan | None
    state: OfficeState
    obstacles: tuple[str, ...]
    leaks: tuple[str, ...]
    notices: tuple[Notice, ...]
    files: Mapping[str, PageBytes]
    homes: int
    mark: str = ""

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return not self.obstacles and not self.leaks


def review_plan(office: Office, act: Act, plan_id: int) -> Review:
    """Return what publishing the draft ``plan_id`` would do; nothing is saved.

    Raises
    ------
    NotFound, NotPublishable
        There is no such plan, or it is no draft any more.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    draft = draft_of(office, state, plan_id)
    knowledge = knowledge_of(state, act)
    sentences = [str(refused) for refused in obstacles(draft, state, knowledge)]
    try:
        refuse_without_number(office.profile)
    except NotPublishable as refused:
        sentences.append(str(refused))
    whole = all((e.split_from or e.visit_id) in state.visits for e in draft.entries)
    if sentences:
        changes = published_changes(draft, state.visits, knowledge) if whole else ()
        update = Update(cause="", changes=changes)
    else:
        update = publish_plan(office, act.rehearsed(), plan_id).update
    changes = update.changes
    files = public.render_site(facts_for(office, act, state.with_changes(changes))) if whole else {}
    homes = [state.visits.get(e.split_from or e.visit_id) for e in draft.entries]
    return Review(
        plan=draft,
        published=state.published,
        state=state,
        obstacles=tuple(line for text in sentences for line in text.split("\n")),
        leaks=leaking_pages(
            {path: page.content for path, page in files.items()}, state.visits.values(), state
        ),
        notices=update.notices or notices_for(changes, state.areas),
        mark="" if sentences else mark_of(update),
        files=files,
        homes=sum(visit is not None and visit.private for visit in homes),
    )
