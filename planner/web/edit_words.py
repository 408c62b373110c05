"""What was done to a draft by hand, in words: the buttons that take back and do again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.actions.world import World
from planner.domain.plans import DraftEdit
from planner.planning.undoing import next_redo, next_undo
from planner.web.board import names_of

WORDS: Final = {
    "move": "pindah",
    "pin": "kunci",
    "unpin": "lepas kunci",
    "remove": "keluarkan",
    "add": "tambah",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditWords:
    """The changes of a draft: those that hold, newest first, and what may be done again."""

    held: tuple[str, ...]
    back: str
    again: str
    costs: int


def edit_words(edits: Sequence[DraftEdit], world: World) -> EditWords:
    """Return the changes of a draft in words. ``costs`` is what they add to its cost."""
    held = [edit for edit in edits if not edit.undone]
    back, again = next_undo(edits), next_redo(edits)
    priced = [edit.figures for edit in held if edit.figures is not None]
    return EditWords(
        held=tuple(_words(edit, world) for edit in reversed(held)),
        back="" if back is None else _words(back, world),
        again="" if again is None else _words(again, world),
        costs=sum(after[0].get("total", 0) - before[0].get("total", 0) for before, after in priced),
    )


def _words(edit: DraftEdit, world: World) -> str:
    entry = next((e for pair in edit.places for e in pair if e is not None), None)
    parent = "" if entry is None or entry.visit_id != edit.visit_id else entry.split_from or ""
    visit = world.visits.get(edit.visit_id) or world.visits.get(parent)
    title, _ = names_of(visit, world)
    return f"{WORDS[edit.kind]} {title}"
