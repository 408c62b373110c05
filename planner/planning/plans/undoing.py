"""Taking an edit of a draft back, and doing it again.

An edit holds every place that it changed, before and after, so that undoing is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from planner.domain.plans import MOST_EDITS, DraftEdit, LeftOut, Plan, PlanEntry
from planner.planning.plans.editing import ordered
from planner.planning.restrictions.suspension import Knowledge

Item = TypeVar("Item", PlanEntry, LeftOut)


def edit_between(
    before: Plan, after: Plan, *, kind: str, visit_id: str, knowledge: Knowledge
) -> DraftEdit:
    """Return the edit that leads from ``before`` to ``after``, two states of one draft."""
    return DraftEdit(
        plan_id=before.id,
        at=knowledge.at,
        who=knowledge.who,
        kind=kind,
        visit_id=visit_id,
        places=_pairs(before.entries, after.entries),
        outs=_pairs(before.left_out, after.left_out),
        figures=((before.cost, before.facts), (after.cost, after.facts)),
    )


def undone(plan: Plan, edit: DraftEdit) -> Plan:
    """Return ``plan`` as it was before ``edit``, the last one that holds."""
    return _applied(plan, edit, forward=False)


def redone(plan: Plan, edit: DraftEdit) -> Plan:
    """Return ``plan`` as it was after ``edit``, the first one that was undone."""
    return _applied(plan, edit, forward=True)


def next_undo(edits: Sequence[DraftEdit]) -> DraftEdit | None:
    """Return the edit that is undone next, None where there is none."""
    return next((edit for edit in reversed(edits) if not edit.undone), None)


def next_redo(edits: Sequence[DraftEdit]) -> DraftEdit | None:
    """Return the edit that is redone next, None where there is none."""
    return next((edit for edit in edits if edit.undone), None)


def last_edit(edits: Iterable[DraftEdit]) -> int:
    """Return the number of the last edit that holds, 0 where there is none."""
    return max((edit.seq for edit in edits if not edit.undone), default=0)


def changes_since(edits: Iterable[DraftEdit], seen: int, visit_id: str) -> tuple[DraftEdit, ...]:
    """Return the edits of a visit's own place that were made, or taken back, since ``seen``.

    ``seen`` is what :func:`standing` returned when the draft was looked at.
    """
    return tuple(
        edit for edit in edits if edit.visit_id == visit_id and (edit.seq > seen) is not edit.undone
    )


def forgotten(edits: Sequence[DraftEdit], seen: int) -> bool:
    """Return whether what came after edit number ``seen`` is no longer known in full.

    Only the last edits are kept, and a new one ends those that were undone: where the edit that
    was seen is gone, so may be others that came after it. 0: no edit was seen.
    """
    numbers = [edit.seq for edit in edits]
    if not numbers or seen >= numbers[-1] or seen == last_edit(edits):
        return False
    return seen not in numbers if seen else len(numbers) >= MOST_EDITS


def _applied(plan: Plan, edit: DraftEdit, *, forward: bool) -> Plan:
    cost, facts = (plan.cost, plan.facts) if edit.figures is None else edit.figures[int(forward)]
    return ordered(
        replace(
            plan,
            entries=_changed(plan.entries, edit.places, forward=forward),
            left_out=_changed(plan.left_out, edit.outs, forward=forward),
            cost=cost,
            facts=facts,
        )
    )


def _changed(
    items: tuple[Item, ...], pairs: Sequence[tuple[Item | None, Item | None]], *, forward: bool
) -> tuple[Item, ...]:
    by_id = {item.visit_id: item for item in items}
    for pair in pairs:
        gone, come = pair[not forward], pair[forward]
        if gone is not None:
            by_id.pop(gone.visit_id, None)
        if come is not None:
            by_id[come.visit_id] = come
    return tuple(by_id.values())


def _pairs(
    before: tuple[Item, ...], after: tuple[Item, ...]
) -> tuple[tuple[Item | None, Item | None], ...]:
    had: dict[str, Item] = {item.visit_id: item for item in before}
    has: dict[str, Item] = {item.visit_id: item for item in after}
    pairs: list[tuple[Item | None, Item | None]] = []
    for name in dict.fromkeys((*had, *has)):
        pair = (had.get(name), has.get(name))
        if pair[0] != pair[1]:
            pairs.append(pair)
    return tuple(pairs)
