"""What drafts have left out, with figures and remedies; kept until the data change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.actions.plans.look_at_draft import look_at_unscheduled
from planner.actions.plans.remedies import Remedy, remedies_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState
from planner.domain.plans import Plan
from planner.domain.vocabulary import PlanState
from planner.web.plans.left_out import figures_of
from planner.web.plans.remedies import remedy_words
from planner.web.shell.recent import Recent

#: Drafts of which maps and trays are kept in memory: a coordinator goes back and forth
#: between a few.
DRAFTS_KEPT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscheduled:
    """Figures of each missing place, and remedies with what their buttons say, by visit."""

    figures: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, tuple[Remedy, dict[str, str]]] = field(default_factory=dict)


class UnscheduledCache:
    """Trays by draft, by the state of the data and by the day; trying remedies takes a while."""

    def __init__(self) -> None:
        self._kept: Recent[Unscheduled] = Recent(DRAFTS_KEPT)

    def of(
        self, office: Office, act: Act, plan: Plan, state: OfficeState, *, stale: bool
    ) -> Unscheduled:
        """Return the tray of ``plan``; nothing of one that is no draft.

        A ``stale`` draft has figures and no remedies.
        """
        if plan.state is not PlanState.DRAFT:
            return Unscheduled()
        key = (plan.id, state.revision, act.day)
        return self._kept.of(key, lambda: _looked(office, act, plan, state, stale=stale))


def _looked(
    office: Office, act: Act, plan: Plan, state: OfficeState, *, stale: bool
) -> Unscheduled:
    units = {unit.id: unit.name for unit in state.units}
    looks = look_at_unscheduled(office, act, plan, state)
    figures = {name: figures_of(people, cells, units) for name, (people, cells) in looks.items()}
    if not looks or stale:
        return Unscheduled(figures=figures)
    tried = remedies_of(
        office, act, plan, state, {name: cells for name, (_, cells) in looks.items()}
    )
    words = {name: (remedy, remedy_words(remedy, units)) for name, remedy in tried.items()}
    return Unscheduled(figures=figures, remedies=words)
