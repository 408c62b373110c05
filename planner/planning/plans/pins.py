"""Pins of a draft carried into a new search: what a coordinator holds stays where it is.

A pinned place enters the search as if it had been published. A part that a draft cut out of
a longer visit is no visit yet; it stands in for itself until the new draft is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planner.domain.plans import Plan, PlanEntry
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from planner.planning.plans.backlog import visit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """The visits as a search should see them, and what tells its answer apart again.

    ``entries`` are the pinned places by visit, ``parents`` the visit that each stand-in is
    cut from.
    """

    visits: tuple[Visit, ...]
    entries: Mapping[str, PlanEntry]
    parents: Mapping[str, str]


def with_pins(visits: Mapping[str, Visit], draft: Plan) -> Pinned:
    """Return ``visits`` with the pinned places of ``draft`` standing as if published."""
    pins = {entry.visit_id: entry for entry in draft.entries if entry.pinned and not entry.kept}
    seen = dict(visits)
    parents: dict[str, str] = {}
    for entry in pins.values():
        parent = seen.get(entry.split_from or entry.visit_id)
        if parent is None or parent.state.ended or parent.state is VisitState.SCHEDULED:
            continue
        if entry.split_from is None:
            rest = parent.people - entry.people
            seen[entry.visit_id] = _scheduled_at(parent, entry)
            if rest > 0:
                spare = _spare(parent, rest, taken=seen)
                seen[spare.id], parents[spare.id] = spare, parent.id
        else:
            cut = replace(parent, id=entry.visit_id, session_no=entry.session_no)
            seen[entry.visit_id] = _scheduled_at(replace(cut, split_from=parent.id), entry)
            parents[entry.visit_id] = parent.id
            rest = parent.people - entry.people
            if rest > 0:
                seen[parent.id] = replace(parent, people=rest)
            else:
                del seen[parent.id]
    held = {name: entry for name, entry in pins.items() if name in seen}
    return Pinned(visits=tuple(seen.values()), entries=held, parents=parents)


def with_marked_pins(draft: Plan, pinned: Pinned) -> Plan:
    """Return a fresh draft with its pins marked and stand-ins named by their real visits."""
    return replace(
        draft,
        entries=tuple(_marked(_renamed(draft.entries, pinned.parents), pinned.entries)),
        left_out=tuple(
            replace(out, split_from=_real(out.visit_id, out.split_from, pinned.parents))
            for out in draft.left_out
        ),
    )


def _renamed(entries: Iterable[PlanEntry], parents: Mapping[str, str]) -> Iterable[PlanEntry]:
    for entry in entries:
        yield replace(entry, split_from=_real(entry.visit_id, entry.split_from, parents))


def _real(name: str, split_from: str | None, parents: Mapping[str, str]) -> str | None:
    """Return the real visit that ``name`` is cut from: a stand-in is none."""
    if split_from is None:
        return parents.get(name)
    return parents.get(split_from, split_from)


def _marked(entries: Iterable[PlanEntry], pins: Mapping[str, PlanEntry]) -> Iterable[PlanEntry]:
    for entry in entries:
        pin = pins.get(entry.visit_id)
        # What the rules said when it was pinned still stands: publishing asks them again.
        yield entry if pin is None else replace(pin, travel_min=entry.travel_min)


def _scheduled_at(visit: Visit, entry: PlanEntry) -> Visit:
    return replace(
        visit,
        state=VisitState.SCHEDULED,
        people=entry.people,
        day=entry.day,
        unit_id=entry.unit_id,
        start_min=entry.start_min,
        end_min=entry.end_min,
        firm=entry.firm,
        limits=entry.limits,
        rule_ids=entry.rule_ids,
    )


def _spare(parent: Visit, people: int, *, taken: Mapping[str, Visit]) -> Visit:
    """Return a stand-in for the people of ``parent`` that its pinned session does not hold."""
    number = max(v.session_no for v in taken.values() if v.request.id == parent.request.id) + 1
    return replace(
        parent.unplaced(VisitState.REQUESTED),
        id=visit_id(parent.request.id, number),
        people=people,
        session_no=number,
        split_from=parent.id,
        version=0,
    )
