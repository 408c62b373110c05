"""What was done to a draft by hand, in words: the buttons that take back and do again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import short_day
from planner.domain.plans import DraftEdit, PlanEntry
from planner.planning.plans.undoing import changes_since, last_edit, next_redo, next_undo
from planner.web.plans.views import names_of
from planner.web.shell.conflicts import (
    FORGOTTEN,
    NOTHING,
    Conflict,
    changed_fields,
    hours_or_nothing,
    moment_words,
)

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


def edit_words(edits: Sequence[DraftEdit], state: OfficeState) -> EditWords:
    """Return the changes of a draft in words. ``costs`` is what they add to its cost."""
    held = [edit for edit in edits if not edit.undone]
    back, again = next_undo(edits), next_redo(edits)
    priced = [edit.figures for edit in held if edit.figures is not None]
    return EditWords(
        held=tuple(_words(edit, state) for edit in reversed(held)),
        back="" if back is None else _words(back, state),
        again="" if again is None else _words(again, state),
        costs=sum((after.total or 0) - (before.total or 0) for (before, _), (after, _) in priced),
    )


def _words(edit: DraftEdit, state: OfficeState) -> str:
    entry = next((e for pair in edit.places for e in pair if e is not None), None)
    parent = "" if entry is None or entry.visit_id != edit.visit_id else entry.split_from or ""
    visit = state.visits.get(edit.visit_id) or state.visits.get(parent)
    title, _ = names_of(visit, state)
    return f"{WORDS[edit.kind]} {title}"


def edit_conflict(
    edits: Iterable[DraftEdit], seen: int, visit_id: str, state: OfficeState
) -> tuple[Conflict, int]:
    """Return what edits did to a visit's place since ``seen``, and what to send as seen now."""
    made = tuple(edits)
    later = changes_since(made, seen, visit_id)
    units = {unit.id: unit.name for unit in state.units}
    entries = tuple(
        f"{edit.who}, {moment_words(edit.at)}: {WORDS[edit.kind]}"
        f"{', lalu diurungkan' * edit.undone}."
        for edit in later
    )
    if not entries:
        entries = (FORGOTTEN,)
    before, now = _seen_and_now(later, visit_id)
    fields = changed_fields(_place_fields(before, units), _place_fields(now, units))
    return Conflict(entries=entries, fields=fields), last_edit(made)


def _place_fields(entry: PlanEntry | None, units: Mapping[str, str]) -> dict[str, str]:
    if entry is None:
        return {"Hari": "belum terjadwal", "Jam": NOTHING, "Unit mobil": NOTHING, "Kunci": NOTHING}
    return {
        "Hari": short_day(entry.day),
        "Jam": hours_or_nothing(entry.start_min, entry.end_min),
        "Unit mobil": units.get(entry.unit_id, entry.unit_id),
        "Kunci": "dikunci" if entry.pinned else "lepas",
    }


def _seen_and_now(
    later: Sequence[DraftEdit], visit_id: str
) -> tuple[PlanEntry | None, PlanEntry | None]:
    """Return a visit's place as it was seen and as it is now; edits are taken back from the last.

    Either all of ``later`` were taken back or none: a new edit ends those that were.
    """
    if not later:
        return None, None
    if later[0].undone:
        return _place(later[-1], visit_id)[1], _place(later[0], visit_id)[0]
    return _place(later[0], visit_id)[0], _place(later[-1], visit_id)[1]


def _place(edit: DraftEdit, visit_id: str) -> tuple[PlanEntry | None, PlanEntry | None]:
    """Return the place of a visit before and after an edit."""
    return next(
        (p for p in edit.places if any(e is not None and e.visit_id == visit_id for e in p)),
        (None, None),
    )
